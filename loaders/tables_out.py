"""Rows to the project's own tables: a folder of CSV files or one workbook, loadable as they are."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
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
        return _write_workbook(target, ordered, language)
    target.mkdir(parents=True, exist_ok=True)
    return [_write_text(target, table, held, language) for table, held in ordered.items()]


def safe_cell(sheet: WriteOnlyWorksheet, value: object) -> Any:
    """A cell that shows a text as it is: never a formula, and no letters a workbook cannot hold."""
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value))
    cell.data_type = "s"
    return cell


def _write_text(
    folder: Path, table: Table, rows: Iterable[Mapping[str, object]], language: Language
) -> Path:
    path = folder / f"{table.name}.csv"
    # With a byte-order mark, or spreadsheet programs take the Thai for another encoding.
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_headings(table, language))
        writer.writerows(_cells(table, row, language) for row in rows)
    return path


def _write_workbook(
    path: Path, held: Mapping[Table, Iterable[Mapping[str, object]]], language: Language
) -> list[Path]:
    book = Workbook(write_only=True)
    for table, rows in held.items():
        sheet = book.create_sheet(table.sheet if language == "th" else table.name)
        sheet.freeze_panes = "A2"
        sheet.append([_heading_cell(sheet, text) for text in _headings(table, language)])
        for row in rows:
            sheet.append([safe_cell(sheet, cell) for cell in _cells(table, row, language)])
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return [path]


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
        return LIST_MARK.join(str(_cell(column, each, language)) for each in value)
    if isinstance(value, bool):
        return ("ใช่" if value else "ไม่ใช่") if language == "th" else str(value).lower()
    if isinstance(value, date):
        return thai_date(value) if language == "th" else value.isoformat()
    plain = value.value if isinstance(value, Enum) else value
    if column.words and language == "th" and plain in column.words:
        return column.words[str(plain)][0]
    return plain
