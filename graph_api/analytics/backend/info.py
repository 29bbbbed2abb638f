"""What NetworkX reads of the backend when it is imported itself: words only, nothing loaded."""

from typing import Any

CLAIMED: dict[str, str] = {
    "articulation_points": "one walk by depth",
    "betweenness_centrality": "Brandes; unweighted",
    "biconnected_components": "one walk by depth",
    "bidirectional_shortest_path": "two searches that meet",
    "bridges": "one walk by depth; no `root`, no multigraph",
    "closeness_centrality": "512 breadth-first searches at once; no `distance`",
    "connected_components": "breadth-first search",
    "constraint": "from triangles; undirected, unweighted, no loops",
    "core_number": "peeling by buckets; undirected",
    "degree_centrality": "differences of row starts; no loops",
    "effective_size": "from triangles; undirected, unweighted, no loops",
    "ego_graph": "of a snapshot or a graph of this backend; no `distance`",
    "eigenvector_centrality": "Lanczos; undirected, unweighted, no `nstart`",
    "harmonic_centrality": "512 breadth-first searches at once; all nodes, no `distance`",
    "is_connected": "breadth-first search",
    "node_connected_component": "breadth-first search",
    "number_connected_components": "breadth-first search",
    "pagerank": "conjugate gradient (undirected), power method (directed); unweighted",
    "shortest_path": "between two given nodes; unweighted",
    "shortest_path_length": "between two given nodes; unweighted",
    "single_source_shortest_path_length": "breadth-first search",
    "triangles": "each found once, from its least connected node; no loops",
    "weakly_connected_components": "breadth-first search over both directions",
}
"""The algorithms that have a kernel, and by what or for whom."""


def backend_info() -> dict[str, Any]:
    """The description that NetworkX shows and lists functions from."""
    return {
        "backend_name": "sammachip",
        "project": "sammachip-graph",
        "package": "graph_api.analytics.backend",
        "short_summary": "Compiled kernels over compressed sparse rows.",
        "functions": {name: {"additional_docs": how} for name, how in CLAIMED.items()},
    }
