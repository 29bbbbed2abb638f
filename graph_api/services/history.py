"""How a node and the network as a whole stood in each snapshot that is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph_api.analytics.stage import Stage, stage_of
from graph_api.domain.metrics import Metric, MetricValue, NetworkFigure
from graph_api.ports import GraphReader, KeptSnapshot
from graph_api.services.limits import check_range
from graph_api.services.lookup import required_node
from graph_api.services.ranking import metric_spec
from graph_api.services.snapshots import SnapshotState

SNAPSHOTS_MAX = 100
_OF_STAGE = (
    NetworkFigure.LARGEST_SHARE,
    NetworkFigure.DEGREE_CENTRALISATION,
    NetworkFigure.HUBS,
    NetworkFigure.CORE_SHARE,
)


@dataclass(frozen=True, slots=True)
class Standing:
    """The network in one snapshot; `stage` is missing where its figures were not kept."""

    snapshot: SnapshotState
    figures: Mapping[NetworkFigure, float]
    stage: Stage | None


@dataclass(frozen=True, slots=True)
class Point:
    """A metric of a node in one snapshot."""

    snapshot: SnapshotState
    value: MetricValue


async def kept_snapshots(store: GraphReader, first: int) -> Sequence[Standing]:
    """The snapshots whose metrics are kept, the newest first.

    Raises:
        InvalidArgument: `first` is out of bounds.
    """
    check_range("first", first, 1, SNAPSHOTS_MAX)
    version = await store.version()
    kept = await store.snapshots()
    return [_standing(each, version) for each in kept[:first]]


def _standing(kept: KeptSnapshot, version: int) -> Standing:
    state = SnapshotState(kept.info, stale=kept.info.graph_version != version)
    held = [kept.figures[figure] for figure in _OF_STAGE if figure in kept.figures]
    stage = stage_of(*held) if len(held) == len(_OF_STAGE) else None
    return Standing(state, kept.figures, stage)


async def metric_history(
    store: GraphReader, node_id: str, metric: Metric, steps: int | None
) -> Sequence[Point]:
    """A metric of a node in each kept snapshot that has it, the oldest first.

    Raises:
        NodeNotFound: no node has this id.
        InvalidArgument: `steps` is given for a metric that has none, or out of bounds.
    """
    spec = metric_spec(metric, steps)
    await required_node(store, node_id)
    version = await store.version()
    return [
        Point(SnapshotState(each.snapshot, each.snapshot.graph_version != version), each.value)
        for each in await store.metric_history(node_id, spec)
    ]
