"""The network as a whole in a few figures, read off the metrics of its nodes."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from graph_api.analytics.snapshot import Snapshot
from graph_api.analytics.stage import CORE_K, hub_count
from graph_api.analytics.summary import degree_centralisation, density
from graph_api.domain.metrics import Metric, MetricSpec, NetworkFigure
from graph_api.ports import MetricColumn


def network_figures(
    snapshot: Snapshot, columns: Sequence[MetricColumn]
) -> dict[NetworkFigure, float]:
    """What `summary.summary` and `stage.network_stage` say, from standing metrics already computed.

    A figure whose metric is not among the columns is left out. O(n).
    """
    held = {column.spec: np.asarray(column.values) for column in columns}
    return {
        NetworkFigure.DENSITY: density(snapshot),
        NetworkFigure.DEGREE_CENTRALISATION: degree_centralisation(snapshot),
        NetworkFigure.HUBS: float(hub_count(snapshot)),
        **_of_columns(held, max(len(snapshot), 1)),
    }


def _of_columns(
    held: Mapping[MetricSpec, NDArray[np.float64]], nodes: int
) -> dict[NetworkFigure, float]:
    sources = {
        NetworkFigure.COMPONENTS: Metric.COMPONENT,
        NetworkFigure.LARGEST_SHARE: Metric.COMPONENT_SIZE,
        NetworkFigure.ARTICULATION_POINTS: Metric.ARTICULATION,
        NetworkFigure.CORE_SHARE: Metric.CORE_NUMBER,
    }
    found = {
        figure: held[MetricSpec(metric)]
        for figure, metric in sources.items()
        if MetricSpec(metric) in held
    }
    return {figure: _read_off(figure, values, nodes) for figure, values in found.items()}


def _read_off(figure: NetworkFigure, values: NDArray[np.float64], nodes: int) -> float:
    if figure is NetworkFigure.COMPONENTS:
        return float(values.max(initial=0))
    if figure is NetworkFigure.LARGEST_SHARE:
        return float(values.max(initial=0)) / nodes
    if figure is NetworkFigure.ARTICULATION_POINTS:
        return float(values.sum())
    return float(np.count_nonzero(values >= CORE_K)) / nodes
