"""All standing metrics of a snapshot, by whom and by which method its size asks for."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from graph_api.analytics.engine import Engine
from graph_api.analytics.measured import Earlier
from graph_api.analytics.measures import MEASURES, STANDING, Limits, Measure
from graph_api.analytics.snapshot import Snapshot, Values
from graph_api.domain.metrics import Estimate, Method, Metric, MetricSpec
from graph_api.ports import MetricColumn

if TYPE_CHECKING:
    from graph_api.analytics.by_kernels import Run

UNDEFINED_ALONE = frozenset({Metric.CONSTRAINT, Metric.EFFECTIVE_SIZE})
"""Metrics that a node without any tie has no value of."""

Progress = Callable[[str, int, int], None]
"""Told what is computed now (Thai), how many measures are done, and of how many."""


def planned(nodes: int, limits: Limits) -> dict[MetricSpec, Method]:
    """Which standing metrics a network of this size gets, and by which method."""
    return {
        spec: measure.method(nodes, limits)
        for measure in _computed(nodes, limits)
        for spec in measure.specs
    }


def left_out(nodes: int, limits: Limits) -> tuple[MetricSpec, ...]:
    """Which standing metrics a network of this size is too large for."""
    given = planned(nodes, limits)
    return tuple(spec for spec in STANDING if spec not in given)


def standing_metrics(
    snapshot: Snapshot,
    limits: Limits,
    progress: Progress | None = None,
    earlier: Earlier | None = None,
) -> list[MetricColumn]:
    """Every standing metric of a snapshot, but those that `left_out` names.

    The same snapshot, limits and seed give the same values. With what was measured `earlier`,
    kernels compute anew only what the change since can touch; the values are the same.
    """
    measures = _computed(len(snapshot), limits)
    run = _kernel_run(snapshot, limits, earlier)
    columns: list[MetricColumn] = []
    for done, measure in enumerate(measures):
        if progress:
            progress(measure.title_th, done, len(measures))
        columns += _columns(snapshot, measure, limits, run)
    if progress:
        progress("คำนวณครบแล้ว", len(measures), len(measures))
    return columns


def _computed(nodes: int, limits: Limits) -> list[Measure]:
    whole = nodes <= limits.all_pairs_nodes or limits.engine is Engine.KERNELS
    return [measure for measure in MEASURES if whole or not measure.all_pairs]


def _kernel_run(snapshot: Snapshot, limits: Limits, earlier: Earlier | None) -> "Run | None":
    if limits.engine is Engine.NETWORKX:
        return None
    if earlier is not None:
        from graph_api.analytics.updating import Update

        return Update(snapshot, earlier)
    from graph_api.analytics.by_kernels import Run

    return Run(snapshot)


def _columns(
    snapshot: Snapshot, measure: Measure, limits: Limits, run: "Run | None"
) -> list[MetricColumn]:
    arrays, estimates = _computed_arrays(snapshot, measure, limits, run)
    return [
        MetricColumn(spec, estimate, values)
        for spec, estimate, values in zip(measure.specs, estimates, arrays, strict=True)
    ]


def _computed_arrays(
    snapshot: Snapshot, measure: Measure, limits: Limits, run: "Run | None"
) -> tuple[Sequence[Values], Sequence[Estimate]]:
    if run and measure.beyond and len(snapshot) > limits.all_pairs_nodes:
        return measure.beyond(run, limits.seed)
    if run and measure.kernels:
        arrays, estimate = measure.kernels(run), Estimate()
    else:
        arrays, estimate = measure.compute(snapshot, limits)
    return arrays, [estimate] * len(measure.specs)
