"""What a change of some links touches, and the measures of those nodes alone.

All over rows that hold every link from both ends, without loops and doubles. `before[v]` is the
place that node v had before the change, -1 for one that is new; it ascends, as both orders are
those of the ids.
"""

import numpy as np
from numpy.typing import NDArray

from graph_api.analytics.kernels.compiling import Rows, Targets, kernel


@kernel
def places_among(
    text: NDArray[np.uint8],
    ends: NDArray[np.int64],
    other_text: NDArray[np.uint8],
    other_ends: NDArray[np.int64],
) -> NDArray[np.int64]:
    """The place of every name among others, -1 where it is not; both columns ascend."""
    places = np.full(len(ends), -1, np.int64)
    other = 0
    for v in range(len(ends)):
        start = ends[v - 1] if v > 0 else 0
        length = ends[v] - start
        while other < len(other_ends):
            begin = other_ends[other - 1] if other > 0 else 0
            other_length = other_ends[other] - begin
            shared = min(length, other_length)
            at = 0
            while at < shared and text[start + at] == other_text[begin + at]:
                at += 1
            if at < shared:
                if text[start + at] < other_text[begin + at]:
                    break
            elif length == other_length:
                places[v] = other
                other += 1
                break
            elif length < other_length:
                break
            other += 1
    return places


@kernel
def changed_rows(
    indptr: Rows,
    indices: Targets,
    old_indptr: Rows,
    old_indices: Targets,
    before: NDArray[np.int64],
) -> NDArray[np.bool_]:
    """Whether each node's row leads elsewhere than before; that of a new node is always changed."""
    nodes = len(indptr) - 1
    changed = np.zeros(nodes, np.bool_)
    for v in range(nodes):
        old = before[v]
        if old < 0:
            changed[v] = True
            continue
        first, last = indptr[v], indptr[v + 1]
        shift = old_indptr[old]
        if last - first != old_indptr[old + 1] - shift:
            changed[v] = True
            continue
        for arc in range(first, last):
            if before[indices[arc]] != old_indices[shift + (arc - first)]:
                changed[v] = True
                break
    return changed


@kernel
def beside(indptr: Rows, indices: Targets, chosen: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The chosen and whoever is linked from one of them."""
    found = chosen.copy()
    for v in range(len(indptr) - 1):
        if chosen[v]:
            for arc in range(indptr[v], indptr[v + 1]):
                found[indices[arc]] = True
    return found


@kernel
def two_step_differences(
    indptr: Rows,
    indices: Targets,
    old_indptr: Rows,
    old_indices: Targets,
    before: NDArray[np.int64],
    chosen: NDArray[np.int64],
    were: NDArray[np.int64],
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """How many are within two steps of each chosen node, and what that changes for the others.

    `were` are the chosen of before, by their old places. The second result gives every node one
    for each chosen node that is within two steps of it now, and takes one for each that was.
    """
    nodes = len(indptr) - 1
    now = np.full(len(old_indptr) - 1, -1, np.int64)
    for v in range(nodes):
        if before[v] >= 0:
            now[before[v]] = v
    counts = np.empty(len(chosen), np.int64)
    differences = np.zeros(nodes, np.int64)
    stamps = np.full(nodes, -1, np.int32)
    for place in range(len(chosen)):
        v = chosen[place]
        stamps[v] = place
        total = 0
        for arc in range(indptr[v], indptr[v + 1]):
            u = indices[arc]
            if stamps[u] != place:
                stamps[u] = place
                differences[u] += 1
                total += 1
            for further in range(indptr[u], indptr[u + 1]):
                w = indices[further]
                if stamps[w] != place:
                    stamps[w] = place
                    differences[w] += 1
                    total += 1
        counts[place] = total
    old_stamps = np.full(len(old_indptr) - 1, -1, np.int32)
    for place in range(len(were)):
        v = were[place]
        old_stamps[v] = place
        for arc in range(old_indptr[v], old_indptr[v + 1]):
            u = old_indices[arc]
            if old_stamps[u] != place:
                old_stamps[u] = place
                if now[u] >= 0:
                    differences[now[u]] -= 1
            for further in range(old_indptr[u], old_indptr[u + 1]):
                w = old_indices[further]
                if old_stamps[w] != place:
                    old_stamps[w] = place
                    if now[w] >= 0:
                        differences[now[w]] -= 1
    return counts, differences


@kernel
def structural_holes_of(
    indptr: Rows,
    indices: Targets,
    chosen: NDArray[np.int64],
    masks: NDArray[np.uint64],
    hub_numbers: NDArray[np.int64],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """`brokers.structural_holes` of some nodes: constraint and effective size.

    `hub_numbers[v]` is the bit of hub v in `masks`, -1 for another node: whether two are linked
    is then read from a bit where a row would be long.
    """
    nodes = len(indptr) - 1
    constraint = np.empty(len(chosen))
    effective = np.empty(len(chosen))
    marks = np.full(nodes, -1, np.int64)
    for place in range(len(chosen)):
        v = chosen[place]
        degree = indptr[v + 1] - indptr[v]
        if degree == 0:
            constraint[place] = effective[place] = np.nan
            continue
        for arc in range(indptr[v], indptr[v + 1]):
            marks[indices[arc]] = place
        squares = 0.0
        doubled = 0
        for arc in range(indptr[v], indptr[v + 1]):
            u = indices[arc]
            shared = 1.0
            hub = hub_numbers[u]
            if hub >= 0 and hub_numbers[v] < 0:
                bit = np.uint64(1) << np.uint64(hub)
                for other in range(indptr[v], indptr[v + 1]):
                    w = indices[other]
                    if w != u and masks[w] & bit:
                        shared += 1.0 / np.float64(indptr[w + 1] - indptr[w])
                        doubled += 1
            else:
                for further in range(indptr[u], indptr[u + 1]):
                    w = indices[further]
                    if marks[w] == place:
                        shared += 1.0 / np.float64(indptr[w + 1] - indptr[w])
                        doubled += 1
            squares += shared * shared
        constraint[place] = squares / (np.float64(degree) * np.float64(degree))
        effective[place] = np.float64(degree) - np.float64(doubled) / np.float64(degree)
    return constraint, effective
