"""Whose leaving would cut households off: the people on whom the network hangs alone.

The published CUT_OFF counts all actors outside the largest piece that remains; here the pieces
are walked, so that the households in them are known by name. A piece other than the largest is
never larger than CUT_OFF, which bounds the walk.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph_api.domain.kinds import ACTORS, NodeKind
from graph_api.domain.links import TIES
from graph_api.domain.metrics import Direction, Metric
from graph_api.domain.nodes import Area, Node
from graph_api.ports import GraphReader, Ranked
from graph_api.services.limits import PAGE_MAX, check_range
from graph_api.services.lookup import required_area
from graph_api.services.population import links_at, nodes_by_id
from graph_api.services.ranking import ranking
from graph_api.services.snapshots import SnapshotState

_PEOPLE = (NodeKind.PERSON, NodeKind.OFFICER)
AT_MOST = 50
"""So many people are walked around; those whose leaving cuts off most."""


@dataclass(frozen=True, slots=True)
class SinglePoint:
    """A person, the households cut off without that person (by id), and all actors cut off."""

    person: Node
    households: Sequence[Node]
    actors: int


@dataclass(frozen=True, slots=True)
class SinglePoints:
    """Those who cut off at least so many households, most first.

    `truncated` says that more than `AT_MOST` people cut off as many actors.
    """

    area: Area
    at_least: int
    people: Sequence[SinglePoint]
    truncated: bool
    snapshot: SnapshotState


async def single_points(store: GraphReader, area: str, *, at_least: int = 1) -> SinglePoints:
    """The persons and officers of an area whose leaving cuts off households.

    Raises:
        InvalidArgument: `area` is no area code, or `at_least` is no positive number.
        NodeNotFound: the graph holds no such area.
        SnapshotMissing: no metrics have been published yet.
    """
    check_range("atLeast", at_least, 1, 1_000_000)
    scope = await required_area(store, area)
    found = await ranking(store, Metric.CUT_OFF, kinds=_PEOPLE, area=area, first=PAGE_MAX)
    cutting = [each for each in found.page.items if each.value >= at_least]
    points = [await _point(store, each) for each in cutting[:AT_MOST]]
    people = [each for each in points if each is not None and len(each.households) >= at_least]
    return SinglePoints(
        scope,
        at_least,
        sorted(people, key=lambda each: (-len(each.households), each.person.id)),
        truncated=len(cutting) > AT_MOST,
        snapshot=found.snapshot,
    )


async def _point(store: GraphReader, ranked: Ranked) -> SinglePoint | None:
    person, most = ranked.node.id, int(ranked.value)
    known: dict[str, Node] = {}
    around = await _neighbours(store, (person,), known)
    pieces: list[set[str]] = []
    open_ended = False
    seen = {person}
    for start in sorted(around.get(person, ())):
        if start in seen:
            continue
        piece = await _piece(store, start, person, most, known)
        seen |= piece
        if len(piece) > most:
            open_ended = True
        else:
            pieces.append(piece)
    if not open_ended:
        # All pieces are small: the largest of them is what remains.
        pieces = sorted(pieces, key=lambda piece: (len(piece), min(piece)))[:-1]
    cut = sorted(set().union(*pieces))
    households = [known[each] for each in cut if NodeKind.HOUSEHOLD in known[each].kinds]
    return SinglePoint(ranked.node, households, len(cut)) if cut else None


async def _piece(
    store: GraphReader, start: str, without: str, most: int, known: dict[str, Node]
) -> set[str]:
    """Who hangs together with `start` when `without` has left; the walk ends above `most`."""
    piece, frontier = {start}, {start}
    while frontier and len(piece) <= most:
        around = await _neighbours(store, frontier, known)
        met = {end for ends in around.values() for end in ends}
        frontier = met - piece - {without}
        piece |= frontier
    return piece


async def _neighbours(
    store: GraphReader, ids: Collection[str], known: dict[str, Node]
) -> Mapping[str, set[str]]:
    """The actors that these are tied to, by id; the nodes met are put into `known`."""
    links = await links_at(store, ids, TIES, Direction.UNDIRECTED)
    await _learn(store, {end for k in links for end in (k.source, k.target)}, known)
    around: dict[str, set[str]] = defaultdict(set)
    for link in links:
        for end, other in ((link.source, link.target), (link.target, link.source)):
            if end in ids and end != other and known[other].kinds & ACTORS:
                around[end].add(other)
    return around


async def _learn(store: GraphReader, ids: Iterable[str], known: dict[str, Node]) -> None:
    known |= await nodes_by_id(store, set(ids) - known.keys())
