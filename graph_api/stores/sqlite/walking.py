"""Walks: what lies around, what lies within, and the shortest ways.

A walk goes breadth first, one statement a step: the frontier is a list of row numbers in
`json_each(?)`, and CROSS JOIN keeps the planner from beginning anywhere else.
"""

import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence

from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import LinkType
from graph_api.ports import Neighbourhood, Subgraph
from graph_api.stores.sqlite.reading import nodes_by_pk, type_list
from graph_api.stores.sqlite.rows import LINK_COLUMNS, json_list, to_link

PKS = "SELECT n.id, n.pk FROM json_each(?) AS w CROSS JOIN node AS n ON n.id = w.value"
# Both ways over the two indexes of the link table; `passable` marks what a walk may go on from.
STEP = """
    SELECT f.value, l.target FROM json_each(:frontier) AS f
    CROSS JOIN link AS l ON l.source = f.value AND l.type IN (SELECT value FROM json_each(:types))
    UNION
    SELECT f.value, l.source FROM json_each(:frontier) AS f
    CROSS JOIN link AS l ON l.target = f.value AND l.type IN (SELECT value FROM json_each(:types))
"""
DESCRIBE = """
    SELECT n.pk, n.id, n.kind NOT IN ('AREA', 'OCCUPATION')
    FROM json_each(?) AS w CROSS JOIN node AS n ON n.pk = w.value
"""
# The plus keeps the list of targets from an index: searched so, it would be gone through again for
# each source.
_AMONG = """
    FROM json_each(:nodes) AS w
    CROSS JOIN link AS l ON l.source = w.value AND l.type IN (SELECT value FROM json_each(:types))
        AND +l.target IN (SELECT value FROM json_each(:nodes))
"""
LINKS_AMONG = f"""
    SELECT {LINK_COLUMNS} {_AMONG}
    CROSS JOIN node AS s ON s.pk = l.source CROSS JOIN node AS t ON t.pk = l.target
    ORDER BY l.type, s.id, t.id, l.key
"""
COUNT_AMONG = f"SELECT count(*) {_AMONG}"
WITHIN = """
    SELECT DISTINCT k.id, k.node FROM kind AS k
    WHERE k.kind IN (SELECT value FROM json_each(:kinds))
        AND k.area >= :area AND k.area < :area || ':'
    ORDER BY k.id
"""


def neighbourhood(
    connection: sqlite3.Connection,
    origins: Collection[str],
    types: Collection[LinkType],
    steps: int,
    budget: int,
) -> Neighbourhood:
    """See `GraphReader.neighbourhood`."""
    ids = {pk: node_id for node_id, pk in _known(connection, origins).items()}
    at = dict.fromkeys(ids, 0)
    frontier = list(ids)
    for step in range(1, steps + 1):
        pairs = _step(connection, frontier, types)
        fresh = {target for _, target in pairs if target not in at}
        described = _describe(connection, fresh)
        at.update(dict.fromkeys(fresh, step))
        ids.update({pk: node_id for pk, (node_id, _) in described.items()})
        frontier = [pk for pk, (_, passable) in described.items() if passable]
    ordered = sorted(at, key=lambda pk: (at[pk], ids[pk]))
    shown = ordered[:budget]
    return Neighbourhood(
        subgraph=_subgraph(connection, ordered, shown, types),
        steps={ids[pk]: at[pk] for pk in shown},
    )


def within(
    connection: sqlite3.Connection,
    area: str,
    kinds: Collection[NodeKind],
    types: Collection[LinkType],
    budget: int,
) -> Subgraph:
    """See `GraphReader.within`."""
    parameters = {"area": area, "kinds": json_list(sorted(kind.value for kind in kinds))}
    every = [pk for _, pk in connection.execute(WITHIN, parameters)]
    return _subgraph(connection, every, every[:budget], types)


def paths(
    connection: sqlite3.Connection,
    origins: Collection[str],
    targets: Collection[str],
    types: Collection[LinkType],
    max_steps: int,
) -> dict[str, Sequence[str]]:
    """See `GraphReader.paths`."""
    wanted = set(_known(connection, targets))
    before: dict[str, str | None] = dict.fromkeys(_known(connection, origins))
    ids = {pk: node_id for node_id, pk in _known(connection, origins).items()}
    frontier = list(ids)
    for _ in range(max_steps):
        if not frontier or wanted <= before.keys():
            break
        found = _step(connection, frontier, types)
        described = _describe(connection, {target for _, target in found})
        reached: dict[str, str] = {}
        for pk, target in found:
            target_id = described[target][0]
            if target_id not in before:
                reached[target_id] = min(reached.get(target_id, ids[pk]), ids[pk])
        before.update(reached)
        frontier = [pk for pk, (i, passable) in described.items() if passable and i in reached]
        ids = {pk: described[pk][0] for pk in frontier}
    return {target: _way(target, before) for target in sorted(wanted & before.keys())}


def _way(target: str, before: Mapping[str, str | None]) -> list[str]:
    way, at = [target], before[target]
    while at is not None:
        way.append(at)
        at = before[at]
    return way[::-1]


def _subgraph(
    connection: sqlite3.Connection,
    every: Sequence[int],
    shown: Sequence[int],
    types: Collection[LinkType],
) -> Subgraph:
    links = connection.execute(
        LINKS_AMONG, {"nodes": json_list(shown), "types": type_list(types)}
    ).fetchall()
    total = len(links) if len(shown) == len(every) else _count_among(connection, every, types)
    return Subgraph(
        nodes=nodes_by_pk(connection, shown),
        links=[to_link(row) for row in links],
        total_nodes=len(every),
        total_links=total,
        truncated=len(shown) < len(every),
    )


def _count_among(
    connection: sqlite3.Connection, pks: Sequence[int], types: Collection[LinkType]
) -> int:
    parameters = {"nodes": json_list(pks), "types": type_list(types)}
    return int(connection.execute(COUNT_AMONG, parameters).fetchone()[0])


def _known(connection: sqlite3.Connection, ids: Collection[str]) -> dict[str, int]:
    return dict(connection.execute(PKS, (json_list(sorted(set(ids))),)).fetchall())


def _step(
    connection: sqlite3.Connection, frontier: Iterable[int], types: Collection[LinkType]
) -> list[tuple[int, int]]:
    parameters = {"frontier": json_list(frontier), "types": type_list(types)}
    return connection.execute(STEP, parameters).fetchall()


def _describe(connection: sqlite3.Connection, pks: Collection[int]) -> dict[int, tuple[str, bool]]:
    rows = connection.execute(DESCRIBE, (json_list(pks),))
    return {pk: (node_id, bool(passable)) for pk, node_id, passable in rows}
