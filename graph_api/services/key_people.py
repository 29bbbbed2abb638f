"""Whom to choose: who cover most together, with whom to begin, whom to introduce to whom.

The choice is made in the published network; `candidates` are its actors of some kinds in an area.
"""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import combinations

from graph_api.analytics.contagion import Contagion, best_contagion_seeds
from graph_api.analytics.influence import Influence, best_seeds
from graph_api.analytics.introductions import NewTie, best_introductions
from graph_api.analytics.key_players import Cover, best_cover
from graph_api.analytics.snapshot import Snapshot
from graph_api.domain.areas import is_within
from graph_api.domain.errors import InvalidArgument
from graph_api.domain.kinds import NodeKind
from graph_api.ports import GraphReader
from graph_api.services.adoption import RUNS, THRESHOLD, Passing
from graph_api.services.limits import check_area, check_range
from graph_api.services.published_network import published_network
from graph_api.services.ranking import STEPS_MAX
from graph_api.services.shelf import Shelf
from graph_api.services.snapshots import SnapshotState

K_MAX = 100
SETS = 20_000
INTRODUCED_MAX = 60
"""Among more candidates than this there are too many pairs to weigh within a request."""

WEIGHED_MAX = 50_000
"""Threshold seeds and introductions are chosen in networks of up to so many actors."""


@dataclass(frozen=True, slots=True)
class Among:
    """From whom to choose: actors of some kinds (none means SAGE) in an area (none: everywhere)."""

    area: str | None = None
    kinds: Collection[NodeKind] = ()


@dataclass(frozen=True, slots=True)
class Chosen:
    """A choice, out of how many candidates and actors, and the network that it was made in."""

    choice: Cover | Influence | Contagion | Sequence[NewTie]
    candidates: int
    actors: int
    snapshot: SnapshotState


async def widest_cover(
    store: GraphReader, shelf: Shelf | None, k: int, among: Among, steps: int
) -> Chosen:
    """The `k` candidates who are together within `steps` ties of most actors.

    Raises:
        InvalidArgument: `k`, `steps` or the area is out of bounds, or there is no candidate.
        SnapshotMissing: nothing is published, or its snapshot is not kept as files here.
    """
    check_range("steps", steps, 1, STEPS_MAX)
    network, state, names = await _candidates(store, shelf, k, among)
    cover = await asyncio.to_thread(best_cover, network, k, steps, names)
    return Chosen(cover, len(names), len(network), state)


async def spreading_seeds(
    store: GraphReader, shelf: Shelf | None, k: int, passing: Passing
) -> Chosen:
    """The `k` actors, of all kinds and everywhere, from whom most are expected to take it up.

    Raises:
        InvalidArgument: `k` or a chance is out of bounds.
        SnapshotMissing: nothing is published, or its snapshot is not kept as files here.
    """
    check_range("k", k, 1, K_MAX)
    passing.check()
    network, state = await published_network(store, shelf)
    chances = passing.of(network)
    seeds = await asyncio.to_thread(best_seeds, network, k, chances, sets=SETS, runs=RUNS)
    return Chosen(seeds, len(network), len(network), state)


async def threshold_seeds(store: GraphReader, shelf: Shelf | None, k: int, among: Among) -> Chosen:
    """The `k` candidates from whom most take it up where two neighbours must have done so.

    Raises:
        InvalidArgument: `k` or the area is out of bounds, there is no candidate or too many.
        SnapshotMissing: nothing is published, or its snapshot is not kept as files here.
    """
    network, state, names = await _candidates(store, shelf, k, among, most=INTRODUCED_MAX)
    seeds = await asyncio.to_thread(best_contagion_seeds, network, k, names, THRESHOLD)
    return Chosen(seeds, len(names), len(network), state)


async def introductions(store: GraphReader, shelf: Shelf | None, k: int, among: Among) -> Chosen:
    """The `k` new ties among the candidates that bring most pairs within two steps.

    Raises:
        InvalidArgument: `k` or the area is out of bounds, there is no candidate or too many.
        SnapshotMissing: nothing is published, or its snapshot is not kept as files here.
    """
    network, state, names = await _candidates(store, shelf, k, among, most=INTRODUCED_MAX)
    ties = await asyncio.to_thread(best_introductions, network, k, combinations(names, 2))
    return Chosen(ties, len(names), len(network), state)


async def _candidates(
    store: GraphReader, shelf: Shelf | None, k: int, among: Among, most: int | None = None
) -> tuple[Snapshot, SnapshotState, list[str]]:
    check_range("k", k, 1, K_MAX)
    if among.area is not None:
        check_area(among.area)
    network, state = await published_network(store, shelf)
    kinds = frozenset(among.kinds) or {NodeKind.SAGE}
    names = [
        node
        for node, own, area in zip(network.ids, network.kinds, network.areas, strict=True)
        if not kinds.isdisjoint(own) and is_within(area or "", among.area or "")
    ]
    if not names:
        msg = "ไม่มีใครในภาพเครือข่ายเป็นประเภทที่ขอในพื้นที่นี้: เปลี่ยน kinds หรือถามพื้นที่ที่กว้างขึ้น"
        raise InvalidArgument(msg)
    if most is not None and (len(names) > most or len(network) > WEIGHED_MAX):
        msg = (
            f"มีผู้ให้เลือก {len(names):,} รายในเครือข่าย {len(network):,} ราย: คำถามนี้รับได้ {most} รายใน "
            f"{WEIGHED_MAX:,} ถามพื้นที่ที่แคบลง หรือระบุ kinds\n"
            "too many candidates for this question: narrow the area or the kinds."
        )
        raise InvalidArgument(msg)
    return network, state, names
