"""Which sages and officers join villages that would otherwise know nothing of each other.

Betweenness says through whom the shortest ways lead; which pairs of villages somebody alone joins
says what is lost with that person, and needs no reading of a number.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from graph_api.domain.areas import is_within
from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import Link
from graph_api.domain.metrics import Metric
from graph_api.domain.nodes import Area
from graph_api.ports import GraphReader, Ranked
from graph_api.services.lookup import areas_of, required_area
from graph_api.services.population import ties_of_area, village_of
from graph_api.services.ranking import ranking
from graph_api.services.snapshots import SnapshotState

PEOPLE = (NodeKind.PERSON, NodeKind.OFFICER)

_Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class VillagePair:
    """Two villages."""

    first: Area
    second: Area


@dataclass(frozen=True, slots=True)
class BridgingPerson:
    """A person or officer with the published betweenness.

    `villages` are those of the area where the person lives or is tied to somebody; `joins_alone`
    are pairs of villages that nobody else joins by a tie or through one third actor.
    """

    ranked: Ranked
    villages: Sequence[Area]
    joins_alone: Sequence[VillagePair]


@dataclass(frozen=True, slots=True)
class BridgingPeople:
    """The persons and officers of an area, highest betweenness first, and the snapshot of it."""

    area: Area
    people: Sequence[BridgingPerson]
    snapshot: SnapshotState


async def bridging_people(store: GraphReader, area: str, *, first: int = 10) -> BridgingPeople:
    """Who joins the villages of an area.

    Raises:
        InvalidArgument: `area` is no area code, or `first` is out of bounds.
        NodeNotFound: the graph holds no such area.
        SnapshotMissing: no metrics have been published yet.
    """
    scope = await required_area(store, area)
    found = await ranking(store, Metric.BETWEENNESS, kinds=PEOPLE, area=area, first=first)
    # Officers belong to the district or province around the villages they serve.
    people = list(found.page.items)
    ties, nodes = await ties_of_area(store, area)
    places = {each.id: village_of(each) for each in nodes.values()}
    inside = {i: v for i, v in places.items() if v is not None and is_within(v, area)}
    alone = _joined_alone(ties, inside)
    met = _villages_met(ties, inside)
    names = await areas_of(store, set(inside.values()))
    return BridgingPeople(
        scope,
        [_person(each, met, alone, names) for each in people],
        found.snapshot,
    )


def _joined_alone(ties: Iterable[Link], places: Mapping[str, str]) -> Mapping[str, list[_Pair]]:
    """By person, the pairs of villages each of whose joins depends on that person."""
    needed: dict[_Pair, frozenset[str]] = {}
    for pair, through in _joins(ties, places):
        needed[pair] = needed.get(pair, through) & through
    alone: dict[str, list[_Pair]] = defaultdict(list)
    for pair, people in sorted(needed.items(), key=lambda item: item[0]):
        for person in people:
            alone[person].append(pair)
    return alone


def _joins(
    ties: Iterable[Link], places: Mapping[str, str]
) -> Iterator[tuple[_Pair, frozenset[str]]]:
    """Each way two villages are joined: by a tie (its two ends), or through one third actor."""
    around: dict[str, set[str]] = defaultdict(set)
    for link in ties:
        ends = (link.source, link.target)
        villages = [places[end] for end in ends if end in places]
        if len(villages) == len(ends) and villages[0] != villages[1]:
            yield _pair(*villages), frozenset(ends)
        for end, other in (ends, ends[::-1]):
            if other in places and places[other] != places.get(end):
                around[end].add(places[other])
    for actor, villages_met in around.items():
        for pair in combinations(sorted(villages_met), 2):
            yield pair, frozenset((actor,))


def _pair(one: str, other: str) -> _Pair:
    return (one, other) if one < other else (other, one)


def _villages_met(ties: Iterable[Link], places: Mapping[str, str]) -> Mapping[str, set[str]]:
    met: dict[str, set[str]] = defaultdict(set)
    for link in ties:
        for end in (link.source, link.target):
            met[end] |= {places[each] for each in (link.source, link.target) if each in places}
    return met


def _person(
    ranked: Ranked,
    met: Mapping[str, set[str]],
    alone: Mapping[str, Sequence[_Pair]],
    names: Mapping[str, Area],
) -> BridgingPerson:
    person = ranked.node.id
    return BridgingPerson(
        ranked,
        villages=[names[code] for code in sorted(met.get(person, ())) if code in names],
        joins_alone=[
            VillagePair(names[one], names[other])
            for one, other in alone.get(person, ())
            if one in names and other in names
        ],
    )
