"""What was erased stands in no property of the database, keys for searching included."""

from collections.abc import AsyncIterator

import pytest
from neo4j import AsyncDriver, AsyncGraphDatabase

from graph_api.domain.links import Link, LinkType
from graph_api.domain.names import name_key, sort_key
from graph_api.domain.nodes import Household, Person
from graph_api.domain.places import Point, Precision
from graph_api.stores.neo4j.store import Neo4jStore
from tests.contract.stores import empty
from tests.neo4j_servers import NEO4J_STORES, GiveServer, TestServer

pytestmark = pytest.mark.neo4j

SOMEBODY = Person(
    id="p1",
    name="ปานทิพย์ สมมติยิ่ง",
    given_name="ปานทิพย์",
    family_name="สมมติยิ่ง",
    phone="0812345678",
    point=Point(15.123456, 104.543219),
    precision=Precision.HOUSE,
)
SAID = (
    "MATCH (n) UNWIND keys(n) AS key RETURN labels(n) AS of, key, toStringOrNull(n[key]) AS text "
    "UNION ALL MATCH ()-[n]->() UNWIND keys(n) AS key "
    "RETURN [type(n)] AS of, key, toStringOrNull(n[key]) AS text"
)


@pytest.fixture(params=NEO4J_STORES)
def server(request: pytest.FixtureRequest, neo4j_server: GiveServer) -> TestServer:
    return neo4j_server(request.param.removeprefix("neo4j-"))


@pytest.fixture
async def store(server: TestServer) -> AsyncIterator[Neo4jStore]:
    opened = await Neo4jStore.open(server.url)
    await empty(opened)
    yield opened
    await opened.close()


@pytest.fixture
async def driver(server: TestServer) -> AsyncIterator[AsyncDriver]:
    async with AsyncGraphDatabase.driver(
        server.uri, auth=(server.user, server.password), notifications_min_severity="OFF"
    ) as opened:
        yield opened


async def spoken_of(driver: AsyncDriver) -> set[str]:
    """The properties whose text holds the name (as written, folded, in its order) or the phone."""
    forms = {"ปานทิพย์", "สมมติยิ่ง", "0812345678", name_key("ปานทิพย์"), sort_key("ปานทิพย์")[:4]}
    found, _, _ = await driver.execute_query(SAID)
    return {
        record["key"]
        for record in found
        if record["text"] and any(form in record["text"] for form in forms)
    }


async def test_no_property_holds_anything_of_it(store: Neo4jStore, driver: AsyncDriver):
    home = Household(id="h1", name="ครัวเรือน", head="ปานทิพย์ สมมติยิ่ง")
    await store.write([SOMEBODY, home], [Link(type=LinkType.TAUGHT, source="p1", target="h1")])
    before = await spoken_of(driver)
    assert {"name", "name_key", "order_key", "given_name", "phone", "head"} <= before
    done = await store.erase("p1", asked_by="ก", reason="ข")
    assert await spoken_of(driver) == set()
    assert done.leftover is not None, "the logs of the server are out of reach, and that is said"
    [left] = (await store.nodes(["p1"])).values()
    assert (left.point, left.precision) == (None, None)
