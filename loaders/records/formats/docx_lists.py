"""The numbers Word shows before the paragraphs of its lists; the text of a file has none.

A paragraph names a list (numId) and a level; the list names an abstract list, whose levels say
where to begin, in which numerals, and with what around them (ECMA-376 part 1, 17.9).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from loaders.records.formats.numerals import numeral

_DEEPEST_STYLE = 20
_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    style: str = "decimal"
    text: str = ""
    gap: str = " "
    is_legal: bool = False


@dataclass(slots=True)
class _List:
    """A numId: its abstract list and what it begins anew, by level."""

    abstract: str
    starts: dict[int, int] = field(default_factory=dict)


class Lists:
    """The lists of one document; ask for the mark of each paragraph in the order of the text."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, _List] = {}
        self._styles = dict(_style_places(styles))
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        for child in () if numbering is None else numbering:
            self._declare(child)

    def mark(self, paragraph: Element) -> str:
        """What Word writes before a paragraph, with its gap; "" where it is in no list."""
        number, level = self._place(first(paragraph, "pPr"))
        found = self._lists.get(number)
        if found is None:
            return ""
        levels = self._levels.get(found.abstract, {})
        shape = levels.get(level)
        if shape is None or shape.style == "none":
            return ""
        counts = self._count(number, found, level, levels)
        if shape.style == "bullet":
            return "- "
        return _written(shape, counts, levels) + shape.gap

    def _declare(self, child: Element) -> None:
        if name(child) == "abstractNum":
            levels = [(_number(value(each, "ilvl")), _level(each)) for each in every(child, "lvl")]
            self._levels[value(child, "abstractNumId")] = dict(levels)
        elif name(child) == "num":
            abstract = value(first(child, "abstractNumId"), "val")
            starts = {
                _number(value(each, "ilvl")): _number(value(start, "val"), 1)
                for each in every(child, "lvlOverride")
                if (start := first(each, "startOverride")) is not None
            }
            self._lists[value(child, "numId")] = _List(abstract, starts)

    def _place(self, properties: Element | None) -> tuple[str, int]:
        own = first(properties, "numPr")
        style = value(first(properties, "pStyle"), "val")
        number, level = "", None
        for _ in range(_DEEPEST_STYLE):
            number = number or value(first(own, "numId"), "val")
            written = value(first(own, "ilvl"), "val")
            level = _number(written) if level is None and written else level
            if number or style not in self._styles:
                break
            style, own = self._styles[style]
        return number, level or 0

    def _count(
        self, number: str, found: _List, level: int, levels: dict[int, _Level]
    ) -> dict[int, int]:
        counts = self._counts.setdefault(found.abstract, {})
        if level in found.starts and (number, level) not in self._begun:
            counts[level] = found.starts[level]
        else:
            counts[level] = counts.get(level, levels[level].start - 1) + 1
        self._begun.add((number, level))
        for each in range(level):
            counts.setdefault(each, levels[each].start if each in levels else 1)
        for each in [each for each in counts if each > level]:
            del counts[each]
        return counts


def _written(shape: _Level, counts: dict[int, int], levels: dict[int, _Level]) -> str:
    def at(place: re.Match[str]) -> str:
        level = int(place[1]) - 1
        style = levels[level].style if level in levels else "decimal"
        return numeral(counts.get(level, 1), "decimal" if shape.is_legal else style)

    return _PLACE.sub(at, shape.text)


def _level(each: Element) -> _Level:
    return _Level(
        start=_number(value(first(each, "start"), "val"), 1),
        style=value(first(each, "numFmt"), "val") or "decimal",
        text=value(first(each, "lvlText"), "val"),
        gap="" if value(first(each, "suff"), "val") == "nothing" else " ",
        is_legal=first(each, "isLgl") is not None,
    )


def _style_places(styles: Element | None) -> Iterator[tuple[str, tuple[str, Element | None]]]:
    """Each style with the style it is based on and its own place in a list."""
    for style in every(styles, "style"):
        based_on = value(first(style, "basedOn"), "val")
        yield value(style, "styleId"), (based_on, first(first(style, "pPr"), "numPr"))


# ---- elements by their local names: the transitional and the strict form differ in namespaces ---


def name(element: Element) -> str:
    """The local name of an element."""
    return element.tag.rpartition("}")[2]


def every(parent: Element | None, local: str) -> Iterator[Element]:
    """The children of a local name."""
    return (child for child in (() if parent is None else parent) if name(child) == local)


def first(parent: Element | None, local: str) -> Element | None:
    """The first child of a local name, or None."""
    return next(every(parent, local), None)


def value(element: Element | None, local: str) -> str:
    """An attribute by its local name; "" where there is none."""
    attributes = {} if element is None else element.attrib
    return next((held for key, held in attributes.items() if key.rpartition("}")[2] == local), "")


def _number(written: str, otherwise: int = 0) -> int:
    return int(written) if re.fullmatch(r"[0-9]{1,6}", written) else otherwise
