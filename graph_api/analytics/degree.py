"""How many others a node is linked to directly."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

import numpy as np

from graph_api.analytics.snapshot import Snapshot, Values
from graph_api.domain.links import LINK_RULES, LinkType
from graph_api.domain.metrics import Direction

TypedDegrees = Mapping[tuple[LinkType, Direction], int]
"""How many others a node is linked to by each type, each way; a type without any is left out."""


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


def degree_by_type(links: Iterable[tuple[LinkType, str, str]]) -> dict[str, TypedDegrees]:
    r"""Distinct neighbours of every node over the links of each type, out and in.

    Definition: $|\{u \neq v : v \xrightarrow{t} u\}|$ (OUT) and $|\{u \neq v : u
    \xrightarrow{t} v\}|$ (IN); where the order of the ends means nothing (PEER), both are one
    (UNDIRECTED). A node without links has no entry.
    Officer: in what somebody is busy: teaching, selling, looking after.
    Cost: O(m). Exact.
    Reference: Freeman 1978, doi 10.1016/0378-8733(78)90021-7.

    >>> found = degree_by_type([(LinkType.TAUGHT, "s", "t"), (LinkType.TAUGHT, "s", "h")])
    >>> found["s"] == {(LinkType.TAUGHT, Direction.OUT): 2}
    True
    """
    met: dict[str, dict[tuple[LinkType, Direction], set[str]]] = defaultdict(
        lambda: defaultdict(set)
    )
    for kind, source, target in links:
        if source == target:
            continue
        directed = LINK_RULES[kind].directed
        met[source][kind, Direction.OUT if directed else Direction.UNDIRECTED].add(target)
        met[target][kind, Direction.IN if directed else Direction.UNDIRECTED].add(source)
    return {
        node: {way: len(others) for way, others in of_node.items()}
        for node, of_node in sorted(met.items())
    }
