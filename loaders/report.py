"""A load's report for people: a short text, and files of what was refused."""

import csv
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, is_dataclass
from datetime import date, datetime, time
from functools import partial
from itertools import islice
from pathlib import Path

from openpyxl import Workbook

from graph_api.ports import Counts
from loaders.contract import tables
from loaders.errors import FileNotWritable
from loaders.exports.loading import GraphLoad
from loaders.headings import CHANGE_HEADING, REASON_HEADING
from loaders.loading import lost_line
from loaders.outcome import LoadReport, Refusal, WrittenRow
from loaders.tables_out import safe_cell

SHOWN = 20
"""How many refusals and kinds of correction the text shows before it says how many more."""


def as_text(report: LoadReport) -> str:
    """The report in Thai, short, for an officer."""
    return "\n".join(
        [
            *_refusal_lines(report.refusals),
            *_correction_lines(report),
            *_short(report.warnings),
            *_dropped_line(report),
            *_table_lines(report),
            *_store_lines(report),
            last_line(report),
        ]
    )


def check_report_path(path: Path) -> None:
    """Whether a report can be written there: to be asked before a load and not after it.

    Raises:
        FileNotWritable: an ending that no report has, or a folder that is not there.
    """
    if path.suffix.lower() not in _WRITERS:
        raise FileNotWritable(
            f"{path}: รายงานเขียนได้เป็น {', '.join(_WRITERS)} เปลี่ยนนามสกุลไฟล์\n"
            f"{path}: a report is written as one of {', '.join(_WRITERS)}"
        )
    if not path.parent.is_dir():
        raise FileNotWritable(
            f"{path}: ไม่มีโฟลเดอร์ {path.parent} สร้างก่อน หรือเลือกที่อื่น\n{path}: no such folder"
        )


def write_report(report: LoadReport, path: Path) -> list[Path]:
    """Write the report to a file by its ending, and return the files written.

    .json holds all of it; .xlsx and .csv hold the refused and the corrected rows in the form they
    came in, with the reason and what was changed in two last columns, ready to be mended and
    loaded again (several tables as .csv give a file each, named by the table; none where there is
    no such row).

    Raises:
        FileNotWritable: see `check_report_path`, or the file may not be written.
    """
    check_report_path(path)
    try:
        return _WRITERS[path.suffix.lower()](report, path)
    except OSError as error:
        raise FileNotWritable(
            f"เขียน {path} ไม่ได้ ({error.strerror}) ปิดโปรแกรมที่เปิดไฟล์นี้อยู่ หรือเลือกที่อื่น\n"
            f"{path}: cannot be written"
        ) from error


# ---- text --------------------------------------------------------------------------------------


def _refusal_lines(refusals: Sequence[Refusal]) -> Iterator[str]:
    """Causes first: a row that only hangs on a refused one is mended by mending that."""
    causes = (each for each in refusals if each.rule != "refused-reference")
    shown = list(islice(causes, SHOWN))
    hanging = (each for each in refusals if each.rule == "refused-reference")
    shown += islice(hanging, SHOWN - len(shown))
    yield from map(refusal_line, shown)
    if len(refusals) > len(shown):
        yield f"... และอีก {len(refusals) - len(shown):,} รายการ"


def refusal_line(refusal: Refusal) -> str:
    """One refusal: file, sheet, row, column, value, what is wrong, how to mend it."""
    column = f" คอลัมน์ {refusal.column}" if refusal.column else ""
    shown = refusal.value and refusal.value not in refusal.reason
    value = f" “{refusal.value}”" if shown else ""
    return f"{refusal.place}{column}:{value} {refusal.reason} {refusal.mend}".rstrip()


def _correction_lines(report: LoadReport) -> Iterator[str]:
    kinds: Counter[tuple[str, str, str]] = Counter()
    first: dict[tuple[str, str, str], str] = {}
    for each in report.corrections:
        kind = (each.table, each.column, each.what)
        kinds[kind] += 1
        first.setdefault(kind, f"{each.before} → {each.after}" if each.after else each.before)
    lines = [
        f"แก้ไข {tables()[table].sheet} คอลัมน์ {column}: {what} {times:,} ช่อง "
        f"(เช่น {first[table, column, what]})"
        for (table, column, what), times in kinds.most_common()
    ]
    yield from _short(lines)


def graph_lines(found: GraphLoad) -> Iterator[str]:
    """What the store did with graph files."""
    if found.written is None:
        return
    yield f"จุด: {_counts_text(found.written.nodes)}"
    yield f"ความเชื่อมโยง: {_counts_text(found.written.links)}"
    yield from _short([lost_line(refused) for refused in found.written.refused_links])


def _short(lines: Sequence[str]) -> Iterator[str]:
    yield from lines[:SHOWN]
    if len(lines) > SHOWN:
        yield f"... และอีก {len(lines) - SHOWN:,} รายการ"


def _dropped_line(report: LoadReport) -> Iterator[str]:
    if report.dropped_citizen_ids:
        yield f"ไม่อ่านเลขประจำตัวประชาชน {report.dropped_citizen_ids:,} ช่อง (ระบบไม่เก็บ)"


def _table_lines(report: LoadReport) -> Iterator[str]:
    for name, count in report.tables.items():
        parts = [f"{tables()[name].sheet}: {count.rows:,} แถว", f"รับ {count.accepted:,}"]
        parts += [f"รับโดยแก้ไข {count.corrected:,}"] if count.corrected else []
        parts += [f"ไม่รับ {count.refused:,}"] if count.refused else []
        yield " ".join(parts)


