"""A row of raw cells to a row of values, or the reasons why it cannot be one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from graph_api.domain.places import Point
from loaders.cells import Cell, CellRefused, is_missing, read_cell
from loaders.contract import Column, Table
from loaders.headings import TableSheet
from loaders.outcome import Correction, Place, Refusal, Rule
from loaders.reading.coordinates import read_point
from loaders.reading.errors import (
    CellNotRead,
    CoordinatesNotRead,
    DateNotRead,
    NameNotRead,
    PhoneNotRead,
    PositionNotRead,
)
from loaders.sources import Sheet

_RULES: Mapping[type[CellNotRead], Rule] = {
    CoordinatesNotRead: "coordinate",
    DateNotRead: "date",
    NameNotRead: "person-name",
    PhoneNotRead: "phone",
    PositionNotRead: "position",
}
_SHOWN = 200
"""How many letters of a refused value a message shows."""


@dataclass(slots=True)
class Row:
    """A row on its way: its values by column, and what was found wrong or changed so far.

    `raw` holds the cells and `headings` the headings as written, by column; a row with a refusal
    is not loaded.
    """

    table: Table
    place: Place
    headings: Mapping[str, str]
    raw: Mapping[str, Any]
    values: dict[str, Any]
    point: Point | None = None
    refusals: list[Refusal] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)

    @property
    def is_refused(self) -> bool:
        """Whether something stands against loading the row."""
        return bool(self.refusals)

    def get(self, column: str | None) -> Any:
        """The value of a column; None for an empty cell, an absent column or no column."""
        return None if column is None else self.values.get(column)

    def refuse(self, column: Column | None, rule: Rule, reason: str, mend: str) -> None:
        """Note why the row is not loaded."""
        value = "" if column is None or rule == "citizen-id" else _shown(self.raw.get(column.name))
        title = "" if column is None else self._heading(column)
        self.refusals.append(Refusal(self.place, self.table.name, title, value, rule, reason, mend))

    def _heading(self, column: Column) -> str:
        return self.headings.get(column.name, column.title)

    def correct(self, column: Column, after: object, what: str) -> None:
        """Note what was changed in a cell."""
        before = _shown(self.raw.get(column.name))
        self.corrections.append(
            Correction(
                self.place, self.table.name, self._heading(column), before, _shown(after), what
            )
        )


def read_rows(held: TableSheet) -> Iterator[Row]:
    """The rows of a table, each read as far as it can be."""
    headings = {column.name: held.headings[at] for at, column in held.columns.items()}
    for number, cells in held.rows:
        yield _row(held, headings, number, cells)


def _row(held: TableSheet, headings: Mapping[str, str], number: int, cells: Sequence[Any]) -> Row:
    raw = {c.name: cells[at] for at, c in held.columns.items() if at < len(cells)}
    row = Row(held.table, _place(held.sheet, number), headings, raw, {})
    for column in held.columns.values():
        _read_into(row, column)
    _read_point_into(row)
    for column in held.table.ordered_in_time:
        _check_order(row, column)
    return row


def _place(sheet: Sheet, number: int) -> Place:
    return Place(sheet.file, sheet.name, number)


def _read_into(row: Row, column: Column) -> None:
    try:
        cell = read_cell(column, row.raw.get(column.name))
    except CellNotRead as error:
        row.refuse(column, _rule(error), error.reason, error.mend)
        return
    if cell.value is None:
        _refuse_if_required(row, column)
        return
    row.values[column.name] = cell.value
    _note(row, column, cell)


def _refuse_if_required(row: Row, column: Column) -> None:
    if column.required:
        example = column.schema["examples"][0]
        row.refuse(column, "required", f"ไม่มี{column.title}", f"เติมค่า เช่น {example}")


def _note(row: Row, column: Column, cell: Cell) -> None:
    for change in cell.changes:
        row.correct(column, cell.value, change)


def _read_point_into(row: Row) -> None:
    """Latitude and longitude are one value in two cells."""
    lat, lon = row.values.pop("lat", None), row.values.pop("lon", None)
    if lat is None and lon is None:
        return
    try:
        row.point = Point(*read_point(lat, lon))
    except CoordinatesNotRead as error:
        at_fault = row.table.columns["lon" if is_missing(lon) else "lat"]
        row.refuse(at_fault, "coordinate", error.reason, error.mend)


def _check_order(row: Row, column: Column) -> None:
    last, first = row.get(column.name), row.get(column.not_before)
    if isinstance(last, date) and isinstance(first, date) and last < first:
        title = row.table.columns[column.not_before or ""].title
        row.refuse(column, "time-order", f"{column.title}มาก่อน{title}", "ตรวจวันที่ทั้งสอง")


def _rule(error: CellNotRead) -> Rule:
    return error.rule if isinstance(error, CellRefused) else _RULES.get(type(error), "text")


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        value = "; ".join(map(str, value))
    raw = getattr(value, "raw", value)
    text = "" if raw is None else str(raw)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
