"""A server, a store that is empty, and a bare driver beside it."""

from collections.abc import AsyncIterator, Iterator

import pytest
from neo4j import AsyncDriver, AsyncGraphDatabase

from graph_api.stores.neo4j.server.releases import DEFAULT_RELEASE
from graph_api.stores.neo4j.store import Neo4jStore
from tests.contract.stores import empty
from tests.neo4j_servers import GiveServer, TestServer, server_of_its_own


@pytest.fixture
def server(neo4j_server: GiveServer) -> TestServer:
    return neo4j_server(DEFAULT_RELEASE)


@pytest.fixture
async def store(server: TestServer) -> AsyncIterator[Neo4jStore]:
    opened = await Neo4jStore.open(server.url)
    await empty(opened)
    yield opened
    await opened.close()


@pytest.fixture
async def driver(server: TestServer, store: Neo4jStore) -> AsyncIterator[AsyncDriver]:
    """Another program's connection to the same server."""
    async with AsyncGraphDatabase.driver(
        server.uri, auth=(server.user, server.password), notifications_min_severity="OFF"
    ) as opened:
        yield opened


@pytest.fixture
def mortal(request: pytest.FixtureRequest) -> Iterator[TestServer]:
    """A server that a test may kill."""
    with server_of_its_own(request.config) as server:
        yield server
