"""How many markets each group sells at, inside and outside its village, subdistrict, district.

A market counts where the group has sold or is stated to sell. Sides are seen from the group
(A39, B13: "in and outside the community").
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph_api.domain.areas import AreaLevel
from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import Link, LinkType
from graph_api.domain.metrics import Direction
from graph_api.domain.nodes import Area, Market, Node
from graph_api.ports import GraphReader
from graph_api.services.lookup import required_area
from graph_api.services.market_figures import Side, side
from graph_api.services.population import all_of, by_source, links_at, nodes_by_id

SELLING = frozenset({LinkType.SELLS_AT, LinkType.SOLD_AT})


@dataclass(frozen=True, slots=True)
class LevelReach:
    """How many distinct markets lie on each side at one level; they add up to all markets."""

    level: AreaLevel
    inside: int
    outside: int
    online: int
    unknown: int
    """The market is known only by a wider area than the level."""


@dataclass(frozen=True, slots=True)
class GroupReach:
    """A group, its markets by id, and the sides they lie on at each level."""

    group: Node
    markets: Sequence[Market]
    levels: Sequence[LevelReach]


@dataclass(frozen=True, slots=True)
class MarketReach:
    """The groups of an area, those with most markets first."""

    area: Area
    groups: Sequence[GroupReach]


async def market_reach(store: GraphReader, area: str) -> MarketReach:
    """The market reach of each group of an area, groups without any market included.

    Raises:
        InvalidArgument: `area` is no area code.
        NodeNotFound: the graph holds no such area.
    """
    scope = await required_area(store, area)
    groups = await all_of(store, NodeKind.OCCUPATION_GROUP, area)
    markets = await markets_of(store, [group.id for group in groups])
    found = [_reach(group, markets.get(group.id, ())) for group in groups]
    return MarketReach(scope, sorted(found, key=lambda each: (-len(each.markets), each.group.id)))


async def markets_of(store: GraphReader, sellers: Iterable[str]) -> Mapping[str, Sequence[Market]]:
    """The markets where each of these sells or has sold, by id."""
    links = by_source(await links_at(store, set(sellers), SELLING, Direction.OUT))
    nodes = await nodes_by_id(store, {k.target for of_one in links.values() for k in of_one})
    return {seller: _markets(of_one, nodes) for seller, of_one in links.items()}


def _markets(links: Iterable[Link], nodes: Mapping[str, Node]) -> list[Market]:
    found = (nodes.get(each) for each in sorted({link.target for link in links}))
    return [market for market in found if isinstance(market, Market)]


def _reach(group: Node, markets: Sequence[Market]) -> GroupReach:
    return GroupReach(group, markets, [_level(group, markets, level) for level in AreaLevel])


def _level(group: Node, markets: Sequence[Market], level: AreaLevel) -> LevelReach:
    sides = [side(group, market, level) for market in markets]
    counts = (sides.count(Side(name)) for name in ("INSIDE", "OUTSIDE", "ONLINE", "UNKNOWN"))
    return LevelReach(level, *counts)
