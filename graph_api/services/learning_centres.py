"""Which learning centres near here show a craft and are open to visitors (A18, A41, B13)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import LinkType
from graph_api.domain.metrics import Direction
from graph_api.domain.nodes import LearningCentre, Node
from graph_api.ports import GraphReader
from graph_api.services.gathering import standing
from graph_api.services.limits import RADIUS_KM_MAX, check_range
from graph_api.services.nearby_sages import Origin
from graph_api.services.occupations import matching_occupations
from graph_api.services.population import by_target


@dataclass(frozen=True, slots=True)
class NearbyCentre:
    """A centre, how far it is in metres, and whose it is."""

    centre: LearningCentre
    metres: float
    hosts: tuple[Node, ...]


async def nearby_centres(
    store: GraphReader,
    origin: Origin,
    *,
    radius_km: float = 30.0,
    occupation: str | None = None,
    on: date | None = None,
) -> Sequence[NearbyCentre]:
    """The centres within a radius that show an occupation and had opened by a day, nearest first.

    A centre whose place on the map is not known cannot be found this way.

    Raises:
        InvalidArgument: the radius is out of bounds.
        NodeNotFound: no occupation is named like this.
    """
    check_range("radiusKm", radius_km, 0.1, RADIUS_KM_MAX)
    topic = await matching_occupations(store, occupation) if occupation else ()
    wanted = [node.id for node in topic] if occupation else None
    hits = await store.nearby(NodeKind.LEARNING_CENTRE, origin.point, radius_km * 1000, wanted)
    open_ones = [
        (hit.node, hit.metres)
        for hit in hits
        if isinstance(hit.node, LearningCentre)
        and (on is None or hit.node.opened_on is None or hit.node.opened_on <= on)
    ]
    ids = [centre.id for centre, _ in open_ones]
    links = standing(await store.links_of(ids, {LinkType.HOSTS}, Direction.IN), on) if ids else []
    hosted = by_target(links)
    people = await store.nodes({link.source for link in links})
    return [
        NearbyCentre(centre, metres, tuple(people[x.source] for x in hosted.get(centre.id, ())))
        for centre, metres in open_ones
    ]
