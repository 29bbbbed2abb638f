"""The way of a load: files, tables, rows, references, facts, the store, the report."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter

from graph_api.domain.areas import ancestors, area_id
from graph_api.domain.errors import InputUnreadable
from graph_api.domain.nodes import Area
from graph_api.ports import GraphReader, GraphStore, RefusedLink
from loaders.areas import official_areas
from loaders.assemble import assemble
from loaders.cells import AREA_PREFIX, is_citizen_id
from loaders.contract import tables
from loaders.errors import raise_all
from loaders.foreign import Mapping, mapped_sheets
from loaders.headings import DROPPED, TableSheet, find_tables, no_row
from loaders.journal import Journal, NoJournal, load_digest
from loaders.outcome import Correction, LoadReport, Refusal, TableCount, WrittenRow
from loaders.progress import Tell, counted, silent
from loaders.references import resolve_references, stored_nodes
from loaders.rows import Row, read_row
from loaders.sources import files_of, passed_over, read_sheets
from loaders.staged_lists import staged
from loaders.staging import AT_A_TIME, Staging
from loaders.writing import Derive, Facts, Writer


@dataclass(frozen=True, slots=True)
class _Prepared:
    facts: Facts
    report: LoadReport


@dataclass(slots=True)
class _Passed:
    """What was seen and is no row to load."""

    examples: int = 0
    citizen_ids: int = 0


async def check(
    paths: Sequence[Path | str],
    store: GraphReader | None = None,
    *,
    mapping: Mapping | None = None,
    progress: Tell = silent,
) -> LoadReport:
    """What loading these files would do, without doing it.

    With a store, ids may name what it holds already; with a mapping, the files are another
    program's graph.

    Raises:
        InputUnreadable: a fault of a file as a whole (see loaders/errors.py).
    """
    prepared = await _prepare([Path(path) for path in paths], mapping, store, progress)
    return prepared.report


async def load(
    paths: Sequence[Path | str],
    store: GraphStore,
    *,
    mapping: Mapping | None = None,
    progress: Tell = silent,
    derive: Derive | None = None,
    journal: Journal | None = None,
) -> LoadReport:
    """Load the rows of these files that stand; the report says what became of each row.

    `derive` is called with what was touched once everything has landed. With a journal, a large
    load that was stopped goes on where it was; with a mapping, the files are another program's
    graph.

    Raises:
        InputUnreadable: a fault of a file as a whole; nothing is loaded then.
    """
    began = perf_counter()
    files = [Path(path) for path in paths]
    prepared = await _prepare(files, mapping, store, progress)
    is_large = prepared.facts.is_large
    name = ""
    if journal and is_large:
        name = load_digest(f"{store.name} {mapping or ''}", files if mapping else files_of(files))
    writer = Writer(store, prepared.facts, journal or NoJournal(), name, progress)
    written = await writer.write(derive)
    return replace(
        prepared.report,
        nodes=written.nodes,
        links=written.links,
        derived=written.derived,
        derived_removed=written.derived_removed,
        skipped=written.skipped,
        warnings=(
            *prepared.report.warnings,
            *(f"{each.node.id}: {each.reason}" for each in written.refused_nodes),
            *map(lost_line, written.refused_links),
        ),
        seconds=perf_counter() - began,
    )


def lost_line(refused: RefusedLink) -> str:
    """What is said of a link that the store refused."""
    link = refused.link
    return f"{link.type.value} {link.source} → {link.target}: ฐานข้อมูลไม่รับ {refused.reason}"


async def _prepare(
    paths: Sequence[Path], mapping: Mapping | None, reader: GraphReader | None, progress: Tell
) -> _Prepared:
    began = perf_counter()
    sheets, told = mapped_sheets(paths, mapping) if mapping else (read_sheets(paths), [])
    held, passed_sheets = find_tables(sheets)
    staging = Staging(held)
    passed = _read(held, staging, progress)
    rows = sum(count[0] for count in staging.counts().values())
    await resolve_references(staging, reader, counted(progress, "ตรวจรหัส", rows))
    used = await assemble(staging, reader, counted(progress, "รวมข้อมูล", rows))
    facts = Facts(
        staging=staging,
        areas=await _areas(used.areas, staging, reader),
        nodes=staging.node_count(),
        links=staging.link_count(),
        contested=used.contested,
    )
    warnings = [*passed_over(paths), *told, *passed_sheets, *_examples(passed)]
    report = _report(held, facts, warnings, passed.citizen_ids)
    return _Prepared(facts, replace(report, seconds=perf_counter() - began))


# ---- reading -----------------------------------------------------------------------------------


def _read(held: Sequence[TableSheet], staging: Staging, progress: Tell) -> _Passed:
    """All rows into the staging; the faults of all files are told together."""
    passed, faults = _Passed(), list[InputUnreadable]()
    count = counted(progress, "อ่าน", sum(each.sheet.about for each in held))
    n = 0
    for each in held:
        try:
            for rows in _in_parts(_rows(each, n, passed)):
                staging.add(rows)
                n += len(rows)
                count(len(rows))
        except InputUnreadable as fault:
            faults.append(fault)
    raise_all(faults)
    if not n:
        raise no_row(held)
    progress("อ่าน", n, n)
    staging.index()
    return passed


def _rows(held: TableSheet, n: int, passed: _Passed) -> Iterator[Row]:
    for number, cells in held.rows():
        if held.is_example(cells):
            passed.examples += 1
            continue
        passed.citizen_ids += sum(cell is DROPPED for cell in cells)
        yield read_row(held, n, number, cells)
        n += 1


def _in_parts(rows: Iterator[Row]) -> Iterator[list[Row]]:
    part: list[Row] = []
    for row in rows:
        part.append(row)
        if len(part) == AT_A_TIME:
            yield part
            part = []
    if part:
        yield part


async def _areas(
    used: frozenset[str], staging: Staging, reader: GraphReader | None
) -> Sequence[Area]:
    """The official areas that the facts lie in or point to, each with those around it."""
    wanted = {area_id(each) for code in used for each in (code, *ancestors(code))}
    stored = await stored_nodes(reader, wanted)
    known = (*staging.declared_areas(), *stored)
    return list(official_areas(used, {each.removeprefix(AREA_PREFIX) for each in known}))


# ---- the report --------------------------------------------------------------------------------


def _report(
    held: Sequence[TableSheet], facts: Facts, warnings: Sequence[str], citizen_ids: int
) -> LoadReport:
    staging = facts.staging
    return LoadReport(
        files=tuple(dict.fromkeys(each.sheet.file for each in held)),
        tables=_counts(staging),
        node_count=len(facts.areas) + facts.nodes,
        link_count=facts.links,
        refusals=staged(lambda: _refusals(staging)),
        corrections=staged(lambda: _corrections(staging)),
        refused_rows=staged(lambda: _refused_rows(staging)),
        corrected_rows=staged(lambda: _corrected_rows(staging)),
        warnings=(*warnings, *(line for each in held for line in each.warnings)),
        dropped_citizen_ids=citizen_ids,
    )


def _counts(staging: Staging) -> dict[str, TableCount]:
    found = staging.counts()
    return {
        name: TableCount(rows, rows - refused - corrected, corrected, refused)
        for name in tables()
        if name in found
        for rows, refused, corrected in [found[name]]
    }


def _examples(passed: _Passed) -> Iterator[str]:
    if passed.examples:
        yield f"ข้ามแถวตัวอย่างของแบบกรอก {passed.examples:,} แถว"


def _refusals(staging: Staging) -> Iterator[Refusal]:
    return (each for rows in staging.refused() for row in rows for each in row.refusals)


def _corrections(staging: Staging) -> Iterator[Correction]:
    return (each for rows in staging.corrected() for row in rows for each in row.corrections)


def _refused_rows(staging: Staging) -> Iterator[WrittenRow]:
    for rows in staging.refused():
        for row in rows:
            yield _as_written(
                row, [f"{r.column}: {r.reason} {r.mend}".lstrip(": ") for r in row.refusals]
            )


def _corrected_rows(staging: Staging) -> Iterator[WrittenRow]:
    for rows in staging.corrected():
        for row in rows:
            yield _as_written(row, [_change(each) for each in row.corrections])


def _change(made: Correction) -> str:
    change = f"{made.before} → {made.after}" if made.after else made.before
    return f"{made.column}: {made.what} ({change})"


def _as_written(row: Row, reasons: Sequence[str]) -> WrittenRow:
    held = row.held
    kept = [at for at in range(len(held.headings)) if at not in held.citizen_ids]
    return WrittenRow(
        table=row.table.name,
        headings=[held.headings[at] for at in kept],
        cells=[_shown(row.cells[at]) if at < len(row.cells) else "" for at in kept],
        reasons=reasons,
    )


def _shown(cell: object) -> object:
    """A cell as it was written, unless it holds a citizen number, under whatever heading."""
    if isinstance(cell, float) and cell.is_integer():
        return "" if is_citizen_id(str(int(cell))) else cell
    return "" if isinstance(cell, str) and is_citizen_id(cell) else cell
