"""What a user sees when the server is wrong, gone, or comes back."""

import asyncio
from typing import LiteralString

import pytest
from neo4j import AsyncDriver, AsyncManagedTransaction, AsyncTransaction

from graph_api.domain.errors import StoreUnavailable
from graph_api.domain.links import Link, LinkType
from graph_api.domain.nodes import Household
from graph_api.ports import WriteReport
from graph_api.stores.neo4j import writing
from graph_api.stores.neo4j.connection import ask
from graph_api.stores.neo4j.migrations import migrate, migrations, pending
from graph_api.stores.neo4j.server import control
from graph_api.stores.neo4j.store import Neo4jStore
from tests.contract.network import LINKS, NODES
from tests.neo4j_servers import MEMORY, TestServer

pytestmark = pytest.mark.neo4j


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


async def test_a_database_of_a_newer_release_is_refused(server: TestServer, store: Neo4jStore):
    latest = migrations()[-1].number
    await store._connection.execute(f"MATCH (s:Schema) SET s.applied = {latest + 1}")
    try:
        with pytest.raises(StoreUnavailable, match="ใหม่กว่า"):
            await Neo4jStore.open(server.url)
    finally:
        await store._connection.execute(f"MATCH (s:Schema) SET s.applied = {latest}")


async def test_migrations_are_applied_once_though_two_begin_at_once(store: Neo4jStore):
    connection = store._connection._connection
    await connection.execute("MATCH (s:Schema) DELETE s")
    assert await pending(connection) == migrations()
    both = await asyncio.gather(migrate(connection), migrate(connection))
    assert sorted(map(len, both)) == [0, len(migrations())]
    assert await pending(connection) == ()


async def test_two_loaders_at_once_lose_nothing(store: Neo4jStore):
    reports = await asyncio.gather(*(store.write(NODES, LINKS) for _ in range(4)))
    assert sum(report.nodes.created for report in reports) == len(NODES)
    assert sum(report.links.created for report in reports) == len(LINKS)
    assert await store.version() == 1


async def test_a_deadlock_is_tried_again(driver: AsyncDriver, store: Neo4jStore):
    await store.write(households(0, 100), [])
    ours_holds, theirs_waits = asyncio.Event(), asyncio.Event()
    tries = 0

    async def theirs(transaction: AsyncTransaction) -> None:
        # Holds what ours will want, then wants what ours holds: each waits for the other. The
        # server gives up the one that holds less, which is to be ours.
        await run(transaction, "MATCH (n:Household) SET n.x = 1")
        await ours_holds.wait()
        seen = asyncio.create_task(see_a_transaction_wait())
        await run(transaction, "MATCH (g:Graph) SET g.x = 1")
        await seen
        await transaction.commit()

    async def see_a_transaction_wait() -> None:
        text = "SHOW TRANSACTIONS YIELD status WHERE status STARTS WITH 'Blocked' RETURN count(*)"
        while not (await driver.execute_query(text)).records[0][0]:
            pass
        theirs_waits.set()

    async def ours(tx: AsyncManagedTransaction) -> WriteReport:
        nonlocal tries
        tries += 1
        await ask(tx, writing.lock_query())
        ours_holds.set()
        await theirs_waits.wait()
        changed = [Household(id="h000000", name="ใหม่"), Household(id="h000001", name="ใหม่")]
        return await writing.write(tx, changed, [])

    async with driver.session() as session, await session.begin_transaction() as transaction:
        foreign = asyncio.create_task(theirs(transaction))
        report = await store._connection.write(ours)
        await foreign
    assert report.nodes.updated == 2
    assert tries > 1
    assert (await store.nodes(["h000000"]))["h000000"].name == "ใหม่"


async def run(transaction: AsyncTransaction, text: LiteralString) -> None:
    await (await transaction.run(text)).consume()


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
    await asyncio.to_thread(mortal.kill)
    with pytest.raises(StoreUnavailable):
        await loading

    await asyncio.to_thread(control.up, mortal.home, memory=MEMORY)
    there = sum([len(batch) async for batch in store.stream_nodes()])
    assert 0 < there < 5_000
    assert there % 500 == 0
    assert await load() == 5_000 - there + len(ties)
    assert await load() == 0
    assert sum([len(batch) async for batch in store.stream_nodes()]) == 5_000
    assert sum([len(batch) async for batch in store.stream_links()]) == len(ties)
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
