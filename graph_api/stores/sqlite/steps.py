"""One step of a walk, as one statement: the frontier is a list of row numbers in `json_each(?)`.

CROSS JOIN keeps the planner from beginning anywhere else.
"""

import sqlite3
from collections.abc import Collection, Iterable

from graph_api.domain.links import LinkType
from graph_api.stores.sqlite.reading import type_list
from graph_api.stores.sqlite.rows import json_list

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


def known_pks(connection: sqlite3.Connection, ids: Collection[str]) -> dict[str, int]:
    """The row numbers of the nodes with these ids; an id that names none is left out."""
    return dict(connection.execute(PKS, (json_list(sorted(set(ids))),)).fetchall())


def step_from(
    connection: sqlite3.Connection, frontier: Iterable[int], types: Collection[LinkType]
) -> list[tuple[int, int]]:
    """Every pair of a node of the frontier and one beside it."""
    parameters = {"frontier": json_list(frontier), "types": type_list(types)}
    return connection.execute(STEP, parameters).fetchall()


def describe(connection: sqlite3.Connection, pks: Collection[int]) -> dict[int, tuple[str, bool]]:
    """The id of each node, and whether a walk may go through it."""
    rows = connection.execute(DESCRIBE, (json_list(pks),))
    return {pk: (node_id, bool(passable)) for pk, node_id, passable in rows}
