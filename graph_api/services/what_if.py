"""What the network would be if some left it, or if some who do not know each other met."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations

from graph_api.analytics.engine import Engine, engine_for
from graph_api.analytics.key_players import distance_fragmentation
from graph_api.analytics.snapshot import Snapshot
from graph_api.analytics.what_if import WhatIf, changed, what_if
from graph_api.domain.errors import InvalidArgument
from graph_api.ports import GraphReader
from graph_api.services.published_network import TOGETHER_MAX, check_set, published_network
from graph_api.services.shelf import Shelf
from graph_api.services.snapshots import SnapshotState

WHOLE_MAX = 50_000
"""Every figure is counted anew on a network of up to so many actors."""

MEETING_MAX = 20
_DISTANCES_MAX = {Engine.NETWORKX: 2_000, Engine.KERNELS: 20_000}
"""Up to so many actors the distances of all pairs are added up within a request."""


@dataclass(frozen=True, slots=True)
class NetworkChange:
    """The figures of the network before and after.

    The distance-weighted fragmentation is missing where the network is too large for it.
    """

    figures: WhatIf
    distance_before: float | None
    distance_after: float | None
    snapshot: SnapshotState


async def if_they_left(
    store: GraphReader, shelf: Shelf | None, ids: Sequence[str]
) -> NetworkChange:
    """What is lost if these actors leave.

    Raises:
        InvalidArgument: there are no ids or too many, or the network is too large.
        SnapshotMissing: nothing is published, or its snapshot is not kept as files here.
        NodeNotFound: an id is no actor of the snapshot.
    """
    network, state = await _network(store, shelf, ids, TOGETHER_MAX)
    return await asyncio.to_thread(_change, network, state, remove=ids)


async def if_they_met(store: GraphReader, shelf: Shelf | None, ids: Sequence[str]) -> NetworkChange:
    """What changes if each of these actors came to work with each other one.

    Raises:
        InvalidArgument: there are no ids or too many, or the network is too large.
        SnapshotMissing: nothing is published, or its snapshot is not kept as files here.
        NodeNotFound: an id is no actor of the snapshot.
    """
    network, state = await _network(store, shelf, ids, MEETING_MAX)
    pairs = list(combinations(sorted(set(ids)), 2))
    return await asyncio.to_thread(_change, network, state, add=pairs)


async def _network(
    store: GraphReader, shelf: Shelf | None, ids: Sequence[str], most: int
) -> tuple[Snapshot, SnapshotState]:
    network, state = await published_network(store, shelf)
    check_set(network, ids, most)
    if len(network) > WHOLE_MAX:
        msg = (
            f"เครือข่ายมี {len(network):,} ราย เกิน {WHOLE_MAX:,} ที่คำนวณใหม่ทั้งเครือข่ายได้ในคำถามเดียว: "
            "ใช้ที่เก็บข้อมูลของจังหวัดหรืออำเภอ\n"
            "the network is too large to be counted anew within a request."
        )
        raise InvalidArgument(msg)
    return network, state


def _change(
    network: Snapshot,
    state: SnapshotState,
    *,
    remove: Sequence[str] = (),
    add: Iterable[tuple[str, str]] = (),
) -> NetworkChange:
    pairs = list(add)
    before = after = None
    if len(network) <= _DISTANCES_MAX[engine_for(len(network))]:
        later = partial(changed, network, remove=remove, add=pairs)
        before, after = distance_fragmentation(network), distance_fragmentation(later())
    return NetworkChange(what_if(network, remove=remove, add=pairs), before, after, state)
