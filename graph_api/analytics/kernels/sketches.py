"""How many are within some steps of every node, from sketches: HyperLogLog, one byte a register.

Flajolet et al. 2007; on graphs, Boldi, Rosa & Vigna 2011 (HyperANF), doi 10.1145/1963405.1963493.
The estimator is Ertl's (2017, arXiv 1702.01284), without bias at any size.
"""

import numpy as np
from numpy.typing import NDArray

from graph_api.analytics.kernels.compiling import Rows, Targets, kernel

REGISTERS = 256
"""Registers of a sketch; the standard error of a count is 1.04 / sqrt(256) of it, 6.5 %."""

_BITS = 8
_RANKS = 64 - _BITS

Sketches = NDArray[np.uint8]


@kernel
def sketches_of_nodes(nodes: int, seed: np.uint64) -> Sketches:
    """A sketch for every node that holds that node alone."""
    sketches = np.zeros((nodes, REGISTERS), np.uint8)
    state = seed
    for v in range(nodes):
        # splitmix64 (Steele, Lea & Flood 2014, doi 10.1145/2714064.2660195).
        state += np.uint64(0x9E3779B97F4A7C15)
        word = state
        word = (word ^ (word >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        word = (word ^ (word >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        word ^= word >> np.uint64(31)
        register = np.int64(word >> np.uint64(64 - _BITS))
        rank, rest = 1, word << np.uint64(_BITS)
        while rank <= _RANKS and (rest >> np.uint64(63)) == np.uint64(0):
            rank += 1
            rest <<= np.uint64(1)
        sketches[v, register] = rank
    return sketches


@kernel
def widened(indptr: Rows, indices: Targets, sketches: Sketches) -> Sketches:
    """The sketches of everybody one step further, themselves included."""
    wider = sketches.copy()
    for v in range(len(indptr) - 1):
        own = wider[v]
        for arc in range(indptr[v], indptr[v + 1]):
            other = sketches[indices[arc]]
            for register in range(REGISTERS):
                own[register] = max(own[register], other[register])
    return wider


@kernel
def sketch_sizes(sketches: Sketches) -> NDArray[np.float64]:
    """How many nodes each sketch holds, estimated."""
    sizes = np.empty(len(sketches))
    counts = np.empty(_RANKS + 2, np.int64)
    for v in range(len(sketches)):
        counts[:] = 0
        for register in range(REGISTERS):
            counts[sketches[v, register]] += 1
        total = REGISTERS * _tau(1.0 - counts[_RANKS + 1] / REGISTERS)
        for rank in range(_RANKS, 0, -1):
            total = 0.5 * (total + counts[rank])
        total += REGISTERS * _sigma(counts[0] / REGISTERS)
        sizes[v] = REGISTERS * REGISTERS / (2.0 * np.log(2.0) * total)
    return sizes


@kernel
def _sigma(x: float) -> float:
    if x == 1.0:
        return np.inf
    power, total, before = 1.0, x, -1.0
    while total != before:
        x *= x
        before = total
        total += x * power
        power += power
    return total


@kernel
def _tau(x: float) -> float:
    if x == 0.0 or x == 1.0:  # noqa: PLR1714 - a set is no word of kernels
        return 0.0
    power, total, before = 1.0, 1.0 - x, -1.0
    while total != before:
        x = np.sqrt(x)
        before = total
        power *= 0.5
        total -= (1.0 - x) * (1.0 - x) * power
    return total / 3.0
