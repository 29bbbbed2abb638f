"""Memory does not grow with the rows."""

import tracemalloc

import pytest

from graph_api.ports import Counts, WriteReport
from loaders import load
from tests.loading.example_rows import write_csv
from tests.loading.memory_store import MemoryStore


class Sink(MemoryStore):
    """A store that takes everything and keeps nothing."""

    async def write(self, nodes, links):
        self.transactions += 1
        return WriteReport(Counts(created=len(nodes)), Counts(created=len(links)), [])


def households(path, count):
    """Every second row is corrected, every tenth refused."""
    path.mkdir()
    rows = [[f"H{n}", "๑๒" if n % 2 else "12", "12" if n % 10 == 0 else ""] for n in range(count)]
    write_csv(path / "households.csv", ["id", "since", "phone"], [[r[0], "", r[2]] for r in rows])
    pairs = [
        [f"H{n}", f"H{n + 1}", "๕ ม.ค. ๖๐"] for n in range(1, count - 1) if n % 10 not in (0, 9)
    ]
    write_csv(path / "peers.csv", ["household", "peer", "since"], pairs)
    return path


async def peak(folder):
    tracemalloc.start()
    try:
        report = await load([folder], Sink())
        assert report.total.refused
        assert report.total.corrected
        assert len(report.corrections) >= report.total.corrected
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.slow
async def test_memory_does_not_grow_with_the_rows(tmp_path, monkeypatch):
    monkeypatch.setattr("loaders.writing.AT_ONCE", 100)
    monkeypatch.setattr("loaders.writing.BATCH", 100)
    monkeypatch.setattr("loaders.staging.AT_A_TIME", 200)
    monkeypatch.setattr("loaders.loading.AT_A_TIME", 200)
    monkeypatch.setattr("loaders.staged_lists.SHORT", 50)
    await peak(households(tmp_path / "warm", 300))
    small = await peak(households(tmp_path / "small", 1_000))
    large = await peak(households(tmp_path / "large", 4_000))
    assert large < 1.2 * small
