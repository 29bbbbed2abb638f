"""Distances between all pairs, 512 walks at once: one bit of a word for each start."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graph_api.analytics.kernels.compiling import Rows, Targets, bit_count, kernel

WORDS = 8
"""Words a node has: 8 of them fill one cache line, and hold 512 starts."""


class DistanceSums(NamedTuple):
    """What every node v learns of its distances from a number of starts, v itself not counted.

    How many `reached` it, the sums of their steps and of the `squares`, the sums of the `inverses`
    of their steps and of the squares of these, and how many are `at` exactly 1, 2, ... steps
    (rows).
    """

    reached: NDArray[np.int64]
    sums: NDArray[np.int64]
    squares: NDArray[np.int64]
    inverses: NDArray[np.float64]
    inverse_squares: NDArray[np.float64]
    at: NDArray[np.int64]

    @property
    def within(self) -> NDArray[np.int64]:
        """How many are within 1, 2, ... steps (rows)."""
        return np.cumsum(self.at, axis=0)


@kernel
def distance_sums(
    in_indptr: Rows, in_indices: Targets, starts: NDArray[np.int64], max_steps: int
) -> DistanceSums:
    """The distances of all nodes from the starts; the rows are those of who leads to a node."""
    nodes = len(in_indptr) - 1
    reached = np.zeros(nodes, np.int64)
    sums = np.zeros(nodes, np.int64)
    squares = np.zeros(nodes, np.int64)
    inverses = np.zeros(nodes)
    inverse_squares = np.zeros(nodes)
    at = np.zeros((max_steps, nodes), np.int64)
    seen = np.empty((nodes, WORDS), np.uint64)
    front = np.empty((nodes, WORDS), np.uint64)
    fresh = np.empty((nodes, WORDS), np.uint64)
    everyone = np.empty(WORDS, np.uint64)
    for begin in range(0, len(starts), 64 * WORDS):
        end = min(begin + 64 * WORDS, len(starts))
        seen[:] = 0
        front[:] = 0
        everyone[:] = 0
        for place in range(begin, end):
            start = starts[place]
            word, bit = (place - begin) >> 6, np.uint64((place - begin) & 63)
            seen[start, word] |= np.uint64(1) << bit
            front[start, word] |= np.uint64(1) << bit
            everyone[word] |= np.uint64(1) << bit
        step = 0
        moving = True
        while moving:
            moving = False
            step += 1
            for v in range(nodes):
                a0 = a1 = a2 = a3 = a4 = a5 = a6 = a7 = np.uint64(0)
                full = np.uint64(0)
                for word in range(WORDS):
                    full |= everyone[word] & ~seen[v, word]
                if full:
                    for arc in range(in_indptr[v], in_indptr[v + 1]):
                        u = in_indices[arc]
                        a0 |= front[u, 0]
                        a1 |= front[u, 1]
                        a2 |= front[u, 2]
                        a3 |= front[u, 3]
                        a4 |= front[u, 4]
                        a5 |= front[u, 5]
                        a6 |= front[u, 6]
                        a7 |= front[u, 7]
                    a0 &= ~seen[v, 0]
                    a1 &= ~seen[v, 1]
                    a2 &= ~seen[v, 2]
                    a3 &= ~seen[v, 3]
                    a4 &= ~seen[v, 4]
                    a5 &= ~seen[v, 5]
                    a6 &= ~seen[v, 6]
                    a7 &= ~seen[v, 7]
                fresh[v, 0] = a0
                fresh[v, 1] = a1
                fresh[v, 2] = a2
                fresh[v, 3] = a3
                fresh[v, 4] = a4
                fresh[v, 5] = a5
                fresh[v, 6] = a6
                fresh[v, 7] = a7
                if a0 | a1 | a2 | a3 | a4 | a5 | a6 | a7:
                    moving = True
                    count = np.int64(
                        bit_count(a0)
                        + bit_count(a1)
                        + bit_count(a2)
                        + bit_count(a3)
                        + bit_count(a4)
                        + bit_count(a5)
                        + bit_count(a6)
                        + bit_count(a7)
                    )
                    seen[v, 0] |= a0
                    seen[v, 1] |= a1
                    seen[v, 2] |= a2
                    seen[v, 3] |= a3
                    seen[v, 4] |= a4
                    seen[v, 5] |= a5
                    seen[v, 6] |= a6
                    seen[v, 7] |= a7
                    reached[v] += count
                    sums[v] += count * step
                    squares[v] += count * step * step
                    inverses[v] += count / step
                    inverse_squares[v] += count / (step * step)
                    if step <= max_steps:
                        at[step - 1, v] += count
            front, fresh = fresh, front
    return DistanceSums(reached, sums, squares, inverses, inverse_squares, at)


@kernel
def within_steps(indptr: Rows, indices: Targets, max_steps: int) -> NDArray[np.int64]:
    """How many others are within 1, 2, ... `max_steps` steps of each node, by stamping (rows).

    For networks with short rows and short ways, such as who taught whom.
    """
    nodes = len(indptr) - 1
    counts = np.zeros((max_steps, nodes), np.int64)
    stamps = np.full(nodes, -1, np.int32)
    queue = np.empty(nodes, np.uint32)
    for start in range(nodes):
        stamps[start] = start
        queue[0] = start
        head, tail = 0, 1
        for step in range(max_steps):
            end = tail
            while head < end:
                v = queue[head]
                head += 1
                for arc in range(indptr[v], indptr[v + 1]):
                    u = indices[arc]
                    if stamps[u] != start:
                        stamps[u] = start
                        queue[tail] = u
                        tail += 1
            counts[step, start] = tail - 1
    return counts


@kernel
def distances_of(
    indptr: Rows, indices: Targets, chosen: NDArray[np.int64], max_steps: int
) -> DistanceSums:
    """The same of some nodes from all who reach them, one walk each: for parts of few nodes.

    Over rows from both ends; the results are in the order of `chosen`.
    """
    count, nodes = len(chosen), len(indptr) - 1
    reached = np.zeros(count, np.int64)
    sums = np.zeros(count, np.int64)
    squares = np.zeros(count, np.int64)
    inverses = np.zeros(count)
    inverse_squares = np.zeros(count)
    at = np.zeros((max_steps, count), np.int64)
    stamps = np.full(nodes, -1, np.int64)
    queue = np.empty(nodes, np.uint32)
    for place in range(count):
        stamps[chosen[place]] = place
        queue[0] = chosen[place]
        head, tail, step = 0, 1, 0
        while head < tail:
            end = tail
            step += 1
            while head < end:
                v = queue[head]
                head += 1
                for arc in range(indptr[v], indptr[v + 1]):
                    u = indices[arc]
                    if stamps[u] != place:
                        stamps[u] = place
                        queue[tail] = u
                        tail += 1
            found = tail - end
            sums[place] += found * step
            squares[place] += found * step * step
            inverses[place] += found / step
            inverse_squares[place] += found / (step * step)
            if step <= max_steps:
                at[step - 1, place] = found
        reached[place] = tail - 1
    return DistanceSums(reached, sums, squares, inverses, inverse_squares, at)
