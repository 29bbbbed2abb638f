"""The same questions put to this project's kernels, arrays in and arrays out."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import numpy as np

from benchmarks.network import Pairs
from graph_api.analytics import rows
from graph_api.analytics.adjacency import Adjacency
from graph_api.analytics.backend import algorithms
from graph_api.analytics.diffusion import ROUNDS
from graph_api.analytics.influence import best_seeds
from graph_api.analytics.key_players import best_cover
from graph_api.analytics.lanczos import leading_eigenvector_of
from graph_api.analytics.snapshot import Snapshot
from graph_api.analytics.typed import Teachings
from graph_api.domain.metrics import SnapshotInfo


def sammachip(nodes: int, pairs: Pairs, ways: Pairs) -> dict[str, Callable[[], object]]:
    """Every measure by kernels; paths and ego networks through the NetworkX backend."""

    def build() -> Adjacency:
        u, v = pairs.T
        return Adjacency.from_pairs(nodes, np.concatenate((u, v)), np.concatenate((v, u)))

    snapshot = snapshot_of(build())
    graph = snapshot.as_csr()
    links = graph.links
    ends = [(snapshot.ids[u], snapshot.ids[v]) for u, v in ways.tolist()]
    residual = 1e-8 * 0.15
    return {
        "build": build,
        "pagerank": lambda: rows.pagerank(links, residual=residual * np.sqrt(nodes)),
        "pagerank_to_rounding": lambda: rows.pagerank(links),
        "components": lambda: rows.component_labels(links),
        "articulation": lambda: rows.cuts(links),
        "core_number": lambda: rows.core_numbers(links),
        "reach_2": lambda: rows.two_step_counts(links),
        "harmonic": lambda: rows.distance_sums(links, 1).inverses,
        "closeness": lambda: rows.closeness(rows.distance_sums(links, 1)),
        "betweenness": lambda: rows.betweenness_sums(links),
        "eigenvector": lambda: leading_eigenvector_of(links),
        "constraint": lambda: rows.structural_holes(links),
        "diffusion": lambda: rows.diffusion(links, 0.01, ROUNDS),
        "shortest_path_x100": lambda: [_way(graph, *two) for two in ends],
        "ego_x100": lambda: [algorithms.ego_graph(graph, node, 2) for node, _ in ends],
        "m_reach_k100": lambda: best_cover(snapshot, 100, 2),
        "influence_k100": lambda: best_seeds(snapshot, 100, 0.05, sets=200_000, runs=100),
    }


def _way(graph: Any, source: str, target: str) -> object:
    import networkx as nx

    try:
        return algorithms.bidirectional_shortest_path(graph, source, target)
    except nx.NetworkXNoPath:
        return None


def snapshot_of(ties: Adjacency) -> Snapshot:
    """A snapshot of people without names, for measuring alone."""
    nodes = len(ties.indptr) - 1
    ids = tuple(f"{v:08}" for v in range(nodes))
    info = SnapshotInfo("benchmark", datetime.now(UTC), nodes, ties.pairs // 2, 0)
    nobody = np.zeros(0, np.int64)
    taught = Adjacency.from_pairs(nodes, nobody, nobody)
    kinds, areas, types = (frozenset(),) * nodes, (None,) * nodes, np.ones(ties.pairs, np.uint32)
    return Snapshot(info, ids, kinds, areas, ties, taught, types, Teachings(taught, types[:0]))
