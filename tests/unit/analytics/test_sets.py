"""Measures of sets of people equal their definitions, worked out by trying everything."""

from collections.abc import Iterable
from itertools import combinations
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_api.analytics.contagion import best_contagion_seeds, contagion
from graph_api.analytics.diffusion import diffusion_centrality
from graph_api.analytics.influence import best_seeds, influence
from graph_api.analytics.introductions import Introduction, best_introductions
from graph_api.analytics.key_players import (
    best_cover,
    distance_fragmentation,
    fragmentation,
    m_reach,
    reach_parts,
)
from graph_api.analytics.snapshot import Snapshot, snapshot_of_people
from graph_api.analytics.stage import Stage, network_stage
from graph_api.analytics.summary import summary
from graph_api.analytics.what_if import changed, what_if
from tests.unit.analytics.networks import Drawn, networks, of_graph

unhurried = settings(deadline=None)
subsets = st.lists(st.integers(0, 11), max_size=4)


def _some(snapshot: Snapshot, numbers: Iterable[int]) -> list[str]:
    return sorted({snapshot.ids[n % len(snapshot)] for n in numbers}) if len(snapshot) else []


def _near(ties: "nx.Graph[str]", chosen: Iterable[str], steps: int) -> set[str]:
    found = (nx.single_source_shortest_path_length(ties, node, steps) for node in chosen)
    return {node for lengths in found for node in lengths}


@given(networks(), subsets, st.integers(0, 4))
@unhurried
def test_m_reach_is_who_is_near_one_of_them(drawn: Drawn, numbers, steps):
    snapshot, ties = drawn.snapshot(), drawn.ties()
    chosen = _some(snapshot, numbers)
    assert m_reach(snapshot, chosen, steps) == len(_near(ties, chosen, steps))


@given(networks(), subsets, st.integers(0, 4))
@unhurried
def test_a_part_of_joint_reach_is_what_no_other_of_the_set_reaches(drawn: Drawn, numbers, steps):
    snapshot, ties = drawn.snapshot(), drawn.ties()
    chosen = _some(snapshot, numbers)
    balls = {node: _near(ties, [node], steps) for node in chosen}
    parts = reach_parts(snapshot, chosen, steps)
    assert set(parts) == set(chosen)
    for node, part in parts.items():
        others = _near(ties, [each for each in chosen if each != node], steps)
        assert (part.alone, part.adds) == (len(balls[node]), len(balls[node] - others))


@given(networks(), st.integers(0, 4), st.integers(0, 3))
@unhurried
def test_lazy_choice_is_greedy_choice_and_its_bound_holds(drawn: Drawn, k, steps):
    snapshot, ties = drawn.snapshot(), drawn.ties()
    found = best_cover(snapshot, k, steps)
    covered: set[str] = set()
    for node, gain in zip(found.chosen, found.gains, strict=True):
        gains = {other: len(_near(ties, [other], steps) - covered) for other in ties}
        best = max(gains[other] for other in gains if other not in found.chosen or other == node)
        assert gain == gains[node] == best
        covered |= _near(ties, [node], steps)
    assert found.covered == len(covered) == m_reach(snapshot, found.chosen, steps)
    optimum = max(len(_near(ties, s, steps)) for s in combinations(ties, min(k, len(ties))))
    assert found.covered <= optimum <= found.upper_bound
    assert found.guarantee <= 1
    assert found.covered >= (1 - 1 / np.e) * optimum


def test_a_cover_is_chosen_among_the_candidates():
    star = snapshot_of_people([("hub", leaf) for leaf in "abc"])
    assert best_cover(star, 1, 1, candidates=["b", "a"]).chosen == ("b",)
    assert best_cover(star, 5, 1, candidates=["a"]).gains == (2,)


def _pairs_lost(ties: "nx.Graph[str]") -> float:
    ordered = [(u, v) for u in ties for v in ties if u != v]
    return sum(not nx.has_path(ties, u, v) for u, v in ordered) / max(len(ordered), 1)


def _nearness_lost(ties: "nx.Graph[str]") -> float:
    size = len(ties)
    total = sum(nx.harmonic_centrality(ties).values())
    return 1 - total / (size * (size - 1)) if size > 1 else 0.0


