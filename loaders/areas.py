"""Which area a code means: in the input, in the store, or in the official list.

An abolished code goes to the one that took its place, where that is known and only one.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from graph_api.domain.areas import AreaLevel, ancestors, area_id, area_level, parent_code
from graph_api.domain.nodes import Area
from graph_api.domain.provenance import Provenance
from loaders.reading.errors import CellNotRead
from loaders.reading.geography import find_area, successors

OFFICIAL = "geothai"
"""The source written on areas that come from the official list."""


class AreaNotFound(CellNotRead):
    """A code that names no area known here."""


@dataclass(frozen=True, slots=True)
class FoundArea:
    """The code to use, and what was changed to get it ("" for nothing)."""

    code: str
    change: str = ""


def resolve_area(code: str, known: Collection[str]) -> FoundArea:
    """The area that a code means; `known` holds the codes of the input and of the store.

    Raises:
        AreaNotFound: nowhere known, or abolished without exactly one successor.

    >>> resolve_area("330110", ())
    FoundArea(code='332001', change='รหัสเดิม 330110 ถูกยกเลิก ปัจจุบันคือ 332001')
    """
    if code in known:
        return FoundArea(code)
    official = find_area(code)
    if official is None:
        raise _unknown(code)
    if official.is_current:
        return FoundArea(code)
    heirs = successors(code)
    if len(heirs) != 1:
        raise _without_heir(code, heirs)
    return FoundArea(heirs[0], f"รหัสเดิม {code} ถูกยกเลิก ปัจจุบันคือ {heirs[0]}")


def check_declared(code: str, known: Collection[str]) -> None:
    """Whether an area may be declared: the area around it must be there.

    Raises:
        AreaNotFound: the code, or the one around it, is abolished, or the one around it is
            nowhere known.
    """
    official = find_area(code)
    if official is not None and not official.is_current:
        raise _without_heir(code, successors(code))
    around = parent_code(code)
    if around is None or around in known:
        return
    found = find_area(around)
    if found is None:
        raise _unknown(around)
    if not found.is_current:
        raise _without_heir(around, successors(around))


def official_areas(codes: Collection[str], known: Collection[str]) -> Iterator[Area]:
    """The areas of the official list that are used and not known yet, each with those around it."""
    wanted = {each for code in codes for each in (code, *ancestors(code))} - set(known)
    for code in sorted(wanted):
        official = find_area(code)
        if official is not None:
            yield Area(
                id=area_id(code),
                name=official.name,
                name_en=official.name_en,
                area=code,
                provenance=Provenance(OFFICIAL, code),
            )


def _unknown(code: str) -> AreaNotFound:
    if area_level(code) is AreaLevel.VILLAGE:
        return AreaNotFound(f"ไม่รู้จักหมู่บ้าน {code}", f"เพิ่มแถวในตาราง พื้นที่: รหัส {code} และชื่อหมู่บ้าน")
    return AreaNotFound(
        f"ไม่มีพื้นที่รหัส {code} ในทะเบียน",
        f"ตรวจรหัส หรือเพิ่มแถวในตาราง พื้นที่: รหัส {code} และชื่อ",
    )


def _without_heir(code: str, heirs: Collection[str]) -> AreaNotFound:
    mend = f"ใช้รหัสปัจจุบัน: {', '.join(heirs)}" if heirs else "ใช้รหัสปัจจุบันของพื้นที่นั้น"
    return AreaNotFound(f"รหัสพื้นที่ {code} ถูกยกเลิกแล้ว", mend)
