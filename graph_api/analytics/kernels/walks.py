"""Walks by breadth: parts, distances from one node, a shortest way."""

import numpy as np
from numpy.typing import NDArray

from graph_api.analytics.kernels.compiling import Rows, Targets, kernel


@kernel
def component_labels(indptr: Rows, indices: Targets) -> tuple[NDArray[np.int32], int]:
    """A number for the part of every node, in order of first node, and how many parts there are.

    Rows have to hold every link from both ends. O(n + m).
    """
    nodes = len(indptr) - 1
    labels = np.full(nodes, -1, np.int32)
    queue = np.empty(nodes, np.uint32)
    count = 0
    for start in range(nodes):
        if labels[start] >= 0:
            continue
        labels[start] = count
        queue[0] = start
        head, tail = 0, 1
        while head < tail:
            v = queue[head]
            head += 1
            for arc in range(indptr[v], indptr[v + 1]):
                u = indices[arc]
                if labels[u] < 0:
                    labels[u] = count
                    queue[tail] = u
                    tail += 1
        count += 1
    return labels, count


@kernel
def distances_from(
    indptr: Rows, indices: Targets, source: int, cutoff: int
) -> tuple[NDArray[np.uint32], NDArray[np.int32]]:
    """Who is within `cutoff` steps of `source`, nearest first, and the steps to each of them."""
    nodes = len(indptr) - 1
    seen = np.zeros(nodes, np.bool_)
    queue = np.empty(nodes, np.uint32)
    steps = np.empty(nodes, np.int32)
    seen[source] = True
    queue[0] = source
    steps[0] = 0
    head, tail = 0, 1
    while head < tail and steps[head] < cutoff:
        v = queue[head]
        for arc in range(indptr[v], indptr[v + 1]):
            u = indices[arc]
            if not seen[u]:
                seen[u] = True
                queue[tail] = u
                steps[tail] = steps[head] + 1
                tail += 1
        head += 1
    return queue[:tail], steps[:tail]


@kernel
def shortest_way(
    indptr: Rows,
    indices: Targets,
    in_indptr: Rows,
    in_indices: Targets,
    source: int,
    target: int,
    places: NDArray[np.int32],
) -> NDArray[np.int64]:
    """A way of fewest steps from `source` to `target`, both included; empty where there is none.

    Two searches meet; the side with fewer links to look at goes on, so that a hub is looked into
    only when there is no other way. `places` has three rows as long as there are nodes: what is
    seen, which has to hold zeros and does so again afterwards, and the two queues. To make them
    anew costs more than most searches.
    """
    if source == target:
        return np.full(1, source, np.int64)
    link = places[0]
    forward, backward = places[1].view(np.uint32), places[2].view(np.uint32)
    # 0 is not seen; v + 1 came from v going forward; -(v + 1) came from v going backward.
    forward[0], backward[0] = source, target
    link[source], link[target] = source + 1, -(target + 1)
    f_head, f_tail, b_head, b_tail = 0, 1, 0, 1
    f_links = np.int64(indptr[source + 1] - indptr[source])
    b_links = np.int64(in_indptr[target + 1] - in_indptr[target])
    near, far = -1, -1
    while near < 0 and f_head < f_tail and b_head < b_tail:
        if f_links <= b_links:
            end = f_tail
            f_links = 0
            while f_head < end and near < 0:
                v = forward[f_head]
                f_head += 1
                for arc in range(indptr[v], indptr[v + 1]):
                    u = indices[arc]
                    if link[u] == 0:
                        link[u] = np.int32(v) + 1
                        forward[f_tail] = u
                        f_tail += 1
                        f_links += np.int64(indptr[np.int64(u) + 1] - indptr[u])
                    elif link[u] < 0:
                        near, far = np.int64(v), np.int64(u)
                        break
        else:
            end = b_tail
            b_links = 0
            while b_head < end and near < 0:
                v = backward[b_head]
                b_head += 1
                for arc in range(in_indptr[v], in_indptr[v + 1]):
                    u = in_indices[arc]
                    if link[u] == 0:
                        link[u] = -(np.int32(v) + 1)
                        backward[b_tail] = u
                        b_tail += 1
                        b_links += np.int64(in_indptr[np.int64(u) + 1] - in_indptr[u])
                    elif link[u] > 0:
                        near, far = np.int64(u), np.int64(v)
                        break
    before = 0
    v = near if near >= 0 else source
    while v != source:
        before += 1
        v = np.int64(link[v]) - 1
    after = 0
    v = far if far >= 0 else target
    while v != target:
        after += 1
        v = -np.int64(link[v]) - 1
    way = np.empty(before + after + 2 if near >= 0 else 0, np.int64)
    if near >= 0:
        v = near
        for place in range(before, -1, -1):
            way[place] = v
            v = np.int64(link[v]) - 1
        v = far
        for place in range(before + 1, len(way)):
            way[place] = v
            v = -np.int64(link[v]) - 1
    for at in range(f_tail):
        link[forward[at]] = 0
    for at in range(b_tail):
        link[backward[at]] = 0
    return way


@kernel
def shortest_way_either(
    indptr: Rows, indices: Targets, source: int, target: int, places: NDArray[np.int32]
) -> NDArray[np.int64]:
    """`shortest_way` over rows that hold every link from both ends: fewer arrays to hand over."""
    return shortest_way(indptr, indices, indptr, indices, source, target, places)


@kernel
def induced_rows(
    indptr: Rows, indices: Targets, kept: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """The rows of some nodes, in the order given, and what they have among themselves."""
    # Zeros cost nothing until they are touched, so that a small part of a nation is cheap.
    place = np.zeros(len(indptr) - 1, np.int32)
    most = 0
    for new in range(len(kept)):
        v = kept[new]
        place[v] = new + 1
        most += np.int64(indptr[v + 1] - indptr[v])
    starts = np.zeros(len(kept) + 1, np.int64)
    targets = np.empty(most, np.int32)
    tail = 0
    for new in range(len(kept)):
        v = kept[new]
        for arc in range(indptr[v], indptr[v + 1]):
            other = place[indices[arc]]
            if other > 0:
                targets[tail] = other - 1
                tail += 1
        starts[new + 1] = tail
    return starts, targets[:tail].copy()
