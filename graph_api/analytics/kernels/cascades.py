"""The independent cascade by chance: backwards from one who tries it, and forward from seeds.

The draws are those of xorshift64 (Marsaglia 2003, doi 10.18637/jss.v008.i14), so that a seed gives
the same cascades compiled and not.
"""

import numpy as np
from numpy.typing import NDArray

from graph_api.analytics.kernels.compiling import Rows, Targets, kernel

Chances = NDArray[np.float64]
"""The chance of each arc that what one knows the other tries."""


@kernel
def next_state(state: np.uint64) -> np.uint64:
    """The next of all 64-bit words but 0."""
    state ^= state << np.uint64(13)
    state ^= state >> np.uint64(7)
    state ^= state << np.uint64(17)
    return state


@kernel
def fraction(state: np.uint64) -> float:
    """A word as a number from 0 to below 1."""
    return np.float64(state >> np.uint64(11)) * 2.0**-53


@kernel
def reverse_sets(
    back_indptr: Rows, back_indices: Targets, chances: Chances, count: int, state: np.uint64
) -> tuple[NDArray[np.int64], Targets]:
    """`count` sets of those from whom a random node would have had it, one after another."""
    nodes = len(back_indptr) - 1
    starts = np.zeros(count + 1, np.int64)
    members = np.empty(4 * count + nodes, np.uint32)
    stamps = np.full(nodes, -1, np.int64)
    tail = 0
    for number in range(count):
        state = next_state(state)
        root = np.int64(fraction(state) * nodes)
        if tail + nodes > len(members):
            members = np.concatenate((members, np.empty(len(members) + nodes, np.uint32)))
        head = tail
        members[tail] = root
        stamps[root] = number
        tail += 1
        tail, state = _pass_on(
            back_indptr, back_indices, chances, stamps, number, members, head, tail, state
        )
        starts[number + 1] = tail
    return starts, members[:tail].copy()


@kernel
def _pass_on(
    indptr: Rows,
    indices: Targets,
    chances: Chances,
    stamps: NDArray[np.int64],
    stamp: int,
    queue: Targets,
    head: int,
    tail: int,
    state: np.uint64,
) -> tuple[int, np.uint64]:
    """From those in the queue to whom chance lets it pass; where the queue ends, and the state."""
    while head < tail:
        v = queue[head]
        head += 1
        for arc in range(indptr[v], indptr[v + 1]):
            u = indices[arc]
            if stamps[u] != stamp:
                state = next_state(state)
                if fraction(state) < chances[arc]:
                    stamps[u] = stamp
                    queue[tail] = u
                    tail += 1
    return tail, state


@kernel
def cover_sets(
    nodes: int, starts: NDArray[np.int64], members: Targets, wanted: int
) -> tuple[NDArray[np.int64], int]:
    """Nodes that together are in the most sets, one by one, and how many sets they are in."""
    held = np.zeros(nodes + 1, np.int64)
    for member in members:
        held[np.int64(member) + 1] += 1
    counts = held[1:].copy()
    for v in range(nodes):
        held[v + 1] += held[v]
    cursor = held[:-1].copy()
    sets = np.empty(len(members), np.int64)
    for number in range(len(starts) - 1):
        for at in range(starts[number], starts[number + 1]):
            v = members[at]
            sets[cursor[v]] = number
            cursor[v] += 1
    done = np.zeros(len(starts) - 1, np.bool_)
    chosen = np.empty(min(wanted, nodes), np.int64)
    total = 0
    for place in range(len(chosen)):
        best = np.argmax(counts)
        chosen[place] = best
        for at in range(held[best], held[best + 1]):
            number = sets[at]
            if not done[number]:
                done[number] = True
                total += 1
                for other in range(starts[number], starts[number + 1]):
                    counts[members[other]] -= 1
        counts[best] = -1
    return chosen, total


@kernel
def forward_sizes(
    indptr: Rows,
    indices: Targets,
    chances: Chances,
    seeds: NDArray[np.int64],
    runs: int,
    state: np.uint64,
) -> NDArray[np.int64]:
    """How many try it in each of `runs` cascades from the seeds, themselves included."""
    nodes = len(indptr) - 1
    stamps = np.full(nodes, -1, np.int64)
    queue = np.empty(nodes, np.uint32)
    sizes = np.empty(runs, np.int64)
    for run in range(runs):
        tail = 0
        for seed in seeds:
            if stamps[seed] != run:
                stamps[seed] = run
                queue[tail] = seed
                tail += 1
        tail, state = _pass_on(indptr, indices, chances, stamps, run, queue, 0, tail, state)
        sizes[run] = tail
    return sizes
