"""Sums over the two ends of all ties."""

import numpy as np
from numpy.typing import NDArray

from graph_api.analytics.kernels.compiling import Rows, Targets, kernel

_CHUNK = 4_096
"""Arcs whose sums fit the nearest cache."""


@kernel
def degree_sums(indptr: Rows, indices: Targets) -> tuple[np.int64, np.int64, np.int64]:
    """Over all arcs: the degrees at one end, their squares, the degrees of both ends multiplied.

    Rows from both ends. O(n + m).
    """
    nodes = len(indptr) - 1
    degrees = np.empty(nodes, np.uint32)
    first, second = np.int64(0), np.int64(0)
    for v in range(nodes):
        degrees[v] = indptr[v + 1] - indptr[v]
        own = np.int64(degrees[v])
        first += own * own
        second += own * own * own
    products = np.int64(0)
    running = np.empty(_CHUNK + 1, np.int64)
    v = 0
    while v < nodes:
        start, w = indptr[v], v
        while w < nodes and indptr[w + 1] - start <= np.uint64(_CHUNK):
            w += 1
        if w == v:
            # One row longer than a chunk.
            around = np.int64(0)
            for arc in range(start, indptr[v + 1]):
                around += np.int64(degrees[indices[arc]])
            products += around * np.int64(degrees[v])
            v += 1
            continue
        # A sum that runs through all rows of a chunk needs no turn at the end of each.
        around = np.int64(0)
        running[0] = 0
        for place in range(np.int64(indptr[w] - start)):
            around += np.int64(degrees[indices[start + np.uint64(place)]])
            running[place + 1] = around
        for row in range(v, w):
            low, high = indptr[row] - start, indptr[row + 1] - start
            products += (running[high] - running[low]) * np.int64(degrees[row])
        v = w
    return first, second, products


@kernel
def label_sums(
    indptr: Rows, indices: Targets, labels: NDArray[np.int64]
) -> tuple[np.int64, np.int64]:
    """How many arcs lead to a node of the same label; the squares of the arcs of each label.

    Rows of at least one node. O(n + m), and as much room as the labels span.
    """
    low = labels.min()
    arcs = np.zeros(labels.max() - low + 1, np.int64)
    within = np.int64(0)
    for v in range(len(indptr) - 1):
        own = labels[v]
        arcs[own - low] += np.int64(indptr[v + 1] - indptr[v])
        for arc in range(indptr[v], indptr[v + 1]):
            within += np.int64(labels[indices[arc]] == own)
    squares = np.int64(0)
    for count in arcs:
        squares += count * count
    return within, squares
