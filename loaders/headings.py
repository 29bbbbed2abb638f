"""Which table a sheet holds, and which column stands where.

A table is told by the name of its sheet or file, else by its headings; title rows above the
headings are passed over. Columns that no contract knows are said; citizen numbers are dropped.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise, zip_longest
from typing import Any

from graph_api.domain.errors import InputUnreadable
from loaders.contract import Column, Table, tables
from loaders.errors import ColumnMissing, SheetEmpty, TableUnknown, raise_all
from loaders.example_row import is_example_row
from loaders.keys import heading_key, without_brackets
from loaders.sources import NOTES, Sheet

REASON_HEADING = "เหตุผลที่ไม่รับ"
"""Heading of the reason in a file of refused rows; passed over when it is loaded again."""

CHANGE_HEADING = "สิ่งที่แก้ให้"
"""Heading of what was changed in a corrected row; passed over too."""

_PASSED_OVER = frozenset(
    map(heading_key, (REASON_HEADING, CHANGE_HEADING, "ลำดับ", "ลำดับที่", "ที่", "row_no"))
)
_CITIZEN_ID = re.compile(
    "บัตรประชาชน|บัตรประจำตัว|ประจำตัวประชาชน|เลขประชาชน|ผู้เสียภาษี|เลข13หลัก|psnid|citizenid|nationalid"
    "|idcard|^cid$|^pid$|^บัตรปชช"
)
"""Parts of the keys of headings under which citizen numbers stand (also numbers of tax payers)."""

_TITLES = frozenset(
    map(heading_key, ("คำนำหน้า", "คำนำหน้าชื่อ", "คำนำหน้านาม", "prefix", "name title"))
)
_SURNAMES = frozenset(map(heading_key, ("สกุล", "นามสกุล", "ชื่อสกุล (นามสกุล)", "surname", "last name")))


@dataclass(frozen=True, slots=True)
class TableSheet:
    """A sheet with its table found: which column each cell of a row belongs to.

    `header` is the position of the headings among the rows of the sheet, `at` the position of
    each column by its name, `name_parts` those of the title and the surname of a person where they
    have columns of their own.
    """

    sheet: Sheet
    table: Table
    headings: Sequence[str]
    columns: Mapping[int, Column]
    at: Mapping[str, int]
    citizen_ids: frozenset[int]
    name_parts: tuple[int | None, int | None] | None
    header: int
    warnings: Sequence[str]

    def rows(self) -> Iterator[tuple[int, Sequence[Any]]]:
        """The rows below the headings that hold anything, with their numbers."""
        for number, row in self.sheet.rows():
            if number > self.header + 1 and any(map(_text, row)):
                yield number, self._without_citizen_ids(row)

    def _without_citizen_ids(self, cells: Sequence[Any]) -> Sequence[Any]:
        """A row whose citizen numbers stay at the door: from here on nobody sees them."""
        if not self.citizen_ids:
            return cells
        return [DROPPED if at in self.citizen_ids and _text(c) else c for at, c in enumerate(cells)]

    def is_example(self, cells: Sequence[Any]) -> bool:
        """Whether a row is the example of a template, which is no row of the table."""
        return is_example_row(self.table, self.columns, cells)


class _Dropped:
    """What stands in the place of a citizen number; it is one and the same."""

    def __str__(self) -> str:
        return ""

    def __reduce__(self) -> str:
        return "DROPPED"


DROPPED = _Dropped()


@dataclass(frozen=True, slots=True)
class _Header:
    """`row` is the last row of the headings, `cells` what is written over each column."""

    row: int
    columns: Mapping[int, Column]
    cells: Sequence[Any]


def find_tables(sheets: Sequence[Sheet]) -> tuple[list[TableSheet], list[str]]:
    """The tables of all sheets in loading order, and what was passed over.

    Raises:
        InputUnreadable: a table without headings or without a column it needs, or no table at
            all.
    """
    faults: list[InputUnreadable] = []
    found: list[TableSheet] = []
    unknown: list[Sheet] = []
    for sheet in sheets:
        try:
            held = _find(sheet)
        except InputUnreadable as fault:
            faults.append(fault)
            continue
        if held is None:
            unknown.append(sheet)
        else:
            found.append(held)
    if unknown and not found and not faults:
        faults += [_unrecognised(sheet) for sheet in unknown]
    raise_all(faults)
    order = list(tables())
    passed = list(_passed(unknown))
    return sorted(found, key=lambda held: order.index(held.table.name)), passed


def _find(sheet: Sheet) -> TableSheet | None:
    table = _by_name(sheet) or _by_headings(sheet)
    if table is None:
        return None
    header = _header(sheet, table)
    _refuse_missing(sheet, table, header)
    return _table_sheet(sheet, table, header)


# ---- which table -------------------------------------------------------------------------------


def _by_name(sheet: Sheet) -> Table | None:
    return _named(sheet.name) or (_named(sheet.stem) if sheet.alone else None)


def _named(name: str) -> Table | None:
    """The table of a name; a number before or after it and other parts between dots are allowed."""
    for candidates in ([name], re.split(r"[.]", name)):
        keys = {heading_key(re.sub(r"^[\d_\-. ]+|[\d_\-. ()]+$", "", part)) for part in candidates}
        found = [table for table in tables().values() if table.sheet_keys & keys]
        if len(found) == 1:
            return found[0]
    return None


def _by_headings(sheet: Sheet) -> Table | None:
    """The one table whose needed columns are all there and of which most columns are."""
    scored = []
    for table in tables().values():
        held = {column.name for column in _header(sheet, table).columns.values()}
        if all(column.name in held for column in table.required):
            scored.append((len(held), len(table.required), table))
    best = max((score[:2] for score in scored), default=(0, 0))
    fitting = [table for *score, table in scored if tuple(score) == best]
    return fitting[0] if len(fitting) == 1 and best[0] >= 2 else None


# ---- which columns -----------------------------------------------------------------------------


def _header(sheet: Sheet, table: Table) -> _Header:
    """The row near the top that holds most headings of the table, the first of equals.

    Headings may take two rows, where some stand under a merged one (ที่อยู่ over บ้านเลขที่).
    """
    head = sheet.head
    rows = [_Header(at, _columns(row, table), row) for at, row in enumerate(head)]
    for at, (above, below) in enumerate(pairwise(head), start=1):
        both = _both(above, below)
        rows.append(_Header(at, _columns(both, table), both))
    return max(rows, key=lambda header: len(header.columns), default=_Header(0, {}, ()))


def _both(above: Sequence[Any], below: Sequence[Any]) -> Sequence[Any]:
    """Two rows of headings as one: what stands below counts where something does."""
    cells = zip_longest(above, below)
    return [upper if not _text(lower) else lower for upper, lower in cells]


def _columns(row: Sequence[Any], table: Table) -> dict[int, Column]:
    columns: dict[int, Column] = {}
    taken: set[str] = set()
    for at, cell in enumerate(row):
        column = _column(cell, table)
        if column and column.name not in taken:
            columns[at] = column
            taken.add(column.name)
    return columns


def _column(cell: Any, table: Table) -> Column | None:
    if not isinstance(cell, str) or _is_passed_over(heading_key(cell)):
        return None
    by = table.by_heading
    return by.get(heading_key(cell)) or by.get(heading_key(without_brackets(cell)))


def _table_sheet(sheet: Sheet, table: Table, header: _Header) -> TableSheet:
    headings = [_text(cell) for cell in header.cells]
    keys = [heading_key(heading) for heading in headings]
    parts = _name_parts(keys) if _takes_parts(header) else None
    known = {*header.columns, *(at for at in parts or () if at is not None)}
    return TableSheet(
        sheet=sheet,
        table=table,
        headings=headings,
        columns=header.columns,
        at={column.name: at for at, column in header.columns.items()},
        citizen_ids=frozenset(at for at, key in enumerate(keys) if _CITIZEN_ID.search(key)),
        name_parts=parts,
        header=header.row,
        warnings=[
            _not_read(sheet, heading, table)
            for at, (heading, key) in enumerate(zip(headings, keys, strict=True))
            if heading and at not in known and not _is_passed_over(key)
        ],
    )


def _is_passed_over(key: str) -> bool:
    return key in _PASSED_OVER or _CITIZEN_ID.search(key) is not None


def _takes_parts(header: _Header) -> bool:
    return any(column.reads == "person-name" for column in header.columns.values())


def _name_parts(keys: Sequence[str]) -> tuple[int | None, int | None] | None:
    """Where the title and the surname stand, if either has a column of its own."""
    title = next((at for at, key in enumerate(keys) if key in _TITLES), None)
    surname = next((at for at, key in enumerate(keys) if key in _SURNAMES), None)
    return None if title is None and surname is None else (title, surname)


def _not_read(sheet: Sheet, heading: str, table: Table) -> str:
    if _column(heading, table):
        return f"{sheet}: คอลัมน์ “{heading}” ซ้ำกับคอลัมน์ก่อนหน้า จึงอ่านเฉพาะคอลัมน์แรก ตั้งชื่อหัวคอลัมน์ให้ต่างกัน"
    return f"{sheet}: ไม่รู้จักคอลัมน์ “{heading}” จึงไม่ได้อ่าน"


def _holds_something(sheet: Sheet) -> bool:
    return any(map(_text, chain.from_iterable(sheet.head))) or any(
        map(_text, chain.from_iterable(sheet.read()))
    )


def _text(cell: Any) -> str:
    return "" if cell is None else str(cell).strip()


# ---- what is wrong -----------------------------------------------------------------------------


def _refuse_missing(sheet: Sheet, table: Table, header: _Header) -> None:
    if not _holds_something(sheet):
        raise SheetEmpty(
            f"{sheet}: ว่างเปล่า ไม่มีหัวคอลัมน์ของตาราง {table.sheet} "
            f"ใส่หัวคอลัมน์ {_titles(table.required)} และข้อมูล หรือลบออก\n"
            f"{sheet}: empty; give it headings and rows, or remove it"
        )
    held = {column.name for column in header.columns.values()}
    missing = [column for column in table.required if column.name not in held]
    if missing:
        raise ColumnMissing(
            f"{sheet}: ตาราง {table.sheet} ขาดคอลัมน์ {_titles(missing)} "
            f"เพิ่มหัวคอลัมน์นี้ในแถวหัวตาราง แล้วโหลดใหม่\n"
            f"{sheet}: table {table.name} lacks {', '.join(column.name for column in missing)}"
        )


def _unrecognised(sheet: Sheet) -> InputUnreadable:
    if not _holds_something(sheet):
        return SheetEmpty(f"{sheet}: ว่างเปล่า ไม่มีข้อมูลให้โหลด\n{sheet}: empty")
    known = ", ".join(table.sheet for table in tables().values())
    return TableUnknown(
        f"{sheet}: ไม่รู้ว่าเป็นตารางใด ตั้งชื่อแผ่นหรือชื่อไฟล์เป็นชื่อตารางหนึ่งใน: {known}\n"
        f"{sheet}: no table recognised; name the sheet or file after one of: "
        f"{', '.join(tables())}"
    )


def no_row(found: Sequence[TableSheet]) -> SheetEmpty:
    """What is said of tables that hold headings alone."""
    several = f"{', '.join(dict.fromkeys(held.sheet.file for held in found))}: ทุกตาราง"
    names = ", ".join(str(held.sheet) for held in found) if len(found) <= 3 else several
    return SheetEmpty(
        f"{names}: มีแต่หัวคอลัมน์ ไม่มีแถวข้อมูล เติมข้อมูลใต้หัวคอลัมน์แล้วโหลดใหม่\n"
        f"{names}: headings without any row"
    )


def _passed(unknown: Sequence[Sheet]) -> Iterator[str]:
    for sheet in unknown:
        if sheet.visible and heading_key(sheet.name) not in NOTES and _holds_something(sheet):
            yield f"{sheet}: ไม่รู้ว่าเป็นตารางใด จึงไม่ได้อ่าน"


def _titles(columns: Sequence[Column]) -> str:
    return ", ".join(f"“{column.title}” ({column.name})" for column in columns)
