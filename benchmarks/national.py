"""`python -m benchmarks.national [--nodes N] [--json]`: what a nation's refresh costs as a whole.

The network of `benchmarks/network.py` is written as Parquet and as a saved snapshot. Then each step
runs in a process of its own: `standing` reads the Parquet and computes degree and reach within two
steps, components, cut points, cores, PageRank, constraint, eigenvector and diffusion; `everything`
computes every standing metric; `first answer` opens the saved snapshot and says what ten sages
reach together. CPU seconds of all threads; the peak is of the whole process, libraries included.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.machine import machine
from benchmarks.network import VILLAGE, national_pairs
from benchmarks.refresh import network
from graph_api.analytics.by_kernels import Run
from graph_api.analytics.key_players import m_reach
from graph_api.analytics.measures import Limits
from graph_api.analytics.parquet import read_parquet, write_parquet
from graph_api.analytics.saved import open_saved, save
from graph_api.analytics.snapshot import Snapshot
from graph_api.analytics.standing import standing_metrics

_SMALL = 500


def standing_set(snapshot: Snapshot) -> None:
    """The set of performance goals, by kernels."""
    run = Run(snapshot)
    run.near_counts()
    for measure in (run.components, run.cuts, run.cores, run.pagerank, run.holes):
        measure()
    run.eigenvector_and_diffusion()


def everything(snapshot: Snapshot) -> None:
    """Every standing metric, as a refresh computes it."""
    standing_metrics(snapshot, Limits.for_network(len(snapshot), exact_betweenness_nodes=0))


def first_answer(snapshot: Snapshot) -> None:
    """What ten sages reach together within two steps."""
    m_reach(snapshot, [str(snapshot.ids[v * VILLAGE]) for v in range(10)], 2)


STEPS: dict[str, tuple[Callable[[Path], Snapshot], Callable[[Snapshot], None]]] = {
    "standing": (lambda folder: read_parquet(folder / "parquet"), standing_set),
    "everything": (lambda folder: read_parquet(folder / "parquet"), everything),
    "first answer": (lambda folder: open_saved(saved_in(folder)), first_answer),
}


def saved_in(folder: Path) -> Path:
    """The one snapshot below the folder of saved ones."""
    return next((folder / "saved").iterdir())


def write(nodes: int, folder: Path) -> None:
    """The network in both forms."""
    snapshot = network(nodes, national_pairs(nodes))
    write_parquet(snapshot, folder / "parquet")
    save(snapshot, folder / "saved")


def measured(step: str, folder: Path) -> dict[str, Any]:
    """What a step costs in this process, its kernels loaded by a small network before."""
    reading, computing = STEPS[step]
    computing(network(_SMALL, national_pairs(_SMALL)))
    loaded = time.process_time()
    snapshot = reading(folder)
    read = time.process_time()
    computing(snapshot)
    done = time.process_time()
    return {
        "step": step,
        "nodes": len(snapshot),
        "load_kernels_s": loaded,
        "read_s": read - loaded,
        "compute_s": done - read,
        "cpu_seconds": done - loaded,
        "peak_mb": _peak_mb(),
    }


def _peak_mb() -> float:
    # `ru_maxrss` would count the parent, which held the whole network when it forked.
    told = Path("/proc/self/status").read_text(encoding="ascii")
    return int(told.partition("VmHWM:")[2].split()[0]) / 1024


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--nodes", type=int, default=965_232)
    options.add_argument("--json", action="store_true", help="rows instead of a table")
    options.add_argument("--step", choices=STEPS, help=argparse.SUPPRESS)
    options.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.step:
        print(json.dumps(measured(given.step, given.folder)))
        return
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        write(given.nodes, folder)
        rows = [_in_its_own_process(step, folder) for step in STEPS]
    print(json.dumps(rows) if given.json else _table(rows))


def _in_its_own_process(step: str, folder: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.national", "--step", step, "--folder", str(folder)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def _table(rows: list[dict[str, Any]]) -> str:
    lines = [
        machine(),
        "",
        "| step | nodes | read, CPU s | compute, CPU s | together | peak MB |",
        "|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {row['step']} | {row['nodes']:,} | {row['read_s']:.2f} | {row['compute_s']:.2f} "
        f"| {row['cpu_seconds']:.2f} | {row['peak_mb']:.0f} |"
        for row in rows
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
