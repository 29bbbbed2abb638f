"""Sages of the same occupation near here, or of a similar one where there is none (A17)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from graph_api.domain.links import LinkType
from graph_api.domain.metrics import Direction
from graph_api.domain.nodes import Node, Occupation
from graph_api.ports import GraphReader
from graph_api.services.nearby_sages import NearbySages, Origin, nearby_sages
from graph_api.services.occupations import matching_occupations


@dataclass(frozen=True, slots=True)
class SameOrSimilar:
    """The sages of the occupation asked for; where none is near, those of each similar one."""

    asked: Sequence[Node]
    same: NearbySages
    similar: Sequence[tuple[Occupation, NearbySages]]


async def same_or_similar_sages(
    store: GraphReader,
    origin: Origin,
    occupation: str,
    *,
    radius_km: float = 20.0,
    teaches_on: date | None = None,
) -> SameOrSimilar:
    """Who teaches an occupation within a radius, else who teaches one that is similar to it.

    Similar ones are those that the graph links by SIMILAR_TO, the weightiest first.

    Raises:
        InvalidArgument: the radius is out of bounds.
        NodeNotFound: no occupation is named like this.
    """
    asked = await matching_occupations(store, occupation)
    same = await nearby_sages(
        store, origin, radius_km=radius_km, occupation=occupation, teaches_on=teaches_on
    )
    if same.sages:
        return SameOrSimilar(asked, same, ())
    found = []
    for near in await _similar(store, [node.id for node in asked]):
        sages = await nearby_sages(
            store, origin, radius_km=radius_km, occupation=near.id, teaches_on=teaches_on
        )
        found.append((near, sages))
    return SameOrSimilar(asked, same, found)


async def _similar(store: GraphReader, asked: Sequence[str]) -> list[Occupation]:
    links = await store.links_of(asked, {LinkType.SIMILAR_TO}, Direction.UNDIRECTED)
    weights: dict[str, float] = {}
    for link in links:
        for end in {link.source, link.target} - set(asked):
            weights[end] = max(weights.get(end, 0.0), float(link.properties.get("weight", 0.0)))
    nodes = await store.nodes(weights)
    order = sorted(weights, key=lambda each: (-weights[each], each))
    return [node for each in order if isinstance(node := nodes.get(each), Occupation)]
