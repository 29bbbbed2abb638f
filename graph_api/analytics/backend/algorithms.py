"""NetworkX's algorithms by kernels, under NetworkX's own names and signatures.

Each takes a `CsrGraph`; what it cannot do is kept from it by `claims`.
"""

from collections.abc import Hashable, Iterable, Iterator
from math import nan
from random import Random
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from graph_api.analytics import rows
from graph_api.analytics.backend.graph import CsrGraph
from graph_api.analytics.kernels import ranks, walks
from graph_api.analytics.lanczos import leading_eigenvector_of

Named = dict[Hashable, Any]
_EVERYWHERE = np.iinfo(np.int32).max


def _named(graph: CsrGraph, values: NDArray[Any]) -> Named:
    return dict(zip(graph.labels, values.tolist(), strict=True))


def _chosen(graph: CsrGraph, values: NDArray[Any], nodes: Iterable[Hashable] | None) -> Named:
    named = _named(graph, values)
    return named if nodes is None else {node: named[node] for node in nodes}


def pagerank(
    G: CsrGraph,
    alpha: float = 0.85,
    personalization: None = None,
    max_iter: int = 100,
    tol: float = 1e-6,
    nstart: None = None,
    weight: str | None = "weight",
    dangling: None = None,
) -> Named:
    """`networkx.pagerank`; of an undirected graph to rounding, whatever `tol` says."""
    del personalization, nstart, weight, dangling
    if not len(G):
        return {}
    if not G.directed:
        return _named(G, rows.pagerank(G.links, alpha))
    links, limit = G.links, tol * len(G)
    values, steps = ranks.pagerank_directed(
        links.back_indptr, links.back_indices, links.degrees, alpha, limit, max_iter
    )
    if steps < 0:
        raise nx.PowerIterationFailedConvergence(max_iter)
    return _named(G, values)


def _parts(graph: CsrGraph) -> Iterator[set[Hashable]]:
    labels, count = rows.component_labels(graph.both_ways)
    order = np.argsort(labels, kind="stable")
    ends = np.cumsum(np.bincount(labels, minlength=count))[:-1]
    for part in np.split(order, ends) if count else ():
        yield {graph.labels[v] for v in part.tolist()}


def connected_components(G: CsrGraph) -> Iterator[set[Hashable]]:
    """`networkx.connected_components`."""
    yield from _parts(G)


def weakly_connected_components(G: CsrGraph) -> Iterator[set[Hashable]]:
    """`networkx.weakly_connected_components`."""
    yield from _parts(G)


def number_connected_components(G: CsrGraph) -> int:
    """`networkx.number_connected_components`."""
    return int(rows.component_labels(G.links)[1])


def is_connected(G: CsrGraph) -> bool:
    """`networkx.is_connected`."""
    if not len(G):
        raise nx.NetworkXPointlessConcept("Connectivity is undefined for the null graph.")
    return number_connected_components(G) == 1


def node_connected_component(G: CsrGraph, n: Hashable) -> set[Hashable]:
    """`networkx.node_connected_component`."""
    return set(single_source_shortest_path_length(G, n))


def articulation_points(G: CsrGraph) -> Iterator[Hashable]:
    """`networkx.articulation_points`."""
    for v in np.flatnonzero(rows.cuts(G.links).is_cut).tolist():
        yield G.labels[v]


def biconnected_components(G: CsrGraph) -> Iterator[set[Hashable]]:
    """`networkx.biconnected_components`."""
    for block in rows.blocks(G.links):
        yield {G.labels[v] for v in block.tolist()}


def bridges(G: CsrGraph, root: None = None) -> Iterator[tuple[Hashable, Hashable]]:
    """`networkx.bridges`."""
    del root
    ends = np.sort(rows.cuts(G.links).bridges, axis=1)
    for u, v in ends[np.lexsort((ends[:, 1], ends[:, 0]))].tolist():
        yield G.labels[u], G.labels[v]


def core_number(G: CsrGraph) -> Named:
    """`networkx.core_number`."""
    return _named(G, rows.core_numbers(G.links))


def betweenness_centrality(
    G: CsrGraph,
    k: int | None = None,
    normalized: bool = True,
    weight: None = None,
    endpoints: bool = False,
    seed: Any = None,
) -> Named:
    """`networkx.betweenness_centrality`."""
    del weight
    sources = None if k is None else sources_drawn(G, k, seed)
    return _named(G, betweenness_values(G, sources, normalized=normalized, endpoints=endpoints))


def sources_drawn(graph: CsrGraph, k: int, draws: Random) -> NDArray[np.int64]:
    """The positions of the sources that NetworkX draws for a sample of `k`."""
    return np.array(draws.sample(range(len(graph)), k), np.int64)


def betweenness_values(
    graph: CsrGraph,
    sources: NDArray[np.int64] | None = None,
    *,
    normalized: bool = True,
    endpoints: bool = False,
) -> NDArray[np.float64]:
    """`networkx.betweenness_centrality` as an array, from all nodes or from some."""
    sums = rows.betweenness_sums(graph.links, sources, endpoints=endpoints)
    return sums * _scale(graph, sources, normalized=normalized, endpoints=endpoints)


