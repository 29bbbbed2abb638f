"""The verbs of a store."""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from datetime import date
from typing import Protocol

from graph_api.domain.audit import AuditLine
from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import Link, LinkType
from graph_api.domain.metrics import (
    Direction,
    MetricSpec,
    MetricValue,
    SnapshotInfo,
)
from graph_api.domain.nodes import Node
from graph_api.domain.places import Point
from graph_api.ports.answers import (
    KindCount,
    LinkPage,
    LinkPlace,
    NameCandidate,
    Neighbourhood,
    NodeAtDistance,
    NodeFilter,
    Page,
    Ranked,
    Subgraph,
)
from graph_api.ports.publications import KeptSnapshot, MetricPoint, Publication
from graph_api.ports.reports import DerivedReport, Erasure, WriteReport
from graph_api.ports.streams import GraphChanges, GraphLink, GraphNode


class GraphReader(Protocol):
    """Questions about the graph."""

    async def version(self) -> int:
        """The number of the last commit that changed something."""
        ...

    async def nodes(self, ids: Collection[str]) -> Mapping[str, Node]:
        """The nodes with these ids; an id that names none is left out."""
        ...

    async def page(
        self, kind: NodeKind, where: NodeFilter, first: int, after: str | None
    ) -> Page[Node]:
        """Nodes of a kind in order of name (`domain.names.sort_key`), then id.

        Raises:
            InvalidArgument: `after` is no cursor of this list.
        """
        ...

    async def count(self, kind: NodeKind, where: NodeFilter) -> int:
        """How many nodes `page` would list in all."""
        ...

    async def kind_counts(self, area: str | None) -> Sequence[KindCount]:
        """How many nodes of each kind lie in an area (everywhere without one), by kind."""
        ...

    async def name_candidates(
        self, trigrams: Sequence[str], kinds: Collection[NodeKind], area: str | None, limit: int
    ) -> Sequence[NameCandidate]:
        """The nodes that share most trigrams of their folded names, most first.

        An occupation's aliases and an area's English name count as names of theirs.
        """
        ...

    async def sections_with(
        self, words: Collection[str], first: int, after: str | None
    ) -> Page[Node]:
        """Sections of knowledge records whose heading or text holds all of these words, by id.

        Words and text are folded (`domain.record_text`): a word is found wherever its letters
        stand, be it within a longer word, as Thai puts no blanks between words. Without words,
        nothing is found.

        Raises:
            InvalidArgument: `after` is no cursor of this list.
        """
        ...

    async def links_of(
        self, ids: Collection[str], types: Collection[LinkType], direction: Direction
    ) -> Sequence[Link]:
        """The links that leave (OUT), meet (IN) or touch (UNDIRECTED) these nodes, by identity."""
        ...

    async def link_pages(
        self,
        ids: Collection[str],
        types: Collection[LinkType],
        direction: Direction,
        first: int,
        after: LinkPlace | None,
    ) -> Mapping[str, LinkPage]:
        """Of each of these nodes the first links that `links_of` lists, after a place.

        No more of a hub's links are handed over than are shown. An id that names none is left
        out; without types nothing is listed.
        """
        ...

    async def neighbourhood(
        self, origins: Collection[str], types: Collection[LinkType], steps: int, budget: int
    ) -> Neighbourhood:
        """What lies within `steps` of the origins, links followed both ways, nearest first.

        At most `budget` nodes (origins included; nearer before farther, then by id); the links
        are those among the nodes returned. A walk may begin or end at an area or an occupation and
        never goes through one.
        """
        ...

    async def within(
        self,
        area: str,
        kinds: Collection[NodeKind],
        types: Collection[LinkType],
        budget: int,
    ) -> Subgraph:
        """The nodes of these kinds that lie in an area, by id, and the links among them."""
        ...

    async def nearby(
        self, kind: NodeKind, origin: Point, radius_m: float, occupations: Collection[str] | None
    ) -> Sequence[NodeAtDistance]:
        """The nodes of a kind within a radius, nearest first, then by id.

        A node without a point is left out. With `occupations`, only nodes that practise one of
        them.
        """
        ...

    async def nearest(
        self, kind: NodeKind, origin: Point, occupations: Collection[str] | None, limit: int
    ) -> Sequence[NodeAtDistance]:
        """The `limit` nearest nodes of a kind, however far."""
        ...

    async def paths(
        self,
        origins: Collection[str],
        targets: Collection[str],
        types: Collection[LinkType],
        max_steps: int,
    ) -> Mapping[str, Sequence[str]]:
        """For each target that can be reached, one shortest way from the nearest origin.

        A way is the ids from origin to target, both included; a target that is an origin has a
        way of itself alone. Of equal ways it is the one first by its ids read from the target
        back. Links are followed both ways; a way may begin or end at an area or an occupation and
        never goes through one. A target that cannot be reached in `max_steps` is left out.
        """
        ...

    async def sales(self, area: str, since: date | None, until: date | None) -> Sequence[Link]:
        """The SOLD_AT links of sellers in an area in a time (both ends included), by identity."""
        ...

    def stream_nodes(self) -> AsyncIterator[Sequence[GraphNode]]:
        """All nodes in batches, by id, as of one moment."""
        ...

    def stream_links(self) -> AsyncIterator[Sequence[GraphLink]]:
        """All links in batches, in any order, as of one moment."""
        ...

    async def changes_since(
        self, version: int, pairs: Collection[tuple[str, str]]
    ) -> GraphChanges | None:
        """What of actors and ties changed since a version, and the ties between `pairs`.

        As of one moment, and at a cost that grows with the changes alone. Changes are remembered
        from the version of the published snapshot on, `CHANGES_KEPT` at most. Nothing where the
        store cannot tell: then the streams have to be read.
        """
        ...

    def export_nodes(self) -> AsyncIterator[Sequence[Node]]:
        """All nodes whole, in batches, by id, as of one moment; memory does not grow with them."""
        ...

    def export_links(self) -> AsyncIterator[Sequence[Link]]:
        """All links whole, in batches, by type, source, target and key, as of one moment.

        A moment of its own: whoever needs nodes and links of the same state compares `version`
        before and after.
        """
        ...

    async def audit(self, first: int, after: str | None) -> Page[AuditLine]:
        """What was erased, in the order in which it was.

        Raises:
            InvalidArgument: `after` is no cursor of this list.
        """
        ...

    async def snapshot(self) -> SnapshotInfo | None:
        """The snapshot whose metrics are published now."""
        ...

    async def snapshots(self) -> Sequence[KeptSnapshot]:
        """The snapshots whose metrics are kept, the one that is published now first."""
        ...

    async def metric_history(self, node_id: str, spec: MetricSpec) -> Sequence[MetricPoint]:
        """A metric of a node in each kept snapshot that has it, the oldest first."""
        ...

    async def metric_values(
        self, ids: Collection[str], specs: Collection[MetricSpec]
    ) -> Mapping[str, Sequence[MetricValue]]:
        """The published values of these nodes, in the order of `specs`.

        A node or value that is not published is left out.
        """
        ...

    async def ranking(
        self,
        spec: MetricSpec,
        kinds: Collection[NodeKind],
        area: str | None,
        first: int,
        after: str | None,
    ) -> Page[Ranked]:
        """Nodes of these kinds by a published metric, highest first, then by id.

        Raises:
            SnapshotMissing: nothing has been published, or not this metric.
            InvalidArgument: `after` is no cursor of this list.
        """
        ...


