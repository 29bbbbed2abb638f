"""The department's form of labels (แบบบันทึกองค์ความรู้): headings without numbers or arrows.

A label of the author opens a field where a colon, a gap or the line's end follows it; a heading
opens a section where known words fill it. A heading that stood before opens nothing again: the
same word further down is part of a text.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.records.body import read_body
from loaders.records.fields import part_images, read_preamble, read_title
from loaders.records.headings import Heading, read_heading
from loaders.records.identity import read_identity
from loaders.records.lines import Line, read_mark
from loaders.records.model import Form, Section

TEMPLATE = "cdd-km-form"

_ENDS_A_LABEL = re.compile(r"(?:\s?/\s?(?:ตำแหน่ง|สังกัด|หน่วยงาน))?(?:\s|[:：]|$)")
# Who filled the form in, and when, may stand at its foot; other labels there belong to a text.
_AT_THE_FOOT = re.compile(
    r"(?:ผู้(?:บันทึก|จัดทำ|เขียน)|วันที่(?:บันทึก|จัดทำ|เขียน)|วัน\s?/?\s?เดือน)[^:：]{0,25}[:：]"
)


@dataclass(frozen=True, slots=True)
class _Opening:
    index: int
    line: int
    heading: Heading


def read_labelled(lines: Sequence[Line]) -> Form | None:
    """The record in the form of labels, or None where its labels are not found."""
    openings = _openings(lines)
    if not openings:
        return None
    document_type, loose = read_preamble(part_images(lines[: openings[0].index])[0])
    kinds = {opening.heading.kind for opening in openings if opening.heading.is_field}
    sections = sum(not opening.heading.is_field for opening in openings)
    if not kinds & {"title", "author"} or sections + bool(document_type) < 2 or not sections:
        return None
    return _form(lines, openings, document_type, loose)


def _openings(lines: Sequence[Line]) -> list[_Opening]:
    found: list[_Opening] = []
    opened: set[str] = set()
    in_sections = False
    for at, line in enumerate(lines):
        heading = _heading(line, in_sections)
        if heading is None:
            continue
        key = f"{heading.kind} {in_sections}" if heading.is_field else heading.text
        if key in opened:
            continue
        opened.add(key)
        in_sections |= not heading.is_field
        found.append(_Opening(at, line.at, heading))
    return found


def _heading(line: Line, in_sections: bool) -> Heading | None:
    text = line.text.strip()
    heading = None if read_mark(text) else read_heading(text)
    if heading is None:
        return None
    if not heading.is_field:
        return heading if heading.is_whole or text.endswith((":", "：")) else None
    if in_sections:
        return heading if _AT_THE_FOOT.match(text) else None
    return heading if _ENDS_A_LABEL.match(text, len(heading.text)) else None


def _form(
    lines: Sequence[Line], openings: list[_Opening], document_type: str | None, loose: list[str]
) -> Form:
    ends = [opening.index for opening in openings[1:]] + [len(lines)]
    images = part_images(lines[: openings[0].index])[1]
    identity_texts = list(loose)
    title: str | None = None
    sections: list[Section] = []
    for opening, end in zip(openings, ends, strict=True):
        held = _with_rest(lines, opening, end)
        if not opening.heading.is_field:
            section, found = _section(opening, held)
            sections += [] if section.kind == "images" and section.is_empty else [section]
        elif opening.heading.kind == "title":
            texts, found = part_images(held)
            title, beside = read_title(texts)
            identity_texts += beside
        else:
            texts, found = part_images(held)
            label = opening.heading.text
            identity_texts.append(f"{label} : " + "\n".join(line.text for line in texts))
        images += found
    identity = read_identity("\n".join(identity_texts))
    return Form(
        template=TEMPLATE,
        title=title,
        identity=identity,
        sections=tuple(sections),
        document_type=document_type,
        category=identity.category,
        images=tuple(dict.fromkeys(images)),
    )


def _with_rest(lines: Sequence[Line], opening: _Opening, end: int) -> list[Line]:
    own = Line(opening.line, opening.heading.rest)
    return [*([] if own.is_blank else [own]), *lines[opening.index + 1 : end]]


def _section(opening: _Opening, lines: list[Line]) -> tuple[Section, list[str]]:
    body = read_body(lines)
    section = Section(
        heading=opening.heading.text,
        kind=opening.heading.kind,
        line=opening.line,
        paragraphs=body.paragraphs,
        items=body.items,
        numbered_items=body.numbered_items,
        text_lines=body.lines,
    )
    return section, list(body.images)
