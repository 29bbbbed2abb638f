"""The standing metrics that have a distributed form, in one session."""

from pathlib import Path

import numpy as np

from graph_api.analytics.reaching import reach_shares
from graph_api.analytics.spark import measures
from graph_api.analytics.spark.links import DistributedLinks, Values
from graph_api.analytics.spark.session import spark_session
from graph_api.analytics.standing import Progress
from graph_api.domain.metrics import Estimate, Metric, MetricSpec
from graph_api.ports import MetricColumn


class DistributedRun:
    """The measures of one snapshot in Parquet."""

    def __init__(self, links: DistributedLinks) -> None:
        self._links = links
        self._degrees = links.degrees()

    def degree(self) -> list[tuple[MetricSpec, Values]]:
        """Degrees."""
        return [(MetricSpec(Metric.DEGREE), self._degrees)]

    def reach(self) -> list[tuple[MetricSpec, Values]]:
        """Reach of one and two steps, exact, with its shares and efficiencies."""
        counts = np.stack((self._degrees, measures.reach_counts(self._links, 2)))
        shares = reach_shares(counts.astype(np.int64))
        of = (
            (Metric.REACH_COUNT, counts),
            (Metric.REACH_SHARE, shares),
            (Metric.REACH_EFFICIENCY, shares / (self._degrees + 1)),
        )
        return [
            (MetricSpec(metric, steps=steps), values[steps - 1])
            for metric, values in of
            for steps in (1, 2)
        ]

    def pagerank(self) -> list[tuple[MetricSpec, Values]]:
        """PageRank."""
        ranks = measures.pagerank(self._links, self._degrees)
        return [(MetricSpec(Metric.PAGERANK), ranks)]

    def components(self) -> list[tuple[MetricSpec, Values]]:
        """Which part, and how large."""
        places, sizes = measures.components(self._links)
        return [
            (MetricSpec(Metric.COMPONENT), places),
            (MetricSpec(Metric.COMPONENT_SIZE), sizes),
        ]

    def cores(self) -> list[tuple[MetricSpec, Values]]:
        """Core numbers."""
        numbers = measures.core_numbers(self._links, self._degrees)
        return [(MetricSpec(Metric.CORE_NUMBER), numbers)]

    def diffusion(self) -> list[tuple[MetricSpec, Values]]:
        """Diffusion centrality."""
        values = measures.diffusion(self._links, self._degrees)
        return [(MetricSpec(Metric.DIFFUSION), values)]


MEASURES = (
    ("จำนวนผู้เชื่อมโยงโดยตรง", DistributedRun.degree),
    ("การไปถึงภายใน 1-2 ก้าว", DistributedRun.reach),
    ("ความเป็นที่รู้จัก (PageRank)", DistributedRun.pagerank),
    ("ส่วนของเครือข่ายที่ต่อถึงกัน", DistributedRun.components),
    ("ความแน่นแฟ้นของวง", DistributedRun.cores),
    ("การแพร่ของความรู้", DistributedRun.diffusion),
)
"""Each job with its name in Thai, in the order of the standing measures."""


def distributed_metrics(
    folder: Path, nodes: int, tell: Progress | None = None
) -> list[MetricColumn]:
    """The distributed metrics of a snapshot of `nodes` actors that was written to a folder.

    `tell` hears of each measure (Thai), and may stop it by an error.
    """
    with spark_session() as session:
        run = DistributedRun(DistributedLinks(session, folder, nodes))
        return distributed_columns(run, tell)


def distributed_columns(run: DistributedRun, tell: Progress | None = None) -> list[MetricColumn]:
    """Every measure of the table."""
    columns: list[MetricColumn] = []
    for done, (title, measure) in enumerate(MEASURES):
        if tell:
            tell(title, done, len(MEASURES))
        columns += [MetricColumn(spec, Estimate(), values) for spec, values in measure(run)]
    if tell:
        tell("คำนวณครบแล้ว", len(MEASURES), len(MEASURES))
    return columns
