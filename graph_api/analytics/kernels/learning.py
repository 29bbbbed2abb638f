"""Who has learnt through whom in the order of time."""

import numpy as np
from numpy.typing import NDArray

from graph_api.analytics.kernels.compiling import Rows, Targets, kernel


@kernel
def within_steps_in_time(
    indptr: Rows, indices: Targets, days: NDArray[np.int32], max_steps: int, undated: int
) -> NDArray[np.int64]:
    """How many others are within 1, 2, ... `max_steps` links of each node, days never falling.

    Rows: the steps. A link of the day `undated` leads nowhere. Of the ways to a node with no more
    steps the one that ends first leads furthest; so a node is looked at again only when it is
    reached earlier than with fewer steps.
    """
    nodes = len(indptr) - 1
    counts = np.zeros((max_steps, nodes), np.int64)
    stamps = np.full(nodes, -1, np.int64)
    arrival = np.zeros(nodes, np.int32)
    pending = np.full(nodes, -1, np.int64)
    later = np.zeros(nodes, np.int32)
    now = np.empty(nodes, np.uint32)
    following = np.empty(nodes, np.uint32)
    round_number = 0
    for start in range(nodes):
        stamps[start] = start
        arrival[start] = 0
        now[0] = start
        waiting, reached = 1, 0
        for step in range(max_steps):
            found = 0
            round_number += 1
            for at in range(waiting):
                v = now[at]
                for arc in range(indptr[v], indptr[v + 1]):
                    u, day = indices[arc], days[arc]
                    if day == undated or day < arrival[v] or u == start:
                        continue
                    if pending[u] == round_number:
                        later[u] = min(later[u], day)
                    elif stamps[u] != start or day < arrival[u]:
                        pending[u] = round_number
                        later[u] = day
                        following[found] = u
                        found += 1
            for at in range(found):
                u = following[at]
                if stamps[u] != start:
                    stamps[u] = start
                    reached += 1
                arrival[u] = later[u]
            now, following = following, now
            waiting = found
            counts[step, start] = reached
    return counts
