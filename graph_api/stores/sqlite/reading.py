"""Looking up: nodes, lists, counts, links, sales, and the streams an analysis reads."""

import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from graph_api.domain.cursors import decode, encode
from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import Link, LinkType
from graph_api.domain.metrics import Direction
from graph_api.domain.nodes import Node
from graph_api.domain.texts import is_text
from graph_api.ports import GraphLink, GraphNode, KindCount, NodeFilter, Page
from graph_api.stores.sqlite.grams import holding_all
from graph_api.stores.sqlite.rows import (
    LINK_COLUMNS,
    LINK_TYPES,
    NODE_COLUMNS,
    Row,
    from_date,
    json_list,
    kind_set,
    to_date,
    to_link,
    to_nodes,
)

_BATCH = 10_000
_WHOLE = 1_000

NODES = f"SELECT {NODE_COLUMNS} FROM json_each(?) AS w CROSS JOIN node AS n ON n.id = w.value"
NODES_BY_PK = f"SELECT {NODE_COLUMNS} FROM json_each(?) AS w CROSS JOIN node AS n ON n.pk = w.value"

# A code and all that lies within it is one range: ':' follows '9'.
_IN_AREA = "k.area >= :area AND k.area < :area || ':'"
_AT_LEVEL = "length(k.area) = :digits"
_PRACTISES = """k.node IN (
    SELECT l.source FROM json_each(:occupations) AS o
    CROSS JOIN node AS t ON t.id = o.value
    CROSS JOIN link AS l ON l.target = t.pk AND l.type = 'PRACTISES')"""
_NAMED = "k.node IN (SELECT n.pk FROM node AS n WHERE instr(n.name_key, :name_key) > 0)"
_NAMED_BY_TRIGRAMS = """k.node IN (
    SELECT n.pk FROM json_each(:named) AS w CROSS JOIN node AS n ON n.pk = w.value
    WHERE instr(n.name_key, :name_key) > 0)"""
_PAGE = "SELECT k.sort_key, k.id, k.node FROM kind AS k WHERE "
_COUNT = "SELECT count(*) FROM kind AS k WHERE "
_AFTER = "(k.sort_key, k.id) > (:after_key, :after_id)"
_IN_ORDER = " ORDER BY k.sort_key, k.id LIMIT :first"

_LEAVING = f"""
    SELECT {LINK_COLUMNS} FROM json_each(:ids) AS w
    CROSS JOIN node AS e ON e.id = w.value
    CROSS JOIN link AS l ON l.source = e.pk AND l.type IN (SELECT value FROM json_each(:types))
"""
_MEETING = f"""
    SELECT {LINK_COLUMNS} FROM json_each(:ids) AS w
    CROSS JOIN node AS e ON e.id = w.value
    CROSS JOIN link AS l ON l.target = e.pk AND l.type IN (SELECT value FROM json_each(:types))
"""
_BY_IDENTITY = " ORDER BY 2, 3, 4, 5"
LINKS_OF: Mapping[Direction, str] = {
    Direction.OUT: _LEAVING + _BY_IDENTITY,
    Direction.IN: _MEETING + _BY_IDENTITY,
    Direction.UNDIRECTED: f"{_LEAVING} UNION {_MEETING} {_BY_IDENTITY}",
}
SALES = f"""
    SELECT {LINK_COLUMNS} FROM kind AS k
    CROSS JOIN link AS l ON l.source = k.node AND l.type = 'SOLD_AT'
    WHERE k.kind IN ('OCCUPATION_GROUP', 'HOUSEHOLD') AND {_IN_AREA}
        AND (:since IS NULL OR l.since >= :since) AND (:until IS NULL OR l.since <= :until)
    {_BY_IDENTITY}
"""
KIND_COUNTS = f"SELECT k.kind, count(*) FROM kind AS k WHERE {_IN_AREA} GROUP BY k.kind ORDER BY 1"
# The totals are kept, not counted.
ALL_KIND_COUNTS = "SELECT t.kind, t.held FROM kind_total AS t WHERE t.held > 0 ORDER BY t.kind"
KIND_TOTAL = "SELECT coalesce(max(t.held), 0) FROM kind_total AS t WHERE t.kind = ?"
STREAM_NODES = """
    SELECT n.id, n.area, (SELECT group_concat(k.kind) FROM kind AS k WHERE k.node = n.pk)
    FROM node AS n ORDER BY n.id
"""
STREAM_LINKS = """
    SELECT source_id, target_id, type, since, until FROM link
"""
EXPORT_NODES = f"SELECT {NODE_COLUMNS} FROM node AS n ORDER BY n.id"
EXPORT_LINKS = f"""
    SELECT {LINK_COLUMNS} FROM link AS l ORDER BY l.type, l.source_id, l.target_id, l.key
"""


def version(connection: sqlite3.Connection) -> int:
    """See `GraphReader.version`."""
    return int(connection.execute("SELECT version FROM meta").fetchone()[0])


def nodes(connection: sqlite3.Connection, ids: Collection[str]) -> dict[str, Node]:
    """See `GraphReader.nodes`."""
    rows = connection.execute(NODES, (json_list(sorted(set(ids))),))
    return {node.id: node for node in to_nodes(connection, rows)}


def nodes_by_pk(connection: sqlite3.Connection, pks: Sequence[int]) -> list[Node]:
    """The nodes with these row numbers, in this order."""
    rows = {row[0]: row for row in connection.execute(NODES_BY_PK, (json_list(pks),))}
    return to_nodes(connection, (rows[pk] for pk in pks))


