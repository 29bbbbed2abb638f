"""The table of standing metrics is whole, and says what it leaves out."""

from dataclasses import replace

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings

from graph_api.analytics import engine
from graph_api.analytics.betweenness import PIVOTS
from graph_api.analytics.engine import Engine
from graph_api.analytics.measures import STANDING, Limits
from graph_api.analytics.snapshot import snapshot_of_people
from graph_api.analytics.standing import UNDEFINED_ALONE, left_out, planned, standing_metrics
from graph_api.domain.metrics import Direction, LinkScope, Method, Metric, MetricSpec
from tests.unit.analytics.networks import Drawn, networks, of_graph

LIMITS = Limits(exact_betweenness_nodes=100)


def test_every_metric_of_the_domain_stands_in_the_table_once():
    assert len(set(STANDING)) == len(STANDING)
    assert {spec.metric for spec in STANDING} == set(Metric)


def test_every_spec_can_be_read_back_from_its_key():
    assert [MetricSpec.from_key(spec.key) for spec in STANDING] == list(STANDING)


@pytest.mark.parametrize(
    "metric", [Metric.REACH_COUNT, Metric.REACH_SHARE, Metric.REACH_EFFICIENCY]
)
def test_reach_is_given_for_one_to_four_steps_over_ties(metric: Metric):
    found = [spec for spec in STANDING if spec.metric is metric]
    assert sorted(spec.steps or 0 for spec in found) == [1, 2, 3, 4]
    assert {(spec.direction, spec.links) for spec in found} == {
        (Direction.UNDIRECTED, LinkScope.TIES)
    }


@given(networks())
@settings(max_examples=25)
def test_every_actor_has_every_planned_metric_by_the_planned_method(drawn: Drawn):
    snapshot = drawn.snapshot()
    columns = standing_metrics(snapshot, LIMITS)
    methods = {column.spec: column.estimate.method for column in columns}
    assert methods == planned(len(snapshot), LIMITS)
    tied = [bool(drawn.ties()[node]) for node in snapshot.ids]
    for column in columns:
        given = ~np.isnan(column.values)
        alone = column.spec.metric in UNDEFINED_ALONE
        assert given.tolist() == (tied if alone else [True] * len(snapshot))


@given(networks(max_nodes=20))
@settings(deadline=None)
def test_kernels_and_networkx_give_the_same_values(drawn: Drawn):
    pytest.importorskip("numba", reason="the extra [national] is not installed")
    snapshot = drawn.snapshot()
    slow = standing_metrics(snapshot, LIMITS)
    fast = standing_metrics(snapshot, replace(LIMITS, engine=Engine.KERNELS))
    for one, other in zip(slow, fast, strict=True):
        assert (one.spec, one.estimate) == (other.spec, other.estimate)
        np.testing.assert_allclose(other.values, one.values, rtol=1e-9, atol=1e-12)


def test_kernels_draw_the_same_sample():
    pytest.importorskip("numba", reason="the extra [national] is not installed")
    villages = of_graph(nx.connected_caveman_graph(4, 10))
    sampled = Limits(exact_betweenness_nodes=0, seed=3)
    slow, fast = (
        {column.spec.metric: column for column in standing_metrics(villages, limits)}
        for limits in (sampled, replace(sampled, engine=Engine.KERNELS))
    )
    one, other = slow[Metric.BETWEENNESS], fast[Metric.BETWEENNESS]
    np.testing.assert_allclose(other.values, one.values, rtol=1e-9)
    assert other.estimate.standard_error == pytest.approx(one.estimate.standard_error)


def test_the_kernels_serve_larger_networks_where_they_are_installed(monkeypatch):
    monkeypatch.setattr(engine, "installed", lambda: True)
    small = Limits.for_network(1_999, exact_betweenness_nodes=7)
    assert small == Limits(exact_betweenness_nodes=7)
    large = Limits.for_network(2_000, exact_betweenness_nodes=7)
    assert large.engine is Engine.KERNELS
    assert left_out(100_000, large) == ()
    monkeypatch.setattr(engine, "installed", lambda: False)
    assert Limits.for_network(2_000, exact_betweenness_nodes=7).engine is Engine.NETWORKX


