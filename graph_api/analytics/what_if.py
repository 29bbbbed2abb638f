"""What the network would be if some left, or some met."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from graph_api.analytics.adjacency import Adjacency
from graph_api.analytics.snapshot import Snapshot, content_hash
from graph_api.analytics.summary import NetworkSummary, summary
from graph_api.analytics.typed import TIE_TYPES, Teachings, Words, of_type, typed_rows
from graph_api.domain.links import LinkType


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
    ties, words = _moved_ties(snapshot, new, len(ids), both_ways)
    learning = _moved(snapshot.learning, new, len(ids))
    teachings = _moved_teachings(snapshot.teachings, new, len(ids))
    info = replace(
        snapshot.info,
        id=content_hash(ids, kinds, areas, ties, learning, tie_types=words, teachings=teachings),
        nodes=len(ids),
        links=ties.pairs // 2,
    )
    return Snapshot(info, ids, kinds, areas, ties, learning, words, teachings)


def _moved(rows: Adjacency, new: NDArray[np.int64], nodes: int) -> Adjacency:
    sources, targets, _ = _left(rows, new)
    return Adjacency.from_pairs(nodes, sources, targets)


def _left(
    rows: Adjacency, new: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
    """Sources and targets of the pairs that are left, in their new places, and which they are."""
    sources = np.repeat(new, rows.out_degrees())
    targets = new[rows.indices]
    inside = (sources >= 0) & (targets >= 0)
    return sources[inside], targets[inside], inside


def _moved_ties(
    snapshot: Snapshot, new: NDArray[np.int64], nodes: int, more: NDArray[np.int64]
) -> tuple[Adjacency, Words]:
    sources, targets, inside = _left(snapshot.ties, new)
    words = snapshot.tie_types[inside]
    by_type = {}
    for kind in TIE_TYPES:
        of = of_type(words, kind)
        by_type[kind] = Adjacency.from_pairs(nodes, sources[of], targets[of])
    # A tie that is only thought of counts as people working together.
    u, v = more.T
    added = Adjacency.from_pairs(nodes, u, v)
    together = by_type[LinkType.COORDINATES_WITH]
    by_type[LinkType.COORDINATES_WITH] = _union(nodes, together, added)
    return typed_rows(nodes, by_type)


def _union(nodes: int, *parts: Adjacency) -> Adjacency:
    sources = [np.repeat(np.arange(nodes), part.out_degrees()) for part in parts]
    targets = [part.indices.astype(np.int64) for part in parts]
    return Adjacency.from_pairs(nodes, np.concatenate(sources), np.concatenate(targets))


def _moved_teachings(teachings: Teachings, new: NDArray[np.int64], nodes: int) -> Teachings:
    teachers, learners, inside = _left(teachings.rows, new)
    return Teachings.of(nodes, teachers, learners, teachings.days[inside].astype(np.int64))
