"""`python -m benchmarks.refresh --nodes N [--share 0.01] [--end-to-end] [--json]`: a small change.

Measures the network of `benchmarks/network.py` whole, changes a share of its links (anywhere, or
inside some villages), measures it whole and as an update, and checks that both are equal. CPU
seconds of one process, kernels compiled before. Left out unless `--all`: what samples, and what
walks between all pairs, which an update computes whole as well. Reading the store and publishing
come on top of either: `--end-to-end` measures those too (`benchmarks/refresh_whole.py`).
"""

import argparse
import json
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from benchmarks import refresh_whole
from benchmarks.machine import machine
from benchmarks.network import VILLAGE, Pairs, national_pairs, teaching
from benchmarks.ours import snapshot_of
from graph_api.analytics.adjacency import Adjacency
from graph_api.analytics.by_kernels import Run
from graph_api.analytics.engine import Engine
from graph_api.analytics.measured import Earlier
from graph_api.analytics.measures import MEASURES, Limits, Measure
from graph_api.analytics.snapshot import Snapshot
from graph_api.analytics.updating import Update
from graph_api.domain.metrics import Estimate, Metric
from graph_api.ports import MetricColumn

_LIMITS = Limits(0, engine=Engine.KERNELS)
_BETWEEN_ALL = {Metric.BETWEENNESS, Metric.COMMUNITY}
WHERE = ("anywhere", "villages")

Values = list[Any]


def network(nodes: int, pairs: Pairs) -> Snapshot:
    """A snapshot of people; sages and trainers teach as the villages have it."""
    u, v = pairs.T
    ties = Adjacency.from_pairs(nodes, np.concatenate((u, v)), np.concatenate((v, u)))
    teachers, learners = teaching(np.arange(0, nodes - VILLAGE + 1, VILLAGE)).T
    return replace(snapshot_of(ties), learning=Adjacency.from_pairs(nodes, teachers, learners))


def changed(nodes: int, pairs: Pairs, share: float, where: str, seed: int = 1) -> Pairs:
    """The pairs with half of the share taken away, and as many put in."""
    draws = np.random.default_rng(seed)
    count = max(int(share * len(pairs) / 2), 1)
    if where == "anywhere":
        gone = draws.choice(len(pairs), count, replace=False)
        new = draws.integers(0, nodes, (count, 2))
    else:
        home = pairs // VILLAGE
        inside = np.flatnonzero(home[:, 0] == home[:, 1])
        place = draws.permutation(nodes // VILLAGE + 1)[home[inside, 0]]
        gone = inside[np.argsort(place, kind="stable")][: 2 * count : 2]
        new = home[gone, :1] * VILLAGE + draws.integers(0, VILLAGE, (len(gone), 2))
        new = np.minimum(new, nodes - 1)
    left = np.delete(pairs, gone, axis=0)
    return np.concatenate((left, new[new[:, 0] != new[:, 1]]))


def timed(call: Callable[[], Any]) -> tuple[float, Any]:
    """CPU seconds, and what came of it."""
    started = time.process_time()
    found = call()
    return time.process_time() - started, found


def computed(run: Run, measure: Measure) -> Values:
    """The values of a measure."""
    if measure.kernels:
        return list(measure.kernels(run))
    return list(measure.compute(run.snapshot, _LIMITS)[0])


def chosen(everything: bool) -> list[Measure]:
    """The measures that are timed."""
    return [
        measure
        for measure in MEASURES
        if everything
        or not (measure.all_pairs or {spec.metric for spec in measure.specs} & _BETWEEN_ALL)
    ]


def columns_of(run: Run, measures: list[Measure]) -> list[MetricColumn]:
    """All values, as a refresh keeps them."""
    return [
        MetricColumn(spec, Estimate(), np.asarray(values))
        for measure in measures
        for spec, values in zip(measure.specs, computed(run, measure), strict=True)
    ]


def compared(
    new: Snapshot, earlier: Earlier, measures: list[Measure], where: str
) -> list[dict[str, Any]]:
    """A row for every measure, whole and as an update."""
    whole, update = Run(new), Update(new, earlier)
    looked, _ = timed(lambda: update.changed)
    rows = [{"where": where, "measure": "what changed", "whole": 0.0, "update": looked}]
    for measure in measures:
        full, values = timed(lambda measure=measure: computed(whole, measure))
        small, others = timed(lambda measure=measure: computed(update, measure))
        equal = all(map(_equal, values, others))
        name = measure.specs[0].key
        rows.append(
            {"where": where, "measure": name, "whole": full, "update": small, "equal": equal}
        )
    total = {
        key: sum(float(row[key]) for row in rows)  # type: ignore[arg-type]
        for key in ("whole", "update")
    }
    return [*rows, {"where": where, "measure": "all of these", **total}]


def _equal(one: Any, other: Any) -> bool:
    return bool(np.allclose(one, other, rtol=1e-9, atol=1e-15, equal_nan=True))


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--nodes", type=int, default=10_000)
    options.add_argument("--share", type=float, default=0.01, help="of the links that change")
    options.add_argument("--all", action="store_true", help="all standing measures")
    options.add_argument("--json", action="store_true", help="rows instead of a table")
    options.add_argument(
        "--end-to-end", action="store_true", help="from the store to the published values"
    )
    given = options.parse_args()
    if given.end_to_end:
        found = refresh_whole.run(given.nodes, given.share)
        shown = f"{machine()}\n\n{refresh_whole.table(found)}"
        print(json.dumps(found, indent=1) if given.json else shown)
        return
    measures = chosen(given.all)
    rows: list[dict[str, Any]] = []
    for nodes in (2_500, given.nodes):  # the first compiles
        pairs = national_pairs(nodes)
        old = network(nodes, pairs)
        earlier = Earlier(old, columns_of(Run(old), measures))
        rows = [
            row
            for where in WHERE
            for row in compared(
                network(nodes, changed(nodes, pairs, given.share, where)), earlier, measures, where
            )
        ]
    if given.json:
        print(json.dumps(rows, indent=1))
        return
    print(f"{given.nodes:,} nodes, {given.share:.1%} of the links changed; CPU seconds\n")
    print("| links changed | measure | whole | update | ratio | equal |\n|---|---|---|---|---|---|")
    for row in rows:
        ratio = f"{row['update'] / row['whole']:.2f}" if row["whole"] > 0.001 else ""
        told = {True: "yes", False: "NO", None: ""}[row.get("equal")]
        cells = [row["where"], row["measure"], f"{row['whole']:.3f}", f"{row['update']:.3f}"]
        print(f"| {' | '.join([*cells, ratio, told])} |")


if __name__ == "__main__":
    main()
