"""A latitude and a longitude, in decimal degrees, within Thailand."""

import re
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


def read_point(lat_raw: object, lon_raw: object) -> tuple[float, float]:
    """Latitude and longitude in degrees (WGS 84).

    Raises:
        CoordinatesNotRead: no number, two numbers in one cell, a number typed twice, swapped,
            or outside Thailand (5 to 21 N, 97 to 106 E).

    >>> read_point("๑๕.๐๑", 104.5)
    (15.01, 104.5)
    """
    lat_text, lon_text = _plain(lat_raw), _plain(lon_raw)
    _refuse_two_in_one(lat_text, lon_text)
    lat, lon = _number(lat_text, "ละติจูด"), _number(lon_text, "ลองจิจูด")
    if not _is_in_thailand(lat, lon):
        raise _outside(lat, lon)
    return lat, lon


def _plain(raw: object) -> str:
    return thai_digits_to_arabic(squeeze(repair("" if raw is None else str(raw)).text))


def _refuse_two_in_one(lat_text: str, lon_text: str) -> None:
    for text in (lat_text, lon_text):
        found = _TWO_NUMBERS.fullmatch(text)
        if not found:
            continue
        first, second = float(found[1]), float(found[2])
        if first == second:
            raise CoordinatesNotRead(f"“{text}” เป็นค่าเดียวพิมพ์ซ้ำ", f"เหลือไว้ค่าเดียว: {found[1]}")
        lat, lon = sorted((first, second))
        mend = _EXAMPLE
        if _is_in_thailand(lat, lon):
            mend = f"แยกเป็นสองช่อง: ละติจูด {lat:g} ลองจิจูด {lon:g}"
        raise CoordinatesNotRead(f"“{text}” มีสองค่าอยู่ในช่องเดียว", mend)


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
