"""How many will take something up if these begin: hearing it once may do, or only from two."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from graph_api.analytics.contagion import Contagion, contagion
from graph_api.analytics.influence import Chances, Influence, influence
from graph_api.analytics.snapshot import Snapshot
from graph_api.analytics.typed import TIE_TYPES, chances_by_type
from graph_api.domain.errors import InvalidArgument
from graph_api.domain.links import TIES, LinkType
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
class Passing:
    """With what chance something is passed on over a tie.

    Without `of_types` every tie has the chance `of_tie`, however many links it stands for. With
    them each type of a tie is an occasion of its own, and `of_tie` is the chance of the types that
    are not named.
    """

    of_tie: float = CHANCE
    of_types: Mapping[LinkType, float] = field(default_factory=dict)

    def check(self) -> None:
        """Accept chances between 0 and 1 of types of ties.

        Raises:
            InvalidArgument: one is not; the message names it.
        """
        check_range("chance", self.of_tie, 0, 1)
        for kind, chance in self.of_types.items():
            check_range(f"chances: {kind.value}", chance, 0, 1)
            if kind not in TIES:
                msg = f"{kind.value} ไม่ใช่ความเชื่อมโยงระหว่างผู้เกี่ยวข้อง: ใช้ได้เฉพาะ {_TIES}"
                raise InvalidArgument(msg)

    def of(self, network: Snapshot) -> Chances:
        """The chances of the ties of a network."""
        if not self.of_types:
            return self.of_tie
        chances = {kind: self.of_types.get(kind, self.of_tie) for kind in TIE_TYPES}
        return chances_by_type(network.tie_types, chances)


_TIES = ", ".join(kind.value for kind in TIE_TYPES)


@dataclass(frozen=True, slots=True)
class Adoption:
    """What is expected where each tie passes it on with a chance, and where two must have it."""

    passing: Passing
    spread: Influence
    by_two: Contagion
    actors: int
    snapshot: SnapshotState


async def adoption(
    store: GraphReader, shelf: Shelf | None, ids: Sequence[str], passing: Passing
) -> Adoption:
    """How many take it up if these actors begin.

    Raises:
        InvalidArgument: there are no ids or too many, or a chance is not between 0 and 1.
        SnapshotMissing: nothing is published, or its snapshot is not kept as files here.
        NodeNotFound: an id is no actor of the snapshot.
    """
    passing.check()
    network, state = await published_network(store, shelf)
    check_set(network, ids)
    seeds = list(dict.fromkeys(ids))
    spread = await asyncio.to_thread(influence, network, seeds, passing.of(network), runs=RUNS)
    by_two = await asyncio.to_thread(contagion, network, seeds, THRESHOLD)
    return Adoption(passing, spread, by_two, len(network), state)