def _store_lines(report: LoadReport) -> Iterator[str]:
    for what, counts in (
        ("จุด", report.nodes),
        ("ความเชื่อมโยง", report.links),
        ("ความเชื่อมโยงที่คำนวณได้", report.derived),
    ):
        if counts is not None:
            yield f"{what}: {_counts_text(counts)}"
    if report.skipped:
        yield f"ข้าม {report.skipped:,} รายการที่ลงแล้วจากการโหลดครั้งก่อน (ไฟล์และที่เก็บข้อมูลไม่เปลี่ยน)"
    if report.derived_removed:
        yield f"ความเชื่อมโยงที่คำนวณได้ซึ่งไม่เป็นจริงแล้ว เอาออก {report.derived_removed:,}"


def _counts_text(counts: Counts) -> str:
    text = f"ใหม่ {counts.created:,} เปลี่ยน {counts.updated:,} เดิม {counts.unchanged:,}"
    return f"{text} ไม่รับ {counts.refused:,}" if counts.refused else text


def last_line(report: LoadReport) -> str:
    """The whole report in one line: rows by outcome, nodes and links; the counts add up."""
    total = report.total
    done = "ตรวจ" if report.nodes is None else "โหลด"
    return (
        f"{done} {_files(report.files)}: {total.rows:,} แถว = รับ {total.accepted:,} "
        f"+ รับโดยแก้ไข {total.corrected:,} + ไม่รับ {total.refused:,}; "
        f"{report.node_count:,} จุด {report.link_count:,} ความเชื่อมโยง"
    )


def _files(names: Sequence[str]) -> str:
    return ", ".join(names) if len(names) <= 3 else f"{len(names)} ไฟล์"


# ---- files -------------------------------------------------------------------------------------


_LONG = ("refusals", "corrections", "refused_rows", "corrected_rows")


def _write_json(report: LoadReport, path: Path) -> list[Path]:
    """The whole report; its long lists go item by item, as they may not fit in memory."""
    short = {f.name: getattr(report, f.name) for f in fields(report) if f.name not in _LONG}
    short |= {"total": report.total, "exit_code": report.exit_code}
    with path.open("w", encoding="utf-8") as file:
        file.write("{\n")
        for name, value in short.items():
            file.write(f'  "{name}": {_json(value)},\n')
        for name in _LONG:
            file.write(f'  "{name}": [')
            for at, item in enumerate(getattr(report, name)):
                file.write(("," if at else "") + f"\n    {_json(item)}")
            file.write("]" + (",\n" if name != _LONG[-1] else "\n"))
        file.write("}\n")
    return [path]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=_plain)


def _plain(value: object) -> object:
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else str(value)


@dataclass(frozen=True, slots=True)
class _Told:
    """A row to be told of: why it was refused, or what was changed in it."""

    row: WrittenRow
    said: tuple[str, str]


def _told(report: LoadReport) -> Iterator[tuple[str, Callable[[], Iterator[_Told]]]]:
    """The tables with rows to tell of, and how to read these: refused ones, then corrected ones."""
    for name, count in report.tables.items():
        if count.refused or count.corrected:
            yield name, partial(_rows_of, report, name)


def _rows_of(report: LoadReport, table: str) -> Iterator[_Told]:
    for row in report.refused_rows:
        if row.table == table:
            yield _Told(row, ("; ".join(row.reasons), ""))
    for row in report.corrected_rows:
        if row.table == table:
            yield _Told(row, ("", "; ".join(row.reasons)))


def _lines(read: Callable[[], Iterator[_Told]]) -> Iterator[list[object]]:
    """Headings and rows; rows that came under other headings get their columns by name."""
    ours = (REASON_HEADING, CHANGE_HEADING)
    found = dict.fromkeys(h for told in read() for h in told.row.headings if h)
    used = {h for told in read() for h, said in zip(ours, told.said, strict=True) if said}
    headings = [h for h in found if h not in ours]
    yield [*headings, *(h for h in ours if h in used)]
    for told in read():
        row = told.row
        held = dict(zip(reversed(row.headings), reversed(row.cells), strict=True))
        said = (text for h, text in zip(ours, told.said, strict=True) if h in used)
        yield [*(held.get(h, "") for h in headings), *said]


def _write_workbook(report: LoadReport, path: Path) -> list[Path]:
    book = Workbook(write_only=True)
    for name, read in _told(report):
        sheet = book.create_sheet(tables()[name].sheet)
        for line in _lines(read):
            sheet.append([safe_cell(sheet, cell) for cell in line])
    if not book.worksheets:
        book.create_sheet("ไม่มีแถวที่ไม่รับ")
    book.save(path)
    return [path]


def _write_texts(report: LoadReport, path: Path) -> list[Path]:
    found = list(_told(report))
    written = []
    for name, read in found:
        each = path if len(found) == 1 else path.with_name(f"{path.stem}.{name}{path.suffix}")
        with each.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows([_text(cell) for cell in line] for line in _lines(read))
        written.append(each)
    return written


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else str(cell)


_WRITERS: Mapping[str, Callable[[LoadReport, Path], list[Path]]] = {
    ".json": _write_json,
    ".xlsx": _write_workbook,
    ".csv": _write_texts,
}
