"""A server whose disk is full says so; what was committed is there once there is room again."""

import asyncio
from contextlib import suppress

import pytest

from graph_api.domain.errors import StoreUnavailable
from graph_api.domain.nodes import Household
from graph_api.stores.neo4j.connection import Unreachable
from graph_api.stores.neo4j.server import control
from graph_api.stores.neo4j.store import Neo4jStore
from tests.neo4j_servers import MEMORY, new_home, server_of_its_own
from tests.small_disk import small_disk

pytestmark = [pytest.mark.neo4j, pytest.mark.slow]
BATCH = 1_000


async def test_a_full_disk_loses_nothing_that_was_committed(request: pytest.FixtureRequest):
    home = new_home("disk")
    with (
        small_disk(home / "data", "700m") as disk,
        server_of_its_own(request.config, home=home) as server,
    ):
        store = await Neo4jStore.open(server.url)
        disk.fill(leaving=4_000_000)
        with pytest.raises(StoreUnavailable, match="ดิสก์คงเต็ม"):
            await write_until_refused(store)
        disk.make_room()
        # Neo4j closes a database whose log it could not write; it opens it again with the server.
        await asyncio.to_thread(control.down, home)
        await asyncio.to_thread(control.up, home, memory=MEMORY)
        landed = await version_once_recovered(store)
        assert landed > 0
        assert sum([len(some) async for some in store.stream_nodes()]) == landed * BATCH
        assert (await store.write(households(landed * BATCH), [])).nodes.created == BATCH
        await store.close()


async def write_until_refused(store: Neo4jStore) -> None:
    for at in range(1_000):
        await store.write(households(at * BATCH), [])
        assert await store.version() == at + 1


async def version_once_recovered(store: Neo4jStore) -> int:
    """The server answers before its database has gone through its log again."""
    for _ in range(60):
        with suppress(Unreachable):
            return await store.version()
    return await store.version()


def households(first: int) -> list[Household]:
    return [Household(id=f"h{n:07}", name=f"ครัวเรือน {n}") for n in range(first, first + BATCH)]
