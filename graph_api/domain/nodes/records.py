"""Knowledge records: what officers wrote down, with the parts of their text."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from graph_api.domain.kinds import NodeKind
from graph_api.domain.nodes.base import Node


class Calendar(Enum):
    """The era that a year was written in: Buddhist or common."""

    BE = "BE"
    CE = "CE"


@dataclass(frozen=True, slots=True, kw_only=True)
class KnowledgeRecord(Node):
    """A knowledge record (บันทึกองค์ความรู้), known by the hash of its file (A1, B1-B48)."""

    KIND = NodeKind.KNOWLEDGE_RECORD

    sha256: str | None = None
    template: str | None = None
    """The form it was written in, as the reader of records names it."""
    category: str | None = None
    written_on: date | None = None
    date_written: str | None = None
    """The date as the record writes it."""
    calendar: Calendar | None = None
    repairs: int | None = None
    """How many misspelt or torn letters were mended in reading."""
    warnings: tuple[str, ...] = ()
    images: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordSection(Node):
    """A headed part of a knowledge record: the heading as written, and the text below it."""

    KIND = NodeKind.RECORD_SECTION

    number: str | None = None
    heading: str | None = None
    section_kind: str | None = None
    suspected_kind: str | None = None
    """What the text looks like where that is not what the heading says; no text is moved."""
    text: str | None = None
    line: int | None = None
    """Line of the heading in the file, from 1."""
