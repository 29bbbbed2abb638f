"""What a set covers: joint reach, and contagion by two."""

from heapq import heapify, heappop, heapreplace

import numpy as np
from numpy.typing import NDArray

from graph_api.analytics.kernels.compiling import Rows, Targets, kernel


@kernel
def uncovered_within(
    indptr: Rows,
    indices: Targets,
    start: int,
    steps: int,
    covered: NDArray[np.bool_],
    open_ends: NDArray[np.int64],
    stamps: NDArray[np.int64],
    stamp: int,
    queue: Targets,
) -> tuple[int, int]:
    """How many not yet covered are within `steps` of `start`, and how many the walk found.

    The found ones stand in `queue`. In the last step only nodes with an uncovered neighbour
    (`open_ends`) are looked into.
    """
    stamps[start] = stamp
    queue[0] = start
    gain = 0 if covered[start] else 1
    head, tail = 0, 1
    for step in range(steps):
        end = tail
        last = step == steps - 1
        while head < end:
            v = queue[head]
            head += 1
            if last and open_ends[v] == 0:
                continue
            for arc in range(indptr[v], indptr[v + 1]):
                u = indices[arc]
                if stamps[u] != stamp:
                    stamps[u] = stamp
                    queue[tail] = u
                    tail += 1
                    if not covered[u]:
                        gain += 1
    return gain, tail


@kernel
def lazy_greedy(
    indptr: Rows,
    indices: Targets,
    steps: int,
    wanted: int,
    candidates: NDArray[np.int64],
    reach: NDArray[np.int64],
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Nodes chosen one by one for the most that each adds to what is within `steps`.

    Gives them, what each added, and what every other candidate would still add. `reach` is what
    each candidate covers alone, itself included. A gain can only shrink, so an old one that is
    not the largest need not be worked out anew (Leskovec et al. 2007,
    doi 10.1145/1281192.1281239). Of equal ones the first position is taken.
    """
    nodes = len(indptr) - 1
    covered = np.zeros(nodes, np.bool_)
    open_ends = np.empty(nodes, np.int64)
    for v in range(nodes):
        open_ends[v] = indptr[v + 1] - indptr[v]
    stamps = np.full(nodes, -1, np.int64)
    queue = np.empty(nodes, np.uint32)
    valid = np.zeros(len(candidates), np.int64)
    heap = [(-reach[i], i) for i in range(len(candidates))]
    heapify(heap)
    chosen = np.empty(min(wanted, len(candidates)), np.int64)
    gains = np.empty(len(chosen), np.int64)
    stamp = 0
    for place in range(len(chosen)):
        while valid[heap[0][1]] != place:
            i = heap[0][1]
            gain, _ = uncovered_within(
                indptr, indices, candidates[i], steps, covered, open_ends, stamps, stamp, queue
            )
            stamp += 1
            valid[i] = place
            heapreplace(heap, (-gain, i))
        top = heappop(heap)
        chosen[place] = candidates[top[1]]
        gains[place] = -top[0]
        _, found = uncovered_within(
            indptr, indices, chosen[place], steps, covered, open_ends, stamps, stamp, queue
        )
        stamp += 1
        for at in range(found):
            w = queue[at]
            if not covered[w]:
                covered[w] = True
                for arc in range(indptr[w], indptr[w + 1]):
                    open_ends[indices[arc]] -= 1
    left = np.empty(len(heap), np.int64)
    for at in range(len(heap)):
        gain, _ = uncovered_within(
            indptr,
            indices,
            candidates[heap[at][1]],
            steps,
            covered,
            open_ends,
            stamps,
            stamp,
            queue,
        )
        stamp += 1
        left[at] = gain
    return chosen, gains, left


@kernel
def adoption_rounds(
    indptr: Rows, indices: Targets, seeds: NDArray[np.int64], threshold: int
) -> NDArray[np.int32]:
    """The round in which each node adopts, 0 for a seed, -1 for never. O(n + m)."""
    nodes = len(indptr) - 1
    rounds = np.full(nodes, -1, np.int32)
    heard = np.zeros(nodes, np.int32)
    queue = np.empty(nodes, np.uint32)
    tail = 0
    for seed in seeds:
        if rounds[seed] < 0:
            rounds[seed] = 0
            queue[tail] = seed
            tail += 1
    head = 0
    while head < tail:
        v = queue[head]
        head += 1
        for arc in range(indptr[v], indptr[v + 1]):
            u = indices[arc]
            heard[u] += 1
            if rounds[u] < 0 and heard[u] >= threshold:
                rounds[u] = rounds[v] + 1
                queue[tail] = u
                tail += 1
    return rounds
