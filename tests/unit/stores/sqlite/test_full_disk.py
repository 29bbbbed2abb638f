"""A full disk: a clear error, nothing half done, and work again once there is room."""

import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest

from graph_api.domain.errors import StoreUnavailable
from graph_api.domain.nodes import Household
from graph_api.stores.sqlite import SqliteStore
from tests.small_disk import small_disk

BATCH = 500
Filled = tuple[SqliteStore, Callable[[], None]]


@asynccontextmanager
async def by_a_disk(folder: Path) -> AsyncIterator[Filled]:
    with small_disk(folder / "disk", "64m") as disk:
        store = await SqliteStore.open(disk.folder / "graph.db")
        disk.fill(leaving=1_000_000)
        try:
            yield store, disk.make_room
        finally:
            await store.close()


@asynccontextmanager
async def by_a_quota(folder: Path) -> AsyncIterator[Filled]:
    store = await SqliteStore.open(folder / "graph.db")
    writer = store._connections._writer
    writer.execute("PRAGMA max_page_count = 400")

    def make_room() -> None:
        writer.execute("PRAGMA max_page_count = 1000000")

    try:
        yield store, make_room
    finally:
        await store.close()


@pytest.mark.parametrize("full", [by_a_disk, by_a_quota], ids=["disk", "quota"])
async def test_a_full_disk_loses_nothing_and_is_written_to_again_after_room_is_made(full, tmp_path):
    batches = [
        [Household(id=f"h{at + n:06}", name=f"ครัวเรือน {at + n}") for n in range(BATCH)]
        for at in range(0, 20_000, BATCH)
    ]
    async with full(tmp_path) as (store, make_room):
        with pytest.raises(StoreUnavailable, match="ดิสก์เต็ม"):
            await write_all(store, batches)
        landed = await store.version()
        assert 0 < landed < len(batches)
        assert sum([len(some) async for some in store.stream_nodes()]) == landed * BATCH
        assert f"h{landed * BATCH:06}" not in await store.nodes([f"h{landed * BATCH:06}"])

        make_room()
        again = [(await store.write(batch, [])).nodes for batch in batches]
        assert sum(counts.created for counts in again) == (len(batches) - landed) * BATCH
        assert sum(counts.unchanged for counts in again) == landed * BATCH
        path = store._connections.path
        with closing(sqlite3.connect(path)) as checking:
            assert checking.execute("PRAGMA integrity_check").fetchone() == ("ok",)


async def write_all(store: SqliteStore, batches: list[list[Household]]) -> None:
    for number, batch in enumerate(batches, 1):
        await store.write(batch, [])
        assert await store.version() == number
