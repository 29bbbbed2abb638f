"""Marketing linkages: where products go, how concentrated, with the sales behind each figure."""

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

import strawberry
from strawberry import Parent

from graph_api.analytics.concentration import Concentration
from graph_api.domain import nodes as domain
from graph_api.domain.areas import AreaLevel
from graph_api.domain.links import Link
from graph_api.graphql.context import Info
from graph_api.graphql.days import Day
from graph_api.graphql.measures import SnapshotType
from graph_api.graphql.nodes import AreaType, LinkView, NodeType
from graph_api.graphql.people import OccupationGroupType
from graph_api.graphql.sizes import by_argument, items
from graph_api.graphql.things import MarketType
from graph_api.services.limits import PAGE_MAX, check_range
from graph_api.services.market_figures import (
    CoSelling,
    Flow,
    LevelSplit,
    SellerLinkage,
    Side,
    Totals,
)
from graph_api.services.market_linkages import MarketLinkages
from graph_api.services.snapshots import SnapshotState

T = TypeVar("T")
_NOTHING = Totals(0.0, 0, 0)


def _head(found: Sequence[T], first: int) -> Sequence[T]:
    check_range("first", first, 1, PAGE_MAX)
    return found[:first]


@strawberry.type(description="Sales added up · ยอดขายรวม")
class SaleTotals:
    """A sum of sales."""

    baht: float = strawberry.field(description="มูลค่า (บาท)")
    sales: int = strawberry.field(description="จำนวนครั้งที่ขาย")
    pairs: int = strawberry.field(
        description="Distinct links of a seller with a market · คู่ผู้ขายกับตลาด"
    )


@strawberry.type(description="What went to one side, with its shares of the level")
class SideShare:
    """Sales to one side of a boundary."""

    side: Side
    totals: SaleTotals
    share: float = strawberry.field(description="Of value, 0 to 1 · สัดส่วนมูลค่า")
    pair_share: float = strawberry.field(description="Of links, 0 to 1 · สัดส่วนความเชื่อมโยง")


@strawberry.type(
    name="LevelSplit", description="Inside and outside at one level of area · ในและนอกพื้นที่"
)
class LevelSplitType:
    """The sales of an area, split at the boundaries of one level."""

    level: AreaLevel

    @strawberry.field(metadata=items(len(Side)))
    @staticmethod
    def sides(parent: Parent[LevelSplit]) -> list[SideShare]:
        """Every side, also where nothing went."""
        return [
            SideShare(
                side=side,
                totals=_totals(parent.sides.get(side, _NOTHING)),
                share=parent.share(side),
                pair_share=parent.pair_share(side),
            )
            for side in Side
        ]

    total: SaleTotals


def _totals(totals: Totals) -> SaleTotals:
    return SaleTotals(baht=totals.baht, sales=totals.sales, pairs=totals.pairs)


@strawberry.type(
    name="Concentration", description="How much hangs on few markets · การกระจุกตัวของตลาด"
)
class ConcentrationType:
    """The concentration of value over markets."""

    hhi: float = strawberry.field(
        description="Sum of squared shares, to 10,000 for one market alone"
    )
    band: Concentration
    effective_markets: float = strawberry.field(
        description="How many equal ones would be as concentrated · จำนวนตลาดเทียบเท่า"
    )
    dependency: float = strawberry.field(
        description="Share of the largest, 0 to 1 · การพึ่งพารายใหญ่สุด"
    )


@strawberry.type(
    name="Flow", description="What a seller, product or year brought to a market · กระแสสินค้า"
)
class FlowType:
    """One flow."""

    key: str = strawberry.field(
        description="Id of the seller, product or market, or the year (ค.ศ.)"
    )
    node: NodeType | None = strawberry.field(
        description="null for a year or where no product is named"
    )
    market: MarketType
    totals: SaleTotals
    quantity: float | None = strawberry.field(description="จำนวนสินค้า")

    @strawberry.field(name="since", graphql_type=Day | None, description="First sale · ขายครั้งแรก")
    @staticmethod
    def first_day(parent: Parent[Flow]) -> date | None:
        """The first day."""
        return parent.first

    @strawberry.field(name="until", graphql_type=Day | None, description="Last sale · ขายครั้งล่าสุด")
    @staticmethod
    def last_day(parent: Parent[Flow]) -> date | None:
        """The last day."""
        return parent.last

    @strawberry.field(
        graphql_type=list[LinkView],
        description="First sales behind the figure, at most 20 · หลักฐานการขาย",
        metadata=by_argument("first"),
    )
    @staticmethod
    def evidence(parent: Parent[Flow], first: int = 5) -> Sequence[Link]:
        """The sales, each with its source."""
        return _head(parent.evidence, first)


