"""The same questions put to this project's kernels, arrays in and arrays out."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import numpy as np
from networkx import NetworkXNoPath

from benchmarks.network import VILLAGE, Pairs, teaching
from graph_api.analytics import rows
from graph_api.analytics.adjacency import Adjacency
from graph_api.analytics.backend import algorithms
from graph_api.analytics.communities import communities, modularity
from graph_api.analytics.contagion import contagion
from graph_api.analytics.diffusion import ROUNDS
from graph_api.analytics.far import far_estimates
from graph_api.analytics.influence import best_seeds
from graph_api.analytics.kernels.distances import within_steps
from graph_api.analytics.key_players import (
    best_cover,
    distance_fragmentation,
    fragmentation,
    m_reach,
)
from graph_api.analytics.lanczos import leading_eigenvector_of
from graph_api.analytics.mixing import area_ei, degree_assortativity
from graph_api.analytics.reaching import cascade_reach_counts
from graph_api.analytics.snapshot import Snapshot
from graph_api.analytics.stage import network_stage
from graph_api.analytics.typed import Teachings
from graph_api.analytics.what_if import what_if
from graph_api.domain.areas import AreaLevel
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
    taught = village_snapshot(nodes)
    learning = rows.unsigned(taught.learning)
    sources = np.random.default_rng(1).integers(0, nodes, 80)
    circles = np.arange(nodes) // 250
    hubs = [snapshot.ids[v] for v in np.argsort(-links.degrees, kind="stable")[:10]]
    return {
        "build": build,
        "pagerank": lambda: rows.pagerank(links, residual=residual * np.sqrt(nodes)),
        "pagerank_to_rounding": lambda: rows.pagerank(links),
        "components": lambda: rows.component_labels(links),
        "articulation": lambda: rows.cuts(links).is_cut,
        "bridges": lambda: rows.cuts(links).bridges,
        "core_number": lambda: rows.core_numbers(links),
        "reach_2": lambda: rows.two_step_counts(links),
        "reach_4": lambda: rows.distance_sums(links, 4).within,
        "closeness_harmonic_reach_4_sampled": lambda: far_estimates(links, 0),
        "learning_reach_4": lambda: within_steps(*learning, 4),
        "cascade_reach_4": lambda: cascade_reach_counts(taught, 4),
        "harmonic": lambda: rows.distance_sums(links, 1).inverses,
        "closeness": lambda: rows.closeness(rows.distance_sums(links, 1)),
        "betweenness": lambda: rows.betweenness_sums(links),
        "betweenness_from_80": lambda: rows.betweenness_sums(links, sources),
        "eigenvector": lambda: leading_eigenvector_of(links),
        "constraint": lambda: rows.structural_holes(links)[0],
        "effective_size": lambda: rows.structural_holes(links)[1],
        "communities": lambda: communities(snapshot).labels,
        "modularity": lambda: modularity(snapshot, circles),
        "degree_assortativity": lambda: degree_assortativity(snapshot),
        "ei_by_village": lambda: area_ei(taught, AreaLevel.VILLAGE),
        "diffusion": lambda: rows.diffusion(links, 0.01, ROUNDS),
        "shortest_path_x100": lambda: [_way(graph, *two) for two in ends],
        "ego_x100": lambda: [algorithms.ego_graph(graph, node, 2) for node, _ in ends],
        "m_reach_k100": lambda: best_cover(snapshot, 100, 2),
        "m_reach": lambda: m_reach(snapshot, hubs, 2),
        "fragmentation": lambda: fragmentation(snapshot, hubs),
        "distance_fragmentation": lambda: distance_fragmentation(snapshot, hubs),
        "what_if": lambda: what_if(snapshot, remove=hubs),
        "network_stage": lambda: network_stage(snapshot),
        "contagion": lambda: contagion(snapshot, hubs),
        "influence_k100": lambda: best_seeds(snapshot, 100, 0.05, sets=200_000, runs=100),
    }


def _way(graph: Any, source: str, target: str) -> object:
    try:
        return algorithms.bidirectional_shortest_path(graph, source, target)
    except NetworkXNoPath:
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


def village_snapshot(nodes: int) -> Snapshot:
    """Who taught whom in every village on which day, and each one's village."""
    pairs = teaching(np.arange(0, nodes - VILLAGE + 1, VILLAGE))
    u, v = pairs.T
    days = np.random.default_rng(2).integers(735_000, 736_000, len(pairs))
    ties = Adjacency.from_pairs(nodes, np.concatenate((u, v)), np.concatenate((v, u)))
    taught = Adjacency.from_pairs(nodes, u, v)
    plain = snapshot_of(ties)
    villages = tuple(f"{10_000_000 + place // VILLAGE}" for place in range(nodes))
    return replace(
        plain, areas=villages, learning=taught, teachings=Teachings.of(nodes, u, v, days)
    )
