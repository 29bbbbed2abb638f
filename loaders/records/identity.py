"""The author and what stands beside: position, office, telephone, e-mail, address, date.

Labels part the text; a label without a value says nothing. What cannot be read is not dropped:
it stands in a warning with its text.
"""

import re
from collections.abc import Callable
from typing import TypeVar

from loaders.reading.dates import read_date
from loaders.reading.errors import CellNotRead, PhoneNotRead
from loaders.reading.names import PersonName, read_person_name
from loaders.reading.phones import Phone, read_phone
from loaders.reading.positions import read_position
from loaders.reading.text import squeeze
from loaders.records.headings import labels
from loaders.records.model import Author, Identity, Json
from loaders.records.places import read_address, read_office

_LABELS = labels() | {"author": rf"โดย(?=\s*:)|{labels()['author']}"}
_LABEL = re.compile(
    r"(?:^|(?<=[\s,;(]))(?:"
    + "|".join(f"(?P<{kind}>{words})" for kind, words in _LABELS.items() if kind != "title")
    + r")(?:\s?/\s?(?:ตำแหน่ง|สังกัด|หน่วยงาน))?\s*[:：]?\s*",
    re.IGNORECASE | re.MULTILINE,
)
_OFFICE_WORD = re.compile(
    r"(?<=\s)(?=สำนักงาน|สนง\.|สพ[อจ]\.|ที่ว่าการ|ศูนย์|กรม|กองทุน|กลุ่มงาน|เทศบาล|องค์การบริหาร|อบต\.|วิทยาลัย)"
)
_POST_WORD = re.compile(
    r"(?<=\s)(?=นักวิชาการ|นักจัดการ|เจ้าพนักงาน|เจ้าหน้าที่|พัฒนาการ|พัฒนากร|ผู้อำนวยการ|หัวหน้า|กำนัน|ผู้ใหญ่บ้าน)"
)
_EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+\-])[A-Za-z0-9._%+\-]{1,64}@[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63})+"
)
_NEXT_PERSON = re.compile(r"\s*(?:,|และ|/)\s*(?=นาย|นาง|น\.ส\.)")
_NEXT_PHONE = re.compile(r"\s*(?:,|/|;|หรือ|และ)\s*")

T = TypeVar("T")


def read_identity(text: str, first: str | None = None) -> Identity:
    """What a block of labelled text says about the author.

    `first` is the label of what stands before any label ("author" where the heading before the
    block was that of the author).
    """
    found, unlabelled = part_labels(text, first)
    notes: list[Json] = [_unplaced(rest) for rest in unlabelled]
    author = _author(found, notes)
    return Identity(
        author=author,
        office=read_office(found["office"], notes) if "office" in found else None,
        phone=_phone(found.get("phone"), notes),
        email=_email(found.get("email"), notes),
        address=read_address(found["address"], notes) if "address" in found else None,
        date=_attempt("date", read_date, found.get("date"), notes),
        category=found.get("category"),
        warnings=tuple(notes),
    )


def part_labels(text: str, first: str | None = None) -> tuple[dict[str, str], list[str]]:
    """The value behind each label, and what stands behind none or behind one used before."""
    found: dict[str, str] = {}
    rest: list[str] = []
    for label, value in _labelled(text, first):
        plain = squeeze(value).strip(" ,;")
        if not plain:
            continue
        if label is None or label in found:
            rest.append(plain)
        else:
            found[label] = plain
    return found, rest


def _labelled(text: str, first: str | None) -> list[tuple[str | None, str]]:
    cuts = [(0, 0, first)]
    cuts += [(m.start(), m.end(), m.lastgroup) for m in _LABEL.finditer(text)]
    ends = [start for start, _, _ in cuts[1:]] + [len(text)]
    parts: list[tuple[str | None, str]] = []
    for (_, begin, label), end in zip(cuts, ends, strict=True):
        parts += _unlabelled_parts(label, text[begin:end])
    return parts


def _unlabelled_parts(label: str | None, value: str) -> list[tuple[str | None, str]]:
    """A post and an office are often written behind the name with no label of their own."""
    if label not in ("author", "position"):
        return [(label, value)]
    named, office = _cut(_OFFICE_WORD, value)
    name, post = _cut(_POST_WORD, named) if label == "author" else (named, "")
    return [(label, name), ("position", post), ("office", office)]


def _cut(word: re.Pattern[str], value: str) -> tuple[str, str]:
    found = word.search(value)
    return (value[: found.start()], value[found.start() :]) if found else (value, "")


def _author(found: dict[str, str], notes: list[Json]) -> Author | None:
    written = found.get("author")
    position = _attempt("position", read_position, found.get("position"), notes)
    name = _name(written, notes) if written else None
    if name:
        return Author(name, position)
    if position:
        notes.append(_unplaced(position.raw))
    return None


def _name(written: str, notes: list[Json]) -> PersonName | None:
    first, *others = _NEXT_PERSON.split(written)
    if others:
        notes.append({"code": "more_than_one", "field": "author", "raw": written})
    return _attempt("author", read_person_name, first, notes)


def _phone(written: str | None, notes: list[Json]) -> Phone | None:
    try:
        return read_phone(written) if written else None
    except PhoneNotRead as refused:
        first = _NEXT_PHONE.split(written or "")[0]
        if first == written:
            notes.append(_unread("phone", written or "", refused))
            return None
    notes.append({"code": "more_than_one", "field": "phone", "raw": written})
    return _attempt("phone", read_phone, first, notes)


def _email(written: str | None, notes: list[Json]) -> str | None:
    found = _EMAIL.search(written or "")
    if written and (not found or found[0] != written):
        notes.append({"code": "unread_field", "field": "email", "raw": written})
    return found[0] if found else None


def _attempt(
    field: str, reader: Callable[[str], T], written: str | None, notes: list[Json]
) -> T | None:
    try:
        return reader(written) if written else None
    except CellNotRead as refused:
        notes.append(_unread(field, written or "", refused))
        return None


def _unread(field: str, raw: str, refused: CellNotRead) -> Json:
    return {"code": "unread_field", "field": field, "raw": raw, "why": refused.reason}


def _unplaced(text: str) -> Json:
    return {"code": "unplaced_text", "text": text}
