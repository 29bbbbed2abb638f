"""The graph in Neo4j: each verb of the port is one transaction on the driver."""

import logging
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from datetime import date
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
from graph_api.stores.neo4j import (
    changes,
    deriving,
    erasing,
    link_pages,
    lists,
    name_search,
    near,
    published,
    publishing,
    rankings,
    reading,
    record_search,
    streaming,
    walking,
    ways,
    writing,
)
from graph_api.stores.neo4j.address import Address
from graph_api.stores.neo4j.connection import Connection, Unreachable
from graph_api.stores.neo4j.gateway import Gateway
from graph_api.stores.neo4j.rows import link_uid

_log = logging.getLogger(__name__)


class Neo4jStore:
    """A graph in one database of Neo4j; it implements `graph_api.ports.GraphStore`."""

    def __init__(self, connection: Gateway) -> None:
        self._connection = connection

    @classmethod
    async def open(cls, url: str, *, patient: bool = False) -> Self:
        """Connect and bring the database to the newest schema.

        A `patient` store opens though its server is not there yet: it refuses what it is asked
        until the server has come.

        Raises:
            StoreUnavailable: no server (unless patient), wrong password, no such database, too old
                a server, or a database of a newer release.
        """
        connection = Gateway(Connection.to(Address.parse(url)))
        try:
            await connection.ready()
        except Unreachable as error:
            if not patient:
                await connection.close()
                raise
            _log.warning("%s", error.message)
        except BaseException:
            await connection.close()
            raise
        return cls(connection)

    @property
    def name(self) -> str:
        """See `GraphStore.name`."""
        return f"Neo4j {self._connection.address.shown}"

    async def close(self) -> None:
        """See `GraphStore.close`."""
        await self._connection.close()

    async def version(self) -> int:
        """See `GraphReader.version`."""
        return await self._connection.read(reading.version)

    async def nodes(self, ids: Collection[str]) -> Mapping[str, Node]:
        """See `GraphReader.nodes`."""
        return await self._connection.read(lambda tx: reading.nodes(tx, ids))

    async def page(
        self, kind: NodeKind, where: NodeFilter, first: int, after: str | None
    ) -> Page[Node]:
        """See `GraphReader.page`."""
        return await self._connection.read(lambda tx: lists.page(tx, kind, where, first, after))

    async def count(self, kind: NodeKind, where: NodeFilter) -> int:
        """See `GraphReader.count`."""
        return await self._connection.read(lambda tx: lists.count(tx, kind, where))

    async def kind_counts(self, area: str | None) -> Sequence[KindCount]:
        """See `GraphReader.kind_counts`."""
        return await self._connection.read(lambda tx: lists.kind_counts(tx, area))

    async def name_candidates(
        self, trigrams: Sequence[str], kinds: Collection[NodeKind], area: str | None, limit: int
    ) -> Sequence[NameCandidate]:
        """See `GraphReader.name_candidates`."""
        return await self._connection.read(
            lambda tx: name_search.name_candidates(tx, trigrams, kinds, area, limit)
        )

    async def sections_with(
        self, words: Collection[str], first: int, after: str | None
    ) -> Page[Node]:
        """See `GraphReader.sections_with`."""
        return await self._connection.read(
            lambda tx: record_search.sections_with(tx, words, first, after)
        )

    async def links_of(
        self, ids: Collection[str], types: Collection[LinkType], direction: Direction
    ) -> Sequence[Link]:
        """See `GraphReader.links_of`."""
        return await self._connection.read(lambda tx: reading.links_of(tx, ids, types, direction))

    async def link_pages(
        self,
        ids: Collection[str],
        types: Collection[LinkType],
        direction: Direction,
        first: int,
        after: LinkPlace | None,
    ) -> Mapping[str, LinkPage]:
        """See `GraphReader.link_pages`."""
        return await self._connection.read(
            lambda tx: link_pages.link_pages(tx, ids, types, direction, first=first, after=after)
        )

    async def neighbourhood(
        self, origins: Collection[str], types: Collection[LinkType], steps: int, budget: int
    ) -> Neighbourhood:
        """See `GraphReader.neighbourhood`."""
        return await self._connection.read(
            lambda tx: walking.neighbourhood(tx, origins, types, steps, budget)
        )

    async def within(
        self, area: str, kinds: Collection[NodeKind], types: Collection[LinkType], budget: int
    ) -> Subgraph:
        """See `GraphReader.within`."""
        return await self._connection.read(
            lambda tx: walking.within(tx, area, kinds, types, budget)
        )

    async def nearby(
        self, kind: NodeKind, origin: Point, radius_m: float, occupations: Collection[str] | None
    ) -> Sequence[NodeAtDistance]:
        """See `GraphReader.nearby`."""
        return await self._connection.read(
            lambda tx: near.nearby(tx, kind, origin, radius_m, occupations)
        )

    async def nearest(
        self, kind: NodeKind, origin: Point, occupations: Collection[str] | None, limit: int
    ) -> Sequence[NodeAtDistance]:
        """See `GraphReader.nearest`."""
        return await self._connection.read(
            lambda tx: near.nearest(tx, kind, origin, occupations, limit)
        )

    async def paths(
        self,
        origins: Collection[str],
        targets: Collection[str],
        types: Collection[LinkType],
        max_steps: int,
    ) -> Mapping[str, Sequence[str]]:
        """See `GraphReader.paths`."""
        return await self._connection.read(
            lambda tx: ways.paths(tx, origins, targets, types, max_steps)
        )

    async def sales(self, area: str, since: date | None, until: date | None) -> Sequence[Link]:
        """See `GraphReader.sales`."""
        return await self._connection.read(lambda tx: reading.sales(tx, area, since, until))

    async def stream_nodes(self) -> AsyncIterator[Sequence[GraphNode]]:
        """See `GraphReader.stream_nodes`."""
        # No node is ever taken away, so those that had landed by a version are those of then.
        version, after = await self.version(), ""
        while True:
            batch = await self._node_batch(after, version)
            if not batch:
                return
            yield batch
            after = batch[-1].id

    async def stream_links(self) -> AsyncIterator[Sequence[GraphLink]]:
        """See `GraphReader.stream_links`."""
        version = await self.version()
        for kind in sorted(LinkType, key=lambda kind: kind.value):
            batch, after = await self._link_batch(kind, "", version)
            while batch:
                yield batch
                batch, after = await self._link_batch(kind, after, version)

    async def changes_since(
        self, version: int, pairs: Collection[tuple[str, str]]
    ) -> GraphChanges | None:
        """See `GraphReader.changes_since`."""
        return await self._connection.read(lambda tx: changes.changes_since(tx, version, pairs))

    async def export_nodes(self) -> AsyncIterator[Sequence[Node]]:
        """See `GraphReader.export_nodes`."""
        version, after = await self.version(), ""
        while batch := await self._whole_nodes(after, version):
            yield batch
            after = batch[-1].id

    async def export_links(self) -> AsyncIterator[Sequence[Link]]:
        """See `GraphReader.export_links`."""
        version = await self.version()
        for kind in sorted(LinkType, key=lambda kind: kind.value):
            after = ""
            while batch := await self._whole_links(kind, after, version):
                yield batch
                last = batch[-1]
                after = link_uid(last.source, last.target, last.key)

    async def _whole_nodes(self, after: str, version: int) -> Sequence[Node]:
        return await self._connection.read(
            lambda tx: streaming.whole_node_batch(tx, after, version)
        )

    async def _whole_links(self, kind: LinkType, after: str, version: int) -> Sequence[Link]:
        return await self._connection.read(
            lambda tx: streaming.whole_link_batch(tx, kind, after, version)
        )

    async def _node_batch(self, after: str, version: int) -> Sequence[GraphNode]:
        return await self._connection.read(lambda tx: streaming.node_batch(tx, after, version))

    async def _link_batch(
        self, kind: LinkType, after: str, version: int
    ) -> tuple[Sequence[GraphLink], str]:
        return await self._connection.read(
            lambda tx: streaming.link_batch(tx, kind, after, version)
        )

    async def audit(self, first: int, after: str | None) -> Page[AuditLine]:
        """See `GraphReader.audit`."""
        return await self._connection.read(lambda tx: erasing.audit(tx, first, after))

    async def snapshot(self) -> SnapshotInfo | None:
        """See `GraphReader.snapshot`."""
        return await self._connection.read(published.snapshot)

    async def snapshots(self) -> Sequence[KeptSnapshot]:
        """See `GraphReader.snapshots`."""
        return await self._connection.read(published.snapshots)

    async def metric_history(self, node_id: str, spec: MetricSpec) -> Sequence[MetricPoint]:
        """See `GraphReader.metric_history`."""
        return await self._connection.read(lambda tx: published.metric_history(tx, node_id, spec))

    async def metric_values(
        self, ids: Collection[str], specs: Collection[MetricSpec]
    ) -> Mapping[str, Sequence[MetricValue]]:
        """See `GraphReader.metric_values`."""
        return await self._connection.read(lambda tx: published.metric_values(tx, ids, specs))

    async def ranking(
        self,
        spec: MetricSpec,
        kinds: Collection[NodeKind],
        area: str | None,
        first: int,
        after: str | None,
    ) -> Page[Ranked]:
        """See `GraphReader.ranking`."""
        return await self._connection.read(
            lambda tx: rankings.ranking(tx, spec, kinds, area, first=first, after=after)
        )

    async def write(self, nodes: Sequence[Node], links: Sequence[Link]) -> WriteReport:
        """See `GraphWriter.write`."""
        return await self._connection.write(lambda tx: writing.write(tx, nodes, links))

    async def replace_derived(
        self, origins: Collection[str], links: Sequence[Link]
    ) -> DerivedReport:
        """See `GraphWriter.replace_derived`."""
        return await self._connection.write(lambda tx: deriving.replace(tx, origins, links))

    async def erase(self, node_id: str, *, asked_by: str, reason: str) -> Erasure:
        """See `GraphWriter.erase`."""
        line, redacted = await self._connection.write(
            lambda tx: erasing.erase(tx, node_id, asked_by=asked_by, reason=reason)
        )
        return Erasure(line, redacted, erasing.LEFTOVER)

    async def publish(self, publication: Publication, keep: int) -> None:
        """See `GraphWriter.publish`."""
        await publishing.publish(self._connection, publication, keep)

    async def confirm(self, snapshot: SnapshotInfo) -> None:
        """See `GraphWriter.confirm`."""
        await publishing.confirm(self._connection, snapshot)
