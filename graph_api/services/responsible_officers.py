"""Which officer is responsible for a village or subdistrict, and from which office (A25, B18)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from graph_api.domain.areas import ancestors, area_id
from graph_api.domain.links import Link, LinkType
from graph_api.domain.metrics import Direction
from graph_api.domain.nodes import Agency, Area, Officer
from graph_api.ports import GraphReader
from graph_api.services.gathering import standing
from graph_api.services.lookup import required_area
from graph_api.services.population import by_source


@dataclass(frozen=True, slots=True)
class Responsible:
    """An officer, the area of the responsibility, the offices, and the link that says so."""

    officer: Officer
    area: Area
    offices: tuple[Agency, ...]
    link: Link


async def responsible_officers(
    store: GraphReader, area: str, on: date | None = None
) -> Sequence[Responsible]:
    """Who is responsible for an area or for one that holds it, the narrowest first.

    Within one area the latest to begin comes first, then by id. `on` is the day asked about;
    without one, whoever ever was.

    Raises:
        NodeNotFound: the graph holds no such area.
        InvalidArgument: `area` is no area code.
    """
    await required_area(store, area)
    ids = [area_id(code) for code in (area, *ancestors(area))]
    found = standing(await store.links_of(ids, {LinkType.RESPONSIBLE_FOR}, Direction.IN), on)
    officers = {link.source for link in found}
    works = standing(await store.links_of(officers, {LinkType.WORKS_AT}, Direction.OUT), on)
    offices = by_source(works)
    nodes = await store.nodes({*officers, *ids, *(link.target for link in works)})
    answers = []
    for link in sorted(found, key=_narrowest_first):
        officer, place = nodes[link.source], nodes[link.target]
        agencies = [nodes[each.target] for each in offices.get(link.source, ())]
        if isinstance(officer, Officer) and isinstance(place, Area):
            held = tuple(each for each in agencies if isinstance(each, Agency))
            answers.append(Responsible(officer, place, held, link))
    return answers


def _narrowest_first(link: Link) -> tuple[int, int, str]:
    begun = link.since.toordinal() if link.since else 0
    return (-len(link.target), -begun, link.source)
