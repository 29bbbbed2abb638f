"""What is near: candidates from the point index, distances by the one shared function.

Neo4j's own `point.distance` uses another radius of the earth, and so would answer otherwise.
"""

from collections.abc import Collection
from math import inf
from typing import Any

from neo4j import AsyncManagedTransaction
from neo4j.spatial import WGS84Point

from graph_api.domain.kinds import NodeKind
from graph_api.domain.places import Box, Point, box_around, distance_m
from graph_api.ports import NodeAtDistance
from graph_api.stores.neo4j.connection import Query, ask
from graph_api.stores.neo4j.rows import label, texts, to_node

_FIRST_M = 10_000.0
_WIDEN = 3
_COUNTRY_M = 2_000_000.0
_WORLD = Box(south=-90, west=-180, north=90, east=180)

Hit = tuple[float, str, dict[str, Any]]


def in_circle_query(
    kind: NodeKind, origin: Point, radius_m: float, occupations: Collection[str] | None
) -> Query:
    """The nodes of a kind in the box around a circle; those of the whole world without end."""
    condition, values = _place(origin, radius_m)
    if occupations is not None:
        condition += " AND EXISTS { (n)-[:PRACTISES]->(o:Node) WHERE o.id IN $occupations }"
        values["occupations"] = texts(occupations)
    text = f"MATCH (n:{label(kind)}) WHERE {condition} RETURN collect(properties(n))"
    return Query(text, values)


def _place(origin: Point, radius_m: float) -> tuple[str, dict[str, Any]]:
    box = box_around(origin, radius_m) if radius_m <= _COUNTRY_M else _WORLD
    if box.south < -90 or box.north > 90 or box.west < -180 or box.east > 180:
        # A circle over a pole or the date line is no box; what is too far the distance leaves out.
        box = _WORLD
    corners = {
        "southwest": WGS84Point((box.west, box.south)),
        "northeast": WGS84Point((box.east, box.north)),
    }
    return "point.withinBBox(n.point, $southwest, $northeast)", corners


async def nearby(
    tx: AsyncManagedTransaction,
    kind: NodeKind,
    origin: Point,
    radius_m: float,
    occupations: Collection[str] | None,
) -> list[NodeAtDistance]:
    """See `GraphReader.nearby`."""
    return _at_distance(await _hits(tx, kind, origin, radius_m, occupations))


async def nearest(
    tx: AsyncManagedTransaction,
    kind: NodeKind,
    origin: Point,
    occupations: Collection[str] | None,
    limit: int,
) -> list[NodeAtDistance]:
    """See `GraphReader.nearest`: the circle widens until it holds enough."""
    radius_m = _FIRST_M
    while True:
        hits = await _hits(tx, kind, origin, radius_m, occupations)
        if len(hits) >= limit or radius_m == inf:
            return _at_distance(hits[:limit])
        radius_m = radius_m * _WIDEN if radius_m < _COUNTRY_M else inf


async def _hits(
    tx: AsyncManagedTransaction,
    kind: NodeKind,
    origin: Point,
    radius_m: float,
    occupations: Collection[str] | None,
) -> list[Hit]:
    [found] = await ask(tx, in_circle_query(kind, origin, radius_m, occupations))
    measured = ((distance_m(origin, _point(stored)), stored["id"], stored) for stored in found)
    return sorted((hit for hit in measured if hit[0] <= radius_m), key=lambda hit: hit[:2])


def _point(stored: dict[str, Any]) -> Point:
    return Point(lat=stored["point"].latitude, lon=stored["point"].longitude)


def _at_distance(hits: list[Hit]) -> list[NodeAtDistance]:
    return [NodeAtDistance(to_node(stored), metres) for metres, _, stored in hits]
