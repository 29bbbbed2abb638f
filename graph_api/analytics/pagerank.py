"""Who is known by those who are known."""

import networkx as nx
import numpy as np

from graph_api.analytics.snapshot import Snapshot, Values

DAMPING = 0.85
TOLERANCES = (1e-12, 1e-11, 1e-10, 1e-9)
"""Largest total change in the last step; a later one only where rounding forbids the one before.

The sum over the contacts of one hub is rounded at every step: with 30,000 contacts alone that
moves the values by 4e-12 for ever.
"""

_MAX_STEPS = 250  # 0.85 ** 172 is below 1e-12


def pagerank(snapshot: Snapshot) -> Values:
    r"""The share of time a walker spends at a node who follows ties and sometimes starts anew.

    Definition: $p = \alpha W p + (1 - \alpha) / n$ with $\alpha = 0.85$ and $W$ the steps to a
    neighbour with equal chances (a node without ties leads anywhere), over ties, as
    `networkx.pagerank`; the values add up to 1.
    Officer: who is known by those who are known.
    Cost: O(m) a step, about 170 steps. Exact to a total change of 1e-12 (see `TOLERANCES`).
    Reference: Brin & Page 1998, doi 10.1016/S0169-7552(98)00110-X.

    >>> from graph_api.analytics.snapshot import snapshot_of_people
    >>> pagerank(snapshot_of_people([("a", "b"), ("b", "c")])).round(4).tolist()
    [0.2568, 0.4865, 0.2568]
    """
    if not len(snapshot):
        return np.zeros(0)
    for tolerance in TOLERANCES[:-1]:
        try:
            return _power_method(snapshot, tolerance)
        except nx.PowerIterationFailedConvergence:
            continue
    return _power_method(snapshot, TOLERANCES[-1])


def _power_method(snapshot: Snapshot, tolerance: float) -> Values:
    # NetworkX multiplies `tol` by n: with its default a nation would stop after one step.
    ranks = nx.pagerank(
        snapshot.to_networkx(),
        alpha=DAMPING,
        max_iter=_MAX_STEPS,
        tol=tolerance / len(snapshot),
        backend="networkx",
    )
    return snapshot.align(ranks)
