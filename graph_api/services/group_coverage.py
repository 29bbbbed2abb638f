"""The share of target villages that have an occupation group.

The department's target is at least 10 of 100. A village is a target village where a household was
chosen to take part.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from graph_api.domain.kinds import NodeKind
from graph_api.domain.nodes import Area
from graph_api.ports import GraphReader
from graph_api.services.lookup import areas_of, required_area
from graph_api.services.population import all_of, village_of
from graph_api.services.shares import Share

TARGET = 0.10


@dataclass(frozen=True, slots=True)
class GroupCoverage:
    """The share, and the target villages with no group by code.

    `unplaced_groups` counts groups whose village is not known (they may lie in any of those), and
    `unplaced_households` households of which nobody knows whose village they make a target.
    """

    area: Area
    target: float
    villages: Share
    without: Sequence[Area]
    unplaced_groups: int
    unplaced_households: int


async def group_coverage(store: GraphReader, area: str) -> GroupCoverage:
    """Which target villages of an area have a group.

    Raises:
        InvalidArgument: `area` is no area code.
        NodeNotFound: the graph holds no such area.
    """
    scope = await required_area(store, area)
    households = [village_of(h) for h in await all_of(store, NodeKind.HOUSEHOLD, area)]
    groups = [village_of(g) for g in await all_of(store, NodeKind.OCCUPATION_GROUP, area)]
    targets = {village for village in households if village}
    without = targets - set(groups)
    names = await areas_of(store, without)
    return GroupCoverage(
        area=scope,
        target=TARGET,
        villages=Share(len(targets) - len(without), len(targets)),
        without=[names[code] for code in sorted(without) if code in names],
        unplaced_groups=groups.count(None),
        unplaced_households=households.count(None),
    )
