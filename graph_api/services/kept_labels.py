"""The labels of communities stay from one refresh to the next."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from graph_api.analytics.communities import stable_labels
from graph_api.domain.metrics import Metric, MetricSpec
from graph_api.ports import GraphReader, MetricColumn

COMMUNITY = MetricSpec(Metric.COMMUNITY)

_CHUNK = 10_000


async def with_kept_labels(
    store: GraphReader, ids: Sequence[str], columns: Sequence[MetricColumn]
) -> list[MetricColumn]:
    """The columns, the communities under the published labels where they overlap most."""
    last = await _published(store, ids)
    return [
        replace(column, values=_named(column, last)) if column.spec == COMMUNITY else column
        for column in columns
    ]


async def _published(store: GraphReader, ids: Sequence[str]) -> NDArray[np.float64]:
    last = np.full(len(ids), np.nan)
    if await store.snapshot() is None:
        return last
    for start in range(0, len(ids), _CHUNK):
        chunk = ids[start : start + _CHUNK]
        found = await store.metric_values(chunk, [COMMUNITY])
        for place, node in enumerate(chunk, start):
            for value in found.get(node, ()):
                last[place] = value.value
    return last


def _named(column: MetricColumn, last: NDArray[np.float64]) -> NDArray[np.float64]:
    found = np.asarray(column.values).astype(np.int64)
    return stable_labels(found, last).astype(np.float64)
