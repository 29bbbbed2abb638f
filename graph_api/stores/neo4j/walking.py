"""Walks: what lies around, and what lies within.

A walk is written layer by layer: `[*1..k]` goes over the same nodes once for each way to them.
"""

from collections.abc import Collection, Sequence
from typing import Any

from neo4j import AsyncManagedTransaction

from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import LinkType
from graph_api.ports import Neighbourhood, Subgraph
from graph_api.stores.neo4j.connection import Query, ask
from graph_api.stores.neo4j.reading import nodes, type_pattern
from graph_api.stores.neo4j.rows import in_order, texts, to_links

PASSABLE = "NOT n:Area AND NOT n:Occupation"
"""What a walk may go through, of a node that is called `n`."""
# The far end has no label: an index on both ends would have each joined with each.
_BOTH_AMONG = "WHERE n.id IN $ids AND m.id IN $ids"


def layers_query(origins: Collection[str], types: Collection[LinkType], steps: int) -> Query:
    """The ids of each layer: the origins, and what one step more leads to."""
    parts = ["MATCH (n:Node) WHERE n.id IN $origins WITH collect(n) AS l0"]
    for step in range(1, steps + 1 if types else 1):
        walked = f"WITH n WHERE {PASSABLE} " if step > 1 else ""
        parts.append(
            f"CALL (l{step - 1}) {{ UNWIND l{step - 1} AS n {walked}"
            f"MATCH (n)-[{type_pattern(types)}]-(m) RETURN collect(DISTINCT m) AS l{step} }}"
        )
    layers = ", ".join(f"[n IN l{step} | n.id]" for step in range(len(parts)))
    return Query("\n".join([*parts, f"RETURN [{layers}]"]), {"origins": texts(origins)})


def links_among_query(ids: Collection[str], types: Collection[LinkType]) -> Query:
    """The links whose two ends are among some nodes."""
    text = (
        f"MATCH (n:Node)-[r{type_pattern(types)}]->(m) "
        f"{_BOTH_AMONG} RETURN collect([type(r), n.id, m.id, properties(r)])"
    )
    return Query(text, {"ids": list(ids)})


def count_among_query(ids: Collection[str], types: Collection[LinkType]) -> Query:
    """How many links have both ends among some nodes."""
    text = f"MATCH (n:Node)-[r{type_pattern(types)}]->(m) {_BOTH_AMONG} RETURN count(r)"
    return Query(text, {"ids": list(ids)})


def within_query(area: str, kinds: Collection[NodeKind]) -> Query:
    """The ids of the nodes of some kinds in an area."""
    text = (
        "MATCH (n:Node) WHERE n.area STARTS WITH $area "
        "AND any(kind IN n.kinds WHERE kind IN $kinds) "
        "WITH n ORDER BY n.id RETURN collect(n.id)"
    )
    return Query(text, {"area": area, "kinds": [kind.value for kind in in_order(kinds)]})


async def neighbourhood(
    tx: AsyncManagedTransaction,
    origins: Collection[str],
    types: Collection[LinkType],
    steps: int,
    budget: int,
) -> Neighbourhood:
    """See `GraphReader.neighbourhood`."""
    [layers] = await ask(tx, layers_query(origins, types, steps))
    at: dict[str, int] = {}
    for step, layer in enumerate(layers):
        for node_id in layer:
            at.setdefault(node_id, step)
    every = sorted(at, key=lambda node_id: (at[node_id], node_id))
    shown = every[:budget]
    return Neighbourhood(
        subgraph=await _subgraph(tx, every, shown, types),
        steps={node_id: at[node_id] for node_id in shown},
    )


async def within(
    tx: AsyncManagedTransaction,
    area: str,
    kinds: Collection[NodeKind],
    types: Collection[LinkType],
    budget: int,
) -> Subgraph:
    """See `GraphReader.within`."""
    [every] = await ask(tx, within_query(area, kinds))
    return await _subgraph(tx, every, every[:budget], types)


async def _subgraph(
    tx: AsyncManagedTransaction,
    every: Sequence[str],
    shown: Sequence[str],
    types: Collection[LinkType],
) -> Subgraph:
    found = await nodes(tx, shown)
    rows: list[Any] = []
    if types and shown:
        [rows] = await ask(tx, links_among_query(shown, types))
    total = len(rows)
    if types and len(shown) < len(every):
        [total] = await ask(tx, count_among_query(every, types))
    return Subgraph(
        nodes=[found[node_id] for node_id in shown],
        links=to_links(rows),
        total_nodes=len(every),
        total_links=total,
        truncated=len(shown) < len(every),
    )
