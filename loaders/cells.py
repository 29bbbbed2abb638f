"""One raw cell to the value its column asks for, with what had to be changed to read it.

Writing in a form that the contract takes (a Buddhist date, a national telephone number) is no
correction; guessing or mending is (a two-digit year, Thai digits in a number, a lost zero).
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, time, timedelta
from math import inf, isfinite
from typing import Any

from graph_api.domain.areas import is_area_code
from loaders.cell_text import Cell, CellRefused, arabic_digits, clean, mended_text, refuse_days
from loaders.contract import Column
from loaders.keys import heading_key
from loaders.reading.dates import read_date
from loaders.reading.names import read_person_name
from loaders.reading.phones import read_phone
from loaders.reading.positions import read_position

AREA_PREFIX = "area:"

_MISSING = frozenset({"", "-", "--", "–", "—", "none", "null", "nan", "n/a", "#n/a", "na"})
_PROVINCE_OF_NAN = "Nan"
"""What looks like "not a number" is the English name of น่าน; programs write nan, NaN or NAN."""
_LIST_MARK = re.compile(r"[;,|\n\r]")
_NOT_IN_ID = re.compile(r"[;,|\x00-\x1f]")
_FAULTS = frozenset(
    {"#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"}
)
_UNIT = re.compile(r"\s*(?:บาท|฿|\.-|ชั่วโมง|ชม\.?|ครัวเรือน|คน|ชิ้น|ผืน|ดาว)$")
_NUMBER = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.\d{1,22})?(?:[eE][-+]?\d{1,3})?")
_TOO_LARGE = 1e15
_YES = frozenset(map(heading_key, ("ใช่", "จริง", "มี", "yes", "y", "true", "1")))
_NO = frozenset(map(heading_key, ("ไม่ใช่", "ไม่", "เท็จ", "ไม่มี", "no", "n", "false", "0")))
_BE_OFFSET, _FIRST_BE_YEAR = 543, 2400
_LAST_HOUR, _LAST_MINUTE = 23, 59

_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?(?:[:.](\d{2}))?\s*(?:น\.?|นาฬิกา)?")
_DAY = timedelta(days=1)

_READ_TOGETHER = frozenset({"latitude", "longitude"})


def read_cell(column: Column, raw: Any) -> Cell:
    """The value of a cell.

    Raises:
        CellNotRead: the cell cannot be what the column holds.
    """
    if is_missing(raw):
        return Cell(None)
    if isinstance(raw, str) and raw.strip().upper() in _FAULTS:
        raise CellRefused("text", f"สูตรในช่องนี้ให้ผลผิด ({raw})", "แก้สูตร หรือพิมพ์ค่าลงไปแทน")
    cell = READERS[column.reads](column, raw)
    if column.reads not in _READ_TOGETHER:
        _check_bounds(column, cell.value)
    return cell


def is_missing(raw: Any) -> bool:
    """Whether a cell holds nothing, or a word that other programs write for nothing."""
    if isinstance(raw, float):
        return raw != raw  # noqa: PLR0124 -- not a number
    if not isinstance(raw, str):
        return raw is None
    text = raw.strip()
    return text.lower() in _MISSING and text != _PROVINCE_OF_NAN


def is_citizen_id(text: str) -> bool:
    """Whether a text is a Thai citizen number: 13 digits, the last a check digit modulo 11.

    >>> is_citizen_id("1-1017-00230-70-5"), is_citizen_id("1101700230705")
    (False, False)
    >>> is_citizen_id("1-1017-00230-70-8")
    True
    """
    digits = re.sub(r"[\s-]", "", text)
    if not re.fullmatch(r"[1-8][0-9]{12}", digits):
        return False
    total = sum(int(digit) * (13 - at) for at, digit in enumerate(digits[:12]))
    return (11 - total % 11) % 10 == int(digits[12])


# ---- readers by x-reads ------------------------------------------------------------------------


def _text(_: Column, raw: Any) -> Cell:
    text, changes = clean(raw)
    return Cell(text, changes)


def _prose(_: Column, raw: Any) -> Cell:
    """A text of several lines: its line ends and blanks are its own."""
    refuse_days(raw)
    return Cell(*mended_text(str(raw)))


def _lines(_: Column, raw: Any) -> Cell:
    """One value a line."""
    parts = [clean(part) for part in (raw.splitlines() if isinstance(raw, str) else [raw])]
    values = tuple(text for text, _ in parts if text)
    return Cell(values or None, tuple(dict.fromkeys(c for _, changes in parts for c in changes)))


def _id(_: Column, raw: Any) -> Cell:
    text, changes = clean(raw)
    return _one_id(text, changes)


def _one_id(text: str, changes: tuple[str, ...]) -> Cell:
    plain, changes = arabic_digits(text, changes)
    if is_citizen_id(plain):
        raise CellRefused(
            "citizen-id",
            "รหัสนี้เป็นเลขประจำตัวประชาชน ซึ่งระบบไม่เก็บ",
            "ตั้งรหัสของท่านเอง เช่น H001",
        )
    if _NOT_IN_ID.search(plain) or not any(letter.isalnum() for letter in plain):
        raise CellRefused("id", f"“{plain}” ใช้เป็นรหัสไม่ได้", "ใช้ตัวอักษร ตัวเลข ขีด หรือจุด เช่น H001")
    return Cell(plain, changes)


def _node_id(column: Column, raw: Any) -> Cell:
    cell = _id(column, raw)
    if str(cell.value).startswith(AREA_PREFIX):
        raise CellRefused(
            "id", f"รหัสขึ้นต้นด้วย “{AREA_PREFIX}” ไม่ได้ เพราะเป็นของพื้นที่", "ใช้รหัสอื่น เช่น H001"
        )
    return cell


def _several(one: Callable[[str, tuple[str, ...]], Cell]) -> Callable[[Column, Any], Cell]:
    def read(_: Column, raw: Any) -> Cell:
        # Line ends part a list, so they must still be there when it is parted.
        lines = str(raw) if isinstance(raw, str) else clean(raw)[0]
        parts = [clean(part) for part in _LIST_MARK.split(lines)]
        cells = [one(text, changes) for text, changes in parts if text]
        values = tuple(dict.fromkeys(cell.value for cell in cells))
        return Cell(values or None, _merged(cells))

    return read


def _merged(cells: Sequence[Cell]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(change for cell in cells for change in cell.changes))


def _number(_: Column, raw: Any) -> Cell:
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        if not isfinite(raw) or abs(raw) >= _TOO_LARGE:
            raise CellRefused("number", f"“{raw}” ไม่ใช่จำนวน", "เขียนเป็นตัวเลข เช่น 1500")
        return Cell(float(raw))
    text, changes = arabic_digits(*clean(raw))
    plain = _UNIT.sub("", text)
    number = float(plain.replace(",", "")) if _NUMBER.fullmatch(plain) else inf
    if abs(number) >= _TOO_LARGE:
        raise CellRefused("number", f"“{text}” ไม่ใช่จำนวน", "เขียนเป็นตัวเลข เช่น 1500 หรือ 1,500")
    return Cell(number, changes)


def _integer(column: Column, raw: Any) -> Cell:
    cell = _number(column, raw)
    if not cell.value.is_integer():
        raise CellRefused("number", f"“{raw}” ไม่ใช่จำนวนเต็ม", "เขียนเป็นจำนวนเต็ม เช่น 5")
    return Cell(int(cell.value), cell.changes)


def _year(column: Column, raw: Any) -> Cell:
    text = re.sub(r"^\s*(?:พ\.?\s?ศ\.?|ค\.?\s?ศ\.?|ปี)\s*", "", raw) if isinstance(raw, str) else raw
    cell = _integer(column, text)
    year = cell.value - (_BE_OFFSET if cell.value >= _FIRST_BE_YEAR else 0)
    return Cell(year, cell.changes)


def _date(_: Column, raw: Any) -> Cell:
    found = read_date(raw)
    words = {
        "two_digit_year": "ปีสองหลักอ่านเป็น พ.ศ.",
        "excel_be_year": "ปี พ.ศ. ในช่องวันที่ของโปรแกรมตาราง",
    }
    changes = [words[flag] for flag in found.flags if flag in words]
    if found.at is not None:
        changes.append("ตัดเวลาออก เหลือวันที่")
    return Cell(found.iso, tuple(changes))


def _time(_: Column, raw: Any) -> Cell:
    """A time of day: a spreadsheet's own (a part of a day), or 09:00, 9.30 น."""
    if isinstance(raw, datetime):
        raw = raw.time()
    if isinstance(raw, float) and 0 < raw < 1:
        raw = timedelta(minutes=round(raw * 24 * 60))
    if isinstance(raw, timedelta) and timedelta(0) <= raw < _DAY:
        raw = time(*divmod(raw.seconds // 60, 60))
    if isinstance(raw, time):
        return Cell(raw.replace(second=0, microsecond=0, tzinfo=None))
    text, changes = ("", ()) if isinstance(raw, timedelta) else arabic_digits(*clean(raw))
    found = _TIME.fullmatch(text)
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (24, 0)
    if hour > _LAST_HOUR or minute > _LAST_MINUTE:
        raise CellRefused(
            "time", f"“{raw}” ไม่ใช่เวลาของวัน", "เขียนเป็นชั่วโมงและนาที เช่น 09:00 หรือ 13:30"
        )
    return Cell(time(hour, minute), changes)


def _phone(_column: Column, raw: Any) -> Cell:
    found = read_phone(raw)
    _, changes = arabic_digits(*clean(raw))
    if found.extension:
        changes = (*changes, f"ตัดหมายเลขต่อ {found.extension} ออก")
    if re.fullmatch(r"[1-9]\d{7,8}(?:\.0)?", str(raw).strip()):
        changes = (*changes, "เติมเลข 0 ที่หายไปข้างหน้า")
    return Cell(found.e164, changes)


def _person_name(_: Column, raw: Any) -> Cell:
    text, changes = clean(raw)
    return Cell(read_person_name(text), changes)


def _position(_: Column, raw: Any) -> Cell:
    text, changes = clean(raw)
    return Cell(read_position(text), changes)


def _one_area(text: str, changes: tuple[str, ...]) -> Cell:
    plain, changes = arabic_digits(text, changes)
    code = re.sub(r"[\s.-]", "", plain.removeprefix(AREA_PREFIX))
    if not is_area_code(code):
        raise CellRefused(
            "area-code",
            f"“{text}” ไม่ใช่รหัสพื้นที่",
            "ใช้รหัส 2 หลัก (จังหวัด) 4 หลัก (อำเภอ) 6 หลัก (ตำบล) หรือ 8 หลัก (หมู่บ้าน)",
        )
    return Cell(code, changes)


def _area_code(_: Column, raw: Any) -> Cell:
    return _one_area(*clean(raw))


def _coordinate(_: Column, raw: Any) -> Cell:
    """A half of a point is only cleaned; the two are read together (rows.py)."""
    return Cell(raw)


def _boolean(_: Column, raw: Any) -> Cell:
    if isinstance(raw, bool):
        return Cell(raw)
    text, changes = clean(raw)
    key = heading_key(text)
    if key not in _YES | _NO:
        raise CellRefused("boolean", f"“{text}” ไม่ใช่ ใช่ หรือ ไม่ใช่", "เขียน ใช่ หรือ ไม่ใช่")
    return Cell(key in _YES, changes)


def _enum(column: Column, raw: Any) -> Cell:
    text, changes = clean(raw)
    value = column.by_word.get(heading_key(text))
    if value is None:
        allowed = ", ".join(words[0] for words in column.words.values())
        raise CellRefused("choice", f"“{text}” ไม่อยู่ในรายการ", f"เลือกหนึ่งใน: {allowed}")
    return Cell(value, changes)


READERS: Mapping[str, Callable[[Column, Any], Cell]] = {
    "text": _text,
    "prose": _prose,
    "lines": _lines,
    "id": _node_id,
    "reference": _id,
    "references": _several(_one_id),
    "texts": _several(Cell),
    "area-code": _area_code,
    "area-codes": _several(_one_area),
    "number": _number,
    "integer": _integer,
    "year": _year,
    "date": _date,
    "time": _time,
    "phone": _phone,
    "person-name": _person_name,
    "position": _position,
    "latitude": _coordinate,
    "longitude": _coordinate,
    "boolean": _boolean,
    "enum": _enum,
}
"""How a cell is read, by the `x-reads` of its column."""


# ---- bounds ------------------------------------------------------------------------------------


def _check_bounds(column: Column, value: Any) -> None:
    """The bounds that JSON Schema states for the value."""
    schema = column.schema
    if isinstance(value, str) and len(value) > schema.get("maxLength", len(value)):
        raise CellRefused("length", f"ยาวเกิน {schema['maxLength']} ตัวอักษร", "เขียนให้สั้นลง")
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return
    low, high = schema.get("minimum"), schema.get("maximum")
    above = schema.get("exclusiveMinimum")
    if above is not None and value <= above:
        raise CellRefused("range", f"“{value:g}” ต้องมากกว่า {above}", "ตรวจค่าแล้วแก้ไข")
    if (low is not None and value < low) or (high is not None and value > high):
        bounds = (("ต่ำสุด", low), ("สูงสุด", high))
        span = " ".join(f"{word} {bound}" for word, bound in bounds if bound is not None)
        raise CellRefused("range", f"“{value:g}” อยู่นอกช่วง ({span})", "ตรวจค่าแล้วแก้ไข")
