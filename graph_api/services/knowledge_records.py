"""What is written about a technique: the records, who wrote them, and the sections that say it.

A word is looked for with the fold of names, so a misspelt tone hides no record; an occupation is
also found by the records that are stated to be about it or that mention it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from graph_api.domain.areas import is_within
from graph_api.domain.errors import InvalidArgument, NodeNotFound
from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import Link, LinkType
from graph_api.domain.metrics import Direction
from graph_api.domain.names import name_key
from graph_api.domain.nodes import KnowledgeRecord, Node, RecordSection
from graph_api.domain.record_text import words_of
from graph_api.ports import GraphReader, NodeFilter
from graph_api.services.limits import PAGE_MAX, check_area, check_range
from graph_api.services.occupations import matching_occupations
from graph_api.services.population import by_source, by_target, links_at, nodes_by_id

SECTIONS_MAX = 5_000
"""So many sections are looked at; words that stand in more say too little."""


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
    words = words_of(text)
    if not words:
        msg = "คำค้นว่างเปล่า: พิมพ์เทคนิค อาชีพ หรือคำในบันทึกอย่างน้อยหนึ่งตัวอักษร"
        raise InvalidArgument(msg)
    sections = await _sections(store, words)
    mentions = await _mentions(store, text)
    records = await _records(store, text, area, {*sections, *mentions})
    found = {
        each: matches
        for each, record in records.items()
        if (matches := _matches(record, words, sections.get(each), mentions.get(each)))
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
    store: GraphReader, words: Collection[str]
) -> Mapping[str, Sequence[RecordSection]]:
    """The sections that hold the words, by record, in order of the text."""
    cursor, held = None, list[RecordSection]()
    while len(held) < SECTIONS_MAX:
        page = await store.sections_with(words, PAGE_MAX, cursor)
        held += [each for each in page.items if isinstance(each, RecordSection)]
        if not page.has_next:
            break
        cursor = page.cursors[-1]
    of_record = {
        link.source: link.target
        for link in await links_at(store, [s.id for s in held], {LinkType.PART_OF}, Direction.OUT)
    }
    found: dict[str, list[RecordSection]] = {}
    for section in sorted(held, key=_place):
        if section.id in of_record:
            found.setdefault(of_record[section.id], []).append(section)
    return found


async def _records(
    store: GraphReader, text: str, area: str | None, ids: Collection[str]
) -> Mapping[str, KnowledgeRecord]:
    """The records with these ids or with the text in their titles, those in the area."""
    where = NodeFilter(area=area, name_key=name_key(text))
    titled = await store.page(NodeKind.KNOWLEDGE_RECORD, where, PAGE_MAX, None)
    known = (await nodes_by_id(store, ids)).values()
    return {
        each.id: each
        for each in (*titled.items, *known)
        if isinstance(each, KnowledgeRecord)
        and (area is None or (each.area is not None and is_within(each.area, area)))
    }


def _place(section: RecordSection) -> tuple[int, str]:
    return (section.line or 0, section.id)


async def _mentions(store: GraphReader, text: str) -> Mapping[str, Sequence[Link]]:
    """The links of records to the occupations that the text names, by record."""
    try:
        occupations = {each.id for each in await matching_occupations(store, text)}
    except NodeNotFound:
        return {}
    types = {LinkType.ABOUT, LinkType.MENTIONS}
    return by_source(await links_at(store, occupations, types, Direction.IN))


def _matches(
    record: Node,
    words: Collection[str],
    sections: Sequence[Node] | None,
    links: Sequence[Link] | None,
) -> list[RecordMatch]:
    types = {link.type for link in links or ()}
    held = {
        RecordMatch.TITLE: all(word in name_key(record.name) for word in words),
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
