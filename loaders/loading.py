"""The way of a load: files, tables, rows, references, facts, the store, the report."""

from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from graph_api.domain.links import Link, LinkType
from graph_api.domain.nodes import Activity, Area, Node
from graph_api.ports import Counts, DerivedReport, GraphReader, GraphStore, RefusedLink, WriteReport
from loaders.areas import official_areas
from loaders.assemble import Facts, assemble, note_unused
from loaders.cells import AREA_PREFIX, is_missing
from loaders.contract import tables
from loaders.headings import TableSheet, find_tables
from loaders.outcome import LoadReport, RefusedRow, TableCount
from loaders.progress import Tell, silent
from loaders.references import References, asked_ids, stored_nodes
from loaders.rows import Row, read_rows
from loaders.sources import passed_over, read_sheets

Derive = Callable[[GraphStore, Collection[str]], Awaitable[DerivedReport]]
"""Works out the links that follow from the activities and sellers of a load."""

AT_ONCE = 50_000
"""Up to so many nodes and links a load is one transaction: all of it lands or none."""

BATCH = 10_000
"""Larger loads go in batches of so many, nodes before links; a second run completes a first."""

_TOLD_EVERY = 500
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class _Prepared:
    nodes: Sequence[Node]
    links: Sequence[Link]
    report: LoadReport


async def check(
    paths: Sequence[Path | str], store: GraphReader | None = None, *, progress: Tell = silent
) -> LoadReport:
    """What loading these files would do, without doing it.

    With a store, ids may name what it holds already.

    Raises:
        InputUnreadable: a fault of a file as a whole (see loaders/errors.py).
    """
    prepared = await _prepare([Path(path) for path in paths], store, progress)
    return prepared.report


async def load(
    paths: Sequence[Path | str],
    store: GraphStore,
    *,
    progress: Tell = silent,
    derive: Derive | None = None,
) -> LoadReport:
    """Load the rows of these files that stand; the report says what became of each row.

    `derive` is called with what was touched once everything has landed.

    Raises:
        InputUnreadable: a fault of a file as a whole; nothing is loaded then.
    """
    began = perf_counter()
    prepared = await _prepare([Path(path) for path in paths], store, progress)
    written = await _write(store, prepared.nodes, prepared.links, progress)
    derived = None
    if derive is not None and prepared.report.touched:
        derived = await derive(store, prepared.report.touched)
    return replace(
        prepared.report,
        nodes=written.nodes,
        links=written.links,
        derived=derived.links if derived else None,
        derived_removed=derived.removed if derived else 0,
        warnings=(
            *prepared.report.warnings,
            *(f"{each.node.id}: {each.reason}" for each in written.refused_nodes),
            *map(lost_line, written.refused_links),
        ),
        seconds=perf_counter() - began,
    )


# ---- reading -----------------------------------------------------------------------------------


async def _prepare(paths: Sequence[Path], reader: GraphReader | None, progress: Tell) -> _Prepared:
    began = perf_counter()
    held, passed_sheets = find_tables(read_sheets(paths))
    rows = list(_told(held, progress))
    stored = await stored_nodes(reader, asked_ids(rows))
    references = References(rows, stored)
    references.resolve()
    facts = assemble(rows, references)
    note_unused(rows)
    nodes = [*_areas(facts, stored), *facts.nodes.values()]
    links = list(facts.links.values())
    passed = [*passed_over(paths), *passed_sheets]
    report = _report(held, rows, facts, passed)
    report = replace(report, node_count=len(nodes), seconds=perf_counter() - began)
    return _Prepared(nodes, links, report)


def _told(held: Sequence[TableSheet], progress: Tell) -> Iterator[Row]:
    total = sum(len(each.rows) for each in held)
    for done, row in enumerate(chain.from_iterable(map(read_rows, held)), start=1):
        if done % _TOLD_EVERY == 0 or done == total:
            progress("อ่าน", done, total)
        yield row


def _areas(facts: Facts, stored: Mapping[str, Node]) -> Iterator[Area]:
    """The official areas that the facts lie in or point to, each with those around it."""
    used = {node.area for node in facts.nodes.values() if node.area}
    ends = (end for link in facts.links.values() for end in (link.source, link.target))
    used |= {end.removeprefix(AREA_PREFIX) for end in ends if end.startswith(AREA_PREFIX)}
    known = {
        node_id.removeprefix(AREA_PREFIX)
        for node_id in (*facts.nodes, *stored)
        if node_id.startswith(AREA_PREFIX)
    }
    yield from official_areas(used, known)


