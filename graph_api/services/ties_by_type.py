"""In what the actors of an area are busy: their contacts by the type of the tie, out and in.

It is read from the graph as it stands and is no published metric: seven types more, each way, for
every actor would double what a refresh keeps, and a ranking asks for none of them but teaching
(IN_DEGREE and OUT_DEGREE).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from graph_api.analytics.degree import TypedDegrees, degree_by_type
from graph_api.domain.areas import is_within
from graph_api.domain.links import Link, LinkType, counts_on
from graph_api.domain.nodes import Area, Node
from graph_api.domain.periods import holds, thai_day
from graph_api.ports import GraphReader
from graph_api.services.lookup import required_area
from graph_api.services.population import ties_of_area


@dataclass(frozen=True, slots=True)
class Contacts:
    """An actor, its distinct contacts over all ties, and over those of each type, out and in."""

    actor: Node
    degree: int
    by_type: TypedDegrees


@dataclass(frozen=True, slots=True)
class TiesByType:
    """The actors of an area that have ties, the busiest first.

    `pairs` are the distinct pairs that each type joins, with an end in the area. Links count as
    they stood on `day` (`counts_on`); without one, whichever ever held.
    """

    area: Area
    day: date | None
    actors: Sequence[Contacts]
    pairs: Mapping[LinkType, int]


async def ties_by_type(store: GraphReader, area: str, on: date | None = None) -> TiesByType:
    """Contacts by type of tie of the actors of an area; `on` missing means the snapshot's day.

    On that day, the distinct contacts of an actor are its published DEGREE.

    Raises:
        InvalidArgument: `area` is no area code, or holds too many.
        NodeNotFound: the graph holds no such area.
    """
    scope = await required_area(store, area)
    day = on or await _snapshot_day(store)
    found, nodes = await ties_of_area(store, area)
    links = [link for link in found if _counts(link, day)]
    degrees = degree_by_type((link.type, link.source, link.target) for link in links)
    met: dict[str, set[str]] = {each: set() for each in degrees}
    for link in links:
        if link.source != link.target:
            met[link.source].add(link.target)
            met[link.target].add(link.source)
    inside = [each for each in degrees if is_within(nodes[each].area or "", area)]
    actors = [Contacts(nodes[each], len(met[each]), degrees[each]) for each in inside]
    pairs: dict[LinkType, set[frozenset[str]]] = defaultdict(set)
    for link in links:
        pairs[link.type].add(frozenset((link.source, link.target)))
    return TiesByType(
        scope,
        day,
        sorted(actors, key=lambda each: (-each.degree, each.actor.id)),
        {kind: len(pairs[kind]) for kind in LinkType if kind in pairs},
    )


async def _snapshot_day(store: GraphReader) -> date | None:
    published = await store.snapshot()
    return thai_day(published.as_of) if published else None


def _counts(link: Link, day: date | None) -> bool:
    if day is None:
        return holds(link.since, link.until, None)
    return counts_on(link.type, link.since, link.until, day)
