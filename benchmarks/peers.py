"""The same questions put to other libraries, each in its own quickest words.

Only what a library has is asked of it. igraph is under the GPL and serves here as a measure alone.
"""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import numpy as np

from benchmarks.network import Pairs

Question = Callable[[], object]
Peer = dict[str, Question]
"""What a library answers: a measure's name and the call."""

DAMPING = 0.85
L1 = 1e-8
"""Total error that every PageRank is asked for."""

ROUNDS = 7


def networkx(nodes: int, pairs: Pairs, ways: Pairs) -> Peer:
    """NetworkX itself, none of its backends."""
    import networkx as nx

    def build() -> "nx.Graph[int]":
        graph: nx.Graph[int] = nx.Graph()
        graph.add_nodes_from(range(nodes))
        graph.add_edges_from(pairs.tolist())
        return graph

    return {"build": build, **_networkx_like(nx, build(), nodes, ways, {"backend": "networkx"})}


def franken_networkx(nodes: int, pairs: Pairs, ways: Pairs) -> Peer:
    """NetworkX's interface in Rust."""
    import franken_networkx as fnx

    def build() -> Any:
        graph = fnx.Graph()
        graph.add_nodes_from(range(nodes))
        graph.add_edges_from([tuple(pair) for pair in pairs.tolist()])
        return graph

    found = {"build": build, **_networkx_like(fnx, build(), nodes, ways, {})}
    # Its matrix is NetworkX's, and it hands these to NetworkX.
    return {name: call for name, call in found.items() if name not in {"diffusion", "communities"}}


def _networkx_like(nx: Any, graph: Any, nodes: int, ways: Pairs, how: dict[str, str]) -> Peer:
    def reach() -> list[int]:
        within = nx.single_source_shortest_path_length
        return [len(within(graph, node, cutoff=2, **how)) for node in range(nodes)]

    def reach_4() -> list[int]:
        within = nx.single_source_shortest_path_length
        return [len(within(graph, node, cutoff=4, **how)) for node in range(nodes)]

    circles = [set(range(first, min(first + 250, nodes))) for first in range(0, nodes, 250)]

    def diffusion() -> Any:
        matrix = nx.to_scipy_sparse_array(graph, **how)
        return _spread(matrix)

    return {
        "pagerank": lambda: nx.pagerank(graph, DAMPING, tol=L1 / nodes, max_iter=500, **how),
        "components": lambda: list(nx.connected_components(graph, **how)),
        "articulation": lambda: list(nx.articulation_points(graph, **how)),
        "bridges": lambda: list(nx.bridges(graph, **how)),
        "core_number": lambda: nx.core_number(graph, **how),
        "reach_2": reach,
        "reach_4": reach_4,
        "harmonic": lambda: nx.harmonic_centrality(graph, **how),
        "closeness": lambda: nx.closeness_centrality(graph, **how),
        "betweenness": lambda: nx.betweenness_centrality(graph, **how),
        "betweenness_from_80": lambda: nx.betweenness_centrality(graph, k=80, seed=1, **how),
        "eigenvector": lambda: nx.eigenvector_centrality(
            graph, tol=L1 / nodes, max_iter=5_000, **how
        ),
        "constraint": lambda: nx.constraint(graph, **how),
        "effective_size": lambda: nx.effective_size(graph, **how),
        "communities": lambda: nx.community.louvain_communities(graph, seed=0, **how),
        "modularity": lambda: nx.community.modularity(graph, circles, **how),
        "degree_assortativity": lambda: nx.degree_assortativity_coefficient(graph, **how),
        "diffusion": diffusion,
        "shortest_path_x100": lambda: [_way(nx, graph, u, v, how) for u, v in ways.tolist()],
        "ego_x100": lambda: [nx.ego_graph(graph, node, 2, **how) for node, _ in ways.tolist()],
    }


def _way(nx: Any, graph: Any, source: int, target: int, how: dict[str, str]) -> object:
    try:
        return nx.shortest_path(graph, source, target, **how)
    except nx.NetworkXNoPath:
        return None


def scipy(nodes: int, pairs: Pairs, _ways: Pairs) -> Peer:
    """Sparse matrices."""
    from scipy.sparse import coo_array, csgraph
    from scipy.sparse.linalg import eigsh

    def build() -> Any:
        u, v = np.concatenate((pairs, pairs[:, ::-1])).T.astype(np.int32)
        matrix = coo_array((np.ones(len(u)), (u, v)), shape=(nodes, nodes)).tocsr()
        matrix.setdiag(0)
        matrix.eliminate_zeros()
        matrix.data[:] = 1
        return matrix

    matrix = build()
    return {
        "build": build,
        "pagerank": lambda: _power(matrix),
        "components": lambda: csgraph.connected_components(matrix, directed=False),
        "reach_2": lambda: _two_steps(matrix),
        "eigenvector": lambda: eigsh(matrix, k=1, which="LA", v0=np.ones(nodes)),
        "diffusion": lambda: _spread(matrix),
    }


def _power(matrix: Any) -> Any:
    nodes = matrix.shape[0]
    degrees = matrix.sum(axis=1)
    inverse = np.divide(1.0, degrees, out=np.zeros(nodes), where=degrees > 0)
    walk = (matrix * inverse[None, :]).tocsr()
    ranks, change = np.full(nodes, 1 / nodes), 1.0
    while change > L1:
        lost = ranks[degrees == 0].sum()
        after = DAMPING * (walk @ ranks + lost / nodes) + (1 - DAMPING) / nodes
        ranks, change = after, np.abs(after - ranks).sum()
    return ranks