# ---- writing -----------------------------------------------------------------------------------


async def _write(
    store: GraphStore, nodes: Sequence[Node], links: Sequence[Link], progress: Tell
) -> WriteReport:
    total = len(nodes) + len(links)
    written = WriteReport(Counts(), Counts(), ())
    done = 0
    for some_nodes, some_links in _batches(nodes, links):
        report = await store.write(some_nodes, some_links)
        written = WriteReport(
            written.nodes + report.nodes,
            written.links + report.links,
            [*written.refused_links, *report.refused_links],
            [*written.refused_nodes, *report.refused_nodes],
        )
        done += len(some_nodes) + len(some_links)
        progress("บันทึก", done, total)
    return written


def lost_line(refused: RefusedLink) -> str:
    """What is said of a link that the store refused."""
    link = refused.link
    return f"{link.type.value} {link.source} → {link.target}: ฐานข้อมูลไม่รับ {refused.reason}"


def _batches(
    nodes: Sequence[Node], links: Sequence[Link]
) -> Iterator[tuple[Sequence[Node], Sequence[Link]]]:
    if len(nodes) + len(links) <= AT_ONCE:
        if nodes or links:
            yield nodes, links
        return
    for some_nodes in _parts(nodes):
        yield some_nodes, ()
    for some_links in _parts(links):
        yield (), some_links


def _parts(items: Sequence[_T]) -> Iterator[Sequence[_T]]:
    for at in range(0, len(items), BATCH):
        yield items[at : at + BATCH]


# ---- the report --------------------------------------------------------------------------------


def _report(
    held: Sequence[TableSheet], rows: Sequence[Row], facts: Facts, passed: Sequence[str]
) -> LoadReport:
    return LoadReport(
        files=tuple(dict.fromkeys(each.sheet.file for each in held)),
        tables=_counts(rows),
        node_count=len(facts.nodes),
        link_count=len(facts.links),
        refusals=tuple(chain.from_iterable(row.refusals for row in rows)),
        corrections=tuple(
            chain.from_iterable(row.corrections for row in rows if not row.is_refused)
        ),
        refused_rows=tuple(_refused_rows(held, rows)),
        warnings=(*passed, *chain.from_iterable(each.warnings for each in held)),
        dropped_citizen_ids=sum(map(_citizen_ids, held)),
        touched=frozenset(_touched(facts)),
    )


def _counts(rows: Iterable[Row]) -> dict[str, TableCount]:
    outcomes = Counter((row.table.name, _outcome(row)) for row in rows)
    return {
        name: TableCount(sum(counts), *counts)
        for name in tables()
        if sum(counts := [outcomes[name, outcome] for outcome in range(3)])
    }


def _outcome(row: Row) -> int:
    """0 accepted, 1 corrected, 2 refused."""
    return 2 if row.is_refused else int(bool(row.corrections))


def _refused_rows(held: Sequence[TableSheet], rows: Sequence[Row]) -> Iterator[RefusedRow]:
    cells = chain.from_iterable(((each, cells) for _, cells in each.rows) for each in held)
    for row, (sheet, written) in zip(rows, cells, strict=True):
        if row.is_refused:
            kept = [at for at in range(len(sheet.headings)) if at not in sheet.citizen_ids]
            yield RefusedRow(
                table=row.table.name,
                headings=[sheet.headings[at] for at in kept],
                cells=[written[at] if at < len(written) else "" for at in kept],
                reasons=[f"{r.column}: {r.reason} {r.mend}".lstrip(": ") for r in row.refusals],
            )


def _citizen_ids(held: TableSheet) -> int:
    return sum(
        at < len(cells) and not is_missing(cells[at])
        for _, cells in held.rows
        for at in held.citizen_ids
    )


def _touched(facts: Facts) -> Iterator[str]:
    """The activities and sellers whose derived links may have changed."""
    for node in facts.nodes.values():
        if isinstance(node, Activity):
            yield node.id
    for link in facts.links.values():
        if link.type in (LinkType.LED, LinkType.ATTENDED):
            yield link.target
        elif link.type in (LinkType.HELD_AT, LinkType.SOLD_AT):
            yield link.source
