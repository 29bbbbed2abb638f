"""What the tables of the example share: rows by table, and dates as officers write them."""

from collections.abc import Mapping, Sequence
from datetime import date

from graph_api.domain.calendar import MONTHS, thai_date

Cell = str | int | float | date | None
Row = Mapping[str, Cell]
Rows = Mapping[str, Sequence[Row]]

_THAI_DIGITS = {ord(str(value)): thai for value, thai in enumerate("๐๑๒๓๔๕๖๗๘๙")}


def short(year: int, month: int, day: int) -> str:
    """A day of a Buddhist year as 14 ก.พ. 2561."""
    return thai_date(date(year - 543, month, day))


def slashed(year: int, month: int, day: int) -> str:
    """A day of a Buddhist year as 14/02/2561."""
    return f"{day:02}/{month:02}/{year}"


def worded(year: int, month: int, day: int) -> str:
    """A day of a Buddhist year as 14 กุมภาพันธ์ 2561."""
    return f"{day} {MONTHS[month - 1]} {year}"


def thai(year: int, month: int, day: int) -> str:
    """A day of a Buddhist year in Thai numerals."""
    return short(year, month, day).translate(_THAI_DIGITS)


def joined(*ids: str) -> str:
    """Several ids in one cell."""
    return "; ".join(ids)


def household(number: int) -> str:
    """The id of a household by its number, 1 to 100; twenty in a village."""
    return f"H{number:03}"


def trainer(number: int) -> str:
    """The id of a trainer by number, 1 to 20; four in a village."""
    return f"T{number:02}"
