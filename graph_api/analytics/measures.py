"""The standing metrics: what every refresh computes for every actor, listed in one place.

The table `MEASURES` is the list. A measure is one computation; it may give several metrics.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from graph_api.analytics.betweenness import betweenness, is_sampled
from graph_api.analytics.closeness import closeness, harmonic_closeness
from graph_api.analytics.cohesion import (
    articulation,
    bridges,
    component,
    component_size,
    core_number,
    cut_off,
)
from graph_api.analytics.communities import communities
from graph_api.analytics.degree import degree, in_degree, out_degree
from graph_api.analytics.diffusion import eigenvector_and_diffusion
from graph_api.analytics.engine import Engine, engine_for
from graph_api.analytics.holes import constraint, effective_size
from graph_api.analytics.pagerank import pagerank
from graph_api.analytics.reaching import (
    REACH_STEPS,
    cascade_reach_counts,
    learning_reach_counts,
    reach_counts,
    reach_efficiencies,
    reach_shares,
)
from graph_api.analytics.snapshot import Snapshot, Values
from graph_api.domain.metrics import Direction, Estimate, LinkScope, Method, Metric, MetricSpec

if TYPE_CHECKING:
    from graph_api.analytics.by_kernels import Run

ALL_PAIRS_NODES = 20_000
"""The largest network whose measures of all pairs of nodes are computed through NetworkX.

Their cost is the nodes times the links; above this size they would take hours, and without kernels
they are left out rather than guessed (`left_out` names them). Betweenness is sampled instead.
"""

KERNEL_ALL_PAIRS_NODES = 100_000
"""The same by kernels, which walk from 512 nodes at once; larger networks are sampled."""

KERNEL_BETWEENNESS_NODES = 20_000
"""The largest network whose betweenness is exact by kernels, unless a larger one is asked for."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How far exact work goes: the largest networks, the seed of the samples, and who computes."""

    exact_betweenness_nodes: int
    all_pairs_nodes: int = ALL_PAIRS_NODES
    seed: int = 0
    engine: Engine = Engine.NETWORKX

    @classmethod
    def for_network(cls, nodes: int, *, exact_betweenness_nodes: int, seed: int = 0) -> "Limits":
        """The limits of a network of this size: kernels go further where they are installed."""
        if engine_for(nodes) is Engine.NETWORKX:
            return cls(exact_betweenness_nodes, seed=seed)
        exact = max(exact_betweenness_nodes, KERNEL_BETWEENNESS_NODES)
        return cls(exact, KERNEL_ALL_PAIRS_NODES, seed, Engine.KERNELS)


@dataclass(frozen=True, slots=True)
class Measure:
    """One computation: what it is called in Thai, what it gives, and how.

    `compute` returns an array for every spec, in their order, and the one estimate they share.
    `kernels` gives the same by compiled kernels; without it `compute` serves both engines.
    `all_pairs` marks a cost of all pairs of nodes: beyond its limit it is left out, or by kernels
    estimated by `beyond`, with an estimate for every spec. `sampled` says of other measures
    whether they are sampled at a size.
    """

    title_th: str
    specs: tuple[MetricSpec, ...]
    compute: Callable[[Snapshot, Limits], tuple[Sequence[Values], Estimate]]
    kernels: "Callable[[Run], Sequence[Values]] | None" = None
    all_pairs: bool = False
    beyond: "Callable[[Run, int], tuple[Sequence[Values], Sequence[Estimate]]] | None" = None
    sampled: Callable[[int, Limits], bool] = lambda _nodes, _limits: False

    def method(self, nodes: int, limits: Limits) -> Method:
        """How a network of this size is measured."""
        far = self.all_pairs and nodes > limits.all_pairs_nodes
        return Method.SAMPLED if far or self.sampled(nodes, limits) else Method.EXACT


def _exact(
    *functions: Callable[[Snapshot], Values],
) -> Callable[[Snapshot, Limits], tuple[Sequence[Values], Estimate]]:
    return lambda snapshot, _limits: ([function(snapshot) for function in functions], Estimate())


def _learning(metric: Metric, direction: Direction, steps: int | None = None) -> MetricSpec:
    return MetricSpec(metric, direction, LinkScope.LEARNING, steps)


def _reach_specs(steps: Sequence[int]) -> tuple[MetricSpec, ...]:
    metrics = (Metric.REACH_COUNT, Metric.REACH_SHARE, Metric.REACH_EFFICIENCY)
    return tuple(MetricSpec(metric, steps=count) for metric in metrics for count in steps)


def _reach(
    steps: Sequence[int],
) -> Callable[[Snapshot, Limits], tuple[Sequence[Values], Estimate]]:
    def compute(snapshot: Snapshot, _limits: Limits) -> tuple[Sequence[Values], Estimate]:
        counts = reach_counts(snapshot, max(steps))[[count - 1 for count in steps]]
        return _with_ratios(snapshot, counts), Estimate()

    return compute


def _with_ratios(snapshot: Snapshot, counts: NDArray[np.int64]) -> list[Values]:
    shares, efficiencies = reach_shares(counts), reach_efficiencies(snapshot, counts)
    return [*counts.astype(float), *shares, *efficiencies]


def _learning_reach(snapshot: Snapshot, _limits: Limits) -> tuple[Sequence[Values], Estimate]:
    return list(learning_reach_counts(snapshot, max(REACH_STEPS)).astype(float)), Estimate()


