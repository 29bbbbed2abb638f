"""A part of the network as nodes and links, ready to draw."""

from collections.abc import Sequence
from dataclasses import dataclass

import strawberry
from strawberry import Parent

from graph_api.domain import nodes as domain
from graph_api.domain.links import Link
from graph_api.domain.metrics import MetricValue
from graph_api.graphql.measures import MetricValueType, SnapshotType
from graph_api.graphql.nodes import LinkView, NodeType
from graph_api.graphql.sizes import items, per_parent
from graph_api.services.neighbourhoods import NetworkView

LINKS_PER_NODE = 3


@strawberry.type(description="A node of a drawing, with its metrics · จุดหนึ่งในภาพเครือข่าย")
class NetworkNode:
    """A node, how far it is from the centre, and its published metrics."""

    node: NodeType
    steps: int | None = strawberry.field(description="From the centre of an ego network · จำนวนก้าว")
    metrics: list[MetricValueType] = strawberry.field(metadata=items(7))


@dataclass(frozen=True, slots=True)
class _Placed:
    node: domain.Node
    steps: int | None
    metrics: Sequence[MetricValue]


@strawberry.type(description="Nodes and the links among them, no tree · ภาพเครือข่าย")
class Network:
    """A part of the network; what the budget left out is counted."""

    @strawberry.field(
        graphql_type=NodeType, description="The node or area asked about · ศูนย์กลางของภาพ"
    )
    @staticmethod
    def centre(parent: Parent[NetworkView]) -> domain.Node:
        """What was asked about."""
        return parent.centre

    @strawberry.field(graphql_type=list[NetworkNode], metadata=per_parent())
    @staticmethod
    def nodes(parent: Parent[NetworkView]) -> list[_Placed]:
        """The nodes, each with its place and metrics."""
        return [
            _Placed(node, parent.steps.get(node.id), parent.metrics.get(node.id, ()))
            for node in parent.subgraph.nodes
        ]

    @strawberry.field(graphql_type=list[LinkView], metadata=per_parent(LINKS_PER_NODE))
    @staticmethod
    def links(parent: Parent[NetworkView]) -> Sequence[Link]:
        """The links among these nodes."""
        return parent.subgraph.links

    @strawberry.field(description="With those left out · จำนวนทั้งหมด")
    @staticmethod
    def total_nodes(parent: Parent[NetworkView]) -> int:
        """How many nodes were asked for; of a walk, counted up to ten times the budget."""
        return parent.subgraph.total_nodes

    @strawberry.field
    @staticmethod
    def total_links(parent: Parent[NetworkView]) -> int:
        """How many links the nodes have among them; where cut, at least so many."""
        return parent.subgraph.total_links

    @strawberry.field(description="The budget left something out · แสดงไม่ครบ")
    @staticmethod
    def truncated(parent: Parent[NetworkView]) -> bool:
        """Whether something was left out."""
        return parent.subgraph.truncated

    snapshot: SnapshotType | None = strawberry.field(
        description="Where the metrics are from; null before the first refresh"
    )
