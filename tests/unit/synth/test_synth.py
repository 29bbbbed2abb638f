"""The invented network: the same for the same seed, by the contracts, shaped as promised."""

import asyncio
import csv
import hashlib
import json
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from graph_api.contracts import table_schemas
from graph_api.domain.errors import InvalidArgument
from loaders import check
from loaders.synth import SyntheticCounts, write_synthetic
from loaders.synth.country import most_villages, villages
from loaders.synth.draws import Draws

VILLAGES, SEED = 60, 7


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, SyntheticCounts]:
    out = tmp_path_factory.mktemp("synth") / "new" / "folder"
    return out, write_synthetic(VILLAGES, SEED, out)


def _rows(out: Path, table: str) -> list[dict[str, str]]:
    with (out / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _digest(out: Path) -> str:
    files = sorted(out.iterdir())
    return hashlib.sha256(b"".join(f.name.encode() + f.read_bytes() for f in files)).hexdigest()


# ---- the same on every machine -----------------------------------------------------------------


def test_the_same_seed_gives_the_same_bytes(written: tuple[Path, SyntheticCounts], tmp_path: Path):
    write_synthetic(VILLAGES, SEED, tmp_path)
    assert _digest(tmp_path) == _digest(written[0])


def test_another_seed_gives_other_bytes(written: tuple[Path, SyntheticCounts], tmp_path: Path):
    write_synthetic(VILLAGES, SEED + 1, tmp_path)
    assert _digest(tmp_path) != _digest(written[0])


def test_the_draws_of_a_seed_are_these_on_every_python():
    draws = Draws(7, "33200101", "groups")
    assert [draws.below(1000) for _ in range(8)] == [656, 890, 764, 438, 82, 23, 743, 906]


@given(st.integers(), st.integers(0, 30), st.integers(0, 30))
def test_some_takes_different_ones_in_order(seed: int, count: int, among: int):
    taken = Draws(seed).some(count, range(among))
    assert len(taken) == min(count, among)
    assert taken == sorted(set(taken))


# ---- by the contracts --------------------------------------------------------------------------


def test_every_row_meets_the_schema_of_its_table(written: tuple[Path, SyntheticCounts]):
    out, counts = written
    faults = []
    for table, schema in table_schemas().items():
        if table in counts.rows:
            validator = Draft202012Validator(schema, format_checker=FormatChecker())
            rows = [_typed(row, schema) for row in _rows(out, table)]
            assert len(rows) == counts.rows[table] > 0
            faults += [f"{table}: {e.message}" for row in rows for e in validator.iter_errors(row)]
    assert not faults


def test_no_row_is_refused_nor_corrected_by_the_loader(written: tuple[Path, SyntheticCounts]):
    out, counts = written
    report = asyncio.run(check([out]))
    assert list(report.refusals) == []
    assert (report.total.rows, report.total.accepted) == (counts.total_rows, counts.total_rows)


def _typed(row: dict[str, str], schema: dict[str, Any]) -> dict[str, Any]:
    """The cells of a row as JSON values; empty ones are left out."""
    read: dict[str, Callable[[str], Any]] = {
        "array": lambda cell: cell.split("; "),
        "number": json.loads,
        "integer": json.loads,
        "boolean": json.loads,
        "string": str,
    }
    types = {name: column["type"] for name, column in schema["properties"].items()}
    return {name: read[types[name]](cell) for name, cell in row.items() if cell}


# ---- the shape ---------------------------------------------------------------------------------


def test_each_village_has_its_sage_trainers_team_and_households(
    written: tuple[Path, SyntheticCounts],
):
    out, counts = written
    for table, each in {
        "areas": 1,
        "sages": 1,
        "teams": 1,
        "trainers": 4,
        "households": 20,
    }.items():
        per_village = Counter(row["area"] for row in _rows(out, table))
        assert set(per_village.values()) == {each}
        assert len(per_village) == VILLAGES == counts.villages


def test_every_village_has_at_most_two_groups(written: tuple[Path, SyntheticCounts]):
    per_village = Counter(row["area"] for row in _rows(written[0], "groups"))
    assert max(per_village.values()) == 2
    assert len(per_village) < VILLAGES


def test_a_few_learning_centres_draw_many_visits(tmp_path: Path):
    write_synthetic(400, SEED, tmp_path)
    visits = [r for r in _rows(tmp_path, "activities") if r["activity_kind"] == "STUDY_VISIT"]
    per_centre = Counter(row["held_at"] for row in visits)
    centres = len(_rows(tmp_path, "learning_centres"))
    tenth = sum(count for _, count in per_centre.most_common(centres // 10))
    assert tenth > len(visits) / 3
    assert max(per_centre.values()) > 5 * len(visits) / centres


def test_a_few_online_media_are_known_to_many(tmp_path: Path):
    write_synthetic(200, SEED, tmp_path)
    known = Counter(row["media"] for row in _rows(tmp_path, "media_learning"))
    first, *rest = [count for _, count in known.most_common()]
    assert first > 20 * rest[len(rest) // 2]
    assert first > 200


def test_a_village_never_visits_its_own_centre(written: tuple[Path, SyntheticCounts]):
    visits = [r for r in _rows(written[0], "activities") if r["activity_kind"] == "STUDY_VISIT"]
    assert visits
    assert all(row["held_at"] != f"C-{row['id'][2:10]}" for row in visits)


def test_nothing_is_sold_before_its_group_is_founded(written: tuple[Path, SyntheticCounts]):
    founded = {row["id"]: row["founded_on"] for row in _rows(written[0], "groups")}
    sales = _rows(written[0], "sales")
    assert sales
    assert all(
        date.fromisoformat(founded[row["seller"]]) < date.fromisoformat(row["since"])
        for row in sales
    )


@pytest.mark.parametrize("count", [1, 999, 30_000])
def test_every_village_has_a_code_of_its_own(count: int):
    seen = list(villages(count, SEED))
    assert len({village.code for village in seen}) == count
    assert [village.number for village in seen] == list(range(1, count + 1))
    assert all(5 < village.lat < 21 and 97 < village.lon < 106 for village in seen)


def test_a_nation_of_villages_is_spread_over_most_provinces():
    assert len({village.province for village in villages(23_589, SEED)}) > 60


# ---- what cannot be ----------------------------------------------------------------------------


@pytest.mark.parametrize("count", [0, -3, most_villages() + 1])
def test_a_count_that_cannot_be_is_refused(count: int, tmp_path: Path):
    with pytest.raises(InvalidArgument, match=rf"villages = {count} ใช้ไม่ได้"):
        write_synthetic(count, SEED, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path):
    (tmp_path / "mine.txt").write_text("keep", encoding="utf-8")
    with pytest.raises(InvalidArgument, match=r"mine\.txt"):
        write_synthetic(1, SEED, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_path_that_is_no_folder_is_refused(tmp_path: Path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(InvalidArgument, match="เขียนลงโฟลเดอร์"):
        write_synthetic(1, SEED, tmp_path / "file" / "out")


def test_progress_tells_of_every_village_of_every_table(tmp_path: Path):
    told: Counter[str] = Counter()
    ends = set()

    def tell(stage: str, done: int, total: int) -> None:
        told[stage] += 1
        ends.add((done == told[stage], total))

    counts = write_synthetic(3, SEED, tmp_path, progress=tell)
    assert dict(told) == dict.fromkeys(counts.rows, 3)
    assert ends == {(True, 3)}
