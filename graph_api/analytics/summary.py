"""The network as a whole in a few figures."""

from dataclasses import dataclass

import numpy as np

from graph_api.analytics.engine import Engine, engine_for
from graph_api.analytics.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class NetworkSummary:
    """What a network of actors looks like as a whole.

    `largest_share` is the share of nodes in the largest component, `density` the share of all
    possible ties that exist, `articulation_points` how many single points of failure there are;
    `degree_centralisation` is 0 where all have the same number of contacts and 1 for a star.
    """

    nodes: int
    links: int
    components: int
    largest_share: float
    density: float
    articulation_points: int
    degree_centralisation: float


def summary(snapshot: Snapshot) -> NetworkSummary:
    """The figures of a snapshot. O(n log n + m).

    >>> from graph_api.analytics.snapshot import snapshot_of_people
    >>> star = summary(snapshot_of_people([("hub", "a"), ("hub", "b"), ("hub", "c")]))
    >>> star.density, star.articulation_points, star.degree_centralisation
    (0.5, 1, 1.0)
    """
    sizes, cuts = _by_kernels(snapshot) if _large(snapshot) else _by_networkx(snapshot)
    return NetworkSummary(
        nodes=snapshot.info.nodes,
        links=snapshot.info.links,
        components=len(sizes),
        largest_share=max(sizes, default=0) / max(len(snapshot), 1),
        density=density(snapshot),
        articulation_points=cuts,
        degree_centralisation=degree_centralisation(snapshot),
    )


def _large(snapshot: Snapshot) -> bool:
    return engine_for(len(snapshot)) is Engine.KERNELS


def _by_networkx(snapshot: Snapshot) -> tuple[list[int], int]:
    from graph_api.analytics.cohesion import articulation, components

    return [len(part) for part in components(snapshot)], int(articulation(snapshot).sum())


def _by_kernels(snapshot: Snapshot) -> tuple[list[int], int]:
    from graph_api.analytics import rows

    links = snapshot.as_csr().links
    labels, count = rows.component_labels(links)
    sizes: list[int] = np.bincount(labels, minlength=count).tolist()
    return sizes, int(rows.cuts(links).is_cut.sum())


def density(snapshot: Snapshot) -> float:
    """Ties over possible ties, m / (n (n - 1) / 2); 0 where none is possible."""
    nodes = len(snapshot)
    return 2 * snapshot.info.links / (nodes * (nodes - 1)) if nodes > 1 else 0.0


def degree_centralisation(snapshot: Snapshot) -> float:
    r"""How far contacts gather at one node.

    Definition: $\frac{\sum_v (\max_u \deg(u) - \deg(v))}{(n - 1)(n - 2)}$, the sum over that of
    a star; 0 with fewer than three nodes.
    Officer: near 1, everything leans on one person.
    Cost: O(n). Exact.
    Reference: Freeman 1978, doi 10.1016/0378-8733(78)90021-7.
    """
    nodes = len(snapshot)
    if nodes < 3:
        return 0.0
    degrees = snapshot.ties.out_degrees()
    return float((degrees.max() - degrees).sum()) / ((nodes - 1) * (nodes - 2))
