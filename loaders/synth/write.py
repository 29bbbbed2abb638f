"""The invented network as CSV tables of the contracts, streamed: memory stays flat."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from graph_api.domain.errors import InvalidArgument
from loaders.progress import Tell, silent
from loaders.synth import economy, learning, people, programme
from loaders.synth.country import Village, most_villages, villages
from loaders.synth.people import Row
from loaders.tables_out import write_tables

_BY_VILLAGE: Mapping[str, Callable[[Village], Iterator[Row]]] = {
    "areas": people.areas,
    "occupations": people.occupations,
    "programmes": programme.programmes,
    "goals": programme.goals,
    "plans": programme.plans,
    "agencies": people.agencies,
    "officers": people.officers,
    "sages": people.sages,
    "trainers": people.trainers,
    "teams": people.teams,
    "households": people.households,
    "groups": economy.groups,
    "group_members": economy.group_members,
    "learning_centres": learning.learning_centres,
    "online_media": programme.online_media,
    "media_learning": programme.media_learning,
    "markets": economy.markets,
    "products": economy.products,
    "materials": programme.materials,
    "activities": learning.activities,
    "participants": learning.participants,
    "material_uses": programme.material_uses,
    "support": economy.support,
    "peers": people.peers,
    "coordination": people.coordination,
    "sales": economy.sales,
    "incomes": programme.incomes,
    "stage_changes": programme.stage_changes,
}


NATION = 23_589
"""How many villages took part in the whole country."""


@dataclass(frozen=True, slots=True)
class SyntheticCounts:
    """How much was written: villages, and rows by table."""

    villages: int
    rows: Mapping[str, int]
    files: tuple[Path, ...]

    @property
    def total_rows(self) -> int:
        """The rows of all tables together."""
        return sum(self.rows.values())


def write_synthetic(
    count: int, seed: int, out: Path, progress: Tell | None = None
) -> SyntheticCounts:
    """Write an invented network of `count` villages to the folder `out`.

    The same bytes for the same count and seed on every machine. A smaller network of a seed is
    not always a part of a larger one: more villages may mean more in each subdistrict.

    Raises:
        InvalidArgument: `count` is below 1 or above what two-digit village numbers hold, or the
            folder cannot be written or holds something already.
    """
    _check_count(count)
    _make_folder(out)
    rows = dict.fromkeys(_BY_VILLAGE, 0)
    tables = {name: _counted(name, count, seed, rows, progress or silent) for name in rows}
    try:
        files = write_tables(out, tables, language="en")
    except OSError as error:
        raise _not_writable(out, error) from error
    return SyntheticCounts(count, rows, tuple(files))


def _counted(
    table: str, count: int, seed: int, rows: dict[str, int], progress: Tell
) -> Iterator[Row]:
    # Every table walks the villages anew: what a village holds follows from its code and seed.
    seen = _told(villages(count, seed), table, count, progress)
    for row in chain(_rows(table, seen), _visits(table, count, seed)):
        rows[table] += 1
        yield row


def _rows(table: str, seen: Iterable[Village]) -> Iterator[Row]:
    return chain.from_iterable(map(_BY_VILLAGE[table], seen))


def _visits(table: str, count: int, seed: int) -> Iterator[Row]:
    """Who visits whom depends on earlier visits, so these rows follow those of the villages."""
    if table == "activities":
        for village, host in learning.study_visits(villages(count, seed)):
            yield from learning.visit_activity(village, host)
    elif table == "participants":
        for village, _ in learning.study_visits(villages(count, seed)):
            yield from learning.visit_participants(village)


def _told(seen: Iterable[Village], table: str, count: int, progress: Tell) -> Iterator[Village]:
    for village in seen:
        yield village
        progress(table, village.number, count)


def _check_count(count: int) -> None:
    if not 1 <= count <= most_villages():
        raise InvalidArgument(
            f"villages = {count} ใช้ไม่ได้: ต้องอยู่ระหว่าง 1 ถึง {most_villages():,}\n"
            f"villages must be between 1 and {most_villages():,}"
        )


def _make_folder(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
        held = next(out.iterdir(), None)
    except OSError as error:
        raise _not_writable(out, error) from error
    if held is not None:
        raise InvalidArgument(
            f"โฟลเดอร์ {out} มี {held.name} อยู่แล้ว: ใช้โฟลเดอร์ใหม่หรือโฟลเดอร์ว่าง\n"
            f"{out} is not empty; give a new or empty folder"
        )


def _not_writable(out: Path, error: OSError) -> InvalidArgument:
    return InvalidArgument(
        f"เขียนลงโฟลเดอร์ {out} ไม่ได้ ({error.strerror}): เลือกโฟลเดอร์อื่นที่เขียนได้\n"
        f"{out} cannot be written; choose another folder"
    )
