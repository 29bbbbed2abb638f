"""A graph of the backend: compressed rows and the names of the nodes."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from graph_api.analytics.adjacency import Adjacency

if TYPE_CHECKING:
    import networkx as nx

    from graph_api.analytics.rows import Links


@dataclass(frozen=True, eq=False)
class CsrGraph:
    """An immutable graph without attributes; row `v` of `rows` speaks of `labels[v]`.

    An undirected one holds every edge from both ends, and a loop once. Targets stand in the order
    in which NetworkX gives them.
    """

    __networkx_backend__ = "sammachip"

    labels: Sequence[Hashable]
    rows: Adjacency
    directed: bool = False

    @classmethod
    def from_networkx(cls, graph: "nx.Graph[Any]") -> "CsrGraph":
        """The rows of a NetworkX graph without its attributes; parallel edges are one. O(m)."""
        labels = list(graph)
        positions = {node: place for place, node in enumerate(labels)}
        # The length of a filtered view's row counts what it hides: only walking it is right.
        ends = [[positions[end] for end in row] for row in graph.adj.values()]
        lengths = np.fromiter((len(row) for row in ends), np.int64, len(labels))
        indptr = np.concatenate(([0], np.cumsum(lengths))).astype(np.int64)
        indices = np.fromiter(chain.from_iterable(ends), np.int32, int(indptr[-1]))
        indptr.flags.writeable = indices.flags.writeable = False
        return cls(labels, Adjacency(indptr, indices), graph.is_directed())

    def to_networkx(self) -> "nx.Graph[Any]":
        """The same graph in NetworkX's own classes. O(n + m)."""
        import networkx as nx

        graph: nx.Graph[Any] = nx.DiGraph() if self.directed else nx.Graph()
        graph.add_nodes_from(self.labels)
        graph.add_edges_from((self.labels[u], self.labels[v]) for u, v in self.rows.iter_pairs())
        return graph

    def __len__(self) -> int:
        return len(self.labels)

    def __iter__(self) -> Iterator[Hashable]:
        return iter(self.labels)

    def __contains__(self, node: object) -> bool:
        try:
            return node in self.positions
        except TypeError:  # what cannot be hashed is no node, as in NetworkX
            return False

    def is_directed(self) -> bool:
        """Whether an edge leads one way only."""
        return self.directed

    def is_multigraph(self) -> bool:
        """There are no parallel edges."""
        return False

    def number_of_nodes(self) -> int:
        """How many nodes there are."""
        return len(self.labels)

    def number_of_edges(self) -> int:
        """How many edges there are; several between two nodes are one."""
        return self.rows.pairs if self.directed else (self.rows.pairs + self._loops) // 2

    @cached_property
    def positions(self) -> dict[Hashable, int]:
        """The row of every node."""
        return {node: place for place, node in enumerate(self.labels)}

    @property
    def has_loops(self) -> bool:
        """Whether a node is joined to itself."""
        return self._loops > 0

    @cached_property
    def _loops(self) -> int:
        sources = np.repeat(np.arange(len(self), dtype=np.int32), self.rows.out_degrees())
        return int((sources == self.rows.indices).sum())

    @cached_property
    def links(self) -> "Links":
        """The rows as kernels take them."""
        from graph_api.analytics.rows import Links

        return Links.of_directed(self.rows) if self.directed else Links.undirected(self.rows)

    @cached_property
    def both_ways(self) -> "Links":
        """The rows with every edge from both ends."""
        from graph_api.analytics.rows import Links

        if not self.directed:
            return self.links
        sources = np.repeat(np.arange(len(self)), self.rows.out_degrees())
        targets = self.rows.indices.astype(np.int64)
        ends = np.concatenate((sources, targets)), np.concatenate((targets, sources))
        return Links.undirected(Adjacency.from_pairs(len(self), *ends))

    def induced(self, places: NDArray[np.int64]) -> "CsrGraph":
        """The graph of some of the nodes (by position) and the edges among them."""
        from graph_api.analytics.kernels.walks import induced_rows

        kept = np.sort(places)
        starts, ends = induced_rows(self.links.indptr, self.links.indices, kept)
        starts.flags.writeable = ends.flags.writeable = False
        labels = [self.labels[v] for v in kept.tolist()]
        return CsrGraph(labels, Adjacency(starts, ends), self.directed)
