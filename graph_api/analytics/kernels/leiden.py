"""The two moves of Leiden: nodes to better communities, and communities refined into parts.

Over rows with weights, from both ends, loops apart. `strength` is a node's weight to all, its own
loop twice; `whole` is the sum of all strengths. Gains are those of modularity times `whole / 2`.
"""

import numpy as np
from numpy.typing import NDArray

from graph_api.analytics.kernels.compiling import Rows, Targets, kernel

Floats = NDArray[np.float64]
Labels = NDArray[np.int64]

_LEAST = 1e-9
"""A gain below this is rounding."""


@kernel
def move_nodes(
    indptr: Rows,
    indices: Targets,
    weights: Floats,
    strength: Floats,
    whole: float,
    labels: Labels,
    order: NDArray[np.int64],
) -> int:
    """Move nodes to the neighbouring community of most gain until none gains; how many moves.

    `labels` (each below the number of nodes) is changed in place. Nodes wait in a queue that
    starts in `order`; one that moves calls those beside it that are not in its new community.
    """
    nodes = len(indptr) - 1
    totals = np.zeros(nodes)
    members = np.zeros(nodes, np.int64)
    for v in range(nodes):
        totals[labels[v]] += strength[v]
        members[labels[v]] += 1
    free = np.empty(nodes + 1, np.int64)
    frees = 0
    for label in range(nodes):
        if members[label] == 0:
            free[frees] = label
            frees += 1
    toward = np.zeros(nodes)
    touched = np.empty(nodes, np.int64)
    waiting = np.ones(nodes, np.bool_)
    queue = order.copy()
    head, count, moves = 0, nodes, 0
    while count > 0:
        v = queue[head]
        head = head + 1 if head + 1 < nodes else 0
        count -= 1
        waiting[v] = False
        own = labels[v]
        found = 0
        for arc in range(indptr[v], indptr[v + 1]):
            label = labels[indices[arc]]
            if toward[label] == 0.0:
                touched[found] = label
                found += 1
            toward[label] += weights[arc]
        share = strength[v] / whole
        best = own
        most = toward[own] - share * (totals[own] - strength[v])
        if most < -_LEAST and members[own] > 1 and frees > 0:
            best, most = free[frees - 1], 0.0
        for at in range(found):
            label = touched[at]
            gain = toward[label] - share * totals[label]
            if label != own and gain > most + _LEAST:
                best, most = label, gain
        for at in range(found):
            toward[touched[at]] = 0.0
        if best == own:
            continue
        moves += 1
        totals[own] -= strength[v]
        members[own] -= 1
        if members[best] == 0:
            frees -= 1
        totals[best] += strength[v]
        members[best] += 1
        if members[own] == 0:
            totals[own] = 0.0
            free[frees] = own
            frees += 1
        labels[v] = best
        for arc in range(indptr[v], indptr[v + 1]):
            u = np.int64(indices[arc])
            if not waiting[u] and labels[u] != best:
                waiting[u] = True
                at = head + count
                queue[at if at < nodes else at - nodes] = u
                count += 1
    return moves


@kernel
def refine(
    indptr: Rows,
    indices: Targets,
    weights: Floats,
    strength: Floats,
    whole: float,
    labels: Labels,
    order: NDArray[np.int64],
) -> Labels:
    """Parts of each community that hang together well: nodes alone join the part of most gain.

    Only nodes and parts that are tied to the rest of their community by at least what chance
    would give take part, so that no community falls to pieces (Traag et al. 2019, lemma 1).
    """
    nodes = len(indptr) - 1
    totals = np.zeros(nodes)
    for v in range(nodes):
        totals[labels[v]] += strength[v]
    parts = np.arange(nodes)
    of_part = strength.copy()
    leaving = np.zeros(nodes)
    alone = np.ones(nodes, np.bool_)
    for v in range(nodes):
        for arc in range(indptr[v], indptr[v + 1]):
            if labels[indices[arc]] == labels[v]:
                leaving[v] += weights[arc]
    inside = leaving.copy()
    toward = np.zeros(nodes)
    touched = np.empty(nodes, np.int64)
    for v in order:
        total = totals[labels[v]]
        if not alone[v] or inside[v] < strength[v] * (total - strength[v]) / whole - _LEAST:
            continue
        found = 0
        for arc in range(indptr[v], indptr[v + 1]):
            u = indices[arc]
            if labels[u] == labels[v]:
                part = parts[u]
                if toward[part] == 0.0:
                    touched[found] = part
                    found += 1
                toward[part] += weights[arc]
        best, most = parts[v], 0.0
        for at in range(found):
            part = touched[at]
            bound = of_part[part] * (total - of_part[part]) / whole - _LEAST
            gain = toward[part] - strength[v] * of_part[part] / whole
            if part != parts[v] and gain > most + _LEAST and leaving[part] >= bound:
                best, most = part, gain
        if best != parts[v]:
            leaving[best] += inside[v] - 2.0 * toward[best]
            of_part[best] += strength[v]
            of_part[v] = leaving[v] = 0.0
            alone[v] = alone[best] = False
            parts[v] = best
        for at in range(found):
            toward[touched[at]] = 0.0
    return parts


@kernel
def numbered(labels: Labels, most: int) -> tuple[Labels, int]:
    """The same labels (each below `most`) as 0, 1, 2 ... in order of first node; how many."""
    names = np.full(most, -1, np.int64)
    found = np.empty(len(labels), np.int64)
    count = 0
    for v in range(len(labels)):
        label = labels[v]
        if names[label] < 0:
            names[label] = count
            count += 1
        found[v] = names[label]
    return found, count


@kernel
def joined_rows(
    indptr: Rows, indices: Targets, weights: Floats, parts: Labels, count: int
) -> tuple[Rows, Targets, Floats]:
    """Rows of the parts (0 .. count - 1): the weights between two of them added up. O(n + m)."""
    nodes = len(indptr) - 1
    firsts = np.zeros(count + 1, np.int64)
    for v in range(nodes):
        firsts[parts[v] + 1] += 1
    for part in range(count):
        firsts[part + 1] += firsts[part]
    members = np.empty(nodes, np.int64)
    cursor = firsts[:-1].copy()
    for v in range(nodes):
        members[cursor[parts[v]]] = v
        cursor[parts[v]] += 1
    starts = np.zeros(count + 1, np.uint64)
    ends = np.empty(len(indices), np.uint32)
    amounts = np.empty(len(indices))
    place = np.full(count, -1, np.int64)
    tail = 0
    for part in range(count):
        first = tail
        for at in range(firsts[part], firsts[part + 1]):
            v = members[at]
            for arc in range(indptr[v], indptr[v + 1]):
                other = parts[indices[arc]]
                if other == part:
                    continue
                if place[other] < first:
                    place[other] = tail
                    ends[tail] = other
                    amounts[tail] = 0.0
                    tail += 1
                amounts[place[other]] += weights[arc]
        starts[part + 1] = tail
    return starts, ends[:tail].copy(), amounts[:tail].copy()


@kernel
def within_weight(indptr: Rows, indices: Targets, weights: Floats, labels: Labels) -> float:
    """The weights between nodes of one label, added up (each link from both ends)."""
    total = 0.0
    for v in range(len(indptr) - 1):
        for arc in range(indptr[v], indptr[v + 1]):
            if labels[indices[arc]] == labels[v]:
                total += weights[arc]
    return total
