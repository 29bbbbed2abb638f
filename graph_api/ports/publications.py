"""Metrics as they are published and kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph_api.domain.metrics import (
    Estimate,
    MetricSpec,
    MetricValue,
    NetworkFigure,
    SnapshotInfo,
)


@dataclass(frozen=True, slots=True)
class MetricColumn:
    """All values of one metric, one for each id of the publication; NaN where there is none."""

    spec: MetricSpec
    estimate: Estimate
    values: Sequence[float] | NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Publication:
    """What a refresh found out: every metric of every node, and the network in a few figures.

    `ids` ascend; position `v` of every column speaks of `ids[v]`.
    """

    info: SnapshotInfo
    ids: Sequence[str]
    columns: Sequence[MetricColumn]
    figures: Mapping[NetworkFigure, float]


@dataclass(frozen=True, slots=True)
class KeptSnapshot:
    """A snapshot whose metrics are kept, and the figures of its network."""

    info: SnapshotInfo
    figures: Mapping[NetworkFigure, float]


@dataclass(frozen=True, slots=True)
class MetricPoint:
    """What a metric of a node was in one snapshot."""

    snapshot: SnapshotInfo
    value: MetricValue
