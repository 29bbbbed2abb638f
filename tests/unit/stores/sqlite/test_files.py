"""What a file of the store may be, what is said where it cannot be, and what it survives."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from graph_api.domain.errors import StoreUnavailable
from graph_api.domain.kinds import NodeKind
from graph_api.domain.nodes import Household
from graph_api.ports import NodeFilter
from graph_api.stores.sqlite import SqliteStore
from graph_api.stores.sqlite.connections import _connect
from graph_api.stores.sqlite.schema import APPLICATION_ID, MIGRATIONS, _migrate, prepare
from tests.contract.network import LINKS, NODES, household
from tests.repository import ROOT

EVERYTHING = NodeFilter()


async def refusal(path: Path) -> str:
    """What is said to a user about a file that cannot be opened."""
    with pytest.raises(StoreUnavailable) as raised:
        await SqliteStore.open(path)
    assert str(path) in raised.value.message
    return raised.value.message


def contents(folder: Path) -> dict[str, bytes | None]:
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
    }


def make_missing_folder(path: Path) -> Path:
    return path / "no" / "graph.db"


def make_folder(path: Path) -> Path:
    path.mkdir()
    return path


def make_below_a_file(path: Path) -> Path:
    path.write_text("a file", "utf-8")
    return path / "graph.db"


def make_text(path: Path) -> Path:
    path.write_text("ชื่อ,บ้าน\n" * 400, "utf-8")
    return path


def make_other_program(path: Path) -> Path:
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE song (title TEXT)")
    return path


def make_marked_by_another(path: Path) -> Path:
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA application_id = 7")
        other.execute("VACUUM")
    return path


def make_newer(path: Path) -> Path:
    with closing(sqlite3.connect(path)) as newer:
        newer.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        newer.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
        newer.execute("CREATE TABLE future (x TEXT)")
    return path


def make_torn(path: Path) -> Path:
    make_other_program(path)
    path.write_bytes(path.read_bytes()[:100] + b"\xff" * 8092)
    return path


@pytest.mark.parametrize(
    "make, mend",
    [
        (make_missing_folder, "--store"),
        (make_folder, "--store"),
        (make_below_a_file, "--store"),
        (make_text, "เลือกชื่อไฟล์อื่น"),
        (make_other_program, "เลือกชื่อไฟล์อื่น"),
        (make_marked_by_another, "เลือกชื่อไฟล์อื่น"),
        (make_torn, "เลือกชื่อไฟล์อื่น"),
        (make_newer, "ปรับรุ่น"),
    ],
)
async def test_what_cannot_be_the_store_is_named_mended_and_left_as_it_is(path, make, mend):
    made = make(path)
    before = contents(path.parent)
    assert mend in await refusal(made)
    assert contents(path.parent) == before


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere"
)
async def test_a_folder_that_may_not_be_written(path: Path):
    path.parent.chmod(0o500)
    try:
        assert "--store" in await refusal(path)
    finally:
        path.parent.chmod(0o700)


async def test_a_file_that_may_only_be_read_refuses_a_write_and_keeps_its_facts(full, path: Path):
    # What a user without the right to write meets, also where the tests run as root.
    full._connections._writer.execute("PRAGMA query_only = ON")
    with pytest.raises(StoreUnavailable, match="--store") as raised:
        await full.write([household("new")], [])
    assert str(path) in raised.value.message
    assert await full.count(NodeKind.HOUSEHOLD, EVERYTHING) == 5


async def test_a_full_disk_stops_the_write_and_the_store_goes_on(full: SqliteStore, path: Path):
    pages = full._connections._writer.execute("PRAGMA page_count").fetchone()[0]
    full._connections._writer.execute(f"PRAGMA max_page_count = {pages}")
    many = [household(f"n{number}") for number in range(3000)]
    with pytest.raises(StoreUnavailable, match="ดิสก์เต็ม") as raised:
        await full.write(many, [])
    assert str(path) in raised.value.message
    assert await full.count(NodeKind.HOUSEHOLD, EVERYTHING) == 5
    full._connections._writer.execute("PRAGMA max_page_count = 1000000")
    assert (await full.write(many, [])).nodes.created == 3000


async def test_a_fault_of_the_program_is_not_blamed_on_the_disk(full: SqliteStore):
    def faulty(connection: sqlite3.Connection) -> None:
        connection.execute("SELECT n.none FROM node AS n")

    with pytest.raises(sqlite3.OperationalError, match="no such column"):
        await full._connections.read(faulty)


async def test_another_writer_is_named_when_it_does_not_end(full: SqliteStore, path: Path):
    full._connections._writer.execute("PRAGMA busy_timeout = 1")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreUnavailable, match="กำลังเขียน"):
            await full.write([household("new")], [])
        other.execute("ROLLBACK")
    assert (await full.write([household("new")], [])).nodes.created == 1


async def test_a_reader_sees_the_last_commit_while_another_connection_writes(full, path: Path):
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE node SET name = 'ชื่อใหม่' WHERE id = 'h1'")
        assert (await full.nodes(["h1"]))["h1"].name == "ครัวเรือน h1"
        other.execute("COMMIT")
    assert (await full.nodes(["h1"]))["h1"].name == "ชื่อใหม่"


async def test_two_stores_on_one_file_see_each_other(full: SqliteStore, path: Path):
    other = await SqliteStore.open(path)
    try:
        await other.write([household("new")], [])
        assert set(await full.nodes(["new"])) == {"new"}
        assert await full.version() == await other.version() == 2
    finally:
        await other.close()


async def test_a_store_lets_go_of_its_files(full: SqliteStore, path: Path):
    await full.close()
    await full.close()
    assert contents(path.parent).keys() == {path.name}
    again = await SqliteStore.open(path)
    assert len(await again.nodes([node.id for node in NODES])) == len(NODES)
    await again.close()


async def test_a_backup_taken_while_the_store_is_open_is_a_store(full: SqliteStore, path: Path):
    copy = path.with_name("copy.db")
    with closing(sqlite3.connect(path)) as other:
        other.execute("VACUUM INTO ?", (str(copy),))
    opened = await SqliteStore.open(copy)
    report = await opened.write(NODES, LINKS)
    await opened.close()
    assert (report.nodes.unchanged, report.links.unchanged) == (len(NODES), len(LINKS))


async def test_the_name_says_which_store_it_is(full: SqliteStore, path: Path):
    assert full.name == f"SQLite {path}"
    memory = await SqliteStore.open(None)
    assert "memory" in memory.name
    await memory.close()


OPENS = """
import asyncio, sys
from pathlib import Path
from graph_api.domain.nodes import Household
from graph_api.stores.sqlite import SqliteStore

