"""Values that follow from the values of the neighbours: PageRank, diffusion.

The sum over a row, two values at a time, is written out in each kernel (and in Lanczos'): as a
function of its own, even inlined, the compiler makes gather instructions of it, which take three
times as long on short rows.
"""

import numpy as np
from numpy.typing import NDArray

from graph_api.analytics.kernels.compiling import Rows, Targets, kernel


@kernel
def pagerank_undirected(
    indptr: Rows, indices: Targets, damping: float, tolerance: float
) -> tuple[NDArray[np.float64], int]:
    r"""PageRank of rows that hold every link from both ends, and the steps it took.

    $(I - \alpha D^{-1/2} A D^{-1/2}) x = D^{-1/2} 1$ is symmetric and positive: conjugate gradient
    needs about half the steps of the power method, and stops when the residual is below
    `tolerance` in its norm, where each node's own share is 1. -1 steps: it did not get there.
    """
    nodes = len(indptr) - 1
    return pagerank_from(indptr, indices, damping, tolerance, np.zeros(nodes))


@kernel
def pagerank_from(
    indptr: Rows, indices: Targets, damping: float, tolerance: float, begin: NDArray[np.float64]
) -> tuple[NDArray[np.float64], int]:
    """`pagerank_undirected`, begun from values whose shares are not yet divided by their sum.

    NaN stands for a node that nothing is known of. The nearer they are, the fewer steps.
    """
    nodes = len(indptr) - 1
    root = np.empty(nodes)
    x = np.empty(nodes)
    r = np.empty(nodes)
    p = np.empty(nodes)
    scaled = np.empty(nodes)
    image = np.empty(nodes)
    norm = 0.0
    for v in range(nodes):
        degree = indptr[v + 1] - indptr[v]
        root[v] = 1.0 / np.sqrt(np.float64(degree)) if degree > 0 else 1.0
        known = 1.0 if np.isnan(begin[v]) else begin[v]
        x[v] = known * root[v]
        scaled[v] = x[v] * root[v]
    for v in range(nodes):
        total = 0.0
        if begin[v] != 0.0:
            for arc in range(indptr[v], indptr[v + 1]):
                total += scaled[indices[arc]]
        r[v] = p[v] = root[v] - x[v] + damping * root[v] * total
        norm += r[v] * r[v]
    for v in range(nodes):
        scaled[v] = p[v] * root[v]
    steps = 0
    while norm > tolerance * tolerance:
        if steps == 500:
            return x, -1
        steps += 1
        curve = 0.0
        for v in range(nodes):
            first, second = 0.0, 0.0
            arc, end = indptr[v], indptr[v + 1]
            while arc + np.uint64(1) < end:
                first += scaled[indices[arc]]
                second += scaled[indices[arc + np.uint64(1)]]
                arc += np.uint64(2)
            if arc < end:
                first += scaled[indices[arc]]
            image[v] = p[v] - damping * root[v] * (first + second)
            curve += p[v] * image[v]
        step = norm / curve
        before, norm = norm, 0.0
        for v in range(nodes):
            x[v] += step * p[v]
            r[v] -= step * image[v]
            norm += r[v] * r[v]
        turn = norm / before
        for v in range(nodes):
            p[v] = r[v] + turn * p[v]
            scaled[v] = p[v] * root[v]
    total = 0.0
    for v in range(nodes):
        x[v] /= root[v] if indptr[v + 1] > indptr[v] else 1.0
        total += x[v]
    for v in range(nodes):
        x[v] /= total
    return x, steps


@kernel
def pagerank_directed(
    in_indptr: Rows,
    in_indices: Targets,
    out_degrees: NDArray[np.int64],
    damping: float,
    tolerance: float,
    max_steps: int,
) -> tuple[NDArray[np.float64], int]:
    """PageRank by the power method from equal shares; the steps it took, -1 if too few.

    A node that leads nowhere leads everywhere. It stops when a step changes all values together
    by less than `tolerance`, as `networkx.pagerank` does with its own limit times n.
    """
    nodes = len(in_indptr) - 1
    ranks = np.full(nodes, 1.0 / nodes)
    sent = np.empty(nodes)
    for step in range(1, max_steps + 1):
        lost = 0.0
        for v in range(nodes):
            if out_degrees[v] > 0:
                sent[v] = ranks[v] / out_degrees[v]
            else:
                sent[v] = 0.0
                lost += ranks[v]
        base = (1.0 - damping + damping * lost) / nodes
        change = 0.0
        for v in range(nodes):
            total = 0.0
            for arc in range(in_indptr[v], in_indptr[v + 1]):
                total += sent[in_indices[arc]]
            value = base + damping * total
            change += abs(value - ranks[v])
            ranks[v] = value
        if change < tolerance:
            return ranks, step
    return ranks, -1


@kernel
def diffusion_sum(
    indptr: Rows, indices: Targets, passing: float, rounds: int
) -> NDArray[np.float64]:
    """The sum over t = 1..rounds of (passing A)^t times ones."""
    nodes = len(indptr) - 1
    news = np.empty(nodes)
    heard = np.zeros(nodes)
    passed = np.empty(nodes)
    if rounds < 1:
        return heard
    # The first round adds up ones: each node hears from all that it is tied to.
    for v in range(nodes):
        news[v] = heard[v] = passing * np.float64(indptr[v + 1] - indptr[v])
    for _ in range(rounds - 1):
        for v in range(nodes):
            first, second = 0.0, 0.0
            arc, end = indptr[v], indptr[v + 1]
            while arc + np.uint64(1) < end:
                first += news[indices[arc]]
                second += news[indices[arc + np.uint64(1)]]
                arc += np.uint64(2)
            if arc < end:
                first += news[indices[arc]]
            passed[v] = passing * (first + second)
            heard[v] += passed[v]
        news, passed = passed, news
    return heard
