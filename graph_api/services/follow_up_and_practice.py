"""Does following up go together with carrying on? An association: who was visited was not drawn.

Officers may visit most those who do well, or those who do not; so the shares beside each other
show no effect of a visit. Only visits after the first training count, for a visit before says
nothing of what came after.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import Link, LinkType
from graph_api.domain.metrics import Direction
from graph_api.domain.nodes import Area, OccupationGroup, StageChange
from graph_api.ports import GraphReader
from graph_api.services.lookup import required_area
from graph_api.services.population import (
    all_of,
    by_source,
    by_target,
    first_day,
    links_at,
    nodes_by_id,
)
from graph_api.services.practice import practised_by, subjects_of
from graph_api.services.shares import Comparison, Share

ALIVE_DAYS = 365
"""A group is alive where it sold something or made a step within so many days before `as_of`."""


@dataclass(frozen=True, slots=True)
class FollowUpBand:
    """Those followed up so many times (`most` missing: or more) and the share that carries on."""

    least: int
    most: int | None
    carrying_on: Share


_BANDS: tuple[tuple[int, int | None], ...] = ((0, 0), (1, 1), (2, None))


@dataclass(frozen=True, slots=True)
class FollowUpAndPractice:
    """Households: the share that practises something they were taught, by visits after training.

    Groups: the share that is alive at `as_of`, by visits since they were founded. The comparisons
    set those visited at all beside those not. `undated` counts visits that have no day: they are
    left out.
    """

    area: Area
    as_of: date | None
    households: Sequence[FollowUpBand]
    households_compared: Comparison
    groups: Sequence[FollowUpBand]
    groups_compared: Comparison
    undated: int


async def follow_up_and_practice(
    store: GraphReader, area: str, *, as_of: date | None = None
) -> FollowUpAndPractice:
    """Follow-up and what became of households and groups; `as_of` missing means the last sale.

    Raises:
        InvalidArgument: `area` is no area code.
        NodeNotFound: the graph holds no such area.
    """
    scope = await required_area(store, area)
    households = await _households(store, area)
    groups, until, undated = await _groups(store, area, as_of)
    return FollowUpAndPractice(
        area=scope,
        as_of=until,
        households=_bands(households[0]),
        households_compared=_compared(households[0]),
        groups=_bands(groups),
        groups_compared=_compared(groups),
        undated=households[1] + undated,
    )


_Outcome = tuple[int, bool]
"""How often somebody was followed up, and whether they carry on."""


async def _households(store: GraphReader, area: str) -> tuple[list[_Outcome], int]:
    ids = [each.id for each in await all_of(store, NodeKind.HOUSEHOLD, area)]
    taught = by_target(await links_at(store, ids, {LinkType.TAUGHT}, Direction.IN))
    subjects = await subjects_of(store, taught)
    judged = {each: first_day(links) for each, links in taught.items() if subjects[each]}
    practised = await practised_by(store, judged)
    visits = by_target(await links_at(store, judged, {LinkType.FOLLOWED_UP}, Direction.IN))
    outcomes = [
        (_visits_since(visits.get(each, ()), day), bool(practised[each] & subjects[each]))
        for each, day in judged.items()
    ]
    return outcomes, _undated(visits)


async def _groups(
    store: GraphReader, area: str, as_of: date | None
) -> tuple[list[_Outcome], date | None, int]:
    groups = await all_of(store, NodeKind.OCCUPATION_GROUP, area)
    ids = [each.id for each in groups]
    sales = by_source(await links_at(store, ids, {LinkType.SOLD_AT}, Direction.OUT))
    lively = await _lively_days(store, ids, sales)
    until = as_of or max((day for days in lively.values() for day in days), default=None)
    visits = by_target(await links_at(store, ids, {LinkType.FOLLOWED_UP}, Direction.IN))
    founded = {g.id: g.founded_on if isinstance(g, OccupationGroup) else None for g in groups}
    outcomes = [
        (_visits_since(visits.get(each, ()), founded[each]), _is_alive(lively[each], until))
        for each in ids
    ]
    return outcomes, until, _undated(visits)


async def _lively_days(
    store: GraphReader, groups: Sequence[str], sales: Mapping[str, Sequence[Link]]
) -> Mapping[str, list[date]]:
    """The days on which each group sold something or made a step."""
    concerned = await links_at(store, groups, {LinkType.CONCERNS}, Direction.IN)
    changes = await nodes_by_id(store, (link.source for link in concerned))
    days = {group: [k.since for k in sales.get(group, ()) if k.since] for group in groups}
    for link in concerned:
        change = changes.get(link.source)
        if isinstance(change, StageChange) and change.changed_on:
            days[link.target].append(change.changed_on)
    return days


def _is_alive(days: Sequence[date], until: date | None) -> bool:
    if until is None:
        return False
    return any(until - timedelta(days=ALIVE_DAYS) < day <= until for day in days)


def _visits_since(visits: Sequence[Link], day: date | None) -> int:
    return sum(day is None or visit.since >= day for visit in visits if visit.since)


def _undated(visits: Mapping[str, Sequence[Link]]) -> int:
    return sum(visit.since is None for of_one in visits.values() for visit in of_one)


def _bands(outcomes: Sequence[_Outcome]) -> list[FollowUpBand]:
    return [FollowUpBand(least, most, _share(outcomes, least, most)) for least, most in _BANDS]


def _compared(outcomes: Sequence[_Outcome]) -> Comparison:
    return Comparison(with_it=_share(outcomes, 1, None), without=_share(outcomes, 0, 0))


def _share(outcomes: Sequence[_Outcome], least: int, most: int | None) -> Share:
    carried = [on for times, on in outcomes if least <= times and (most is None or times <= most)]
    return Share(sum(carried), len(carried))
