"""The numbered form: "๑.ชื่อความรู้ ..." to "๖.ปัจจัย...", with children such as "๔.๑ กระบวนการ".

The same numerals count sections and items, so which lines are headings is decided for the whole
record at once: the chain of rising numbers with known headings that fits best. A line that only
goes on with the count of items before it needs more to be taken for a heading.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from loaders.reading.text import squeeze
from loaders.records.body import Body, read_body
from loaders.records.fields import part_images, read_preamble, read_title
from loaders.records.headings import Heading, read_heading
from loaders.records.identity import read_identity
from loaders.records.lines import Line, Mark, read_mark
from loaders.records.model import Form, Json, Section

TEMPLATE = "cdd-km-numbered"

_SHORT_HEADING = 60
MOST_OPENINGS = 400
"""Lines that look like headings. A record has a dozen; every pair of them is weighed."""

# Weights of a heading in its chain; only their order matters (tests hold what they decide).
_WHOLE, _BEGINS = 4, 2
_GOES_ON_WITH_ITEMS = -2
_ITEMS_BEGIN_BEHIND = 1
_ITEMS_GO_ON_BEHIND = -2
_SAME_KIND_AGAIN = -1
_NUMBER_SKIPPED = -3


@dataclass(frozen=True, slots=True)
class _Opening:
    """A line that may open a section: its place among the lines, its number and heading."""

    index: int
    line: int
    number: int
    heading: Heading


def read_numbered(lines: Sequence[Line]) -> Form | None:
    """The record in the numbered form, or None where its headings are not found."""
    chain = _best_chain(lines)
    kinds = [opening.heading.kind for opening in chain]
    sections = [opening for opening in chain if not opening.heading.is_field]
    if not sections or (len(sections) < 3 and not {"title", "author"} & set(kinds)):
        return None
    return _form(lines, chain)


_Ending = tuple[int, int | None]
"""The score of the best chain that ends at an opening, and the opening before it there."""

_Part = tuple[_Opening, list[Line]]
"""A heading and the lines under it, the rest of its own line among them."""


# ---- which lines are headings ------------------------------------------------------------------


def _best_chain(lines: Sequence[Line]) -> list[_Opening]:
    marks = {at: mark for at, line in enumerate(lines) if (mark := read_mark(line.text))}
    scorer = _Scorer(marks, _openings(lines, marks))
    best: list[_Ending] = []
    for at, opening in enumerate(scorer.openings):
        first = scorer.score(None, opening)
        options: list[_Ending] = [] if first is None else [(first, None)]
        for back, earlier in enumerate(scorer.openings[:at]):
            gain = scorer.score(earlier, opening)
            if gain is not None and best[back][0] > 0:
                options.append((best[back][0] + gain, back))
        best.append(max(options, key=lambda option: option[0], default=(-1, None)))
    return _walk_back(scorer.openings, best)


def _openings(lines: Sequence[Line], marks: dict[int, Mark]) -> list[_Opening]:
    found: list[_Opening] = []
    for at, mark in marks.items():
        heading = read_heading(mark.rest) if mark.number and mark.sub is None else None
        if heading and mark.number:
            found.append(_Opening(at, lines[at].at, mark.number, heading))
    return found if len(found) <= MOST_OPENINGS else []


def _walk_back(openings: list[_Opening], best: list[_Ending]) -> list[_Opening]:
    if not best:
        return []
    at: int | None = max(range(len(best)), key=lambda index: best[index][0])
    chain: list[_Opening] = []
    while at is not None and best[at][0] > 0:
        chain.append(openings[at])
        at = best[at][1]
    return chain[::-1]


class _Scorer:
    """What a heading adds to a chain, from the marks around it."""

    def __init__(self, marks: dict[int, Mark], openings: list[_Opening]) -> None:
        self.openings = openings
        self._marks = marks
        self._marked = list(marks)
        self._opening_at = {opening.index for opening in openings}

    def score(self, before: _Opening | None, opening: _Opening) -> int | None:
        """The gain of `opening` right behind `before`; None where it cannot stand there."""
        step = opening.number - (before.number if before else 0)
        goes_on = before is not None and self._goes_on_with_items(before, opening)
        if not 1 <= step <= 2 or not _may_follow(before, opening):
            return None
        if step == 2 and (goes_on or not opening.heading.is_whole):
            return None
        return (
            (_WHOLE if opening.heading.is_whole else _BEGINS)
            + (_NUMBER_SKIPPED if step == 2 else 0)
            + (_GOES_ON_WITH_ITEMS if goes_on else 0)
            + (_SAME_KIND_AGAIN if before and before.heading.kind == opening.heading.kind else 0)
            + self._what_is_behind(opening)
        )

    def _goes_on_with_items(self, before: _Opening, opening: _Opening) -> bool:
        between = self._marked[
            bisect_right(self._marked, before.index) : bisect_right(self._marked, opening.index - 1)
        ]
        counted = [mark for at in between if (mark := self._marks[at]).number and not mark.sub]
        return bool(counted) and counted[-1].number == opening.number - 1

    def _what_is_behind(self, opening: _Opening) -> int:
        at = bisect_right(self._marked, opening.index)
        if at == len(self._marked):
            return 0
        index = self._marked[at]
        mark = self._marks[index]
        if mark.number is None or mark.sub is not None or mark.number == 1:
            return _ITEMS_BEGIN_BEHIND
        goes_on = mark.number == opening.number + 1 and index not in self._opening_at
        return _ITEMS_GO_ON_BEHIND if goes_on else 0


def _may_follow(before: _Opening | None, opening: _Opening) -> bool:
    """The author's fields come first: behind a section of text no field is opened."""
    return not (opening.heading.is_field and before and not before.heading.is_field)


