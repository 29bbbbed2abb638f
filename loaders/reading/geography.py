"""Names and codes of Thailand's areas, and what became of abolished codes.

An adapter over the package `geothai`, the only module that imports it. Data: GeoThai/data,
licence CC BY 4.0, credited here and wherever the names are shown in bulk. It holds provinces (2
digits), districts (4) and subdistricts (6), not villages (8), and no coordinates.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import geothai
from geothai.abolished import abolished_areas
from geothai.types import Abolished, District, Province, Subdistrict

from loaders.reading.text import repair, thai_digits_to_arabic

CREDIT = "Names and codes of areas: GeoThai/data, CC BY 4.0"

_LEVEL_WORD = re.compile(r"^(?:จังหวัด|กิ่งอำเภอ|อำเภอ|เขต|ตำบล|แขวง|(?:จ|กิ่งอ|อ|ต)\.)")
_MARKS = re.compile(r"[\s'’\-]|\.$")
_OTHER_NAMES = {"กทม": "10", "กรุงเทพ": "10", "กรุงเทพฯ": "10", "อยุธยา": "14", "ayutthaya": "14"}
_BANGKOK = "10"


@dataclass(frozen=True, slots=True)
class Area:
    """A province, district or subdistrict; `parent_code` is None for a province.

    `is_current` is False for a code that is no longer in use.
    """

    code: str
    name: str
    name_en: str | None
    parent_code: str | None
    is_current: bool = True


def find_area(code: str) -> Area | None:
    """The area of a code of 2, 4 or 6 digits, current or abolished; None where there is none.

    >>> find_area("332001").name, find_area("330110").is_current
    ('พยุห์', False)
    """
    return _current().get(code) or _former().get(code)


def area_name(code: str) -> str | None:
    """The Thai name of an area, without the word for its level; None for an unknown code.

    >>> area_name("33"), area_name("1001")
    ('ศรีสะเกษ', 'พระนคร')
    """
    found = find_area(code)
    return found.name if found else None


def provinces() -> tuple[Area, ...]:
    """All 77 provinces by code."""
    return _children().get(None, ())


def districts(province_code: str) -> tuple[Area, ...]:
    """The districts of a province by code; none for an unknown code."""
    return _children().get(province_code, ()) if len(province_code) == 2 else ()


def subdistricts(district_code: str) -> tuple[Area, ...]:
    """The subdistricts of a district by code; none for an unknown code."""
    return _children().get(district_code, ()) if len(district_code) == 4 else ()


def find_province(name: str) -> Area | None:
    """The province of a Thai or English name, with or without จังหวัด, จ. or blanks.

    >>> find_province("จ.ศรีสะเกษ").code, find_province("กทม.").code
    ('33', '10')
    """
    key = _key(name)
    return _current().get(_OTHER_NAMES.get(key, "")) or _only(_named(key, 2))


def find_district(name: str, province: str | None = None) -> Area | None:
    """The district of a name, in a province given by name or code; None if none or several.

    "เมือง" alone means the capital district, so it needs the province.

    >>> find_district("อ.พยุห์", "ศรีสะเกษ").code, find_district("เมือง", "33").code
    ('3320', '3301')
    """
    within = _code_of_province(province)
    if within is None:
        return None
    if within and within != _BANGKOK and _key(name) in ("เมือง", "mueang"):
        return _current().get(f"{within}01")
    return _only(_named(_key(name), 4), within)


def find_subdistrict(
    name: str, district: str | None = None, province: str | None = None
) -> Area | None:
    """The subdistrict of a name within a district and province given by name or code.

    A name no longer in use is found too (`is_current` False): ask `successors` what took its
    place. None if there is none, or if several fit.

    >>> find_subdistrict("ต.พยุห์", "อ.พยุห์", "จ.ศรีสะเกษ").code
    '332001'
    """
    within = _code_of_district(district, province)
    if within is None:
        return None
    return _only(_named(_key(name), 6), within) or _only(_once_named(_key(name), 6), within)


def successors(code: str) -> tuple[str, ...]:
    """The current codes that took the place of an abolished code; none where it is not known.

    A code in use has no successor. Four codes in ten were abolished without a known successor.

    >>> successors("330110"), successors("332001")
    (('332001',), ())
    """
    found = _abolished().get(code)
    return tuple(map(str, found.successors)) if found else ()


def village_code(tambon_code: str, moo: int | str) -> str:
    """The 8-digit code of a village: the subdistrict's code and the village number (DOPA).

    Raises:
        ValueError: the code has not 6 digits, or the number is not 1 to 99.

    >>> village_code("332001", "๓")
    '33200103'
    """
    number = thai_digits_to_arabic(str(moo)).strip()
    if not re.fullmatch(r"[0-9]{6}", tambon_code):
        raise ValueError(f"{tambon_code!r} is no subdistrict code")
    if not re.fullmatch(r"[0-9]{1,2}", number) or int(number) == 0:
        raise ValueError(f"{moo!r} is no village number")
    return f"{tambon_code}{int(number):02}"


def _code_of_province(province: str | None) -> str | None:
    """The code a search stays within: "" for the whole country, None for an unknown province."""
    if not province:
        return ""
    found = _current().get(province) or find_province(province)
    return found.code if found else None


def _code_of_district(district: str | None, province: str | None) -> str | None:
    if not district:
        return _code_of_province(province)
    found = _current().get(district) or find_district(district, province)
    return found.code if found else None


def _key(name: str) -> str:
    plain = _MARKS.sub("", repair(name).text.strip().lower())
    return _LEVEL_WORD.sub("", plain)


def _only(found: Iterable[Area], within: str = "") -> Area | None:
    fitting = [area for area in found if area.code.startswith(within)]
    return fitting[0] if len(fitting) == 1 else None


def _named(key: str, digits: int) -> tuple[Area, ...]:
    return _by_name().get((key, digits), ())


def _once_named(key: str, digits: int) -> list[Area]:
    return [a for a in _former().values() if len(a.code) == digits and _key(a.name) == key]


@cache
def _current() -> dict[str, Area]:
    areas: dict[str, Area] = {}
    for province in geothai.provinces():
        areas[province.code] = _area(province, None)
        for district in geothai.districts(province.code):
            areas[district.code] = _area(district, province.code)
            for subdistrict in geothai.subdistricts(district.code):
                areas[subdistrict.code] = _area(subdistrict, district.code)
    return areas


@cache
def _children() -> dict[str | None, tuple[Area, ...]]:
    grouped: dict[str | None, list[Area]] = {}
    for area in _current().values():
        grouped.setdefault(area.parent_code, []).append(area)
    return {parent: tuple(areas) for parent, areas in grouped.items()}


@cache
def _by_name() -> dict[tuple[str, int], tuple[Area, ...]]:
    grouped: dict[tuple[str, int], list[Area]] = {}
    for area in _current().values():
        for key in {_key(area.name), _key(area.name_en or "")}:
            grouped.setdefault((key, len(area.code)), []).append(area)
    return {key: tuple(areas) for key, areas in grouped.items()}


@cache
def _abolished() -> dict[str, Abolished]:
    return {str(gone.code): gone for gone in abolished_areas()}


@cache
def _former() -> dict[str, Area]:
    return {
        code: Area(code, _bare(gone.name_th), gone.name_en, code[:-2], is_current=False)
        for code, gone in _abolished().items()
    }


def _area(area: Province | District | Subdistrict, parent_code: str | None) -> Area:
    return Area(str(area.code), _bare(area.name_th), area.name_en, parent_code)


def _bare(name: str) -> str:
    """Bangkok's districts are listed with the word เขต before the name."""
    return name.removeprefix("เขต")
