"""One step of Lanczos over rows from both ends, and the sum of the vectors it leaves."""

import numpy as np
from numpy.typing import NDArray

from graph_api.analytics.kernels.compiling import Rows, Targets, kernel

Vector = NDArray[np.float64]


@kernel
def lanczos_step(
    indptr: Rows, indices: Targets, first: Vector, now: Vector, before: Vector, last: float
) -> tuple[Vector, float, float]:
    """The next vector of length 1, and the two numbers it adds to the tridiagonal matrix.

    `first` is kept out of it at every step: where it is nearly the answer, rounding would bring
    it back. `last` is the number that led to `now` from `before`.
    """
    nodes = len(indptr) - 1
    following = np.empty(nodes)
    along, back = 0.0, 0.0
    for v in range(nodes):
        one, other = 0.0, 0.0
        arc, end = indptr[v], indptr[v + 1]
        while arc + np.uint64(1) < end:
            one += now[indices[arc]]
            other += now[indices[arc + np.uint64(1)]]
            arc += np.uint64(2)
        if arc < end:
            one += now[indices[arc]]
        value = one + other - last * before[v]
        following[v] = value
        along += value * now[v]
        back += value * first[v]
    if last == 0.0:
        back = 0.0
    squares = 0.0
    for v in range(nodes):
        value = following[v] - along * now[v] - back * first[v]
        following[v] = value
        squares += value * value
    length = np.sqrt(squares)
    if length > 0.0:
        for v in range(nodes):
            following[v] /= length
    return following, along, length


@kernel
def add_scaled(total: Vector, vector: NDArray[np.float32], factor: float) -> None:
    """Add a vector times a factor to a sum."""
    for v in range(len(total)):
        total[v] += factor * vector[v]
