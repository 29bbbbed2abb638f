"""`python -m benchmarks.loading [--households N] [--json]`: a national sample into a store.

The sample is that of `sammachip synth`. Each step runs in a process of its own: the first load, the
same load again (the journal says that all has landed), the same without a journal (all is sent, and
the store finds nothing new), and beside them a bare loop that puts the cells of the same files into
SQLite by `csv` and `executemany`, one table a file, with no check, no type and no index.
"""

import argparse
import asyncio
import csv
import json
import resource
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from benchmarks.machine import machine
from graph_api.bootstrap import open_store
from graph_api.services.derive import derive_links
from loaders import LoadReport, load
from loaders.journal import FolderJournal
from loaders.synth import write_synthetic

HOUSEHOLDS_A_VILLAGE = 20
_AT_A_TIME = 10_000


@dataclass(frozen=True)
class Cost:
    """What a step took, and how many rows it went through."""

    step: str
    rows: int
    nodes: int
    links: int
    seconds: float
    cpu_seconds: float
    peak_mb: float


def first(folder: Path) -> LoadReport:
    """Load into an empty store."""
    return asyncio.run(_load(folder, journal=True))


def again(folder: Path) -> LoadReport:
    """Give the same command again."""
    return asyncio.run(_load(folder, journal=True))


def again_without_journal(folder: Path) -> LoadReport:
    """Send everything again."""
    return asyncio.run(_load(folder, journal=False))


def bare_loop(folder: Path) -> int:
    """The cells of all files into SQLite as they are."""
    rows = 0
    database = sqlite3.connect(folder / "bare.db")
    for path in sorted((folder / "tables").glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file)
            columns = ", ".join(f'"{name}" TEXT' for name in next(reader))
            marks = ", ".join("?" * (columns.count(",") + 1))
            database.execute(f'CREATE TABLE "{path.stem}" ({columns})')
            while some := list(islice(reader, _AT_A_TIME)):
                # The names come from files that this program wrote.
                database.executemany(f'INSERT INTO "{path.stem}" VALUES ({marks})', some)
                rows += len(some)
    database.commit()
    database.close()
    return rows


async def _load(folder: Path, *, journal: bool) -> LoadReport:
    store = await open_store(f"sqlite:///{folder / 'graph.db'}")
    try:
        kept = FolderJournal(folder / "journal") if journal else None
        return await load([folder / "tables"], store, derive=derive_links, journal=kept)
    finally:
        await store.close()


STEPS: Mapping[str, Callable[[Path], Any]] = {
    "bare loop": bare_loop,
    "first load": first,
    "second load": again,
    "second load, no journal": again_without_journal,
}


def run_step(step: str, folder: Path) -> Cost:
    """One step in this process, which is to be a new one."""
    began, before = perf_counter(), process_time()
    found = STEPS[step](folder)
    usage = resource.getrusage(resource.RUSAGE_SELF)
    is_report = isinstance(found, LoadReport)
    return Cost(
        step=step,
        rows=found.total.rows if is_report else found,
        nodes=found.node_count if is_report else 0,
        links=_links(found) if is_report else 0,
        seconds=round(perf_counter() - began, 2),
        cpu_seconds=round(process_time() - before, 2),
        peak_mb=round(usage.ru_maxrss / 1024, 1),
    )


def _links(report: LoadReport) -> int:
    return report.link_count + (report.derived.total if report.derived else 0)


def measure(households: int, seed: int) -> list[Cost]:
    """All steps on one sample, each in a process of its own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_synthetic(households // HOUSEHOLDS_A_VILLAGE, seed, folder / "tables")
        return [_in_own_process(step, folder) for step in STEPS]


def _in_own_process(step: str, folder: Path) -> Cost:
    command = [sys.executable, "-m", "benchmarks.loading", "--step", step, "--folder", str(folder)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found = Cost(**json.loads(told))
    print(f"  {told.strip()}", file=sys.stderr)
    return found


def table(costs: list[Cost]) -> str:
    """The costs in Markdown."""
    bare = next(cost.cpu_seconds for cost in costs if cost.step == "bare loop")
    head = "| step | rows | CPU s | s | rows/s (CPU) | peak MB | to the bare loop |"
    lines = (
        f"| {each.step} | {each.rows:,} | {each.cpu_seconds:,} | {each.seconds:,} "
        f"| {each.rows / each.cpu_seconds:,.0f} | {each.peak_mb:,.0f} "
        f"| {each.cpu_seconds / bare:,.0f} |"
        for each in costs
    )
    return "\n".join([head, "|---|---|---|---|---|---|---|", *lines])


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--households", type=int, default=100_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--json", action="store_true", help="rows instead of a table")
    options.add_argument("--step", choices=STEPS, help=argparse.SUPPRESS)
    options.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.step:
        print(json.dumps(asdict(run_step(given.step, given.folder))))
        return
    costs = measure(given.households, given.seed)
    if given.json:
        print(json.dumps([asdict(cost) for cost in costs], indent=1))
        return
    facts = next(cost for cost in costs if cost.step == "first load")
    print(f"{given.households:,} households: {facts.nodes:,} nodes, {facts.links:,} links")
    print(f"{machine()}\n\n{table(costs)}")


if __name__ == "__main__":
    main()
