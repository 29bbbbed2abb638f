"""Whether incomes rose only with those who were at a training, or also with those around them.

Households are set beside each other by how far they are from the nearest who took part. Nobody
was drawn by lot, and those far away are no controls: all of it is observed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph_api.analytics.income import IncomeChange, by_distance
from graph_api.domain.kinds import ACTORS
from graph_api.domain.links import TIES, LinkType
from graph_api.domain.metrics import Direction
from graph_api.domain.nodes import Activity, ActivityKind, Area
from graph_api.ports import GraphReader
from graph_api.services.gathering import every, links
from graph_api.services.income_change import IncomeChange as HouseholdChange
from graph_api.services.income_change import income_changes
from graph_api.services.lookup import required_area
from graph_api.services.population import nodes_by_id

FURTHEST = 3
"""Ties are followed so far; who is further away, or out of reach, is one group."""

_TAUGHT_AT = frozenset({ActivityKind.TRAINING, ActivityKind.DEMONSTRATION})


@dataclass(frozen=True, slots=True)
class HouseholdAt:
    """A household with both incomes, and its ties from the nearest who took part."""

    change: HouseholdChange
    steps: int | None


@dataclass(frozen=True, slots=True)
class IncomeByDistance:
    """The income changes of the households of an area by ties from who took part (0: they did).

    Under None are those further than `FURTHEST` or out of reach. Incomes are baht a year;
    `households` are the nearest first, `took_part` counts all actors who did, `one_side` and `none`
    the households left out, as `IncomeChanges` has them.
    """

    area: Area
    changes: Mapping[int | None, IncomeChange]
    households: Sequence[HouseholdAt]
    took_part: int
    one_side: int
    none: int


async def income_by_distance(store: GraphReader, area: str) -> IncomeByDistance:
    """Incomes by distance from the trainings and demonstrations held in an area.

    Raises:
        InvalidArgument: `area` is no area code, or holds too many.
        NodeNotFound: the graph holds no such area.
    """
    scope = await required_area(store, area)
    incomes = await income_changes(store, area)
    homes = [each.earner.id for each in incomes.earners]
    origins = await _took_part(store, area)
    ways = await store.paths(origins, homes, TIES, FURTHEST) if origins and homes else {}
    steps = {home: len(way) - 1 for home, way in ways.items()}
    households = [HouseholdAt(each, steps.get(each.earner.id)) for each in incomes.earners]
    return IncomeByDistance(
        scope,
        by_distance(
            {each.earner.id: each.before for each in incomes.earners},
            {each.earner.id: each.after for each in incomes.earners},
            steps,
            FURTHEST,
        ),
        sorted(households, key=lambda each: FURTHEST + 1 if each.steps is None else each.steps),
        took_part=len(origins),
        one_side=incomes.one_side,
        none=incomes.none,
    )


async def _took_part(store: GraphReader, area: str) -> list[str]:
    held = [x.id for x in await every(store, Activity, area) if x.activity_kind in _TAUGHT_AT]
    came = await links(store, held, {LinkType.ATTENDED}, Direction.IN)
    people = await nodes_by_id(store, {link.source for link in came})
    return sorted(each.id for each in people.values() if each.kinds & ACTORS)
