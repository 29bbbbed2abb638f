"""Who comes first by a metric, in an area, among which kinds."""

from collections.abc import Collection
from dataclasses import dataclass

from graph_api.domain.errors import InvalidArgument, SnapshotMissing
from graph_api.domain.kinds import ACTORS, NodeKind
from graph_api.domain.metrics import Direction, LinkScope, Metric, MetricSpec
from graph_api.ports import GraphReader, Page, Ranked
from graph_api.services.limits import PAGE_MAX, check_area, check_range
from graph_api.services.snapshots import SnapshotState, snapshot_state

_REACH = frozenset({Metric.REACH_COUNT, Metric.REACH_SHARE, Metric.REACH_EFFICIENCY})
_ALONG_LEARNING = {
    Metric.IN_DEGREE: Direction.IN,
    Metric.OUT_DEGREE: Direction.OUT,
    Metric.LEARNING_REACH: Direction.OUT,
    Metric.CASCADE_REACH: Direction.OUT,
}
WITH_STEPS = _REACH | {Metric.LEARNING_REACH, Metric.CASCADE_REACH}
DEFAULT_STEPS = 2
STEPS_MAX = 4


@dataclass(frozen=True, slots=True)
class Ranking:
    """A page of the ranking, the metric with its parameters, and the snapshot it comes from."""

    spec: MetricSpec
    page: Page[Ranked]
    snapshot: SnapshotState


def metric_spec(metric: Metric, steps: int | None = None) -> MetricSpec:
    """The published form of a metric: its links, direction and steps.

    Raises:
        InvalidArgument: steps are given for a metric that has none, or are out of bounds.
    """
    if metric not in WITH_STEPS:
        if steps is not None:
            msg = f"ตัวชี้วัด {metric.value} ไม่มีจำนวนก้าว (steps): ตัด steps ออก"
            raise InvalidArgument(msg)
    else:
        steps = DEFAULT_STEPS if steps is None else steps
        check_range("steps", steps, 1, STEPS_MAX)
    direction = _ALONG_LEARNING.get(metric, Direction.UNDIRECTED)
    links = LinkScope.LEARNING if metric in _ALONG_LEARNING else LinkScope.TIES
    return MetricSpec(metric, direction, links, steps)


async def ranking(
    store: GraphReader,
    metric: Metric,
    *,
    steps: int | None = None,
    kinds: Collection[NodeKind] = (),
    area: str | None = None,
    first: int = 10,
    after: str | None = None,
) -> Ranking:
    """Nodes by a published metric, highest first; `kinds` empty means every actor.

    The metric is that of the whole network of the snapshot; `area` chooses who is listed.

    Raises:
        SnapshotMissing: no metrics have been published yet.
        InvalidArgument: an argument is out of bounds.
    """
    check_range("first", first, 1, PAGE_MAX)
    if area is not None:
        check_area(area)
    spec = metric_spec(metric, steps)
    state = await snapshot_state(store)
    if state is None:
        msg = "ยังไม่เคยคำนวณตัวชี้วัด: สั่ง sammachip refresh ก่อน"
        raise SnapshotMissing(msg)
    page = await store.ranking(spec, kinds or ACTORS, area, first, after)
    return Ranking(spec, page, state)
