"""Rankings, search results and counts."""

from collections.abc import Sequence
from dataclasses import dataclass

import strawberry
from strawberry import Parent

from graph_api.domain import nodes as domain
from graph_api.domain.kinds import NodeKind
from graph_api.domain.metrics import Direction, LinkScope, Metric, MetricSpec, MetricValue
from graph_api.graphql.connections import PageInfo, encode_cursor
from graph_api.graphql.context import Info
from graph_api.graphql.measures import MetricValueType, SnapshotType
from graph_api.graphql.nodes import AreaType, NodeType
from graph_api.graphql.sizes import items, per_parent
from graph_api.ports import KindCount, Ranked
from graph_api.services.ranking import Ranking
from graph_api.services.snapshots import SnapshotState


@dataclass(frozen=True, slots=True)
class _RankedItem:
    cursor: str
    ranked: Ranked
    spec: MetricSpec


@strawberry.type(description="A node at its place · ลำดับหนึ่ง")
class RankingEdge:
    """An item of a ranking."""

    cursor: str

    @strawberry.field(description="1 is the highest; equal values share a place · อันดับ")
    @staticmethod
    def place(parent: Parent[_RankedItem]) -> int:
        """The place among those listed."""
        return parent.ranked.place

    @strawberry.field
    @staticmethod
    def value(parent: Parent[_RankedItem]) -> float:
        """The value of the metric."""
        return parent.ranked.value

    @strawberry.field(graphql_type=NodeType)
    @staticmethod
    def node(parent: Parent[_RankedItem]) -> domain.Node:
        """Who it is."""
        return parent.ranked.node

    @strawberry.field(
        graphql_type=MetricValueType | None,
        description="The value with method and error · ค่าพร้อมวิธีคำนวณ",
    )
    @staticmethod
    async def metric(parent: Parent[_RankedItem], info: Info) -> MetricValue | None:
        """All that is needed to read the value rightly."""
        found = await info.context.metric_values(parent.ranked.node.id, (parent.spec,))
        return found[0] if found else None


@strawberry.type(
    name="Ranking", description="Nodes by a metric of the whole network, highest first · การจัดอันดับ"
)
class RankingConnection:
    """A page of a ranking."""

    snapshot: SnapshotType

    @strawberry.field
    @staticmethod
    def metric(parent: Parent[Ranking]) -> Metric:
        """Which metric."""
        return parent.spec.metric

    @strawberry.field
    @staticmethod
    def direction(parent: Parent[Ranking]) -> Direction:
        """Which way links were followed."""
        return parent.spec.direction

    @strawberry.field
    @staticmethod
    def links(parent: Parent[Ranking]) -> LinkScope:
        """Which links were followed."""
        return parent.spec.links

    @strawberry.field
    @staticmethod
    def steps(parent: Parent[Ranking]) -> int | None:
        """How many steps, for the reach metrics."""
        return parent.spec.steps

    @strawberry.field(graphql_type=list[RankingEdge], metadata=per_parent())
    @staticmethod
    def edges(parent: Parent[Ranking]) -> list[_RankedItem]:
        """The nodes of this page."""
        pairs = zip(parent.page.cursors, parent.page.items, strict=True)
        return [_RankedItem(encode_cursor(cursor), item, parent.spec) for cursor, item in pairs]

    @strawberry.field
    @staticmethod
    def page_info(parent: Parent[Ranking]) -> PageInfo:
        """Where the page ends."""
        cursors = parent.page.cursors
        return PageInfo(
            has_next_page=parent.page.has_next,
            end_cursor=encode_cursor(cursors[-1]) if cursors else None,
        )


@strawberry.type(description="A node and how alike its name is · ผลการค้นหา")
class SearchResult:
    """Something found."""

    node: NodeType
    score: float = strawberry.field(description="0 to 100 · ความใกล้เคียงของชื่อ")


@strawberry.type(name="KindCount")
class KindCountType:
    """How many nodes of a kind."""

    kind: NodeKind
    count: int


@dataclass(frozen=True, slots=True)
class Counted:
    """What an area holds."""

    area: domain.Area | None
    counts: Sequence[KindCount]


@strawberry.type(description="How many of each kind an area holds · จำนวนแต่ละชนิดในพื้นที่")
class Summary:
    """The counts of an area, or of everything."""

    area: AreaType | None
    counts: list[KindCountType] = strawberry.field(metadata=items(len(NodeKind)))

    @strawberry.field(graphql_type=SnapshotType | None)
    @staticmethod
    async def snapshot(info: Info) -> SnapshotState | None:
        """The published snapshot (counts are read live)."""
        return await info.context.snapshot()
