"""`python -m benchmarks.analytics --nodes N [--json]`: kernels beside other libraries, in one run.

A ratio above 1 means that this project is faster; it is absent where a peer has no such measure, or
does not end within the limit.
"""

import argparse
import json
import os
import sys
from importlib.metadata import version
from typing import Any

os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", RAYON_NUM_THREADS="1")

import numpy as np

from benchmarks.measuring import bandwidth, cost, machine
from benchmarks.network import national_pairs
from benchmarks.ours import sammachip
from benchmarks.peers import PEERS, installed_peers

Row = dict[str, Any]

ALL_PAIRS = {"harmonic", "closeness", "betweenness"}
ALL_PAIRS_NODES = 60_000


def measure(nodes: int, peers: list[str], limit: int, only: set[str], seed: int = 0) -> list[Row]:
    """A row for every measure, with the CPU seconds of each library that has it."""
    pairs = national_pairs(nodes, seed)
    ways = np.random.default_rng(seed).integers(0, nodes, (100, 2))
    few = national_pairs(500, seed)
    for warm in sammachip(500, few, ways % 500).values():
        warm()
    ours = sammachip(nodes, pairs, ways)
    rows: dict[str, Row] = {}
    for metric, call in ours.items():
        if (only and metric not in only) or (nodes > ALL_PAIRS_NODES and metric in ALL_PAIRS):
            continue
        if found := cost(call, 4 * limit):
            peak = round(found.peak_mb, 1)
            rows[metric] = {"metric": metric, "nodes": nodes, "peak_mb": peak}
            rows[metric] |= {"cpu_seconds": found.cpu_seconds, "peers": {}}
            _say(metric, "sammachip", found.cpu_seconds)
    for peer in peers:
        _ask(peer, PEERS[peer](nodes, pairs, ways), rows, limit)
    return [_with_ratios(row) for row in rows.values()]


def _ask(peer: str, calls: dict[str, Any], rows: dict[str, Row], limit: int) -> None:
    for metric, row in rows.items():
        if call := calls.get(metric):
            found = cost(call, limit)
            _say(metric, peer, found.cpu_seconds if found else None)
            if found:
                row["peers"][peer] = found.cpu_seconds


def _say(metric: str, who: str, seconds: float | None) -> None:
    print(f"{metric:22}{who:18}{'-' if seconds is None else f'{seconds:.4f}'}", file=sys.stderr)


def _with_ratios(row: Row) -> Row:
    others = {name: took for name, took in row["peers"].items() if name != "networkx"}
    own = max(row["cpu_seconds"], 1e-6)
    if "networkx" in row["peers"]:
        row["ratio_to_networkx"] = round(row["peers"]["networkx"] / own, 2)
    if others:
        row["best_peer"] = min(others, key=lambda name: others[name])
        row["ratio_to_best"] = round(min(others.values()) / own, 2)
    return row


def table(rows: list[Row]) -> str:
    """The rows as a table of Markdown."""
    lines = [
        "| measure | CPU s | MB more | NetworkX s | best other | its s | to NetworkX | to best |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for row in rows:
        best = row.get("best_peer", "")
        cells = [
            row["metric"],
            f"{row['cpu_seconds']:.4g}",
            f"{row['peak_mb']:.0f}",
            _seconds(row["peers"].get("networkx")),
            best,
            _seconds(row["peers"].get(best)),
            f"{row.get('ratio_to_networkx', '')}",
            f"{row.get('ratio_to_best', '')}",
        ]
        lines.append(f"| {' | '.join(cells)} |")
    for name in ("ratio_to_networkx", "ratio_to_best"):
        ratios = [row[name] for row in rows if row.get(name)]
        if ratios:
            mean = float(np.exp(np.log(ratios).mean()))
            lines.append(f"\n{name}: geometric mean {mean:.1f}, least {min(ratios)}")
    return "\n".join(lines)


def _seconds(seconds: float | None) -> str:
    return "" if seconds is None else f"{seconds:.4g}"


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
    rows = measure(given.nodes, peers, given.limit, set(given.only))
    if given.json:
        print(json.dumps(rows, indent=1))
        return
    print(f"{given.nodes:,} nodes; {machine()}, {bandwidth() / 1e9:.1f} GB/s copied")
    print(", ".join(f"{name} {version(name.replace('_', '-'))}" for name in [*peers, "numba"]))
    print(f"\n{table(rows)}")


if __name__ == "__main__":
    main()
