"""Leiden over weighted rows, by kernels: what `communities` finds its groups with.

Imported where it is used, since it brings numba.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph_api.analytics.kernels.leiden import (
    joined_rows,
    move_nodes,
    numbered,
    refine,
    within_weight,
)
from graph_api.analytics.snapshot import Snapshot

Labels = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class WeightedRows:
    """Rows with weights, loops apart; `strength` counts a loop twice, `whole` is their sum."""

    indptr: NDArray[np.uint64]
    indices: NDArray[np.uint32]
    weights: NDArray[np.float64]
    strength: NDArray[np.float64]
    whole: float

    @classmethod
    def of_ones(cls, snapshot: Snapshot) -> "WeightedRows":
        """The ties of a snapshot, each of weight 1."""
        ties = snapshot.ties
        indptr, indices = ties.indptr.view(np.uint64), ties.indices.view(np.uint32)
        strength = ties.out_degrees().astype(np.float64)
        return cls(indptr, indices, np.ones(ties.pairs), strength, float(ties.pairs))

    def joined(self, parts: Labels, count: int) -> "WeightedRows":
        """The graph whose nodes are the parts of this one."""
        rows = joined_rows(self.indptr, self.indices, self.weights, parts, count)
        strength: NDArray[np.float64] = np.zeros(count)
        np.add.at(strength, parts, self.strength)
        return WeightedRows(*rows, strength, self.whole)

    def __len__(self) -> int:
        return len(self.strength)


def leiden(graph: WeightedRows, labels: Labels, draws: np.random.Generator) -> Labels:
    """One run of Leiden from these labels (each below the number of nodes): labels of the nodes."""
    at = np.arange(len(graph))  # the node of the present graph that each first node is part of
    while True:
        move_nodes(*_arguments(graph, labels, draws))
        labels, count = numbered(labels, len(graph))
        if count == len(graph):
            return labels[at]
        parts, fewer = numbered(refine(*_arguments(graph, labels, draws)), len(graph))
        if fewer == len(graph):
            # No part grew: the communities themselves are the next nodes, so that it ends.
            parts, fewer = labels, count
        of_part = np.empty(fewer, np.int64)
        of_part[parts] = labels
        graph, labels, at = graph.joined(parts, fewer), of_part, parts[at]


def _arguments(graph: WeightedRows, labels: Labels, draws: np.random.Generator) -> tuple[Any, ...]:
    # Nodes come in their own order from a drawn one on: beside each other in memory, they are
    # looked at twice as quickly as in a drawn order, and what is found is as good.
    first = int(draws.integers(len(graph)))
    order = np.concatenate((np.arange(first, len(graph)), np.arange(first)))
    rows = (graph.indptr, graph.indices, graph.weights)
    return (*rows, graph.strength, graph.whole, labels, order)


def modularity_of(graph: WeightedRows, labels: Labels) -> float:
    """The modularity of labels from 0, loops counted as Leiden joins them."""
    within = within_weight(graph.indptr, graph.indices, graph.weights, labels)
    shares = np.bincount(labels, graph.strength) / graph.whole
    return within / graph.whole - float(shares @ shares)
