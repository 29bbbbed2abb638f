"""The shortest ways, one step of the search a query."""

from collections.abc import Collection, Mapping, Sequence

from neo4j import AsyncManagedTransaction

from graph_api.domain.links import LinkType
from graph_api.stores.neo4j.connection import Query, ask
from graph_api.stores.neo4j.reading import type_pattern
from graph_api.stores.neo4j.rows import texts
from graph_api.stores.neo4j.walking import PASSABLE


def step_query(frontier: Collection[str], types: Collection[LinkType]) -> Query:
    """What one step from some nodes leads to, and whether a walk may go on from there."""
    text = (
        f"MATCH (f:Node)-[{type_pattern(types)}]-(n:Node) WHERE f.id IN $frontier "
        f"WITH DISTINCT f, n RETURN collect([f.id, n.id, {PASSABLE}])"
    )
    return Query(text, {"frontier": texts(frontier)})


def known_query(ids: Collection[str]) -> Query:
    """Which of some ids name a node."""
    return Query("MATCH (n:Node) WHERE n.id IN $ids RETURN collect(n.id)", {"ids": texts(ids)})


async def paths(
    tx: AsyncManagedTransaction,
    origins: Collection[str],
    targets: Collection[str],
    types: Collection[LinkType],
    max_steps: int,
) -> dict[str, Sequence[str]]:
    """See `GraphReader.paths`."""
    known = await _known(tx, {*origins, *targets})
    wanted = known & set(targets)
    before: dict[str, str | None] = dict.fromkeys(known & set(origins))
    frontier = set(before)
    for _ in range(max_steps if types else 0):
        if not frontier or wanted <= before.keys():
            break
        [rows] = await ask(tx, step_query(frontier, types))
        reached: dict[str, str] = {}
        passable: set[str] = set()
        for came_from, node_id, goes_on in rows:
            if node_id not in before:
                reached[node_id] = min(reached.get(node_id, came_from), came_from)
                if goes_on:
                    passable.add(node_id)
        before.update(reached)
        frontier = passable
    return {target: _way(target, before) for target in sorted(wanted & before.keys())}


async def _known(tx: AsyncManagedTransaction, ids: Collection[str]) -> set[str]:
    [found] = await ask(tx, known_query(ids))
    return set(found)


def _way(target: str, before: Mapping[str, str | None]) -> list[str]:
    way, at = [target], before[target]
    while at is not None:
        way.append(at)
        at = before[at]
    return way[::-1]
