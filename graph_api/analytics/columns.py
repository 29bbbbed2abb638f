"""The values of a metric by id, without a dictionary for every metric."""

from collections.abc import Iterator, Mapping
from itertools import compress
from math import isnan

import numpy as np

from graph_api.analytics.snapshot import Snapshot, Values


class AlignedValues(Mapping[str, float]):
    """An array in the order of `snapshot.ids`, read by id; a node whose value is NaN has none.

    A nation has some thirty columns of a million values: all of them share one table of
    positions.
    """

    def __init__(self, snapshot: Snapshot, values: Values) -> None:
        if values.shape != (len(snapshot),):
            raise ValueError(f"{values.shape} values for {len(snapshot)} nodes")
        self._snapshot = snapshot
        self._values = values

    def __getitem__(self, node: str) -> float:
        value = float(self._values[self._snapshot.positions[node]])
        if isnan(value):
            raise KeyError(node)
        return value

    def __iter__(self) -> Iterator[str]:
        given = ~np.isnan(self._values)
        return compress(self._snapshot.ids, given.tolist())

    def __len__(self) -> int:
        return int((~np.isnan(self._values)).sum())
