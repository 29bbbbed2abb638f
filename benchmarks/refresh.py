"""`python -m benchmarks.refresh --nodes N [--json]`: a refresh after 1 % of the links changed.

Computes every standing measure of the network of `benchmarks/network.py` whole; changes a share of
its links, anywhere or in some villages; computes them anew and as an update; and checks that both
are equal. CPU seconds of one process; kernels are compiled before. Reading the store and
publishing come on top of either: `--store` measures the whole of `sammachip refresh`.
"""

import time
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from benchmarks.network import VILLAGE, Pairs, _teaching
from benchmarks.ours import snapshot_of
from graph_api.analytics.adjacency import Adjacency
from graph_api.analytics.by_kernels import Run
from graph_api.analytics.snapshot import Snapshot
from graph_api.analytics.standing import Limits, Measure
from graph_api.ports import MetricColumn

ROUNDED = 1e-9


def network(nodes: int, pairs: Pairs) -> Snapshot:
    """A snapshot of people; sages and trainers teach as the villages have it."""
    u, v = pairs.T
    ties = Adjacency.from_pairs(nodes, np.concatenate((u, v)), np.concatenate((v, u)))
    teachers, learners = _teaching(np.arange(0, nodes - VILLAGE + 1, VILLAGE)).T
    taught = Adjacency.from_pairs(nodes, teachers, learners)
    return replace(snapshot_of(ties), learning=taught)


def changed(nodes: int, pairs: Pairs, share: float, where: str, seed: int = 1) -> Pairs:
    """The pairs with a share of them taken away and as many put in."""
    draws = np.random.default_rng(seed)
    count = max(int(share * len(pairs) / 2), 1)
    if where == "anywhere":
        gone = draws.choice(len(pairs), count, replace=False)
        new = draws.integers(0, nodes, (count, 2))
    else:
        villages = np.sort(pairs // VILLAGE, axis=1)
        inside = np.flatnonzero(villages[:, 0] == villages[:, 1])
        order = draws.permutation(nodes // VILLAGE)
        place = np.argsort(order)[np.minimum(villages[inside, 0], nodes // VILLAGE - 1)]
        inside = inside[np.argsort(place, kind="stable")]
        gone = inside[: 2 * count : 2]
        homes = villages[gone, 0] * VILLAGE
        new = homes[:, None] + draws.integers(0, VILLAGE, (len(gone), 2))
    left = np.delete(pairs, gone, axis=0)
    return np.concatenate((left, new[new[:, 0] != new[:, 1]]))


def costs(
    snapshot: Snapshot, run: Run, limits: Limits, chosen: list[Measure]
) -> Iterator[tuple[str, float, list[MetricColumn]]]:
    """Each measure with its CPU seconds and values."""
    for measure in chosen:
        started = time.process_time()
        if measure.kernels:
            arrays = measure.kernels(run)
            estimate = None
        else:
            arrays, estimate = measure.compute(snapshot, limits)
        spent = time.process_time() - started
        columns = [
            MetricColumn(spec, estimate, np.asarray(values))  # type: ignore[arg-type]
            for spec, values in zip(measure.specs, arrays, strict=True)
        ]
        yield measure.title_th, spent, columns


def equal(one: MetricColumn, other: MetricColumn) -> bool:
    """Whether two columns hold the same to rounding."""
    return bool(np.allclose(one.values, other.values, rtol=ROUNDED, atol=1e-15, equal_nan=True))
