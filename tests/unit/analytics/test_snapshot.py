"""A snapshot holds the network of actors, whatever the order in which it arrived."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_api.analytics.snapshot import Snapshot, SnapshotBuilder, snapshot_of_people
from graph_api.analytics.typed import UNDATED
from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import LEARNING_LINKS, TIES, LinkType
from graph_api.ports import GraphLink, GraphNode
from tests.unit.analytics.networks import AS_OF, Drawn, is_actor, networks

PERSON = frozenset({NodeKind.PERSON})
HOUSEHOLD = frozenset({NodeKind.HOUSEHOLD})


def _same_edges(found: "nx.Graph[str]", expected: "nx.Graph[str]") -> bool:
    return nx.utils.graphs_equal(nx.Graph(found), nx.Graph(expected))


@given(networks())
def test_it_is_the_network_of_actors_and_ties_by_the_rules_of_the_domain(drawn: Drawn):
    snapshot = drawn.snapshot()
    actors = sorted((node for node in drawn.nodes if is_actor(node)), key=lambda n: n.id)
    assert snapshot.ids == tuple(node.id for node in actors)
    assert snapshot.kinds == tuple(node.kinds for node in actors)
    assert snapshot.areas == tuple(node.area for node in actors)
    assert nx.utils.graphs_equal(snapshot.to_networkx(), drawn.ties())
    assert nx.utils.graphs_equal(snapshot.learning_to_networkx(), drawn.learning())
    assert snapshot.info.nodes == len(drawn.ties())
    assert snapshot.info.links == drawn.ties().number_of_edges()
    assert (snapshot.info.as_of, snapshot.info.graph_version) == (AS_OF, 7)


@given(networks(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_change_the_id(drawn: Drawn, random):
    nodes, links = list(drawn.nodes), list(drawn.links)
    random.shuffle(nodes)
    random.shuffle(links)
    builder = SnapshotBuilder()
    for link in links:
        builder.add_links([link])
    for node in nodes:
        builder.add_nodes([node])
    again = builder.build(as_of=AS_OF, graph_version=8)
    assert again.info.id == drawn.snapshot().info.id


@given(networks())
def test_rows_are_sorted_and_tell_ties_from_both_ends(drawn: Drawn):
    snapshot = drawn.snapshot()
    pairs = list(snapshot.ties.iter_pairs())
    assert pairs == sorted(set(pairs))
    assert {(v, u) for u, v in pairs} == set(pairs)
    assert snapshot.ties.indptr.tolist()[-1] == len(pairs)


def _base() -> Drawn:
    nodes = [
        GraphNode("a", PERSON, "33200101"),
        GraphNode("b", HOUSEHOLD, "33200101"),
        GraphNode("c", HOUSEHOLD, "33200102"),
    ]
    return Drawn(nodes, [GraphLink("a", "b", LinkType.TAUGHT), GraphLink("b", "c", LinkType.PEER)])


def _without_link() -> Drawn:
    return replace(_base(), links=_base().links[:1])


def _taught_the_other_way() -> Drawn:
    return replace(_base(), links=[GraphLink("b", "a", LinkType.TAUGHT), _base().links[1]])


def _one_more_person() -> Drawn:
    return replace(_base(), nodes=[*_base().nodes, GraphNode("d", PERSON, None)])


def _moved() -> Drawn:
    return replace(_base(), nodes=[*_base().nodes[:2], GraphNode("c", HOUSEHOLD, "33200103")])


def _became_a_sage() -> Drawn:
    sage = GraphNode("a", PERSON | {NodeKind.SAGE}, "33200101")
    return replace(_base(), nodes=[sage, *_base().nodes[1:]])


def _taught_on_a_day() -> Drawn:
    dated = GraphLink("a", "b", LinkType.TAUGHT, date(2024, 5, 1))
    return replace(_base(), links=[dated, _base().links[1]])


def _a_tie_of_another_type() -> Drawn:
    return replace(_base(), links=[_base().links[0], GraphLink("b", "c", LinkType.SELECTED)])


@pytest.mark.parametrize(
    "other",
    [
        _without_link,
        _taught_the_other_way,
        _one_more_person,
        _moved,
        _became_a_sage,
        _taught_on_a_day,
        _a_tie_of_another_type,
    ],
)
def test_another_graph_has_another_id(other):
    assert other().snapshot().info.id != _base().snapshot().info.id


def test_what_is_no_part_of_the_network_leaves_the_id_as_it_is():
    base = _base()
    village = GraphNode("area:33200101", frozenset({NodeKind.AREA}), "33200101")
    sale = GraphLink("b", "c", LinkType.SOLD_AT)
    visit = GraphLink("b", "area:33200101", LinkType.VISITED)
    more = Drawn([*base.nodes, village], [*base.links, sale, visit, base.links[1]])
    assert more.snapshot().info.id == base.snapshot().info.id


YESTERDAY, TODAY, TOMORROW = date(2024, 4, 30), date(2024, 5, 1), date(2024, 5, 2)


@pytest.mark.parametrize(
    "kind, since, until, counts",
    [
        (LinkType.PEER, None, None, True),
        (LinkType.PEER, TODAY, TODAY, True),
        (LinkType.PEER, TOMORROW, None, False),
        (LinkType.PEER, None, YESTERDAY, False),
        (LinkType.PEER, TODAY, YESTERDAY, False),
        (LinkType.TAUGHT, YESTERDAY, YESTERDAY, True),
        (LinkType.TAUGHT, None, YESTERDAY, True),
        (LinkType.TAUGHT, TODAY, YESTERDAY, False),
        (LinkType.TAUGHT, TOMORROW, None, False),
        (LinkType.VISITED, YESTERDAY, YESTERDAY, True),
    ],
)
def test_links_count_by_the_day(kind: LinkType, since, until, counts: bool):
    link = GraphLink("b", "c", kind, since, until)
    snapshot = replace(_base(), links=[_base().links[0], link]).snapshot()
    assert snapshot.info.links == 1 + counts
    assert snapshot.learning.pairs == 1 + (counts and kind in LEARNING_LINKS)


def test_the_day_is_that_of_thailand():
    link = GraphLink("b", "c", LinkType.PEER, TOMORROW)
    evening = datetime(2024, 5, 1, 16, 59, tzinfo=UTC)
    drawn = replace(_base(), links=[link])
    assert drawn.snapshot(evening).info.links == 0
    assert drawn.snapshot(evening + timedelta(minutes=1)).info.links == 1


def test_a_link_to_a_node_that_was_not_streamed_is_left_aside():
    base = _base()
    lost = GraphLink("a", "nobody", LinkType.TAUGHT)
    assert replace(base, links=[*base.links, lost]).snapshot().info == base.snapshot().info


def test_ids_that_run_into_each_other_are_told_apart():
    one = snapshot_of_people(alone=['a", "b'])
    two = snapshot_of_people(alone=["a", "b"])
    assert one.info.id != two.info.id


def test_nothing_in_it_can_be_changed():
    snapshot = _base().snapshot()
    with pytest.raises(ValueError, match="read-only"):
        snapshot.ties.indices[0] = 0
    with pytest.raises(nx.NetworkXError, match=r"[Ff]rozen"):
        snapshot.to_networkx().add_edge("a", "c")
    with pytest.raises(nx.NetworkXError, match=r"[Ff]rozen"):
        snapshot.learning_to_networkx().add_node("z")
    with pytest.raises(AttributeError):
        snapshot.ids = ()  # type: ignore[misc]


def test_its_graphs_are_built_once():
    snapshot = _base().snapshot()
    assert snapshot.to_networkx() is snapshot.to_networkx()
    assert snapshot.learning_to_networkx() is snapshot.learning_to_networkx()


def test_an_empty_graph_is_a_snapshot_too():
    snapshot = SnapshotBuilder().build(as_of=AS_OF, graph_version=0)
    assert (len(snapshot), snapshot.info.nodes, snapshot.info.links) == (0, 0, 0)
    assert snapshot.ties.indptr.tolist() == [0]


def test_values_are_put_in_the_order_of_the_ids():
    snapshot: Snapshot = _base().snapshot()
    assert np.array_equal(snapshot.align({"c": 3, "a": 1, "b": 2}), [1.0, 2.0, 3.0])


@given(networks())
def test_the_ties_of_a_type_are_its_links_from_both_ends(drawn: Drawn):
    snapshot, ties = drawn.snapshot(), drawn.ties()
    for kind in TIES:
        expected = {
            ends
            for link in drawn.counted()
            if link.type is kind and ties.has_edge(link.source, link.target)
            for ends in ((link.source, link.target), (link.target, link.source))
        }
        found = snapshot.ties_of(kind).iter_pairs()
        assert {(snapshot.ids[u], snapshot.ids[v]) for u, v in found} == expected


@given(networks())
def test_every_day_of_a_teaching_is_kept_once(drawn: Drawn):
    snapshot, learning = drawn.snapshot(), drawn.learning()
    expected = {
        (link.source, link.target, link.since.toordinal() if link.since else UNDATED)
        for link in drawn.counted()
        if link.type in LEARNING_LINKS and learning.has_edge(link.source, link.target)
    }
    pairs, days = snapshot.teachings.rows.iter_pairs(), snapshot.teachings.days.tolist()
    found = [
        (snapshot.ids[u], snapshot.ids[v], day) for (u, v), day in zip(pairs, days, strict=True)
    ]
    assert len(found) == len(expected)
    assert set(found) == expected
