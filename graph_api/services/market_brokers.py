"""Which agencies brought groups to sell outside for the first time.

A fair is a fact of three: an agency arranged it, a group came, it was held somewhere. An agency
is credited with a group where the agency arranged an event outside the group's community, the
group was there, and had sold nothing outside before that day but did on it or later. This says
what came first and not what caused it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from graph_api.domain.areas import AreaLevel
from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import Link, LinkType
from graph_api.domain.metrics import Direction
from graph_api.domain.nodes import Activity, Area, Market, Node
from graph_api.ports import GraphReader
from graph_api.services.lookup import required_area
from graph_api.services.market_figures import Side, side
from graph_api.services.population import all_of, by_source, links_at, nodes_by_id


@dataclass(frozen=True, slots=True)
class NewlyOutside:
    """A group that sold outside first at or after an event; `sale` is the first such sale."""

    group: Node
    event: Activity
    sale: Link


@dataclass(frozen=True, slots=True)
class MarketBroker:
    """An agency, the events it arranged that groups of the area came to, and who began there.

    `arranged` are its ARRANGED links, each with its source; `already` counts groups that came to
    its events and had sold outside before.
    """

    agency: Node
    arranged: Sequence[Link]
    newly: Sequence[NewlyOutside]
    already: int


@dataclass(frozen=True, slots=True)
class MarketBrokers:
    """The agencies that arranged places for the groups of an area, most new groups first.

    `undated` counts groups with a sale outside that has no day: they cannot be judged.
    """

    area: Area
    level: AreaLevel
    agencies: Sequence[MarketBroker]
    undated: int


@dataclass(frozen=True, slots=True)
class _Company:
    """The groups of an area at the events they came to."""

    groups: Mapping[str, Node]
    nodes: Mapping[str, Node]
    guests: Mapping[str, set[str]]
    """Groups by event."""
    places: Mapping[str, Sequence[Link]]
    """HELD_AT links by event."""
    first: Mapping[str, Link]
    """The first sale outside of each group."""


async def market_brokers(
    store: GraphReader, area: str, *, level: AreaLevel = AreaLevel.SUBDISTRICT
) -> MarketBrokers:
    """The agencies behind first sales outside; outside is beyond the group's area of `level`.

    Raises:
        InvalidArgument: `area` is no area code.
        NodeNotFound: the graph holds no such area.
    """
    scope = await required_area(store, area)
    groups = {each.id: each for each in await all_of(store, NodeKind.OCCUPATION_GROUP, area)}
    links = await links_at(store, groups, {LinkType.SOLD_AT, LinkType.ATTENDED}, Direction.OUT)
    guests = _guests(links)
    held = await links_at(store, guests, {LinkType.HELD_AT}, Direction.OUT)
    arranged = await links_at(store, guests, {LinkType.ARRANGED}, Direction.IN)
    ends = {end for link in (*links, *held, *arranged) for end in (link.source, link.target)}
    nodes = await nodes_by_id(store, ends | guests.keys())
    outside = [k for k in links if _is_outside(k, groups, nodes, level)]
    undated = {k.source for k in outside if k.since is None}
    dated = by_source(k for k in outside if k.source not in undated)
    first = {group: min(sales, key=_day_then_key) for group, sales in dated.items()}
    company = _Company(groups, nodes, guests, by_source(held), first)
    agencies = [
        _broker(nodes[agency], of_one, company, level)
        for agency, of_one in by_source(arranged).items()
        if agency in nodes
    ]
    agencies.sort(key=lambda each: (-len(each.newly), -len(each.arranged), each.agency.id))
    return MarketBrokers(scope, level, agencies, len(undated))


def _guests(links: Iterable[Link]) -> Mapping[str, set[str]]:
    """Who came to each event: stated as present, or sold at it."""
    guests: dict[str, set[str]] = defaultdict(set)
    for link in links:
        if link.type is LinkType.ATTENDED:
            guests[link.target].add(link.source)
        elif event := link.properties.get("activity"):
            guests[str(event)].add(link.source)
    return guests


def _is_outside(
    sale: Link, groups: Mapping[str, Node], nodes: Mapping[str, Node], level: AreaLevel
) -> bool:
    if sale.type is not LinkType.SOLD_AT:
        return False
    market = nodes.get(sale.target)
    return isinstance(market, Market) and side(groups[sale.source], market, level) is Side.OUTSIDE


def _day_then_key(sale: Link) -> tuple[date, str]:
    return (sale.since or date.max, sale.key)


def _broker(
    agency: Node, arranged: Sequence[Link], company: _Company, level: AreaLevel
) -> MarketBroker:
    judged = list(_judged({link.target for link in arranged}, company, level))
    newly: dict[str, NewlyOutside] = {}
    already = set[str]()
    for group, event, sale in judged:
        if sale.since and event.started_on and sale.since >= event.started_on:
            newly.setdefault(group.id, NewlyOutside(group, event, sale))
        else:
            already.add(group.id)
    return MarketBroker(
        agency,
        sorted(arranged, key=lambda link: link.target),
        [newly[group] for group in sorted(newly)],
        len(already - newly.keys()),
    )


def _judged(
    events: Collection[str], company: _Company, level: AreaLevel
) -> Iterator[tuple[Node, Activity, Link]]:
    """Each group at each event outside its community, earliest first, with its first sale."""
    known = [n for e in events if isinstance(n := company.nodes.get(e), Activity)]
    for event in sorted(known, key=lambda each: (each.started_on or date.max, each.id)):
        if event.started_on is None:
            continue
        for group in sorted(company.guests[event.id] & company.first.keys()):
            if _held_outside(event, company.groups[group], company, level):
                yield company.groups[group], event, company.first[group]


def _held_outside(event: Activity, group: Node, company: _Company, level: AreaLevel) -> bool:
    markets = (company.nodes.get(link.target) for link in company.places.get(event.id, ()))
    return any(
        isinstance(market, Market) and side(group, market, level) is Side.OUTSIDE
        for market in markets
    )
