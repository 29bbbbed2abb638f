"""The shortest ways: the search of `domain.ways`, one query a step."""

from collections.abc import Collection, Sequence

from neo4j import AsyncManagedTransaction

from graph_api.domain.links import LinkType
from graph_api.domain.ways import Search
from graph_api.stores.neo4j.connection import Query, ask
from graph_api.stores.neo4j.reading import type_pattern
from graph_api.stores.neo4j.rows import texts
from graph_api.stores.neo4j.walking import PASSABLE


def step_query(frontier: Collection[str], types: Collection[LinkType]) -> Query:
    """What lies beside some nodes: each node, and by each of those whether a walk may go on."""
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
    [found] = await ask(tx, known_query({*origins, *targets}))
    known, passable = set(found), set[str]()
    search = Search(
        known & set(origins), known & set(targets), passable=passable.intersection, first=min
    )
    for _ in range(max_steps if types else 0):
        frontier = search.frontier()
        if not frontier:
            break
        [rows] = await ask(tx, step_query(sorted(frontier), types))
        passable.update(beside for _, beside, goes_on in rows if goes_on)
        search.grow((node, beside) for node, beside, _ in rows)
    return {way[-1]: way for way in search.ways}
