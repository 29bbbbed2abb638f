"""Positions of officers: the post and the civil-service level that is written behind it."""

import re
from dataclasses import dataclass

from loaders.reading.errors import PositionNotRead
from loaders.reading.text import repair, squeeze

_LEVELS = (
    "ปฏิบัติการ",
    "ชำนาญการพิเศษ",
    "ชำนาญการ",
    "เชี่ยวชาญพิเศษ",
    "เชี่ยวชาญ",
    "ทรงคุณวุฒิ",
    "ปฏิบัติงาน",
    "ชำนาญงาน",
    "อาวุโส",
    "ทักษะพิเศษ",
)
# ผู้เชี่ยวชาญ and ผู้ปฏิบัติงาน are posts of their own and no levels.
_LEVEL = re.compile(rf"(?P<base>.+?)(?<!ผู้)\s*(?:ระดับ)?\s*(?P<level>{'|'.join(_LEVELS)})")
_GRADE = re.compile(r"(?P<base>.+?)\s*(?:ระดับ\s*)(?P<level>(?:ต้น|กลาง|สูง)|[\d๐-๙]{1,2}\s*ว?)")


@dataclass(frozen=True, slots=True)
class Position:
    """A position as written, the post, and the level (None where none is written)."""

    raw: str
    base: str
    level: str | None


def read_position(raw: str) -> Position:
    """The post and its level.

    Raises:
        PositionNotRead: blank.

    >>> read_position("เจ้าพนักงานพัฒนาชุมชนชำนาญงาน")
    Position(raw='เจ้าพนักงานพัฒนาชุมชนชำนาญงาน', base='เจ้าพนักงานพัฒนาชุมชน', level='ชำนาญงาน')
    >>> read_position("พัฒนาการอำเภอ").level is None
    True
    """
    text = squeeze(repair(raw).text)
    if not text:
        raise PositionNotRead("ไม่มีตำแหน่ง", "เขียนตำแหน่ง เช่น นักวิชาการพัฒนาชุมชนชำนาญการ")
    found = _LEVEL.fullmatch(text) or _GRADE.fullmatch(text)
    if found is None:
        return Position(raw=text, base=text, level=None)
    return Position(raw=text, base=found["base"].strip(), level=squeeze(found["level"]))
