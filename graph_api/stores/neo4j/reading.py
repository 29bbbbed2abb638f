"""Looking up: the version, nodes by id, the links of nodes, sales."""

from collections.abc import Collection
from datetime import date

from neo4j import AsyncManagedTransaction

from graph_api.domain.links import Link, LinkType
from graph_api.domain.metrics import Direction
from graph_api.domain.nodes import Node
from graph_api.stores.neo4j.connection import Query, ask
from graph_api.stores.neo4j.rows import texts, to_links, to_node

LINKS = "collect([type(r), startNode(r).id, endNode(r).id, properties(r)])"
"""What a query returns of the links that it calls `r`."""


def version_query() -> Query:
    """The number of the last commit that changed something."""
    return Query("MATCH (g:Graph {id: 'graph'}) RETURN g.version")


def nodes_query(ids: Collection[str]) -> Query:
    """Nodes by id."""
    text = "MATCH (n:Node) WHERE n.id IN $ids RETURN collect(properties(n))"
    return Query(text, {"ids": texts(ids)})


def type_pattern(types: Collection[LinkType]) -> str:
    """Link types as a pattern writes them.

    >>> type_pattern([LinkType.TAUGHT, LinkType.PEER])
    ':PEER|TAUGHT'
    """
    return ":" + "|".join(sorted(each.value for each in types))


def arrow(direction: Direction) -> tuple[str, str]:
    """How a pattern is written before and after a link, seen from the node before it."""
    return {
        Direction.OUT: ("-", "->"),
        Direction.IN: ("<-", "-"),
        Direction.UNDIRECTED: ("-", "-"),
    }[direction]


def links_of_query(
    ids: Collection[str], types: Collection[LinkType], direction: Direction
) -> Query:
    """The links of some nodes."""
    head, tail = arrow(direction)
    text = (
        f"MATCH (n:Node){head}[r{type_pattern(types)}]{tail}() WHERE n.id IN $ids "
        f"WITH DISTINCT r RETURN {LINKS}"
    )
    return Query(text, {"ids": texts(ids)})


def sales_query(area: str, since: date | None, until: date | None) -> Query:
    """The sales of sellers in an area in a time."""
    text = (
        "MATCH (n:Node)-[r:SOLD_AT]->() WHERE n.area STARTS WITH $area "
        "AND (n:OccupationGroup OR n:Household) "
        "AND ($since IS NULL OR r.since >= $since) AND ($until IS NULL OR r.since <= $until) "
        f"RETURN {LINKS}"
    )
    return Query(
        text,
        {
            "area": area,
            "since": since and since.isoformat(),
            "until": until and until.isoformat(),
        },
    )


async def version(tx: AsyncManagedTransaction) -> int:
    """See `GraphReader.version`."""
    return int((await ask(tx, version_query()))[0])


async def nodes(tx: AsyncManagedTransaction, ids: Collection[str]) -> dict[str, Node]:
    """See `GraphReader.nodes`."""
    if not ids:
        return {}
    [found] = await ask(tx, nodes_query(ids))
    return {stored["id"]: to_node(stored) for stored in found}


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
