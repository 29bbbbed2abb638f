"""What the services need of a store, cut by the question asked.

Every adapter answers these verbs alike; tests/contract holds them to it. There is no verb that
takes query text: an answer may not depend on which store is behind the port.

Orders are total (ties broken by id), missing values come last, and pages are cut by key and not
by offset, so that rows added between two pages neither repeat nor hide another.
"""

from bisect import bisect_right
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from graph_api.domain.areas import AreaLevel
from graph_api.domain.audit import AuditLine
from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import Link, LinkType
from graph_api.domain.metrics import (
    Direction,
    Estimate,
    MetricSpec,
    MetricValue,
    NetworkFigure,
    SnapshotInfo,
)
from graph_api.domain.nodes import Node
from graph_api.domain.places import Point

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeFilter:
    """Which nodes a list holds: all conditions together.

    `area` is a code of any level and takes in all that lies within; `level` keeps what is known
    at exactly this level (of areas: the areas of the level); `occupations` are ids of occupations
    of which at least one is practised; `name_key` is a part of the folded name
    (`domain.names.name_key`).
    """

    area: str | None = None
    level: AreaLevel | None = None
    occupations: frozenset[str] | None = None
    name_key: str | None = None


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """A slice of an ordered list; `cursors[i]` continues after `items[i]`."""

    items: Sequence[T]
    cursors: Sequence[str]
    has_next: bool


@dataclass(frozen=True, slots=True)
class Subgraph:
    """Nodes and the links among them.

    `truncated` says that the budget left something out. `total_nodes` counts all that was asked
    for, of a walk up to `counted_at_most` of its budget; `total_links` counts the links among the
    nodes returned. So where something was left out there are at least as many of each.
    """

    nodes: Sequence[Node]
    links: Sequence[Link]
    total_nodes: int
    total_links: int
    truncated: bool


def counted_at_most(budget: int) -> int:
    """How far the nodes of a walk are counted: a hub's neighbours would take as long as a refresh.

    >>> counted_at_most(200)
    2000
    """
    return 10 * budget


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """The nodes within some steps of an origin, with the steps to each, and their links."""

    subgraph: Subgraph
    steps: Mapping[str, int]


LinkPlace = tuple[str, str, str, str]
"""A place in a list of links in order of identity: type, source, target, key."""


def link_place(link: Link) -> LinkPlace:
    """The place of a link in a list by identity."""
    kind, source, target, key = link.identity
    return (kind.value, source, target, key)


@dataclass(frozen=True, slots=True)
class LinkPage:
    """Some of the links of a node by identity; `total` counts all pages."""

    items: Sequence[Link]
    has_next: bool
    total: int

    @classmethod
    def cut(cls, links: Sequence[Link], first: int, after: LinkPlace | None) -> "LinkPage":
        """The page of links that are all at hand, in order of identity."""
        start = 0 if after is None else bisect_right(links, after, key=link_place)
        return cls(links[start : start + first], start + first < len(links), len(links))


@dataclass(frozen=True, slots=True)
class NodeAtDistance:
    """A node and how far it is, in metres, by `domain.places.distance_m`."""

    node: Node
    metres: float


@dataclass(frozen=True, slots=True)
class NameCandidate:
    """A node whose name may be the one looked for; the search service ranks them."""

    id: str
    name: str
    shared_trigrams: int


@dataclass(frozen=True, slots=True)
class Ranked:
    """A node with its value of a metric and its place among those listed, 1 the highest.

    Equal values share the best place (competition ranking: 1, 2, 2, 4).
    """

    node: Node
    value: float
    place: int


@dataclass(frozen=True, slots=True)
class GraphNode:
    """What an analysis needs of a node."""

    id: str
    kinds: frozenset[NodeKind]
    area: str | None


@dataclass(frozen=True, slots=True)
class GraphLink:
    """What an analysis needs of a link; `since` and `until` as in `domain.links.Link`.

    A link that was taken back, or does not hold any more, is given as any other: who counts links
    asks `domain.links.counts_on`.
    """

    source: str
    target: str
    type: LinkType
    since: date | None = None
    until: date | None = None


CHANGES_KEPT = 200_000
"""So many changes of actors and ties a store remembers; beyond, reading all is as cheap."""


@dataclass(frozen=True, slots=True)
class GraphChanges:
    """What of the network of actors is not as it was at an earlier version.

    `version` is that of the graph as told here. `actors` came or changed; none ever goes. Between
    `pairs` (ends in order) a tie came, changed or went, or somebody asked for them; `links` are all
    ties between them now. More may be told than has changed.
    """

    version: int
    actors: Sequence[GraphNode]
    pairs: Sequence[tuple[str, str]]
    links: Sequence[GraphLink]


@dataclass(frozen=True, slots=True)
class RefusedNode:
    """A node that was not written, and why (its personal data was erased on request)."""

    node: Node
    reason: str


@dataclass(frozen=True, slots=True)
class RefusedLink:
    """A link that was not written, and why (missing end, or kinds that its rule does not join)."""

    link: Link
    reason: str


@dataclass(frozen=True, slots=True)
class Counts:
    """What became of a number of nodes or links; the four add up to the number given.

    Something given twice in one write counts once as created or updated and then as unchanged
    (or updated, where the second statement differs).
    """

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.created + other.created,
            self.updated + other.updated,
            self.unchanged + other.unchanged,
            self.refused + other.refused,
        )

    @property
    def total(self) -> int:
        """All that was given."""
        return self.created + self.updated + self.unchanged + self.refused


@dataclass(frozen=True, slots=True)
class WriteReport:
    """What one write did."""

    nodes: Counts
    links: Counts
    refused_links: Sequence[RefusedLink]
    refused_nodes: Sequence[RefusedNode] = ()


@dataclass(frozen=True, slots=True)
class Erasure:
    """What an erasure did.

    `redacted` are the ids of the nodes around whose texts named the erased one, or whose point was
    that of its house. `leftover` says, in Thai, where copies may still lie and what ends them;
    nothing where none does.
    """

    line: AuditLine
    redacted: Sequence[str]
    leftover: str | None


@dataclass(frozen=True, slots=True)
class DerivedReport:
    """What became of the derived links of some activities and sellers.

    `links` counts those given; `removed` those that stood and follow no longer.
    """

    links: Counts
    removed: int
    refused_links: Sequence[RefusedLink]


@dataclass(frozen=True, slots=True)
class MetricColumn:
    """All values of one metric, one for each id of the publication; NaN where there is none."""

    spec: MetricSpec
    estimate: Estimate
    values: Sequence[float] | NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Publication:
    """What a refresh found out: every metric of every node, and the network in a few figures.

    `ids` ascend; position `v` of every column speaks of `ids[v]`.
    """

    info: SnapshotInfo
    ids: Sequence[str]
    columns: Sequence[MetricColumn]
    figures: Mapping[NetworkFigure, float]


@dataclass(frozen=True, slots=True)
class KeptSnapshot:
    """A snapshot whose metrics are kept, and the figures of its network."""

    info: SnapshotInfo
    figures: Mapping[NetworkFigure, float]


@dataclass(frozen=True, slots=True)
class MetricPoint:
    """What a metric of a node was in one snapshot."""

    snapshot: SnapshotInfo
    value: MetricValue


@dataclass(frozen=True, slots=True)
class KindCount:
    """How many nodes of one kind lie in an area."""

    kind: NodeKind
    count: int


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
        """All links in batches, by identity, as of one moment."""
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
