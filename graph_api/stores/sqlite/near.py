"""What is near: candidates from a box of the R*Tree, distances by the one shared function."""

import sqlite3
from collections.abc import Collection, Mapping
from math import inf, sqrt

from graph_api.domain.kinds import NodeKind
from graph_api.domain.places import Box, Point, box_around, distance_m
from graph_api.ports import NodeAtDistance
from graph_api.stores.sqlite.reading import nodes_by_pk
from graph_api.stores.sqlite.rows import json_list

Hit = tuple[float, str, int]
"""Metres, id and row number of a node, so that hits sort as they are listed."""

_IN_BOX = """
    SELECT n.pk, n.id, n.lat, n.lon FROM spot AS p
    CROSS JOIN node AS n ON n.pk = p.node
    CROSS JOIN kind AS k ON k.node = n.pk AND k.kind = :kind
    WHERE p.north >= :south AND p.south <= :north AND p.east >= :west AND p.west <= :east
"""
_PRACTISES = """
    AND EXISTS (
        SELECT 1 FROM link AS l CROSS JOIN node AS o ON o.pk = l.target
        WHERE l.source = n.pk AND l.type = 'PRACTISES'
            AND o.id IN (SELECT value FROM json_each(:occupations)))
"""
NEAR: Mapping[bool, str] = {False: _IN_BOX, True: _IN_BOX + _PRACTISES}
"""The query without and with a choice of occupations."""

_FIRST_M = 10_000.0
_WIDEN_LEAST, _WIDEN_MOST = 1.5, 4.0
_FAR_M = 300_000.0
_WORLD = Box(south=-90, west=-180, north=90, east=180)


def nearby(
    connection: sqlite3.Connection,
    kind: NodeKind,
    origin: Point,
    radius_m: float,
    occupations: Collection[str] | None,
) -> list[NodeAtDistance]:
    """See `GraphReader.nearby`."""
    hits = _hits(connection, kind, origin, radius_m, occupations)
    return _at_distance(connection, hits)


def nearest(
    connection: sqlite3.Connection,
    kind: NodeKind,
    origin: Point,
    occupations: Collection[str] | None,
    limit: int,
) -> list[NodeAtDistance]:
    """See `GraphReader.nearest`: the circle widens until it holds enough."""
    radius_m = _FIRST_M
    while True:
        hits = _hits(connection, kind, origin, radius_m, occupations)
        if len(hits) >= limit or radius_m == inf:
            return _at_distance(connection, hits[:limit])
        radius_m *= _widening(len(hits), limit)
        if radius_m > _FAR_M:
            radius_m = inf


def _widening(found: int, wanted: int) -> float:
    """How much wider a circle likely holds enough, with half as many again to spare."""
    wider = sqrt(1.5 * wanted / found) if found else _WIDEN_MOST
    return min(max(wider, _WIDEN_LEAST), _WIDEN_MOST)


def _hits(
    connection: sqlite3.Connection,
    kind: NodeKind,
    origin: Point,
    radius_m: float,
    occupations: Collection[str] | None,
) -> list[Hit]:
    box = box_around(origin, radius_m) if radius_m < inf else _WORLD
    parameters = {
        "kind": kind.value,
        "south": box.south,
        "north": box.north,
        "west": box.west,
        "east": box.east,
        "occupations": json_list(sorted(occupations or ())),
    }
    rows = connection.execute(NEAR[occupations is not None], parameters)
    measured = (
        (distance_m(origin, Point(lat, lon)), node_id, pk) for pk, node_id, lat, lon in rows
    )
    return sorted(hit for hit in measured if hit[0] <= radius_m)


def _at_distance(connection: sqlite3.Connection, hits: list[Hit]) -> list[NodeAtDistance]:
    nodes = nodes_by_pk(connection, [pk for *_, pk in hits])
    return [NodeAtDistance(node, metres) for (metres, *_), node in zip(hits, nodes, strict=True)]
