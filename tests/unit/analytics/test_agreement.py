"""Every metric equals NetworkX, or its definition worked out the slow way, on any network."""

from collections.abc import Mapping
from datetime import date
from itertools import combinations
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from numpy.typing import NDArray

from graph_api.analytics.betweenness import betweenness
from graph_api.analytics.closeness import closeness, harmonic_closeness
from graph_api.analytics.cohesion import (
    articulation,
    component,
    component_size,
    components,
    cut_off,
)
from graph_api.analytics.degree import degree, in_degree, out_degree
from graph_api.analytics.pagerank import pagerank
from graph_api.analytics.reaching import (
    cascade_reach_counts,
    learning_reach_counts,
    reach_counts,
    reach_efficiencies,
    reach_shares,
)
from graph_api.analytics.snapshot import snapshot_of_people
from graph_api.analytics.summary import summary
from graph_api.domain.links import LEARNING_LINKS
from tests.unit.analytics.networks import Drawn, networks


def _equal(found: NDArray[Any], expected: Mapping[str, float]) -> bool:
    in_order = [expected[node] for node in sorted(expected)]
    return len(found) == len(in_order) and np.allclose(found, in_order, rtol=1e-9, atol=1e-12)


@given(networks())
def test_degrees(drawn: Drawn):
    snapshot, ties, learning = drawn.snapshot(), drawn.ties(), drawn.learning()
    assert _equal(degree(snapshot), dict(ties.degree))
    assert _equal(in_degree(snapshot), dict(learning.in_degree))
    assert _equal(out_degree(snapshot), dict(learning.out_degree))


def _reached_by_walking(graph: "nx.Graph[str]", start: str, steps: int) -> int:
    seen = {start}
    for _ in range(steps):
        seen |= {far for near in seen for far in graph[near]}
    return len(seen) - 1


@given(networks())
def test_reach_is_what_a_walk_of_so_many_steps_finds(drawn: Drawn):
    snapshot, ties = drawn.snapshot(), drawn.ties()
    counts = reach_counts(snapshot, 4)
    for steps in range(1, 5):
        assert _equal(counts[steps - 1], {v: _reached_by_walking(ties, v, steps) for v in ties})


@given(networks())
def test_learning_reach_follows_teaching_forward_only(drawn: Drawn):
    snapshot, learning = drawn.snapshot(), drawn.learning()
    counts = learning_reach_counts(snapshot, 4)
    for steps in range(1, 5):
        expected = {v: _reached_by_walking(learning, v, steps) for v in learning}
        assert _equal(counts[steps - 1], expected)


def _taught_in_time(drawn: Drawn, start: str, steps: int) -> int:
    """Everybody at the end of a way of so many teachings whose days do not fall."""
    actors = set(drawn.ties())
    taught = [
        (link.source, link.target, link.since)
        for link in drawn.counted()
        if link.type in LEARNING_LINKS and link.since and {link.source, link.target} <= actors
    ]
    ends = {(start, date.min)}
    for _ in range(steps):
        ends |= {(b, day) for at, since in ends for a, b, day in taught if a == at and day >= since}
    return len({node for node, _ in ends} - {start})


@given(networks())
def test_cascade_reach_follows_teachings_in_the_order_of_their_days(drawn: Drawn):
    snapshot = drawn.snapshot()
    counts = cascade_reach_counts(snapshot, 4)
    for steps in range(1, 5):
        expected = {v: _taught_in_time(drawn, v, steps) for v in snapshot.ids}
        assert _equal(counts[steps - 1], expected)


@given(networks())
def test_no_cascade_reaches_further_than_learning_does(drawn: Drawn):
    snapshot = drawn.snapshot()
    assert (cascade_reach_counts(snapshot, 4) <= learning_reach_counts(snapshot, 4)).all()


@given(networks())
def test_reach_share_and_efficiency_are_ratios_of_the_count(drawn: Drawn):
    snapshot, ties = drawn.snapshot(), drawn.ties()
    counts = reach_counts(snapshot, 2)
    others = max(len(ties) - 1, 1)
    shares = {v: _reached_by_walking(ties, v, 2) / others for v in ties}
    efficiencies = {v: share / (ties.degree[v] + 1) for v, share in shares.items()}
    assert _equal(reach_shares(counts)[1], shares)
    assert _equal(reach_efficiencies(snapshot, counts)[1], efficiencies)


@given(networks())
def test_betweenness(drawn: Drawn):
    found, estimate = betweenness(drawn.snapshot(), exact_nodes=100)
    assert _equal(found, nx.betweenness_centrality(drawn.ties()))
    assert estimate.sample_size is None


@given(networks())
def test_closeness(drawn: Drawn):
    assert _equal(closeness(drawn.snapshot()), nx.closeness_centrality(drawn.ties()))


@given(networks())
def test_harmonic_closeness(drawn: Drawn):
    ties = drawn.ties()
    sums = nx.harmonic_centrality(ties)
    expected = {node: total / max(len(ties) - 1, 1) for node, total in sums.items()}
    assert _equal(harmonic_closeness(drawn.snapshot()), expected)


