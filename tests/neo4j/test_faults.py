"""What a user sees when the server is wrong, gone, or comes back."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest
from neo4j import AsyncGraphDatabase
from neo4j.exceptions import Neo4jError

from graph_api.domain.errors import StoreUnavailable
from graph_api.domain.links import Link, LinkType
from graph_api.domain.nodes import Household
from graph_api.stores.neo4j.connection import check_version
from graph_api.stores.neo4j.migrations import migrate, migrations, pending
from graph_api.stores.neo4j.server import control
from graph_api.stores.neo4j.server.releases import DEFAULT_RELEASE
from graph_api.stores.neo4j.store import Neo4jStore
from tests.contract.network import LINKS, NODES
from tests.contract.stores import empty
from tests.neo4j_servers import MEMORY, GiveServer, TestServer, server_of_its_own

pytestmark = pytest.mark.neo4j


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
def mortal(request: pytest.FixtureRequest) -> Iterator[TestServer]:
    """A server that a test may kill."""
    with server_of_its_own(request.config) as server:
        yield server


def households(first: int, count: int) -> list[Household]:
    return [Household(id=f"h{n:06}", name=f"ครัวเรือน {n}") for n in range(first, first + count)]


async def landed(store: Neo4jStore, version: int) -> None:
    """Wait, by asking, until a version has been reached."""
    reached = 0
    while reached < version:
        reached = await store.version()


async def test_a_wrong_password_is_said_without_the_password(server: TestServer):
    url = server.url.replace(f":{server.password}@", ":not-the-password@")
    with pytest.raises(StoreUnavailable, match="รหัสผ่าน") as caught:
        await Neo4jStore.open(url)
    assert "not-the-password" not in caught.value.message


async def test_a_database_that_is_not_there_is_named(server: TestServer):
    with pytest.raises(StoreUnavailable, match="nosuchdb"):
        await Neo4jStore.open(f"{server.url}/nosuchdb")


async def test_no_server_at_all_is_said_soon():
    with pytest.raises(StoreUnavailable, match=r"127\.0\.0\.1:1"):
        await Neo4jStore.open("bolt://neo4j:x@127.0.0.1:1")


@pytest.mark.parametrize("agent", ["Neo4j/4.4.30", "Neo4j/5.13.0"])
def test_a_server_that_is_too_old_is_refused(agent: str):
    with pytest.raises(StoreUnavailable, match="เก่าเกินไป"):
        check_version(agent)


async def test_a_database_of_a_newer_release_is_refused(server: TestServer, store: Neo4jStore):
    latest = migrations()[-1].number
    await store._connection.execute(f"MATCH (s:Schema) SET s.applied = {latest + 1}")
    try:
        with pytest.raises(StoreUnavailable, match="ใหม่กว่า"):
            await Neo4jStore.open(server.url)
    finally:
        await store._connection.execute(f"MATCH (s:Schema) SET s.applied = {latest}")


async def test_migrations_are_applied_once_though_two_begin_at_once(store: Neo4jStore):
    await store._connection.execute("MATCH (s:Schema) DELETE s")
    assert await pending(store._connection) == migrations()
    both = await asyncio.gather(migrate(store._connection), migrate(store._connection))
    assert sorted(map(len, both)) == [0, len(migrations())]
    assert await pending(store._connection) == ()


async def test_two_loaders_at_once_lose_nothing(store: Neo4jStore):
    reports = await asyncio.gather(*(store.write(NODES, LINKS) for _ in range(4)))
    assert sum(report.nodes.created for report in reports) == len(NODES)
    assert sum(report.links.created for report in reports) == len(LINKS)
    assert await store.version() == 1


async def test_a_deadlock_is_tried_again(server: TestServer, store: Neo4jStore):
    await store.write(households(0, 2), [])
    one_way, other_way = asyncio.Event(), asyncio.Event()

    async def foreign() -> None:
        # Holds what the store will want, then wants what the store holds.
        async with (
            AsyncGraphDatabase.driver(server.uri, auth=(server.user, server.password)) as driver,
            driver.session() as session,
        ):
            transaction = await session.begin_transaction()
            await (await transaction.run("MATCH (n:Node {id: 'h000000'}) SET n.x = 1")).consume()
            one_way.set()
            await other_way.wait()
            try:
                await (await transaction.run("MATCH (g:Graph) SET g.x = 1")).consume()
                await transaction.commit()
            except Neo4jError:
                await transaction.close()

    async def ours() -> int:
        await one_way.wait()
        other_way.set()
        changed = [Household(id="h000000", name="ใหม่"), Household(id="h000001", name="ใหม่")]
        return (await store.write(changed, [])).nodes.updated

    _, updated = await asyncio.gather(foreign(), ours())
    assert updated == 2


@pytest.mark.slow
async def test_a_load_that_was_cut_off_is_whole_after_it_is_done_again(mortal: TestServer):
    store = await Neo4jStore.open(mortal.url)
    batches = [households(first, 500) for first in range(0, 5_000, 500)]
    ties = [Link(type=LinkType.PEER, source="h000000", target=f"h{n:06}") for n in range(1, 5_000)]

    async def load() -> int:
        created = 0
        for batch in batches:
            created += (await store.write(batch, [])).nodes.created
        return created + (await store.write([], ties)).links.created

    loading = asyncio.create_task(load())
    await landed(store, 1)
    await asyncio.to_thread(control.kill, mortal.running)
    with pytest.raises(StoreUnavailable):
        await loading

    await asyncio.to_thread(control.up, mortal.home, memory=MEMORY)
    there = sum([len(batch) async for batch in store.stream_nodes()])
    assert 0 < there < 5_000
    assert there % 500 == 0
    assert await load() == 5_000 - there + len(ties)
    assert await load() == 0
    await store.close()


@pytest.mark.slow
async def test_a_service_recovers_when_its_server_comes_back(mortal: TestServer):
    store = await Neo4jStore.open(mortal.url)
    await store.write(NODES, LINKS)
    await asyncio.to_thread(control.down, mortal.home)
    with pytest.raises(StoreUnavailable, match="ติดต่อ"):
        await store.nodes(["sage"])
    again = await asyncio.to_thread(control.up, mortal.home, memory=MEMORY)
    assert again.uri == mortal.uri
    assert set(await store.nodes(["sage"])) == {"sage"}
    await store.close()


async def test_a_whole_reading_of_facts_that_change_meanwhile_says_so(store: Neo4jStore):
    await store.write(households(0, 2_500), [])
    batches = store.export_nodes()
    await anext(batches)
    await store.write([Household(id="h002400", name="ใหม่")], [])
    with pytest.raises(StoreUnavailable, match="ถูกแก้"):
        [batch async for batch in batches]
