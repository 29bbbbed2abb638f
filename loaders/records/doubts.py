"""What a reader should know before trusting a reading: what is missing, empty, or looks shifted.

Nothing is moved or filled in. Where the portal's slot for the process is empty and the slots
before it hold whole sentences, an author has most likely typed process, technique and cautions
into the first free slots in this order.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from loaders.records.model import Form, Json, Section

SHORTEST_SENTENCE = 40
"""Characters. Objects in a list of materials are shorter; steps of a process are not."""

_SHIFTABLE = ("objectives", "materials", "equipment")
_ADVICE = re.compile(r"ต้อง(?!การ)|ควร|ระวัง|ห้าม|หลีกเลี่ยง|อย่า(?!ง)|ไม่ให้")
_QUANTITY = re.compile(r"(?:จำนวน|ประมาณ)?\s*[0-9๐-๙][0-9๐-๙,./]*\s*[ก-๛.]{1,12}$")


def warnings_of(form: Form, sections: Sequence[Section]) -> tuple[Json, ...]:
    """Missing fields, empty sections, sections whose text may not fit, and what the form noted."""
    return (
        *_missing(form),
        *_empty(sections),
        *(_mismatch(section) for section in sections if section.suspected_kind),
        *form.identity.warnings,
        *form.warnings,
    )


def with_suspected_kinds(sections: Sequence[Section]) -> tuple[Section, ...]:
    """The sections, those whose text does not fit their heading with a suspected kind."""
    process = [part for part in sections if "process" in part.kind.split("+")]
    if not process or not all(part.is_empty for part in process):
        return tuple(sections)
    suspected: list[Section] = []
    shifted = 0
    for section in sections:
        if section.kind in _SHIFTABLE and _holds_sentences(section):
            shifted += 1
            suspected.append(replace(section, suspected_kind=_looks_like(section, shifted)))
        else:
            suspected.append(section)
    return tuple(suspected)


def _looks_like(section: Section, place: int) -> str:
    """Advice (must, should, beware) is cautions; of the rest the first is the process."""
    advice = sum(bool(_ADVICE.search(item)) for item in section.items)
    if 2 * advice >= len(section.items):
        return "cautions"
    return "process" if place == 1 else "technique"


def _holds_sentences(section: Section) -> bool:
    sentences = [item for item in section.items if _is_sentence(item)]
    aims = [item for item in section.items if item.startswith(("เพื่อ", "to "))]
    if section.kind == "objectives" and 2 * len(aims) >= len(section.items):
        return False
    return bool(sentences) and 2 * len(sentences) >= len(section.items)


def _is_sentence(item: str) -> bool:
    return len(item) >= SHORTEST_SENTENCE and not _QUANTITY.search(item)


def _missing(form: Form) -> list[Json]:
    who = form.identity
    known = {
        "title": form.title,
        "author": who.author,
        "date": who.date,
        "office": who.office,
        "phone": who.phone,
    }
    unread = {note.get("field") for note in who.warnings if note["code"] == "unread_field"}
    return [
        {"code": "missing_field", "field": name}
        for name, value in known.items()
        if not value and name not in unread
    ]


def _empty(sections: Sequence[Section]) -> list[Json]:
    headings = [part.heading for part in _all(sections) if part.is_empty]
    return [{"code": "empty_section", "heading": heading} for heading in headings]


def _mismatch(section: Section) -> Json:
    items = "numbered sentences" if section.numbered_items else "a list of sentences"
    return {
        "code": "content_may_not_match_heading",
        "heading": section.heading,
        "why": f"process section is empty while this one holds {items}",
    }


def _all(sections: Iterable[Section]) -> Iterable[Section]:
    for section in sections:
        yield section
        yield from section.children
