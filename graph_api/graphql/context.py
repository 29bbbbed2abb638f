"""What one request shares: the store, its loaders, the snapshot, the request's id."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import cached_property
from typing import TypeVar

import strawberry
from strawberry.dataloader import DataLoader

from graph_api.domain.links import Link, LinkType
from graph_api.domain.metrics import Direction, MetricSpec, MetricValue
from graph_api.domain.nodes import Node
from graph_api.graphql.loaders import (
    LinkPageKey,
    LinkPageQuestion,
    LinksKey,
    MetricsKey,
    load_link_pages,
    load_links,
    load_metric_values,
    load_nodes,
)
from graph_api.ports import GraphReader, LinkPage
from graph_api.services.shelf import Shelf
from graph_api.services.snapshots import SnapshotState, snapshot_state

K = TypeVar("K")
V = TypeVar("V")


class Context:
    """One per request; what it has loaded it does not load again."""

    def __init__(
        self,
        store: GraphReader,
        request_id: str = "",
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        shelf: Shelf | None = None,
    ) -> None:
        self.store = store
        self.request_id = request_id
        self.now = now
        self.shelf = shelf

    @cached_property
    def _nodes(self) -> DataLoader[str, Node | None]:
        return DataLoader(lambda ids: load_nodes(self.store, ids))

    @cached_property
    def _links(self) -> DataLoader[LinksKey, Sequence[Link]]:
        return DataLoader(lambda keys: load_links(self.store, keys))

    @cached_property
    def _link_pages(self) -> DataLoader[LinkPageKey, LinkPage]:
        return DataLoader(lambda keys: load_link_pages(self.store, keys))

    @cached_property
    def _metrics(self) -> DataLoader[MetricsKey, Sequence[MetricValue]]:
        return DataLoader(lambda keys: load_metric_values(self.store, keys))

    @cached_property
    def _snapshot(self) -> DataLoader[None, SnapshotState | None]:
        async def load(keys: list[None]) -> list[SnapshotState | None]:
            return [await snapshot_state(self.store)] * len(keys)

        return DataLoader(load)

    async def node(self, node_id: str) -> Node | None:
        """The node with this id, or nothing."""
        return await self._nodes.load(node_id)

    async def nodes(self, ids: Sequence[str]) -> list[Node | None]:
        """The nodes with these ids, in this order, with gaps."""
        return await self._nodes.load_many(ids)

    def remember(self, nodes: Sequence[Node]) -> None:
        """Keep nodes that an answer brought along, so that nobody asks for them again."""
        self._nodes.prime_many({node.id: node for node in nodes})

    async def links(
        self, node_id: str, types: frozenset[LinkType], direction: Direction
    ) -> Sequence[Link]:
        """The links of a node, by identity."""
        return await self._links.load((node_id, types, direction))

    async def link_page(self, node_id: str, question: LinkPageQuestion) -> LinkPage:
        """A page of the links of a node, by identity."""
        return await self._link_pages.load((node_id, question))

    async def metric_values(
        self, node_id: str, specs: tuple[MetricSpec, ...]
    ) -> Sequence[MetricValue]:
        """The published metrics of a node, in the order of `specs`."""
        return await self._metrics.load((node_id, specs))

    async def snapshot(self) -> SnapshotState | None:
        """The published snapshot, the same for all that this request answers."""
        return await self._snapshot.load(None)


ContextFactory = Callable[[str], Context]
Info = strawberry.Info[Context, None]
"""What a resolver is told about the request."""
