"""How many others a node is linked to directly."""

import numpy as np

from graph_api.analytics.snapshot import Snapshot, Values


def degree(snapshot: Snapshot) -> Values:
    r"""Distinct neighbours over ties.

    Definition: $\deg(v) = |\{u \neq v : uv \text{ is a tie}\}|$.
    Officer: who is busy; how many contacts someone keeps up.
    Cost: O(n). Exact.
    Reference: Freeman 1978, doi 10.1016/0378-8733(78)90021-7.

    >>> from graph_api.analytics.snapshot import snapshot_of_people
    >>> degree(snapshot_of_people([("a", "b"), ("b", "a"), ("b", "c")])).tolist()
    [1.0, 2.0, 1.0]
    """
    return snapshot.ties.out_degrees().astype(np.float64)


def out_degree(snapshot: Snapshot) -> Values:
    r"""Distinct direct learners, over learning links.

    Definition: $|\{u : v \text{ taught } u\}|$.
    Officer: who teaches most by themselves.
    Cost: O(n). Exact.
    Reference: Freeman 1978, doi 10.1016/0378-8733(78)90021-7.

    >>> from graph_api.analytics.snapshot import snapshot_of_people
    >>> out_degree(snapshot_of_people(learning=[("sage", "t1"), ("sage", "t2")])).tolist()
    [2.0, 0.0, 0.0]
    """
    return snapshot.learning.out_degrees().astype(np.float64)


def in_degree(snapshot: Snapshot) -> Values:
    r"""Distinct direct teachers, over learning links.

    Definition: $|\{u : u \text{ taught } v\}|$.
    Officer: who has learnt from several people; zero among households is who learnt from nobody.
    Cost: O(n + m). Exact.
    Reference: Freeman 1978, doi 10.1016/0378-8733(78)90021-7.

    >>> from graph_api.analytics.snapshot import snapshot_of_people
    >>> in_degree(snapshot_of_people(learning=[("sage", "t1"), ("sage", "t2")])).tolist()
    [0.0, 1.0, 1.0]
    """
    return snapshot.learning.in_degrees().astype(np.float64)
