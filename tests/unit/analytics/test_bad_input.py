"""Networks and numbers that nobody hopes for have defined answers, or clear errors."""

from typing import Any

import networkx as nx
import numpy as np
import pytest

from graph_api.analytics.adjacency import Adjacency
from graph_api.analytics.backend.dispatch import WORTH_CONVERTING
from graph_api.analytics.communities import communities
from graph_api.analytics.concentration import dependency, effective_number, hhi
from graph_api.analytics.contagion import contagion
from graph_api.analytics.influence import best_seeds, influence
from graph_api.analytics.introductions import best_introductions
from graph_api.analytics.key_players import best_cover, fragmentation, m_reach, steps_from
from graph_api.analytics.measures import Limits
from graph_api.analytics.mixing import degree_assortativity
from graph_api.analytics.snapshot import Snapshot, snapshot_of_people
from graph_api.analytics.stage import Stage, network_stage
from graph_api.analytics.standing import UNDEFINED_ALONE, standing_metrics
from graph_api.analytics.summary import summary
from graph_api.analytics.what_if import what_if

NOBODY = snapshot_of_people()
ONE = snapshot_of_people(alone=["a"])
NO_TIES = snapshot_of_people(alone=["a", "b", "c"])
LOOPS = snapshot_of_people([("a", "a"), ("b", "b"), ("a", "b"), ("b", "a")])
HUB = 1_000_000
NO_NUMBERS = [float("nan"), float("inf"), -1.0]


@pytest.mark.parametrize("snapshot", [NOBODY, ONE, NO_TIES])
def test_without_ties_every_standing_metric_is_defined_or_left_out(snapshot: Snapshot):
    for column in standing_metrics(snapshot, Limits(exact_betweenness_nodes=100)):
        values = np.asarray(column.values)
        assert values.shape == (len(snapshot),)
        assert np.isnan(values).all() or not np.isnan(values).any()
        assert np.isnan(values).any() <= (column.spec.metric in UNDEFINED_ALONE)


@pytest.mark.parametrize("snapshot", [NOBODY, ONE, NO_TIES])
def test_without_ties_sets_and_networks_have_answers(snapshot: Snapshot):
    some = snapshot.ids[:1]
    assert m_reach(snapshot, some, 2) == len(some)
    assert steps_from(snapshot, some) == dict.fromkeys(some, 0)
    assert best_cover(snapshot, 2, 2).covered == min(2, len(snapshot))
    assert fragmentation(snapshot) == (1.0 if len(snapshot) > 1 else 0.0)
    assert contagion(snapshot, some).adopters == len(some)
    assert influence(snapshot, some, 0.5, runs=3).value == len(some)
    assert best_seeds(snapshot, 1, 0.5, sets=10, runs=3).seeds == some
    assert best_introductions(snapshot, 1, []) == []
    assert communities(snapshot).count == len(snapshot)
    assert np.isnan(degree_assortativity(snapshot))
    assert network_stage(snapshot).stage in Stage
    assert what_if(snapshot, remove=some).after.nodes == max(len(snapshot) - 1, 0)


def test_loops_and_doubles_are_one_tie():
    assert (LOOPS.info.links, summary(LOOPS).density) == (1, 1.0)
    assert communities(LOOPS).labels.tolist() == [1, 1]


@pytest.mark.parametrize("value", NO_NUMBERS)
@pytest.mark.parametrize("measure", [hhi, effective_number, dependency])
def test_an_amount_that_is_none_is_refused(measure: Any, value: float):
    with pytest.raises(ValueError, match="negative or no number"):
        measure([1.0, value])


@pytest.mark.parametrize("chance", [*NO_NUMBERS, 1.5])
def test_a_chance_that_is_none_is_refused(chance: float):
    with pytest.raises(ValueError, match="not between 0 and 1"):
        influence(LOOPS, ["a"], chance)


@pytest.mark.parametrize("weight", [float("nan"), -1.0])
def test_weights_are_answered_as_networkx_answers_them(weight: float):
    graph: nx.Graph[int] = nx.path_graph(WORTH_CONVERTING)
    graph.add_edge(0, 1, weight=weight)
    plain = _told(graph)
    with nx.config(backend_priority=["sammachip"]):
        assert _told(graph) == plain


def _told(graph: "nx.Graph[int]") -> str:
    try:
        return str(nx.pagerank(graph))
    except (nx.NetworkXException, ValueError, ArithmeticError) as error:
        return type(error).__name__


def test_a_node_of_a_million_contacts():
    pytest.importorskip("numba", reason="the extra [national] is not installed")
    from graph_api.analytics import rows
    from graph_api.analytics.lanczos import leading_eigenvector_of

    hub, leaves = np.zeros(HUB, np.int64), np.arange(1, HUB + 1)
    ends = np.concatenate((hub, leaves)), np.concatenate((leaves, hub))
    links = rows.Links.undirected(Adjacency.from_pairs(HUB + 1, *ends))
    assert set(rows.two_step_counts(links).tolist()) == {HUB}
    assert set(rows.core_numbers(links).tolist()) == {1}
    assert np.flatnonzero(rows.cuts(links).is_cut).tolist() == [0]
    value, vector = leading_eigenvector_of(links)
    assert value == pytest.approx(np.sqrt(HUB), rel=1e-12)
    assert vector[0] == pytest.approx(np.sqrt(0.5), rel=1e-9)
    constraint = rows.structural_holes(links)[0]
    assert (constraint[0], constraint[1]) == pytest.approx((1 / HUB, 1.0))
    ranks = rows.pagerank(links)
    first = 0.15 / (HUB + 1) * (1 + 0.85 * HUB) / (1 - 0.85**2)
    assert ranks[0] == pytest.approx(first, rel=1e-9)
