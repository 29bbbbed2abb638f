"""The circles that really meet: communities by Leiden, with labels that stay from year to year."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph_api.analytics.snapshot import Snapshot

ROUNDS = 2
"""How often the whole of it is done, each time from what the last found."""

Labels = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Communities:
    """A number for the community of every node (1 the largest), and the modularity of them all."""

    labels: Labels
    modularity: float

    @property
    def count(self) -> int:
        """How many communities there are."""
        return len(np.unique(self.labels))


def communities(snapshot: Snapshot, seed: int = 0) -> Communities:
    r"""Groups with more ties among themselves than chance would give, over ties.

    Definition: labels that make the modularity
    $Q = \frac{1}{2m} \sum_{uv} \left(A_{uv} - \frac{d_u d_v}{2m}\right)[c_u = c_v]$
    large, found by Leiden: nodes move to the neighbouring community of most gain, each community
    is refined into parts that hang together well, and the same is done with the parts as nodes. No
    method finds the largest Q of every network; each community found is one connected part.
    Label 1 is the largest, equal ones are in order of smallest id; somebody alone is a community.
    The same snapshot and seed give the same labels. See `stable_labels` for those of the next
    snapshot.
    Officer: the circles that really learn together, whatever the village boundaries.
    Cost: O(m) a pass, some tens of passes. A heuristic, seeded.
    Reference: Traag, Waltman & van Eck 2019, doi 10.1038/s41598-019-41695-z; modularity: Newman &
    Girvan 2004, doi 10.1103/PhysRevE.69.026113.

    >>> from graph_api.analytics.snapshot import snapshot_of_people
    >>> two = snapshot_of_people([("a", "b"), ("b", "c"), ("a", "c"), ("c", "d"), ("d", "e")])
    >>> communities(two).labels.tolist()
    [1, 1, 1, 2, 2]
    """
    from graph_api.analytics.leiden import WeightedRows, leiden, modularity_of

    graph = WeightedRows.of_ones(snapshot)
    found = np.arange(len(snapshot))
    if not graph.whole:
        return Communities(found + 1, 0.0)
    for _ in range(ROUNDS):
        found = leiden(graph, found, np.random.default_rng(seed))
    return Communities(_by_size(found), modularity_of(graph, found))


def modularity(snapshot: Snapshot, labels: Labels) -> float:
    r"""The modularity of any labels: see `communities`; 0 without any tie. O(m), exact.

    >>> from graph_api.analytics.snapshot import snapshot_of_people
    >>> modularity(snapshot_of_people([("a", "b"), ("c", "d")]), np.array([1, 1, 2, 2]))
    0.5
    """
    from graph_api.analytics.kernels.mixing import label_sums

    ties = snapshot.ties
    if not ties.pairs:
        return 0.0
    rows = ties.indptr.view(np.uint64), ties.indices.view(np.uint32)
    within, squares = map(int, label_sums(*rows, labels.astype(np.int64)))
    # Whole numbers up to the one division.
    return (within * ties.pairs - squares) / ties.pairs**2


def stable_labels(found: Labels, last: NDArray[np.float64]) -> Labels:
    """The same communities under the labels of the last snapshot, where they overlap most.

    `last` holds the earlier label of every node, NaN for one that had none. Pairs of a new and an
    old community are matched by how many they share, most first (then by the smaller labels); each
    is matched once. A community that none is left for gets a label above all of `last`.

    >>> stable_labels(np.array([1, 1, 2]), np.array([7, 7, np.nan])).tolist()
    [7, 7, 8]
    """
    known = ~np.isnan(last)
    pairs, shared = np.unique(
        np.column_stack((found[known], last[known].astype(np.int64))), axis=0, return_counts=True
    )
    named: dict[int, int] = {}
    taken: set[int] = set()
    for new, old in pairs[np.lexsort((pairs[:, 0], pairs[:, 1], -shared))].tolist():
        if new not in named and old not in taken:
            named[new] = old
            taken.add(old)
    following = int(last[known].max(initial=0))
    labels, which = np.unique(found, return_inverse=True)
    for new in labels.tolist():
        if new not in named:
            following += 1
            named[new] = following
    names = np.array([named[new] for new in labels.tolist()], np.int64)
    return names[which]


def _by_size(labels: Labels) -> Labels:
    """Labels from 1: the largest first, of equal ones that with the first node."""
    _, first, which, sizes = np.unique(
        labels, return_index=True, return_inverse=True, return_counts=True
    )
    places = np.empty(len(first), np.int64)
    places[np.lexsort((first, -sizes))] = np.arange(1, len(first) + 1)
    return places[which]
