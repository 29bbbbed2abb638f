"""Rows to the project's own tables: a folder of CSV files or one workbook, loadable as they are."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date, time
from enum import Enum
from pathlib import Path
from typing import Any, Literal

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from graph_api.domain.calendar import thai_date
from graph_api.domain.errors import InvalidArgument
from loaders.contract import Column, Table, tables

Language = Literal["th", "en"]
Rows = Mapping[str, Iterable[Mapping[str, object]]]
"""Rows by table name; a row is its values by column name (None or absent: an empty cell)."""

LIST_MARK = "; "
"""What parts the values of a list in one cell."""

LAST_ROW = 1_048_576
"""The last row that a sheet of a workbook can have."""

LONGEST_CELL = 32_767
"""How many letters a cell of a workbook can hold."""


def write_tables(target: Path, rows: Rows, *, language: Language = "th") -> list[Path]:
    """Write tables to `target` (a workbook if it ends in .xlsx, else a folder of CSV files).

    Thai headings go with Thai words and Buddhist dates, English ones with the values as the API
    writes them; both load to the same graph. Returns the files written.

    Raises:
        InvalidArgument: a table or column that no contract knows.
    """
    known = tables()
    if unknown := sorted(rows.keys() - known.keys()):
        raise InvalidArgument(f"ไม่มีตารางชื่อ {', '.join(unknown)}\nno such table")
    ordered = {known[name]: rows[name] for name in known if name in rows}
    if target.suffix.lower() == ".xlsx":
        target.parent.mkdir(parents=True, exist_ok=True)
    else:
        target.mkdir(parents=True, exist_ok=True)
    with open_tables(target, language) as out:
        for table, held in ordered.items():
            out.open(table)
            for row in held:
                out.add(table, row)
    return out.paths


@contextmanager
def open_tables(target: Path, language: Language = "th") -> Iterator["Tables"]:
    """Tables that rows can be added to in any order; memory does not grow with the rows.

    `target` is a workbook if its name ends in .xlsx, else a folder that is there. Tables come
    into being with their first row, and are complete once the block has ended well.
    """
    if target.suffix.lower() != ".xlsx":
        with ExitStack() as files:
            yield _TextTables(target, language, files)
        return
    out = _BookTables(target, language)
    try:
        yield out
        out.save()
    finally:
        out.book.close()


class Tables:
    """Tables under way; `paths` are the files that hold them."""

    def __init__(self, target: Path, language: Language) -> None:
        self.target = target
        self.language = language
        self.paths: list[Path] = []

    def open(self, table: Table) -> None:
        """Begin a table, with headings and perhaps never a row."""
        raise NotImplementedError

    def add(self, table: Table, row: Mapping[str, object]) -> None:
        """Add a row.

        Raises:
            InvalidArgument: a column that no contract knows, or more rows than a sheet can hold.
        """
        raise NotImplementedError


class _TextTables(Tables):
    """A folder of CSV files, all open at once."""

    def __init__(self, target: Path, language: Language, files: ExitStack) -> None:
        super().__init__(target, language)
        self._files = files
        self._writers: dict[Table, Any] = {}

    def open(self, table: Table) -> None:
        path = self.target / f"{table.name}.csv"
        # With a byte-order mark, or spreadsheet programs take the Thai for another encoding.
        file = self._files.enter_context(path.open("w", encoding="utf-8-sig", newline=""))
        self._writers[table] = csv.writer(file)
        self._writers[table].writerow(_headings(table, self.language))
        self.paths.append(path)

    def add(self, table: Table, row: Mapping[str, object]) -> None:
        if table not in self._writers:
            self.open(table)
        self._writers[table].writerow(_cells(table, row, self.language))


class _BookTables(Tables):
    """A workbook whose sheets are kept on disk until it is saved, in loading order."""

    def __init__(self, target: Path, language: Language) -> None:
        super().__init__(target, language)
        self.book = Workbook(write_only=True)
        self.paths = [target]
        self._sheets: dict[Table, WriteOnlyWorksheet] = {}
        self._rows: dict[Table, int] = {}

    def open(self, table: Table) -> None:
        sheet = self.book.create_sheet(table.sheet if self.language == "th" else table.name)
        sheet.freeze_panes = "A2"
        sheet.append([_heading_cell(sheet, text) for text in _headings(table, self.language)])
        self._sheets[table], self._rows[table] = sheet, 1

    def add(self, table: Table, row: Mapping[str, object]) -> None:
        if table not in self._sheets:
            self.open(table)
        self._rows[table] += 1
        if self._rows[table] > LAST_ROW:
            raise InvalidArgument(
                f"ตาราง {table.sheet} มีเกิน {LAST_ROW - 1:,} แถว สมุดงานรับไม่ได้ ใช้โฟลเดอร์ของ CSV\n"
                f"table {table.name} has more rows than a sheet can hold; use a folder of CSV"
            )
        sheet = self._sheets[table]
        sheet.append([safe_cell(sheet, cell) for cell in _cells(table, row, self.language)])

    def save(self) -> None:
        """Write the workbook."""
        begun = [self._sheets[table] for table in tables().values() if table in self._sheets]
        for at, sheet in enumerate(begun):
            self.book.move_sheet(sheet.title, at - self.book.index(sheet))
        self.book.save(self.target)


def safe_cell(sheet: WriteOnlyWorksheet, value: object) -> Any:
    """A cell that shows a text as it is: never a formula, and no letters a workbook cannot hold.

    Raises:
        InvalidArgument: the text is too long for a cell; it would be cut without a word.
    """
    if isinstance(value, float) and float(f"{value:.16g}") != value:
        # Numbers are written with 16 digits; one that needs 17 is kept whole as a text.
        value = repr(value)
    if not isinstance(value, str):
        return value
    if len(value) > LONGEST_CELL:
        raise InvalidArgument(
            f"ข้อความ “{value[:40]}…” ยาวเกินช่องของสมุดงาน ({LONGEST_CELL:,} ตัวอักษร) "
            "ใช้โฟลเดอร์ของ CSV\na text is too long for a cell of a workbook; use a folder of CSV"
        )
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value))
    cell.data_type = "s"
    return cell


def _heading_cell(sheet: WriteOnlyWorksheet, text: str) -> Any:
    cell = WriteOnlyCell(sheet, text)
    cell.font = Font(bold=True)
    return cell


def _headings(table: Table, language: Language) -> Sequence[str]:
    return [c.title if language == "th" else c.name for c in table.columns.values()]


def _cells(table: Table, row: Mapping[str, object], language: Language) -> Sequence[object]:
    if unknown := sorted(row.keys() - table.columns.keys()):
        raise InvalidArgument(
            f"ตาราง {table.sheet} ไม่มีคอลัมน์ {', '.join(unknown)}\nno such column in {table.name}"
        )
    return [_cell(column, row.get(name), language) for name, column in table.columns.items()]


def _cell(column: Column, value: object, language: Language) -> object:
    if value is None:
        return ""
    if isinstance(value, (list, tuple)):
        mark = "\n" if column.reads == "lines" else LIST_MARK
        return mark.join(str(_cell(column, each, language)) for each in value)
    if isinstance(value, bool):
        return ("ใช่" if value else "ไม่ใช่") if language == "th" else str(value).lower()
    if isinstance(value, date | time):
        return _moment(value, language)
    plain = value.value if isinstance(value, Enum) else value
    if column.words and language == "th" and plain in column.words:
        return column.words[str(plain)][0]
    return plain


def _moment(value: date | time, language: Language) -> str:
    if isinstance(value, time):
        return value.isoformat("minutes")
    return thai_date(value) if language == "th" else value.isoformat()