@given(networks())
def test_pagerank_solves_its_own_equation(drawn: Drawn):
    snapshot, ties = drawn.snapshot(), drawn.ties()
    found = pagerank(snapshot)
    size = len(ties)
    if not size:
        assert found.size == 0
        return
    walk = np.full((size, size), 1 / size)
    order = sorted(ties)
    for column, node in enumerate(order):
        if ties[node]:
            walk[:, column] = [(other in ties[node]) / len(ties[node]) for other in order]
    exact = np.linalg.solve(np.eye(size) - 0.85 * walk, np.full(size, 0.15 / size))
    assert np.allclose(found, exact, rtol=1e-9)


def _hub_of_a_star(leaves: int, nodes: int) -> float:
    """hub = a + .85 leaves leaf, leaf = a + .85 hub / leaves, with a = .15 / nodes."""
    return 0.15 / nodes * (1 + 0.85 * leaves) / (1 - 0.85**2)


def test_pagerank_of_a_large_network_does_not_stop_early():
    # With the default of NetworkX, whose tolerance grows with n, this is wrong in its 3rd digit.
    hub = [("hub", f"h{number}") for number in range(3_000)]
    chain = [(f"c{number:04}", f"c{number + 1:04}") for number in range(3_000)]
    snapshot = snapshot_of_people([*hub, *chain])
    found = pagerank(snapshot)[snapshot.positions["hub"]]
    assert found == pytest.approx(_hub_of_a_star(3_000, len(snapshot)), rel=1e-9)


def test_pagerank_of_a_very_large_hub_ends_where_rounding_lets_it():
    # Rounding at the hub alone moves the sum by more than 1e-12 at every step.
    snapshot = snapshot_of_people(("hub", f"h{number}") for number in range(40_000))
    found = pagerank(snapshot)[snapshot.positions["hub"]]
    assert found == pytest.approx(_hub_of_a_star(40_000, len(snapshot)), rel=1e-9)


@given(networks())
def test_components_are_labelled_by_size_and_then_by_smallest_id(drawn: Drawn):
    snapshot, ties = drawn.snapshot(), drawn.ties()
    parts = sorted(
        (sorted(part) for part in nx.connected_components(ties)), key=lambda p: (-len(p), p)
    )
    assert components(snapshot) == parts
    labels = {node: place for place, part in enumerate(parts, 1) for node in part}
    assert _equal(component(snapshot), labels)
    assert _equal(component_size(snapshot), {v: len(p) for p in parts for v in p})


def _cut_off_by_removing(ties: "nx.Graph[str]", node: str) -> int:
    part = nx.node_connected_component(ties, node) - {node}
    pieces = list(nx.connected_components(ties.subgraph(part)))
    return len(part) - max(map(len, pieces), default=0)


@given(networks(max_nodes=20))
def test_cut_off_is_what_removing_the_node_does(drawn: Drawn):
    snapshot, ties = drawn.snapshot(), drawn.ties()
    expected = {node: _cut_off_by_removing(ties, node) for node in ties}
    assert _equal(cut_off(snapshot), expected)
    assert _equal(articulation(snapshot), {v: float(lost > 0) for v, lost in expected.items()})


@pytest.mark.parametrize("seed", range(5))
def test_cut_off_in_a_forest_of_some_size(seed: int):
    tree = nx.random_labeled_tree(60, seed=seed)
    forest: nx.Graph[str] = nx.Graph()
    forest.add_edges_from((f"{u:02}", f"{v:02}") for u, v in tree.edges)
    forest.remove_edges_from(list(forest.edges)[::20])
    snapshot = snapshot_of_people(forest.edges, alone=forest)
    assert _equal(cut_off(snapshot), {v: _cut_off_by_removing(forest, v) for v in forest})


@given(networks())
def test_the_summary_adds_up(drawn: Drawn):
    ties, found = drawn.ties(), summary(drawn.snapshot())
    parts = list(nx.connected_components(ties))
    assert (found.nodes, found.links) == (len(ties), ties.number_of_edges())
    assert found.components == len(parts)
    assert found.largest_share == max(map(len, parts), default=0) / max(len(ties), 1)
    assert found.density == pytest.approx(nx.density(ties))
    assert found.articulation_points == len(set(nx.articulation_points(ties)))


@pytest.mark.parametrize(
    "graph,centralisation",
    [(nx.star_graph(6), 1.0), (nx.cycle_graph(6), 0.0), (nx.complete_graph(4), 0.0)],
)
def test_degree_centralisation_is_one_for_a_star_and_zero_where_all_are_alike(
    graph: "nx.Graph[int]", centralisation: float
):
    snapshot = snapshot_of_people([(str(u), str(v)) for u, v in graph.edges])
    assert summary(snapshot).degree_centralisation == centralisation


def test_degree_centralisation_of_a_path_of_four_worked_by_hand():
    path = snapshot_of_people([("a", "b"), ("b", "c"), ("c", "d")])
    assert summary(path).degree_centralisation == pytest.approx((1 + 0 + 0 + 1) / (3 * 2))


@pytest.mark.parametrize("ties", list(combinations("ab", 2)))
def test_two_people_are_too_few_to_be_centralised(ties: tuple[str, str]):
    assert summary(snapshot_of_people([ties])).degree_centralisation == 0
