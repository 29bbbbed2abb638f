"""What some nodes learn of their distances to all others, 512 walks at once.

The walk is written out here as in `distances.distance_sums`: the step of a node as a function that
both call made either three to five times as slow, the beginning of a walk one and a half times.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graph_api.analytics.kernels.compiling import Rows, Targets, bit_count, kernel
from graph_api.analytics.kernels.distances import AT_ONCE, DistanceSums
from graph_api.analytics.kernels.lanes import LANES, gather_lanes

_SPREAD = np.array(
    [sum((byte >> bit & 1) << (8 * bit) for bit in range(8)) for byte in range(256)], np.uint64
)
"""The eight bits of a byte as eight bytes: added up, they count each bit up to 255 times."""

_MOST = 255


class FromStarts(NamedTuple):
    """Distances of starts: summed over all others, and one by one to the targets (-1: no way)."""

    sums: DistanceSums
    steps: NDArray[np.int32]


@kernel
def _tally(tallies: NDArray[np.uint64], counts: NDArray[np.int64]) -> None:
    """Add what the tallies of bytes hold to the counts of starts, and empty them."""
    for place in range(len(tallies)):
        held = tallies[place]
        for byte in range(8):
            counts[8 * place + byte] += np.int64(held >> np.uint64(8 * byte) & np.uint64(255))
        tallies[place] = np.uint64(0)


@kernel
def distances_from(
    in_indptr: Rows,
    in_indices: Targets,
    starts: NDArray[np.int64],
    targets: NDArray[np.int64],
    max_steps: int,
) -> FromStarts:
    """The distances from the starts, each given once; the rows are those of who leads to a node."""
    nodes, given = len(in_indptr) - 1, len(starts)
    reached = np.zeros(given, np.int64)
    sums = np.zeros(given, np.int64)
    squares = np.zeros(given, np.int64)
    inverses = np.zeros(given)
    inverse_squares = np.zeros(given)
    at = np.zeros((max_steps, given), np.int64)
    steps = np.full((given, len(targets)), -1, np.int32)
    seen = np.empty((nodes, LANES), np.uint64)
    front = np.empty((nodes, LANES), np.uint64)
    fresh = np.empty((nodes, LANES), np.uint64)
    everyone = np.empty(LANES, np.uint64)
    tallies = np.zeros(8 * LANES, np.uint64)
    counts = np.empty(AT_ONCE, np.int64)
    for begin in range(0, given, AT_ONCE):
        end = min(begin + AT_ONCE, given)
        seen[:] = 0
        front[:] = 0
        everyone[:] = 0
        for place in range(begin, end):
            start = starts[place]
            word, bit = (place - begin) >> 6, np.uint64((place - begin) & 63)
            seen[start, word] |= np.uint64(1) << bit
            front[start, word] |= np.uint64(1) << bit
            everyone[word] |= np.uint64(1) << bit
            for goal in range(len(targets)):
                if targets[goal] == start:
                    steps[place, goal] = 0
        step = 0
        moving = True
        while moving:
            moving = False
            step += 1
            counts[:] = 0
            held = 0
            for v in range(nodes):
                missing = np.uint64(0)
                for word in range(LANES):
                    missing |= everyone[word] & ~seen[v, word]
                if missing:
                    gather_lanes(fresh, v, front, in_indices, in_indptr[v], in_indptr[v + 1])
                some = np.uint64(0)
                for word in range(LANES):
                    new = fresh[v, word] & ~seen[v, word] if missing else np.uint64(0)
                    fresh[v, word] = new
                    seen[v, word] |= new
                    some |= new
                if some:
                    moving = True
                    for word in range(LANES):
                        new = fresh[v, word]
                        for byte in range(8):
                            low = np.int64(new >> np.uint64(8 * byte) & np.uint64(255))
                            tallies[8 * word + byte] += _SPREAD[low]
                    held += 1
                    if held == _MOST:
                        _tally(tallies, counts)
                        held = 0
            _tally(tallies, counts)
            for place in range(begin, end):
                count = counts[place - begin]
                reached[place] += count
                sums[place] += count * step
                squares[place] += count * step * step
                inverses[place] += count / step
                inverse_squares[place] += count / (step * step)
                if step <= max_steps:
                    at[step - 1, place] = count
            for goal in range(len(targets)):
                for word in range(LANES):
                    new = fresh[targets[goal], word]
                    while new:
                        lowest = new & (~new + np.uint64(1))
                        bit = np.int64(bit_count(lowest - np.uint64(1)))
                        steps[begin + 64 * word + bit, goal] = step
                        new ^= lowest
            front, fresh = fresh, front
    sums_of = DistanceSums(reached, sums, squares, inverses, inverse_squares, at)
    return FromStarts(sums_of, steps)
