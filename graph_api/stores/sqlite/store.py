"""The embedded store: each verb of the port is one read or one write in a worker thread."""

import asyncio
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Self

from graph_api.domain.audit import AuditLine
from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import Link, LinkType
from graph_api.domain.metrics import Direction, MetricSpec, MetricValue, SnapshotInfo
from graph_api.domain.nodes import Node
from graph_api.domain.places import Point
from graph_api.ports import (
    DerivedReport,
    Erasure,
    GraphChanges,
    GraphLink,
    GraphNode,
    KeptSnapshot,
    KindCount,
    LinkPage,
    LinkPlace,
    MetricPoint,
    NameCandidate,
    Neighbourhood,
    NodeAtDistance,
    NodeFilter,
    Page,
    Publication,
    Ranked,
    Subgraph,
    WriteReport,
)
from graph_api.stores.sqlite import (
    changes,
    deriving,
    erasing,
    link_pages,
    name_search,
    near,
    published,
    ranking,
    reading,
    record_search,
    walking,
    ways,
    writing,
)
from graph_api.stores.sqlite.connections import Connections


class SqliteStore:
    """A graph in one SQLite file, or in memory; it implements `graph_api.ports.GraphStore`."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    @classmethod
    async def open(cls, path: Path | None) -> Self:
        """Open the file, making it where there is none; `None` keeps the graph in memory.

        Raises:
            StoreUnavailable: the file cannot be opened or written, or is another program's.
        """
        return cls(await asyncio.to_thread(Connections, path))

    @property
    def name(self) -> str:
        """See `GraphStore.name`."""
        return f"SQLite {self._connections.path or '(in memory)'}"

    async def close(self) -> None:
        """See `GraphStore.close`."""
        await self._connections.close()

    async def version(self) -> int:
        """See `GraphReader.version`."""
        return await self._connections.read(reading.version)

    async def nodes(self, ids: Collection[str]) -> Mapping[str, Node]:
        """See `GraphReader.nodes`."""
        return await self._connections.read(lambda c: reading.nodes(c, ids))

    async def page(
        self, kind: NodeKind, where: NodeFilter, first: int, after: str | None
    ) -> Page[Node]:
        """See `GraphReader.page`."""
        return await self._connections.read(lambda c: reading.page(c, kind, where, first, after))

    async def count(self, kind: NodeKind, where: NodeFilter) -> int:
        """See `GraphReader.count`."""
        return await self._connections.read(lambda c: reading.count(c, kind, where))

    async def kind_counts(self, area: str | None) -> Sequence[KindCount]:
        """See `GraphReader.kind_counts`."""
        return await self._connections.read(lambda c: reading.kind_counts(c, area))

    async def name_candidates(
        self, trigrams: Sequence[str], kinds: Collection[NodeKind], area: str | None, limit: int
    ) -> Sequence[NameCandidate]:
        """See `GraphReader.name_candidates`."""
        return await self._connections.read(
            lambda c: name_search.name_candidates(c, trigrams, kinds, area, limit)
        )

    async def sections_with(
        self, words: Collection[str], first: int, after: str | None
    ) -> Page[Node]:
        """See `GraphReader.sections_with`."""
        return await self._connections.read(
            lambda c: record_search.sections_with(c, words, first, after)
        )

    async def links_of(
        self, ids: Collection[str], types: Collection[LinkType], direction: Direction
    ) -> Sequence[Link]:
        """See `GraphReader.links_of`."""
        return await self._connections.read(lambda c: reading.links_of(c, ids, types, direction))

    async def link_pages(
        self,
        ids: Collection[str],
        types: Collection[LinkType],
        direction: Direction,
        first: int,
        after: LinkPlace | None,
    ) -> Mapping[str, LinkPage]:
        """See `GraphReader.link_pages`."""
        return await self._connections.read(
            lambda c: link_pages.link_pages(c, ids, types, direction, first=first, after=after)
        )

    async def neighbourhood(
        self, origins: Collection[str], types: Collection[LinkType], steps: int, budget: int
    ) -> Neighbourhood:
        """See `GraphReader.neighbourhood`."""
        return await self._connections.read(
            lambda c: walking.neighbourhood(c, origins, types, steps, budget)
        )

    async def within(
        self, area: str, kinds: Collection[NodeKind], types: Collection[LinkType], budget: int
    ) -> Subgraph:
        """See `GraphReader.within`."""
        return await self._connections.read(lambda c: walking.within(c, area, kinds, types, budget))

    async def nearby(
        self, kind: NodeKind, origin: Point, radius_m: float, occupations: Collection[str] | None
    ) -> Sequence[NodeAtDistance]:
        """See `GraphReader.nearby`."""
        return await self._connections.read(
            lambda c: near.nearby(c, kind, origin, radius_m, occupations)
        )

    async def nearest(
        self, kind: NodeKind, origin: Point, occupations: Collection[str] | None, limit: int
    ) -> Sequence[NodeAtDistance]:
        """See `GraphReader.nearest`."""
        return await self._connections.read(
            lambda c: near.nearest(c, kind, origin, occupations, limit)
        )

    async def paths(
        self,
        origins: Collection[str],
        targets: Collection[str],
        types: Collection[LinkType],
        max_steps: int,
    ) -> Mapping[str, Sequence[str]]:
        """See `GraphReader.paths`."""
        return await self._connections.read(
            lambda c: ways.paths(c, origins, targets, types, max_steps)
        )

    async def sales(self, area: str, since: date | None, until: date | None) -> Sequence[Link]:
        """See `GraphReader.sales`."""
        return await self._connections.read(lambda c: reading.sales(c, area, since, until))

    def stream_nodes(self) -> AsyncIterator[Sequence[GraphNode]]:
        """See `GraphReader.stream_nodes`."""
        return self._connections.stream(reading.STREAM_NODES, reading.stream_nodes)

    def stream_links(self) -> AsyncIterator[Sequence[GraphLink]]:
        """See `GraphReader.stream_links`."""
        return self._connections.stream(reading.STREAM_LINKS, reading.stream_links)

    async def changes_since(
        self, version: int, pairs: Collection[tuple[str, str]]
    ) -> GraphChanges | None:
        """See `GraphReader.changes_since`."""
        return await self._connections.read(lambda c: changes.changes_since(c, version, pairs))

    def export_nodes(self) -> AsyncIterator[Sequence[Node]]:
        """See `GraphReader.export_nodes`."""
        return self._connections.stream(reading.EXPORT_NODES, reading.export_nodes)

    def export_links(self) -> AsyncIterator[Sequence[Link]]:
        """See `GraphReader.export_links`."""
        return self._connections.stream(reading.EXPORT_LINKS, reading.export_links)

    async def audit(self, first: int, after: str | None) -> Page[AuditLine]:
        """See `GraphReader.audit`."""
        return await self._connections.read(lambda c: erasing.audit(c, first, after))

    async def snapshot(self) -> SnapshotInfo | None:
        """See `GraphReader.snapshot`."""
        return await self._connections.read(published.snapshot)

    async def snapshots(self) -> Sequence[KeptSnapshot]:
        """See `GraphReader.snapshots`."""
        return await self._connections.read(published.snapshots)

    async def metric_history(self, node_id: str, spec: MetricSpec) -> Sequence[MetricPoint]:
        """See `GraphReader.metric_history`."""
        return await self._connections.read(lambda c: published.metric_history(c, node_id, spec))

    async def metric_values(
        self, ids: Collection[str], specs: Collection[MetricSpec]
    ) -> Mapping[str, Sequence[MetricValue]]:
        """See `GraphReader.metric_values`."""
        return await self._connections.read(lambda c: published.metric_values(c, ids, specs))

    async def ranking(
        self,
        spec: MetricSpec,
        kinds: Collection[NodeKind],
        area: str | None,
        first: int,
        after: str | None,
    ) -> Page[Ranked]:
        """See `GraphReader.ranking`."""
        return await self._connections.read(
            lambda c: ranking.ranking(c, spec, kinds, area, first=first, after=after)
        )

    async def write(self, nodes: Sequence[Node], links: Sequence[Link]) -> WriteReport:
        """See `GraphWriter.write`."""
        return await self._connections.write(lambda c: writing.write(c, nodes, links))

    async def replace_derived(
        self, origins: Collection[str], links: Sequence[Link]
    ) -> DerivedReport:
        """See `GraphWriter.replace_derived`."""
        return await self._connections.write(lambda c: deriving.replace(c, origins, links))

    async def erase(self, node_id: str, *, asked_by: str, reason: str) -> Erasure:
        """See `GraphWriter.erase`."""
        line, redacted = await self._connections.write(
            lambda c: erasing.erase(c, node_id, asked_by=asked_by, reason=reason)
        )
        return Erasure(line, redacted, await self._connections.maintain(erasing.clear))

    async def publish(self, publication: Publication, keep: int) -> None:
        """See `GraphWriter.publish`."""
        await self._connections.write(lambda c: published.publish(c, publication, keep))

    async def confirm(self, snapshot: SnapshotInfo) -> None:
        """See `GraphWriter.confirm`."""
        await self._connections.write(lambda c: published.confirm(c, snapshot))
