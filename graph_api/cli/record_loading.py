"""Knowledge records among the files of `sammachip load` and `sammachip check`."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from graph_api.cli.stores import with_store
from graph_api.ports import GraphStore
from loaders.exports import GRAPH_FILES
from loaders.progress import progress_bar
from loaders.records.batch import ENDINGS, STATES, Candidate, find_records, read_each
from loaders.records.loading import RecordLoad, load_records
from loaders.records.report import count_line, graph_lines, line_of, passed_over_line
from loaders.sources import TEXTS, WORKBOOKS

_TABLES = WORKBOOKS | TEXTS | GRAPH_FILES.keys()


@dataclass(frozen=True, slots=True)
class Parted:
    """Paths by what they hold: knowledge records, and tables or graphs.

    A folder with both is in both: as its records, and as the tables that lie in it. `others` are
    files of such folders that are neither. In a folder of tables a letter may lie that is no
    record: the files that lie beside tables (`beside_tables`, by name) may be refused.
    """

    records: Sequence[Candidate]
    tables: tuple[Path, ...]
    others: Sequence[Candidate]
    beside_tables: frozenset[str]

    def fails(self, refused: Iterable[str]) -> bool:
        """Whether one of these refused files was meant to be a record."""
        return any(name not in self.beside_tables for name in refused)


def part(paths: Sequence[Path]) -> Parted:
    """Which of these files are records; what is no record by its ending is taken for a table."""
    folders_with_records = [path for path in paths if path.is_dir() and find_records([path])[0]]
    files = [path for path in paths if not path.is_dir() and path.suffix.lower() in ENDINGS]
    records, others = find_records([*files, *folders_with_records])
    tables: list[Path] = []
    beside = set[str]()
    for path in paths:
        if path in folders_with_records:
            lying = [each for each in sorted(path.iterdir()) if _is_table(each)]
            tables += lying
            beside |= {each.name for each in find_records([path])[0]} if lying else set()
        elif path not in files:
            tables.append(path)
    return Parted(
        records,
        tuple(tables),
        [each for each in others if not _is_table(each.path)],
        frozenset(beside),
    )


def _is_table(path: Path) -> bool:
    return path.suffix.lower() in _TABLES and not path.name.startswith((".", "~$"))


def load_into_graph(url: str, parted: Parted, *, with_address: bool) -> int:
    """Load the records into the store, say what became of each, and give the exit code."""

    async def work(store: GraphStore) -> RecordLoad:
        with progress_bar() as progress:
            return await load_records(
                parted.records,
                store,
                with_address=with_address,
                progress=progress,
            )

    found = with_store(url, work)
    _tell(found.lines, found.states, found.refused, parted)
    for line in graph_lines(found.written):
        click.echo(line)
    lost = (*found.written.refused_nodes, *found.written.refused_links)
    return int(parted.fails(found.refused) or bool(lost))


def check_records(parted: Parted) -> int:
    """Read the records, say what became of each, and give the exit code; nothing is written."""
    states = Counter[str](dict.fromkeys(STATES, 0))
    refused, lines = list[str](), list[str]()
    for outcome in read_each(parted.records):
        states[outcome.state] += 1
        refused += [outcome.name] if outcome.refusal else []
        lines.append(line_of(outcome))
    _tell(lines, states, refused, parted)
    return int(parted.fails(refused))


def _tell(
    lines: Sequence[str], states: Mapping[str, int], refused: Sequence[str], parted: Parted
) -> None:
    for line in lines:
        click.echo(line)
    if parted.others:
        click.echo(passed_over_line([other.name for other in parted.others]))
    click.echo(count_line(states, len(parted.others)))
    if parted.fails(refused):
        click.echo(f"ไฟล์ที่ไม่รับนั้น ถ้าเป็นตาราง ให้บันทึกเป็น {', '.join(sorted(WORKBOOKS | TEXTS))}")
