"""The stores that the contract is held against: add a factory here and every test runs on it."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

from graph_api.ports import GraphStore
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


STORES: Mapping[str, Factory] = {
    "sqlite-memory": sqlite_memory,
    "sqlite-file": sqlite_file,
}
