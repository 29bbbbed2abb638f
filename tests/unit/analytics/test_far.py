"""What is estimated at a nation's size lies within its stated error of the truth."""

from dataclasses import replace

import networkx as nx
import numpy as np
import pytest

pytest.importorskip("numba", reason="the extra [national] is not installed")

from graph_api.analytics import far, rows
from graph_api.analytics.backend.graph import CsrGraph
from graph_api.analytics.engine import Engine
from graph_api.analytics.kernels import sketches
from graph_api.analytics.measures import STANDING, Limits
from graph_api.analytics.rows import Links
from graph_api.analytics.standing import left_out, planned, standing_metrics
from graph_api.domain.metrics import Method, Metric
from tests.unit.analytics.networks import of_graph

WHOLE = nx.barabasi_albert_graph(3_000, 2, seed=1)
PARTS = nx.disjoint_union_all(
    [
        nx.barabasi_albert_graph(2_600, 2, seed=2),
        nx.random_labeled_tree(590, seed=3),
        nx.path_graph(5),
        nx.empty_graph(3),
    ]
)


def _links(graph: "nx.Graph[int]") -> Links:
    return CsrGraph.from_networkx(graph).links


@pytest.mark.parametrize("graph", [WHOLE, PARTS], ids=["one part", "several parts"])
@pytest.mark.parametrize("seed", [0, 1])
def test_estimates_err_as_much_as_they_say(graph: "nx.Graph[int]", seed: int, monkeypatch):
    monkeypatch.setattr(far, "PIVOTS", 600)
    links = _links(graph)
    found, exact = far.far_estimates(links, seed), rows.distance_sums(links, 4)
    truths = [
        (found.closeness, rows.closeness(exact)),
        (found.harmonic, exact.inverses / (len(links) - 1)),
        (found.within[0], exact.within[2]),
        (found.within[1], exact.within[3]),
    ]
    for estimated, truth in truths:
        off = np.abs(estimated.values - truth)
        known = estimated.errors == 0
        assert np.allclose(estimated.values[known], truth[known], rtol=1e-12)
        drawn = ~known
        assert np.sqrt(np.mean((off[drawn] / estimated.errors[drawn]) ** 2)) < 1.6
        assert (off <= 6 * estimated.errors + 1e-9).all()


def test_parts_of_no_more_nodes_than_pivots_are_exact(monkeypatch):
    monkeypatch.setattr(far, "PIVOTS", 600)
    links = _links(PARTS)
    labels, _ = rows.component_labels(links)
    small = np.bincount(labels)[labels] <= 600
    found = far.far_estimates(links, 0)
    assert small.any()
    assert (found.closeness.errors[small] == 0).all()
    assert (found.within[1].errors[small] == 0).all()


def test_where_everybody_is_a_pivot_nothing_is_estimated():
    links = _links(nx.barabasi_albert_graph(900, 2, seed=5))
    found, exact = far.far_estimates(links, 0), rows.distance_sums(links, 4)
    assert found.closeness.values == pytest.approx(rows.closeness(exact))
    assert found.within[0].values.tolist() == exact.within[2].tolist()
    assert found.closeness.errors.max() == found.within[0].errors.max() == 0


def test_a_sketch_counts_within_its_error():
    nodes = 20_000
    counted = sketches.sketches_of_nodes(nodes, np.uint64(3))
    for size in (1, 10, 100, 1_000, nodes):
        joint = counted[:size].max(axis=0)[None, :]
        assert sketches.sketch_sizes(joint)[0] == pytest.approx(size, rel=4 * far.SKETCH_ERROR)


def test_no_links_and_nobody():
    for graph in (nx.empty_graph(3), nx.empty_graph(0)):
        found = far.far_estimates(_links(graph), 0)
        assert found.closeness.values.tolist() == [0.0] * len(graph)
        assert found.within[1].values.tolist() == [0.0] * len(graph)


def test_by_kernels_a_network_too_large_for_all_pairs_is_sampled_and_says_so():
    limits = Limits(exact_betweenness_nodes=5_000, all_pairs_nodes=2_500, engine=Engine.KERNELS)
    snapshot = of_graph(WHOLE)
    assert left_out(len(snapshot), limits) == ()
    plan = planned(len(snapshot), limits)
    columns = standing_metrics(snapshot, limits)
    assert {column.spec: column.estimate.method for column in columns} == plan
    sampled = [column for column in columns if column.estimate.method is Method.SAMPLED]
    assert {column.spec.steps for column in sampled} == {None, 3, 4}
    exact = standing_metrics(snapshot, replace(limits, all_pairs_nodes=5_000))
    truth = {column.spec: np.asarray(column.values) for column in exact}
    for column in sampled:
        error = column.estimate.standard_error
        assert error is not None
        assert column.estimate.sample_size == far.PIVOTS
        assert np.abs(np.asarray(column.values) - truth[column.spec]).max() < 6 * error
    assert {column.spec for column in columns} == set(STANDING)
    assert Metric.CLOSENESS in {column.spec.metric for column in sampled}
