"""Who stands over a hole between others (Burt 1992)."""

import networkx as nx

from graph_api.analytics.snapshot import Snapshot, Values


def constraint(snapshot: Snapshot) -> Values:
    r"""How much all of someone's contacts lead back to the same people.

    Definition: $c_v = \sum_u (p_{vu} + \sum_w p_{vw} p_{wu})^2$ with $p_{vu} = 1 / \deg(v)$ for
    each neighbour, as `networkx.constraint`; NaN (no value) for a node without ties.
    Officer: a low value is a broker whose contacts do not know each other.
    Cost: O(m^{3/2}). Exact.
    Reference: Burt 2004, doi 10.1086/421787.

    >>> from graph_api.analytics.snapshot import snapshot_of_people
    >>> constraint(snapshot_of_people([("a", "b"), ("b", "c")])).tolist()
    [1.0, 0.5, 1.0]
    """
    if not len(snapshot):
        return snapshot.align({})
    return snapshot.align(nx.constraint(snapshot.to_networkx(), backend="networkx"))


def effective_size(snapshot: Snapshot) -> Values:
    r"""How many of someone's contacts are not repeated by the others.

    Definition: $\deg(v) - 2 t_v / \deg(v)$ with $t_v$ the ties among the neighbours of $v$, as
    `networkx.effective_size`; NaN (no value) for a node without ties.
    Officer: ten contacts who all know each other bring the news of little more than one.
    Cost: O(m^{3/2}). Exact.
    Reference: Borgatti 1997, Connections 20(1).

    >>> from graph_api.analytics.snapshot import snapshot_of_people
    >>> effective_size(snapshot_of_people([("a", "b"), ("b", "c"), ("a", "c"), ("c", "d")])).round(
    ...     2
    ... ).tolist()
    [1.0, 1.0, 2.33, 1.0]
    """
    if not len(snapshot):
        return snapshot.align({})
    return snapshot.align(nx.effective_size(snapshot.to_networkx(), backend="networkx"))
