"""How many are within two steps of every node, exactly: hubs answered from bits."""

import numpy as np
from numpy.typing import NDArray

from graph_api.analytics.kernels.compiling import Rows, Targets, kernel


@kernel
def hub_masks(indptr: Rows, indices: Targets, hubs: NDArray[np.int64]) -> NDArray[np.uint64]:
    """For every node a word whose bit h says that it is hub h or linked from it (at most 64)."""
    masks = np.zeros(len(indptr) - 1, np.uint64)
    for number in range(len(hubs)):
        hub = hubs[number]
        bit = np.uint64(1) << np.uint64(number)
        masks[hub] |= bit
        for arc in range(indptr[hub], indptr[hub + 1]):
            masks[indices[arc]] |= bit
    return masks


@kernel
def joint_sizes(words: NDArray[np.uint64], counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """For each distinct word, how many nodes have a word that shares a bit with it."""
    sizes = np.zeros(len(words), np.int64)
    for i in range(len(words)):
        total = 0
        for j in range(len(words)):
            if words[i] & words[j]:
                total += counts[j]
        sizes[i] = total
    return sizes


@kernel
def within_two(
    indptr: Rows,
    indices: Targets,
    chosen: NDArray[np.int64],
    masks: NDArray[np.uint64],
    is_hub: NDArray[np.bool_],
    joint: NDArray[np.int64],
) -> NDArray[np.int64]:
    """How many others are within two steps of each chosen node, over rows from both ends.

    `joint[v]` is how many are on or beside a hub beside v. Of the rest, each is counted once by
    stamping; a hub's many contacts are never walked for anybody but itself.
    """
    stamps = np.full(len(indptr) - 1, -1, np.int32)
    counts = np.empty(len(chosen), np.int64)
    for place in range(len(chosen)):
        v = chosen[place]
        mask = masks[v]
        stamps[v] = place
        total = joint[v] - 1 if mask else 0
        for arc in range(indptr[v], indptr[v + 1]):
            u = indices[arc]
            if is_hub[u]:
                continue
            if stamps[u] != place:
                stamps[u] = place
                total += (masks[u] & mask) == 0
            for further in range(indptr[u], indptr[u + 1]):
                w = indices[further]
                if stamps[w] != place:
                    stamps[w] = place
                    total += (masks[w] & mask) == 0
        counts[place] = total
    return counts