async def main():
    store = await SqliteStore.open(Path(sys.argv[1]))
    await store.write([Household(id=sys.argv[2], name="ก")], [])
    await store.close()

asyncio.run(main())
"""
WRITES = """
import asyncio, sys
from pathlib import Path
from graph_api.domain.links import Link, LinkType
from graph_api.domain.nodes import Household
from graph_api.stores.sqlite import SqliteStore

async def main():
    store = await SqliteStore.open(Path(sys.argv[1]))
    for batch in range(100_000):
        ids = [f"h{batch:06}-{number:02}" for number in range(50)]
        ties = [Link(type=LinkType.PEER, source=ids[0], target=each) for each in ids[1:]]
        await store.write([Household(id=each, name=each) for each in ids], ties)
        print(batch, flush=True)

asyncio.run(main())
"""


def python(script: str, *arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


async def test_processes_that_make_one_file_at_once_all_find_it_made(path: Path):
    processes = [python(OPENS, path, f"p{number}") for number in range(4)]
    assert [process.communicate(timeout=60)[1] or process.returncode for process in processes] == [
        0
    ] * 4
    store = await SqliteStore.open(path)
    assert len(await store.nodes([f"p{number}" for number in range(4)])) == 4
    assert await store.version() == 4
    await store.close()


@pytest.mark.parametrize("batches", [1, 7, 20])
async def test_a_process_killed_while_it_writes_leaves_whole_batches(path: Path, batches: int):
    with python(WRITES, path) as process:
        assert process.stdout is not None
        for _ in range(batches):
            process.stdout.readline()
        process.send_signal(signal.SIGKILL)
        said = [*range(batches), *map(int, process.stdout.read().split())]
    store = await SqliteStore.open(path)
    households = await store.count(NodeKind.HOUSEHOLD, EVERYTHING)
    links = sum([len(batch) async for batch in store.stream_links()])
    landed, rest = divmod(households, 50)
    assert rest == 0
    assert links == landed * 49
    assert landed >= len(said)
    assert await store.version() == landed
    assert (await store.write([Household(id="new", name="ก")], [])).nodes.created == 1
    await store.close()
    with closing(sqlite3.connect(path)) as plain:
        assert plain.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert plain.execute("PRAGMA foreign_key_check").fetchall() == []
        held = "SELECT held FROM kind_total WHERE kind = 'HOUSEHOLD'"
        assert plain.execute(held).fetchone() == (households + 1,)


def test_who_waited_while_another_made_the_file_finds_it_made(path: Path):
    waits = threading.Event()

    def heed(statement: str) -> None:
        if statement.startswith("BEGIN"):
            waits.set()

    with closing(_connect(path)) as first, closing(_connect(path)) as second:
        first.execute("PRAGMA journal_mode = WAL")
        first.execute("BEGIN IMMEDIATE")
        second.set_trace_callback(heed)
        with ThreadPoolExecutor(1) as pool:
            waiting = pool.submit(prepare, second, path)
            assert waits.wait(30)
            for number in range(len(MIGRATIONS)):
                _migrate(first, number)
            first.execute("COMMIT")
            waiting.result(30)
        assert second.execute("SELECT version FROM meta").fetchall() == [(0,)]
