"""Which households became learning centres, how long after they first learnt, and from whom.

A41: a team of sages and the households become an example, and a centre where others learn.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import Link, LinkType
from graph_api.domain.metrics import Direction
from graph_api.domain.nodes import Area, LearningCentre, Node
from graph_api.ports import GraphReader
from graph_api.services.lookup import required_area
from graph_api.services.population import all_of, by_target, first_day, links_at, nodes_by_id
from graph_api.services.shares import Share

_LONGEST_LINE = 6
"""Steps. From a national trainer to a household there are three or four."""


@dataclass(frozen=True, slots=True)
class CentreOrigin:
    """A household that became a centre.

    `months` are whole months from the first teaching it received to the opening; missing where
    either is not dated. `line` leads from the nearest sage to the household by teaching up to the
    opening; it is empty where no sage is found. `evidence` are the teaching links of the line.
    """

    household: Node
    centre: Node
    opened_on: date | None
    first_taught: date | None
    months: int | None
    line: Sequence[Node]
    evidence: Sequence[Link]


@dataclass(frozen=True, slots=True)
class CentreOrigins:
    """The households of an area that became centres, earliest first, and their share of all."""

    area: Area
    origins: Sequence[CentreOrigin]
    became: Share


async def centre_origins(store: GraphReader, area: str) -> CentreOrigins:
    """The households of an area that became learning centres.

    Raises:
        InvalidArgument: `area` is no area code.
        NodeNotFound: the graph holds no such area.
    """
    scope = await required_area(store, area)
    households = {each.id: each for each in await all_of(store, NodeKind.HOUSEHOLD, area)}
    hosting = await links_at(store, households, {LinkType.HOSTS}, Direction.OUT)
    lines = await _teaching_before(store, {link.source for link in hosting})
    ends = {end for links in lines.values() for k in links for end in (k.source, k.target)}
    nodes = await nodes_by_id(store, ends | {link.target for link in hosting})
    origins = [
        _origin(households[link.source], nodes[link.target], link, lines, nodes)
        for link in hosting
        if link.target in nodes
    ]
    origins.sort(key=lambda each: (each.opened_on or date.max, each.household.id))
    became = {origin.household.id for origin in origins}
    return CentreOrigins(scope, origins, Share(len(became), len(households)))


async def _teaching_before(
    store: GraphReader, households: set[str]
) -> Mapping[str, Sequence[Link]]:
    """The teaching that each household, its teachers, and theirs received."""
    known: dict[str, Sequence[Link]] = {}
    frontier = set(households)
    for _ in range(_LONGEST_LINE):
        if not frontier:
            break
        taught = by_target(await links_at(store, frontier, {LinkType.TAUGHT}, Direction.IN))
        known |= {learner: taught.get(learner, ()) for learner in frontier}
        frontier = {k.source for links in taught.values() for k in links} - known.keys()
    return known


def _origin(
    household: Node,
    centre: Node,
    hosts: Link,
    lines: Mapping[str, Sequence[Link]],
    nodes: Mapping[str, Node],
) -> CentreOrigin:
    opened = hosts.since or (centre.opened_on if isinstance(centre, LearningCentre) else None)
    learnt = first_day(lines[household.id])
    evidence = _line(household.id, opened, lines, nodes)
    return CentreOrigin(
        household,
        centre,
        opened,
        learnt,
        _months(learnt, opened) if learnt and opened and learnt <= opened else None,
        [nodes[link.source] for link in evidence] + ([household] if evidence else []),
        evidence,
    )


def _line(
    household: str,
    opened: date | None,
    lines: Mapping[str, Sequence[Link]],
    nodes: Mapping[str, Node],
) -> list[Link]:
    """The shortest way back to a sage; of equal ones that of the earliest teaching."""
    seen, frontier = {household}, [(household, list[Link]())]
    while frontier:
        further: list[tuple[str, list[Link]]] = []
        for learner, way in frontier:
            for link in sorted(lines.get(learner, ()), key=_day):
                if link.source in seen or (opened and link.since and link.since > opened):
                    continue
                seen.add(link.source)
                found = [link, *way]
                if link.source in nodes and NodeKind.SAGE in nodes[link.source].kinds:
                    return found
                further.append((link.source, found))
        frontier = further
    return []


def _day(link: Link) -> tuple[date, str]:
    return (link.since or date.max, link.source)


def _months(start: date, end: date) -> int:
    """Whole months between two days.

    >>> _months(date(2017, 1, 31), date(2017, 3, 30)), _months(date(2017, 1, 1), date(2018, 1, 1))
    (1, 12)
    """
    months = 12 * (end.year - start.year) + end.month - start.month
    return months - (end.day < start.day)
