"""Distances between all pairs, 512 walks at once: one bit of a word for each start."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graph_api.analytics.kernels.compiling import Rows, Targets, bit_count, kernel
from graph_api.analytics.kernels.lanes import LANES, gather_lanes

AT_ONCE = 64 * LANES
"""Starts of one walk: their bits fill one cache line of a node."""


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
    seen = np.empty((nodes, LANES), np.uint64)
    front = np.empty((nodes, LANES), np.uint64)
    fresh = np.empty((nodes, LANES), np.uint64)
    everyone = np.empty(LANES, np.uint64)
    for begin in range(0, len(starts), AT_ONCE):
        end = min(begin + AT_ONCE, len(starts))
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
                missing = np.uint64(0)
                for word in range(LANES):
                    missing |= everyone[word] & ~seen[v, word]
                if missing:
                    gather_lanes(fresh, v, front, in_indices, in_indptr[v], in_indptr[v + 1])
                count = np.int64(0)
                for word in range(LANES):
                    new = fresh[v, word] & ~seen[v, word] if missing else np.uint64(0)
                    fresh[v, word] = new
                    seen[v, word] |= new
                    count += np.int64(bit_count(new))
                if count:
                    moving = True
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
