"""An empty store, and one that holds the small network, of each kind that there is."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from graph_api.ports import GraphStore
from tests.contract.network import LINKS, NODES
from tests.contract.stores import STORES, Factory


@pytest.fixture(params=STORES)
def factory(request: pytest.FixtureRequest) -> Factory:
    return STORES[request.param]


@pytest.fixture
async def store(factory: Factory, tmp_path: Path) -> AsyncIterator[GraphStore]:
    async with factory(tmp_path) as opened:
        yield opened


@pytest.fixture
async def full(store: GraphStore) -> GraphStore:
    """The store with the network in it."""
    report = await store.write(NODES, LINKS)
    assert not report.refused_links
    return store
