"""E-I index and assortativity equal their definitions, and NetworkX where it has them."""

import warnings
from collections import Counter
from itertools import product
from math import isnan

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_api.analytics.mixing import (
    Mixing,
    area_ei,
    areas_at,
    attribute_assortativity,
    degree_assortativity,
    ei_by_group,
    ei_by_node,
    ei_index,
)
from graph_api.domain.areas import AreaLevel
from tests.unit.analytics.networks import Drawn, networks, of_graph

people = st.sampled_from("abcdefgh")
ties = st.lists(st.tuples(people, people).filter(lambda tie: tie[0] != tie[1]))
groups = st.dictionaries(people, st.lists(st.sampled_from("xyz"), max_size=2))


def test_the_index_of_two_departments_worked_by_hand():
    # 3 ties within, 1 between: (1 - 3) / 4.
    departments = {name: [name[0]] for name in ("p1", "p2", "p3", "q1", "q2")}
    found = ei_index([("p1", "p2"), ("p2", "p3"), ("q1", "q2"), ("p1", "q1")], departments)
    assert (found, found.ei) == (Mixing(external=1, internal=3), -0.5)
    by_group = ei_by_group([("p1", "p2"), ("p2", "p3"), ("q1", "q2"), ("p1", "q1")], departments)
    assert by_group["p"].ei == pytest.approx(-1 / 3)
    assert by_group["q"].ei == 0


def test_one_shared_occupation_makes_a_tie_internal():
    trades = {"a": ["weaving", "rice"], "b": ["rice"], "c": ["fish"]}
    assert ei_index([("a", "b"), ("b", "c")], trades) == Mixing(external=1, internal=1)
    assert ei_by_group([("a", "b")], trades) == {"rice": Mixing(0, 1), "weaving": Mixing(1, 0)}


def test_without_known_ties_there_is_no_index():
    assert ei_index([], {}).ei is None
    assert ei_index([("a", "b")], {"a": ["v"]}) == Mixing(0, 0, unknown=1)


@given(ties, groups)
def test_every_tie_is_counted_once_on_one_side(pairs, of):
    found = ei_index(pairs, of)
    assert found.external + found.internal + found.unknown == len(pairs)
    assert found.internal == sum(bool(set(of.get(u, ())) & set(of.get(v, ()))) for u, v in pairs)
    assert found.ei is None or -1 <= found.ei <= 1


@given(ties, groups)
def test_the_nodes_add_up_to_twice_the_network(pairs, of):
    whole, nodes = ei_index(pairs, of), ei_by_node(pairs, of).values()
    assert sum(mixing.internal for mixing in nodes) == 2 * whole.internal
    assert sum(mixing.external for mixing in nodes) == 2 * whole.external


@given(networks(), st.sampled_from(AreaLevel))
def test_areas_in_arrays_are_as_areas_one_by_one(drawn: Drawn, level: AreaLevel):
    snapshot = drawn.snapshot()
    assert area_ei(snapshot, level) == ei_index(drawn.ties().edges, areas_at(snapshot, level))


@given(ties, st.dictionaries(people, st.sampled_from("xyz")))
def test_attribute_assortativity_by_its_formula(pairs, group_of):
    found = attribute_assortativity(pairs, group_of)
    once = {(min(p), max(p)) for p in pairs if all(end in group_of for end in p)}
    both = [
        ends for u, v in once for ends in ((group_of[u], group_of[v]), (group_of[v], group_of[u]))
    ]
    counts = Counter(both)
    share = {(g, h): counts[g, h] / max(len(both), 1) for g, h in product("xyz", "xyz")}
    chance = sum(sum(share[g, h] for h in "xyz") ** 2 for g in "xyz")
    within = sum(share[g, g] for g in "xyz")
    if not both or chance == pytest.approx(1):
        assert isnan(found)
    else:
        assert found == pytest.approx((within - chance) / (1 - chance), abs=1e-12)


@given(networks())
def test_degree_assortativity_is_that_of_networkx(drawn: Drawn):
    graph = drawn.ties()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # NetworkX divides by no spread
        expected = nx.degree_assortativity_coefficient(graph) if graph.size() else float("nan")
    found = degree_assortativity(drawn.snapshot())
    assert found == pytest.approx(expected, abs=1e-9, nan_ok=True)


def test_the_karate_club_keeps_hubs_apart():
    # Newman's coefficient of Zachary's club, as printed in the literature: -0.476.
    assert degree_assortativity(of_graph(nx.karate_club_graph())) == pytest.approx(-0.476, abs=5e-4)


@pytest.mark.parametrize(
    "graph",
    [
        nx.barabasi_albert_graph(3_000, 3, seed=1),
        nx.compose(nx.star_graph(9_000), nx.path_graph(9)),
    ],
    ids=["many rows", "a row longer than a chunk"],
)
def test_degree_assortativity_of_larger_networks(graph: "nx.Graph[int]"):
    named = nx.relabel_nodes(graph, lambda number: f"{number:09}")
    expected = nx.degree_assortativity_coefficient(named)
    assert degree_assortativity(of_graph(named)) == pytest.approx(expected, rel=1e-9)
