"""Knowledge records: who wrote them, their sections, what they mention and where in the text."""

import asyncio
from collections.abc import Sequence

import strawberry
from strawberry import Parent

from graph_api.domain import nodes as domain
from graph_api.domain.links import Link, LinkType
from graph_api.domain.metrics import Direction
from graph_api.domain.nodes import Calendar
from graph_api.graphql.context import Info
from graph_api.graphql.days import Day
from graph_api.graphql.nodes import LinkView, NodeType
from graph_api.graphql.people import AgencyType
from graph_api.graphql.sizes import items
from graph_api.services.knowledge_records import FoundRecord, RecordMatch


@strawberry.type(name="RecordSection", description="Headed part of a record · หัวข้อในบันทึก")
class RecordSectionType(NodeType):
    """A section."""

    SHOWS = domain.RecordSection

    number: str | None
    heading: str | None = strawberry.field(description="As written · หัวข้อตามต้นฉบับ")
    section_kind: str | None
    suspected_kind: str | None = strawberry.field(description="Where the text does not fit it")
    text: str | None
    line: int | None = strawberry.field(description="Line of the heading in the file")


@strawberry.type(name="KnowledgeRecord", description="Knowledge record · บันทึกองค์ความรู้")
class KnowledgeRecordType(NodeType):
    """A knowledge record; its sections are PART_OF it."""

    SHOWS = domain.KnowledgeRecord

    sha256: str | None
    template: str | None = strawberry.field(description="Form it was written in · แบบบันทึก")
    category: str | None
    written_on: Day | None
    date_written: str | None = strawberry.field(description="As written · วันที่ตามต้นฉบับ")
    calendar: Calendar | None
    repairs: int | None = strawberry.field(description="Letters mended · จำนวนที่ซ่อม")
    warnings: list[str] = strawberry.field(metadata=items(5))
    images: list[str] = strawberry.field(metadata=items(5))

    @strawberry.field(graphql_type=list[NodeType], metadata=items(2))
    @staticmethod
    async def authors(parent: Parent[domain.KnowledgeRecord], info: Info) -> list[domain.Node]:
        """Who wrote it, by id."""
        return await _authors(parent, info)

    @strawberry.field(graphql_type=list[AgencyType], description="สำนักงาน", metadata=items(2))
    @staticmethod
    async def offices(parent: Parent[domain.KnowledgeRecord], info: Info) -> list[domain.Node]:
        """Where its authors work, by id."""
        asked = [
            info.context.links(author.id, frozenset({LinkType.WORKS_AT}), Direction.OUT)
            for author in await _authors(parent, info)
        ]
        works = {link.target for links in await asyncio.gather(*asked) for link in links}
        return _there(await info.context.nodes(sorted(works)))

    @strawberry.field(graphql_type=list[RecordSectionType], metadata=items(10))
    @staticmethod
    async def sections(parent: Parent[domain.KnowledgeRecord], info: Info) -> list[domain.Node]:
        """Its sections, in order of the text."""
        parts = await info.context.links(parent.id, frozenset({LinkType.PART_OF}), Direction.IN)
        found = _there(await info.context.nodes([link.source for link in parts]))
        return sorted(found, key=_order)

    @strawberry.field(
        graphql_type=list[LinkView],
        description="`properties` has line, start, end and text · สิ่งที่กล่าวถึง",
        metadata=items(10),
    )
    @staticmethod
    async def mentions(parent: Parent[domain.KnowledgeRecord], info: Info) -> list[Link]:
        """What it mentions, in order of the text."""
        found = await info.context.links(parent.id, frozenset({LinkType.MENTIONS}), Direction.OUT)
        return sorted(found, key=_place)


async def _authors(record: domain.Node, info: Info) -> list[domain.Node]:
    wrote = await info.context.links(record.id, frozenset({LinkType.WROTE}), Direction.IN)
    return _there(await info.context.nodes(sorted({link.source for link in wrote})))


def _order(section: domain.Node) -> tuple[int, str]:
    line = section.line if isinstance(section, domain.RecordSection) else None
    return (line or 0, section.id)


def _there(nodes: Sequence[domain.Node | None]) -> list[domain.Node]:
    return [node for node in nodes if node]


def _place(link: Link) -> tuple[int, int, str]:
    line, start = (link.properties.get(name, 0) for name in ("line", "start"))
    return (int(line), int(start), link.target)


@strawberry.type(name="FoundRecord", description="A record about what was asked · บันทึกที่พบ")
class FoundRecordType:
    """A record that was found, and why."""

    record: KnowledgeRecordType
    matches: list[RecordMatch] = strawberry.field(metadata=items(4))

    @strawberry.field(
        graphql_type=list[RecordSectionType],
        description="Those that hold the words · หัวข้อที่มีคำนั้น",
        metadata=items(5),
    )
    @staticmethod
    def sections(parent: Parent[FoundRecord]) -> Sequence[domain.Node]:
        """The sections that hold the words."""
        return parent.sections
