"""Large writes that were made before: they say nothing new while the graph has only grown since.

The node of the graph keeps the run of versions, up to the last, in which no fact was changed or
taken away (`grown_from` to `grown_to`). Whoever moves the version without a word here ends the run,
so that nothing is taken for known that is not.
"""

from neo4j import AsyncManagedTransaction

from graph_api.stores.neo4j.connection import Query, ask, tell


def is_known_query(digest: bytes) -> Query:
    """Whether a write was made before and would change nothing now."""
    text = (
        "MATCH (g:Graph {id: 'graph'}) RETURN g.grown_to = g.version AND EXISTS { "
        "MATCH (s:Stated {digest: $digest}) WHERE s.version >= g.grown_from }"
    )
    return Query(text, {"digest": digest.hex()})


def move_version_query(version: int, *, grows: bool) -> Query:
    """Say that the graph has changed; `grows`: nothing that was known has."""
    text = (
        "MATCH (g:Graph {id: 'graph'}) SET g.grown_from = "
        "CASE WHEN $grows AND g.grown_to = g.version THEN g.grown_from ELSE $version END, "
        "g.grown_to = $version, g.version = $version"
    )
    return Query(text, {"version": version, "grows": grows})


def keep_query(digest: bytes) -> Query:
    """Remember a write that has just been made."""
    text = (
        "MATCH (g:Graph {id: 'graph'}) SET g.grown_from = "
        "CASE WHEN g.grown_to = g.version THEN g.grown_from ELSE g.version END, "
        "g.grown_to = g.version WITH g MERGE (s:Stated {digest: $digest}) SET s.version = g.version"
    )
    return Query(text, {"digest": digest.hex()})


def drop_stale_query(version: int) -> Query:
    """Forget the writes before a version at which something known was changed."""
    return Query("MATCH (s:Stated) WHERE s.version < $version DELETE s", {"version": version})


async def is_known(tx: AsyncManagedTransaction, digest: bytes) -> bool:
    """Whether this write was made before and would change nothing now."""
    [known] = await ask(tx, is_known_query(digest))
    return bool(known)


async def move_version(tx: AsyncManagedTransaction, version: int, *, grows: bool) -> None:
    """Say that the graph has changed; `grows`: nothing that was known has."""
    await tell(tx, move_version_query(version, grows=grows))
    if not grows:
        await tell(tx, drop_stale_query(version))


async def keep(tx: AsyncManagedTransaction, digest: bytes) -> None:
    """Remember a write that has just been made."""
    await tell(tx, keep_query(digest))
