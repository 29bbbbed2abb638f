"""One step of a walk, as one statement: the frontier is a list of row numbers in `json_each(?)`.

CROSS JOIN keeps the planner from beginning anywhere else.
"""

import sqlite3
from collections.abc import Collection, Iterable

from graph_api.domain.links import LinkType
from graph_api.stores.sqlite.reading import type_list
from graph_api.stores.sqlite.rows import json_list

PKS = "SELECT n.id, n.pk FROM json_each(?) AS w CROSS JOIN node AS n ON n.id = w.value"
# Both ways over the two indexes of the link table, which hold the id at the other end.
STEP = """
    SELECT f.value, l.target, l.target_id FROM json_each(:frontier) AS f
    CROSS JOIN link AS l ON l.source = f.value AND l.type IN (SELECT value FROM json_each(:types))
    UNION
    SELECT f.value, l.source, l.source_id FROM json_each(:frontier) AS f
    CROSS JOIN link AS l ON l.target = f.value AND l.type IN (SELECT value FROM json_each(:types))
"""
# The links of one type lie in the order of the id at the other end: a few are read and not all.
FIRST_OUT = """
    SELECT DISTINCT l.target, l.target_id FROM link AS l WHERE l.source = ? AND l.type = ?
    ORDER BY l.target_id LIMIT ?
"""
FIRST_IN = """
    SELECT DISTINCT l.source, l.source_id FROM link AS l WHERE l.target = ? AND l.type = ?
    ORDER BY l.source_id LIMIT ?
"""
BREADTH = """
    SELECT f.value,
        (SELECT count(*) FROM (SELECT 1 FROM link AS l WHERE l.source = f.value LIMIT :most))
        + (SELECT count(*) FROM (SELECT 1 FROM link AS l WHERE l.target = f.value LIMIT :most))
    FROM json_each(:frontier) AS f
"""
PASSABLE = """
    SELECT n.pk FROM json_each(?) AS w CROSS JOIN node AS n ON n.pk = w.value
    WHERE n.kind NOT IN ('AREA', 'OCCUPATION')
"""


def known_pks(connection: sqlite3.Connection, ids: Collection[str]) -> dict[str, int]:
    """The row numbers of the nodes with these ids; an id that names none is left out."""
    return dict(connection.execute(PKS, (json_list(sorted(set(ids))),)).fetchall())


def step_from(
    connection: sqlite3.Connection, frontier: Iterable[int], types: Collection[LinkType]
) -> list[tuple[int, int, str]]:
    """Every pair of a node of the frontier and one beside it, with the id of the latter."""
    parameters = {"frontier": json_list(frontier), "types": type_list(types)}
    return connection.execute(STEP, parameters).fetchall()


def beside(
    connection: sqlite3.Connection,
    frontier: Collection[int],
    types: Collection[LinkType],
    most: int,
) -> dict[int, str]:
    """What lies beside some nodes, by row number, with the ids.

    All of it, or where that is more than `most`, at least the first `most` by id: of a node with
    more links than that, no more are read.
    """
    breadths = breadth(connection, frontier, most + 1)
    narrow = [pk for pk, links in breadths.items() if links <= most]
    found = {pk: node_id for _, pk, node_id in step_from(connection, narrow, types)}
    for hub in breadths.keys() - set(narrow):
        for query in (FIRST_OUT, FIRST_IN):
            for kind in types:
                found.update(connection.execute(query, (hub, kind.value, most)).fetchall())
    return found


def breadth(connection: sqlite3.Connection, frontier: Collection[int], most: int) -> dict[int, int]:
    """How many links each node has, of any type; those of a hub are not all counted.

    A number of `most` or more says that there are at least so many.
    """
    parameters = {"frontier": json_list(frontier), "most": most}
    return dict(connection.execute(BREADTH, parameters).fetchall())


def passable(connection: sqlite3.Connection, pks: Collection[int]) -> set[int]:
    """Those that a walk may go through."""
    return {pk for (pk,) in connection.execute(PASSABLE, (json_list(sorted(pks)),))}
