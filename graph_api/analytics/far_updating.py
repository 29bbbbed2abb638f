"""The distances of all nodes after a small change, exact, from walks around the change alone.

Let A hold every node whose contacts changed, and B whoever is beside A. If any two of B are as far
from each other as before, so are any two nodes outside A: a shortest way between them that goes
through A comes to its first node beside A and leaves from its last, and between these two, both of
B, there is a way of the same length in the other network; outside A nothing changed. So the sums
over all distances of a node outside A are those of before, without its distances to A as they
were, and with those as they are; these, and all distances of A, are walked. Where two of B are not
as far as before, one of them is put into A, and it is asked again.

Imported where it is used, since it brings numba.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph_api.analytics import rows
from graph_api.analytics.kernels.changes import beside
from graph_api.analytics.kernels.distances import DistanceSums
from graph_api.analytics.kernels.starts import FromStarts, distances_from
from graph_api.analytics.rows import Links

Chosen = NDArray[np.bool_]
Places = NDArray[np.int64]

SHARE = 0.3
"""Of walks from all nodes: when the walks of an update would be more, all are made anew."""

MOST_BESIDE = 4_096
"""Two tables of the distances between so many nodes are held at once."""


@dataclass(frozen=True, slots=True, eq=False)
class Change:
    """Two networks: `before[v]` is the old place of each node now, -1 where it is new.

    `gone` are the old places of those that are no more, `touched` whose contacts are others.
    """

    old: Links
    new: Links
    before: Places
    gone: Places
    touched: Chosen


def updated_distances(change: Change, were: DistanceSums) -> DistanceSums | None:
    """What every node learns of its distances to all others now.

    `were` is what it was by the places of now, anything for new nodes. Nothing where too much has
    changed. The squares are not given.
    """
    inside = _closed(change)
    if inside is None:
        return None
    most, here = len(were.at), np.flatnonzero(inside)
    there = np.concatenate((change.before[here], change.gone))
    lost = rows.distance_sums(change.old, most, there[there >= 0])
    won = rows.distance_sums(change.new, most, here)
    own = _walked(change.new, here, here[:0], most).sums
    found = []
    for name in ("reached", "sums", "inverses", "at"):
        was, less, more, at_own = (getattr(each, name) for each in (were, lost, won, own))
        values = was - less[..., np.maximum(change.before, 0)] + more
        values[..., here] = at_own
        found.append(values)
    reached, sums, inverses, at = found
    nothing = np.zeros(0)
    return DistanceSums(reached, sums, nothing.astype(np.int64), inverses, nothing, at)


def _closed(change: Change) -> Chosen | None:
    """A set of nodes around the change outside which no distance is another; nothing if large."""
    inside, walks = change.touched.copy(), 0
    while True:
        around = np.flatnonzero(beside(change.new.indptr, change.new.indices, inside) & ~inside)
        walks += 2 * len(around)
        if walks + 3 * int(inside.sum()) > SHARE * len(inside) or len(around) > MOST_BESIDE:
            return None
        then = change.before[around]
        now = _walked(change.new, around, around, 0).steps
        moved = now != _walked(change.old, then, then, 0).steps
        if not moved.any():
            return inside
        inside[around[_cover(moved, change.new.degrees[around])]] = True


def _walked(links: Links, starts: Places, targets: Places, most: int) -> FromStarts:
    return distances_from(links.back_indptr, links.back_indices, starts, targets, most)


def _cover(moved: Chosen, degrees: Places) -> Places:
    """One of each two nodes that moved, few and with few contacts: by greedy choice.

    >>> moved = np.zeros((3, 3), np.bool_)
    >>> moved[0, 1] = moved[1, 0] = moved[0, 2] = moved[2, 0] = True
    >>> _cover(moved, np.array([5, 3, 4])).tolist()
    [0]
    """
    left, counts, chosen = moved.copy(), moved.sum(axis=1), []
    while counts.any():
        pick = int(np.argmax(counts / np.maximum(degrees, 1)))
        counts -= left[pick]
        counts[pick] = 0
        left[:, pick] = left[pick] = False
        chosen.append(pick)
    return np.array(chosen, np.int64)
