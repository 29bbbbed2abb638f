"""Do the households of one group help each other more than those of different groups?

Density is the share of pairs that a PEER link joins. Households in no group belong to neither side
and are counted.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import Link, LinkType
from graph_api.domain.metrics import Direction
from graph_api.domain.nodes import Area, Node
from graph_api.ports import GraphReader
from graph_api.services.lookup import required_area
from graph_api.services.population import all_of, links_at
from graph_api.services.shares import Share


@dataclass(frozen=True, slots=True)
class GroupDensity:
    """The pairs of members of one group, and how many of them help each other."""

    group: Node
    pairs: Share


@dataclass(frozen=True, slots=True)
class PeerDensity:
    """Pairs of households of the area that share a group, and pairs that share none.

    `between` takes pairs of which both are in some group. `grouped` and `ungrouped` count the
    households, `other` the PEER links of which an end is in no group or outside the area.
    """

    area: Area
    within: Share
    between: Share
    groups: Sequence[GroupDensity]
    grouped: int
    ungrouped: int
    other: int


async def peer_density(store: GraphReader, area: str) -> PeerDensity:
    """How densely the households of an area help each other, within groups and between them.

    Raises:
        InvalidArgument: `area` is no area code.
        NodeNotFound: the graph holds no such area.
    """
    scope = await required_area(store, area)
    households = [each.id for each in await all_of(store, NodeKind.HOUSEHOLD, area)]
    groups = await all_of(store, NodeKind.OCCUPATION_GROUP, area)
    member_of = await links_at(store, households, {LinkType.MEMBER_OF}, Direction.OUT)
    members = _members(member_of, {group.id for group in groups})
    grouped = sorted({each for of_one in members.values() for each in of_one})
    within = {pair for of_one in members.values() for pair in combinations(sorted(of_one), 2)}
    peers = _pairs(await links_at(store, households, {LinkType.PEER}, Direction.UNDIRECTED))
    known = set(grouped)
    between = {pair for pair in peers if known.issuperset(pair)} - within
    all_pairs = len(grouped) * (len(grouped) - 1) // 2
    return PeerDensity(
        area=scope,
        within=Share(len(peers & within), len(within)),
        between=Share(len(between), all_pairs - len(within)),
        groups=[
            GroupDensity(group, _density(members[group.id], peers))
            for group in groups
            if group.id in members
        ],
        grouped=len(grouped),
        ungrouped=len(households) - len(grouped),
        other=len(peers - within - between),
    )


def _members(links: Iterable[Link], groups: set[str]) -> Mapping[str, set[str]]:
    members: dict[str, set[str]] = defaultdict(set)
    for link in links:
        if link.target in groups:
            members[link.target].add(link.source)
    return members


def _pairs(links: Iterable[Link]) -> set[tuple[str, str]]:
    return {
        (min(k.source, k.target), max(k.source, k.target)) for k in links if k.source != k.target
    }


def _density(members: set[str], peers: set[tuple[str, str]]) -> Share:
    pairs = set(combinations(sorted(members), 2))
    return Share(len(pairs & peers), len(pairs))
