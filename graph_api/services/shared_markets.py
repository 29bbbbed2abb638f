"""Which groups meet at the same fairs: the projection of groups and markets on the groups."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from graph_api.analytics.projection import co_selling
from graph_api.domain.kinds import NodeKind
from graph_api.domain.nodes import Area, Market, MarketKind, Node
from graph_api.ports import GraphReader
from graph_api.services.lookup import required_area
from graph_api.services.market_figures import CoSelling
from graph_api.services.market_reach import markets_of
from graph_api.services.population import all_of

FAIRS = frozenset({MarketKind.FAIR, MarketKind.EXHIBITION, MarketKind.MOBILE_PROVINCE})
"""Where groups come for some days and meet each other."""


@dataclass(frozen=True, slots=True)
class SharedMarkets:
    """The pairs of groups that meet, closest first (Newman 2001), and the groups that meet nobody.

    `kinds` are the kinds of markets that counted; `kindless` counts markets of no stated kind,
    which did not.
    """

    area: Area
    kinds: frozenset[MarketKind]
    pairs: Sequence[CoSelling]
    alone: Sequence[Node]
    kindless: int


async def shared_markets(
    store: GraphReader, area: str, *, kinds: Collection[MarketKind] = FAIRS
) -> SharedMarkets:
    """Which groups of an area sell at the same markets of these kinds; none given means fairs.

    Raises:
        InvalidArgument: `area` is no area code.
        NodeNotFound: the graph holds no such area.
    """
    scope = await required_area(store, area)
    counted = frozenset(kinds) or FAIRS
    groups = {each.id: each for each in await all_of(store, NodeKind.OCCUPATION_GROUP, area)}
    markets = await markets_of(store, groups)
    pairs = _pairs(groups, markets, counted)
    met = {node.id for pair in pairs for node in (pair.first, pair.second)}
    kindless = {m.id for of_one in markets.values() for m in of_one if m.market_kind is None}
    return SharedMarkets(
        scope, counted, pairs, [g for g in groups.values() if g.id not in met], len(kindless)
    )


def _pairs(
    groups: Mapping[str, Node],
    markets: Mapping[str, Sequence[Market]],
    kinds: Collection[MarketKind],
) -> list[CoSelling]:
    sold = {
        group: {market.id: market for market in of_one if market.market_kind in kinds}
        for group, of_one in markets.items()
    }
    weights = co_selling((group, market) for group, own in sold.items() for market in own)
    ordered = sorted(weights.items(), key=lambda item: (-item[1], item[0]))
    return [
        CoSelling(
            groups[one],
            groups[other],
            [sold[one][market] for market in sorted(sold[one].keys() & sold[other].keys())],
            weight,
        )
        for (one, other), weight in ordered
    ]
