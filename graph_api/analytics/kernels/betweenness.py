"""Betweenness, from eight sources at once.

Brandes 2001, doi 10.1080/0022250X.2001.9990249, level by level: forward every node adds up the ways
of those one step nearer, backward the shares of those one step further. Side by side the sums of
eight sources are one vector, and a link is looked at once for all of them. Sources that lie close
together have nearly the same levels: give them in an order that keeps them so.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graph_api.analytics.kernels.compiling import Rows, Targets, kernel
from graph_api.analytics.kernels.lanes import (
    LANES,
    Lanes,
    add_lanes,
    gather_lanes,
    settle_lanes,
    spread_lanes,
)

Bits = NDArray[np.uint8]

_PUSH = 3
"""Looking at a link from the near end costs so many times as much as from the far end."""


class _Walk(NamedTuple):
    """What a walk from eight sources needs, kept for the next one; all but `ways` is 0 in between.

    Rows of `ways` count the ways from each source, rows of `near` and `far` hold a value of those
    on the level at hand. `order` lists the nodes level by level (`levels` says where each begins),
    with the lanes that are there: a node may come once for every lane. `seen` has the lanes that
    reached a node.
    """

    ways: Lanes
    near: Lanes
    far: Lanes
    order: Targets
    lanes: Bits
    levels: NDArray[np.int64]
    seen: Bits
    marked: NDArray[np.bool_]
    waiting: Targets


@kernel
def betweenness_sums(
    indptr: Rows,
    indices: Targets,
    back_indptr: Rows,
    back_indices: Targets,
    sources: NDArray[np.int64],
    endpoints: bool,
) -> NDArray[np.float64]:
    """For every node the dependency of all `sources` on it, added up, unscaled. O(n m).

    `back` are the rows of who leads to a node. 230 bytes a node are needed meanwhile.
    """
    nodes = len(indptr) - 1
    sums = np.zeros(nodes)
    most = min(LANES, len(sources)) * nodes
    walk = _Walk(
        np.zeros((nodes, LANES)),
        np.zeros((nodes, LANES)),
        np.zeros((nodes, LANES)),
        np.empty(most, np.uint32),
        np.empty(most, np.uint8),
        np.empty(nodes + 2, np.int64),
        np.zeros(nodes, np.uint8),
        np.zeros(nodes, np.bool_),
        np.empty(nodes, np.uint32),
    )
    for begin in range(0, len(sources), LANES):
        some = sources[begin : begin + LANES]
        last = _forward(indptr, indices, back_indptr, back_indices, some, walk)
        _backward(indptr, indices, last, walk, sums)
        for at in range(walk.levels[last + 1]):
            v = walk.order[at]
            if endpoints:
                for lane in range(len(some)):
                    if (walk.lanes[at] >> lane) & 1 and v != some[lane]:
                        sums[v] += 1.0
                        sums[some[lane]] += 1.0
            walk.seen[v] = 0
            walk.ways[v, :] = 0.0
    return sums


@kernel
def _forward(
    indptr: Rows,
    indices: Targets,
    back_indptr: Rows,
    back_indices: Targets,
    sources: NDArray[np.int64],
    walk: _Walk,
) -> int:
    """Count the ways to everybody and put them in order; the number of the last level."""
    near, far = walk.near, walk.far
    everyone = np.uint8((1 << len(sources)) - 1)
    levels, level = walk.levels, 0
    levels[0], levels[1] = 0, _begin(sources, near, walk)
    open_links = np.int64(len(indices))
    while True:
        begin, end = levels[level], levels[level + 1]
        links = np.int64(0)
        for at in range(begin, end):
            v = np.int64(walk.order[at])
            links += np.int64(indptr[v + 1] - indptr[v])
            if walk.seen[v] == everyone:
                open_links -= np.int64(back_indptr[v + 1] - back_indptr[v])
        if _PUSH * links < open_links:
            tail = _push(indptr, indices, begin, end, everyone, near, far, walk)
        else:
            tail = _pull(back_indptr, back_indices, end, everyone, near, far, walk)
        for at in range(begin, end):
            near[walk.order[at], :] = 0.0
        if tail == end:
            return level
        near, far = far, near
        level += 1
        levels[level + 1] = tail


@kernel
def _begin(sources: NDArray[np.int64], near: Lanes, walk: _Walk) -> int:
    """Put the sources on the first level, one given twice but once; how many there are."""
    tail = 0
    for lane in range(len(sources)):
        v = sources[lane]
        bit = np.uint8(1 << lane)
        near[v, lane] = walk.ways[v, lane] = 1.0
        if walk.seen[v]:
            for at in range(tail):
                if walk.order[at] == v:
                    walk.lanes[at] |= bit
        else:
            walk.order[tail] = v
            walk.lanes[tail] = bit
            tail += 1
        walk.seen[v] |= bit
    return tail


@kernel
def _push(
    indptr: Rows,
    indices: Targets,
    begin: int,
    end: int,
    everyone: np.uint8,
    near: Lanes,
    far: Lanes,
    walk: _Walk,
) -> int:
    """From the few of a level to those who have not been reached; where the next level ends."""
    count, tail = 0, end
    for at in range(begin, end):
        u = walk.order[at]
        for arc in range(indptr[u], indptr[np.int64(u) + 1]):
            v = indices[arc]
            if walk.seen[v] != everyone:
                if not walk.marked[v]:
                    walk.marked[v] = True
                    walk.waiting[count] = v
                    count += 1
                add_lanes(far, v, near, u)
    for place in range(count):
        v = walk.waiting[place]
        walk.marked[v] = False
        tail = _arrive(v, tail, far, walk)
    return tail


@kernel
def _pull(
    back_indptr: Rows,
    back_indices: Targets,
    end: int,
    everyone: np.uint8,
    near: Lanes,
    far: Lanes,
    walk: _Walk,
) -> int:
    """Everybody who has not been reached looks at the level; where the next one ends."""
    tail = end
    for v in range(len(back_indptr) - 1):
        if walk.seen[v] != everyone:
            gather_lanes(far, v, near, back_indices, back_indptr[v], back_indptr[v + 1])
            tail = _arrive(v, tail, far, walk)
    return tail


@kernel
def _arrive(v: int, tail: int, far: Lanes, walk: _Walk) -> int:
    bits = settle_lanes(far, walk.ways, v)
    if not bits:
        return tail
    walk.order[tail] = v
    walk.lanes[tail] = bits
    walk.seen[v] |= bits
    return tail + 1


@kernel
def _backward(
    indptr: Rows, indices: Targets, last: int, walk: _Walk, sums: NDArray[np.float64]
) -> None:
    """Add up what leads through everybody, from the last level to the first but the sources'."""
    near, far, order, levels = walk.near, walk.far, walk.order, walk.levels
    for level in range(last, 0, -1):
        begin, end = levels[level], levels[level + 1]
        for at in range(begin, end):
            v = np.int64(order[at])
            if level < last:
                gather_lanes(near, v, far, indices, indptr[v], indptr[v + 1])
            sums[v] += spread_lanes(near, walk.ways, v, walk.lanes[at])
        if level < last:
            _clear(far, order, end, levels[level + 2])
        near, far = far, near
    if last > 0:
        _clear(far, order, levels[1], levels[2])


@kernel
def _clear(rows: Lanes, order: Targets, begin: int, end: int) -> None:
    for at in range(begin, end):
        rows[order[at], :] = 0.0
