"""The lines under a heading as paragraphs and items; every word of them ends in one of the two."""

from collections.abc import Iterable
from dataclasses import dataclass

from loaders.reading.text import squeeze
from loaders.records.lines import Line, Mark, images_in, read_mark

WIDEST_WRAPPED_LINE = 150
"""Characters. A longer line was not cut at a page's width, so the next begins a paragraph."""
_NEW_PARAGRAPH_INDENT = 4


@dataclass(frozen=True, slots=True)
class Body:
    """What stands under one heading, in the order of the text within each part."""

    paragraphs: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    images: tuple[str, ...] = ()
    numbered_items: bool = False
    lines: tuple[int, ...] = ()
    """The lines that the paragraphs and items were read from."""


def read_body(lines: Iterable[Line], number: int | None = None) -> Body:
    """Paragraphs and items of a section; `number` is the section's own, for items like "4.1".

    A line that follows an item or a paragraph without a blank line between goes on with it.
    """
    reader = _Reader(number)
    for line in lines:
        reader.take(line)
    return reader.body()


class _Reader:
    def __init__(self, section_number: int | None) -> None:
        self._section_number = section_number
        self._paragraphs: list[list[str]] = []
        self._items: list[list[str]] = []
        self._images: list[str] = []
        self._lines: list[int] = []
        self._numbered_items = False
        self._open: list[list[str]] | None = None
        self._last: Line | None = None
        self._count = 0
        self._sub = 0

    def body(self) -> Body:
        return Body(
            paragraphs=tuple(squeeze(" ".join(lines)) for lines in self._paragraphs),
            items=tuple(squeeze(" ".join(lines)) for lines in self._items),
            images=tuple(self._images),
            numbered_items=self._numbered_items,
            lines=tuple(self._lines),
        )

    def take(self, line: Line) -> None:
        if line.is_blank:
            self._open = None
        elif names := images_in(line.text):
            self._images += names
            self._open = None
        else:
            self._take_text(line)
        self._last = line

    def _take_text(self, line: Line) -> None:
        self._lines.append(line.at)
        mark = read_mark(line.text)
        if mark and self._is_item(mark):
            self._begin(self._items, mark.rest)
            self._counted(mark)
        elif self._open and self._goes_on(line):
            self._open[-1].append(line.text)
        else:
            self._begin(self._paragraphs, line.text)

    def _begin(self, into: list[list[str]], text: str) -> None:
        into.append([text])
        self._open = into

    def _counted(self, mark: Mark) -> None:
        self._numbered_items |= mark.number is not None
        if mark.number and mark.sub is None:
            self._count, self._sub = mark.number, 0
        elif mark.sub and not mark.is_deep:
            self._sub = mark.sub

    def _is_item(self, mark: Mark) -> bool:
        """A decimal counts items only in its turn; else it is a quantity in a text."""
        if mark.sub is None:
            return True
        if mark.is_deep:
            return mark.number == self._section_number
        own = mark.number in (self._section_number, self._count)
        return own and mark.sub in (1, self._sub + 1)

    def _goes_on(self, line: Line) -> bool:
        if self._open is self._items or self._last is None:
            return True
        deeper = line.indent >= _NEW_PARAGRAPH_INDENT and line.indent > self._last.indent
        return not deeper and len(self._last.text) <= WIDEST_WRAPPED_LINE
