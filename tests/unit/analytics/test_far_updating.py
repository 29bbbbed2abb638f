"""All distances after a small change, from walks around the change alone."""

from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("numba", reason="the extra [national] is not installed")

from graph_api.analytics import far_updating, rows
from graph_api.analytics.far_updating import Change, updated_distances
from graph_api.analytics.kernels import changes
from graph_api.analytics.kernels.starts import distances_from
from graph_api.analytics.rows import Links
from graph_api.analytics.snapshot import snapshot_of_people

STEPS = 4


def links_of(graph: "nx.Graph[Any]") -> Links:
    ties = [(f"{u:04}", f"{v:04}") for u, v in graph.edges]
    return snapshot_of_people(ties, alone=[f"{v:04}" for v in graph]).as_csr().links


def change_of(old: Links, new: Links) -> Change:
    """A change of links alone."""
    before = np.arange(len(new))
    rows_of_both = (new.indptr, new.indices, old.indptr, old.indices)
    touched = changes.changed_rows(*rows_of_both, before)
    return Change(old, new, before, before[:0], touched)


def check(graph: "nx.Graph[Any]", changed: "nx.Graph[Any]") -> bool:
    """Whether an update was made; it gives what a whole computation gives."""
    old, new = links_of(graph), links_of(changed)
    found = updated_distances(change_of(old, new), rows.distance_sums(old, STEPS))
    if found is None:
        return False
    whole = rows.distance_sums(new, STEPS)
    for name in ("reached", "sums", "at"):
        np.testing.assert_array_equal(getattr(found, name), getattr(whole, name))
    np.testing.assert_allclose(found.inverses, whole.inverses, rtol=1e-12)
    return True


@given(st.integers(0, 10**6), st.integers(0, 4), st.integers(0, 4))
@settings(deadline=None, max_examples=60)
def test_villages_and_a_hub(seed: int, gone: int, come: int):
    draws = np.random.default_rng(seed)
    graph = nx.connected_caveman_graph(8, 6)
    graph.add_edges_from((48, int(node)) for node in draws.choice(48, 9, replace=False))
    changed = graph.copy()
    edges = sorted(graph.edges)
    changed.remove_edges_from(edges[at] for at in draws.choice(len(edges), gone, replace=False))
    changed.add_edges_from(draws.integers(0, 49, (come, 2)).tolist())
    far_updating.SHARE, share = np.inf, far_updating.SHARE
    try:
        assert check(graph, changed)
    finally:
        far_updating.SHARE = share


def test_a_change_within_a_village_walks_from_few_and_a_wide_one_walks_from_all():
    graph = nx.caveman_graph(100, 12)
    officers = [(1_200 + at % 2, at) for at in range(0, 1_200, 3)]
    graph.add_edges_from([*officers, (1_200, 1_201)])
    village, wide = graph.copy(), graph.copy()
    village.remove_edges_from([(0, 1), (2, 3)])
    draws = np.random.default_rng(2)
    wide.add_edges_from(draws.integers(0, 1_200, (200, 2)).tolist())
    assert check(graph, village)
    assert not check(graph, wide)


def test_parts_may_meet_and_part():
    graph = nx.disjoint_union(nx.path_graph(200), nx.cycle_graph(400))
    joined = graph.copy()
    joined.add_edge(0, 300)
    for one, other in [(graph, joined), (joined, graph)]:
        check(one, other)
    assert check(graph, graph)


def test_what_starts_learn_is_what_all_learn_of_them():
    links = links_of(nx.gnm_random_graph(900, 1_500, seed=3))
    whole = rows.distance_sums(links, STEPS)
    starts = np.random.default_rng(4).permutation(900)[:700]
    goals = np.arange(0, 900, 7)
    found = distances_from(links.back_indptr, links.back_indices, starts, goals, STEPS)
    for name in ("reached", "sums", "squares", "inverses", "inverse_squares", "at"):
        expected = getattr(whole, name)[..., starts]
        np.testing.assert_allclose(getattr(found.sums, name), expected, rtol=1e-12)
    graph = nx.gnm_random_graph(900, 1_500, seed=3)
    for at in range(0, 700, 100):
        lengths = nx.single_source_shortest_path_length(graph, int(starts[at]))
        assert found.steps[at].tolist() == [lengths.get(int(goal), -1) for goal in goals]
