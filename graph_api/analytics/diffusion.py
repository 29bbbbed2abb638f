"""How far news from a node is expected to spread, and who is known by those who are known."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from graph_api.analytics.eigen import leading_eigenvector
from graph_api.analytics.snapshot import Snapshot, Values

ROUNDS = 7
"""How often news is passed on: T of the definition."""


def tie_matrix(snapshot: Snapshot) -> csr_array:
    """The ties as a symmetric matrix of ones."""
    ties = snapshot.ties
    shape = (len(snapshot), len(snapshot))
    return csr_array((np.ones(ties.pairs), ties.indices, ties.indptr), shape=shape)


def diffusion_centrality(
    passing: csr_array | NDArray[np.float64], rounds: int = ROUNDS
) -> NDArray[np.float64]:
    r"""Expected times that news from each node is heard, by a matrix of passing on.

    Definition: $\left[\sum_{t=1}^{T} P^t\right] 1$ with $P_{vu}$ the chance that v tells u.
    Cost: O(T m). Exact.
    Reference: Banerjee, Chandrasekhar, Duflo & Jackson 2013, doi 10.1126/science.1236498; worked
    values: An & Liu 2016, The R Journal 8(1).

    >>> diffusion_centrality(np.array([[0.0, 0.5], [0.5, 0.0]]), rounds=2).tolist()
    [0.75, 0.75]
    """
    news: Any = np.ones(passing.shape[0])
    heard: NDArray[np.float64] = np.zeros(passing.shape[0])
    for _ in range(rounds):
        news = passing @ news
        heard += news
    return heard


def eigenvector_and_diffusion(snapshot: Snapshot) -> tuple[Values, Values]:
    r"""Eigenvector centrality and diffusion centrality, which share the largest eigenvalue.

    Definition: $A x = \lambda x$ with the largest $\lambda$, $|x| = 1$, as
    `networkx.eigenvector_centrality`; and diffusion with $P = A / \lambda$, $T = 7$. In a network
    of several parts the eigenvector is 0 outside the leading one. Without any tie, all have
    the same eigenvector value, and nothing spreads.
    Officer: who is known by those who are known; how far news from here is expected to spread.
    Cost: O(m) a step of Lanczos, some tens of steps. Exact to rounding.
    Reference: Bonacich 1972, doi 10.1080/0022250X.1972.9989806; Banerjee et al. 2013,
    doi 10.1126/science.1236498.

    >>> from graph_api.analytics.snapshot import snapshot_of_people
    >>> vector, spread = eigenvector_and_diffusion(snapshot_of_people([("a", "b"), ("b", "c")]))
    >>> vector.round(4).tolist(), spread.round(2).tolist()
    ([0.5, 0.7071, 0.5], [5.83, 8.66, 5.83])
    """
    matrix = tie_matrix(snapshot)
    value, vector = leading_eigenvector(matrix)
    if value <= 0:
        return vector, np.zeros(len(snapshot))
    return vector, diffusion_centrality(matrix / value)
