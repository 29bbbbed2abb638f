"""What a reading of one knowledge record holds, and its JSON."""

from dataclasses import dataclass, field
from typing import Any

from loaders.reading.dates import ReadDate
from loaders.reading.names import PersonName
from loaders.reading.phones import Phone
from loaders.reading.positions import Position
from loaders.records.lines import Line

Json = dict[str, Any]

ADDRESS_DOUBT = "the text does not say whether this is a home or an office"
VILLAGE_RULE = "village_code = tambon_code + 2-digit moo (DOPA rule); "


@dataclass(frozen=True, slots=True)
class Source:
    """The file a record was read from; `chars` counts the decoded text before any repair."""

    file: str
    sha256: str
    bytes: int
    chars: int

    def to_json(self) -> Json:
        """The field names of the JSON are the contract; they are written out here."""
        return {
            "file": self.file,
            "sha256": self.sha256,
            "bytes": self.bytes,
            "chars": self.chars,
        }


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote the record, and the position where one is written."""

    name: PersonName
    position: Position | None

    def to_json(self) -> Json:
        """The field names of the JSON are the contract; they are written out here."""
        name, post = self.name, self.position
        return {
            "name": {
                "raw": name.raw,
                "title": name.title,
                "given": name.given,
                "family": name.family,
            },
            "position": post and {"raw": post.raw, "base": post.base, "level": post.level},
        }


@dataclass(frozen=True, slots=True)
class Office:
    """The office named beside the author; codes only where the names fit one area."""

    raw: str
    name: str
    amphoe: str | None = None
    changwat: str | None = None
    amphoe_code: str | None = None
    changwat_code: str | None = None

    def to_json(self) -> Json:
        """The field names of the JSON are the contract; they are written out here."""
        return {
            "raw": self.raw,
            "name": self.name,
            "amphoe": self.amphoe,
            "changwat": self.changwat,
            "amphoe_code": self.amphoe_code,
            "changwat_code": self.changwat_code,
        }


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address as written and its parts; codes only where the names fit one area."""

    raw: str
    house_no: str | None = None
    moo: int | None = None
    tambon: str | None = None
    amphoe: str | None = None
    changwat: str | None = None
    tambon_code: str | None = None
    amphoe_code: str | None = None
    changwat_code: str | None = None
    village_code: str | None = None

    @property
    def narrowest_code(self) -> str | None:
        """The code of the smallest area that is known."""
        return self.village_code or self.tambon_code or self.amphoe_code or self.changwat_code

    def to_json(self) -> Json:
        """The field names of the JSON are the contract; they are written out here."""
        return {
            "house_no": self.house_no,
            "moo": self.moo,
            "tambon": self.tambon,
            "amphoe": self.amphoe,
            "changwat": self.changwat,
            "raw": self.raw,
            "tambon_code": self.tambon_code,
            "amphoe_code": self.amphoe_code,
            "changwat_code": self.changwat_code,
            "village_code": self.village_code,
            "assumption": (VILLAGE_RULE if self.village_code else "") + ADDRESS_DOUBT,
        }


@dataclass(frozen=True, slots=True)
class Section:
    """One headed part: the heading as written, what kind it says it is, and its text.

    `suspected_kind` says what the text looks like where that differs; no text is moved.
    `line` counts from 1 in the file.
    """

    heading: str
    kind: str
    line: int
    number: int | str | None = None
    paragraphs: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    children: tuple["Section", ...] = ()
    suspected_kind: str | None = None
    numbered_items: bool = False
    text_lines: tuple[int, ...] = ()
    """The lines that its own text stands in."""

    @property
    def is_empty(self) -> bool:
        """Whether the section holds nothing but its heading."""
        return not (self.paragraphs or self.items or self.children)

    def to_json(self) -> Json:
        """The field names of the JSON are the contract; they are written out here."""
        return self._own() | {
            "children": [child._own() for child in self.children],  # noqa: SLF001 - same class
            "suspected_kind": self.suspected_kind,
        }

    def _own(self) -> Json:
        return {
            "number": self.number,
            "heading": self.heading,
            "kind": self.kind,
            "paragraphs": list(self.paragraphs),
            "items": list(self.items),
        }


@dataclass(frozen=True, slots=True)
class Mention:
    """Something the text names; `key` is how it is known apart from its spelling."""

    kind: str
    text: str
    key: str
    scope_stated: str | None = None
    place_stated: str | None = None

    def to_json(self) -> Json:
        """The field names of the JSON are the contract; they are written out here."""
        named: Json = {"kind": self.kind, "text": self.text}
        if self.kind != "Fair":
            return named
        return named | {"scope_stated": self.scope_stated, "place_stated": self.place_stated}


@dataclass(frozen=True, slots=True)
class Identity:
    """What stands around the author's name."""

    author: Author | None = None
    office: Office | None = None
    phone: Phone | None = None
    email: str | None = None
    address: Address | None = None
    date: ReadDate | None = None
    category: str | None = None
    warnings: tuple[Json, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """A record taken apart by one of the two forms, before anything is judged."""

    template: str
    title: str | None
    identity: Identity
    sections: tuple[Section, ...]
    document_type: str | None = None
    category: str | None = None
    images: tuple[str, ...] = ()
    publisher: Json | None = None
    warnings: tuple[Json, ...] = ()


@dataclass(frozen=True, slots=True)
class KnowledgeRecordReading:
    """One knowledge record, read: only what its text says, with repairs and doubts named."""

    source: Source
    form: Form
    sections: tuple[Section, ...]
    mentions: tuple[Mention, ...]
    warnings: tuple[Json, ...]
    personal_data: tuple[str, ...]
    graph: Json
    repairs: dict[str, int] = field(default_factory=dict)
    lines: tuple[Line, ...] = field(default=(), repr=False)
    """The repaired text, to show where in it something stands."""

    @property
    def counts(self) -> dict[str, int]:
        """How many sections, children, items, paragraphs and images there are."""
        children = [child for section in self.sections for child in section.children]
        parts = [*self.sections, *children]
        return {
            "sections": len(self.sections),
            "children": len(children),
            "items": sum(len(part.items) for part in parts),
            "paragraphs": sum(len(part.paragraphs) for part in parts),
            "images": len(self.form.images),
        }

    def to_json(self) -> Json:
        """The reading as plain JSON values."""
        form, who = self.form, self.form.identity
        return {
            "source": self.source.to_json(),
            "template": form.template,
            "document_type": form.document_type,
            "category": form.category,
            "title": form.title,
            "author": who.author and who.author.to_json(),
            "office": who.office and who.office.to_json(),
            "phone": who.phone and _phone_json(who.phone),
            "email": who.email,
            "address": who.address and who.address.to_json(),
            "date": who.date and _date_json(who.date),
            "sections": [section.to_json() for section in self.sections],
            "images": list(form.images),
            "repairs": dict(self.repairs),
            "warnings": [dict(warning) for warning in self.warnings],
            "timezone_stated": bool(who.date and "timezone_stated" in who.date.flags),
            "publisher": form.publisher,
            "mentions": [mention.to_json() for mention in self.mentions],
            "personal_data": list(self.personal_data),
            "counts": self.counts,
            "graph": self.graph,
        }


def _phone_json(phone: Phone) -> Json:
    plain: Json = {"raw": phone.raw, "e164": phone.e164, "kind": phone.kind}
    return plain | ({"extension": phone.extension} if phone.extension else {})


def _date_json(day: ReadDate) -> Json:
    plain: Json = {"raw": day.raw, "calendar": day.calendar.value, "iso": day.iso_text}
    return plain | ({"flags": list(day.flags)} if day.flags else {})
