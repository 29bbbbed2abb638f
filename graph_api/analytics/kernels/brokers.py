"""Who stands between others: Burt's structural holes."""

import numpy as np
from numpy.typing import NDArray

from graph_api.analytics.kernels.compiling import Rows, Targets, kernel


@kernel
def forward_rows(indptr: Rows, indices: Targets) -> tuple[NDArray[np.int64], Targets]:
    """Each link once, from the end with fewer links to the other; equal ones by position."""
    nodes = len(indptr) - 1
    starts = np.zeros(nodes + 1, np.int64)
    targets = np.empty(len(indices) // 2, np.uint32)
    place = 0
    for v in range(nodes):
        own = indptr[v + 1] - indptr[v]
        for arc in range(indptr[v], indptr[v + 1]):
            u = indices[arc]
            other = indptr[u + 1] - indptr[u]
            if own < other or (own == other and v < u):
                targets[place] = u
                place += 1
        starts[v + 1] = place
    return starts, targets


@kernel
def structural_holes(
    indptr: Rows, indices: Targets
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.int64]]:
    r"""Burt's constraint and effective size, and the triangles of each node. O(m^{3/2}).

    Over rows from both ends without loops and doubles. With equal links,
    $c_v = d_v^{-2} \sum_u (1 + \sum_{w \sim u, v} 1/d_w)^2$: every triangle is found once and tells
    each of its links of the third node. NaN for a node without links, as NetworkX has it.
    """
    nodes = len(indptr) - 1
    starts, targets = forward_rows(indptr, indices)
    shared = np.ones(len(targets))
    marks = np.zeros(nodes, np.int64)
    triangles = np.zeros(nodes, np.int64)
    inverse = np.empty(nodes)
    for v in range(nodes):
        degree = indptr[v + 1] - indptr[v]
        inverse[v] = 1.0 / degree if degree > 0 else np.nan
    for v in range(nodes):
        for arc in range(starts[v], starts[v + 1]):
            marks[targets[arc]] = arc + 1
        for arc in range(starts[v], starts[v + 1]):
            u = targets[arc]
            for further in range(starts[u], starts[u + 1]):
                w = targets[further]
                third = marks[w]
                if third > 0:
                    shared[arc] += inverse[w]
                    shared[further] += inverse[v]
                    shared[third - 1] += inverse[u]
                    triangles[v] += 1
                    triangles[u] += 1
                    triangles[w] += 1
        for arc in range(starts[v], starts[v + 1]):
            marks[targets[arc]] = 0
    constraint = np.zeros(nodes)
    effective = np.empty(nodes)
    for v in range(nodes):
        for arc in range(starts[v], starts[v + 1]):
            square = shared[arc] * shared[arc]
            constraint[v] += square
            constraint[targets[arc]] += square
    for v in range(nodes):
        constraint[v] *= inverse[v] * inverse[v]
        effective[v] = 1.0 / inverse[v] - 2.0 * triangles[v] * inverse[v]
    return constraint, effective, triangles
