"""The example in each kind of store: loaded and measured once, asked by every test.

The tests only read. A database of Neo4j may have been emptied by others in between; then it is
loaded again.
"""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from graph_api.ports import GraphStore
from graph_api.services.derive import derive_links
from graph_api.services.refresh import refresh
from graph_api.stores.neo4j.store import Neo4jStore
from graph_api.stores.sqlite import SqliteStore
from loaders import load
from tests.contract.stores import empty
from tests.neo4j_servers import NEO4J_STORES, GiveServer
from tests.repository import ROOT

EXAMPLE = ROOT / "examples" / "phayu" / "phayu.xlsx"
NOW = datetime(2018, 12, 31, tzinfo=UTC)
STORES = [
    "sqlite",
    *(pytest.param(name, marks=pytest.mark.neo4j, id=name) for name in NEO4J_STORES),
]


async def fill(store: GraphStore) -> int:
    """Load the example, measure it, and say at which version it is."""
    report = await load([EXAMPLE], store, derive=derive_links)
    assert not report.exit_code
    await refresh(store, exact_betweenness_nodes=20_000, now=lambda: NOW)
    return await store.version()


@pytest.fixture(scope="session")
def example_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the embedded store of the example is, once the first test has asked for it."""
    return tmp_path_factory.mktemp("questions") / "phayu.db"


@pytest.fixture(scope="session")
def versions() -> dict[str, int]:
    """At which version each server holds the example."""
    return {}


@pytest.fixture(params=STORES)
async def store(
    request: pytest.FixtureRequest,
    neo4j_server: GiveServer,
    example_file: Path,
    versions: dict[str, int],
) -> AsyncIterator[GraphStore]:
    """The example in a store; tests only read it."""
    opened: GraphStore
    if request.param == "sqlite":
        opened = await in_file(example_file)
    else:
        opened = await on_server(neo4j_server(request.param.removeprefix("neo4j-")).url, versions)
    yield opened
    await opened.close()


async def in_file(path: Path) -> SqliteStore:
    """The example in a file, loaded by the first that asks."""
    opened = await SqliteStore.open(path)
    if not await opened.version():
        await fill(opened)
    return opened


async def on_server(url: str, versions: dict[str, int]) -> Neo4jStore:
    """The example on a server, loaded where it is not there (any more)."""
    opened = await Neo4jStore.open(url)
    if versions.get(url) != await opened.version() or not await opened.nodes(["S1"]):
        await empty(opened)
        versions[url] = await fill(opened)
    return opened
