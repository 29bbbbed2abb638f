"""Contacts by type and way are the distinct neighbours of NetworkX's graph of that type."""

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from graph_api.analytics.degree import degree_by_type
from graph_api.domain.links import LINK_RULES, LinkType
from graph_api.domain.metrics import Direction

types = st.sampled_from([LinkType.TAUGHT, LinkType.PEER, LinkType.SELECTED])
names = st.sampled_from("abcdef")
links = st.lists(st.tuples(types, names, names), max_size=40)


@given(links)
def test_they_are_the_degrees_of_the_graph_of_each_type(drawn):
    found = degree_by_type(drawn)
    expected: dict[str, dict[tuple[LinkType, Direction], int]] = {}
    for kind in {kind for kind, _, _ in drawn}:
        graph: nx.DiGraph[str] = nx.DiGraph((u, v) for t, u, v in drawn if t is kind and u != v)
        for node in graph:
            ways = (
                {Direction.OUT: graph.out_degree(node), Direction.IN: graph.in_degree(node)}
                if LINK_RULES[kind].directed
                else {Direction.UNDIRECTED: graph.to_undirected().degree(node)}
            )
            for way, count in ways.items():
                if count:
                    expected.setdefault(node, {})[kind, way] = count
    assert found == expected


def test_nobody_is_a_contact_of_oneself():
    assert degree_by_type([(LinkType.PEER, "a", "a")]) == {}
