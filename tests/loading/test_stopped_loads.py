"""A large load that is stopped, at whatever batch, goes on where it was."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from graph_api.bootstrap import open_store
from graph_api.ports import Counts
from graph_api.services.derive import derive_links
from graph_api.stores.neo4j.server.releases import DEFAULT_RELEASE
from graph_api.stores.neo4j.store import Neo4jStore
from loaders import load
from loaders.exports import content_hash
from loaders.journal import FolderJournal, Progress
from tests.contract.stores import empty
from tests.loading.example_rows import write_csv, write_examples
from tests.loading.memory_store import MemoryStore
from tests.neo4j_servers import GiveServer


class Killed(Exception):
    """The end of a process, as far as a test can have it."""


class MortalStore(MemoryStore):
    """A store whose process ends before, or just after, its nth write."""

    def __init__(self, dies_at: int, *, after: bool) -> None:
        super().__init__()
        self.dies_at, self.after = dies_at, after
        self.sent = 0

    async def write(self, nodes, links):
        if self.transactions + 1 == self.dies_at and not self.after:
            self.dies_at = 0
            raise Killed
        report = await super().write(nodes, links)
        self.sent += len(nodes) + len(links)
        if self.transactions == self.dies_at:
            self.dies_at = 0
            raise Killed
        return report


def sent(report):
    """How many nodes and links the report accounts for."""
    return (report.nodes.total, report.links.total)


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch):
    monkeypatch.setattr("loaders.writing.AT_ONCE", 30)
    monkeypatch.setattr("loaders.writing.BATCH", 10)
    monkeypatch.setattr("loaders.staging.AT_A_TIME", 7)
    monkeypatch.setattr("loaders.loading.AT_A_TIME", 7)


@pytest.fixture
def folder(tmp_path):
    return write_examples(tmp_path / "in")


@pytest.fixture
async def whole(folder):
    store = MemoryStore()
    report = await load([folder], store, derive=derive_links)
    return store, report


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("dies_at", range(1, 9))
async def test_a_load_that_is_killed_is_completed_by_the_next(
    folder, whole, tmp_path, dies_at, after
):
    journal = FolderJournal(tmp_path / "journal")
    store = MortalStore(dies_at, after=after)
    with pytest.raises(Killed):
        await load([folder], store, derive=derive_links, journal=journal)
    report = await load([folder], store, derive=derive_links, journal=journal)
    complete, expected = whole
    assert store.held.keys() == complete.held.keys()
    assert store.linked.keys() == complete.linked.keys()
    assert report.total == expected.total
    assert sent(report) == (report.node_count, report.link_count)
    assert report.link_count == expected.link_count
    if not after and dies_at > 3:
        # What had landed was not sent again.
        assert report.skipped > 0
        assert store.sent < 1.3 * (expected.nodes.total + expected.links.total)


async def test_a_second_load_of_unchanged_files_sends_nothing_and_says_so(folder, whole, tmp_path):
    _, expected = whole
    journal = FolderJournal(tmp_path / "journal")
    store = MemoryStore()
    await load([folder], store, derive=derive_links, journal=journal)
    written = store.transactions
    again = await load([folder], store, derive=derive_links, journal=journal)
    assert store.transactions == written
    assert sum(sent(again)) == again.skipped
    assert again.total == expected.total
    assert again.derived == Counts(unchanged=expected.derived.total)


async def test_a_store_that_was_written_to_meanwhile_gets_all_again(folder, tmp_path):
    journal = FolderJournal(tmp_path / "journal")
    store = MemoryStore()
    await load([folder], store, journal=journal)
    await store.write([next(iter(store.held.values()))], [])
    again = await load([folder], store, journal=journal)
    assert again.skipped == 0
    assert again.nodes == Counts(unchanged=sent(again)[0])


async def test_a_changed_file_is_another_load(folder, tmp_path):
    journal = FolderJournal(tmp_path / "journal")
    store = MemoryStore()
    await load([folder], store, journal=journal)
    households = folder / "ครัวเรือนสัมมาชีพ.csv"
    households.write_text(households.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert (await load([folder], store, journal=journal)).skipped == 0


@pytest.mark.parametrize("text", ["", "{", '{"version": 1, "unknown": 2}', "[]"])
def test_a_damaged_journal_tells_nothing(tmp_path, text):
    (tmp_path / "x.json").write_text(text)
    assert FolderJournal(tmp_path).read("x") is None


def test_a_journal_keeps_the_last_progress(tmp_path):
    journal = FolderJournal(tmp_path / "new")
    assert journal.read("x") is None
    journal.note("x", Progress(version=3))
    journal.note("x", Progress(version=4, stage="links", row=7, offset=2))
    assert journal.read("x") == Progress(version=4, stage="links", row=7, offset=2)


_LOADS = """
import asyncio, sys
from pathlib import Path
import loaders.writing
loaders.writing.AT_ONCE, loaders.writing.BATCH = 100, 50
from graph_api.bootstrap import open_store
from graph_api.ports import Counts
from loaders import load
from loaders.journal import FolderJournal

def tell(stage, done, total):
    if stage == "บันทึก" and done > total / 2:
        print("half", flush=True)
        sys.stdin.read()

async def main():
    store = await open_store(sys.argv[1])
    await load([Path(sys.argv[2])], store, progress=tell, journal=FolderJournal(Path(sys.argv[3])))

asyncio.run(main())
"""


def _kill_half_way(command):
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=Path.cwd()
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"half\n"
        os.kill(process.pid, signal.SIGKILL)


@pytest.fixture(params=["sqlite", pytest.param("neo4j", marks=pytest.mark.neo4j)])
async def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty store that outlives the process that writes to it."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/a.db"
    give: GiveServer = request.getfixturevalue("neo4j_server")
    url = give(DEFAULT_RELEASE).url
    opened = await Neo4jStore.open(url)
    await empty(opened)
    await opened.close()
    return url


@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9")
async def test_kill_9_in_the_middle_of_a_real_load(tmp_path, store_url):
    rows = [[f"H{n}", f"H{n - 1}" if n else "", str(n)] for n in range(600)]
    folder = tmp_path / "in"
    folder.mkdir()
    write_csv(folder / "households.csv", ["id", "house_no"], [[r[0], r[2]] for r in rows])
    write_csv(folder / "peers.csv", ["household", "peer"], [r[:2] for r in rows[1:]])
    journal = str(tmp_path / "journal")
    _kill_half_way([sys.executable, "-c", _LOADS, store_url, str(folder), journal])
    store = await open_store(store_url)
    other = await open_store("sqlite://")
    try:
        report = await load([folder], store, journal=FolderJournal(tmp_path / "journal"))
        await load([folder], other)
        assert report.skipped >= 600
        assert sent(report) == (600, 599)
        assert await content_hash(store) == await content_hash(other)
    finally:
        await store.close()
        await other.close()
