"""Which circles the network of an area falls into, and whether they match the villages (A39)."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from graph_api.analytics.circles import adjusted_rand, circles, purity
from graph_api.domain.areas import AreaLevel, code_at
from graph_api.domain.kinds import ACTORS
from graph_api.domain.links import TIES, LinkType
from graph_api.domain.nodes import Node
from graph_api.ports import GraphReader
from graph_api.services.limits import check_range
from graph_api.services.lookup import required_area

BUDGET = 5_000
"""The method is for areas up to some subdistricts; the whole network has its standing metrics."""


@dataclass(frozen=True, slots=True)
class Circle:
    """The members of a circle by id, who has most ties in it, how many live in each village."""

    members: Sequence[Node]
    busiest: Node
    villages: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class CirclesAndVillages:
    """The circles, largest first, and how far they match the villages.

    `agreement` is the share of those who live in the commonest village of their circle (0 to 1),
    `adjusted_rand` 1 for circles that are the villages and about 0 for chance; nothing where
    nobody's village is known.
    """

    circles: Sequence[Circle]
    modularity: float
    agreement: float | None
    adjusted_rand: float | None
    truncated: bool


async def circles_and_villages(
    store: GraphReader, area: str, *, types: Collection[LinkType] = (), budget: int = BUDGET
) -> CirclesAndVillages:
    """The circles among the actors of an area; `types` empty means the ties.

    Raises:
        NodeNotFound: the graph holds no such area.
        InvalidArgument: `area` is no area code or `budget` out of bounds.
    """
    check_range("budget", budget, 1, BUDGET)
    await required_area(store, area)
    inside = await store.within(area, ACTORS, types or TIES, budget)
    by_id = {node.id: node for node in inside.nodes}
    homes = {
        node.id: village
        for node in inside.nodes
        if (village := code_at(node.area or "", AreaLevel.VILLAGE))
    }
    ties = {tuple(sorted((link.source, link.target))) for link in inside.links}
    found = circles(by_id, ((link.source, link.target) for link in inside.links))
    shown = [
        Circle(
            [by_id[each] for each in sorted(members)],
            by_id[_busiest(members, ties)],
            dict(sorted(Counter(homes[x] for x in members if x in homes).items())),
        )
        for members in found.members
    ]
    return CirclesAndVillages(
        shown,
        found.modularity,
        purity(found.members, homes),
        adjusted_rand(found.members, homes),
        inside.truncated,
    )


def _busiest(members: Collection[str], ties: Collection[tuple[str, ...]]) -> str:
    """Who has most of the ties within a circle; of equal ones the first by id."""
    inside = Counter(end for tie in ties if set(tie) <= set(members) for end in tie)
    return min(members, key=lambda each: (-inside[each], each))
