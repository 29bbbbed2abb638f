"""The form of the department's portal: headings that end with an arrow, and a web page's footer.

The footer repeats the labels of the author with no value behind them. It belongs to the page:
nothing of it becomes the author's.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.reading.text import squeeze
from loaders.records.body import read_body
from loaders.records.headings import LONGEST_HEADING, is_whole_heading, section_kind
from loaders.records.identity import part_labels, read_identity
from loaders.records.lines import Line, images_in, read_mark
from loaders.records.model import Form, Json, Section

TEMPLATE = "cdd-km-portal"

_ARROW = re.compile(r"\s*[-–—=]{0,9}(?:[-–—=](?:>|&gt;)|→)\s*")
_IDENTITY = re.compile(
    r"\s*(?:โดย|ชื่อ|ผู้เขียน|เจ้าของ(?:องค์)?ความรู้|ตำแหน่ง|วันที่|ที่อยู่|สังกัด|หน่วยงาน|โทรศัพท์|หมวดหมู่|E-?mail|อีเมล)"
    r"[^:：]{0,15}[:：]",
    re.IGNORECASE,
)
_SITE = re.compile(r"เว็บไซต์|เว็บไซด์|website|www\.|https?://", re.IGNORECASE)
_AGENCY = re.compile(r"กรม|กระทรวง|สำนักงาน|จังหวัด|สำนัก")
_RIGHTS = re.compile(r"©|copyright|สงวนลิขสิทธิ์|ลิขสิทธิ์", re.IGNORECASE)
_BLANK_LABEL = re.compile(r"\s*(?:โทรศัพท์|โทรสาร|e-?mail|อีเมล์?|ที่อยู่)\s*[:：]\s*", re.IGNORECASE)
_MENU = {"เกี่ยวกับเรา", "ติดต่อเรา", "หน้าแรก", "หน้าหลัก", "กลับหน้าหลัก", "แผนผังเว็บไซต์", "พิมพ์หน้านี้"}


@dataclass(frozen=True, slots=True)
class _Slot:
    """A line with a heading of the portal, and what stands behind the arrow."""

    index: int
    line: int
    heading: str
    kind: str
    number: int | None
    rest: str


def read_portal(lines: Sequence[Line]) -> Form | None:
    """The record in the portal's form, or None where its headings are not found."""
    slots = _slots(lines)
    if sum(slot.kind != "other" for slot in slots) < 2:
        return None
    end = _footer_start(lines, slots[-1])
    category, title, identity_text, images, loose = _preamble(lines[: slots[0].index])
    identity = read_identity(identity_text)
    publisher, unplaced = _publisher(lines[end:])
    more = [] if not category or identity.category is None else [identity.category]
    sections, more_images = _sections(lines, slots, end)
    return Form(
        template=TEMPLATE,
        title=title,
        identity=identity,
        sections=tuple(sections),
        category=category or identity.category,
        images=tuple(dict.fromkeys([*images, *more_images])),
        publisher=publisher,
        warnings=(
            *(_note(line) for line in [*loose, *unplaced]),
            *({"code": "unplaced_text", "text": text} for text in more if text != category),
        ),
    )


def _slots(lines: Sequence[Line]) -> list[_Slot]:
    return [slot for at, line in enumerate(lines) if (slot := _slot(at, line))]


def _slot(at: int, line: Line) -> _Slot | None:
    """One arrow, with a heading before it; a flow such as "ปลูก -> เกี่ยว -> ขาย" has more."""
    head, *rest = _ARROW.split(line.text)
    if len(rest) != 1 or not head.strip():
        return None
    mark = read_mark(head)
    numbered = mark is not None and mark.number is not None and mark.sub is None
    heading = squeeze(mark.rest if mark and numbered else head)
    kind = section_kind(heading)
    bare = rest[0].strip()
    if len(heading) > LONGEST_HEADING or (mark and not numbered):
        return None
    if not (is_whole_heading(heading) or (not bare and (kind or not mark))):
        return None
    number = mark.number if mark and numbered else None
    return _Slot(at, line.at, heading, kind or "other", number, bare)


def _preamble(
    lines: Sequence[Line],
) -> tuple[str | None, str | None, str, list[str], list[Line]]:
    """Category, title, labelled lines, images, and lines that are none of these."""
    start = next((at for at, line in enumerate(lines) if _IDENTITY.match(line.text)), len(lines))
    images = [name for line in lines for name in images_in(line.text)]
    texts = [line for line in lines[:start] if not line.is_blank and not images_in(line.text)]
    labelled = "\n".join(line.text for line in lines[start:] if not images_in(line.text))
    named = [squeeze(line.text) for line in texts[:2]]
    category, title = (None, *named) if len(named) == 1 else (*named, None, None)[:2]
    return category, title, labelled, images, texts[2:]


def _footer_start(lines: Sequence[Line], last: _Slot) -> int:
    """The footer begins behind the last heading, at the site's name or a label left blank."""
    for at in range(last.index + 1, len(lines)):
        if _opens_footer(lines[at].text, last):
            return at
    return len(lines)


def _opens_footer(text: str, last: _Slot) -> bool:
    bare = squeeze(text)
    if bare in _MENU or _BLANK_LABEL.fullmatch(bare) or re.match(r"เว็บไซ[ตด]์", bare):
        return True
    return bool(last.kind == "images" and (_SITE.match(bare) or _AGENCY.match(bare)))


def _publisher(lines: Sequence[Line]) -> tuple[Json | None, list[Line]]:
    texts = [line for line in lines if not line.is_blank and squeeze(line.text) not in _MENU]
    if not texts:
        return None, []
    site = next((line for line in texts if _SITE.match(squeeze(line.text))), None)
    agency = next((line for line in texts if line is not site and _is_agency(line)), None)
    named: Json = {"site": _text(site), "agency": _text(agency)}
    unplaced: list[Line] = []
    for line in texts:
        if line is not site and line is not agency:
            _add_labelled(line, named, unplaced)
    return named, unplaced


def _add_labelled(line: Line, named: Json, unplaced: list[Line]) -> None:
    labelled, rest = part_labels(line.text, None)
    if rest or labelled.keys() & named.keys():
        unplaced.append(line)
    else:
        named |= labelled


def _is_agency(line: Line) -> bool:
    return bool(_AGENCY.match(squeeze(line.text)) and not _RIGHTS.search(line.text))


def _text(line: Line | None) -> str | None:
    return squeeze(line.text) if line else None


def _sections(
    lines: Sequence[Line], slots: list[_Slot], end: int
) -> tuple[list[Section], list[str]]:
    sections: list[Section] = []
    images: list[str] = []
    ends = [slot.index for slot in slots[1:]] + [end]
    for slot, stop in zip(slots, ends, strict=True):
        behind = [Line(slot.line, slot.rest)] if slot.rest else []
        body = read_body([*behind, *lines[slot.index + 1 : stop]], slot.number)
        images += body.images
        section = Section(
            heading=slot.heading,
            kind=slot.kind,
            line=slot.line,
            number=slot.number,
            paragraphs=body.paragraphs,
            items=body.items,
            numbered_items=body.numbered_items,
            text_lines=body.lines,
        )
        if slot.kind != "images" or not section.is_empty:
            sections.append(section)
    return sections, images


def _note(line: Line) -> Json:
    return {"code": "unplaced_text", "line": line.at, "text": squeeze(line.text)}
