"""After a small change the metrics are those of a full computation."""

from dataclasses import dataclass, replace

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("numba", reason="the extra [national] is not installed")

from graph_api.analytics import far_updating, updating
from graph_api.analytics.engine import Engine
from graph_api.analytics.measured import Earlier
from graph_api.analytics.measures import Limits
from graph_api.analytics.snapshot import Snapshot, snapshot_of_people
from graph_api.analytics.standing import standing_metrics
from graph_api.domain.metrics import Metric
from tests.unit.analytics.networks import Drawn, networks

LIMITS = Limits(exact_betweenness_nodes=100, engine=Engine.KERNELS)
WHOLE = {
    Metric.DEGREE,
    Metric.IN_DEGREE,
    Metric.OUT_DEGREE,
    Metric.REACH_COUNT,
    Metric.LEARNING_REACH,
    Metric.COMPONENT,
    Metric.COMPONENT_SIZE,
    Metric.ARTICULATION,
    Metric.CUT_OFF,
    Metric.BRIDGES,
    Metric.CORE_NUMBER,
}
"""Metrics whose values are whole numbers: they are equal to the last bit."""


@pytest.fixture(autouse=True)
def small_hubs(monkeypatch):
    """Small networks go every way that large ones go."""
    monkeypatch.setattr(updating, "HUB_DEGREE", 4)
    monkeypatch.setattr(updating, "MOST", 2.0)
    monkeypatch.setattr(far_updating, "SHARE", np.inf)


def check_update(old: Snapshot, new: Snapshot, limits: Limits = LIMITS) -> None:
    earlier = Earlier(old, standing_metrics(old, limits))
    full = standing_metrics(new, limits)
    updated = standing_metrics(new, limits, earlier=earlier)
    for one, other in zip(full, updated, strict=True):
        assert (one.spec, one.estimate) == (other.spec, other.estimate)
        if one.spec.metric in WHOLE:
            np.testing.assert_array_equal(other.values, one.values, err_msg=str(one.spec))
        else:
            np.testing.assert_allclose(
                other.values, one.values, rtol=1e-9, atol=1e-13, err_msg=str(one.spec)
            )


@given(networks(max_nodes=25), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_links_and_nodes_may_come_and_go(drawn: Drawn, random):
    nodes = [node for node in drawn.nodes if random.random() > 0.1]
    links = [link for link in drawn.links if random.random() > 0.1]
    kept = {node.id for node in nodes}
    left = Drawn(nodes, [each for each in links if {each.source, each.target} <= kept])
    check_update(drawn.snapshot(), left.snapshot())
    check_update(left.snapshot(), drawn.snapshot())


@dataclass
class Ties:
    """A network with hubs, that changes by pairs."""

    pairs: set[tuple[str, str]]
    taught: set[tuple[str, str]]

    def snapshot(self) -> Snapshot:
        alone = [f"v{number:03}" for number in range(150)]
        return snapshot_of_people(sorted(self.pairs), learning=sorted(self.taught), alone=alone)


@pytest.mark.parametrize("seed", range(4))
def test_a_network_with_hubs_is_followed_through_many_changes(seed: int):
    draws = np.random.default_rng(seed)
    graph = nx.barabasi_albert_graph(150, 2, seed=seed)
    pairs = {(f"v{u:03}", f"v{v:03}") for u, v in graph.edges}
    ties = Ties(pairs, set(sorted(pairs)[::3]))
    earlier = Earlier(ties.snapshot(), standing_metrics(ties.snapshot(), LIMITS))
    for _ in range(4):
        for pair in draws.permutation(sorted(ties.pairs))[:3].tolist():
            ties.pairs.discard(tuple(pair))
            ties.taught.discard(tuple(pair))
        more = [*draws.integers(0, 150, (3, 2)).tolist(), [0, int(draws.integers(1, 150))]]
        ties.pairs |= {(f"v{u:03}", f"v{v:03}") for u, v in more}
        ties.taught |= {(f"v{u:03}", f"v{v:03}") for u, v in more[:1]}
        new = ties.snapshot()
        check_update(earlier.snapshot, new)
        # Each goes on from what the one before gave, so an error would add up.
        earlier = Earlier(new, standing_metrics(new, LIMITS, earlier=earlier))


def test_an_unchanged_network_keeps_its_values():
    star = snapshot_of_people([("hub", leaf) for leaf in "abcdef"], learning=[("a", "b")])
    check_update(star, star)


def test_anything_may_come_from_nothing_and_go_to_nothing():
    nothing, star = snapshot_of_people(), snapshot_of_people([("hub", leaf) for leaf in "abcdef"])
    check_update(nothing, star)
    check_update(star, nothing)


def test_what_was_not_measured_before_is_computed():
    star = snapshot_of_people([("hub", leaf) for leaf in "abcdef"])
    more = snapshot_of_people([("hub", leaf) for leaf in "abcdefg"])
    found = standing_metrics(more, LIMITS, earlier=Earlier(star, []))
    for one, other in zip(standing_metrics(more, LIMITS), found, strict=True):
        np.testing.assert_array_equal(other.values, one.values)


def test_a_change_that_touches_most_is_computed_whole(monkeypatch):
    monkeypatch.setattr(updating, "MOST", -1.0)
    monkeypatch.setattr(far_updating, "SHARE", -1.0)
    star = snapshot_of_people([("hub", leaf) for leaf in "abcdef"])
    check_update(star, snapshot_of_people([("hub", leaf) for leaf in "abcdefg"]))


def test_samples_are_drawn_as_for_a_full_computation():
    sampled = replace(LIMITS, exact_betweenness_nodes=0)
    graph = nx.connected_caveman_graph(4, 10)
    pairs = [(f"v{u}", f"v{v}") for u, v in graph.edges]
    check_update(snapshot_of_people(pairs), snapshot_of_people([*pairs, ("v0", "v25")]), sampled)


@given(st.sets(st.text(max_size=3)), st.sets(st.text(max_size=3)))
@settings(deadline=None)
def test_names_are_found_among_those_of_before(new: set[str], old: set[str]):
    before = sorted(old)
    wanted = [before.index(name) if name in old else -1 for name in sorted(new)]
    assert updating.places_before(sorted(new), before).tolist() == wanted
