"""Which sages are near, on the ground and through the network, and why in this order."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from graph_api.domain.areas import AreaLevel, ancestors, area_level, is_area_code
from graph_api.domain.errors import InvalidArgument
from graph_api.domain.kinds import ACTORS, NodeKind
from graph_api.domain.links import TIES, Link, LinkType
from graph_api.domain.metrics import Direction
from graph_api.domain.nodes import CriterionState, Node, Person
from graph_api.domain.places import Point, Precision
from graph_api.ports import GraphReader, NodeAtDistance
from graph_api.services.limits import PATH_STEPS_MAX, RADIUS_KM_MAX, check_range
from graph_api.services.lookup import areas_of, required_area, required_node
from graph_api.services.occupations import matching_occupations

_ORIGIN_BUDGET = 2_000
_OFTEN = 5
_BEYOND_AT_FIRST = 16
_PRECISION = {
    AreaLevel.VILLAGE: Precision.VILLAGE,
    AreaLevel.SUBDISTRICT: Precision.SUBDISTRICT,
    AreaLevel.DISTRICT: Precision.DISTRICT,
    AreaLevel.PROVINCE: Precision.PROVINCE,
}


class SageOrder(Enum):
    """What comes first in the list."""

    RANK = "RANK"
    DISTANCE = "DISTANCE"
    STEPS = "STEPS"


class RankPart(Enum):
    """What the rank is made of; each part is between 0 and 1."""

    NEARNESS = "NEARNESS"
    ACQUAINTANCE = "ACQUAINTANCE"
    EXPERIENCE = "EXPERIENCE"
    CRITERIA = "CRITERIA"


WEIGHTS: Mapping[RankPart, float] = {
    RankPart.NEARNESS: 0.4,
    RankPart.ACQUAINTANCE: 0.3,
    RankPart.EXPERIENCE: 0.2,
    RankPart.CRITERIA: 0.1,
}
"""An officer needs someone who can be got to, whom somebody here knows, who has taught before,
and who meets the programme's criteria: in this order. The parts are shown, so that anyone who
weighs them otherwise can order the list anew."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the question is asked from: a point, how precise it is, and whom it stands for.

    `actors` are those a way through the network may start at; `node` is the one who asks, where
    it is one node and not the people of an area.
    """

    point: Point
    precision: Precision
    actors: frozenset[str] = frozenset()
    node: str | None = None


@dataclass(frozen=True, slots=True)
class Teaching:
    """What a sage has taught: activities and learners, each counted once, and the last day."""

    times: int
    learners: int
    last: date | None


@dataclass(frozen=True, slots=True)
class NearbySage:
    """A sage with the distance, the way through the network, and the parts of the rank.

    `steps` is missing where no way through the network was found (or the question was asked from
    a bare point, where there is nobody to start from); `via` are the nodes on the way, from the
    asker's side on, neither the asker nor the sage among them.
    """

    sage: Person
    metres: float
    steps: int | None
    via: Sequence[Node]
    occupations: Sequence[Node]
    taught: Teaching
    parts: Mapping[RankPart, float]

    @property
    def rank(self) -> float:
        """The weighted sum of the parts, 0 to 1."""
        return sum(WEIGHTS[part] * value for part, value in self.parts.items())


@dataclass(frozen=True, slots=True)
class NearbySages:
    """The answer: the sages in the radius, and the nearest one beyond it."""

    origin: Origin
    radius_km: float
    occupations: Sequence[Node]
    sages: Sequence[NearbySage]
    nearest_outside: NodeAtDistance | None


async def nearby_sages(
    store: GraphReader,
    origin: Origin,
    *,
    radius_km: float = 20.0,
    occupation: str | None = None,
    teaches_on: date | None = None,
    max_steps: int = 6,
    order: SageOrder = SageOrder.RANK,
) -> NearbySages:
    """The sages within a radius, ordered as asked; ties by distance, then id.

    `occupation` is a name (or id) of what is taught; `teaches_on` keeps only those who hold the
    role of sage on that day; `max_steps` bounds the search through the network.

    Raises:
        InvalidArgument: the radius or `max_steps` is out of bounds.
        NodeNotFound: no occupation is named like this.
    """
    check_range("radiusKm", radius_km, 0.1, RADIUS_KM_MAX)
    check_range("maxSteps", max_steps, 1, PATH_STEPS_MAX)
    taught = await matching_occupations(store, occupation) if occupation else ()
    wanted = [node.id for node in taught] if occupation else None
    radius_m = radius_km * 1000
    hits = await store.nearby(NodeKind.SAGE, origin.point, radius_m, wanted)
    kept = [hit for hit in hits if _holds_role(hit.node, teaches_on)]
    sages = await _describe(store, origin, kept, radius_m, max_steps)
    return NearbySages(
        origin=origin,
        radius_km=radius_km,
        occupations=taught,
        sages=sorted(sages, key=lambda sage: order_key(sage, order)),
        nearest_outside=await _first_beyond(store, origin.point, radius_m, wanted, teaches_on),
    )


async def origin_of_area(store: GraphReader, code: str) -> Origin:
    """Ask from a village (or wider area): its point, or that of the nearest area around it.

    Raises:
        InvalidArgument: the text is no area code, or no area around it has a point.
        NodeNotFound: the graph holds no such area.
    """
    area = await required_area(store, code)
    point, precision = await _point_of(store, area)
    inside = await store.within(code, ACTORS, (), _ORIGIN_BUDGET)
    return Origin(point, precision, frozenset(node.id for node in inside.nodes))


async def origin_of_node(store: GraphReader, node_id: str) -> Origin:
    """Ask from a node: a household, a group, an officer.

    Raises:
        NodeNotFound: no node has this id.
        InvalidArgument: neither the node nor an area around it has a point.
    """
    node = await required_node(store, node_id)
    point, precision = await _point_of(store, node)
    return Origin(point, precision, frozenset({node_id}), node_id)


def origin_of_point(lat: float, lon: float) -> Origin:
    """Ask from a point on the map; nobody of the network stands there.

    Raises:
        InvalidArgument: the point is not in or near Thailand.
    """
    check_range("lat", lat, 5.0, 21.0)
    check_range("lon", lon, 97.0, 106.0)
    return Origin(Point(lat, lon), Precision.HOUSE)


async def _point_of(store: GraphReader, node: Node) -> tuple[Point, Precision]:
    """The node's own point, or the point of the smallest area around it that has one."""
    if node.point:
        return node.point, node.precision or Precision.VILLAGE
    code = node.area or ""
    around = (code, *ancestors(code)) if is_area_code(code) else ()
    areas = await areas_of(store, around)
    for each in around:
        if each in areas and (point := areas[each].point):
            return point, _PRECISION[area_level(each)]
    msg = (
        f"{node.name} ({node.id}) ยังไม่มีพิกัด และพื้นที่รอบ ๆ ก็ไม่มี: "
        "เพิ่มละติจูดและลองจิจูดในตารางพื้นที่ หรือถามด้วยพิกัด (point)"
    )
    raise InvalidArgument(msg)


