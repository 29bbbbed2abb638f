"""Where the products of an area go: flows, inside and outside, concentration, dependency.

"In and outside the community" (A39, B13) is judged from where the seller is, at each level of
area, so the same sale may be outside the village and inside the district.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from graph_api.domain.areas import AreaLevel
from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import Link, LinkType
from graph_api.domain.metrics import Direction
from graph_api.domain.nodes import Area, Market, Node
from graph_api.ports import GraphReader, NodeFilter
from graph_api.services.limits import PAGE_MAX
from graph_api.services.lookup import required_area
from graph_api.services.market_figures import (
    CoSelling,
    Flow,
    GroupBy,
    LevelSplit,
    MarketConcentration,
    Sale,
    SellerLinkage,
    Totals,
    co_sellers,
    concentration_of,
    flows,
    sellers,
    split,
    totals_of,
)


@dataclass(frozen=True, slots=True)
class MarketLinkages:
    """The answer for an area; `without_market` are its groups with neither a sale nor a market."""

    area: Area
    totals: Totals
    splits: Sequence[LevelSplit]
    concentration: MarketConcentration | None
    flows: Sequence[Flow]
    sellers: Sequence[SellerLinkage]
    co_selling: Sequence[CoSelling]
    without_market: Sequence[Node]


async def market_linkages(
    store: GraphReader,
    area: str,
    *,
    group_by: GroupBy = GroupBy.SELLER,
    since: date | None = None,
    until: date | None = None,
) -> MarketLinkages:
    """The marketing linkages of the sellers of an area, in a time (both ends included).

    Raises:
        InvalidArgument: `area` is no area code.
        NodeNotFound: the graph holds no such area.
    """
    scope = await required_area(store, area)
    links = await store.sales(area, since, until)
    nodes = await store.nodes({node_id for link in links for node_id in _named(link)})
    sales = [
        Sale(link, nodes[link.source], market)
        for link in links
        if isinstance(market := nodes.get(link.target), Market)
    ]
    return MarketLinkages(
        area=scope,
        totals=totals_of(sales),
        splits=[split(sales, level) for level in AreaLevel],
        concentration=concentration_of(sales),
        flows=flows(sales, group_by, nodes),
        sellers=sellers(sales),
        co_selling=co_sellers(sales),
        without_market=await _groups_without(store, area, {sale.seller.id for sale in sales}),
    )


def _named(link: Link) -> Iterable[str]:
    yield link.source
    yield link.target
    if product := link.properties.get("product"):
        yield str(product)


async def _groups_without(store: GraphReader, area: str, sellers: set[str]) -> list[Node]:
    where, cursor, silent = NodeFilter(area=area), None, list[Node]()
    while True:
        page = await store.page(NodeKind.OCCUPATION_GROUP, where, PAGE_MAX, cursor)
        silent += [node for node in page.items if node.id not in sellers]
        if not page.has_next:
            break
        cursor = page.cursors[-1]
    ids = [node.id for node in silent]
    declared = await store.links_of(ids, (LinkType.SELLS_AT,), Direction.OUT)
    linked = {link.source for link in declared}
    return [node for node in silent if node.id not in linked]
