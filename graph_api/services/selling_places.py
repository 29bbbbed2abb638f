"""Which agencies can give a selling place here, who did so before, and where (B13, B31)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from graph_api.domain.areas import AreaLevel, code_at, is_within
from graph_api.domain.links import Link, LinkType
from graph_api.domain.metrics import Direction
from graph_api.domain.nodes import Activity, Agency, AgencyLevel, Market, Node
from graph_api.ports import GraphReader
from graph_api.services.gathering import every, links
from graph_api.services.lookup import required_area
from graph_api.services.population import by_source, nodes_by_id

MARKET_SUPPORT = "MARKET"
"""The kind of support that is a selling place (`kind` of SUPPORTED)."""

_SERVES = {
    AgencyLevel.SUBDISTRICT: AreaLevel.SUBDISTRICT,
    AgencyLevel.DISTRICT: AreaLevel.DISTRICT,
    AgencyLevel.PROVINCE: AreaLevel.PROVINCE,
}


@dataclass(frozen=True, slots=True)
class Arranged:
    """A selling event that an agency found the place for, and the market it was at."""

    activity: Activity
    markets: tuple[Market, ...]
    link: Link


@dataclass(frozen=True, slots=True)
class PlaceGiver:
    """An agency that serves the area, what it arranged, and whom it gave a selling place."""

    agency: Agency
    arranged: tuple[Arranged, ...]
    supported: tuple[Link, ...]

    @property
    def did_before(self) -> bool:
        """Whether it arranged a selling event or gave somebody a selling place."""
        return bool(self.arranged or self.supported)


async def selling_places(
    store: GraphReader, area: str, on: date | None = None
) -> Sequence[PlaceGiver]:
    """The agencies that serve an area, those first that found most selling places, then by id.

    An agency serves the subdistrict, district or province that its level and place say, a
    national one everybody. `on` counts what had happened by that day.

    Raises:
        NodeNotFound: the graph holds no such area.
        InvalidArgument: `area` is no area code.
    """
    await required_area(store, area)
    agencies = [x for x in await every(store, Agency, None) if _serves(x, area)]
    types = {LinkType.ARRANGED, LinkType.SUPPORTED}
    found = [
        link
        for link in await links(store, [x.id for x in agencies], types, Direction.OUT)
        if link.type is LinkType.ARRANGED or link.properties.get("kind") == MARKET_SUPPORT
    ]
    events = {link.target for link in found if link.type is LinkType.ARRANGED}
    places = await links(store, events, {LinkType.HELD_AT}, Direction.OUT)
    known = await nodes_by_id(store, events | {link.target for link in places})
    markets: dict[str, list[Market]] = {}
    for place in places:
        if isinstance(market := known.get(place.target), Market):
            markets.setdefault(place.source, []).append(market)
    own = by_source(found)
    answers = [_giver(agency, own.get(agency.id, ()), known, markets, on) for agency in agencies]
    return sorted(answers, key=lambda x: (-len(x.arranged), -len(x.supported), x.agency.id))


def _giver(
    agency: Agency,
    own: Sequence[Link],
    known: Mapping[str, Node],
    markets: dict[str, list[Market]],
    on: date | None,
) -> PlaceGiver:
    arranged, supported = [], []
    for link in own:
        event = known.get(link.target)
        if isinstance(event, Activity):
            if _by(event.started_on, on):
                arranged.append(Arranged(event, tuple(markets.get(event.id, ())), link))
        elif _by(link.since, on):
            supported.append(link)
    arranged.sort(key=lambda x: (x.activity.started_on or date.min, x.activity.id))
    return PlaceGiver(agency, tuple(arranged), tuple(supported))


def _by(day: date | None, on: date | None) -> bool:
    return on is None or day is None or day <= on


def _serves(agency: Agency, area: str) -> bool:
    if agency.agency_level is AgencyLevel.NATIONAL:
        return True
    level = _SERVES.get(agency.agency_level) if agency.agency_level else None
    served = code_at(agency.area or "", level) if level else agency.area
    return bool(served) and (is_within(area, served or "") or is_within(served or "", area))
