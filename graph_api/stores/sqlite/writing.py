"""One write: facts merged with what is known, in one transaction.

What is known of the nodes and links of a write is read in one query each and merged by
`domain.merging`; only what is new or has changed is written, so loading the same files again
writes nothing.
"""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from graph_api.domain.acceptance import (
    Identity,
    check_id,
    merge_same_kind,
    sift,
    sift_nodes,
)
from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import Link
from graph_api.domain.merging import merge_all, merge_links
from graph_api.domain.names import sort_key
from graph_api.domain.nodes import Node, Person
from graph_api.domain.record_text import searched_text
from graph_api.domain.restating import WORTH_KEEPING, digest
from graph_api.ports import Counts, RefusedLink, RefusedNode, WriteReport
from graph_api.stores.sqlite import changes, grams, stated
from graph_api.stores.sqlite.reading import NODES_BY_PK
from graph_api.stores.sqlite.rows import (
    LINK_COLUMNS,
    NODE_COLUMNS,
    Row,
    from_date,
    from_link,
    from_node,
    json_list,
    kind_set,
    to_link,
    to_nodes,
)

_KNOWN_NODES = f"""
    SELECT {NODE_COLUMNS} FROM json_each(?) AS wanted CROSS JOIN node AS n ON n.id = wanted.value
"""
_KNOWN_LINKS = f"""
    SELECT {LINK_COLUMNS}
    FROM json_each(?) AS wanted
    CROSS JOIN link AS l
        ON l.source = json_extract(wanted.value, '$[0]')
        AND l.type = json_extract(wanted.value, '$[1]')
        AND l.target_id = json_extract(wanted.value, '$[2]')
        AND l.key = json_extract(wanted.value, '$[3]')
"""
_PUT_NODE = """
    INSERT INTO node (pk, id, kind, name, name_key, area, lat, lon, precision, properties,
                      source, place, confidence, loaded_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (pk) DO UPDATE SET
        name = excluded.name, name_key = excluded.name_key, area = excluded.area,
        lat = excluded.lat, lon = excluded.lon, precision = excluded.precision,
        properties = excluded.properties, source = excluded.source, place = excluded.place,
        confidence = excluded.confidence, loaded_at = excluded.loaded_at
"""
_PUT_LINK = """
    INSERT INTO link (pk, type, source, target, source_id, target_id, key, since, until, derived,
                      properties, file, place, confidence, loaded_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (pk) DO UPDATE SET
        since = excluded.since, until = excluded.until, derived = excluded.derived,
        properties = excluded.properties, file = excluded.file, place = excluded.place,
        confidence = excluded.confidence, loaded_at = excluded.loaded_at
"""
_PUT_KIND = "INSERT INTO kind (kind, sort_key, id, node, area) VALUES (?, ?, ?, ?, ?)"
_PUT_ROLE = "INSERT INTO role (node, role, since, until) VALUES (?, ?, ?, ?)"
_PUT_SECTION = "INSERT INTO section_gram (rowid, text) VALUES (?, ?)"
_PUT_SPOT = "INSERT INTO spot (node, south, north, west, east) VALUES (?, ?, ?, ?, ?)"
_ENDS = """
    SELECT n.id, n.pk, CASE n.kind WHEN 'PERSON'
        THEN (SELECT group_concat(k.kind) FROM kind AS k WHERE k.node = n.pk) ELSE n.kind END
    FROM json_each(?) AS wanted CROSS JOIN node AS n ON n.id = wanted.value
"""
_LAST_PK = {
    "node": "SELECT coalesce(max(pk), 0) FROM node",
    "link": "SELECT coalesce(max(pk), 0) FROM link",
}
_FORGET = (
    "DELETE FROM kind WHERE node = ?",
    "DELETE FROM section_gram WHERE rowid = ?",
    "DELETE FROM spot WHERE node = ?",
    "DELETE FROM role WHERE node = ?",
)


@dataclass(frozen=True, slots=True)
class End:
    """What a link needs to know of the node at one of its ends."""

    pk: int
    kinds: frozenset[NodeKind]


def write(
    connection: sqlite3.Connection, nodes: Sequence[Node], links: Sequence[Link]
) -> WriteReport:
    """State these nodes and links; the caller's transaction makes it all or nothing.

    Raises:
        InvalidArgument: a known id is given with another kind of node.
    """
    large = len(nodes) + len(links) >= WORTH_KEEPING
    known_by = digest(nodes, links) if large else None
    if known_by and stated.is_known(connection, known_by):
        return WriteReport(Counts(unchanged=len(nodes)), Counts(unchanged=len(links)), ())
    now = datetime.now(UTC).isoformat()
    node_counts, refused_nodes = _write_nodes(connection, nodes, now)
    link_counts, refused = _write_links(connection, links, now)
    became = node_counts + link_counts
    if became.created or became.updated:
        stated.move_version(connection, grows=not became.updated)
    # A refused link may be taken the next time, when its end is there.
    if known_by and not refused and not refused_nodes:
        stated.keep(connection, known_by)
    return WriteReport(node_counts, link_counts, refused, refused_nodes)


# ---- nodes ---------------------------------------------------------------------------------------


