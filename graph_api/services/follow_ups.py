"""Which households were not followed up lately, or lack a phase of it (A21, B24)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from graph_api.domain.links import Link, LinkType
from graph_api.domain.metrics import Direction
from graph_api.domain.nodes import Household, Phase
from graph_api.ports import GraphReader
from graph_api.services.gathering import every, links
from graph_api.services.limits import check_range
from graph_api.services.lookup import required_area
from graph_api.services.population import by_target

DAYS = 90
"""A household is to be seen again within so many days."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """When a household was last followed up, and in which phases it never was.

    `days` since then are missing where it never was; `overdue` says that they are too many.
    """

    household: Household
    last: date | None
    days: int | None
    overdue: bool
    missing: tuple[Phase, ...]
    visits: tuple[Link, ...]


async def follow_ups(
    store: GraphReader, area: str, on: date, *, days: int = DAYS
) -> Sequence[FollowUp]:
    """Every household of an area as it stood on a day, the longest unseen first, then by id.

    Raises:
        NodeNotFound: the graph holds no such area.
        InvalidArgument: `area` is no area code, or `days` is below 0.
    """
    check_range("days", days, 0, 36_500)
    await required_area(store, area)
    homes = await every(store, Household, area)
    found = await links(store, [home.id for home in homes], {LinkType.FOLLOWED_UP}, Direction.IN)
    visits = by_target(link for link in found if link.since and link.since <= on)
    answers = [_follow_up(home, visits.get(home.id, ()), on, days) for home in homes]
    return sorted(answers, key=lambda each: (each.last or date.min, each.household.id))


def _follow_up(home: Household, visits: Sequence[Link], on: date, days: int) -> FollowUp:
    last = max((link.since for link in visits if link.since), default=None)
    since = (on - last).days if last else None
    seen = {link.properties.get("phase") for link in visits}
    missing = tuple(phase for phase in Phase if phase.value not in seen)
    overdue = since is None or since > days
    return FollowUp(home, last, since, overdue, missing, tuple(visits))
