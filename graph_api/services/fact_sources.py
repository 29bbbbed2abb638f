"""Where a fact comes from and how sure it is, down to the file and row or the line of a record.

A derived link has no row of its own: it rests on the activity or the sales it follows from, and
these have. Its sureness is that of the least sure fact it rests on.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph_api.domain.derivation import ACTIVITY_LINKS
from graph_api.domain.links import Link, LinkType
from graph_api.domain.metrics import Direction
from graph_api.domain.nodes import Node
from graph_api.domain.provenance import Provenance
from graph_api.ports import GraphReader
from graph_api.services.lookup import required_node


@dataclass(frozen=True, slots=True)
class FactSource:
    """A link, who says so, and, where it is derived, the links that it rests on."""

    link: Link
    rests_on: Sequence[Link]

    @property
    def sources(self) -> Sequence[Provenance]:
        """The files and rows that say so, each once: of a derived link those it rests on."""
        facts = self.rests_on or (self.link,)
        said = (k.provenance for k in facts if k.provenance and k.provenance.source)
        return list(dict.fromkeys(said))

    @property
    def confidence(self) -> float | None:
        """How sure it is, 0 to 1; nothing where no source is known."""
        return min((source.confidence for source in self.sources), default=None)


@dataclass(frozen=True, slots=True)
class NodeSources:
    """A node, its links by identity, and the source of each."""

    node: Node
    links: Sequence[FactSource]


async def node_sources(store: GraphReader, node_id: str) -> NodeSources:
    """The source of a node and of every link it has.

    Raises:
        NodeNotFound: no node has this id.
    """
    node = await required_node(store, node_id)
    links = await store.links_of((node_id,), tuple(LinkType), Direction.UNDIRECTED)
    return NodeSources(node, await link_sources(store, links))


async def link_sources(store: GraphReader, links: Sequence[Link]) -> list[FactSource]:
    """The source of each of these links."""
    derived = [link for link in links if link.derived]
    activities = {activity for link in derived if (activity := activity_of(link))}
    sellers = {link.source for link in derived if link.type is LinkType.SELLS_AT}
    held = (
        await store.links_of(sorted(activities), ACTIVITY_LINKS, Direction.UNDIRECTED)
        if activities
        else ()
    )
    sold = (
        await store.links_of(sorted(sellers), (LinkType.SOLD_AT,), Direction.OUT) if sellers else ()
    )
    return [FactSource(link, rests_on(link, (*held, *sold))) for link in links]


def activity_of(link: Link) -> str | None:
    """The id of the activity that a link follows from or belongs to."""
    named = link.properties.get("activity")
    return str(named) if named else None


def rests_on(link: Link, facts: Iterable[Link]) -> list[Link]:
    """Of these facts, those that a derived link follows from; none for a stated one."""
    if not link.derived:
        return []
    ends = {link.source, link.target}
    if link.type is LinkType.SELLS_AT:
        return [
            k
            for k in facts
            if k.type is LinkType.SOLD_AT and (k.source, k.target) == (link.source, link.target)
        ]
    activity = activity_of(link)
    return [
        k
        for k in facts
        if k.type in ACTIVITY_LINKS
        and activity in (k.source, k.target)
        and ends & {k.source, k.target}
    ]
