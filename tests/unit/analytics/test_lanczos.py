"""The leading eigenvector by short cycles of Lanczos is that of the dense matrix."""

import networkx as nx
import numpy as np
import pytest

from graph_api.analytics.eigen import DENSE_NODES, leading_eigenvector

pytest.importorskip("numba", reason="the extra [national] is not installed")

from graph_api.analytics import lanczos
from graph_api.analytics.backend.graph import CsrGraph
from graph_api.analytics.rows import Links


def _links(graph: "nx.Graph[int]") -> Links:
    return CsrGraph.from_networkx(graph).links


def _dense(links: Links) -> tuple[float, "np.ndarray"]:
    values, vectors = np.linalg.eigh(links.matrix.toarray())
    leading = vectors[:, values > values[-1] - 1e-9]
    vector = np.abs(leading @ leading.sum(axis=0))
    return float(values[-1]), vector / np.linalg.norm(vector)


NETWORKS = {
    "hubs": nx.barabasi_albert_graph(400, 3, seed=1),
    "at random": nx.gnm_random_graph(300, 900, seed=2),
    "a star": nx.star_graph(200),
    "a chain": nx.path_graph(150),
    "all alike": nx.random_regular_graph(4, 120, seed=3),
    "two equal stars": nx.disjoint_union(nx.star_graph(60), nx.star_graph(60)),
    "two sides": nx.complete_bipartite_graph(40, 70),
    "villages": nx.connected_caveman_graph(20, 6),
    "one tie among many": nx.disjoint_union(nx.path_graph(2), nx.empty_graph(100)),
}


@pytest.mark.parametrize("name", NETWORKS)
def test_value_and_vector_are_those_of_the_dense_matrix(name: str):
    links = _links(NETWORKS[name])
    assert len(links) > DENSE_NODES
    value, vector = lanczos.leading_eigenvector_of(links)
    expected, exact = _dense(links)
    assert value == pytest.approx(expected, rel=1e-11)
    assert np.linalg.norm(links.matrix @ vector - value * vector) < 1e-10 * value
    assert np.abs(vector - exact).max() < 1e-8


def test_a_nation_keeps_few_vectors_and_gets_there_in_more_cycles(monkeypatch):
    monkeypatch.setattr(lanczos, "_KEPT_BYTES", 0)
    links = _links(NETWORKS["hubs"])
    value, vector = lanczos.leading_eigenvector_of(links)
    assert np.abs(vector - _dense(links)[1]).max() < 1e-11
    assert value == pytest.approx(_dense(links)[0], rel=1e-12)


def test_loops_count_as_networkx_counts_them():
    graph = nx.barabasi_albert_graph(100, 2, seed=4)
    graph.add_edges_from([(0, 0), (5, 5)])
    value, vector = lanczos.leading_eigenvector_of(_links(graph))
    expected = nx.eigenvector_centrality(graph, tol=1e-12, max_iter=5_000, backend="networkx")
    assert vector == pytest.approx(list(expected.values()), abs=1e-9)
    assert value > 0


@pytest.mark.parametrize("nodes", [4_000, 20_000])
def test_a_chain_of_thousands_has_the_vector_of_a_vibrating_string(nodes: int):
    links = _links(nx.path_graph(nodes))
    places = np.pi * np.arange(1, nodes + 1) / (nodes + 1)
    string = np.sin(places) / np.linalg.norm(np.sin(places))
    for value, vector in (lanczos.leading_eigenvector_of(links), leading_eigenvector(links.matrix)):
        assert value == pytest.approx(2 * np.cos(np.pi / (nodes + 1)), rel=1e-14)
        # As near as a residual at rounding allows: the next value is 3 pi^2 / nodes^2 away.
        np.testing.assert_allclose(vector, string, atol=1e-9)


def test_a_chain_of_villages_is_answered_where_lanczos_does_not_end():
    links = _links(nx.connected_caveman_graph(600, 6))
    value, vector = leading_eigenvector(links.matrix)
    assert (vector > 0).all()
    assert np.linalg.norm(links.matrix @ vector - value * vector) < 1e-12 * value
