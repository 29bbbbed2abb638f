"""Whom to invite to a forum: the leaders of a village and those who chair its groups (A14, B18)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import Link, LinkType
from graph_api.domain.metrics import Direction
from graph_api.domain.nodes import Node, OccupationGroup, Person
from graph_api.domain.periods import holds
from graph_api.ports import GraphReader
from graph_api.services.gathering import every, links, standing
from graph_api.services.lookup import required_area
from graph_api.services.population import nodes_by_id


@dataclass(frozen=True, slots=True)
class Invitation:
    """Somebody to invite, as what, and the links to the groups they chair."""

    person: Node
    roles: frozenset[NodeKind]
    chairs: tuple[OccupationGroup, ...]
    links: tuple[Link, ...]


async def invitations(
    store: GraphReader, area: str, on: date | None = None
) -> Sequence[Invitation]:
    """The leaders who live in an area and whoever chairs a group of it on a day, by id.

    Raises:
        NodeNotFound: the graph holds no such area.
        InvalidArgument: `area` is no area code.
    """
    await required_area(store, area)
    leaders = {
        person.id
        for person in await every(store, Person, area, kind=NodeKind.LEADER)
        if (role := person.role(NodeKind.LEADER)) and holds(role.since, role.until, on)
    }
    groups = {group.id: group for group in await every(store, OccupationGroup, area)}
    led = standing(await links(store, list(groups), {LinkType.LEADS}, Direction.IN), on)
    people = await nodes_by_id(store, leaders | {link.source for link in led})
    answers = []
    for person in sorted(people.values(), key=lambda node: node.id):
        own = tuple(link for link in led if link.source == person.id)
        roles = {NodeKind.LEADER} if person.id in leaders else set()
        roles |= {NodeKind.CHAIR} if own else set()
        chaired = tuple(groups[link.target] for link in own)
        answers.append(Invitation(person, frozenset(roles), chaired, own))
    return answers
