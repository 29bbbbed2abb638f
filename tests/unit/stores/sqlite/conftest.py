"""A store in a file of its own, with the contract's small network in it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from graph_api.stores.sqlite import SqliteStore
from tests.contract.network import LINKS, NODES


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "graph.db"


@pytest.fixture
async def full(path: Path) -> AsyncIterator[SqliteStore]:
    store = await SqliteStore.open(path)
    await store.write(NODES, LINKS)
    yield store
    await store.close()
