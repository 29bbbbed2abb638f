"""How many will take something up if these begin: hearing it once may do, or only from two."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from graph_api.analytics.contagion import Contagion, contagion
from graph_api.analytics.influence import Influence, influence
from graph_api.ports import GraphReader
from graph_api.services.limits import check_range
from graph_api.services.published_network import check_set, published_network
from graph_api.services.shelf import Shelf
from graph_api.services.snapshots import SnapshotState

CHANCE = 0.1
"""The chance that somebody who takes it up passes it on over a tie, where none is given."""

THRESHOLD = 2
RUNS = 1_000


@dataclass(frozen=True, slots=True)
class Adoption:
    """What is expected where each tie passes it on with a chance, and where two must have it."""

    chance: float
    spread: Influence
    by_two: Contagion
    actors: int
    snapshot: SnapshotState


async def adoption(
    store: GraphReader, shelf: Shelf | None, ids: Sequence[str], chance: float = CHANCE
) -> Adoption:
    """How many take it up if these actors begin.

    Raises:
        InvalidArgument: there are no ids or too many, or `chance` is not between 0 and 1.
        SnapshotMissing: nothing is published, or its snapshot is not kept as files here.
        NodeNotFound: an id is no actor of the snapshot.
    """
    check_range("chance", chance, 0, 1)
    network, state = await published_network(store, shelf)
    check_set(network, ids)
    seeds = list(dict.fromkeys(ids))
    spread = await asyncio.to_thread(influence, network, seeds, chance, runs=RUNS)
    by_two = await asyncio.to_thread(contagion, network, seeds, THRESHOLD)
    return Adoption(chance, spread, by_two, len(network), state)
