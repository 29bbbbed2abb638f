"""A latitude and a longitude, in decimal degrees, within Thailand.

The two never share a range (5 to 21 and 97 to 106), so a cell that holds both is read, whichever
comes first; two cells that were swapped are not, as one of them may be another value.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

from loaders.reading.errors import CoordinatesNotRead
from loaders.reading.text import repair, squeeze, thai_digits_to_arabic

SOUTH, NORTH, WEST, EAST = 5.0, 21.0, 97.0, 106.0
"""The box around Thailand in degrees; its land lies between 5.6 and 20.5 N, 97.3 and 105.7 E."""

_EXAMPLE = "เขียนเป็นองศาทศนิยม ละติจูดช่องหนึ่ง ลองจิจูดอีกช่องหนึ่ง เช่น 15.0123 และ 104.4567"
_PART = r"[-+]?\d+(?:\.\d+)?"
_NUMBER = re.compile(rf"{_PART}°?")
_TWO_NUMBERS = re.compile(rf"\(?\s*({_PART})\s*[,;/ ]\s*({_PART})\s*\)?")
_TYPED_TWICE = re.compile(r"(\d{1,3}\.\d*?)\1|\d+\.\d+\.\d+")


@dataclass(frozen=True, slots=True)
class ReadPoint:
    """Latitude and longitude in degrees (WGS 84), and whether one cell held both."""

    lat: float
    lon: float
    joined: bool = False


def read_point(lat_raw: object, lon_raw: object) -> ReadPoint:
    """A point from two cells, or from one that holds both values.

    Raises:
        CoordinatesNotRead: no number, two different pairs, a number typed twice, swapped, or
            outside Thailand (5 to 21 N, 97 to 106 E).

    >>> read_point("๑๕.๐๑", 104.5)
    ReadPoint(lat=15.01, lon=104.5, joined=False)
    >>> read_point("104.5, 15.01", None)
    ReadPoint(lat=15.01, lon=104.5, joined=True)
    """
    lat_text, lon_text = _plain(lat_raw), _plain(lon_raw)
    pairs = {pair for text in (lat_text, lon_text) if (pair := _pair(text))}
    if pairs:
        return _joined(pairs, [text for text in (lat_text, lon_text) if text])
    lat, lon = _number(lat_text, "ละติจูด"), _number(lon_text, "ลองจิจูด")
    if not _is_in_thailand(lat, lon):
        raise _outside(lat, lon)
    return ReadPoint(lat, lon)


def _plain(raw: object) -> str:
    return thai_digits_to_arabic(squeeze(repair("" if raw is None else str(raw)).text))


def _pair(text: str) -> tuple[float, float] | None:
    """The two numbers of a cell that holds two, the smaller (a latitude, in Thailand) first."""
    found = _TWO_NUMBERS.fullmatch(text)
    if not found:
        return None
    first, second = float(found[1]), float(found[2])
    if first == second:
        raise CoordinatesNotRead(f"“{text}” เป็นค่าเดียวพิมพ์ซ้ำ", f"เหลือไว้ค่าเดียว: {found[1]}")
    return (min(first, second), max(first, second))


def _joined(pairs: set[tuple[float, float]], texts: Sequence[str]) -> ReadPoint:
    """The point that one cell holds, where the other cell says nothing else."""
    (lat, lon), *others = pairs
    singles = [text for text in texts if not _TWO_NUMBERS.fullmatch(text)]
    agree = all(_NUMBER.fullmatch(t) and float(t.rstrip("°")) in (lat, lon) for t in singles)
    if others or not agree:
        shown = "” กับ “".join(texts)
        raise CoordinatesNotRead(f"“{shown}” มีสองค่าอยู่ในช่องเดียว และอีกช่องไม่ตรงกัน", _EXAMPLE)
    if not _is_in_thailand(lat, lon):
        raise _outside(lat, lon)
    return ReadPoint(lat, lon, joined=True)


def _number(text: str, name: str) -> float:
    if not text:
        raise CoordinatesNotRead(f"ไม่มีค่า{name}", _EXAMPLE)
    if _NUMBER.fullmatch(text):
        return float(text.rstrip("°"))
    if _TYPED_TWICE.fullmatch(text):
        raise CoordinatesNotRead(f"{name} “{text}” พิมพ์ซ้ำติดกัน", "เหลือไว้ค่าเดียว เช่น 15.0123")
    try:  # a spreadsheet's own number may come as 1.5e1
        value = float(text)
    except ValueError:
        value = float("nan")
    if not isfinite(value) or "_" in text:
        raise CoordinatesNotRead(f"{name} “{text}” ไม่ใช่ตัวเลข", _EXAMPLE)
    return value


def _is_in_thailand(lat: float, lon: float) -> bool:
    return SOUTH <= lat <= NORTH and WEST <= lon <= EAST


def _outside(lat: float, lon: float) -> CoordinatesNotRead:
    if lat == lon:
        return CoordinatesNotRead(f"ละติจูดกับลองจิจูดเป็นค่าเดียวกัน ({lat:g})", _EXAMPLE)
    if _is_in_thailand(lon, lat):
        return CoordinatesNotRead(
            f"ละติจูดกับลองจิจูดสลับกัน ({lat:g}, {lon:g})",
            f"สลับเป็น ละติจูด {lon:g} ลองจิจูด {lat:g}",
        )
    if max(abs(lat), abs(lon)) > 180:
        return CoordinatesNotRead(
            f"({lat:g}, {lon:g}) ไม่ใช่องศา อาจเป็นพิกัด UTM", "แปลงเป็นองศาทศนิยม (WGS 84) ก่อน"
        )
    return CoordinatesNotRead(
        f"({lat:g}, {lon:g}) อยู่นอกประเทศไทย (ละติจูด 5-21 ลองจิจูด 97-106)", _EXAMPLE
    )
