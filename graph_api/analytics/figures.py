"""The network as a whole in a few figures, read off the metrics of its nodes."""

from collections.abc import Mapping, Sequence
from math import isnan

import numpy as np
from numpy.typing import NDArray

from graph_api.analytics.communities import modularity
from graph_api.analytics.mixing import area_ei, degree_assortativity
from graph_api.analytics.snapshot import Snapshot
from graph_api.analytics.stage import CORE_K, hub_count
from graph_api.analytics.summary import degree_centralisation, density
from graph_api.domain.areas import AreaLevel
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
        **_of_mixing(snapshot, held),
    }


def _of_mixing(
    snapshot: Snapshot, held: Mapping[MetricSpec, NDArray[np.float64]]
) -> dict[NetworkFigure, float]:
    """The figures of who is tied to whom; one that is not defined is left out."""
    labels = held.get(MetricSpec(Metric.COMMUNITY))
    figures = {
        NetworkFigure.DEGREE_ASSORTATIVITY: degree_assortativity(snapshot),
        NetworkFigure.EI_BY_VILLAGE: area_ei(snapshot, AreaLevel.VILLAGE).ei,
        NetworkFigure.EI_BY_SUBDISTRICT: area_ei(snapshot, AreaLevel.SUBDISTRICT).ei,
    }
    if labels is not None:
        figures[NetworkFigure.COMMUNITIES] = float(len(np.unique(labels)))
        figures[NetworkFigure.MODULARITY] = modularity(snapshot, labels.astype(np.int64))
    return {figure: v for figure, v in figures.items() if v is not None and not isnan(v)}


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
