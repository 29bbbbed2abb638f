"""What several people reach together, nobody counted twice, and what each of them brings to it."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph_api.analytics.key_players import ReachPart, m_reach, reach_parts
from graph_api.ports import GraphReader
from graph_api.services.limits import check_range
from graph_api.services.published_network import check_set, published_network
from graph_api.services.ranking import STEPS_MAX
from graph_api.services.shares import Share
from graph_api.services.shelf import Shelf
from graph_api.services.snapshots import SnapshotState


@dataclass(frozen=True, slots=True)
class JointReach:
    """How many are within some ties of at least one of a set, the set included.

    `reached` is a share of all actors; `parts` says of each what it reaches alone, and what no
    other of the set does.
    """

    steps: int
    reached: Share
    parts: Mapping[str, ReachPart]
    snapshot: SnapshotState


async def joint_reach(
    store: GraphReader, shelf: Shelf | None, ids: Sequence[str], steps: int
) -> JointReach:
    """What these actors reach together within `steps` ties.

    Raises:
        InvalidArgument: there are no ids or too many, or `steps` is out of bounds.
        SnapshotMissing: nothing is published, or its snapshot is not kept as files here.
        NodeNotFound: an id is no actor of the snapshot.
    """
    check_range("steps", steps, 1, STEPS_MAX)
    network, state = await published_network(store, shelf)
    check_set(network, ids)
    reached = await asyncio.to_thread(m_reach, network, ids, steps)
    parts = await asyncio.to_thread(reach_parts, network, ids, steps)
    return JointReach(steps, Share(reached, len(network), sample=False), parts, state)
