"""At which activities the district's support team was present, and at what share (B21)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from graph_api.domain.links import Link, LinkType
from graph_api.domain.metrics import Direction
from graph_api.domain.nodes import Activity, ActivityKind, Team, TeamKind
from graph_api.ports import GraphReader
from graph_api.services.gathering import every, links
from graph_api.services.population import by_target, nodes_by_id

_PRESENT = frozenset({LinkType.ATTENDED, LinkType.LED, LinkType.SUPPORTED, LinkType.ARRANGED})


@dataclass(frozen=True, slots=True)
class Presence:
    """An activity with the links by which a support team took part; none where it did not."""

    activity: Activity
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class SupportPresence:
    """The activities held until a day, by day, and who was there."""

    activities: Sequence[Presence]

    @property
    def attended(self) -> Sequence[Presence]:
        """Those at which a support team was present."""
        return [each for each in self.activities if each.links]

    @property
    def share(self) -> float | None:
        """The share of activities with a support team, 0 to 1; nothing where none was held."""
        return len(self.attended) / len(self.activities) if self.activities else None


async def support_presence(store: GraphReader, area: str | None, on: date) -> SupportPresence:
    """The presence of district support teams at what was held in an area up to a day.

    Farm seasons are no activities of anybody and are left out.
    """
    held = [
        each
        for each in await every(store, Activity, area)
        if each.activity_kind is not ActivityKind.FARM_SEASON
        and each.started_on is not None
        and each.started_on <= on
    ]
    found = await links(store, [each.id for each in held], _PRESENT, Direction.IN)
    sources = await nodes_by_id(store, {link.source for link in found})
    teams = {
        node.id
        for node in sources.values()
        if isinstance(node, Team) and node.team_kind is TeamKind.DISTRICT_SUPPORT
    }
    present = by_target(link for link in found if link.source in teams)
    ordered = sorted(held, key=lambda x: (x.started_on or date.min, x.id))
    return SupportPresence([Presence(x, tuple(present.get(x.id, ()))) for x in ordered])