@strawberry.type(name="SellerLinkage", description="One seller and its markets · ผู้ขายหนึ่งราย")
class SellerLinkageType:
    """What one seller depends on."""

    seller: NodeType
    totals: SaleTotals
    concentration: ConcentrationType
    main_market: MarketType = strawberry.field(description="ตลาดหลัก")
    outside_share: float = strawberry.field(
        description="Of value outside the district, online included · สัดส่วนนอกอำเภอ"
    )


@strawberry.type(name="CoSelling", description="Two sellers at the same markets · ผู้ขายที่ใช้ตลาดร่วมกัน")
class CoSellingType:
    """Two sellers who could ship together."""

    @strawberry.field(graphql_type=NodeType)
    @staticmethod
    def a(parent: Parent[CoSelling]) -> domain.Node:
        """One of the two."""
        return parent.first

    @strawberry.field(graphql_type=NodeType)
    @staticmethod
    def b(parent: Parent[CoSelling]) -> domain.Node:
        """The other."""
        return parent.second

    markets: list[MarketType] = strawberry.field(metadata=items(5))
    weight: float = strawberry.field(
        description="Sum of 1 / (sellers - 1) over shared markets (Newman 2001)"
    )


@strawberry.type(
    name="MarketLinkages", description="Where the products of an area go · การเชื่อมโยงตลาด"
)
class MarketLinkagesType:
    """The answer for an area; its lists are sorted by value."""

    area: AreaType
    totals: SaleTotals
    splits: list[LevelSplitType] = strawberry.field(metadata=items(len(AreaLevel)))
    concentration: ConcentrationType | None = strawberry.field(
        description="Over the markets of the area; null where nothing was sold"
    )

    @strawberry.field(graphql_type=list[FlowType], metadata=by_argument("first"))
    @staticmethod
    def flows(parent: Parent[MarketLinkages], first: int = 50) -> Sequence[Flow]:
        """The largest flows."""
        return _head(parent.flows, first)

    @strawberry.field
    @staticmethod
    def flow_count(parent: Parent[MarketLinkages]) -> int:
        """How many flows there are in all."""
        return len(parent.flows)

    @strawberry.field(graphql_type=list[SellerLinkageType], metadata=by_argument("first"))
    @staticmethod
    def sellers(parent: Parent[MarketLinkages], first: int = 50) -> Sequence[SellerLinkage]:
        """The largest sellers."""
        return _head(parent.sellers, first)

    @strawberry.field
    @staticmethod
    def seller_count(parent: Parent[MarketLinkages]) -> int:
        """How many sellers there are in all."""
        return len(parent.sellers)

    @strawberry.field(graphql_type=list[CoSellingType], metadata=by_argument("first"))
    @staticmethod
    def co_selling(parent: Parent[MarketLinkages], first: int = 20) -> Sequence[CoSelling]:
        """The pairs that share most."""
        return _head(parent.co_selling, first)

    @strawberry.field(
        graphql_type=list[OccupationGroupType],
        description="Groups with neither a sale nor a market · กลุ่มที่ยังไม่มีตลาด",
        metadata=by_argument("first"),
    )
    @staticmethod
    def without_market(parent: Parent[MarketLinkages], first: int = 50) -> Sequence[domain.Node]:
        """Who still needs a market."""
        return _head(parent.without_market, first)

    @strawberry.field(graphql_type=SnapshotType | None)
    @staticmethod
    async def snapshot(info: Info) -> SnapshotState | None:
        """The published snapshot (sales are read live)."""
        return await info.context.snapshot()
