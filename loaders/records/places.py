"""Offices and addresses: names as written, codes only where the names fit one area."""

import re

from loaders.reading import geography
from loaders.reading.text import squeeze, thai_digits_to_arabic
from loaders.records.model import Address, Json, Office

_TO_NEXT = r"\s*(\S+?)(?=\s|$|ตำบล|อำเภอ|จังหวัด|[ตอจ]\.)"
_TAMBON = re.compile(rf"(?:ตำบล|แขวง|(?<![ก-๛.])ต\.){_TO_NEXT}")
_AMPHOE = re.compile(rf"(?:อำเภอ|(?<![ก-๛])เขต|(?<![ก-๛.])อ\.|สพอ\.){_TO_NEXT}")
_CHANGWAT = re.compile(rf"(?:จังหวัด|(?<![ก-๛.])จ\.|สพจ\.){_TO_NEXT}|(กรุงเทพ(?:มหานคร|ฯ)|กทม\.?)")
_MOO = re.compile(r"(?:หมู่ที่|หมู่|(?<![ก-๛])ม\.)\s*(\d{1,2})(?!\d)")
_HOUSE = re.compile(r"(?:บ้านเลขที่|เลขที่|^)\s*(\d+(?:[/-]\d+)*)")


def read_office(raw: str, notes: list[Json]) -> Office:
    """An office; the province behind a district office is a place and no part of the name."""
    text = squeeze(raw)
    amphoe, changwat = _first(_AMPHOE, text), _first(_CHANGWAT, text)
    place = _CHANGWAT.search(text)
    name = text[: place.start()].strip() if amphoe and place and place.start() else text
    district = geography.find_district(amphoe, changwat) if amphoe else None
    province = geography.find_province(changwat) if changwat else None
    _note_unknown(notes, (amphoe, district), (changwat, province))
    return Office(
        raw=text,
        name=name,
        amphoe=amphoe,
        changwat=changwat,
        amphoe_code=district.code if district else None,
        changwat_code=_narrowest(district, province)[:2] or None,
    )


def read_address(raw: str, notes: list[Json]) -> Address:
    """A postal address; the code of a village needs its subdistrict and its number.

    An abolished subdistrict goes to its successor with a note; its villages were counted anew,
    so none of them gets a code.
    """
    text = thai_digits_to_arabic(squeeze(raw))
    tambon, amphoe, changwat = (_first(part, text) for part in (_TAMBON, _AMPHOE, _CHANGWAT))
    province = geography.find_province(changwat) if changwat else None
    district = geography.find_district(amphoe, changwat) if amphoe else None
    known = _narrowest(district, province)
    written = geography.find_subdistrict(tambon, amphoe, changwat) if tambon else None
    _note_unknown(notes, (tambon, written), (amphoe, district), (changwat, province))
    code = _code_in_use(written)
    moo = _first(_MOO, text)
    counted = written and written.is_current and moo and int(moo)
    return Address(
        raw=squeeze(raw),
        house_no=_first(_HOUSE, text),
        moo=int(moo) if moo else None,
        tambon=tambon,
        amphoe=amphoe,
        changwat=changwat,
        tambon_code=code,
        amphoe_code=(code or known)[:4] if code or len(known) == 4 else None,
        changwat_code=(code or known)[:2] or None,
        village_code=geography.village_code(code, moo) if code and moo and counted else None,
    )


def _code_in_use(area: geography.Area | None) -> str | None:
    if area is None:
        return None
    if area.is_current:
        return area.code
    now = geography.successors(area.code)
    return now[0] if len(now) == 1 else None


def _narrowest(district: geography.Area | None, province: geography.Area | None) -> str:
    area = district or province
    return area.code if area else ""


def _first(pattern: re.Pattern[str], text: str) -> str | None:
    found = pattern.search(text)
    return next((group for group in found.groups() if group), None) if found else None


def _note_unknown(notes: list[Json], *named: tuple[str | None, geography.Area | None]) -> None:
    for name, area in named:
        if name and area is None:
            notes.append({"code": "unknown_area", "text": name})
        elif area and not area.is_current:
            now = list(geography.successors(area.code))
            notes.append({"code": "abolished_area", "text": name, "was": area.code, "now": now})
