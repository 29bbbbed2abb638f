"""Random NetworkX graphs of every class: loops, parallel edges, parts that do not meet, nothing."""

from typing import Any

import networkx as nx
from hypothesis import strategies as st

CLASSES = (nx.Graph, nx.DiGraph, nx.MultiGraph, nx.MultiDiGraph)


@st.composite
def graphs(draw: st.DrawFn, max_nodes: int = 14, *, classes: Any = CLASSES) -> "nx.Graph[int]":
    """Any graph of few nodes; the order of nodes and edges is drawn too."""
    graph: nx.Graph[int] = draw(st.sampled_from(classes))()
    nodes = draw(st.lists(st.integers(0, 99), unique=True, max_size=max_nodes))
    graph.add_nodes_from(nodes)
    if nodes:
        ends = st.sampled_from(nodes)
        graph.add_edges_from(draw(st.lists(st.tuples(ends, ends), max_size=3 * max_nodes)))
    return graph


def simple_graphs(max_nodes: int = 14) -> st.SearchStrategy["nx.Graph[int]"]:
    """Undirected graphs without loops."""
    return graphs(max_nodes, classes=(nx.Graph,)).map(_without_loops)


def _without_loops(graph: "nx.Graph[int]") -> "nx.Graph[int]":
    graph.remove_edges_from(list(nx.selfloop_edges(graph)))
    return graph
