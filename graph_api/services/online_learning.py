"""Which online media people learn an occupation from, and how many applied it at home (A17)."""

from collections.abc import Sequence
from dataclasses import dataclass

from graph_api.domain.links import Link, LinkType
from graph_api.domain.metrics import Direction
from graph_api.domain.nodes import Household, OnlineMedia
from graph_api.ports import GraphReader
from graph_api.services.gathering import links
from graph_api.services.occupations import matching_occupations
from graph_api.services.population import by_target, nodes_by_id


@dataclass(frozen=True, slots=True)
class MediumUsed:
    """A medium with the links of those who learnt from it: households, and others."""

    medium: OnlineMedia
    households: tuple[Link, ...]
    others: tuple[Link, ...]

    @property
    def applied(self) -> int:
        """How many households applied it."""
        return sum(link.properties.get("applied") is True for link in self.households)

    @property
    def not_applied(self) -> int:
        """How many households did not."""
        return sum(link.properties.get("applied") is False for link in self.households)

    @property
    def unknown(self) -> int:
        """Of how many households it is not known."""
        return len(self.households) - self.applied - self.not_applied


async def online_learning(store: GraphReader, occupation: str) -> Sequence[MediumUsed]:
    """The online media about an occupation and who learnt from each, most households first.

    Raises:
        NodeNotFound: no occupation is named like this.
    """
    topics = [node.id for node in await matching_occupations(store, occupation)]
    about = await store.links_of(topics, {LinkType.ABOUT}, Direction.IN)
    found = await nodes_by_id(store, {link.source for link in about})
    media = [node for node in found.values() if isinstance(node, OnlineMedia)]
    ids = [medium.id for medium in media]
    learnt = await links(store, ids, {LinkType.LEARNED_FROM_MEDIA}, Direction.IN)
    learners = await nodes_by_id(store, {link.source for link in learnt})
    grouped = by_target(learnt)
    answers = []
    for medium in media:
        own = grouped.get(medium.id, ())
        homes = tuple(link for link in own if isinstance(learners.get(link.source), Household))
        others = tuple(link for link in own if link not in homes)
        answers.append(MediumUsed(medium, homes, others))
    return sorted(answers, key=lambda each: (-len(each.households), each.medium.id))
