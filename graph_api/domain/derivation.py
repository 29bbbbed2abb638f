"""Links that follow from activities and sales; worked out, marked `derived`, and rebuilt at will.

Nobody writes down "A taught B": there was a training that A led and B attended. So the activity
is the fact, and the two-way link follows from it (A17, A18, A21, A39, B13):

- TRAINING, DEMONSTRATION: each person who led TAUGHT each person or household that attended;
- STUDY_VISIT: each person, household or group that attended VISITED the place;
- FOLLOW_UP: each officer, team, person or agency that led FOLLOWED_UP each household, group or
  person that attended;
- PUBLICITY: each officer, team or agency that led INFORMED each agency that attended (B27, B31);
- sales: a seller SELLS_AT a market since the first sale there.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import LINK_RULES, Link, LinkType, Scalar
from graph_api.domain.nodes import Activity, ActivityKind
from graph_api.domain.provenance import Provenance

SOURCE = "derived"
"""The source written on derived links; the place is the id of the activity."""

ACTIVITY_LINKS = frozenset({LinkType.LED, LinkType.ATTENDED, LinkType.HELD_AT})
"""The links of an activity that others follow from."""

KEYED_BY_ACTIVITY = frozenset(
    {LinkType.TAUGHT, LinkType.VISITED, LinkType.FOLLOWED_UP, LinkType.INFORMED}
)
"""Link types whose key is the id of the activity they follow from."""

DERIVED_TYPES = KEYED_BY_ACTIVITY | {LinkType.SELLS_AT}
"""Link types that are derived (any of them may be declared as well)."""

Kinds = Mapping[str, frozenset[NodeKind]]


@dataclass(slots=True)
class _Company:
    """Who led an activity, who came, and where it was."""

    leaders: list[str] = field(default_factory=list)
    guests: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)


def from_activities(
    activities: Iterable[Activity], links: Iterable[Link], kinds: Kinds
) -> Iterator[Link]:
    """The links that follow from activities and their LED, ATTENDED and HELD_AT links.

    `kinds` tells the kinds of those who led or attended and of the places; an id that is not in
    it is passed over. Order: by activity as given, then by the two ids.
    """
    companies = _companies(links)
    for activity in activities:
        company = companies.get(activity.id, _Company())
        yield from _derive(activity, company, kinds)


def from_sales(sales: Iterable[Link]) -> Iterator[Link]:
    """SELLS_AT from each seller to each market of these SOLD_AT links, since the first sale.

    >>> [sale] = from_sales(
    ...     [
    ...         Link(type=LinkType.SOLD_AT, source="g", target="m", key=str(n), since=day)
    ...         for n, day in enumerate([date(2018, 3, 1), None, date(2018, 2, 1)])
    ...     ]
    ... )
    >>> sale.type.value, sale.since, sale.derived
    ('SELLS_AT', datetime.date(2018, 2, 1), True)
    """
    first: dict[tuple[str, str], date | None] = {}
    for sale in sales:
        pair = (sale.source, sale.target)
        first[pair] = min(filter(None, (first.get(pair), sale.since)), default=None)
    for (seller, market), since in sorted(first.items(), key=lambda item: item[0]):
        yield Link(
            type=LinkType.SELLS_AT,
            source=seller,
            target=market,
            since=since,
            derived=True,
            provenance=Provenance(SOURCE),
        )


def _companies(links: Iterable[Link]) -> Mapping[str, _Company]:
    companies: dict[str, _Company] = defaultdict(_Company)
    for link in links:
        if link.type is LinkType.LED:
            companies[link.target].leaders.append(link.source)
        elif link.type is LinkType.ATTENDED:
            companies[link.target].guests.append(link.source)
        elif link.type is LinkType.HELD_AT:
            companies[link.source].places.append(link.target)
    return companies


def _derive(activity: Activity, company: _Company, kinds: Kinds) -> Iterator[Link]:
    match activity.activity_kind:
        case ActivityKind.TRAINING | ActivityKind.DEMONSTRATION:
            # One who led an activity came to teach, whatever the list of those present says.
            learners = set(company.guests) - set(company.leaders)
            said: dict[str, Scalar] = {"hours": activity.hours} if activity.hours else {}
            yield from _each(activity, LinkType.TAUGHT, company.leaders, learners, kinds, said=said)
        case ActivityKind.STUDY_VISIT:
            yield from _each(
                activity, LinkType.VISITED, company.guests, company.places, kinds, said={}
            )
        case ActivityKind.FOLLOW_UP:
            seen = set(company.guests) - set(company.leaders)
            phase: dict[str, Scalar] = {"phase": activity.phase.value} if activity.phase else {}
            yield from _each(
                activity, LinkType.FOLLOWED_UP, company.leaders, seen, kinds, said=phase
            )
        case ActivityKind.PUBLICITY:
            told = set(company.guests) - set(company.leaders)
            yield from _each(activity, LinkType.INFORMED, company.leaders, told, kinds, said={})
        case (
            ActivityKind.FORUM
            | ActivityKind.SELLING_EVENT
            | ActivityKind.SELECTION
            | ActivityKind.FARM_SEASON
        ):
            return


def _each(
    activity: Activity,
    link_type: LinkType,
    sources: Collection[str],
    targets: Collection[str],
    kinds: Kinds,
    *,
    said: Mapping[str, Scalar],
) -> Iterator[Link]:
    rule = LINK_RULES[link_type]
    fitting_targets = _fitting(targets, rule.targets, kinds)
    for source in _fitting(sources, rule.sources, kinds):
        for target in fitting_targets:
            if source != target:
                yield Link(
                    type=link_type,
                    source=source,
                    target=target,
                    key=activity.id,
                    since=activity.started_on,
                    derived=True,
                    properties={"activity": activity.id, **said},
                    provenance=Provenance(SOURCE, activity.id),
                )


def _fitting(ids: Collection[str], allowed: frozenset[NodeKind], kinds: Kinds) -> list[str]:
    return [each for each in sorted(set(ids)) if kinds.get(each, frozenset()) & allowed]
