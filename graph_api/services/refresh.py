"""Compute the metrics of the graph as it is now, and publish them all or nothing."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Event
from time import perf_counter

from graph_api.analytics.engine import Engine
from graph_api.analytics.figures import network_figures
from graph_api.analytics.measured import Earlier
from graph_api.analytics.measures import STANDING, Limits
from graph_api.analytics.snapshot import Snapshot
from graph_api.analytics.standing import (
    UNDEFINED_ALONE,
    Progress,
    left_out,
    planned,
    standing_metrics,
)
from graph_api.domain.metrics import Method, MetricSpec, SnapshotInfo
from graph_api.ports import GraphStore, MetricColumn, Publication
from graph_api.services import outside
from graph_api.services.kept_labels import with_kept_labels
from graph_api.services.shelf import Shelf
from graph_api.services.snapshot_reading import Work, read_changes, read_snapshot
from graph_api.settings import HISTORY


@dataclass(frozen=True, slots=True)
class RefreshResult:
    """What a refresh did.

    `computed` is false where the published metrics were those of this very content already,
    `updated` true where only what a change could touch was computed, `read_whole` false where only
    what has changed was read. `sampled` names the metrics
    that are estimates, `left_out` the standing metrics that this graph is too large for with
    `engine`, the one that computes a network of this size here. `not_kept` says why the snapshot
    could not be kept as files, if so.
    """

    snapshot: SnapshotInfo
    seconds: float
    computed: bool
    updated: bool
    sampled: tuple[MetricSpec, ...]
    left_out: tuple[MetricSpec, ...]
    engine: Engine
    not_kept: str | None = None
    read_whole: bool = True


async def refresh(
    store: GraphStore,
    *,
    exact_betweenness_nodes: int,
    now: Callable[[], datetime],
    progress: Progress | None = None,
    force: bool = False,
    seed: int = 0,
    keep_last: int = HISTORY,
    stop: Event | None = None,
    shelf: Shelf | None = None,
    parquet: Path | None = None,
    spark: bool = False,
) -> RefreshResult:
    """Bring the published metrics up to the graph.

    The graph is read once, the metrics are computed in a worker thread (`progress` is called
    there), and they replace the published ones in one step: if anything fails, the last good ones
    stay. Nothing is computed when the published snapshot is of the same content and holds every
    metric by the method that these settings ask for, and its files can be read, unless `force`;
    where only the store's version has moved on, that is confirmed.

    With a `shelf` the snapshot and its metrics are kept as files. Where the published one lies
    there, only what changed since is read; and what the change cannot have touched is taken from
    there (kernels only). Neither is done with `force`.

    The snapshot is written as Parquet too where a folder for it is given. With `spark` the metrics
    that have a distributed form are computed there and are the only ones published, always anew:
    nothing else that was published before is shown as current then.

    Raises:
        StoreUnavailable: the graph kept changing while it was read.
        RefreshCancelled: `stop` was set before the metrics were published.
        InvalidArgument: what Parquet or Spark needs is not installed.
    """
    started = perf_counter()
    work = Work(progress, stop, shelf)
    changed = None if force else await read_changes(store, now, work)
    snapshot = changed or await read_snapshot(store, now, work)
    if parquet:
        await asyncio.to_thread(outside.write, snapshot, parquet)
    if spark:
        columns = await asyncio.to_thread(outside.by_spark, snapshot, parquet, work.tell)
        not_kept = await _publish(store, work, snapshot, columns, keep_last)
        return RefreshResult(
            snapshot=snapshot.info,
            seconds=perf_counter() - started,
            computed=True,
            updated=False,
            sampled=tuple(each.spec for each in columns if each.estimate.method is Method.SAMPLED),
            left_out=_without(columns),
            engine=Engine.SPARK,
            not_kept=not_kept,
            read_whole=changed is None,
        )
    limits = Limits.for_network(
        len(snapshot), exact_betweenness_nodes=exact_betweenness_nodes, seed=seed
    )
    plan = planned(len(snapshot), limits)
    keep = (
        not force
        and await _is_published(store, snapshot, plan)
        and await asyncio.to_thread(_is_on_shelf, shelf, snapshot)
    )
    updated, not_kept = False, None
    if not keep:
        earlier = None if force else await asyncio.to_thread(_earlier, shelf, limits)
        updated = earlier is not None
        columns = await asyncio.to_thread(standing_metrics, snapshot, limits, work.tell, earlier)
        columns = await with_kept_labels(store, snapshot.ids, columns, shelf)
        not_kept = await _publish(store, work, snapshot, columns, keep_last)
    else:
        not_kept = await _confirm_if_stale(store, shelf, snapshot)
    return RefreshResult(
        snapshot=await store.snapshot() or snapshot.info,
        seconds=perf_counter() - started,
        computed=not keep,
        updated=updated,
        sampled=tuple(spec for spec, method in plan.items() if method is Method.SAMPLED),
        left_out=left_out(len(snapshot), limits),
        engine=limits.engine,
        not_kept=not_kept,
        read_whole=changed is None,
    )


async def _publish(
    store: GraphStore,
    work: Work,
    snapshot: Snapshot,
    columns: Sequence[MetricColumn],
    keep_last: int,
) -> str | None:
    """Keep the snapshot as files, then publish; why it could not be kept, if so."""
    not_kept = await asyncio.to_thread(_on_shelf, work.shelf, lambda at: at.put(snapshot, columns))
    work.go_on()
    figures = network_figures(snapshot, columns)
    await store.publish(Publication(snapshot.info, snapshot.ids, columns, figures), keep_last)
    return not_kept


def _without(columns: Sequence[MetricColumn]) -> tuple[MetricSpec, ...]:
    given = {column.spec for column in columns}
    return tuple(spec for spec in STANDING if spec not in given)


def _earlier(shelf: Shelf | None, limits: Limits) -> Earlier | None:
    return shelf.latest() if shelf and limits.engine is Engine.KERNELS else None


def _is_on_shelf(shelf: Shelf | None, snapshot: Snapshot) -> bool:
    """Whether the files are there that the service answers from; nothing to ask without a shelf."""
    return shelf is None or shelf.holds(snapshot.info.id)


def _on_shelf(shelf: Shelf | None, work: Callable[[Shelf], None]) -> str | None:
    """Keep something as files; why that could not be done. A full disk is no reason to fail."""
    if shelf is None:
        return None
    try:
        work(shelf)
    except OSError as error:
        return f"{shelf.folder}: {error.strerror or error}"
    return None


async def _is_published(
    store: GraphStore, snapshot: Snapshot, plan: dict[MetricSpec, Method]
) -> bool:
    """Whether this content is published with every planned metric, by the planned method.

    One node with ties tells of all; a network without any has no value of some metrics.
    """
    published = await store.snapshot()
    if published is None or published.id != snapshot.info.id:
        return False
    if not len(snapshot):
        return True
    degrees = snapshot.ties.out_degrees()
    defined = {s: m for s, m in plan.items() if degrees.any() or s.metric not in UNDEFINED_ALONE}
    busiest = snapshot.ids[int(degrees.argmax())]
    found = await store.metric_values([busiest], plan)
    return {value.spec: value.estimate.method for value in found.get(busiest, ())} == defined


async def _confirm_if_stale(
    store: GraphStore, shelf: Shelf | None, snapshot: Snapshot
) -> str | None:
    """Say that what is published is of now; why the shelf could not be told, if so."""
    # A version moves on with every commit, also by what is no part of the network of actors.
    published = await store.snapshot()
    if not published or published.graph_version == snapshot.info.graph_version:
        return None
    await store.confirm(snapshot.info)
    return await asyncio.to_thread(_on_shelf, shelf, lambda at: at.confirm(snapshot))
