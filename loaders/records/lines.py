"""Lines of a record and the marks that begin them: numbers, bullets, images."""

import re
from dataclasses import dataclass

from loaders.reading.text import squeeze, thai_digits_to_arabic

_NUMBER = re.compile(r"\s*\(?([0-9๐-๙]{1,2})\s?[.)]\s*(?![0-9๐-๙])(?=\S)")
_DECIMAL = re.compile(
    r"\s*([0-9๐-๙]{1,2})\.([0-9๐-๙]{1,2})(?:[.)](?![0-9๐-๙]))?\s*(?=[^\s0-9๐-๙.])"
)
_DEEP = re.compile(r"\s*([0-9๐-๙]{1,2})\.([0-9๐-๙]{1,2})\.[0-9๐-๙]{1,2}[.)]?\s*(?=[^\s0-9๐-๙.])")
_BULLET = re.compile(r"\s*(?:-(?!>)|[–—•●▪►✓√*·]|o(?=\s))\s*(?=\S)")
_IMAGE = re.compile(r"\[?(?:image\d+|[^\s\[\]/]+\.(?:jpe?g|png|gif|bmp))\]?", re.IGNORECASE)

WIDEST_GAP = 40
"""Blanks. More of them mean nothing more, and searching through them takes time."""
_WIDE_GAP = re.compile(rf"\s{{{WIDEST_GAP},}}")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the repaired text; `at` counts from 1, `text` keeps its blanks."""

    at: int
    text: str

    @property
    def is_blank(self) -> bool:
        """Whether nothing but blanks stands in it."""
        return not self.text.strip()

    @property
    def indent(self) -> int:
        """Width of the blanks it begins with; a tab counts eight."""
        wide = self.text.expandtabs(8)
        return len(wide) - len(wide.lstrip())


@dataclass(frozen=True, slots=True)
class Mark:
    """What a line begins with: `number` for "3.", `sub` too for "4.1", neither for a bullet.

    `is_deep` for "4.1.2", which counts items and opens nothing.
    """

    rest: str
    number: int | None = None
    sub: int | None = None
    is_deep: bool = False


def lines_of(text: str) -> tuple[Line, ...]:
    """The lines of a text in order; a gap wider than `WIDEST_GAP` is made that wide."""
    lines = enumerate(text.splitlines(), start=1)
    return tuple(Line(at, _WIDE_GAP.sub(" " * WIDEST_GAP, line).rstrip()) for at, line in lines)


def read_mark(text: str) -> Mark | None:
    """The number or bullet a line begins with, apart from the rest of it; None without one.

    >>> read_mark("๓.ความเป็นมา"), read_mark("4.1 ขั้นตอน").sub, read_mark("- ทำ").number
    (Mark(rest='ความเป็นมา', number=3, sub=None, is_deep=False), 1, None)
    >>> read_mark("2560 เป็นปีแรก") is None
    True
    """
    if found := _DEEP.match(text):
        return Mark(text[found.end() :], _value(found[1]), _value(found[2]), is_deep=True)
    if found := _DECIMAL.match(text):
        return Mark(text[found.end() :], _value(found[1]), _value(found[2]))
    if found := _NUMBER.match(text):
        return Mark(text[found.end() :], _value(found[1]))
    if found := _BULLET.match(text):
        return Mark(text[found.end() :])
    return None


def images_in(text: str) -> tuple[str, ...]:
    """The names of images, where a line holds nothing else; otherwise none.

    >>> images_in(" image1 image2 "), images_in("see image1")
    (('image1', 'image2'), ())
    """
    words = squeeze(text).split(" ")
    if not all(_IMAGE.fullmatch(word) for word in words):
        return ()
    return tuple(word.strip("[]") for word in words)


def _value(digits: str) -> int:
    return int(thai_digits_to_arabic(digits))
