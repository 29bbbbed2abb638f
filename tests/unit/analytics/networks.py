"""Random networks, and the same networks built the plain way in NetworkX."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import networkx as nx
from hypothesis import strategies as st

from graph_api.analytics.snapshot import Snapshot, SnapshotBuilder, snapshot_of_people
from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import LEARNING_LINKS, LinkType, counts_on, is_tie
from graph_api.ports import GraphLink, GraphNode

AS_OF = datetime(2024, 5, 1, tzinfo=UTC)
TODAY = date(2024, 5, 1)

_KINDS = [
    frozenset({NodeKind.PERSON, NodeKind.SAGE}),
    frozenset({NodeKind.HOUSEHOLD}),
    frozenset({NodeKind.MARKET}),
    frozenset({NodeKind.AREA}),
    frozenset({NodeKind.ACTIVITY}),
]
_TYPES = [
    LinkType.TAUGHT,
    LinkType.PEER,
    LinkType.SELLS_AT,
    LinkType.SUPPORTED,
    LinkType.SOLD_AT,
    LinkType.ATTENDED,
    LinkType.VISITED,
]


@dataclass(frozen=True)
class Drawn:
    """Nodes and links as a store would stream them."""

    nodes: list[GraphNode]
    links: list[GraphLink]

    def snapshot(self, as_of: datetime = AS_OF) -> Snapshot:
        builder = SnapshotBuilder()
        builder.add_nodes(self.nodes)
        builder.add_links(self.links)
        return builder.build(as_of=as_of, graph_version=7)

    def counted(self) -> "list[GraphLink]":
        """The links of the day of AS_OF."""
        return [link for link in self.links if counts_on(link.type, link.since, link.until, TODAY)]

    def ties(self) -> "nx.Graph[str]":
        graph: nx.Graph[str] = nx.Graph()
        kinds = {node.id: node.kinds for node in self.nodes}
        graph.add_nodes_from(sorted(n.id for n in self.nodes if is_actor(n)))
        graph.add_edges_from(
            (link.source, link.target)
            for link in self.counted()
            if link.source != link.target
            and is_tie(link.type, kinds[link.source], kinds[link.target])
        )
        return graph

    def learning(self) -> "nx.DiGraph[str]":
        graph: nx.DiGraph[str] = nx.DiGraph()
        actors = set(self.ties())
        graph.add_nodes_from(sorted(actors))
        graph.add_edges_from(
            (link.source, link.target)
            for link in self.counted()
            if link.type in LEARNING_LINKS
            and link.source != link.target
            and {link.source, link.target} <= actors
        )
        return graph


def is_actor(node: GraphNode) -> bool:
    return not node.kinds & {NodeKind.AREA, NodeKind.ACTIVITY}


@st.composite
def networks(draw: st.DrawFn, max_nodes: int = 12) -> Drawn:
    """Few nodes, any links: loops, several between two nodes, parts that do not meet."""
    names = [f"ก{number}" if number % 3 else f"n{number}" for number in range(max_nodes)]
    ids = draw(st.lists(st.sampled_from(names), unique=True))
    nodes = [GraphNode(i, draw(st.sampled_from(_KINDS)), draw(_areas)) for i in ids]
    if not ids:
        return Drawn(nodes, [])
    ends = st.sampled_from(ids)
    link = st.builds(GraphLink, ends, ends, st.sampled_from(_TYPES), _days, _last_days)
    return Drawn(nodes, draw(st.lists(link, max_size=3 * max_nodes)))


# Links of the past mostly, and some that are taken back, have ended, or begin after AS_OF.
_days = st.none() | st.dates(date(2024, 1, 1), date(2024, 1, 6)) | st.dates(TODAY, date(2024, 5, 3))
_last_days = st.none() | st.dates(date(2024, 1, 3), date(2024, 1, 4)) | st.just(TODAY)
_areas = st.sampled_from([None, "33200101", "33200102"])


def of_graph(graph: "nx.Graph[Any]") -> Snapshot:
    """A snapshot of a published network; numbers become ids in the same order."""
    names = {node: f"{node:02}" if isinstance(node, int) else node for node in graph}
    ties = [(names[u], names[v]) for u, v in graph.edges]
    return snapshot_of_people(ties, alone=names.values())