def _cascade_reach(snapshot: Snapshot, _limits: Limits) -> tuple[Sequence[Values], Estimate]:
    return list(cascade_reach_counts(snapshot, max(REACH_STEPS)).astype(float)), Estimate()


def _communities(snapshot: Snapshot, limits: Limits) -> tuple[Sequence[Values], Estimate]:
    labels = communities(snapshot, limits.seed).labels
    sizes = np.bincount(labels, minlength=1)
    return [labels.astype(float), sizes[labels].astype(float)], Estimate()


def _betweenness(snapshot: Snapshot, limits: Limits) -> tuple[Sequence[Values], Estimate]:
    exact_nodes = limits.exact_betweenness_nodes
    values, estimate = betweenness(
        snapshot, exact_nodes=exact_nodes, seed=limits.seed, engine=limits.engine
    )
    return [values], estimate


def _spread(snapshot: Snapshot, _limits: Limits) -> tuple[Sequence[Values], Estimate]:
    return eigenvector_and_diffusion(snapshot), Estimate()


_NEAR, _FAR = REACH_STEPS[:2], REACH_STEPS[2:]

MEASURES: tuple[Measure, ...] = (
    Measure(
        "จำนวนผู้เชื่อมโยงโดยตรง",
        (
            MetricSpec(Metric.DEGREE),
            _learning(Metric.IN_DEGREE, Direction.IN),
            _learning(Metric.OUT_DEGREE, Direction.OUT),
        ),
        _exact(degree, in_degree, out_degree),
    ),
    Measure(
        "การไปถึงภายใน 1-2 ก้าว",
        _reach_specs(_NEAR),
        _reach(_NEAR),
        lambda run: _with_ratios(run.snapshot, run.near_counts()),
    ),
    Measure(
        "การไปถึงภายใน 3-4 ก้าว",
        _reach_specs(_FAR),
        _reach(_FAR),
        lambda run: _with_ratios(run.snapshot, run.far_counts()),
        all_pairs=True,
        beyond=lambda run, seed: run.sampled_reach(seed),
    ),
    Measure(
        "การถ่ายทอดความรู้ใน 1-4 ทอด",
        tuple(_learning(Metric.LEARNING_REACH, Direction.OUT, steps) for steps in REACH_STEPS),
        _learning_reach,
        lambda run: list(run.learning_counts().astype(float)),
    ),
    Measure(
        "การถ่ายทอดความรู้ตามลำดับวัน",
        tuple(_learning(Metric.CASCADE_REACH, Direction.OUT, steps) for steps in REACH_STEPS),
        _cascade_reach,
    ),
    Measure(
        "ความเป็นตัวเชื่อม",
        (MetricSpec(Metric.BETWEENNESS),),
        _betweenness,
        sampled=lambda nodes, limits: is_sampled(nodes, limits.exact_betweenness_nodes),
    ),
    Measure(
        "ความใกล้ชิด",
        (MetricSpec(Metric.CLOSENESS),),
        _exact(closeness),
        lambda run: run.closeness(),
        all_pairs=True,
        beyond=lambda run, seed: run.sampled_closeness(seed),
    ),
    Measure(
        "ความใกล้ชิดแบบฮาร์มอนิก",
        (MetricSpec(Metric.HARMONIC_CLOSENESS),),
        _exact(harmonic_closeness),
        lambda run: run.harmonic(),
        all_pairs=True,
        beyond=lambda run, seed: run.sampled_harmonic(seed),
    ),
    Measure(
        "ความเป็นที่รู้จัก (PageRank)",
        (MetricSpec(Metric.PAGERANK),),
        _exact(pagerank),
        lambda run: run.pagerank(),
    ),
    Measure(
        "ส่วนของเครือข่ายที่ต่อถึงกัน",
        (MetricSpec(Metric.COMPONENT), MetricSpec(Metric.COMPONENT_SIZE)),
        _exact(component, component_size),
        lambda run: run.components(),
    ),
    Measure(
        "จุดเชื่อมวิกฤต",
        tuple(map(MetricSpec, (Metric.ARTICULATION, Metric.CUT_OFF, Metric.BRIDGES))),
        _exact(articulation, cut_off, bridges),
        lambda run: run.cuts(),
    ),
    Measure(
        "ความแน่นแฟ้นของวง",
        (MetricSpec(Metric.CORE_NUMBER),),
        _exact(core_number),
        lambda run: run.cores(),
    ),
    Measure(
        "ช่องว่างระหว่างผู้ติดต่อ",
        (MetricSpec(Metric.CONSTRAINT), MetricSpec(Metric.EFFECTIVE_SIZE)),
        _exact(constraint, effective_size),
        lambda run: run.holes(),
    ),
    Measure(
        "การแพร่ของความรู้",
        (MetricSpec(Metric.EIGENVECTOR), MetricSpec(Metric.DIFFUSION)),
        _spread,
        lambda run: run.eigenvector_and_diffusion(),
    ),
    Measure(
        "วงที่สัมพันธ์กันแน่น",
        (MetricSpec(Metric.COMMUNITY), MetricSpec(Metric.COMMUNITY_SIZE)),
        _communities,
    ),
)
"""Every standing measure, cheapest kinds of questions first."""

STANDING: tuple[MetricSpec, ...] = tuple(spec for measure in MEASURES for spec in measure.specs)
"""Every standing metric with its parameters, in the order of the table."""
