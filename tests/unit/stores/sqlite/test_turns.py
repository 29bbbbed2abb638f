"""Many questions at once, and tasks that are cancelled while their question is worked on."""

import asyncio
import sqlite3
import threading

import pytest

from graph_api.domain.kinds import NodeKind
from graph_api.ports import NodeFilter
from graph_api.stores.sqlite import SqliteStore
from tests.contract.network import NODES, TIES, household, peer


async def test_many_reads_and_writes_at_once(full: SqliteStore):
    async def write(number: int) -> int:
        report = await full.write([household(f"n{number}")], [peer(f"n{number}", "h1")])
        return report.nodes.created

    async def read(number: int) -> bool:
        node = f"n{number}"
        around = await full.neighbourhood([node], TIES, 1, 10)
        # A node and its tie land together: no state between the two is seen.
        return around.steps in ({}, {node: 0, "h1": 1})

    work = [each for number in range(60) for each in (write(number), read(number))]
    done = await asyncio.gather(*work)
    assert all(done)
    assert await full.count(NodeKind.HOUSEHOLD, NodeFilter()) == 65


class Gate:
    """Work that waits in its thread until it is let go on."""

    def __init__(self) -> None:
        self.begun, self.let_go, self.done = (threading.Event() for _ in range(3))

    def __call__(self, connection: sqlite3.Connection) -> None:
        self.begun.set()
        assert self.let_go.wait(30)
        connection.execute("SELECT count(*) FROM node").fetchone()
        self.done.set()

    async def is_begun(self) -> None:
        assert await asyncio.to_thread(self.begun.wait, 30)


@pytest.mark.parametrize("readers", [1, 4])
async def test_a_cancelled_read_keeps_its_connection_until_its_work_ends(
    full: SqliteStore, readers: int
):
    gates = [Gate() for _ in range(readers)]
    tasks = [asyncio.create_task(full._connections.read(gate)) for gate in gates]
    for gate in gates:
        await gate.is_begun()
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert all(task.cancelled() for task in tasks)
    waiting = [asyncio.create_task(full.nodes([NODES[0].id])) for _ in range(8)]
    for gate in gates:
        gate.let_go.set()
    assert all(len(found) == 1 for found in await asyncio.gather(*waiting))
    for gate in gates:
        assert await asyncio.to_thread(gate.done.wait, 30)


async def test_a_cancelled_write_ends_before_the_next_begins(full: SqliteStore):
    gate = Gate()
    task = asyncio.create_task(full._connections.write(gate))
    await gate.is_begun()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    waiting = asyncio.create_task(full.write([household("new")], []))
    # Readers are not kept waiting by the writer.
    assert len(await full.nodes(["h1"])) == 1
    gate.let_go.set()
    assert (await waiting).nodes.created == 1
    assert gate.done.is_set()


async def test_streams_keep_no_reader_waiting(full: SqliteStore):
    streams = [full.stream_nodes() for _ in range(6)]
    for stream in streams:
        assert await anext(stream)
    assert len(await full.nodes(["h1"])) == 1
    for stream in streams:
        await stream.aclose()  # type: ignore[attr-defined]


async def test_a_reader_cannot_write(full: SqliteStore):
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        full._connections._free.get().execute("DELETE FROM link")