def _write_nodes(
    connection: sqlite3.Connection, nodes: Sequence[Node], now: str
) -> tuple[Counts, list[RefusedNode]]:
    for node in nodes:
        check_id(node)
    pks, known = known_nodes(connection, {node.id for node in nodes})
    accepted, refused = sift_nodes(nodes, known)
    merged = merge_all(known, ((node.id, node) for node in accepted), merge_same_kind)
    for pk, node_id in enumerate(merged.created, next_pk(connection, "node")):
        pks[node_id] = pk
    forget(connection, [pks[node_id] for node_id in merged.changed])
    put = [(pks[each], known[each]) for each in (*merged.created, *merged.changed)]
    put_nodes(connection, put, now)
    counts = Counts(len(merged.created), merged.updates, merged.unchanged, len(refused))
    return counts, [RefusedNode(*each) for each in refused]


def forget(connection: sqlite3.Connection, pks: Sequence[int]) -> None:
    """Take out what other tables hold of nodes, before they are put anew."""
    rows = connection.execute(NODES_BY_PK, (json_list(pks),)).fetchall()
    nodes = to_nodes(connection, rows)
    grams.take_out(connection, zip((row[0] for row in rows), nodes, strict=True))
    for statement in _FORGET:
        connection.executemany(statement, ((pk,) for pk in pks))


def put_nodes(connection: sqlite3.Connection, put: Sequence[tuple[int, Node]], now: str) -> None:
    """Put nodes into every table that holds something of them."""
    changes.note(connection, put, ())
    connection.executemany(_PUT_NODE, (from_node(pk, node, now) for pk, node in put))
    connection.executemany(_PUT_KIND, _kind_rows(put))
    connection.executemany(_PUT_ROLE, _role_rows(put))
    connection.executemany(_PUT_SECTION, _section_rows(put))
    connection.executemany(_PUT_SPOT, _spot_rows(put))
    grams.put(connection, put)


def known_nodes(
    connection: sqlite3.Connection, ids: Collection[str]
) -> tuple[dict[str, int], dict[str, Node]]:
    """The nodes with these ids that are there, and their row numbers."""
    rows = connection.execute(_KNOWN_NODES, (json_list(sorted(ids)),)).fetchall()
    nodes = to_nodes(connection, rows)
    return {row[1]: row[0] for row in rows}, {node.id: node for node in nodes}


def _kind_rows(put: Iterable[tuple[int, Node]]) -> Iterator[Row]:
    for pk, node in put:
        order = sort_key(node.name)
        for kind in node.kinds:
            yield (kind.value, order, node.id, pk, node.area)


def _role_rows(put: Iterable[tuple[int, Node]]) -> Iterator[Row]:
    for pk, node in put:
        for role in node.roles if isinstance(node, Person) else ():
            yield (pk, role.role.value, from_date(role.since), from_date(role.until))


def _section_rows(put: Iterable[tuple[int, Node]]) -> Iterator[Row]:
    for pk, node in put:
        if (text := searched_text(node)) is not None:
            yield (pk, text)


def _spot_rows(put: Iterable[tuple[int, Node]]) -> Iterator[Row]:
    for pk, node in put:
        if node.point:
            # The R*Tree keeps 32-bit bounds, rounded outward: a point never falls out of its box.
            yield (pk, node.point.lat, node.point.lat, node.point.lon, node.point.lon)


# ---- links ---------------------------------------------------------------------------------------


def _write_links(
    connection: sqlite3.Connection, links: Sequence[Link], now: str
) -> tuple[Counts, list[RefusedLink]]:
    ends = ends_of(connection, {end for link in links for end in (link.source, link.target)})
    kinds = {node_id: end.kinds for node_id, end in ends.items()}
    accepted, refused = sift(links, kinds)
    pks, known = known_links(connection, {identity for identity, _ in accepted}, ends)
    merged = merge_all(known, accepted, merge_links)
    for pk, identity in enumerate(merged.created, next_pk(connection, "link")):
        pks[identity] = pk
    put_links(
        connection, ((pks[i], known[i]) for i in (*merged.created, *merged.changed)), ends, now
    )
    counts = Counts(len(merged.created), merged.updates, merged.unchanged, len(refused))
    return counts, [RefusedLink(*each) for each in refused]


def put_links(
    connection: sqlite3.Connection,
    put: Iterable[tuple[int, Link]],
    ends: Mapping[str, End],
    now: str,
) -> None:
    """Put links whole, each in the row of its number."""
    told = [(pk, link, ends[link.source].pk, ends[link.target].pk) for pk, link in put]
    changes.note(connection, (), ((link, source, target) for _, link, source, target in told))
    connection.executemany(_PUT_LINK, (from_link(*each, now) for each in told))


def ends_of(connection: sqlite3.Connection, ids: Collection[str]) -> dict[str, End]:
    """Row number and kinds of the nodes with these ids."""
    rows = connection.execute(_ENDS, (json_list(sorted(ids)),))
    return {node_id: End(pk, kind_set(kinds)) for node_id, pk, kinds in rows}


def known_links(
    connection: sqlite3.Connection, identities: Collection[Identity], ends: Mapping[str, End]
) -> tuple[dict[Identity, int], dict[Identity, Link]]:
    """The links with these identities that are there, and their row numbers."""
    wanted = [(ends[s].pk, kind._value_, t, key) for kind, s, t, key in identities]
    rows = connection.execute(_KNOWN_LINKS, (json_list(wanted),)).fetchall()
    pks, known = dict[Identity, int](), dict[Identity, Link]()
    for row in rows:
        link = to_link(row)
        identity = link.identity
        pks[identity], known[identity] = row[0], link
    return pks, known


def next_pk(connection: sqlite3.Connection, table: str) -> int:
    """The row number that the next row of a table gets."""
    return int(connection.execute(_LAST_PK[table]).fetchone()[0]) + 1
