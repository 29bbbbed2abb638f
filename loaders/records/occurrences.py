"""Where in a record's text something is named: line, and letters within the line.

Only lines that belong to the title or to a section count: the author's lines and the footer of a
web page say nothing of the practice.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from loaders.reading import geography
from loaders.reading.text import squeeze
from loaders.records.lines import Line
from loaders.records.mentions import found_in
from loaders.records.model import KnowledgeRecordReading, Section

SHORTEST_NAME = 4
"""Letters. A shorter name (ไหม, ข้าว) is a word of many other words."""

_PROVINCE = re.compile(r"จังหวัด\s*([^\s,;()/]+)")
_DISTRICT = re.compile(r"อำเภอ\s*([^\s,;()/]+)")


@dataclass(frozen=True, slots=True, order=True)
class Occurrence:
    """What is named (`kind` and `key`), the words that name it, and their place.

    `line` counts from 1, `start` and `end` the letters of that line from 0. Words that were torn
    apart by a line's end have the line of their section and no letters; `line` is 0 for a title
    that stands on no line of its own.
    """

    kind: str
    key: str
    text: str
    line: int
    start: int | None = None
    end: int | None = None

    @property
    def place(self) -> str:
        """The place as one word: line and first letter."""
        return f"{self.line}:{self.start}" if self.start is not None else str(self.line)


def named_in(reading: KnowledgeRecordReading) -> list[Occurrence]:
    """Every place where the record names what it mentions, in order of the text."""
    found = [
        Occurrence(
            each.mention.kind, each.mention.key, each.mention.text, line.at, each.start, each.end
        )
        for line in lines_within(reading)
        for each in found_in(line.text)
    ]
    mentioned = {(mention.kind, mention.key) for mention in reading.mentions}
    placed = [each for each in found if (each.kind, each.key) in mentioned]
    known = {(each.kind, each.key) for each in placed}
    torn = [
        Occurrence(mention.kind, mention.key, mention.text, _line_of(mention.key, reading.sections))
        for mention in reading.mentions
        if (mention.kind, mention.key) not in known
    ]
    return [*placed, *torn]


def names_in(
    reading: KnowledgeRecordReading, kind: str, names: Mapping[str, Iterable[str]]
) -> list[Occurrence]:
    """The places where names that are known elsewhere stand, the longest name where several fit.

    `names` holds the names and aliases by key; those shorter than `SHORTEST_NAME` are passed over.
    """
    known = {
        squeeze(name): key
        for key, of_one in names.items()
        for name in of_one
        if len(squeeze(name)) >= SHORTEST_NAME
    }
    if not known:
        return []
    longest_first = sorted(known, key=lambda name: (-len(name), name))
    pattern = re.compile("|".join(re.escape(name) for name in longest_first))
    return [
        Occurrence(kind, known[found[0]], found[0], line.at, found.start(), found.end())
        for line in lines_within(reading)
        for found in pattern.finditer(line.text)
    ]


def areas_in(reading: KnowledgeRecordReading) -> list[Occurrence]:
    """The provinces and districts that are named as such, by code, where the name fits one."""
    return [each for line in lines_within(reading) for each in _areas(line)]


def _areas(line: Line) -> Iterator[Occurrence]:
    provinces = list(_PROVINCE.finditer(line.text))
    known = [area for each in provinces if (area := geography.find_province(each[1]))]
    for found in provinces:
        yield from _area(line, found, geography.find_province(found[1]))
    around = known[0].code if len(known) == 1 else None
    for found in _DISTRICT.finditer(line.text):
        yield from _area(line, found, geography.find_district(found[1], around))


def _area(line: Line, found: re.Match[str], area: geography.Area | None) -> Iterator[Occurrence]:
    if area and area.is_current:
        yield Occurrence("Area", area.code, found[0], line.at, found.start(), found.end())


def lines_within(reading: KnowledgeRecordReading) -> list[Line]:
    """The lines of the title and of the sections."""
    sections = list(_every(reading.sections))
    within = {at for section in sections for at in (section.line, *section.text_lines)}
    first = min(within, default=0)
    title = squeeze(reading.form.title or "")
    return [
        line
        for line in reading.lines
        if line.at in within or (title and line.at < first and title in squeeze(line.text))
    ]


def _every(sections: Iterable[Section]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _every(section.children)


def _line_of(key: str, sections: Sequence[Section]) -> int:
    for section in _every(sections):
        own = (*section.paragraphs, *section.items)
        if any(found.mention.key == key for text in own for found in found_in(text)):
            return section.line
    return 0
