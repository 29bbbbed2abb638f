"""Who went on study visits from where to where, and which border was crossed (A18)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from graph_api.domain.areas import AreaLevel
from graph_api.domain.links import Link, LinkType
from graph_api.domain.metrics import Direction
from graph_api.domain.nodes import Household, Node, OccupationGroup, Person
from graph_api.ports import GraphReader
from graph_api.services.gathering import every, links
from graph_api.services.lookup import required_area
from graph_api.services.population import nodes_by_id


@dataclass(frozen=True, slots=True)
class VisitFlow:
    """Those of one village who were at one place on one visit; `links` are their visits.

    `crosses` is the widest border between home and place, nothing where there is none (or the
    place is known only as an area around home).
    """

    home: str
    place: Node
    activity: str
    day: date | None
    crosses: AreaLevel | None
    links: tuple[Link, ...]


async def study_visit_flows(store: GraphReader, area: str) -> Sequence[VisitFlow]:
    """The study visits of those who live in an area, by day, activity and home.

    Raises:
        NodeNotFound: the graph holds no such area.
        InvalidArgument: `area` is no area code.
    """
    await required_area(store, area)
    visitors: dict[str, Node] = {}
    for cls in (Person, Household, OccupationGroup):
        visitors.update({node.id: node for node in await every(store, cls, area)})
    found = await links(store, list(visitors), {LinkType.VISITED}, Direction.OUT)
    places = await nodes_by_id(store, {link.target for link in found})
    flows: dict[tuple[str, str, str], list[Link]] = defaultdict(list)
    for link in found:
        flows[link.key, visitors[link.source].area or "", link.target].append(link)
    answers = [
        VisitFlow(
            home,
            places[place],
            activity,
            held[0].since,
            crossed(home, places[place].area or ""),
            tuple(held),
        )
        for (activity, home, place), held in flows.items()
    ]
    return sorted(answers, key=lambda x: (x.day or date.min, x.activity, x.home, x.place.id))


def crossed(home: str, place: str) -> AreaLevel | None:
    """The widest border between two areas, as far as both are known.

    >>> crossed("33209901", "340101"), crossed("33209901", "33209902"), crossed("33209901", "3320")
    (<AreaLevel.PROVINCE: 'PROVINCE'>, <AreaLevel.VILLAGE: 'VILLAGE'>, None)
    """
    known = min(len(home), len(place))
    for level in AreaLevel:
        if level.digits <= known and home[: level.digits] != place[: level.digits]:
            return level
    return None
