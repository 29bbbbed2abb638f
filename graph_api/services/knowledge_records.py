"""What is written about a technique: the records, who wrote them, and the sections that say it.

A word is looked for with the fold of names, so a misspelt tone hides no record; an occupation is
also found by the records that are stated to be about it or that mention it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from graph_api.domain.errors import InvalidArgument, NodeNotFound
from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import Link, LinkType
from graph_api.domain.metrics import Direction
from graph_api.domain.names import name_key
from graph_api.domain.nodes import KnowledgeRecord, Node, RecordSection
from graph_api.ports import GraphReader
from graph_api.services.limits import PAGE_MAX, check_area, check_range
from graph_api.services.occupations import matching_occupations
from graph_api.services.population import all_of, by_source, by_target, links_at, nodes_by_id


class RecordMatch(Enum):
    """Where a record says what was looked for, the surest first."""

    TITLE = "TITLE"
    ABOUT = "ABOUT"
    MENTION = "MENTION"
    TEXT = "TEXT"


@dataclass(frozen=True, slots=True)
class FoundRecord:
    """A record with its authors and their offices by id, and the sections that hold the words.

    `mentions` are its links to the occupations looked for, each with its place in the text.
    """

    record: KnowledgeRecord
    matches: Sequence[RecordMatch]
    authors: Sequence[Node]
    offices: Sequence[Node]
    sections: Sequence[RecordSection]
    mentions: Sequence[Link]


async def records_about(
    store: GraphReader, text: str, *, area: str | None = None, first: int = 20
) -> Sequence[FoundRecord]:
    """The records about something, surest first, then by title.

    Raises:
        InvalidArgument: the text is empty, `area` is no area code, `first` is out of bounds.
    """
    check_range("first", first, 1, PAGE_MAX)
    if area is not None:
        check_area(area)
    key = name_key(text)
    if not key:
        msg = "คำค้นว่างเปล่า: พิมพ์เทคนิค อาชีพ หรือคำในบันทึกอย่างน้อยหนึ่งตัวอักษร"
        raise InvalidArgument(msg)
    records = {
        each.id: each
        for each in await all_of(store, NodeKind.KNOWLEDGE_RECORD, area)
        if isinstance(each, KnowledgeRecord)
    }
    sections = await _sections(store, records, key)
    mentions = await _mentions(store, records, text)
    found = {
        each: matches
        for each, record in records.items()
        if (matches := _matches(record, key, sections.get(each), mentions.get(each)))
    }
    best = sorted(found, key=lambda each: (_surest(found[each]), records[each].name, each))[:first]
    authors, offices = await _authors(store, best)
    return [
        FoundRecord(
            records[each],
            found[each],
            authors.get(each, ()),
            offices.get(each, ()),
            sections.get(each, ()),
            [k for k in mentions.get(each, ()) if k.type is LinkType.MENTIONS],
        )
        for each in best
    ]


async def _sections(
    store: GraphReader, records: Mapping[str, Node], key: str
) -> Mapping[str, Sequence[RecordSection]]:
    """The sections of each record that hold the words, in order of the text."""
    parts = await links_at(store, records, {LinkType.PART_OF}, Direction.IN)
    nodes = await nodes_by_id(store, (link.source for link in parts))
    found: dict[str, list[RecordSection]] = {}
    for link in parts:
        section = nodes.get(link.source)
        if isinstance(section, RecordSection) and key in _key_of(section):
            found.setdefault(link.target, []).append(section)
    return {each: sorted(held, key=_place) for each, held in found.items()}


def _key_of(section: RecordSection) -> str:
    return name_key(f"{section.heading or section.name}\n{section.text or ''}")


def _place(section: RecordSection) -> tuple[int, str]:
    return (section.line or 0, section.id)


async def _mentions(
    store: GraphReader, records: Mapping[str, Node], text: str
) -> Mapping[str, Sequence[Link]]:
    """The links of each record to the occupations that the text names, by identity."""
    try:
        occupations = {each.id for each in await matching_occupations(store, text)}
    except NodeNotFound:
        return {}
    types = {LinkType.ABOUT, LinkType.MENTIONS}
    links = await links_at(store, occupations, types, Direction.IN)
    return by_source(link for link in links if link.source in records)


def _matches(
    record: Node, key: str, sections: Sequence[Node] | None, links: Sequence[Link] | None
) -> list[RecordMatch]:
    types = {link.type for link in links or ()}
    held = {
        RecordMatch.TITLE: key in name_key(record.name),
        RecordMatch.ABOUT: LinkType.ABOUT in types,
        RecordMatch.MENTION: LinkType.MENTIONS in types,
        RecordMatch.TEXT: bool(sections),
    }
    return [match for match, holds in held.items() if holds]


def _surest(matches: Sequence[RecordMatch]) -> int:
    return list(RecordMatch).index(matches[0])


async def _authors(
    store: GraphReader, records: Sequence[str]
) -> tuple[Mapping[str, list[Node]], Mapping[str, list[Node]]]:
    """The authors of each record and the offices they work at, by id."""
    wrote = by_target(await links_at(store, records, {LinkType.WROTE}, Direction.IN))
    people = {link.source for links in wrote.values() for link in links}
    works = by_source(await links_at(store, people, {LinkType.WORKS_AT}, Direction.OUT))
    nodes = await nodes_by_id(store, people | {k.target for of in works.values() for k in of})
    authors = {each: sorted({link.source for link in links}) for each, links in wrote.items()}
    offices = {
        each: sorted({k.target for person in of_one for k in works.get(person, ())})
        for each, of_one in authors.items()
    }
    return (
        {each: [nodes[i] for i in ids if i in nodes] for each, ids in authors.items()},
        {each: [nodes[i] for i in ids if i in nodes] for each, ids in offices.items()},
    )