def test_the_values_stand_under_their_own_specs():
    snapshot = snapshot_of_people([("b", "x")], learning=[("sage", "a"), ("sage", "b"), ("a", "c")])
    columns = standing_metrics(snapshot, LIMITS)
    at = snapshot.positions["sage"]
    sage = {column.spec.key: column.values[at] for column in columns}
    assert sage["DEGREE/UNDIRECTED/TIES"] == 2
    assert sage["IN_DEGREE/IN/LEARNING"] == 0
    assert sage["OUT_DEGREE/OUT/LEARNING"] == 2
    assert [sage[f"REACH_COUNT/UNDIRECTED/TIES/{k}"] for k in range(1, 5)] == [2, 4, 4, 4]
    assert [sage[f"REACH_SHARE/UNDIRECTED/TIES/{k}"] for k in range(1, 5)] == [0.5, 1, 1, 1]
    assert sage["REACH_EFFICIENCY/UNDIRECTED/TIES/1"] == pytest.approx(0.5 / 3)
    assert sage["REACH_EFFICIENCY/UNDIRECTED/TIES/4"] == pytest.approx(1 / 3)
    assert [sage[f"LEARNING_REACH/OUT/LEARNING/{k}"] for k in range(1, 5)] == [2, 3, 3, 3]
    assert sage["BETWEENNESS/UNDIRECTED/TIES"] == pytest.approx(4 / 6)
    assert sage["CLOSENESS/UNDIRECTED/TIES"] == pytest.approx(4 / 6)
    assert sage["HARMONIC_CLOSENESS/UNDIRECTED/TIES"] == pytest.approx(3 / 4)
    assert sage["COMPONENT/UNDIRECTED/TIES"] == 1
    assert sage["COMPONENT_SIZE/UNDIRECTED/TIES"] == 5
    assert sage["ARTICULATION/UNDIRECTED/TIES"] == 1
    assert sage["CUT_OFF/UNDIRECTED/TIES"] == 2
    assert [sage[f"CASCADE_REACH/OUT/LEARNING/{k}"] for k in range(1, 5)] == [0, 0, 0, 0]
    assert (sage["COMMUNITY/UNDIRECTED/TIES"], sage["COMMUNITY_SIZE/UNDIRECTED/TIES"]) == (1, 3)


def test_a_network_too_large_for_all_pairs_says_what_it_goes_without():
    limits = Limits(exact_betweenness_nodes=0, all_pairs_nodes=30)
    snapshot = of_graph(nx.path_graph(31))
    columns = standing_metrics(snapshot, limits)
    missing = left_out(len(snapshot), limits)
    assert {spec.metric for spec in missing if spec.steps is None} == {
        Metric.CLOSENESS,
        Metric.HARMONIC_CLOSENESS,
    }
    assert {spec.steps for spec in missing} == {None, 3, 4}
    assert {column.spec for column in columns} == set(STANDING) - set(missing)
    assert left_out(30, limits) == ()


def test_only_betweenness_is_sampled_and_only_beyond_its_limit():
    limits = Limits(exact_betweenness_nodes=PIVOTS + 10)
    within, beyond = planned(PIVOTS + 10, limits), planned(PIVOTS + 11, limits)
    assert set(within.values()) == {Method.EXACT}
    sampled = [spec for spec, method in beyond.items() if method is Method.SAMPLED]
    assert sampled == [MetricSpec(Metric.BETWEENNESS)]


def test_progress_counts_up_to_the_end():
    told: list[tuple[int, int]] = []
    standing_metrics(
        snapshot_of_people([("a", "b")]), LIMITS, lambda _, done, of: told.append((done, of))
    )
    total = told[-1][1]
    assert told == [(done, total) for done in range(total + 1)]


def test_the_same_snapshot_gives_the_same_values():
    limits = Limits(exact_betweenness_nodes=0, seed=3)
    villages = nx.connected_caveman_graph(4, 10)
    first, again = (standing_metrics(of_graph(villages), limits) for _ in range(2))
    for one, other in zip(first, again, strict=True):
        np.testing.assert_array_equal(one.values, other.values)
    assert [column.estimate for column in first] == [column.estimate for column in again]
