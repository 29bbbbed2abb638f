"""The network around one node, and the network of an area, with the metrics of each node."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from graph_api.domain.kinds import ACTORS, NodeKind
from graph_api.domain.links import TIES, LinkType
from graph_api.domain.metrics import Direction, Metric, MetricSpec, MetricValue
from graph_api.domain.nodes import Area, Node
from graph_api.ports import GraphReader, Subgraph
from graph_api.services.limits import (
    EGO_STEPS_MAX,
    NETWORK_BUDGET_DEFAULT,
    NETWORK_BUDGET_MAX,
    check_range,
)
from graph_api.services.lookup import required_area, required_node
from graph_api.services.snapshots import SnapshotState, snapshot_state

SHOWN_METRICS = (
    MetricSpec(Metric.DEGREE),
    MetricSpec(Metric.BETWEENNESS),
    MetricSpec(Metric.PAGERANK),
    MetricSpec(Metric.REACH_COUNT, steps=2),
    MetricSpec(Metric.COMPONENT),
    MetricSpec(Metric.ARTICULATION),
    MetricSpec(Metric.CUT_OFF),
)
"""What a picture of the network needs to size, colour and warn."""


@dataclass(frozen=True, slots=True)
class NetworkView:
    """A part of the network, ready to draw.

    `metrics` holds, by node id, the published values; `steps` the distance from the centre of an
    ego network and is empty for an area; `snapshot` is missing before the first refresh.
    """

    centre: Node
    subgraph: Subgraph
    metrics: Mapping[str, Sequence[MetricValue]]
    steps: Mapping[str, int]
    snapshot: SnapshotState | None


async def ego_network(
    store: GraphReader,
    node_id: str,
    *,
    steps: int = 2,
    types: Collection[LinkType] = (),
    budget: int = NETWORK_BUDGET_DEFAULT,
    metrics: Collection[MetricSpec] = SHOWN_METRICS,
) -> NetworkView:
    """What lies within some steps of a node; `types` empty means the ties between actors.

    Raises:
        NodeNotFound: no node has this id.
        InvalidArgument: `steps` or `budget` is out of bounds.
    """
    check_range("steps", steps, 1, EGO_STEPS_MAX)
    check_range("budget", budget, 1, NETWORK_BUDGET_MAX)
    centre = await required_node(store, node_id)
    around = await store.neighbourhood((node_id,), types or TIES, steps, budget)
    return await _view(store, centre, around.subgraph, around.steps, metrics)


async def area_network(
    store: GraphReader,
    area: str,
    *,
    kinds: Collection[NodeKind] = (),
    types: Collection[LinkType] = (),
    budget: int = NETWORK_BUDGET_DEFAULT,
    partners: bool = True,
    metrics: Collection[MetricSpec] = SHOWN_METRICS,
) -> NetworkView:
    """The nodes that lie in an area, the links among them, and the partners they link to outside.

    `kinds` empty means the actors, `types` empty the ties. A partner is a node outside the area
    (a provincial agency, an online shop) that a node inside has a link with; links between two
    partners are left out.

    Raises:
        NodeNotFound: the graph holds no such area.
        InvalidArgument: `area` is no area code or `budget` is out of bounds.
    """
    check_range("budget", budget, 1, NETWORK_BUDGET_MAX)
    centre: Area = await required_area(store, area)
    inside = await store.within(area, kinds or ACTORS, types or TIES, budget)
    subgraph = inside
    if partners and not inside.truncated:
        subgraph = await _with_partners(store, inside, kinds or ACTORS, types or TIES, budget)
    return await _view(store, centre, subgraph, {}, metrics)


async def _with_partners(
    store: GraphReader,
    inside: Subgraph,
    kinds: Collection[NodeKind],
    types: Collection[LinkType],
    budget: int,
) -> Subgraph:
    ids = {node.id for node in inside.nodes}
    links = await store.links_of(ids, types, Direction.UNDIRECTED)
    others = await store.nodes({end for link in links for end in (link.source, link.target)} - ids)
    wanted = sorted(node_id for node_id, node in others.items() if node.kinds & set(kinds))
    shown = wanted[: budget - len(ids)]
    within = ids | set(shown)
    known = ids | set(wanted)
    return Subgraph(
        nodes=[*inside.nodes, *(others[node_id] for node_id in shown)],
        links=[link for link in links if {link.source, link.target} <= within],
        total_nodes=inside.total_nodes + len(wanted),
        total_links=sum({link.source, link.target} <= known for link in links),
        truncated=len(shown) < len(wanted),
    )


async def _view(
    store: GraphReader,
    centre: Node,
    subgraph: Subgraph,
    steps: Mapping[str, int],
    metrics: Collection[MetricSpec],
) -> NetworkView:
    state = await snapshot_state(store)
    ids = [node.id for node in subgraph.nodes]
    values = await store.metric_values(ids, metrics) if state else {}
    return NetworkView(centre, subgraph, values, steps, state)
