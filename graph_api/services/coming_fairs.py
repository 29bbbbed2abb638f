"""Which fairs are to come, and which groups have no place at them yet (B25, B35)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from graph_api.domain.areas import AreaLevel, code_at
from graph_api.domain.links import LinkType
from graph_api.domain.metrics import Direction
from graph_api.domain.nodes import Activity, ActivityKind, Agency, Market, OccupationGroup
from graph_api.ports import GraphReader
from graph_api.services.gathering import every, links
from graph_api.services.lookup import required_area
from graph_api.services.population import nodes_by_id


@dataclass(frozen=True, slots=True)
class ComingFair:
    """A selling event to come: where, who found the place, and which groups are placed or not."""

    event: Activity
    markets: tuple[Market, ...]
    arranged_by: tuple[Agency, ...]
    placed: tuple[OccupationGroup, ...]
    not_placed: tuple[OccupationGroup, ...]


async def coming_fairs(store: GraphReader, area: str, on: date) -> Sequence[ComingFair]:
    """The selling events of the province after a day, for the groups of an area, the next first.

    Raises:
        NodeNotFound: the graph holds no such area.
        InvalidArgument: `area` is no area code.
    """
    await required_area(store, area)
    groups = await every(store, OccupationGroup, area)
    events = [
        each
        for each in await every(store, Activity, code_at(area, AreaLevel.PROVINCE))
        if each.activity_kind is ActivityKind.SELLING_EVENT
        and each.started_on is not None
        and each.started_on > on
    ]
    ids = [event.id for event in events]
    types = {LinkType.HELD_AT, LinkType.ARRANGED, LinkType.ATTENDED}
    found = await links(store, ids, types, Direction.UNDIRECTED)
    beside: dict[str, set[str]] = {each: set() for each in ids}
    for link in found:
        held_at = link.type is LinkType.HELD_AT
        beside[link.source if held_at else link.target].add(link.target if held_at else link.source)
    known = await nodes_by_id(store, set().union(*beside.values()))
    answers = []
    for event in sorted(events, key=lambda x: (x.started_on or date.min, x.id)):
        ends = [known[each] for each in sorted(beside[event.id]) if each in known]
        answers.append(
            ComingFair(
                event,
                tuple(node for node in ends if isinstance(node, Market)),
                tuple(node for node in ends if isinstance(node, Agency)),
                tuple(group for group in groups if group.id in beside[event.id]),
                tuple(group for group in groups if group.id not in beside[event.id]),
            )
        )
    return answers
