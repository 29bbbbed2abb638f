"""The labels of communities stay from one refresh to the next."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from graph_api.analytics.communities import stable_labels
from graph_api.domain.metrics import Metric, MetricSpec, SnapshotInfo
from graph_api.ports import GraphReader, MetricColumn
from graph_api.services.shelf import Shelf

COMMUNITY = MetricSpec(Metric.COMMUNITY)

_CHUNK = 10_000


async def with_kept_labels(
    store: GraphReader,
    ids: Sequence[str],
    columns: Sequence[MetricColumn],
    shelf: Shelf | None = None,
) -> list[MetricColumn]:
    """The columns, the communities under the published labels where they overlap most.

    Published labels are read from the shelf where they lie there, and else from the store.
    """
    published = await store.snapshot()
    if published is None:
        last = np.full(len(ids), np.nan)
    else:
        kept = await asyncio.to_thread(_shelved, shelf, published, ids)
        last = await _stored(store, ids) if kept is None else kept
    return [
        replace(column, values=_named(column, last)) if column.spec == COMMUNITY else column
        for column in columns
    ]


def _shelved(
    shelf: Shelf | None, published: SnapshotInfo, ids: Sequence[str]
) -> NDArray[np.float64] | None:
    earlier = shelf.measured(published) if shelf else None
    if earlier is None:
        return None
    labels = [column.values for column in earlier.columns if column.spec == COMMUNITY]
    if not labels:
        return None
    held = np.asarray(labels[0])
    if ids == earlier.snapshot.ids:
        return held
    places = {node: place for place, node in enumerate(earlier.snapshot.ids)}
    before = np.fromiter((places.get(node, -1) for node in ids), np.int64, len(ids))
    return np.where(before >= 0, np.append(held, np.nan)[before], np.nan)


async def _stored(store: GraphReader, ids: Sequence[str]) -> NDArray[np.float64]:
    last = np.full(len(ids), np.nan)
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
