"""Which materials were planned for an activity and did not come, or not all of them (A20)."""

from collections.abc import Sequence
from dataclasses import dataclass

from graph_api.domain.links import Link, LinkType
from graph_api.domain.metrics import Direction
from graph_api.domain.nodes import Activity, Material
from graph_api.ports import GraphReader
from graph_api.services.gathering import every, links
from graph_api.services.population import nodes_by_id


@dataclass(frozen=True, slots=True)
class Undelivered:
    """What an activity was to have of a material, and what is known to have come.

    `delivered` is missing where nobody wrote it down. Both in the unit of the material.
    """

    activity: Activity
    material: Material
    planned: float
    delivered: float | None
    link: Link

    @property
    def short_of(self) -> float:
        """How much is not known to have come."""
        return self.planned - (self.delivered or 0.0)


async def undelivered_materials(
    store: GraphReader, area: str | None = None
) -> Sequence[Undelivered]:
    """Materials planned for the activities of an area of which less came, by activity, material."""
    held = {activity.id: activity for activity in await every(store, Activity, area)}
    found = await links(store, list(held), {LinkType.USES}, Direction.OUT)
    things = await nodes_by_id(store, {link.target for link in found})
    answers = []
    for link in found:
        material, planned = things.get(link.target), link.properties.get("planned")
        delivered = link.properties.get("delivered")
        if not isinstance(material, Material) or not isinstance(planned, int | float):
            continue
        came = float(delivered) if isinstance(delivered, int | float) else None
        if (came or 0.0) < planned:
            answers.append(Undelivered(held[link.source], material, float(planned), came, link))
    return answers