def _two_steps(matrix: Any) -> Any:
    both = matrix + matrix @ matrix
    both.setdiag(0)
    both.eliminate_zeros()
    return np.diff(both.indptr)


def _spread(matrix: Any) -> Any:
    news = np.ones(matrix.shape[0])
    heard = np.zeros(matrix.shape[0])
    for _ in range(ROUNDS):
        news = 0.01 * (matrix @ news)
        heard += news
    return heard


def igraph(nodes: int, pairs: Pairs, ways: Pairs) -> Peer:
    """The C library through Python."""
    ig: Any = import_module("igraph")

    def build() -> Any:
        return ig.Graph(n=nodes, edges=pairs.tolist()).simplify()

    graph = build()
    circles = [v // 250 for v in range(nodes)]
    some = np.random.default_rng(1).integers(0, nodes, 80).tolist()
    return {
        "build": build,
        "bridges": graph.bridges,
        "reach_4": lambda: graph.neighborhood_size(order=4),
        "betweenness_from_80": lambda: graph.betweenness(sources=some),
        "communities": lambda: graph.community_leiden("modularity", n_iterations=2),
        "modularity": lambda: graph.modularity(circles),
        "degree_assortativity": lambda: graph.assortativity_degree(directed=False),
        "pagerank": lambda: graph.pagerank(directed=False, damping=DAMPING),
        "components": graph.connected_components,
        "articulation": graph.articulation_points,
        "core_number": graph.coreness,
        "reach_2": lambda: graph.neighborhood_size(order=2),
        "harmonic": graph.harmonic_centrality,
        "closeness": graph.closeness,
        "betweenness": graph.betweenness,
        "eigenvector": graph.eigenvector_centrality,
        "constraint": graph.constraint,
        "shortest_path_x100": lambda: [graph.get_shortest_path(u, v) for u, v in ways.tolist()],
        "ego_x100": lambda: [
            graph.induced_subgraph(graph.neighborhood(v, order=2)) for v, _ in ways.tolist()
        ],
    }


def networkit(nodes: int, pairs: Pairs, ways: Pairs) -> Peer:
    """C++ through Python, on one thread."""
    nk: Any = import_module("networkit")

    nk.setNumberOfThreads(1)

    def build() -> Any:
        ends = pairs[:, 0].astype(np.uint64), pairs[:, 1].astype(np.uint64)
        graph = nk.GraphFromCoo(ends, n=nodes)
        graph.removeMultiEdges()
        graph.removeSelfLoops()
        return graph

    graph = build()
    centrality, norm = nk.centrality, nk.centrality.Norm.L1_NORM

    def pagerank() -> Any:
        found = centrality.PageRank(
            graph, DAMPING, L1, distributeSinks=centrality.SinkHandling.DistributeSinks
        )
        found.norm = norm
        return found.run().scores()

    generalized = centrality.ClosenessVariant.GENERALIZED
    bfs = nk.distance.BidirectionalBFS
    circles = nk.structures.Partition(data=(np.arange(nodes) // 250).tolist())
    circles.setUpperBound(nodes // 250 + 1)
    degrees = [float(graph.degree(v)) for v in range(nodes)]
    return {
        "build": build,
        "betweenness_from_80": lambda: centrality.EstimateBetweenness(graph, 80).run().scores(),
        "communities": lambda: nk.community.ParallelLeiden(graph).run().getPartition(),
        "modularity": lambda: nk.community.Modularity().getQuality(circles, graph),
        "degree_assortativity": lambda: nk.correlation.Assortativity(graph, degrees).run(),
        "pagerank": pagerank,
        "components": lambda: nk.components.ConnectedComponents(graph).run().getPartition(),
        "core_number": lambda: centrality.CoreDecomposition(graph).run().scores(),
        "harmonic": lambda: centrality.HarmonicCloseness(graph).run().scores(),
        "closeness": lambda: centrality.Closeness(graph, True, generalized).run().scores(),
        "betweenness": lambda: centrality.Betweenness(graph, True).run().scores(),
        "eigenvector": lambda: centrality.EigenvectorCentrality(graph, L1).run().scores(),
        "shortest_path_x100": lambda: [bfs(graph, u, v).run().getPath() for u, v in ways.tolist()],
    }


def rustworkx(nodes: int, pairs: Pairs, ways: Pairs) -> Peer:
    """Rust through Python."""
    import rustworkx as rx

    def build() -> Any:
        graph = rx.PyGraph(multigraph=False)
        graph.add_nodes_from(range(nodes))
        graph.add_edges_from_no_data([(u, v) for u, v in pairs.tolist() if u != v])
        return graph

    graph = build()
    return {
        "build": build,
        "components": lambda: rx.connected_components(graph),
        "articulation": lambda: rx.articulation_points(graph),
        "bridges": lambda: rx.bridges(graph),
        "core_number": lambda: rx.core_number(graph),
        "closeness": lambda: rx.closeness_centrality(graph),
        "betweenness": lambda: rx.betweenness_centrality(graph),
        "eigenvector": lambda: rx.eigenvector_centrality(graph, max_iter=5_000, tol=L1),
        "shortest_path_x100": lambda: [
            rx.dijkstra_shortest_paths(graph, u, v) for u, v in ways.tolist()
        ],
    }


PEERS: dict[str, Callable[[int, Pairs, Pairs], Peer]] = {
    "networkx": networkx,
    "franken_networkx": franken_networkx,
    "igraph": igraph,
    "networkit": networkit,
    "rustworkx": rustworkx,
    "scipy": scipy,
}


def installed_peers(wanted: list[str]) -> list[str]:
    """Those of the peers that are here."""
    return [name for name in wanted if name in PEERS and find_spec(name)]
