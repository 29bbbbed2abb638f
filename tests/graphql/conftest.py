"""A store with the small network, and a client that asks the application in-process."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from graph_api.asgi.app import create_app
from graph_api.ports import GraphStore
from graph_api.stores.sqlite import SqliteStore
from tests.graphql.small_network import AS_OF, fill


class Client:
    """Asks the application as a client over HTTP does."""

    def __init__(self, app: Starlette) -> None:
        transport = httpx.ASGITransport(app)
        self.http = httpx.AsyncClient(transport=transport, base_url="http://test")

    async def ask(self, query: str, **variables: Any) -> Any:
        """The data of an answer that has no errors."""
        told = await self.answer(query, **variables)
        assert "errors" not in told, told["errors"]
        return told["data"]

    async def answer(self, query: str, **variables: Any) -> Any:
        response = await self.http.post("/graphql", json={"query": query, "variables": variables})
        assert response.status_code == 200, response.text
        return response.json()

    async def error(self, query: str, **variables: Any) -> Any:
        """The only error of an answer."""
        (told,) = (await self.answer(query, **variables))["errors"]
        return told


@pytest.fixture
async def store() -> AsyncIterator[GraphStore]:
    opened = await SqliteStore.open(None)
    await fill(opened)
    yield opened
    await opened.close()


@pytest.fixture
def app(store: GraphStore) -> Starlette:
    return create_app(store, now=lambda: AS_OF)


@pytest.fixture
async def client(app: Starlette) -> AsyncIterator[Client]:
    asking = Client(app)
    yield asking
    await asking.http.aclose()
