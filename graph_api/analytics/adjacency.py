"""Who is linked to whom, as compressed sparse rows (CSR)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy.sparse import csr_array


@dataclass(frozen=True, slots=True, eq=False)
class Adjacency:
    """The targets of every node: row `v` is `indices[indptr[v]:indptr[v + 1]]`, ascending.

    `indptr` has one number more than there are nodes. Both arrays are read-only, so that a
    snapshot may be shared between threads.
    """

    indptr: NDArray[np.int64]
    indices: NDArray[np.int32]

    @classmethod
    def from_pairs(
        cls, nodes: int, sources: NDArray[np.int64], targets: NDArray[np.int64]
    ) -> "Adjacency":
        """Rows from pairs of positions; a pair given twice counts once, a self-link not at all.

        >>> rows = Adjacency.from_pairs(3, np.array([0, 0, 0, 2]), np.array([1, 1, 2, 2]))
        >>> rows.indptr.tolist(), rows.indices.tolist()
        ([0, 2, 2, 2], [1, 2])
        """
        from scipy.sparse import coo_array  # opening a snapshot goes without it

        proper = sources != targets
        ends = sources[proper].astype(np.int32), targets[proper].astype(np.int32)
        # Counting into rows is linear; sorting all pairs at once takes twenty times as long.
        given = coo_array((np.ones(len(ends[0]), np.bool_), ends), shape=(nodes, nodes)).tocsr()
        given.sum_duplicates()
        return cls.of_matrix(given)

    @classmethod
    def of_matrix(cls, matrix: "csr_array") -> "Adjacency":
        """The rows of what a matrix holds; its columns have to ascend in every row."""
        indptr, indices = matrix.indptr.astype(np.int64), matrix.indices.astype(np.int32)
        indptr.flags.writeable = indices.flags.writeable = False
        return cls(indptr, indices)

    @property
    def pairs(self) -> int:
        """How many ordered pairs there are (an undirected link is two)."""
        return len(self.indices)

    def among(self, chosen: NDArray[np.bool_]) -> "Adjacency":
        """The rows of some of the pairs only (one truth for each, in their order)."""
        before = np.concatenate(([0], np.cumsum(chosen)))
        indptr, indices = before[self.indptr].astype(np.int64), self.indices[chosen]
        indptr.flags.writeable = indices.flags.writeable = False
        return Adjacency(indptr, indices)

    def out_degrees(self) -> NDArray[np.int64]:
        """How many targets each node has."""
        return np.diff(self.indptr)

    def in_degrees(self) -> NDArray[np.int64]:
        """How many sources each node has."""
        return np.bincount(self.indices, minlength=len(self.indptr) - 1)

    def iter_pairs(self) -> Iterator[tuple[int, int]]:
        """All pairs (source, target), in order."""
        sources = np.repeat(np.arange(len(self.indptr) - 1), self.out_degrees())
        return zip(sources.tolist(), self.indices.tolist(), strict=True)
