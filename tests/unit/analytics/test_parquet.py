"""A snapshot comes back from Parquet as it was, or not at all."""

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings

pytest.importorskip("pyarrow", reason="the extra [parquet] is not installed")

import pyarrow as pa
import pyarrow.parquet as pq

from graph_api.analytics.parquet import NODES, TEACHINGS, TIES, read_parquet, write_parquet
from graph_api.analytics.saved import open_saved, save
from graph_api.analytics.snapshot import Snapshot, content_hash, snapshot_of_people
from graph_api.domain.errors import InputUnreadable
from tests.unit.analytics.networks import Drawn, networks


@given(networks())
@settings(deadline=None, max_examples=50)
def test_what_is_read_is_what_was_written(drawn: Drawn):
    snapshot = drawn.snapshot()
    with TemporaryDirectory() as folder:
        found = read_parquet(write_parquet(snapshot, Path(folder) / "parquet"))
        assert found.info == snapshot.info
        again = content_hash(
            found.ids,
            found.kinds,
            found.areas,
            found.ties,
            found.learning,
            tie_types=found.tie_types,
            teachings=found.teachings,
        )
        assert again == snapshot.info.id
        np.testing.assert_array_equal(found.ties.indptr, snapshot.ties.indptr)
        # It can be saved as arrays, too, and both say the same.
        assert open_saved(save(found, Path(folder) / "saved"), verify=True).info == snapshot.info


@pytest.fixture
def snapshot() -> Snapshot:
    return snapshot_of_people([("ก", "b"), ("b", "c")], learning=[("ก", "c")])


def test_others_can_read_it(snapshot: Snapshot, tmp_path: Path):
    write_parquet(snapshot, tmp_path)
    nodes, ties = (pq.read_table(tmp_path / name).to_pylist() for name in (NODES, TIES))
    named = [(nodes[tie["source"]]["id"], nodes[tie["target"]]["id"]) for tie in ties]
    assert sorted(named) == [("b", "c"), ("b", "ก"), ("c", "ก")]
    assert nodes[0] == {"id": "b", "kinds": "PERSON", "area": None}
    [teaching] = pq.read_table(tmp_path / TEACHINGS).to_pylist()
    assert teaching["day"] is None


def _missing(folder: Path) -> None:
    (folder / TIES).unlink()


def _text(folder: Path) -> None:
    (folder / NODES).write_text("id\n", encoding="utf-8")


def _a_table_of_somebody(folder: Path) -> None:
    pq.write_table(pa.table({"id": ["a"]}), folder / NODES)


def _a_node_less(folder: Path) -> None:
    table = pq.read_table(folder / NODES)
    pq.write_table(table.slice(1), folder / NODES)


@pytest.mark.parametrize("harm", [_missing, _text, _a_table_of_somebody, _a_node_less])
def test_what_is_not_whole_is_refused_with_the_mend(harm, snapshot: Snapshot, tmp_path: Path):
    write_parquet(snapshot, tmp_path)
    harm(tmp_path)
    with pytest.raises(InputUnreadable, match="--parquet"):
        read_parquet(tmp_path)
