"""The largest eigenvalue of who is tied to whom, and its vector."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.linalg import LinearOperator, eigsh

DENSE_NODES = 64
"""Up to this size the whole spectrum is worked out."""


def leading_eigenvector(matrix: csr_array) -> tuple[float, NDArray[np.float64]]:
    """The largest eigenvalue of a symmetric matrix of links, and its vector of length 1.

    Where several vectors share the eigenvalue (parts that do not meet), it is the one that the
    power method started from equal values tends to: their share in it. Without any link the
    eigenvalue is 0 and all values are equal. Lanczos, from equal values; O(m) a step.
    """
    nodes = matrix.shape[0]
    if matrix.nnz == 0:
        return 0.0, np.full(nodes, 1 / np.sqrt(max(nodes, 1)))
    if nodes > DENSE_NODES:
        return lanczos(matrix)
    value, vector = _dense(matrix)
    return value, _positive(vector)


def lanczos(matrix: csr_array | LinearOperator) -> tuple[float, NDArray[np.float64]]:
    """The same of a matrix with links, or of what multiplies by one, by Lanczos alone."""
    nodes = matrix.shape[0]
    values, vectors = eigsh(matrix, k=1, which="LA", v0=np.ones(nodes), tol=0)
    return float(values[0]), _positive(vectors[:, 0])


def _positive(vector: NDArray[np.float64]) -> NDArray[np.float64]:
    signed: NDArray[np.float64] = np.abs(vector)
    return signed / np.linalg.norm(signed)


def _dense(matrix: csr_array) -> tuple[float, NDArray[np.float64]]:
    values, vectors = np.linalg.eigh(matrix.toarray())
    leading = vectors[:, values > values[-1] - 1e-9]
    return float(values[-1]), leading @ leading.sum(axis=0)
