"""Lists in order of name, and how long they are."""

from collections.abc import Mapping
from typing import Any

from neo4j import AsyncManagedTransaction

from graph_api.domain.cursors import decode, encode
from graph_api.domain.kinds import NodeKind
from graph_api.domain.nodes import Node
from graph_api.ports import KindCount, NodeFilter, Page
from graph_api.stores.neo4j.connection import Query, ask
from graph_api.stores.neo4j.rows import SEPARATOR, in_order, label, order_key, texts, to_node


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
