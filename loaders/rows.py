"""A row of raw cells to a row of values, or the reasons why it cannot be one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from graph_api.domain.places import Point
from loaders.cell_text import Cell, CellRefused
from loaders.cells import is_missing, read_cell
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

    `n` is its place among all rows of the load, `number` its number in the sheet, `cells` what is
    written there. A row with a refusal is not loaded.
    """

    n: int
    held: TableSheet
    number: int
    cells: Sequence[Any]
    values: dict[str, Any]
    point: Point | None = None
    refusals: list[Refusal] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)

    @property
    def table(self) -> Table:
        """The table whose row this is."""
        return self.held.table

    @property
    def place(self) -> Place:
        """Where the row stands."""
        return Place(self.held.sheet.file, self.held.sheet.name, self.number)

    @property
    def is_refused(self) -> bool:
        """Whether something stands against loading the row."""
        return bool(self.refusals)

    def get(self, column: str | None) -> Any:
        """The value of a column; None for an empty cell, an absent column or no column."""
        return None if column is None else self.values.get(column)

    def refuse(self, column: Column | None, rule: Rule, reason: str, mend: str) -> None:
        """Note why the row is not loaded."""
        value = "" if column is None or rule == "citizen-id" else _shown(self.raw(column))
        title = "" if column is None else self._heading(column)
        self.refusals.append(Refusal(self.place, self.table.name, title, value, rule, reason, mend))

    def raw(self, column: Column) -> Any:
        """The cell of a column as it is written; None where there is none.

        A person's name whose title and surname have columns of their own is put together.
        """
        at = self.held.at.get(column.name)
        found = self._cell(at)
        if column.reads == "person-name" and self.held.name_parts:
            return _whole_name(found, *map(self._cell, self.held.name_parts))
        return found

    def _cell(self, at: int | None) -> Any:
        return self.cells[at] if at is not None and at < len(self.cells) else None

    def _heading(self, column: Column) -> str:
        at = self.held.at.get(column.name)
        return column.title if at is None else self.held.headings[at]

    def correct(self, column: Column, after: object, what: str) -> None:
        """Note what was changed in a cell."""
        before = _shown(self.raw(column))
        self.corrections.append(
            Correction(
                self.place, self.table.name, self._heading(column), before, _shown(after), what
            )
        )


def read_row(held: TableSheet, n: int, number: int, cells: Sequence[Any]) -> Row:
    """A row of a table, read as far as it can be."""
    row = Row(n, held, number, cells, {})
    for column in held.columns.values():
        _read_into(row, column)
    _read_point_into(row)
    for column in held.table.ordered_in_time:
        _check_order(row, column)
    return row


def _read_into(row: Row, column: Column) -> None:
    try:
        cell = read_cell(column, row.raw(column))
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
        found = read_point(*(None if is_missing(each) else each for each in (lat, lon)))
    except CoordinatesNotRead as error:
        at_fault = row.table.columns["lon" if is_missing(lon) else "lat"]
        row.refuse(at_fault, "coordinate", error.reason, error.mend)
        return
    row.point = Point(found.lat, found.lon)
    if found.joined:
        column = row.table.columns["lon" if is_missing(lat) else "lat"]
        row.correct(column, f"{found.lat:g}, {found.lon:g}", "สองค่าในช่องเดียว แยกเป็นละติจูดและลองจิจูด")


def _whole_name(given: Any, title: Any, surname: Any) -> str | None:
    """A name of its parts; the title stands before it without a blank, as it is written in Thai."""
    said = ["" if is_missing(each) else str(each).strip() for each in (title, given, surname)]
    return f"{said[0]}{said[1]} {said[2]}".strip() or None


def _check_order(row: Row, column: Column) -> None:
    last, first = row.get(column.name), row.get(column.not_before)
    if _is_before(last, first):
        title = row.table.columns[column.not_before or ""].title
        what = "เวลา" if isinstance(last, time) else "วันที่"
        row.refuse(column, "time-order", f"{column.title}มาก่อน{title}", f"ตรวจ{what}ทั้งสอง")


def _is_before(last: object, first: object) -> bool:
    if isinstance(last, date) and isinstance(first, date):
        return last < first
    # 4.00 written for four in the afternoon is the commonest slip of all.
    return isinstance(last, time) and isinstance(first, time) and last < first


def _rule(error: CellNotRead) -> Rule:
    return error.rule if isinstance(error, CellRefused) else _RULES.get(type(error), "text")


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        value = "; ".join(map(str, value))
    raw = getattr(value, "raw", value)
    text = "" if raw is None else str(raw)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
