"""Do study visits come before new products or markets? Before and after are set side by side.

For each group that went (itself, or a member of it), the year after its first visit is compared
with the year before. Growing groups gain products and markets anyhow, so more of them after a
visit shows no effect of it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import Link, LinkType
from graph_api.domain.metrics import Direction
from graph_api.domain.nodes import Area, Node
from graph_api.ports import GraphReader
from graph_api.services.limits import check_range
from graph_api.services.lookup import required_area
from graph_api.services.population import all_of, by_source, links_at
from graph_api.services.shares import Comparison, Share

DAYS = 365


@dataclass(frozen=True, slots=True)
class Novelty:
    """What a group had for the first time: a product or a market, and the link that says so."""

    thing: str
    """Id of the product or market."""
    link: Link


@dataclass(frozen=True, slots=True)
class VisitOutcome:
    """The first dated visit of a group or its members, and what was new in the time after it."""

    group: Node
    visit: Link
    products: Sequence[Novelty]
    markets: Sequence[Novelty]


@dataclass(frozen=True, slots=True)
class StudyVisitOutcomes:
    """The groups that went, by id; `with_it` is the time after the visit, `without` that before.

    `never_went` counts groups of which nobody went on a dated visit; `undated` counts products and
    markets of the groups that went whose first day is not known.
    """

    area: Area
    days: int
    outcomes: Sequence[VisitOutcome]
    new_products: Comparison
    new_markets: Comparison
    never_went: int
    undated: int


async def study_visit_outcomes(
    store: GraphReader, area: str, *, days: int = DAYS
) -> StudyVisitOutcomes:
    """What was new within some days of the first study visit of each group of an area.

    Raises:
        InvalidArgument: `area` is no area code, or `days` is out of bounds.
        NodeNotFound: the graph holds no such area.
    """
    check_range("days", days, 1, 3_660)
    scope = await required_area(store, area)
    groups = await all_of(store, NodeKind.OCCUPATION_GROUP, area)
    visits = await _first_visits(store, [group.id for group in groups])
    made = by_source(
        await links_at(store, visits, {LinkType.MAKES, LinkType.SOLD_AT}, Direction.OUT)
    )
    went = [group for group in groups if group.id in visits]
    products = {group.id: _products(made.get(group.id, ())) for group in went}
    markets = {group.id: _markets(made.get(group.id, ())) for group in went}
    outcomes = [
        VisitOutcome(
            group,
            visits[group.id],
            _within(products[group.id], visits[group.id].since, 0, days),
            _within(markets[group.id], visits[group.id].since, 0, days),
        )
        for group in sorted(went, key=lambda each: each.id)
    ]
    return StudyVisitOutcomes(
        area=scope,
        days=days,
        outcomes=outcomes,
        new_products=_compared(products, visits, days),
        new_markets=_compared(markets, visits, days),
        never_went=len(groups) - len(went),
        undated=sum(
            novelty.link.since is None
            for found in (products, markets)
            for of_one in found.values()
            for novelty in of_one
        ),
    )


async def _first_visits(store: GraphReader, groups: Sequence[str]) -> Mapping[str, Link]:
    """The first dated visit of each group or of one of its members."""
    members = await links_at(store, groups, {LinkType.MEMBER_OF}, Direction.IN)
    belongs = [(group, group) for group in groups] + [(k.source, k.target) for k in members]
    visited = by_source(
        await links_at(store, {each for each, _ in belongs}, {LinkType.VISITED}, Direction.OUT)
    )
    first: dict[str, Link] = {}
    for visitor, group in belongs:
        for visit in visited.get(visitor, ()):
            if visit.since:
                first[group] = min(first.get(group, visit), visit, key=_day)
    return first


def _day(link: Link) -> tuple[date, str, str]:
    return (link.since or date.max, link.source, link.target)


def _products(links: Iterable[Link]) -> list[Novelty]:
    """Each product since it was made, or since it was first sold where that is not stated."""
    stated, sold = dict[str, Link](), dict[str, Link]()
    for link in links:
        if link.type is LinkType.MAKES:
            stated[link.target] = link
        elif product := str(link.properties.get("product", "")):
            sold[product] = min(sold.get(product, link), link, key=_day)
    found = {**sold, **{p: k for p, k in stated.items() if k.since or p not in sold}}
    return [Novelty(product, found[product]) for product in sorted(found)]


def _markets(links: Iterable[Link]) -> list[Novelty]:
    first: dict[str, Link] = {}
    for link in links:
        if link.type is LinkType.SOLD_AT:
            first[link.target] = min(first.get(link.target, link), link, key=_day)
    return [Novelty(market, first[market]) for market in sorted(first)]


def _within(found: Iterable[Novelty], visit: date | None, least: int, most: int) -> list[Novelty]:
    """What was new more than `least` and up to `most` days after the visit."""
    if visit is None:
        return []
    low, high = visit + timedelta(days=least), visit + timedelta(days=most)
    return [each for each in found if each.link.since and low < each.link.since <= high]


def _compared(
    found: Mapping[str, Sequence[Novelty]], visits: Mapping[str, Link], days: int
) -> Comparison:
    after = [bool(_within(each, visits[group].since, 0, days)) for group, each in found.items()]
    before = [bool(_within(each, visits[group].since, -days, 0)) for group, each in found.items()]
    return Comparison(Share(sum(after), len(after)), Share(sum(before), len(before)))
