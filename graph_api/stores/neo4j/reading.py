"""Looking up: nodes, lists, counts, links, sales, and the batches an analysis reads."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from neo4j import AsyncManagedTransaction

from graph_api.domain.cursors import decode, encode
from graph_api.domain.errors import StoreUnavailable
from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import Link, LinkType
from graph_api.domain.metrics import Direction
from graph_api.domain.nodes import Node
from graph_api.domain.texts import is_text
from graph_api.ports import GraphLink, GraphNode, KindCount, NameCandidate, NodeFilter, Page
from graph_api.stores.neo4j.connection import Query, ask
from graph_api.stores.neo4j.rows import (
    SEPARATOR,
    in_order,
    label,
    order_key,
    texts,
    to_links,
    to_node,
)

BATCH = 10_000
WHOLE = 2_000


def version_query() -> Query:
    """The number of the last commit that changed something."""
    return Query("MATCH (g:Graph {id: 'graph'}) RETURN g.version")


def nodes_query(ids: Collection[str]) -> Query:
    """Nodes by id."""
    text = "MATCH (n:Node) WHERE n.id IN $ids RETURN collect(properties(n))"
    return Query(text, {"ids": texts(ids)})


def listing(kind: NodeKind, where: NodeFilter) -> Query:
    """What a list matches, and the values of its conditions."""
    conditions = ["n.order_key > $after"]
    values: dict[str, Any] = {"after": ""}
    if where.area is not None:
        conditions.append("n.area STARTS WITH $area")
        values["area"] = where.area
    if where.level is not None:
        conditions.append("size(n.area) = $digits")
        values["digits"] = where.level.digits
    if where.occupations is not None:
        conditions.append("EXISTS { (n)-[:PRACTISES]->(o:Node) WHERE o.id IN $occupations }")
        values["occupations"] = texts(where.occupations)
    if where.name_key:
        conditions.append("n.name_key CONTAINS $name_key")
        values["name_key"] = where.name_key
    return Query(f"MATCH (n:Node:{label(kind)}) WHERE {' AND '.join(conditions)}", values)


def page_query(kind: NodeKind, where: NodeFilter, first: int, after: str) -> Query:
    """A page in order of name, begun after a key and not by an offset."""
    matched = listing(kind, where)
    text = f"{matched.text} WITH n ORDER BY n.order_key LIMIT $first RETURN collect(properties(n))"
    return Query(text, {**matched.parameters, "after": after, "first": first})


def count_query(kind: NodeKind, where: NodeFilter) -> Query:
    """How many nodes a list holds; of a whole kind the server knows it without counting."""
    if where == NodeFilter() or where == NodeFilter(name_key=""):
        return Query(f"MATCH (n:{label(kind)}) RETURN count(n)")
    matched = listing(kind, where)
    return Query(f"{matched.text} RETURN count(n)", matched.parameters)


def kind_counts_query(area: str | None) -> Query:
    """How many nodes of each kind: from the count store, or by the codes of an area."""
    if area is None:
        counted = ", ".join(
            f"['{kind.value}', COUNT {{ MATCH (n:{label(kind)}) RETURN n }}]"
            for kind in in_order(NodeKind)
        )
        return Query(f"RETURN [{counted}]")
    text = (
        "MATCH (n:Node) WHERE n.area STARTS WITH $area UNWIND n.kinds AS kind "
        "WITH kind, count(*) AS counted ORDER BY kind RETURN collect([kind, counted])"
    )
    return Query(text, {"area": area})


def name_candidates_query(
    trigrams: Sequence[str], kinds: Collection[NodeKind], area: str | None, limit: int
) -> Query:
    """The names that share most trigrams: counted and not weighed, as in every store."""
    text = (
        "CALL db.index.fulltext.queryNodes('node_grams', $asked) YIELD node AS n "
        "WHERE any(kind IN n.kinds WHERE kind IN $kinds) "
        "AND ($area IS NULL OR n.area STARTS WITH $area) "
        "WITH n, size([gram IN $trigrams WHERE gram IN split(n.grams, ' ')]) AS shared "
        "WHERE shared > 0 WITH n, shared ORDER BY shared DESC, n.id LIMIT $first "
        "RETURN collect([n.id, n.name, shared])"
    )
    distinct = [gram for gram in dict.fromkeys(trigrams) if is_text(gram)]
    return Query(
        text,
        {
            "asked": " OR ".join(map(quoted, distinct)),
            "trigrams": distinct,
            "kinds": [kind.value for kind in in_order(kinds)],
            "area": area,
            "first": limit,
        },
    )


def quoted(term: str) -> str:
    r"""A term of a full-text question, as text and never as syntax.

    >>> print(quoted('a"b'))
    "a\"b"
    """
    return '"' + term.replace("\\", "\\\\").replace('"', '\\"') + '"'


def type_pattern(types: Collection[LinkType]) -> str:
    """Link types as a pattern writes them.

    >>> type_pattern([LinkType.TAUGHT, LinkType.PEER])
    ':PEER|TAUGHT'
    """
    return ":" + "|".join(sorted(each.value for each in types))


_LINKS = "collect([type(r), startNode(r).id, endNode(r).id, properties(r)])"


def links_of_query(
    ids: Collection[str], types: Collection[LinkType], direction: Direction
) -> Query:
    """The links of some nodes."""
    head, tail = {
        Direction.OUT: ("-", "->"),
        Direction.IN: ("<-", "-"),
        Direction.UNDIRECTED: ("-", "-"),
    }[direction]
    text = (
        f"MATCH (n:Node){head}[r{type_pattern(types)}]{tail}() WHERE n.id IN $ids "
        f"WITH DISTINCT r RETURN {_LINKS}"
    )
    return Query(text, {"ids": texts(ids)})


def sales_query(area: str, since: date | None, until: date | None) -> Query:
    """The sales of sellers in an area in a time."""
    text = (
        "MATCH (n:Node)-[r:SOLD_AT]->() WHERE n.area STARTS WITH $area "
        "AND (n:OccupationGroup OR n:Household) "
        "AND ($since IS NULL OR r.since >= $since) AND ($until IS NULL OR r.since <= $until) "
        f"RETURN {_LINKS}"
    )
    return Query(
        text,
        {
            "area": area,
            "since": since and since.isoformat(),
            "until": until and until.isoformat(),
        },
    )


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
        "WITH r ORDER BY r.uid LIMIT $first RETURN collect(r.uid)"
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
        f"WITH r ORDER BY r.uid LIMIT $first RETURN max(r.moved), {_LINKS}"
    )
    return Query(text, {"after": after, "version": version, "first": WHOLE})


async def version(tx: AsyncManagedTransaction) -> int:
    """See `GraphReader.version`."""
    return int((await ask(tx, version_query()))[0])


async def nodes(tx: AsyncManagedTransaction, ids: Collection[str]) -> dict[str, Node]:
    """See `GraphReader.nodes`."""
    if not ids:
        return {}
    [found] = await ask(tx, nodes_query(ids))
    return {stored["id"]: to_node(stored) for stored in found}


async def page(
    tx: AsyncManagedTransaction, kind: NodeKind, where: NodeFilter, first: int, after: str | None
) -> Page[Node]:
    """See `GraphReader.page`."""
    begin = "" if after is None else order_key(*decode(after, str, str))
    [found] = await ask(tx, page_query(kind, where, first + 1, begin))
    shown = found[:first]
    return Page(
        items=[to_node(stored) for stored in shown],
        cursors=[encode(*_place(stored)) for stored in shown],
        has_next=len(found) > first,
    )


def _place(stored: Mapping[str, str]) -> tuple[str, str]:
    key = stored["order_key"].removesuffix(SEPARATOR + stored["id"])
    return key, stored["id"]


async def count(tx: AsyncManagedTransaction, kind: NodeKind, where: NodeFilter) -> int:
    """See `GraphReader.count`."""
    return int((await ask(tx, count_query(kind, where)))[0])


async def kind_counts(tx: AsyncManagedTransaction, area: str | None) -> list[KindCount]:
    """See `GraphReader.kind_counts`."""
    [counted] = await ask(tx, kind_counts_query(area))
    return [KindCount(NodeKind(kind), number) for kind, number in counted if number]


async def name_candidates(
    tx: AsyncManagedTransaction,
    trigrams: Sequence[str],
    kinds: Collection[NodeKind],
    area: str | None,
    limit: int,
) -> list[NameCandidate]:
    """See `GraphReader.name_candidates`."""
    query = name_candidates_query(trigrams, kinds, area, limit)
    if not query.parameters["asked"]:
        return []
    [found] = await ask(tx, query)
    return [NameCandidate(*each) for each in found]


async def links_of(
    tx: AsyncManagedTransaction,
    ids: Collection[str],
    types: Collection[LinkType],
    direction: Direction,
) -> list[Link]:
    """See `GraphReader.links_of`."""
    if not types:
        return []
    [found] = await ask(tx, links_of_query(ids, types, direction))
    return to_links(found)


async def sales(
    tx: AsyncManagedTransaction, area: str, since: date | None, until: date | None
) -> list[Link]:
    """See `GraphReader.sales`."""
    [found] = await ask(tx, sales_query(area, since, until))
    return to_links(found)


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
        StoreUnavailable: one of them has been changed since.
    """
    moved, found = await ask(tx, whole_link_batch_query(kind, after, version))
    _check_unmoved(moved, version)
    return to_links(found)


def _check_unmoved(moved: int | None, version: int) -> None:
    # Neo4j has no reading of an earlier state. What was added since can be left out; what was
    # changed cannot be had as it was, and half of each state would be no graph that ever was.
    if moved is not None and moved > version:
        raise StoreUnavailable("ข้อมูลถูกแก้ระหว่างที่อ่านทั้งเครือข่าย: รอให้การนำเข้าจบ แล้วสั่งใหม่อีกครั้ง")


async def link_batch(
    tx: AsyncManagedTransaction, kind: LinkType, after: str, version: int
) -> Sequence[str]:
    """The identities of the next batch of links of a type."""
    [found] = await ask(tx, link_batch_query(kind, after, version))
    return list(found)


def links_of_uids(kind: LinkType, uids: Sequence[str]) -> list[GraphLink]:
    """The links that identities name."""
    ends = (uid.split(SEPARATOR, 2) for uid in uids)
    return [GraphLink(source, target, kind) for source, target, _ in ends]
