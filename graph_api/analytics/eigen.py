"""The largest eigenvalue of who is tied to whom, and its vector."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, eye_array
from scipy.sparse.linalg import ArpackNoConvergence, LinearOperator, eigsh, splu

DENSE_NODES = 64
"""Up to this size the whole spectrum is worked out."""

RESIDUAL = 1e-13
"""Length of A x - value x, as a share of the value, at which a vector is the answer."""

_RESTARTS = 100
"""After so many restarts of Lanczos the network is a long chain, see `polished`."""

_FACTORINGS, _SOLVINGS = 12, 4


def leading_eigenvector(matrix: csr_array) -> tuple[float, NDArray[np.float64]]:
    """The largest eigenvalue of a symmetric matrix of links, and its vector of length 1.

    Where several vectors share the eigenvalue (parts that do not meet), it is the one that the
    power method started from equal values tends to: their share in it. Without any link the
    eigenvalue is 0 and all values are equal. Lanczos, from equal values; O(m) a step. Long chains
    need inverse iteration (`polished`).
    """
    nodes = matrix.shape[0]
    if matrix.nnz == 0:
        return 0.0, np.full(nodes, 1 / np.sqrt(max(nodes, 1)))
    if nodes <= DENSE_NODES:
        value, vector = _dense(matrix)
        return value, _positive(vector)
    try:
        return lanczos(matrix, _RESTARTS)
    except ArpackNoConvergence:
        return polished(matrix, np.ones(nodes))


def lanczos(
    matrix: csr_array | LinearOperator, restarts: int | None = None
) -> tuple[float, NDArray[np.float64]]:
    """The same of a matrix with links, or of what multiplies by one, by Lanczos alone.

    Raises:
        ArpackNoConvergence: it did not get there in so many restarts.
    """
    nodes = matrix.shape[0]
    values, vectors = eigsh(matrix, k=1, which="LA", v0=np.ones(nodes), tol=0, maxiter=restarts)
    return float(values[0]), _positive(vectors[:, 0])


def polished(matrix: csr_array, vector: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
    """The same from a vector that is near it, by inverse iteration from above.

    A long chain has many eigenvalues next to the largest, which Lanczos parts slowly; but then its
    rows are factored at little cost. The shift comes nearer as the residual falls.
    """
    columns, ones = matrix.tocsc(), eye_array(matrix.shape[0], format="csc")
    vector = _positive(vector)
    value, left = _rayleigh(columns, vector)
    for _ in range(_FACTORINGS):
        # Symmetric and nearly singular: to keep the order that fills least is safe enough, since
        # what is lost of a solution lies along the vector itself.
        shifted = (value * (1 + left) * ones - columns).tocsc()
        factors = splu(shifted, permc_spec="MMD_AT_PLUS_A", options={"SymmetricMode": True})
        for _ in range(_SOLVINGS):
            vector = _positive(factors.solve(vector))
            value, left = _rayleigh(columns, vector)
            if left <= RESIDUAL:
                return value, vector
    return value, vector


def _rayleigh(matrix: csr_array, vector: NDArray[np.float64]) -> tuple[float, float]:
    """The value that suits a vector best, and what is left of A x - value x as a share of it."""
    image = matrix @ vector
    value = float(vector @ image)
    return value, float(np.linalg.norm(image - value * vector)) / value


def _positive(vector: NDArray[np.float64]) -> NDArray[np.float64]:
    signed: NDArray[np.float64] = np.abs(vector)
    return signed / np.linalg.norm(signed)


def _dense(matrix: csr_array) -> tuple[float, NDArray[np.float64]]:
    values, vectors = np.linalg.eigh(matrix.toarray())
    leading = vectors[:, values > values[-1] - 1e-9]
    return float(values[-1]), leading @ leading.sum(axis=0)
