"""The backend `sammachip` gives NetworkX's answers, on any graph."""

from collections.abc import Callable, Iterator
from math import isclose, isnan
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_api.analytics.backend import claims
from graph_api.analytics.backend.dispatch import dispatcher
from graph_api.analytics.backend.graph import CsrGraph
from graph_api.analytics.backend.info import CLAIMED, backend_info
from graph_api.analytics.snapshot import snapshot_of_people
from graph_api.domain.errors import NationalExtraMissing
from tests.unit.analytics.graphs import graphs, simple_graphs

pytest.importorskip("numba", reason="the extra [national] is not installed")
settings.register_profile("kernels", deadline=None)
settings.load_profile("kernels")


def _both(name: str, graph: "nx.Graph[Any]", *args: Any, **kwargs: Any) -> tuple[Any, Any]:
    """What the backend gives, and what NetworkX gives: a value, or the error's class.

    Parallel edges do not come along, so that what they matter for has to be refused before.
    """
    expected = _outcome(getattr(nx, name).orig_func, graph, *args, **kwargs)
    told = dispatcher.can_run(name, (graph, *args), kwargs)
    if graph.is_multigraph() and told is not True:
        return expected, expected
    own = CsrGraph.from_networkx(graph)
    return _outcome(getattr(dispatcher, name), own, *args, **kwargs), expected


