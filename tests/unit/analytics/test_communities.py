"""Communities hang together, are as good as Louvain's, and keep their labels."""

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_api.analytics.communities import communities, modularity, stable_labels
from graph_api.analytics.snapshot import Snapshot, snapshot_of_people
from tests.unit.analytics.networks import Drawn, networks, of_graph

unhurried = settings(deadline=None)


def _parts(snapshot: Snapshot, seed: int = 0) -> list[set[str]]:
    labels = communities(snapshot, seed).labels.tolist()
    return [
        {v for v, own in zip(snapshot.ids, labels, strict=True) if own == label}
        for label in range(1, max(labels, default=0) + 1)
    ]


@given(networks(max_nodes=20))
@unhurried
def test_communities_share_out_the_nodes_and_each_hangs_together(drawn: Drawn):
    ties, parts = drawn.ties(), _parts(drawn.snapshot())
    assert sorted(node for part in parts for node in part) == sorted(ties)
    assert all(nx.is_connected(ties.subgraph(part)) for part in parts)
    assert [len(part) for part in parts] == sorted(map(len, parts), reverse=True)


@given(networks(max_nodes=20))
@unhurried
def test_modularity_is_that_of_networkx(drawn: Drawn):
    snapshot, ties = drawn.snapshot(), drawn.ties()
    found = communities(snapshot)
    expected = nx.community.modularity(ties, _parts(snapshot)) if ties.size() else 0.0
    assert found.modularity == pytest.approx(expected, abs=1e-12)
    assert modularity(snapshot, found.labels) == pytest.approx(expected, abs=1e-12)


@given(networks(max_nodes=20))
@unhurried
def test_no_node_alone_would_gain_by_moving(drawn: Drawn):
    snapshot = drawn.snapshot()
    found = communities(snapshot)
    for place in range(len(snapshot)):
        for label in set(found.labels.tolist()) | {found.count + 1}:
            moved = found.labels.copy()
            moved[place] = label
            assert modularity(snapshot, moved) <= found.modularity + 1e-9


QUALITY = {
    "karate club": nx.karate_club_graph(),
    "les miserables": nx.les_miserables_graph(),
    "villages": nx.connected_caveman_graph(12, 7),
    "hubs": nx.barabasi_albert_graph(300, 3, seed=1),
    "planted": nx.planted_partition_graph(8, 25, 0.4, 0.02, seed=3),
}


@pytest.mark.parametrize("name", QUALITY)
@pytest.mark.parametrize("seed", range(3))
def test_they_are_no_worse_than_louvain(name: str, seed: int):
    graph = nx.Graph((str(u).rjust(9, "0"), str(v).rjust(9, "0")) for u, v in QUALITY[name].edges)
    louvain = nx.community.louvain_communities(graph, weight=None, seed=seed)
    best = nx.community.modularity(graph, louvain, weight=None)
    assert communities(of_graph(graph), seed).modularity > best - 0.005


def test_the_best_division_of_the_karate_club_is_found():
    # 0.4198 is the largest modularity there is (Brandes et al. 2008, doi 10.1109/TKDE.2007.190689).
    club = of_graph(nx.karate_club_graph())
    assert communities(club).modularity == pytest.approx(0.4198, abs=5e-5)


def test_planted_villages_are_found_whole():
    parts = _parts(of_graph(nx.connected_caveman_graph(12, 7)))
    assert [len(part) for part in parts] == [7] * 12


def test_the_same_seed_gives_the_same_labels():
    club = of_graph(nx.karate_club_graph())
    for seed in range(4):
        assert communities(club, seed).labels.tolist() == communities(club, seed).labels.tolist()


def test_nobody_and_nobody_met():
    assert communities(snapshot_of_people()).labels.tolist() == []
    assert communities(snapshot_of_people(alone=["a", "b"])).labels.tolist() == [1, 2]
    assert communities(snapshot_of_people(alone=["a", "b"])).modularity == 0


labels = st.dictionaries(st.sampled_from("abcdefghij"), st.integers(1, 5))


@given(labels, labels)
def test_stable_labels_are_the_same_communities_under_other_names(found, last):
    named = stable_labels(found, last)
    assert named.keys() == found.keys()
    for u in found:
        for v in found:
            assert (named[u] == named[v]) == (found[u] == found[v])
    assert all(
        label in last.values() or label > max(last.values(), default=0) for label in named.values()
    )


@given(labels)
def test_what_did_not_change_keeps_its_labels(last):
    renamed = {node: 10 - label for node, label in last.items()}
    assert stable_labels(renamed, last) == last


def test_a_community_that_grows_keeps_its_label_and_a_split_off_gets_a_new_one():
    last = dict.fromkeys("abcdef", 1) | dict.fromkeys("xyz", 2)
    now = dict.fromkeys("abcdg", 2) | dict.fromkeys("ef", 3) | dict.fromkeys("xyz", 1)
    named = stable_labels(now, last)
    assert named == dict.fromkeys("abcdg", 1) | dict.fromkeys("ef", 3) | dict.fromkeys("xyz", 2)
