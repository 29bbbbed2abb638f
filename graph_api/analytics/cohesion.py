"""What holds together, and through whom."""

from collections import Counter
from collections.abc import Iterable
from typing import cast

import networkx as nx

from graph_api.analytics.cut_tree import cut_off_counts
from graph_api.analytics.snapshot import Snapshot, Values


def components(snapshot: Snapshot) -> list[list[str]]:
    """The ids of each part that hangs together by ties: largest first, then by smallest id.

    Cost: O(n log n + m).
    Reference: Hopcroft & Tarjan 1973, doi 10.1145/362248.362272.

    >>> from graph_api.analytics.snapshot import snapshot_of_people
    >>> components(snapshot_of_people([("c", "d")], alone=["b", "a"]))
    [['c', 'd'], ['a'], ['b']]
    """
    found = nx.connected_components(snapshot.to_networkx(), backend="networkx")
    parts = cast(Iterable[set[str]], found)
    return sorted((sorted(part) for part in parts), key=lambda part: (-len(part), part[0]))


def component(snapshot: Snapshot) -> Values:
    """Which part a node belongs to: 1 is the largest; equal ones are in order of smallest id.

    Definition: the place of the connected component of v among all, see `components`. It is a
    label and no amount: the same graph always gives the same one.
    Officer: who can hear of each other at all.
    Cost: O(n log n + m). Exact.
    Reference: Hopcroft & Tarjan 1973, doi 10.1145/362248.362272.

    >>> from graph_api.analytics.snapshot import snapshot_of_people
    >>> component(snapshot_of_people([("c", "d")], alone=["b", "a"])).tolist()
    [2.0, 3.0, 1.0, 1.0]
    """
    parts = enumerate(components(snapshot), start=1)
    return snapshot.align({node: place for place, part in parts for node in part})


def component_size(snapshot: Snapshot) -> Values:
    """How many nodes the part of a node has, itself included.

    Definition: $|C(v)|$, the size of the connected component of v over ties.
    Officer: a small number is a circle cut off from the rest; 1 is somebody alone.
    Cost: O(n log n + m). Exact.
    Reference: Hopcroft & Tarjan 1973, doi 10.1145/362248.362272.

    >>> from graph_api.analytics.snapshot import snapshot_of_people
    >>> component_size(snapshot_of_people([("c", "d")], alone=["b", "a"])).tolist()
    [1.0, 1.0, 2.0, 2.0]
    """
    return snapshot.align({node: len(part) for part in components(snapshot) for node in part})


def articulation(snapshot: Snapshot) -> Values:
    """1 for a node whose leaving breaks its part into pieces, 0 for the others.

    Definition: v is an articulation point when the network without v has more components.
    Officer: single points of failure; who needs a deputy.
    Cost: O(n + m). Exact.
    Reference: Hopcroft & Tarjan 1973, doi 10.1145/362248.362272.

    >>> from graph_api.analytics.snapshot import snapshot_of_people
    >>> articulation(snapshot_of_people([("a", "b"), ("b", "c")])).tolist()
    [0.0, 1.0, 0.0]
    """
    points = set(nx.articulation_points(snapshot.to_networkx(), backend="networkx"))
    return snapshot.align({node: node in points for node in snapshot.ids})


def cut_off(snapshot: Snapshot) -> Values:
    r"""How many lose the largest remaining piece of their part when a node leaves.

    Definition: $|C(v)| - 1 - \max_i |P_i|$ with $P_i$ the pieces of $C(v)$ without $v$; 0 for a
    node that is no articulation point.
    Officer: how many households would be cut off if this person stopped.
    Cost: O(n + m), from the tree of blocks and cut nodes. Exact.
    Reference: blocks: Hopcroft & Tarjan 1973, doi 10.1145/362248.362272; loss by leaving:
    Borgatti 2006, doi 10.1007/s10588-006-7084-x.

    >>> from graph_api.analytics.snapshot import snapshot_of_people
    >>> cut_off(snapshot_of_people([("a", "b"), ("b", "c"), ("c", "d")])).tolist()
    [0.0, 1.0, 1.0, 0.0]
    """
    counts = cut_off_counts(snapshot.to_networkx())
    return snapshot.align({node: counts.get(node, 0) for node in snapshot.ids})


def core_number(snapshot: Snapshot) -> Values:
    """The largest k so that v belongs to a circle in which everybody has k ties to the others.

    Definition: as `networkx.core_number`.
    Officer: a high value is a place in a circle that holds even if several leave.
    Cost: O(n + m). Exact.
    Reference: Seidman 1983, doi 10.1016/0378-8733(83)90028-X.

    >>> from graph_api.analytics.snapshot import snapshot_of_people
    >>> core_number(snapshot_of_people([("a", "b"), ("b", "c"), ("a", "c"), ("c", "d")])).tolist()
    [2.0, 2.0, 2.0, 1.0]
    """
    return snapshot.align(nx.core_number(snapshot.to_networkx(), backend="networkx"))


def bridges(snapshot: Snapshot) -> Values:
    """How many of a node's ties are the only way between two pieces of the network.

    Definition: ties at v that are bridges, as `networkx.bridges`.
    Officer: relations that nobody could replace at once.
    Cost: O(n + m). Exact.
    Reference: Tarjan 1974, doi 10.1016/0020-0190(74)90003-9.

    >>> from graph_api.analytics.snapshot import snapshot_of_people
    >>> bridges(snapshot_of_people([("a", "b"), ("b", "c"), ("a", "c"), ("c", "d")])).tolist()
    [0.0, 0.0, 1.0, 1.0]
    """
    found = cast(Iterable[tuple[str, str]], nx.bridges(snapshot.to_networkx(), backend="networkx"))
    counts = Counter(node for bridge in found for node in bridge)
    return snapshot.align({node: counts[node] for node in snapshot.ids})
