"""`python -m benchmarks.analytics --nodes N [--json]`: kernels beside other libraries, in one run.

A ratio above 1 means that this project is faster; it is absent where a peer has no such measure, or
does not end within the limit.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable
from functools import cache
from importlib.metadata import version
from typing import Any

os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", RAYON_NUM_THREADS="1")

import numpy as np

from benchmarks.machine import machine
from benchmarks.measuring import Cost, bandwidth, cost, first_cost
from benchmarks.network import national_pairs
from benchmarks.ours import sammachip
from benchmarks.peers import PEERS, installed_peers

Row = dict[str, Any]

ALL_PAIRS = {"harmonic", "closeness", "betweenness", "reach_4", "distance_fragmentation"}
ALL_PAIRS_NODES = 60_000
BETWEENNESS_NODES = 20_000

REMEMBERED = {"components"}
"""What igraph keeps of a graph from the first answer on: every library is asked once a process."""

Calls = dict[str, Callable[[], object]]


def measure(nodes: int, peers: list[str], limit: int, only: set[str], seed: int = 0) -> list[Row]:
    """A row for every measure, with the CPU seconds of each library that has it.

    All libraries answer a measure before the next one is put: what else the machine does meanwhile
    falls on all alike. The kernels answer before the others and after them, and the better counts.
    """
    pairs = national_pairs(nodes, seed)
    ways = np.random.default_rng(seed).integers(0, nodes, (100, 2))
    few = national_pairs(500, seed)
    for warm in sammachip(500, few, ways % 500).values():
        warm()
    ours = sammachip(nodes, pairs, ways)
    theirs = {peer: PEERS[peer](nodes, pairs, ways) for peer in peers}
    # What takes longest comes last.
    asked = sorted((m for m in ours if _is_asked(m, nodes, only)), key=ALL_PAIRS.__contains__)
    rows = [_row(name, nodes, ours[name], theirs, limit) for name in asked]
    return [_with_ratios(row) | _with_traffic(row, len(pairs)) for row in rows if row]


def _is_asked(metric: str, nodes: int, only: set[str]) -> bool:
    if only:
        return metric in only
    if metric == "betweenness":
        return nodes <= BETWEENNESS_NODES
    return nodes <= ALL_PAIRS_NODES or metric not in ALL_PAIRS


def _row(
    metric: str, nodes: int, own: Callable[[], object], theirs: dict[str, Calls], limit: int
) -> Row:
    first = _cost(metric, "sammachip", own, 4 * limit)
    found = {
        peer: _cost(metric, peer, calls[metric], limit)
        for peer, calls in theirs.items()
        if metric in calls
    }
    last = _cost(metric, "sammachip", own, 4 * limit) if found else first
    if first is None or last is None:
        return {}
    return {
        "metric": metric,
        "nodes": nodes,
        "cpu_seconds": min(first.cpu_seconds, last.cpu_seconds),
        "peak_mb": round(max(first.peak_mb, last.peak_mb), 1),
        "peers": {peer: cost.cpu_seconds for peer, cost in found.items() if cost},
        "no_end": [peer for peer, cost in found.items() if cost is None],
    }


def _cost(metric: str, who: str, call: Callable[[], object], limit: int) -> Cost | None:
    found = (first_cost if metric in REMEMBERED else cost)(call, limit)
    spent = f"{found.cpu_seconds:.5f}" if found else "-"
    print(f"{metric:36}{who:18}{spent}", file=sys.stderr, flush=True)
    return found


def _with_traffic(row: Row, links: int) -> Row:
    """The least bytes that the measure has to move, and how near it is to moving them alone."""
    passes = PASSES.get(row["metric"])
    if passes is None:
        return {}
    moved = int(passes * (8 * links + 24 * row["nodes"]))
    rate = moved / max(row["cpu_seconds"], 1e-9)
    return {"bytes": moved, "of_bandwidth": round(rate / _bandwidth(), 3)}


PASSES = {
    "build": 3,
    "pagerank": 13,
    "pagerank_to_rounding": 24,
    "components": 1,
    "articulation": 1,
    "bridges": 1,
    "core_number": 2,
    "reach_2": 1,
    "eigenvector": 22,
    "constraint": 2,
    "effective_size": 2,
    "diffusion": 6,
    "modularity": 1,
    "degree_assortativity": 1,
    "closeness_harmonic_reach_4_sampled": 4,
}
"""How often the rows have to be gone through: 4 bytes an arc, 8 for a row, 16 for its values."""


@cache
def _bandwidth() -> float:
    return bandwidth()


def _with_ratios(row: Row) -> Row:
    others = {name: took for name, took in row["peers"].items() if name != "networkx"}
    own = max(row["cpu_seconds"], 1e-6)
    if "networkx" in row["peers"]:
        row["ratio_to_networkx"] = round(row["peers"]["networkx"] / own, 2)
    if others:
        row["best_peer"] = min(others, key=lambda name: others[name])
        row["ratio_to_best"] = round(min(others.values()) / own, 2)
    return row


def table(rows: list[Row], peers: list[str]) -> str:
    """The rows as a table of Markdown."""
    heads = ["measure", "kernels", "MB more", *peers, "to NetworkX", "to the best other", "traffic"]
    lines = [f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    for row in rows:
        cells = [
            row["metric"],
            f"{row['cpu_seconds']:.3g}",
            f"{row['peak_mb']:.0f}",
            *(_seconds(row, peer) for peer in peers),
            f"{row.get('ratio_to_networkx', '')}",
            f"{row.get('ratio_to_best', '')}",
            f"{row['of_bandwidth']:.0%}" if "of_bandwidth" in row else "",
        ]
        lines.append(f"| {' | '.join(cells)} |")
    for name in ("ratio_to_networkx", "ratio_to_best"):
        ratios = [row[name] for row in rows if row.get(name)]
        if ratios:
            mean = float(np.exp(np.log(ratios).mean()))
            of = f"{len(ratios)} measures"
            lines.append(f"\n{name}: geometric mean {mean:.1f} of {of}, least {min(ratios)}")
    return "\n".join(lines)


def _seconds(row: Row, peer: str) -> str:
    if peer in row["no_end"]:
        return "no end"
    return f"{row['peers'][peer]:.3g}" if peer in row["peers"] else ""


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--nodes", type=int, default=10_000)
    options.add_argument("--json", action="store_true", help="rows instead of a table")
    options.add_argument("--limit", type=int, default=60, help="CPU seconds a call may take")
    options.add_argument("--peers", nargs="*", default=list(PEERS))
    options.add_argument("--only", nargs="*", default=[], help="these measures alone")
    given = options.parse_args()
    peers = installed_peers(given.peers)
    _bandwidth()
    rows = measure(given.nodes, peers, given.limit, set(given.only))
    if given.json:
        print(json.dumps(rows, indent=1))
        return
    print(f"{given.nodes:,} nodes; {machine()}, {_bandwidth() / 1e9:.1f} GB/s copied")
    print(", ".join(f"{name} {version(name.replace('_', '-'))}" for name in [*peers, "numba"]))
    print(f"\n{table(rows, peers)}")


if __name__ == "__main__":
    main()
