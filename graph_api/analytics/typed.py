"""Of what types a tie is, and on what days somebody taught: what rows of pairs do not say."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph_api.analytics.adjacency import Adjacency
from graph_api.domain.links import TIES, LinkType

TIE_TYPES = tuple(kind for kind in LinkType if kind in TIES)
"""The types of ties; a tie of type `TIE_TYPES[b]` has bit b in its word."""

UNDATED = 0
"""The day of a teaching whose day is not known."""

Words = NDArray[np.uint32]


def typed_rows(nodes: int, by_type: Mapping[LinkType, Adjacency]) -> tuple[Adjacency, Words]:
    """The rows of all types together, and a word of bits for each pair: its types."""
    from scipy.sparse import csr_array

    total = csr_array((nodes, nodes), dtype=np.int64)
    for bit, kind in enumerate(TIE_TYPES):
        if kind in by_type:
            rows = by_type[kind]
            words = np.full(rows.pairs, 1 << bit, np.int64)
            total = total + csr_array((words, rows.indices, rows.indptr), shape=(nodes, nodes))
    total.sort_indices()
    types = total.data.astype(np.uint32)
    types.flags.writeable = False
    return Adjacency.of_matrix(total), types


def of_type(words: Words, kind: LinkType) -> NDArray[np.bool_]:
    """Which pairs are of a type.

    Raises:
        ValueError: it is no type of ties.
    """
    return (words >> np.uint32(TIE_TYPES.index(kind)) & np.uint32(1)).astype(np.bool_)


def chances_by_type(words: Words, chances: Mapping[LinkType, float]) -> NDArray[np.float64]:
    r"""The chance of each pair that something passes over it, from the chance of each type.

    Definition: $1 - \prod_t (1 - p_t)$ over the types t of the tie: two people who work together
    and help each other have two occasions. A type without a chance passes nothing.
    Cost: O(m). Exact.
    Reference: the independent cascade of Kempe, Kleinberg & Tardos 2003, doi
    10.1145/956750.956769.

    Raises:
        ValueError: a type is none of ties.

    >>> words = np.array([1 << TIE_TYPES.index(LinkType.PEER)], np.uint32)
    >>> chances_by_type(words, {LinkType.PEER: 0.25}).tolist()
    [0.25]
    """
    kept = np.ones(len(words))
    for kind, chance in chances.items():
        kept[of_type(words, kind)] *= 1 - chance
    return 1 - kept


@dataclass(frozen=True, slots=True, eq=False)
class Teachings:
    """Who taught whom on which days: a pair stands once for every day.

    `days` are day numbers (`date.toordinal`) in the order of `rows.indices`, `UNDATED` where no
    day is known. Rows ascend by learner, then by day. All arrays are read-only.
    """

    rows: Adjacency
    days: NDArray[np.int32]

    @classmethod
    def of(
        cls,
        nodes: int,
        teachers: NDArray[np.int64],
        learners: NDArray[np.int64],
        days: NDArray[np.int64],
    ) -> "Teachings":
        """The teachings of pairs of positions; one given twice counts once, oneself not at all.

        >>> found = Teachings.of(2, *np.array([[0, 0, 0], [1, 1, 1], [5, 5, 3]]))
        >>> found.rows.indices.tolist(), found.days.tolist()
        ([1, 1], [3, 5])
        """
        given = np.column_stack((teachers, learners, days))[teachers != learners]
        once = np.unique(given, axis=0)
        counts = np.bincount(once[:, 0], minlength=nodes)
        indptr = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
        indices, of_days = once[:, 1].astype(np.int32), once[:, 2].astype(np.int32)
        indptr.flags.writeable = indices.flags.writeable = of_days.flags.writeable = False
        return cls(Adjacency(indptr, indices), of_days)
