"""Do people keep to their like: their subdistrict or village, their occupation, their group?

The E-I index (Krackhardt & Stern 1988) counts ties that leave a group against ties that stay;
assortativity (Newman 2003) says how far that differs from chance. Both are needed: where one
occupation is large, most ties stay in it by chance.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from math import isnan

from graph_api.analytics.mixing import (
    Mixing,
    attribute_assortativity,
    ei_by_group,
    ei_by_node,
    ei_index,
)
from graph_api.domain.areas import AreaLevel, area_id, code_at
from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import Link, LinkType
from graph_api.domain.metrics import Direction
from graph_api.domain.nodes import Area, Node
from graph_api.ports import GraphReader
from graph_api.services.lookup import required_area
from graph_api.services.population import all_of, by_source, links_at, nodes_by_id

BETWEEN_PEOPLE = frozenset({LinkType.PEER, LinkType.TAUGHT})
"""The links that people have of themselves; teams and groups would bring their own kind along."""

OUTWARD = 50
"""How many of those with most ties to others are shown."""

_PEOPLE = (NodeKind.PERSON, NodeKind.HOUSEHOLD)


class Likeness(Enum):
    """What makes two people alike."""

    OCCUPATION = "OCCUPATION"
    VILLAGE = "VILLAGE"
    SUBDISTRICT = "SUBDISTRICT"
    DISTRICT = "DISTRICT"
    PROVINCE = "PROVINCE"


@dataclass(frozen=True, slots=True)
class GroupMixing:
    """The ties of those of one occupation or area, or of one person or household."""

    of: Node
    mixing: Mixing


@dataclass(frozen=True, slots=True)
class Homophily:
    """How far ties stay among the like.

    `ties` are those with an end in the area. `assortativity` runs from -1 over 0 (as by chance)
    to 1, and is missing where it is not defined (all of one kind, or no tie). Of somebody with
    several occupations it takes the first by id, the E-I index takes all. `outward` are those of
    the area who have ties that leave, the most first: through them it is joined to others.
    """

    area: Area
    by: Likeness
    types: frozenset[LinkType]
    mixing: Mixing
    assortativity: float | None
    groups: Sequence[GroupMixing]
    outward: Sequence[GroupMixing]


async def homophily(
    store: GraphReader,
    area: str,
    *,
    by: Likeness = Likeness.OCCUPATION,
    types: Collection[LinkType] = BETWEEN_PEOPLE,
) -> Homophily:
    """How far the people of an area keep to their like; no types means PEER and TAUGHT.

    Raises:
        InvalidArgument: `area` is no area code.
        NodeNotFound: the graph holds no such area.
    """
    scope = await required_area(store, area)
    followed = frozenset(types) or BETWEEN_PEOPLE
    own = [node.id for kind in _PEOPLE for node in await all_of(store, kind, area)]
    links = await links_at(store, own, followed, Direction.UNDIRECTED)
    nodes = await nodes_by_id(store, {end for k in links for end in (k.source, k.target)})
    ties = _ties(links)
    alike = await _alike(store, nodes, by)
    first = {each: min(kinds) for each, kinds in alike.items() if kinds}
    shown = ei_by_group(ties, alike)
    names = await nodes_by_id(store, shown)
    measured = attribute_assortativity(ties, first)
    return Homophily(
        area=scope,
        by=by,
        types=followed,
        mixing=ei_index(ties, alike),
        assortativity=None if isnan(measured) else measured,
        groups=[GroupMixing(names[each], shown[each]) for each in shown if each in names],
        outward=_outward(ei_by_node(ties, alike), {x: nodes[x] for x in own if x in nodes}),
    )


def _outward(mixings: Mapping[str, Mixing], own: Mapping[str, Node]) -> list[GroupMixing]:
    found = [
        GroupMixing(own[each], mixing)
        for each, mixing in mixings.items()
        if each in own and mixing.external
    ]
    return sorted(found, key=lambda x: (-x.mixing.external, x.mixing.internal, x.of.id))[:OUTWARD]


def _ties(links: Iterable[Link]) -> list[tuple[str, str]]:
    """Each pair once, however often they were taught or helped."""
    pairs = {
        (min(k.source, k.target), max(k.source, k.target)) for k in links if k.source != k.target
    }
    return sorted(pairs)


async def _alike(
    store: GraphReader, nodes: Mapping[str, Node], by: Likeness
) -> Mapping[str, Collection[str]]:
    """What each of these belongs to, by id of the occupation or area."""
    if by is Likeness.OCCUPATION:
        own = by_source(await links_at(store, nodes, {LinkType.PRACTISES}, Direction.OUT))
        return {each: {link.target for link in own.get(each, ())} for each in nodes}
    level = AreaLevel(by.value)
    codes = {each: code_at(node.area or "", level) for each, node in nodes.items()}
    return {each: {area_id(code)} if code else set() for each, code in codes.items()}