# ---- the record from its headings --------------------------------------------------------------


def _form(lines: Sequence[Line], chain: list[_Opening]) -> Form:
    ends = [opening.index for opening in chain[1:]] + [len(lines)]
    parts = [
        (opening, _with_rest(lines, opening, end)) for opening, end in zip(chain, ends, strict=True)
    ]
    ahead, images = part_images(lines[: chain[0].index])
    document_type, loose = read_preamble(ahead)
    fields, others = _part_fields(parts, images)
    titles = [lines for opening, lines in fields if opening.heading.kind == "title"]
    title, beside_title = read_title(titles[0] if titles else [])
    beside_title += [line.text for lines in titles[1:] for line in lines]
    identity = read_identity("\n".join([*loose, *beside_title, *_identity_texts(fields)]))
    sections, more_images = _sections(others)
    return Form(
        template=TEMPLATE,
        title=title,
        identity=identity,
        sections=tuple(sections),
        document_type=document_type,
        category=identity.category,
        images=tuple(dict.fromkeys([*images, *more_images])),
        warnings=tuple(_skipped(chain)),
    )


def _with_rest(lines: Sequence[Line], opening: _Opening, end: int) -> list[Line]:
    own = Line(opening.line, opening.heading.rest)
    return [*([] if own.is_blank else [own]), *lines[opening.index + 1 : end]]


def _part_fields(parts: list[_Part], images: list[str]) -> tuple[list[_Part], list[_Part]]:
    """The author's fields without their pictures, which are added to `images`; the sections."""
    fields: list[_Part] = []
    for opening, lines in parts:
        if opening.heading.is_field:
            texts, found = part_images(lines)
            fields.append((opening, texts))
            images += found
    return fields, [part for part in parts if not part[0].heading.is_field]


def _identity_texts(fields: list[_Part]) -> list[str]:
    return [
        f"{opening.heading.text} : " + "\n".join(line.text for line in lines)
        for opening, lines in fields
        if opening.heading.kind != "title"
    ]


def _sections(parts: list[_Part]) -> tuple[list[Section], list[str]]:
    sections: list[Section] = []
    images: list[str] = []
    for opening, lines in parts:
        section, found = _section(opening, lines)
        images += found
        if section.kind != "images" or not section.is_empty:
            sections.append(section)
    return sections, images


def _section(opening: _Opening, lines: list[Line]) -> tuple[Section, list[str]]:
    cuts = _children(opening.number, lines)
    own = read_body(lines[: cuts[0].index] if cuts else lines, opening.number)
    ends = [*(cut.index for cut in cuts[1:]), len(lines)][: len(cuts)]
    bodies = [
        read_body(_with_rest(lines, cut, end), opening.number)
        for cut, end in zip(cuts, ends, strict=True)
    ]
    children = tuple(
        _headed(cut, f"{opening.number}.{cut.number}", body)
        for cut, body in zip(cuts, bodies, strict=True)
    )
    images = [*own.images, *(name for body in bodies for name in body.images)]
    return replace(_headed(opening, opening.number, own), children=children), images


def _headed(opening: _Opening, number: int | str, body: Body) -> Section:
    return Section(
        heading=opening.heading.text,
        kind=opening.heading.kind,
        line=opening.line,
        number=number,
        paragraphs=body.paragraphs,
        items=body.items,
        numbered_items=body.numbered_items,
        text_lines=body.lines,
    )


def _children(number: int, lines: list[Line]) -> list[_Opening]:
    """Headings such as "4.1", rising by one; other decimals are items or part of a text."""
    cuts: list[_Opening] = []
    for at, line in enumerate(lines):
        mark = read_mark(line.text)
        if not mark or mark.is_deep or (mark.number, mark.sub) != (number, len(cuts) + 1):
            continue
        heading = read_heading(mark.rest)
        if (heading is None or heading.is_field) and _stands_over_items(mark, lines[at + 1 :]):
            heading = Heading(squeeze(mark.rest), "other")
        if heading and not heading.is_field:
            cuts.append(_Opening(at, line.at, len(cuts) + 1, heading))
    return cuts


def _stands_over_items(mark: Mark, behind: list[Line]) -> bool:
    follows = next((line for line in behind if not line.is_blank), None)
    below = read_mark(follows.text) if follows else None
    opens_items = below is not None and below.sub is None and below.number in (None, 1)
    return opens_items and len(mark.rest) <= _SHORT_HEADING


def _skipped(chain: list[_Opening]) -> list[Json]:
    numbers = [0, *(opening.number for opening in chain)]
    return [
        {"code": "section_number_skipped", "after": low, "next": high}
        for low, high in pairwise(numbers)
        if high != low + 1
    ]