async def _first_beyond(
    store: GraphReader,
    origin: Point,
    radius_m: float,
    occupations: Collection[str] | None,
    teaches_on: date | None,
) -> NodeAtDistance | None:
    limit = _BEYOND_AT_FIRST
    while True:
        hits = await store.nearest(NodeKind.SAGE, origin, occupations, limit)
        for hit in hits:
            if hit.metres > radius_m and _holds_role(hit.node, teaches_on):
                return hit
        if len(hits) < limit:
            return None
        limit *= 4


def _holds_role(node: Node, day: date | None) -> bool:
    held = node.role(NodeKind.SAGE) if isinstance(node, Person) else None
    if held is None:
        return False
    if day is None:
        return True
    return (held.since is None or held.since <= day) and (held.until is None or day <= held.until)


async def _describe(
    store: GraphReader,
    origin: Origin,
    hits: Sequence[NodeAtDistance],
    radius_m: float,
    max_steps: int,
) -> list[NearbySage]:
    ids = [hit.node.id for hit in hits]
    types = (LinkType.TAUGHT, LinkType.PRACTISES)
    links = await store.links_of(ids, types, Direction.OUT)
    ways = await store.paths(origin.actors, ids, TIES, max_steps) if origin.actors else {}
    practised = {link.target for link in links if link.type is LinkType.PRACTISES}
    nodes = await store.nodes(practised.union(*ways.values()))

    def describe(sage: Person, metres: float) -> NearbySage:
        own = [link for link in links if link.source == sage.id]
        taught = teaching(own)
        way = ways.get(sage.id, ())
        steps = len(way) - 1 if way else None
        return NearbySage(
            sage=sage,
            metres=metres,
            steps=steps,
            via=[nodes[step] for step in way[:-1] if step != origin.node],
            occupations=[nodes[link.target] for link in own if link.target in practised],
            taught=taught,
            parts=_rank_parts(sage, metres / radius_m, steps, taught),
        )

    return [describe(hit.node, hit.metres) for hit in hits if isinstance(hit.node, Person)]


def _rank_parts(
    sage: Person, share_of_radius: float, steps: int | None, taught: Teaching
) -> Mapping[RankPart, float]:
    return {
        RankPart.NEARNESS: 1 - share_of_radius,
        RankPart.ACQUAINTANCE: 0.0 if steps is None else 1 / (1 + steps),
        RankPart.EXPERIENCE: min(1.0, taught.times / _OFTEN),
        RankPart.CRITERIA: _criteria_met(sage) / 3,
    }


def teaching(links: Collection[Link]) -> Teaching:
    """What the TAUGHT links among these add up to."""
    taught = [link for link in links if link.type is LinkType.TAUGHT]
    days = [link.since for link in taught if link.since]
    return Teaching(
        times=len({link.key for link in taught}),
        learners=len({link.target for link in taught}),
        last=max(days, default=None),
    )


def _criteria_met(sage: Person) -> int:
    states = (sage.livelihood_criterion, sage.teaching_criterion, sage.volunteer_criterion)
    return states.count(CriterionState.PROVEN)


def order_key(sage: NearbySage, order: SageOrder) -> tuple[float, float, str]:
    """Where a sage stands in the list: ascending, total."""
    steps = float("inf") if sage.steps is None else float(sage.steps)
    first = {SageOrder.RANK: -sage.rank, SageOrder.DISTANCE: sage.metres, SageOrder.STEPS: steps}
    return (first[order], sage.metres, sage.sage.id)
