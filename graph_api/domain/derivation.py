"""Links that follow from activities and sales; worked out, marked `derived`, and rebuilt at will.

Nobody writes down "A taught B": there was a training that A led and B attended. So the activity
is the fact, and the two-way link follows from it (A17, A18, A21, A39, B13):

- TRAINING, DEMONSTRATION: each person who led TAUGHT each person or household that attended;
- STUDY_VISIT: each person, household or group that attended VISITED the place;
- FOLLOW_UP: each officer, team, person or agency that led FOLLOWED_UP each household, group or
  person that attended;
- PUBLICITY: each officer, team or agency that led INFORMED each agency that attended (B27, B31);
- sales: a seller SELLS_AT a market since the first sale there.

A link that was taken back (it ended before the activity began, or before it began itself) says
nothing; one that ended later ends what follows from it on the same day.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from graph_api.domain.errors import InvalidArgument
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

OF_SELLERS = frozenset({LinkType.SELLS_AT})
"""Link types that follow from the sales of their source."""

DERIVED_TYPES = KEYED_BY_ACTIVITY | OF_SELLERS
"""Link types that are derived (any of them may be declared as well)."""

Kinds = Mapping[str, frozenset[NodeKind]]


def origin_of(link: Link) -> str:
    """The id of the activity or the seller that a derived link follows from."""
    return link.key if link.type in KEYED_BY_ACTIVITY else link.source


def check_derived(origins: Collection[str], links: Iterable[Link]) -> None:
    """Accept links as the derived ones of some origins.

    Raises:
        InvalidArgument: one is not derived, or follows from none of them.
    """
    known = set(origins)
    for link in links:
        if not link.derived or link.type not in DERIVED_TYPES or origin_of(link) not in known:
            raise InvalidArgument(
                f"ความเชื่อมโยง {link.type.value} จาก {link.source} ไป {link.target} "
                "ไม่ได้คำนวณจากกิจกรรมหรือผู้ขายที่ระบุ: ใช้ write สำหรับข้อเท็จจริงที่มีผู้บันทึก"
            )


@dataclass(slots=True)
class _Company:
    """Who led an activity, who came, and where it was."""

    leaders: list[str] = field(default_factory=list)
    guests: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    ended: dict[str, date] = field(default_factory=dict)
    """When somebody's part in it ended, or the place was left."""


def from_activities(
    activities: Iterable[Activity], links: Iterable[Link], kinds: Kinds
) -> Iterator[Link]:
    """The links that follow from activities and their LED, ATTENDED and HELD_AT links.

    `kinds` tells the kinds of those who led or attended and of the places; an id that is not in
    it is passed over. Order: by activity as given, then by the two ids.
    """
    known = list(activities)
    companies = _companies(links, {activity.id: activity.started_on for activity in known})
    for activity in known:
        company = companies.get(activity.id, _Company())
        for link in _derive(activity, company, kinds):
            ended = [company.ended.get(end) for end in (link.source, link.target)]
            until = min(filter(None, ended), default=None)
            yield replace(link, until=until) if until else link


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
        if _taken_back(sale, sale.since):
            continue
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


def _companies(links: Iterable[Link], days: Mapping[str, date | None]) -> Mapping[str, _Company]:
    companies: dict[str, _Company] = defaultdict(_Company)
    for link in links:
        held_at = link.type is LinkType.HELD_AT
        activity, other = (link.source, link.target) if held_at else (link.target, link.source)
        if _taken_back(link, days.get(activity)):
            continue
        company = companies[activity]
        if link.until:
            company.ended[other] = link.until
        if held_at:
            company.places.append(other)
        elif link.type is LinkType.LED:
            company.leaders.append(other)
        elif link.type is LinkType.ATTENDED:
            company.guests.append(other)
    return companies


def _taken_back(link: Link, day: date | None) -> bool:
    # An end without any day of beginning can mean nothing else.
    begun = link.since or day
    return link.until is not None and (begun is None or link.until < begun)


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
