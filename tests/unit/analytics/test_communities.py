"""Communities hang together, are as good as Louvain's, and keep their labels."""

from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

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


labels = st.lists(st.integers(1, 5) | st.none(), min_size=10, max_size=10)


def _earlier(last: list[int | None]) -> NDArray[np.float64]:
    return np.array([np.nan if label is None else label for label in last], np.float64)


@given(st.lists(st.integers(1, 5), min_size=10, max_size=10), labels)
def test_stable_labels_are_the_same_communities_under_other_names(found, last):
    named = stable_labels(np.array(found), _earlier(last)).tolist()
    for u, v in combinations(range(10), 2):
        assert (named[u] == named[v]) == (found[u] == found[v])
    most = max((label for label in last if label is not None), default=0)
    assert all(label in last or label > most for label in named)


@given(st.lists(st.integers(1, 5), min_size=10, max_size=10))
def test_what_did_not_change_keeps_its_labels(last):
    renamed = np.array([10 - label for label in last])
    assert stable_labels(renamed, _earlier(last)).tolist() == last


def test_a_community_that_grows_keeps_its_label_and_a_split_off_gets_a_new_one():
    last = [1, 1, 1, 1, 1, 1, 2, 2, 2, None]
    now = np.array([2, 2, 2, 2, 3, 3, 1, 1, 1, 2])
    assert stable_labels(now, _earlier(last)).tolist() == [1, 1, 1, 1, 3, 3, 2, 2, 2, 1]
