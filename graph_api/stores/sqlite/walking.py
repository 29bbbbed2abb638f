"""Walks: what lies around, breadth first and one statement a step, and what lies within."""

import sqlite3
from collections.abc import Collection, Sequence

from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import LinkType
from graph_api.ports import Neighbourhood, Subgraph, counted_at_most
from graph_api.stores.sqlite.reading import nodes_by_pk, type_list
from graph_api.stores.sqlite.rows import LINK_COLUMNS, json_list, to_link
from graph_api.stores.sqlite.steps import beside, known_pks, passable

# The plus keeps the list of targets from an index: searched so, it would be gone through again for
# each source.
LINKS_AMONG = f"""
    SELECT {LINK_COLUMNS} FROM json_each(:nodes) AS w
    CROSS JOIN link AS l ON l.source = w.value AND l.type IN (SELECT value FROM json_each(:types))
        AND +l.target IN (SELECT value FROM json_each(:nodes))
    ORDER BY l.type, l.source_id, l.target_id, l.key
"""
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
    most = counted_at_most(budget)
    frontier: Collection[int] = list(ids)
    for step in range(1, steps + 1):
        if len(at) >= most or not frontier:
            break
        fresh = beside(connection, frontier, types, most)
        for pk in at.keys() & fresh.keys():
            del fresh[pk]
        at.update(dict.fromkeys(fresh, step))
        ids.update(fresh)
        frontier = passable(connection, fresh) if step < steps else ()
    shown = sorted(at, key=lambda pk: (at[pk], ids[pk]))[:budget]
    return Neighbourhood(
        subgraph=_subgraph(connection, shown, min(len(at), most), types),
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
    return _subgraph(connection, every[:budget], len(every), types)


def _subgraph(
    connection: sqlite3.Connection,
    shown: Sequence[int],
    total: int,
    types: Collection[LinkType],
) -> Subgraph:
    parameters = {"nodes": json_list(shown), "types": type_list(types)}
    links = [to_link(row) for row in connection.execute(LINKS_AMONG, parameters)]
    return Subgraph(
        nodes=nodes_by_pk(connection, shown),
        links=links,
        total_nodes=total,
        total_links=len(links),
        truncated=len(shown) < total,
    )
