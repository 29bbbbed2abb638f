"""Walks: what lies around, and what lies within.

A walk is written layer by layer: `[*1..k]` goes over the same nodes once for each way to them.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from neo4j import AsyncManagedTransaction

from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import LinkType
from graph_api.ports import Neighbourhood, Subgraph, counted_at_most
from graph_api.stores.neo4j.connection import Query, ask
from graph_api.stores.neo4j.reading import type_pattern
from graph_api.stores.neo4j.rows import in_order, texts, to_links, to_node

PASSABLE = "NOT n:Area AND NOT n:Occupation"
"""What a walk may go through, of a node that is called `n`."""
# Of the nodes themselves, so that no index on both ends has each joined with each.
_AMONG = """\
CALL (shown) { UNWIND shown AS n MATCH (n)-[r%s]->(m) WHERE m IN shown
  RETURN collect([type(r), n.id, m.id, properties(r)]) AS links }
"""


def _shown(types: Collection[LinkType], counts: str) -> str:
    """The nodes to show, the links among them, and what was counted."""
    among = _AMONG % type_pattern(types) if types else "WITH *, [] AS links "
    return f"{among}RETURN [n IN shown | properties(n)], links, {counts}"


def layers_query(
    origins: Collection[str], types: Collection[LinkType], steps: int, budget: int
) -> Query:
    """What lies around, layer by layer, each in order of id and no larger than is counted."""
    parts = ["MATCH (n:Node) WHERE n.id IN $origins WITH n ORDER BY n.id WITH collect(n) AS l0"]
    names = ["l0"]
    for step in range(1, steps + 1 if types else 1):
        walked = f"WITH n WHERE {PASSABLE} " if step > 1 else ""
        before = " + ".join(names)
        parts.append(
            f"WITH *, {before} AS b{step}\n"
            f"CALL (l{step - 1}, b{step}) {{ UNWIND l{step - 1} AS n {walked}"
            f"MATCH (n)-[{type_pattern(types)}]-(m) WITH DISTINCT m, b{step} "
            f"WHERE NOT m IN b{step} WITH m ORDER BY m.id LIMIT $most "
            f"RETURN collect(m) AS l{step} }}"
        )
        names.append(f"l{step}")
    sizes = ", ".join(f"size({name})" for name in names)
    parts.append(f"WITH {' + '.join(names)} AS every, [{sizes}] AS sizes")
    parts.append("WITH every[..$budget] AS shown, size(every) AS total, sizes")
    text = "\n".join([*parts, _shown(types, "total, sizes")])
    most = counted_at_most(budget)
    return Query(text, {"origins": texts(origins), "budget": budget, "most": most})


def within_query(
    area: str, kinds: Collection[NodeKind], types: Collection[LinkType], budget: int
) -> Query:
    """The first nodes of some kinds in an area, by id."""
    text = (
        "MATCH (n:Node) WHERE n.area STARTS WITH $area "
        "AND any(kind IN n.kinds WHERE kind IN $kinds) "
        "WITH n ORDER BY n.id WITH collect(n) AS every "
        f"WITH every[..$budget] AS shown, size(every) AS total\n{_shown(types, 'total')}"
    )
    named = [kind.value for kind in in_order(kinds)]
    return Query(text, {"area": area, "kinds": named, "budget": budget})


async def neighbourhood(
    tx: AsyncManagedTransaction,
    origins: Collection[str],
    types: Collection[LinkType],
    steps: int,
    budget: int,
) -> Neighbourhood:
    """See `GraphReader.neighbourhood`."""
    nodes, links, total, sizes = await ask(tx, layers_query(origins, types, steps, budget))
    at = [step for step, size in enumerate(sizes) for _ in range(size)]
    subgraph = _subgraph(nodes, links, min(total, counted_at_most(budget)))
    ids = (node.id for node in subgraph.nodes)
    return Neighbourhood(subgraph, dict(zip(ids, at, strict=False)))


async def within(
    tx: AsyncManagedTransaction,
    area: str,
    kinds: Collection[NodeKind],
    types: Collection[LinkType],
    budget: int,
) -> Subgraph:
    """See `GraphReader.within`."""
    return _subgraph(*await ask(tx, within_query(area, kinds, types, budget)))


def _subgraph(
    nodes: Sequence[Mapping[str, Any]], links: Iterable[list[Any]], total: int
) -> Subgraph:
    found = to_links(links)
    return Subgraph(
        nodes=[to_node(stored) for stored in nodes],
        links=found,
        total_nodes=total,
        total_links=len(found),
        truncated=len(nodes) < total,
    )