def _scale(
    graph: CsrGraph, sources: NDArray[np.int64] | None, *, normalized: bool, endpoints: bool
) -> NDArray[np.float64]:
    """What NetworkX multiplies the sums by: a sampled node is no source of its own ways."""
    nodes = len(graph)
    others = nodes if endpoints else nodes - 1
    if others < 2:
        return np.ones(nodes)
    taken = others if sources is None else len(sources)
    by = others - 1 if normalized else (1 if graph.directed else 2) / others
    scale = np.full(nodes, 1 / (taken * by))
    if sources is not None and not endpoints:
        scale[sources] = 1 / ((taken - 1) * by) if taken > 1 else nan
    return scale


def closeness_centrality(
    G: CsrGraph, u: Hashable = None, distance: None = None, wf_improved: bool = True
) -> Any:
    """`networkx.closeness_centrality`."""
    del distance
    if u is None:
        return _named(G, rows.closeness(rows.distance_sums(G.links, 1), improved=wf_improved))
    links = G.links
    found = walks.distances_from(
        links.back_indptr, links.back_indices, G.positions[u], _EVERYWHERE
    )[1]
    reached, total = len(found) - 1, int(found.sum())
    value = reached / total if total else 0.0
    return value * reached / (len(G) - 1) if wf_improved and total else value


def harmonic_centrality(
    G: CsrGraph, nbunch: None = None, distance: None = None, sources: None = None
) -> Named:
    """`networkx.harmonic_centrality`."""
    del nbunch, distance, sources
    return _named(G, rows.distance_sums(G.links, 1).inverses)


def degree_centrality(G: CsrGraph) -> Named:
    """`networkx.degree_centrality`."""
    if len(G) <= 1:
        return dict.fromkeys(G.labels, 1)
    degrees = G.rows.out_degrees()
    if G.directed:
        degrees = degrees + G.rows.in_degrees()
    return _named(G, degrees / (len(G) - 1.0))


def triangles(G: CsrGraph, nodes: Any = None) -> Any:
    """`networkx.triangles`."""
    counts = rows.structural_holes(G.links)[2]
    if nodes is not None and nodes in G:
        return int(counts[G.positions[nodes]])
    return _chosen(G, counts, nodes)


def constraint(G: CsrGraph, nodes: Iterable[Hashable] | None = None, weight: None = None) -> Named:
    """`networkx.constraint`."""
    del weight
    return _chosen(G, rows.structural_holes(G.links)[0], nodes)


def effective_size(
    G: CsrGraph, nodes: Iterable[Hashable] | None = None, weight: None = None
) -> Named:
    """`networkx.effective_size`."""
    del weight
    return _chosen(G, rows.structural_holes(G.links)[1], nodes)


def eigenvector_centrality(
    G: CsrGraph,
    max_iter: int = 100,
    tol: float = 1e-6,
    nstart: None = None,
    weight: None = None,
) -> Named:
    """`networkx.eigenvector_centrality`, to rounding whatever `tol` says."""
    del max_iter, tol, nstart, weight
    return _named(G, leading_eigenvector_of(G.links)[1])


def bidirectional_shortest_path(G: CsrGraph, source: Hashable, target: Hashable) -> list[Hashable]:
    """`networkx.bidirectional_shortest_path`."""
    places = G.positions
    way = rows.shortest_way(G.links, places[source], places[target]).tolist()
    if not way:
        raise nx.NetworkXNoPath(f"No path between {source} and {target}.")
    return list(map(G.labels.__getitem__, way))


def shortest_path(
    G: CsrGraph,
    source: Hashable = None,
    target: Hashable = None,
    weight: None = None,
    method: str = "dijkstra",
) -> list[Hashable]:
    """`networkx.shortest_path` between two nodes."""
    del weight, method
    return bidirectional_shortest_path(G, source, target)


def shortest_path_length(
    G: CsrGraph,
    source: Hashable = None,
    target: Hashable = None,
    weight: None = None,
    method: str = "dijkstra",
) -> int:
    """`networkx.shortest_path_length` between two nodes."""
    del weight, method
    return len(bidirectional_shortest_path(G, source, target)) - 1


def single_source_shortest_path_length(
    G: CsrGraph, source: Hashable, cutoff: float | None = None
) -> dict[Hashable, int]:
    """`networkx.single_source_shortest_path_length`."""
    limit = _EVERYWHERE if cutoff is None else int(min(max(cutoff, 0), _EVERYWHERE))
    found, steps = walks.distances_from(G.links.indptr, G.links.indices, G.positions[source], limit)
    names = (G.labels[v] for v in found.tolist())
    return dict(zip(names, steps.tolist(), strict=True))


def ego_graph(
    G: CsrGraph,
    n: Hashable,
    radius: float = 1,
    center: bool = True,
    undirected: bool = False,
    distance: None = None,
) -> CsrGraph:
    """`networkx.ego_graph`."""
    del distance
    links = G.both_ways if undirected else G.links
    limit = int(min(radius, _EVERYWHERE))
    found = walks.distances_from(links.indptr, links.indices, G.positions[n], limit)[0]
    return G.induced(found[0 if center else 1 :].astype(np.int64))
