"""What the network would be if some left, or some met."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from graph_api.analytics.adjacency import Adjacency
from graph_api.analytics.snapshot import Snapshot, content_hash
from graph_api.analytics.summary import NetworkSummary, summary


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The figures of the network as it is and as it would be, side by side."""

    before: NetworkSummary
    after: NetworkSummary
    fragmentation_before: float
    fragmentation_after: float


def what_if(
    snapshot: Snapshot,
    *,
    remove: Collection[str] = (),
    add: Iterable[tuple[str, str]] = (),
) -> WhatIf:
    """Every network-level figure before and after: nodes that leave, then ties that are added.

    Cost: O(n log n + m). Exact.

    Raises:
        KeyError: an id is not in the snapshot, or a tie is added to one who leaves.

    >>> from graph_api.analytics.snapshot import snapshot_of_people
    >>> chain = snapshot_of_people([("a", "b"), ("b", "c")])
    >>> found = what_if(chain, remove=["b"], add=[("a", "c")])
    >>> found.before.components, found.after.components, found.after.links
    (1, 1, 1)
    """
    from graph_api.analytics.key_players import fragmentation

    after = changed(snapshot, remove=remove, add=add)
    return WhatIf(summary(snapshot), summary(after), fragmentation(snapshot), fragmentation(after))


def changed(
    snapshot: Snapshot, *, remove: Collection[str] = (), add: Iterable[tuple[str, str]] = ()
) -> Snapshot:
    """The snapshot without some nodes and with some ties more; its id is that of its content.

    Raises:
        KeyError: an id is not in the snapshot, or a tie is added to one who leaves.
    """
    gone = {snapshot.positions[node] for node in remove}
    kept = np.array([v for v in range(len(snapshot)) if v not in gone], np.int64)
    new = np.full(len(snapshot), -1, np.int64)
    new[kept] = np.arange(len(kept))
    ids = tuple(snapshot.ids[v] for v in kept.tolist())
    places = {node: place for place, node in enumerate(ids)}
    more = np.array([(places[u], places[v]) for u, v in add], np.int64).reshape(-1, 2)
    both_ways = np.concatenate((more, more[:, ::-1]))
    kinds = tuple(snapshot.kinds[v] for v in kept.tolist())
    areas = tuple(snapshot.areas[v] for v in kept.tolist())
    ties = _moved(snapshot.ties, new, len(ids), both_ways)
    learning = _moved(snapshot.learning, new, len(ids), more[:0])
    info = replace(
        snapshot.info,
        id=content_hash(ids, kinds, areas, ties, learning),
        nodes=len(ids),
        links=ties.pairs // 2,
    )
    return Snapshot(info, ids, kinds, areas, ties, learning)


def _moved(
    rows: Adjacency, new: NDArray[np.int64], nodes: int, more: NDArray[np.int64]
) -> Adjacency:
    sources = np.repeat(new, rows.out_degrees())
    targets = new[rows.indices]
    inside = (sources >= 0) & (targets >= 0)
    return Adjacency.from_pairs(
        nodes,
        np.concatenate((sources[inside], more[:, 0])),
        np.concatenate((targets[inside], more[:, 1])),
    )
