"""Groups whose members were trained and that still have no market, or hang on one alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import LinkType
from graph_api.domain.metrics import Direction
from graph_api.domain.nodes import Area, Market, Node
from graph_api.ports import GraphReader
from graph_api.services.limits import check_range
from graph_api.services.lookup import required_area
from graph_api.services.market_reach import markets_of
from graph_api.services.population import all_of, by_target, links_at
from graph_api.services.shares import Share


@dataclass(frozen=True, slots=True)
class TrainedUnsold:
    """A group, how many of its members were taught by anybody, and its few markets by id."""

    group: Node
    trained: Share
    markets: Sequence[Market]


@dataclass(frozen=True, slots=True)
class TrainedUnsoldGroups:
    """The groups with a trained member and few markets, fewest first; `of` counts all groups."""

    area: Area
    groups: Sequence[TrainedUnsold]
    of: int


async def trained_unsold(store: GraphReader, area: str, *, at_most: int = 1) -> TrainedUnsoldGroups:
    """The groups of an area with a trained member and at most so many markets.

    Raises:
        InvalidArgument: `area` is no area code, or `at_most` is negative.
        NodeNotFound: the graph holds no such area.
    """
    check_range("atMost", at_most, 0, 100)
    scope = await required_area(store, area)
    groups = await all_of(store, NodeKind.OCCUPATION_GROUP, area)
    ids = [group.id for group in groups]
    members = by_target(await links_at(store, ids, {LinkType.MEMBER_OF}, Direction.IN))
    people = {link.source for of_one in members.values() for link in of_one}
    taught = {k.target for k in await links_at(store, people, {LinkType.TAUGHT}, Direction.IN)}
    markets = await markets_of(store, ids)
    found = [
        TrainedUnsold(group, _trained(of_one, taught), markets.get(group.id, ()))
        for group in groups
        if (of_one := {link.source for link in members.get(group.id, ())}) & taught
    ]
    few = [each for each in found if len(each.markets) <= at_most]
    few.sort(key=lambda each: (len(each.markets), each.group.id))
    return TrainedUnsoldGroups(scope, few, len(groups))


def _trained(members: set[str], taught: set[str]) -> Share:
    return Share(len(members & taught), len(members))
