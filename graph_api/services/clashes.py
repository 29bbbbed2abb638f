"""Trainings that clash with each other or with a busy season of the village (A29)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from graph_api.domain.areas import is_within
from graph_api.domain.links import LinkType
from graph_api.domain.metrics import Direction
from graph_api.domain.nodes import Activity, ActivityKind
from graph_api.ports import GraphReader
from graph_api.services.gathering import every, links
from graph_api.services.population import by_target

_SESSIONS = frozenset({ActivityKind.TRAINING, ActivityKind.DEMONSTRATION})


@dataclass(frozen=True, slots=True)
class Clash:
    """Two things at the same time; `shared` are the ids of those who were to be at both.

    With a farm season nobody is shared: the season is the village's.
    """

    session: Activity
    other: Activity
    shared: tuple[str, ...]


async def clashes(store: GraphReader, area: str | None = None) -> Sequence[Clash]:
    """The clashes among the trainings and demonstrations of an area, by day, then ids.

    Two sessions clash where they have somebody in common on one day at the same hours (one of
    which no hours are known takes the whole day); a session and a farm season where the one falls
    into the other in the village that entered it.
    """
    held = await every(store, Activity, area)
    sessions = [x for x in held if x.activity_kind in _SESSIONS and x.started_on]
    seasons = [x for x in held if x.activity_kind is ActivityKind.FARM_SEASON and x.started_on]
    taking_part = {LinkType.ATTENDED, LinkType.LED}
    found = by_target(await links(store, [x.id for x in sessions], taking_part, Direction.IN))
    people = {x.id: {link.source for link in found.get(x.id, ())} for x in sessions}
    answers = [*_among(sessions, people), *_with_seasons(sessions, seasons)]
    return sorted(answers, key=lambda x: (_begin(x.session), x.session.id, x.other.id))


def _among(sessions: Sequence[Activity], people: dict[str, set[str]]) -> Iterator[Clash]:
    by_person: dict[str, list[Activity]] = {}
    for session in sessions:
        for person in people[session.id]:
            by_person.setdefault(person, []).append(session)
    pairs = {
        tuple(sorted((one.id, other.id))): (one, other)
        for attended in by_person.values()
        for one, other in combinations(attended, 2)
        if _meet(one, other)
    }
    for one, other in pairs.values():
        first, second = sorted((one, other), key=lambda x: (_begin(x), x.id))
        shared = people[one.id] & people[other.id]
        yield Clash(first, second, tuple(sorted(shared)))


def _with_seasons(sessions: Sequence[Activity], seasons: Sequence[Activity]) -> Iterator[Clash]:
    for season in seasons:
        for session in sessions:
            inside = season.area and is_within(session.area or "", season.area)
            if inside and _same_days(session, season):
                yield Clash(session, season, ())


def _meet(one: Activity, other: Activity) -> bool:
    if not _same_days(one, other):
        return False
    hours = (one.starts_at, one.ends_at, other.starts_at, other.ends_at)
    if None in hours:
        return True
    begins, ends, begins_too, ends_too = hours
    return bool(
        begins and ends and begins_too and ends_too and begins < ends_too and begins_too < ends
    )


def _same_days(one: Activity, other: Activity) -> bool:
    return _begin(one) <= _end(other) and _begin(other) <= _end(one)


def _begin(activity: Activity) -> date:
    return activity.started_on or date.min


def _end(activity: Activity) -> date:
    return activity.ended_on or _begin(activity)
