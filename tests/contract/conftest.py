"""An empty store, and one that holds the small network, of each kind that there is."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from graph_api.ports import GraphStore
from tests.contract.network import LINKS, NODES
from tests.contract.stores import STORES, Factory, neo4j_factory
from tests.neo4j_servers import NEO4J_STORES, GiveServer

_ALL = [
    *STORES,
    *(pytest.param(name, marks=pytest.mark.neo4j, id=name) for name in NEO4J_STORES),
]


@pytest.fixture(params=_ALL)
def factory(request: pytest.FixtureRequest, neo4j_server: GiveServer) -> Factory:
    if request.param in STORES:
        return STORES[request.param]
    return neo4j_factory(neo4j_server(request.param.removeprefix("neo4j-")).url)


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
