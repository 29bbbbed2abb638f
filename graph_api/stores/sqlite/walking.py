"""Walks: what lies around, breadth first and one statement a step, and what lies within."""

import sqlite3
from collections.abc import Collection, Sequence

from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import LinkType
from graph_api.ports import Neighbourhood, Subgraph
from graph_api.stores.sqlite.reading import nodes_by_pk, type_list
from graph_api.stores.sqlite.rows import LINK_COLUMNS, json_list, to_link
from graph_api.stores.sqlite.steps import describe, known_pks, step_from

# The plus keeps the list of targets from an index: searched so, it would be gone through again for
# each source.
_AMONG = """
    FROM json_each(:nodes) AS w
    CROSS JOIN link AS l ON l.source = w.value AND l.type IN (SELECT value FROM json_each(:types))
        AND +l.target IN (SELECT value FROM json_each(:nodes))
"""
LINKS_AMONG = f"""
    SELECT {LINK_COLUMNS} {_AMONG}
    ORDER BY l.type, l.source_id, l.target_id, l.key
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
    ids = {pk: node_id for node_id, pk in known_pks(connection, origins).items()}
    at = dict.fromkeys(ids, 0)
    frontier = list(ids)
    for step in range(1, steps + 1):
        pairs = step_from(connection, frontier, types)
        fresh = {target for _, target in pairs if target not in at}
        described = describe(connection, fresh)
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
