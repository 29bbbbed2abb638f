"""One walk by depth: cut nodes, bridges, blocks, and what hangs on each; and cores."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graph_api.analytics.kernels.compiling import Rows, Targets, kernel


class DepthWalk(NamedTuple):
    """A forest of a walk by depth: `order` is by discovery, `found` the place in it.

    `low` is the earliest place that a node's branch reaches by one link back, `parent` -1 for a
    root, `pieces`, `pieces_sum` and `pieces_max` the branches that hang on a node alone: how many,
    how large together, and the largest. `part` is the size of a node's part.
    """

    order: NDArray[np.uint32]
    found: NDArray[np.int32]
    low: NDArray[np.int32]
    parent: NDArray[np.int32]
    pieces: NDArray[np.int32]
    pieces_sum: NDArray[np.int32]
    pieces_max: NDArray[np.int32]
    part: NDArray[np.int32]


@kernel
def depth_walk(indptr: Rows, indices: Targets) -> DepthWalk:
    """Walk every part by depth (Hopcroft & Tarjan 1973, doi 10.1145/362248.362272). O(n + m).

    A wrong turn is taken as NetworkX takes it: a link to oneself changes nothing, and a second
    link to where one came from is no way back.
    """
    nodes = len(indptr) - 1
    order = np.empty(nodes, np.uint32)
    found = np.full(nodes, -1, np.int32)
    low = np.empty(nodes, np.int32)
    parent = np.full(nodes, -1, np.int32)
    size = np.ones(nodes, np.int32)
    pieces = np.zeros(nodes, np.int32)
    pieces_sum = np.zeros(nodes, np.int32)
    pieces_max = np.zeros(nodes, np.int32)
    part = np.empty(nodes, np.int32)
    cursor = indptr[:-1].copy()
    time = 0
    for start in range(nodes):
        if found[start] >= 0:
            continue
        first = time
        found[start] = low[start] = time
        order[time] = start
        time += 1
        v = start
        while True:
            arc = cursor[v]
            if arc < indptr[v + 1]:
                cursor[v] = arc + np.uint64(1)
                u = np.int64(indices[arc])
                if found[u] < 0:
                    parent[u] = v
                    found[u] = low[u] = time
                    order[time] = u
                    time += 1
                    v = u
                elif u != parent[v] and found[u] < low[v]:
                    low[v] = found[u]
                continue
            up = np.int64(parent[v])
            if up < 0:
                break
            size[up] += size[v]
            low[up] = min(low[up], low[v])
            if low[v] >= found[up]:
                pieces[up] += 1
                pieces_sum[up] += size[v]
                pieces_max[up] = max(pieces_max[up], size[v])
            v = up
        for place in range(first, time):
            part[order[place]] = time - first
    return DepthWalk(order, found, low, parent, pieces, pieces_sum, pieces_max, part)


class Cuts(NamedTuple):
    """What breaks: whether a node is a cut node, how many it cuts off, and all bridges.

    A row of `bridges` holds the upper and the lower end in the walk; rows ascend by the lower.
    """

    is_cut: NDArray[np.bool_]
    cut_off: NDArray[np.int64]
    bridges: NDArray[np.int64]


@kernel
def cuts(indptr: Rows, indices: Targets) -> Cuts:
    """The cut nodes and bridges that a walk by depth meets. O(n + m)."""
    walk = depth_walk(indptr, indices)
    nodes = len(walk.order)
    is_cut = np.zeros(nodes, np.bool_)
    cut_off = np.zeros(nodes, np.int64)
    bridges = np.empty((nodes, 2), np.int64)
    count = 0
    for v in range(nodes):
        root = walk.parent[v] < 0
        if walk.pieces[v] > root:
            rest = walk.part[v] - 1 - walk.pieces_sum[v]
            is_cut[v] = True
            cut_off[v] = walk.part[v] - 1 - max(walk.pieces_max[v], rest)
        if not root and walk.low[v] == walk.found[v]:
            bridges[count, 0], bridges[count, 1] = walk.parent[v], v
            count += 1
    return Cuts(is_cut, cut_off, bridges[:count].copy())


@kernel
def block_numbers(walk: DepthWalk) -> tuple[NDArray[np.int32], int]:
    """The block of the link from each node to its parent (-1 for a root), and how many there are.

    A block holds the nodes of its number and the parent of the first of them.
    """
    numbers = np.full(len(walk.order), -1, np.int32)
    count = 0
    for v in walk.order:
        up = walk.parent[v]
        if up < 0:
            continue
        if walk.low[v] >= walk.found[up]:
            numbers[v] = count
            count += 1
        else:
            numbers[v] = numbers[up]
    return numbers, count


@kernel
def core_numbers(indptr: Rows, indices: Targets) -> NDArray[np.int32]:
    """The largest k for which a node is in the k-core, by peeling off the least connected. O(m).

    Reference: Batagelj & Zaversnik 2003, arXiv cs/0310049.
    """
    nodes = len(indptr) - 1
    degree = np.empty(nodes, np.int32)
    largest = 0
    for v in range(nodes):
        degree[v] = indptr[v + 1] - indptr[v]
        largest = max(largest, degree[v])
    starts = np.zeros(largest + 2, np.int64)
    for v in range(nodes):
        starts[degree[v] + 1] += 1
    for k in range(largest + 1):
        starts[k + 1] += starts[k]
    place = np.empty(nodes, np.int32)
    order = np.empty(nodes, np.uint32)
    following = starts.copy()
    for v in range(nodes):
        place[v] = following[degree[v]]
        order[place[v]] = v
        following[degree[v]] += 1
    for at in range(nodes):
        v = order[at]
        own = degree[v]
        for arc in range(indptr[v], indptr[v + 1]):
            u = indices[arc]
            if degree[u] > own:
                first = starts[degree[u]]
                other = order[first]
                if u != other:
                    here = place[u]
                    order[first], order[here] = u, other
                    place[u], place[other] = first, here
                starts[degree[u]] += 1
                degree[u] -= 1
    return degree
