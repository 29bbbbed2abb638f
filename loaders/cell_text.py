"""The text of a cell: what every reader of cells begins with."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from loaders.outcome import Rule
from loaders.reading.errors import CellNotRead
from loaders.reading.text import repair, squeeze, thai_digits_to_arabic

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]")

DIGITS, REPAIRED = "เลขไทยเป็นเลขอารบิก", "ซ่อมตัวสะกด"


@dataclass(frozen=True, slots=True)
class Cell:
    """What was read: the value (None for an empty cell) and what was changed, in words."""

    value: Any
    changes: Sequence[str] = ()


class CellRefused(CellNotRead):
    """A cell that breaks a rule of its column; docs/loading.md explains each `rule`."""

    def __init__(self, rule: Rule, reason: str, mend: str) -> None:
        super().__init__(reason, mend)
        self.rule = rule


def refuse_days(raw: Any) -> None:
    """Nothing, for what is no day or time.

    Raises:
        CellRefused: a spreadsheet program made a day or a time of it.
    """
    if isinstance(raw, (date, datetime, time, timedelta)):
        raise CellRefused(
            "text",
            f"โปรแกรมตารางเปลี่ยนช่องนี้เป็นวันที่หรือเวลา ({raw})",
            "ตั้งรูปแบบช่องเป็นข้อความ แล้วพิมพ์ใหม่",
        )


def clean(raw: Any) -> tuple[str, tuple[str, ...]]:
    """A cell as one line of text, and what was changed.

    Raises:
        CellRefused: a spreadsheet program made a day or a time of it.
    """
    refuse_days(raw)
    if isinstance(raw, float) and raw.is_integer() and abs(raw) < 1e15:
        return str(int(raw)), ()
    if (
        isinstance(raw, str)
        and raw.isascii()
        and raw.isprintable()
        and raw == " ".join(raw.split())
    ):
        return raw, ()
    text, changes = mended_text(str(raw))
    return squeeze(text), changes


def mended_text(written: str) -> tuple[str, tuple[str, ...]]:
    """A text without control characters and with its vowels and tone marks in their order."""
    mended = repair(_CONTROL.sub("", written))
    changed = mended.repairs or _CONTROL.search(written)
    return mended.text, (REPAIRED,) if changed else ()


def arabic_digits(text: str, changes: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """A text with Thai digits as Arabic ones, and the changes with this one."""
    plain = thai_digits_to_arabic(text)
    return plain, changes if plain == text else (*changes, DIGITS)
