"""Sampled betweenness says how far off it may be, and is not further off than that."""

import networkx as nx
import numpy as np
import pytest

from graph_api.analytics.betweenness import BATCHES, PIVOTS, betweenness
from graph_api.analytics.snapshot import Snapshot
from graph_api.domain.metrics import Method
from tests.unit.analytics.networks import of_graph


@pytest.fixture(scope="module")
def villages() -> Snapshot:
    """Ten dense villages in a ring."""
    return of_graph(nx.connected_caveman_graph(10, 12))


def test_it_is_exact_up_to_the_limit(villages: Snapshot):
    values, estimate = betweenness(villages, exact_nodes=len(villages))
    assert estimate.method is Method.EXACT
    assert estimate.standard_error is None
    exact = nx.betweenness_centrality(villages.to_networkx())
    assert values.tolist() == [exact[node] for node in villages.ids]


def test_beyond_the_limit_it_is_sampled_and_says_so(villages: Snapshot):
    _, estimate = betweenness(villages, exact_nodes=len(villages) - 1)
    assert estimate.method is Method.SAMPLED
    assert estimate.sample_size == BATCHES * PIVOTS
    assert estimate.standard_error is not None
    assert 0 < estimate.standard_error < 0.05


@pytest.mark.parametrize("seed", range(5))
def test_the_sample_lies_within_its_stated_error_of_the_truth(villages: Snapshot, seed: int):
    exact, _ = betweenness(villages, exact_nodes=10_000)
    sampled, estimate = betweenness(villages, exact_nodes=0, seed=seed)
    assert estimate.standard_error is not None
    assert np.abs(sampled - exact).max() < 4 * estimate.standard_error
    assert abs((sampled - exact).mean()) < estimate.standard_error


def test_the_same_seed_gives_the_same_values_and_another_seed_others(villages: Snapshot):
    first, _ = betweenness(villages, exact_nodes=0, seed=1)
    again, _ = betweenness(villages, exact_nodes=0, seed=1)
    other, _ = betweenness(villages, exact_nodes=0, seed=2)
    assert first.tolist() == again.tolist()
    assert first.tolist() != other.tolist()


def test_a_network_no_larger_than_one_sample_is_never_sampled():
    path = of_graph(nx.path_graph(PIVOTS))
    assert betweenness(path, exact_nodes=0)[1].method is Method.EXACT
    longer = of_graph(nx.path_graph(PIVOTS + 1))
    assert betweenness(longer, exact_nodes=0)[1].method is Method.SAMPLED
