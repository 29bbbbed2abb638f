"""The standing metrics that have a distributed form, in one session."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from graph_api.analytics.reaching import REACH_STEPS
from graph_api.analytics.spark import holes, learning, measures
from graph_api.analytics.spark.learning import DistributedTeachings
from graph_api.analytics.spark.links import DistributedLinks, Values
from graph_api.analytics.spark.session import spark_session
from graph_api.analytics.standing import Progress
from graph_api.domain.metrics import Direction, Estimate, LinkScope, Method, Metric, MetricSpec
from graph_api.ports import MetricColumn

_EXACT = Estimate()
_NEAR, _FAR = REACH_STEPS[:2], REACH_STEPS[2:]


class DistributedRun:
    """The measures of one snapshot in Parquet."""

    def __init__(self, links: DistributedLinks, teachings: DistributedTeachings) -> None:
        self._links = links
        self._teachings = teachings
        self._degrees = links.degrees()

    def degree(self) -> Iterator[MetricColumn]:
        """Contacts, teachers and learners."""
        teachers, learners = learning.learning_degrees(self._teachings)
        yield _column(Metric.DEGREE, self._degrees)
        yield _learning(Metric.IN_DEGREE, Direction.IN, teachers)
        yield _learning(Metric.OUT_DEGREE, Direction.OUT, learners)

    def near_reach(self) -> Iterator[MetricColumn]:
        """Reach of one and two steps, exact, with its shares and efficiencies."""
        counts = [self._degrees, measures.two_step_counts(self._links)]
        return self._reach(_NEAR, counts, _exactly)

    def far_reach(self) -> Iterator[MetricColumn]:
        """The same of three and four steps, estimated by sketches."""
        return self._reach(_FAR, measures.reach_sketched(self._links, _FAR), _sketched)

    def _reach(
        self, steps: Sequence[int], counts: Sequence[Values], estimate: Callable[[Values], Estimate]
    ) -> Iterator[MetricColumn]:
        others = max(self._links.nodes - 1, 1)
        for metric, scale in (
            (Metric.REACH_COUNT, 1.0),
            (Metric.REACH_SHARE, others),
            (Metric.REACH_EFFICIENCY, others * (self._degrees + 1)),
        ):
            for step, found in zip(steps, counts, strict=True):
                values = found / scale
                yield MetricColumn(MetricSpec(metric, steps=step), estimate(values), values)

    def learning(self) -> Iterator[MetricColumn]:
        """Who has learnt through whom, in any order of days."""
        counts = learning.learning_reach_counts(self._teachings, max(REACH_STEPS))
        return _by_steps(Metric.LEARNING_REACH, counts)

    def cascade(self) -> Iterator[MetricColumn]:
        """The same in the order of the days."""
        counts = learning.cascade_reach_counts(self._teachings, max(REACH_STEPS))
        return _by_steps(Metric.CASCADE_REACH, counts)

    def pagerank(self) -> Iterator[MetricColumn]:
        """PageRank."""
        yield _column(Metric.PAGERANK, measures.pagerank(self._links, self._degrees))

    def components(self) -> Iterator[MetricColumn]:
        """Which part, and how large."""
        places, sizes = measures.components(self._links)
        yield _column(Metric.COMPONENT, places)
        yield _column(Metric.COMPONENT_SIZE, sizes)

    def cores(self) -> Iterator[MetricColumn]:
        """Core numbers."""
        yield _column(Metric.CORE_NUMBER, measures.core_numbers(self._links, self._degrees))

    def holes(self) -> Iterator[MetricColumn]:
        """Constraint and effective size."""
        constraint, effective = holes.structural_holes(self._links, self._degrees)
        yield _column(Metric.CONSTRAINT, constraint)
        yield _column(Metric.EFFECTIVE_SIZE, effective)

    def spread(self) -> Iterator[MetricColumn]:
        """Eigenvector and diffusion centrality."""
        vector, heard = measures.eigenvector_and_diffusion(self._links, self._degrees)
        yield _column(Metric.EIGENVECTOR, vector)
        yield _column(Metric.DIFFUSION, heard)


def _column(metric: Metric, values: Values) -> MetricColumn:
    return MetricColumn(MetricSpec(metric), _EXACT, values)


def _learning(
    metric: Metric, direction: Direction, values: Values, steps: int | None = None
) -> MetricColumn:
    return MetricColumn(MetricSpec(metric, direction, LinkScope.LEARNING, steps), _EXACT, values)


def _by_steps(metric: Metric, counts: Values) -> Iterator[MetricColumn]:
    for steps, values in zip(REACH_STEPS, counts, strict=True):
        yield _learning(metric, Direction.OUT, values, steps)


def _exactly(_values: Values) -> Estimate:
    return _EXACT


def _sketched(values: Values) -> Estimate:
    error = measures.SKETCH_ERROR * float(values.max(initial=0.0))
    return Estimate(Method.SAMPLED, measures.REGISTERS, error)


MEASURES: tuple[tuple[str, Callable[[DistributedRun], Iterator[MetricColumn]]], ...] = (
    ("จำนวนผู้เชื่อมโยงโดยตรง", DistributedRun.degree),
    ("การไปถึงภายใน 1-2 ก้าว", DistributedRun.near_reach),
    ("การไปถึงภายใน 3-4 ก้าว", DistributedRun.far_reach),
    ("การถ่ายทอดความรู้ใน 1-4 ทอด", DistributedRun.learning),
    ("การถ่ายทอดความรู้ตามลำดับวัน", DistributedRun.cascade),
    ("ความเป็นที่รู้จัก (PageRank)", DistributedRun.pagerank),
    ("ส่วนของเครือข่ายที่ต่อถึงกัน", DistributedRun.components),
    ("ความแน่นแฟ้นของวง", DistributedRun.cores),
    ("ช่องว่างระหว่างผู้ติดต่อ", DistributedRun.holes),
    ("การแพร่ของความรู้", DistributedRun.spread),
)
"""Each job with its name in Thai, in the order of the standing measures."""


def distributed_metrics(
    folder: Path, nodes: int, tell: Progress | None = None
) -> list[MetricColumn]:
    """The distributed metrics of a snapshot of `nodes` actors that was written to a folder.

    `tell` hears of each measure (Thai), and may stop it by an error.
    """
    with spark_session() as session:
        links = DistributedLinks(session, folder, nodes)
        run = DistributedRun(links, DistributedTeachings(session, folder, nodes))
        return distributed_columns(run, tell)


def distributed_columns(run: DistributedRun, tell: Progress | None = None) -> list[MetricColumn]:
    """Every measure of the table."""
    columns: list[MetricColumn] = []
    for done, (title, measure) in enumerate(MEASURES):
        if tell:
            tell(title, done, len(MEASURES))
        columns += measure(run)
    if tell:
        tell("คำนวณครบแล้ว", len(MEASURES), len(MEASURES))
    return columns