def listing(
    kind: NodeKind, where: NodeFilter, named: Sequence[int] = ()
) -> tuple[str, dict[str, str | int]]:
    """The conditions of a list and their parameters.

    `named` are the nodes that may have the part of a name (`_maybe_named`).
    """
    conditions = ["k.kind = :kind"]
    values: dict[str, str | int] = {"kind": kind.value}
    if where.area is not None:
        conditions.append(_IN_AREA)
        values["area"] = where.area
    if where.level is not None:
        conditions.append(_AT_LEVEL)
        values["digits"] = where.level.digits
    if where.occupations is not None:
        conditions.append(_PRACTISES)
        values["occupations"] = json_list(sorted(where.occupations))
    if where.name_key is not None:
        conditions.append(_named(where.name_key, named, values))
    return " AND ".join(conditions), values


def _named(key: str, named: Sequence[int], values: dict[str, str | int]) -> str:
    if not is_text(key):
        return "FALSE"
    values["name_key"] = key
    if len(key) < 3:
        return _NAMED
    values["named"] = json_list(named)
    return _NAMED_BY_TRIGRAMS


def _maybe_named(
    connection: sqlite3.Connection, kind: NodeKind, where: NodeFilter
) -> Sequence[int]:
    key = where.name_key or ""
    return holding_all(connection, key, kind) if len(key) >= 3 else ()


def page(
    connection: sqlite3.Connection, kind: NodeKind, where: NodeFilter, first: int, after: str | None
) -> Page[Node]:
    """See `GraphReader.page`."""
    conditions, values = listing(kind, where, _maybe_named(connection, kind, where))
    parameters: dict[str, str | int] = {**values, "first": first + 1}
    if after is not None:
        parameters["after_key"], parameters["after_id"] = decode(after, str, str)
        conditions = f"{conditions} AND {_AFTER}"
    rows = connection.execute(_PAGE + conditions + _IN_ORDER, parameters).fetchall()
    shown = rows[:first]
    return Page(
        items=nodes_by_pk(connection, [row[2] for row in shown]),
        cursors=[encode(row[0], row[1]) for row in shown],
        has_next=len(rows) > first,
    )


def count(connection: sqlite3.Connection, kind: NodeKind, where: NodeFilter) -> int:
    """See `GraphReader.count`."""
    if where == NodeFilter():
        return int(connection.execute(KIND_TOTAL, (kind.value,)).fetchone()[0])
    conditions, values = listing(kind, where, _maybe_named(connection, kind, where))
    return int(connection.execute(_COUNT + conditions, values).fetchone()[0])


def kind_counts(connection: sqlite3.Connection, area: str | None) -> list[KindCount]:
    """See `GraphReader.kind_counts`."""
    rows = (
        connection.execute(ALL_KIND_COUNTS)
        if area is None
        else connection.execute(KIND_COUNTS, {"area": area})
    )
    return [KindCount(NodeKind(kind), number) for kind, number in rows]


def links_of(
    connection: sqlite3.Connection,
    ids: Collection[str],
    types: Collection[LinkType],
    direction: Direction,
) -> list[Link]:
    """See `GraphReader.links_of`."""
    parameters = {"ids": json_list(sorted(set(ids))), "types": type_list(types)}
    return [to_link(row) for row in connection.execute(LINKS_OF[direction], parameters)]


def type_list(types: Collection[LinkType]) -> str:
    """The parameter that holds link types."""
    return json_list(sorted(each.value for each in types))


def sales(
    connection: sqlite3.Connection, area: str, since: date | None, until: date | None
) -> list[Link]:
    """See `GraphReader.sales`."""
    parameters = {"area": area, "since": from_date(since), "until": from_date(until)}
    return [to_link(row) for row in connection.execute(SALES, parameters)]


def to_graph_node(row: Row) -> GraphNode:
    """The node of a row of id, area and kinds."""
    node_id, area, kinds = row
    return GraphNode(node_id, kind_set(kinds), area)


def stream_nodes(rows: sqlite3.Cursor) -> Iterator[list[GraphNode]]:
    """Batches of the rows of STREAM_NODES."""
    while batch := rows.fetchmany(_BATCH):
        yield [to_graph_node(row) for row in batch]


def to_graph_link(row: Row) -> GraphLink:
    """The link of a row of source, target, type, since and until."""
    source, target, kind, since, until = row
    return GraphLink(source, target, LINK_TYPES[kind], to_date(since), to_date(until))


def stream_links(rows: sqlite3.Cursor) -> Iterator[list[GraphLink]]:
    """Batches of the rows of STREAM_LINKS."""
    while batch := rows.fetchmany(_BATCH):
        yield [to_graph_link(row) for row in batch]


def export_nodes(rows: sqlite3.Cursor) -> Iterator[list[Node]]:
    """Batches of the rows of EXPORT_NODES.

    Roles are read on the same connection while its statement is open, so of the same state.
    """
    while batch := rows.fetchmany(_WHOLE):
        yield to_nodes(rows.connection, batch)


def export_links(rows: sqlite3.Cursor) -> Iterator[list[Link]]:
    """Batches of the rows of EXPORT_LINKS."""
    while batch := rows.fetchmany(_WHOLE):
        yield [to_link(row) for row in batch]