def _outcome(function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    try:
        found = function(*args, **kwargs)
        return list(found) if isinstance(found, Iterator) else found
    except nx.NetworkXException as error:
        return type(error)


def _same(found: Any, expected: Any) -> bool:
    if isinstance(expected, dict):
        keys = found.keys() == expected.keys()
        return keys and all(_same(found[key], expected[key]) for key in expected)
    if isinstance(expected, float) and not isinstance(found, type):
        close = isclose(found, expected, rel_tol=1e-9, abs_tol=1e-12)
        return close or (isnan(found) and isnan(expected))
    return bool(found == expected)


def _people(*ties: tuple[str, str], **options: Any) -> Any:
    """A snapshot, untyped as NetworkX takes it."""
    return snapshot_of_people(ties, **options)


def _own(graph: "nx.Graph[Any]") -> Any:
    return CsrGraph.from_networkx(graph)


VALUES: list[tuple[str, dict[str, Any]]] = [
    ("betweenness_centrality", {}),
    ("betweenness_centrality", {"normalized": False, "endpoints": True}),
    ("closeness_centrality", {}),
    ("closeness_centrality", {"wf_improved": False}),
    ("degree_centrality", {}),
    ("harmonic_centrality", {}),
]
UNDIRECTED: list[tuple[str, dict[str, Any]]] = [
    ("constraint", {}),
    ("core_number", {}),
    ("effective_size", {}),
    ("triangles", {}),
    ("is_connected", {}),
    ("number_connected_components", {}),
]


@pytest.mark.parametrize("name,options", VALUES)
@given(graphs())
def test_values_of_all_nodes_on_any_graph(name, options, graph):
    assert _same(*_both(name, graph, **options))


@pytest.mark.parametrize("name,options", UNDIRECTED)
@given(graphs(classes=(nx.Graph,)) | simple_graphs())
def test_values_of_undirected_graphs(name, options, graph):
    assert _same(*_both(name, graph, **options))


@given(graphs())
def test_pagerank_as_near_as_networkx_goes_itself(graph):
    limits = {"tol": 1e-14, "max_iter": 500}
    assert _same(*_both("pagerank", graph, **limits))


@given(simple_graphs())
def test_eigenvector_centrality(graph):
    found, expected = _both("eigenvector_centrality", graph, tol=1e-13, max_iter=20_000)
    if isinstance(expected, dict):
        assert found.keys() == expected.keys()
        # NetworkX is off by its limit over the gap to the next eigenvalue.
        gap = _gap(graph)
        assert all(abs(found[v] - expected[v]) < 1e-11 / gap for v in expected)


def _gap(graph: "nx.Graph[int]") -> float:
    spectrum = sorted({round(float(value), 7) for value in nx.adjacency_spectrum(graph).real})
    return min(1.0, spectrum[-1] - spectrum[-2]) if len(spectrum) > 1 else 1.0


@pytest.mark.parametrize("name", ["connected_components", "biconnected_components"])
@given(graphs(classes=(nx.Graph, nx.MultiGraph)))
def test_parts_are_the_same_sets(name, graph):
    found, expected = _both(name, graph)
    assert sorted(map(sorted, found)) == sorted(map(sorted, expected))


@given(graphs(classes=(nx.DiGraph, nx.MultiDiGraph)))
def test_weak_parts_are_the_same_sets(graph):
    found, expected = _both("weakly_connected_components", graph)
    assert sorted(map(sorted, found)) == sorted(map(sorted, expected))


@given(graphs(classes=(nx.Graph, nx.MultiGraph)))
def test_cut_nodes_and_bridges(graph):
    found, expected = _both("articulation_points", graph)
    assert sorted(found) == sorted(expected)
    found, expected = _both("bridges", graph)
    assert sorted(map(sorted, found)) == sorted(map(sorted, expected))


@given(graphs(), st.data())
def test_ways_between_two_nodes(graph, data):
    if not len(graph):
        return
    source, target = (data.draw(st.sampled_from(list(graph))) for _ in range(2))
    assert _same(*_both("shortest_path_length", graph, source, target))
    found, expected = _both("shortest_path", graph, source, target)
    if not isinstance(expected, list):
        assert found is expected
        return
    assert (found[0], found[-1], len(found)) == (source, target, len(expected))
    assert all(graph.has_edge(u, v) for u, v in nx.utils.pairwise(found))


@given(graphs(), st.data(), st.none() | st.integers(0, 4))
def test_what_is_seen_from_one_node(graph, data, cutoff):
    if not len(graph):
        return
    node = data.draw(st.sampled_from(list(graph)))
    assert _same(*_both("single_source_shortest_path_length", graph, node, cutoff))
    assert _same(*_both("closeness_centrality", graph, node))
    assert _same(*_both("node_connected_component", graph, node))


@given(graphs(classes=(nx.Graph, nx.DiGraph)), st.data(), st.integers(0, 3), st.booleans())
def test_ego_graphs(graph, data, radius, undirected):
    if not len(graph):
        return
    node = data.draw(st.sampled_from(list(graph)))
    options = {"radius": radius, "center": data.draw(st.booleans()), "undirected": undirected}
    found, expected = _both("ego_graph", graph, node, **options)
    assert nx.utils.graphs_equal(found.to_networkx(), expected)


@given(simple_graphs(), st.integers(1, 8), st.integers(0, 3), st.booleans())
def test_sampled_betweenness_draws_and_scales_as_networkx_does(graph, k, seed, endpoints):
    if k > len(graph):
        return
    options: dict[str, Any] = {"k": k, "endpoints": endpoints, "seed": seed}
    found = nx.betweenness_centrality(_own(graph), **options)
    assert _same(found, nx.betweenness_centrality(graph, **options, backend="networkx"))


@given(graphs())
def test_a_graph_comes_back_as_it_went_but_for_parallel_edges(graph):
    there = CsrGraph.from_networkx(graph)
    back = there.to_networkx()
    plain = nx.DiGraph(graph) if graph.is_directed() else nx.Graph(graph)
    assert nx.utils.graphs_equal(back, plain)
    assert list(back) == list(graph)
    assert there.number_of_edges() == plain.number_of_edges()
    assert (len(there), there.has_loops) == (len(graph), nx.number_of_selfloops(graph) > 0)


def test_a_view_of_a_part_is_converted_as_what_it_shows():
    # The rows of a filtered view say a length that counts what the view hides.
    whole: nx.MultiGraph[int] = nx.MultiGraph([(1, 2), (2, 3), (3, 1)])
    shown = nx.subgraph_view(whole, filter_edge=lambda u, v, _key: {u, v} != {1, 2})
    assert sorted(CsrGraph.from_networkx(shown).to_networkx().edges) == [(1, 3), (2, 3)]


def test_networkx_finds_the_backend_and_what_it_claims():
    functions = backend_info()["functions"]
    assert set(functions) == set(CLAIMED) == set(claims._RULES)
    assert all(hasattr(nx, name) for name in functions)


def test_a_snapshot_is_a_graph_to_networkx():
    snapshot = _people(("a", "b"), ("b", "c"), alone=["d"])
    assert nx.core_number(snapshot) == {"a": 1, "b": 1, "c": 1, "d": 0}
    assert nx.shortest_path(snapshot, "a", "c") == ["a", "b", "c"]
    assert nx.density(snapshot) == pytest.approx(2 / 6)


def test_what_has_no_kernel_is_done_by_networkx():
    snapshot = _people(("a", "b"), ("b", "c"), ("a", "c"))
    assert "clustering" not in CLAIMED
    assert nx.clustering(snapshot) == {"a": 1.0, "b": 1.0, "c": 1.0}
    assert nx.pagerank(snapshot, personalization={"a": 1})["a"] > 1 / 3


def test_learning_is_a_directed_graph_to_networkx():
    snapshot = _people(learning=[("sage", "trainer"), ("trainer", "home")])
    taught = snapshot.learning_as_csr()
    assert nx.pagerank(taught)["home"] > nx.pagerank(taught)["sage"]
    assert nx.is_directed_acyclic_graph(taught)


@pytest.mark.parametrize("weight", [2, float("nan")])
def test_weights_are_left_to_networkx(weight):
    graph: nx.Graph[int] = nx.Graph()
    graph.add_edge(1, 2, weight=weight)
    assert claims.reason_against("pagerank", _defaults(graph)) == "weights"


def _defaults(graph: "nx.Graph[int]") -> dict[str, Any]:
    names = ("personalization", "nstart", "dangling")
    return {"G": graph, "alpha": 0.85, "max_iter": 100, "weight": "weight"} | dict.fromkeys(names)


def test_without_the_extra_a_large_network_says_what_to_install(monkeypatch):
    monkeypatch.setattr(claims, "installed", lambda: False)
    monkeypatch.setattr(claims, "NETWORKX_NODES", 2)
    with pytest.raises(NationalExtraMissing, match=r"sammachip-graph\[national\]"):
        nx.pagerank(_people(("a", "b"), ("b", "c")))
    assert sum(nx.pagerank(_people(("a", "b"))).values()) == pytest.approx(1)


def test_a_hub_of_very_many_contacts():
    star = nx.star_graph(40_000)
    found = nx.pagerank(_own(star))
    hub = 0.15 / 40_001 * (1 + 0.85 * 40_000) / (1 - 0.85**2)
    assert found[0] == pytest.approx(hub, rel=1e-11)


def test_a_very_long_chain_does_not_run_out_of_stack():
    chain = _own(nx.path_graph(200_000))
    assert sum(1 for _ in nx.articulation_points(chain)) == 199_998
    assert sum(1 for _ in nx.bridges(chain)) == 199_999
