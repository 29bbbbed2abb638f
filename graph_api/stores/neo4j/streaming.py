"""The batches of a whole reading: by key, of what was there when the reading began."""

from collections.abc import Sequence

from neo4j import AsyncManagedTransaction

from graph_api.domain.errors import StoreUnavailable
from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import Link, LinkType
from graph_api.domain.nodes import Node
from graph_api.ports import GraphLink, GraphNode
from graph_api.stores.neo4j.connection import Query, ask
from graph_api.stores.neo4j.reading import LINKS
from graph_api.stores.neo4j.rows import SEPARATOR, to_date, to_links, to_node

BATCH = 10_000
WHOLE = 2_000


def node_batch_query(after: str, version: int) -> Query:
    """The next nodes by id, of those that were there at a version; the last change of them."""
    text = (
        "MATCH (n:Node) WHERE n.id > $after AND n.landed <= $version "
        "WITH n ORDER BY n.id LIMIT $first RETURN max(n.moved), "
        "collect(n.id), collect(n.kinds), collect(coalesce(n.area, ''))"
    )
    return Query(text, {"after": after, "version": version, "first": BATCH})


def link_batch_query(kind: LinkType, after: str, version: int) -> Query:
    """The next links of a type by identity, of those that were there at a version."""
    text = (
        f"MATCH ()-[r:{kind.value}]->() WHERE r.uid > $after AND r.landed <= $version "
        "WITH r ORDER BY r.uid LIMIT $first "
        "RETURN max(r.moved), collect(r.uid), collect(coalesce(r.since, '')), "
        "collect(coalesce(r.until, ''))"
    )
    return Query(text, {"after": after, "version": version, "first": BATCH})


def whole_node_batch_query(after: str, version: int) -> Query:
    """The next nodes by id with all that is known of them."""
    text = (
        "MATCH (n:Node) WHERE n.id > $after AND n.landed <= $version "
        "WITH n ORDER BY n.id LIMIT $first RETURN max(n.moved), collect(properties(n))"
    )
    return Query(text, {"after": after, "version": version, "first": WHOLE})


def whole_link_batch_query(kind: LinkType, after: str, version: int) -> Query:
    """The next links of a type by identity with all that is known of them."""
    text = (
        f"MATCH ()-[r:{kind.value}]->() WHERE r.uid > $after AND r.landed <= $version "
        f"WITH r ORDER BY r.uid LIMIT $first RETURN max(r.moved), {LINKS}"
    )
    return Query(text, {"after": after, "version": version, "first": WHOLE})


def last_removal_query() -> Query:
    """The version at which a link was last taken away."""
    return Query("MATCH (g:Graph {id: 'graph'}) RETURN g.removed")


async def node_batch(tx: AsyncManagedTransaction, after: str, version: int) -> Sequence[GraphNode]:
    """The next batch of `GraphReader.stream_nodes`.

    Raises:
        StoreUnavailable: one of them has been changed since.
    """
    moved, *columns = await ask(tx, node_batch_query(after, version))
    _check_unmoved(moved, version)
    return [
        GraphNode(node_id, frozenset(map(NodeKind, kinds)), area or None)
        for node_id, kinds, area in zip(*columns, strict=True)
    ]


async def whole_node_batch(tx: AsyncManagedTransaction, after: str, version: int) -> Sequence[Node]:
    """The next batch of `GraphReader.export_nodes`.

    Raises:
        StoreUnavailable: one of them has been changed since.
    """
    moved, found = await ask(tx, whole_node_batch_query(after, version))
    _check_unmoved(moved, version)
    return [to_node(stored) for stored in found]


async def whole_link_batch(
    tx: AsyncManagedTransaction, kind: LinkType, after: str, version: int
) -> Sequence[Link]:
    """The next batch of links of a type for `GraphReader.export_links`.

    Raises:
        StoreUnavailable: one of them has been changed, or a link taken away, since.
    """
    moved, found = await ask(tx, whole_link_batch_query(kind, after, version))
    _check_unmoved(moved, version)
    await _check_unremoved(tx, version)
    return to_links(found)


async def _check_unremoved(tx: AsyncManagedTransaction, version: int) -> None:
    # Asked after the batch was read, and again with the next one: a link that was taken away
    # before its batch is found out.
    _check_unmoved((await ask(tx, last_removal_query()))[0], version)


def _check_unmoved(moved: int | None, version: int) -> None:
    # Neo4j has no reading of an earlier state. What was added since can be left out; what was
    # changed cannot be had as it was, and half of each state would be no graph that ever was.
    if moved is not None and moved > version:
        raise StoreUnavailable("ข้อมูลถูกแก้ระหว่างที่อ่านทั้งเครือข่าย: รอให้การนำเข้าจบ แล้วสั่งใหม่อีกครั้ง")


async def link_batch(
    tx: AsyncManagedTransaction, kind: LinkType, after: str, version: int
) -> tuple[Sequence[GraphLink], str]:
    """The next batch of links of a type, and the identity of the last of them.

    Raises:
        StoreUnavailable: one of them has been changed, or a link taken away, since.
    """
    moved, uids, *days = await ask(tx, link_batch_query(kind, after, version))
    _check_unmoved(moved, version)
    await _check_unremoved(tx, version)
    ends = (uid.split(SEPARATOR, 2) for uid in uids)
    found = [
        GraphLink(source, target, kind, to_date(since), to_date(until))
        for (source, target, _), since, until in zip(ends, *days, strict=True)
    ]
    return found, uids[-1] if uids else after