@given(networks(), subsets)
@unhurried
def test_fragmentation_is_the_share_of_pairs_that_are_lost(drawn: Drawn, numbers):
    snapshot, ties = drawn.snapshot(), drawn.ties()
    removed = _some(snapshot, numbers)
    ties.remove_nodes_from(removed)
    assert fragmentation(snapshot, removed) == pytest.approx(_pairs_lost(ties))
    assert distance_fragmentation(snapshot, removed) == pytest.approx(_nearness_lost(ties))


@given(networks(), subsets, subsets)
@unhurried
def test_a_changed_network_is_what_networkx_makes_of_the_same_changes(drawn: Drawn, gone, met):
    snapshot, ties = drawn.snapshot(), drawn.ties()
    removed = _some(snapshot, gone)
    left = [node for node in snapshot.ids if node not in removed]
    added = [(u, v) for u, v in combinations(_some(snapshot, met), 2) if {u, v} <= set(left)]
    ties.remove_nodes_from(removed)
    ties.add_edges_from(added)
    after = changed(snapshot, remove=removed, add=added)
    assert nx.utils.graphs_equal(after.to_networkx(), ties)
    assert (after.info.nodes, after.info.links) == (len(ties), ties.number_of_edges())
    assert changed(snapshot).info == snapshot.info
    found = what_if(snapshot, remove=removed, add=added)
    assert (found.before, found.after) == (summary(snapshot), summary(after))
    assert found.fragmentation_after == fragmentation(after)


def _within_two(ties: "nx.Graph[str]") -> int:
    reach = (nx.single_source_shortest_path_length(ties, node, 2) for node in ties)
    return sum(len(found) - 1 for found in reach)


@given(networks(max_nodes=9), st.integers(1, 3))
@unhurried
def test_an_introduction_gains_what_two_step_reach_gains(drawn: Drawn, k):
    snapshot, ties = drawn.snapshot(), drawn.ties()
    candidates = list(combinations(snapshot.ids, 2))
    for tie in best_introductions(snapshot, k, candidates):
        gains = {}
        for u, v in nx.non_edges(ties):
            more: nx.Graph[str] = nx.Graph(ties)
            more.add_edge(u, v)
            gains[frozenset((u, v))] = (_within_two(more) - _within_two(ties)) // 2
        assert tie.gain == gains[frozenset(tie.ends)] == max(gains.values())
        closing = bool(set(ties[tie.ends[0]]) & set(ties[tie.ends[1]]))
        assert tie.kind is (Introduction.CLOSING if closing else Introduction.BRIDGING)
        ties.add_edge(*tie.ends)


def test_a_weight_makes_another_introduction_the_best():
    chain = snapshot_of_people([("a", "b"), ("b", "c"), ("c", "d"), ("d", "e"), ("e", "f")])
    both = [("a", "f"), ("b", "d")]
    assert best_introductions(chain, 1, both)[0].ends == ("a", "f")
    favoured = best_introductions(chain, 1, both, lambda u, _: 9.0 if u == "b" else 1.0)
    assert favoured[0].ends == ("b", "d")
    assert best_introductions(chain, 3, [("a", "b"), ("a", "a")]) == []


def _expected_size(ties: "nx.Graph[str]", seeds: list[str], chance: float) -> float:
    """Every way in which the ties may carry, with its chance: the definition itself."""
    edges, total = list(ties.edges), 0.0
    for kept in range(2 ** len(edges)):
        live: nx.Graph[str] = nx.Graph()
        live.add_nodes_from(ties)
        live.add_edges_from(e for bit, e in enumerate(edges) if kept >> bit & 1)
        count = kept.bit_count()
        weight = chance**count * (1 - chance) ** (len(edges) - count)
        total += weight * len(_near(live, seeds, len(ties)))
    return total


@pytest.fixture
def small() -> "nx.Graph[str]":
    return nx.Graph([("a", "b"), ("b", "c"), ("c", "a"), ("c", "d"), ("d", "e"), ("x", "y")])


def test_influence_is_within_its_error_of_all_ways_weighed(small):
    snapshot = of_graph(small)
    for seeds in (["a"], ["a", "y"], ["d"]):
        found = influence(snapshot, seeds, 0.4, runs=20_000)
        exact = _expected_size(small, seeds, 0.4)
        assert abs(found.value - exact) < 4 * found.standard_error


