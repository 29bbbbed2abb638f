"""The stores that the contract is held against: add a factory here and every test runs on it."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

from graph_api.ports import GraphStore
from graph_api.stores.neo4j.store import Neo4jStore
from graph_api.stores.sqlite import SqliteStore

Factory = Callable[[Path], AbstractAsyncContextManager[GraphStore]]
"""Opens an empty store, with a folder to keep files in, and lets go of it at the end."""


@asynccontextmanager
async def sqlite_memory(folder: Path) -> AsyncIterator[GraphStore]:
    store = await SqliteStore.open(None)
    try:
        yield store
    finally:
        await store.close()


@asynccontextmanager
async def sqlite_file(folder: Path) -> AsyncIterator[GraphStore]:
    store = await SqliteStore.open(folder / "graph.db")
    try:
        yield store
    finally:
        await store.close()


def neo4j_factory(url: str) -> Factory:
    """The one database of a community server, emptied before each use."""

    @asynccontextmanager
    async def opened(folder: Path) -> AsyncIterator[GraphStore]:
        store = await Neo4jStore.open(url)
        try:
            await empty(store)
            yield store
        finally:
            await store.close()

    return opened


async def empty(store: Neo4jStore) -> None:
    """Take everything out but the schema."""
    for text in (
        "MATCH (n) WHERE NOT n:Graph AND NOT n:Schema DETACH DELETE n",
        "MATCH (g:Graph) SET g = {id: 'graph', version: 0}",
    ):
        await store._connection.execute(text)


STORES: Mapping[str, Factory] = {
    "sqlite-memory": sqlite_memory,
    "sqlite-file": sqlite_file,
}
