"""One write: facts merged with what is known, in one transaction.

Writers come one after the other: each begins by locking the node of the graph itself, so that
none merges with what another is about to change. Only what is new or has changed is written.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

from neo4j import AsyncManagedTransaction

from graph_api.domain.acceptance import (
    Identity,
    check_id,
    merge_same_kind,
    sift,
    sift_nodes,
    stamped,
)
from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import Link, LinkType
from graph_api.domain.merging import merge_all, merge_links
from graph_api.domain.nodes import Node
from graph_api.domain.restating import WORTH_KEEPING, digest
from graph_api.ports import Counts, RefusedLink, RefusedNode, WriteReport
from graph_api.stores.neo4j import stated
from graph_api.stores.neo4j.changes import Turn, note
from graph_api.stores.neo4j.connection import Query, ask, tell
from graph_api.stores.neo4j.reading import nodes as known_nodes
from graph_api.stores.neo4j.rows import (
    from_link,
    from_node,
    labels,
    link_uid,
    texts,
    to_link,
)

_AT_ONCE = 10_000

Row = TypeVar("Row")


def lock_query() -> Query:
    """Take the turn to write; at which version the graph is, and whether changes are remembered."""
    text = (
        "MERGE (g:Graph {id: 'graph'}) SET g.locked = timestamp() "
        "RETURN coalesce(g.version, 0), g.told_from IS NOT NULL"
    )
    return Query(text)


def create_nodes_query(kinds: Collection[NodeKind], rows: Sequence[Mapping[str, Any]]) -> Query:
    """New nodes of the same kinds."""
    return Query(f"UNWIND $rows AS row CREATE (n{labels(kinds)}) SET n = row", {"rows": rows})


def change_nodes_query(kinds: Collection[NodeKind], rows: Sequence[Mapping[str, Any]]) -> Query:
    """Known nodes of the same kinds; nothing is taken away."""
    text = f"UNWIND $rows AS row MATCH (n:Node {{id: row.id}}) SET n += row SET n{labels(kinds)}"
    return Query(text, {"rows": rows})


def create_links_query(kind: LinkType, rows: Sequence[Mapping[str, Any]]) -> Query:
    """New links of a type."""
    text = (
        "UNWIND $rows AS row "
        "CALL (row) { MATCH (n:Node {id: row.source}) RETURN n AS s LIMIT 1 } "
        "CALL (row) { MATCH (n:Node {id: row.target}) RETURN n AS t LIMIT 1 } "
        f"CREATE (s)-[r:{kind.value}]->(t) SET r = row.stated"
    )
    return Query(text, {"rows": rows})


def change_links_query(kind: LinkType, rows: Sequence[Mapping[str, Any]]) -> Query:
    """Known links of a type; nothing is taken away."""
    text = (
        f"UNWIND $rows AS row MATCH ()-[r:{kind.value} {{uid: row.stated.uid}}]->() "
        "SET r += row.stated"
    )
    return Query(text, {"rows": rows})


def known_links_query(kind: LinkType, uids: Sequence[str]) -> Query:
    """The links of a type with these identities."""
    text = (
        f"UNWIND $uids AS uid MATCH (s)-[r:{kind.value} {{uid: uid}}]->(t) "
        "RETURN collect([type(r), s.id, t.id, properties(r)])"
    )
    return Query(text, {"uids": uids})


def kinds_query(ids: Collection[str]) -> Query:
    """The kinds of some nodes."""
    text = "MATCH (n:Node) WHERE n.id IN $ids RETURN collect([n.id, n.kinds])"
    return Query(text, {"ids": texts(ids)})


async def write(
    tx: AsyncManagedTransaction, nodes: Sequence[Node], links: Sequence[Link]
) -> WriteReport:
    """State these nodes and links; the caller's transaction makes it all or nothing.

    Raises:
        InvalidArgument: a known id is given with another kind of node.
    """
    turn, now = await take_turn(tx), datetime.now(UTC)
    large = len(nodes) + len(links) >= WORTH_KEEPING
    known_by = digest(nodes, links) if large else None
    if known_by and await stated.is_known(tx, known_by):
        return WriteReport(Counts(unchanged=len(nodes)), Counts(unchanged=len(links)), ())
    node_counts, refused_nodes = await _write_nodes(tx, nodes, turn, now)
    link_counts, refused = await _write_links(tx, links, turn, now)
    became = node_counts + link_counts
    if became.created or became.updated:
        await stated.move_version(tx, turn.version, grows=not became.updated)
    # A refused link may be taken the next time, when its end is there.
    if known_by and not refused and not refused_nodes:
        await stated.keep(tx, known_by)
    return WriteReport(node_counts, link_counts, refused, refused_nodes)


async def take_turn(tx: AsyncManagedTransaction) -> Turn:
    """Wait for the other writers; what is written now leads to the next version."""
    before, remembered = await ask(tx, lock_query())
    return Turn(before + 1, remembered)


def slices(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    """Rows in parts that a query takes at once."""
    for at in range(0, len(rows), _AT_ONCE):
        yield rows[at : at + _AT_ONCE]


# ---- nodes ---------------------------------------------------------------------------------------


async def _write_nodes(
    tx: AsyncManagedTransaction, nodes: Sequence[Node], turn: Turn, now: datetime
) -> tuple[Counts, list[RefusedNode]]:
    version = turn.version
    for node in nodes:
        check_id(node)
    known: dict[str, Node] = {}
    for ids in slices(sorted({node.id for node in nodes})):
        known.update(await known_nodes(tx, ids))
    accepted, refused = sift_nodes(nodes, known)
    merged = merge_all(known, ((node.id, node) for node in accepted), merge_same_kind)
    created = [stamped(known[node_id], now) for node_id in merged.created]
    for kinds, group in _by_kinds(created):
        rows = [{**from_node(node), "landed": version, "moved": version} for node in group]
        for some in slices(rows):
            await tell(tx, create_nodes_query(kinds, some))
    for kinds, group in _by_kinds(stamped(known[node_id], now) for node_id in merged.changed):
        for some in slices([{**from_node(node), "moved": version} for node in group]):
            await tell(tx, change_nodes_query(kinds, some))
    await note(tx, turn, (known[each] for each in (*merged.created, *merged.changed)), ())
    counts = Counts(len(merged.created), merged.updates, merged.unchanged, len(refused))
    return counts, [RefusedNode(*each) for each in refused]


def _by_kinds(nodes: Iterable[Node]) -> Iterable[tuple[frozenset[NodeKind], list[Node]]]:
    groups: dict[frozenset[NodeKind], list[Node]] = defaultdict(list)
    for node in nodes:
        groups[node.kinds].append(node)
    return groups.items()


# ---- links ---------------------------------------------------------------------------------------


async def _write_links(
    tx: AsyncManagedTransaction, links: Sequence[Link], turn: Turn, now: datetime
) -> tuple[Counts, list[RefusedLink]]:
    version = turn.version
    kinds = await kinds_of(tx, {end for link in links for end in (link.source, link.target)})
    accepted, refused = sift(links, kinds)
    known = await known_links(tx, {identity for identity, _ in accepted})
    merged = merge_all(known, accepted, merge_links)
    for kind, rows in by_type(known, merged.created, now, {"landed": version, "moved": version}):
        await tell(tx, create_links_query(kind, rows))
    for kind, rows in by_type(known, merged.changed, now, {"moved": version}):
        await tell(tx, change_links_query(kind, rows))
    await note(tx, turn, (), (known[each] for each in (*merged.created, *merged.changed)))
    counts = Counts(len(merged.created), merged.updates, merged.unchanged, len(refused))
    return counts, [RefusedLink(*each) for each in refused]


async def kinds_of(
    tx: AsyncManagedTransaction, ids: Collection[str]
) -> dict[str, frozenset[NodeKind]]:
    """The kinds of the nodes with these ids."""
    found: dict[str, frozenset[NodeKind]] = {}
    for some in slices(sorted(ids)):
        [rows] = await ask(tx, kinds_query(some))
        found.update({node_id: frozenset(map(NodeKind, kinds)) for node_id, kinds in rows})
    return found


async def known_links(
    tx: AsyncManagedTransaction, identities: Collection[Identity]
) -> dict[Identity, Link]:
    """The links with these identities that are there."""
    uids: dict[LinkType, list[str]] = defaultdict(list)
    for kind, source, target, key in identities:
        uids[kind].append(link_uid(source, target, key))
    known: dict[Identity, Link] = {}
    for kind, wanted in uids.items():
        for some in slices(sorted(wanted)):
            [rows] = await ask(tx, known_links_query(kind, some))
            known.update({link.identity: link for link in (to_link(*row) for row in rows)})
    return known


def by_type(
    known: Mapping[Identity, Link],
    identities: Iterable[Identity],
    now: datetime,
    also: Mapping[str, Any],
) -> Iterator[tuple[LinkType, Sequence[Mapping[str, Any]]]]:
    """Rows for the queries that put links, type by type; `also` is said of each."""
    groups: dict[LinkType, list[Mapping[str, Any]]] = defaultdict(list)
    for identity in identities:
        link = stamped(known[identity], now)
        stated = {**from_link(link), **also}
        groups[link.type].append({"source": link.source, "target": link.target, "stated": stated})
    for kind, rows in groups.items():
        for some in slices(rows):
            yield kind, some