class GraphWriter(Protocol):
    """Changes to the graph."""

    async def write(self, nodes: Sequence[Node], links: Sequence[Link]) -> WriteReport:
        """State facts in one transaction: all of it lands or none.

        A node or link with a known identity is updated with what is given; what is not given
        (None, an absent property or role) stays as it is, so nothing is deleted silently. Links
        are checked against the nodes as they are after the write; a refused link does not stop
        the others. A node whose personal data was erased is refused where the statement would
        bring some back (`domain.erasure.brings_back`); its links are not.

        Raises:
            InvalidArgument: a known id is given with another kind of node (a role of a person is
                no other kind); nothing is written then.
        """
        ...

    async def replace_derived(
        self, origins: Collection[str], links: Sequence[Link]
    ) -> DerivedReport:
        """Make these links all the derived ones of some origins, in one transaction.

        An origin is the activity or seller a link follows from (`domain.derivation.origin_of`).
        What was derived from these origins and is not given is removed; what somebody declared is
        never touched and counts as unchanged. A given link is refused as in `write`; a refused one
        does not stop the others.

        Raises:
            InvalidArgument: a link is not derived, or follows from none of these origins.
        """
        ...

    async def erase(self, node_id: str, *, asked_by: str, reason: str) -> Erasure:
        """Erase the personal data of a person, officer or household for good.

        In one transaction the node becomes what `domain.erasure.remains` leaves of it, texts
        around it lose its name, and a line is put into the audit. Id, kinds, area and links stay.
        Then the store's own files are cleared of what they held before, as far as it can.
        Asked again, it is done again, and noted again.

        Raises:
            NodeNotFound: no such node.
            InvalidArgument: the node is of a kind that holds no personal data.
        """
        ...

    async def publish(self, publication: Publication, keep: int) -> None:
        """Make these metrics the published ones, all or nothing; keep some earlier ones.

        The earlier ones stay published until then, and are history after it: the metrics of the
        last `keep` snapshots (1 or more, this one included) stay. The same content published
        again right after itself replaces itself. An id that names no node is passed over.
        """
        ...

    async def confirm(self, snapshot: SnapshotInfo) -> None:
        """Say that the published metrics are those of the graph as `snapshot` found it.

        Its time and version become the published ones; nothing happens where the published
        snapshot is not of the same content.
        """
        ...


class GraphStore(GraphReader, GraphWriter, Protocol):
    """A store: both halves of the port, and its end."""

    @property
    def name(self) -> str:
        """What kind of store this is and where, without secrets; /health says it."""
        ...

    async def close(self) -> None:
        """Let go of files and connections; a closed store answers nothing."""
        ...