def test_seeds_are_as_good_as_the_best_pair_but_for_chance(small):
    snapshot = of_graph(small)
    best = max(_expected_size(small, list(pair), 0.4) for pair in combinations(small, 2))
    found = best_seeds(snapshot, 2, 0.4, sets=20_000, runs=20_000)
    assert _expected_size(small, list(found.seeds), 0.4) > 0.97 * best
    assert found.claimed == pytest.approx(found.value, rel=0.05)


def test_chances_differ_by_direction():
    pair = snapshot_of_people([("a", "b")])
    one_way = np.array([1.0, 0.0])  # a to b surely, b to a never
    assert influence(pair, ["a"], one_way, runs=5).value == 2
    assert influence(pair, ["b"], one_way, runs=5).value == 1
    assert best_seeds(pair, 1, one_way, sets=50, runs=5).seeds == ("a",)


def test_cascades_repeat_with_their_seed(small):
    snapshot = of_graph(small)
    first, again, other = (best_seeds(snapshot, 1, 0.4, sets=300, seed=s) for s in (1, 1, 2))
    assert first == again
    assert first.value != other.value


@pytest.mark.parametrize("chances", [1.5, -0.1, float("nan"), np.ones(3)])
def test_chances_that_are_none_are_refused(small, chances):
    with pytest.raises(ValueError, match="chance"):
        influence(of_graph(small), ["a"], chances)


def _adopters(ties: "nx.Graph[str]", seeds: list[str], threshold: int) -> tuple[int, int]:
    adopted, rounds = set(seeds), 0
    while more := {v for v in ties if len(set(ties[v]) & adopted) >= threshold} - adopted:
        adopted |= more
        rounds += 1
    return len(adopted), rounds


@given(networks(), subsets, st.integers(1, 3))
@unhurried
def test_contagion_goes_on_in_rounds(drawn: Drawn, numbers, threshold):
    snapshot, ties = drawn.snapshot(), drawn.ties()
    seeds = _some(snapshot, numbers)
    found = contagion(snapshot, seeds, threshold)
    assert (found.adopters, found.rounds) == _adopters(ties, seeds, threshold)


def test_two_seeds_are_chosen_that_meet():
    square = [("a", "b"), ("b", "c"), ("c", "d"), ("d", "a")]
    snapshot = snapshot_of_people([*square, ("x", "y"), ("y", "z")])
    found = best_contagion_seeds(snapshot, 2, snapshot.ids)
    assert found.adopters == 4
    assert set(found.seeds) in ({"a", "c"}, {"b", "d"})


def test_diffusion_centrality_of_the_worked_example_of_an_and_liu():
    p = np.zeros((5, 5))
    p[0, 1], p[0, 2], p[1, 3], p[2, 0], p[2, 1], p[2, 3] = 0.2, 0.6, 0.4, 0.1, 0.1, 0.4
    p[3, 4], p[4, 1] = 0.3, 0.4
    printed = [1.50832, 0.59296, 0.99968, 0.48816, 0.63488]
    assert diffusion_centrality(p, rounds=5).round(5).tolist() == printed


def _stage(graph: "nx.Graph[Any]") -> Stage:
    return network_stage(of_graph(graph)).stage


def test_stages_of_networks_that_are_plainly_one_or_another():
    assert _stage(nx.disjoint_union_all([nx.path_graph(3)] * 5)) is Stage.SCATTERED
    assert _stage(nx.star_graph(20)) is Stage.HUB_AND_SPOKE
    three = nx.disjoint_union_all([nx.star_graph(9)] * 3)
    three.add_edges_from([(0, 10), (10, 20), (20, 0)])
    assert _stage(three) is Stage.MULTI_HUB
    core = nx.disjoint_union(nx.complete_graph(8), nx.empty_graph(16))
    core.add_edges_from((8 + leaf, leaf % 8) for leaf in range(16))
    assert _stage(core) is Stage.CORE_PERIPHERY


def test_an_empty_network_is_scattered():
    assert network_stage(snapshot_of_people()).stage is Stage.SCATTERED
