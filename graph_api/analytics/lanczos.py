"""The leading eigenvector by kernels: Lanczos in short cycles, each from where the last ended.

A cycle of Lanczos needs all its vectors in the end. They are kept in single precision: a later
cycle starts from the answer so far, and its vectors add only corrections to it, so that what single
precision loses of them is far below rounding. At a nation's size this is a third of the memory and
half the steps that ARPACK takes.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.linalg.lapack import dstev

from graph_api.analytics.eigen import DENSE_NODES, RESIDUAL, leading_eigenvector
from graph_api.analytics.kernels.lanczos import add_scaled, lanczos_step
from graph_api.analytics.rows import Links

_CYCLES = 6
_STEPS = 60
_KEPT_BYTES = 80_000_000
_SINGLE = 1e-7
"""What a cycle gains before single precision shows."""

Vector = NDArray[np.float64]


def leading_eigenvector_of(links: Links) -> tuple[float, Vector]:
    """The largest eigenvalue of undirected links, and its vector: see `eigen.leading_eigenvector`.

    Where a few cycles do not get there (a very long chain has many values next to the largest),
    that does it: its rows are not to be factored before ARPACK too has given up, since those of
    a hub take as long as a refresh.
    """
    nodes = len(links)
    if nodes <= DENSE_NODES or not len(links.indices):
        return leading_eigenvector(links.matrix)
    # Degrees are what equal values are after one step, which is thus saved.
    vector = links.degrees / np.linalg.norm(links.degrees)
    left = 1.0
    for _ in range(_CYCLES):
        value, vector, left = _cycle(links, vector, max(left * _SINGLE, RESIDUAL))
        if left <= RESIDUAL:
            vector = np.abs(vector)
            return value, vector / np.linalg.norm(vector)
    return leading_eigenvector(links.matrix)


def _cycle(links: Links, start: Vector, goal: float) -> tuple[float, Vector, float]:
    """The value, the vector and its residual, after as few steps as the goal asks for."""
    steps = int(np.clip(_KEPT_BYTES // (4 * len(links)), 12, _STEPS))
    now, before, last = start, start, 0.0
    basis: list[NDArray[np.float32]] = []
    diagonal: list[float] = []
    beside: list[float] = []
    value, parts, left = 0.0, np.ones(1), 1.0
    while True:
        now, before, (along, length) = _step(links, start, now, before, last)
        diagonal.append(along)
        # Looking at every second step is enough: on a small network looking costs as much.
        if len(diagonal) % 2 == 0 or length == 0.0:
            value, parts = _leading(diagonal, beside)
            left = length * abs(float(parts[-1])) / value if value > 0 else 1.0
            if left <= goal or len(diagonal) >= steps:
                break
        beside.append(length)
        basis.append(now.astype(np.float32))
        last = length
    vector = parts[0] * start
    for part, kept in zip(parts[1:], basis, strict=True):
        add_scaled(vector, kept, float(part))
    rounded = float(np.finfo(np.float32).eps * np.linalg.norm(parts[1:]))
    return value, vector / np.linalg.norm(vector), max(left, rounded)


def _step(
    links: Links, first: Vector, now: Vector, before: Vector, last: float
) -> tuple[Vector, Vector, tuple[float, float]]:
    following, along, length = lanczos_step(links.indptr, links.indices, first, now, before, last)
    return following, now, (along, length)


def _leading(diagonal: list[float], beside: list[float]) -> tuple[float, Vector]:
    if not beside:
        return diagonal[0], np.ones(1)
    values, vectors, _ = dstev(diagonal, beside)
    return float(values[-1]), vectors[:, -1]
