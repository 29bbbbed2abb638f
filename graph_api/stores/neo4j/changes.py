"""What changed of actors and ties since the snapshot that is published, for the next refresh.

Each write leaves a `Change` with its version, the ids of the actors and the pairs of ends of the
ties that came, changed or went. `told_from` of the graph is the version from which all is
remembered; nothing is before the first publication, so that a first load pays nothing for it, and
nothing more once there are too many.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from neo4j import AsyncManagedTransaction

from graph_api.domain.kinds import ACTORS, NodeKind
from graph_api.domain.links import TIES, Link, LinkType
from graph_api.domain.nodes import Node
from graph_api.ports import CHANGES_KEPT, GraphChanges, GraphLink, GraphNode
from graph_api.stores.neo4j.connection import Query, ask, tell
from graph_api.stores.neo4j.reading import type_pattern, version_query
from graph_api.stores.neo4j.rows import SEPARATOR, texts, to_date

_AT_ONCE = 5_000

Pair = tuple[str, str]


def note_query(version: int, actors: Sequence[str], pairs: Sequence[str]) -> Query:
    """Remember what a write changed; how much has been remembered since the last publication."""
    text = (
        "MATCH (g:Graph {id: 'graph'}) SET g.changes = coalesce(g.changes, 0) + $number "
        "CREATE (:Change {version: $version, actors: $actors, pairs: $pairs}) RETURN g.changes"
    )
    number = len(actors) + len(pairs)
    values = {"version": version, "actors": actors, "pairs": pairs, "number": number}
    return Query(text, values)


def told_query() -> Query:
    """From which version on changes are remembered, and the version of the graph."""
    return Query("MATCH (g:Graph {id: 'graph'}) RETURN g.told_from, g.version")


def tell_from_query(told_from: int | None) -> Query:
    """Remember from a version on; nothing more without one."""
    text = "MATCH (g:Graph {id: 'graph'}) SET g.told_from = $told_from, g.changes = 0"
    return Query(text, {"told_from": told_from})


def forget_changes_query(version: int) -> Query:
    """Let go of what is remembered up to a version."""
    return Query("MATCH (c:Change) WHERE c.version <= $version DELETE c", {"version": version})


def changes_query(version: int) -> Query:
    """What was remembered after a version."""
    text = (
        "MATCH (c:Change) WHERE c.version > $version "
        "RETURN collect(c.actors) AS actors, collect(c.pairs) AS pairs"
    )
    return Query(text, {"version": version})


def actors_query(ids: Collection[str]) -> Query:
    """What an analysis needs of some nodes."""
    text = "MATCH (n:Node) WHERE n.id IN $ids RETURN collect([n.id, n.kinds, n.area])"
    return Query(text, {"ids": texts(ids)})


def between_query(pairs: Sequence[Pair], types: Collection[LinkType]) -> Query:
    """The links of some types between the two nodes of each pair, whichever way."""
    text = (
        "UNWIND $pairs AS pair "
        "CALL (pair) { MATCH (n:Node {id: pair[0]}) RETURN n AS s LIMIT 1 } "
        "CALL (pair) { MATCH (n:Node {id: pair[1]}) RETURN n AS t LIMIT 1 } "
        f"MATCH (s)-[r{type_pattern(types)}]-(t) "
        "RETURN collect([startNode(r).id, endNode(r).id, type(r), r.since, r.until])"
    )
    return Query(text, {"pairs": [list(pair) for pair in pairs]})


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn to write: the version that it leads to, and whether its changes are remembered."""

    version: int
    remembered: bool


async def note(
    tx: AsyncManagedTransaction, turn: Turn, nodes: Iterable[Node], links: Iterable[Link]
) -> None:
    """Remember what a write changed."""
    if not turn.remembered:
        return
    actors = [node.id for node in nodes if node.kinds & ACTORS]
    ends = {_in_order(link.source, link.target) for link in links if link.type in TIES}
    pairs = [SEPARATOR.join(pair) for pair in sorted(ends)]
    if not actors and not pairs:
        return
    [held] = await ask(tx, note_query(turn.version, actors, pairs))
    if held > CHANGES_KEPT:
        await tell(tx, forget_changes_query(turn.version))
        await tell(tx, tell_from_query(None))


async def tell_from(tx: AsyncManagedTransaction, published: int) -> None:
    """Remember from the version of what is published now on; what led to it is let go.

    The caller's transaction has taken the turn to write.
    """
    told_from, version = await ask(tx, told_query())
    # Where nothing was noted, what changed since that version is lost: the next refresh reads all.
    begun = version if told_from is None else max(told_from, min(published, version))
    await tell(tx, forget_changes_query(begun))
    await tell(tx, tell_from_query(begun))


async def changes_since(
    tx: AsyncManagedTransaction, version: int, pairs: Collection[Pair]
) -> GraphChanges | None:
    """See `GraphReader.changes_since`; nothing, too, where the graph was changed meanwhile."""
    told_from, now = await ask(tx, told_query())
    if told_from is None or not told_from <= version <= now:
        return None
    found_actors, found_pairs = await ask(tx, changes_query(version))
    ids = sorted({each for some in found_actors for each in some})
    changed = {_in_order(*each.split(SEPARATOR)) for some in found_pairs for each in some}
    asked = sorted(changed | {_in_order(*pair) for pair in pairs})
    actors = await _actors(tx, ids)
    links = await _between(tx, [pair for pair in asked if pair[0] != pair[1]])
    [after] = await ask(tx, version_query())
    return GraphChanges(now, actors, asked, links) if after == now else None


def _in_order(one: str, other: str) -> Pair:
    return min(one, other), max(one, other)


async def _actors(tx: AsyncManagedTransaction, ids: Sequence[str]) -> list[GraphNode]:
    found: list[GraphNode] = []
    for start in range(0, len(ids), _AT_ONCE):
        [rows] = await ask(tx, actors_query(ids[start : start + _AT_ONCE]))
        found += [GraphNode(node, frozenset(map(NodeKind, kinds)), at) for node, kinds, at in rows]
    return sorted(found, key=lambda node: node.id)


async def _between(tx: AsyncManagedTransaction, pairs: Sequence[Pair]) -> list[GraphLink]:
    found: list[GraphLink] = []
    for start in range(0, len(pairs), _AT_ONCE):
        [rows] = await ask(tx, between_query(pairs[start : start + _AT_ONCE], TIES))
        found += [
            GraphLink(source, target, LinkType(kind), to_date(since), to_date(until))
            for source, target, kind, since, until in rows
        ]
    return found
