"""Compute the metrics of the graph as it is now, and publish them all or nothing."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from time import perf_counter

from graph_api.analytics.engine import Engine
from graph_api.analytics.figures import network_figures
from graph_api.analytics.snapshot import Snapshot, SnapshotBuilder
from graph_api.analytics.standing import (
    UNDEFINED_ALONE,
    Limits,
    Progress,
    left_out,
    planned,
    standing_metrics,
)
from graph_api.domain.errors import StoreUnavailable
from graph_api.domain.metrics import Method, MetricSpec, SnapshotInfo
from graph_api.ports import GraphStore, Publication

READS = 3
"""How often the graph is read before giving up, when it changes meanwhile."""

HISTORY = 12
"""How many snapshots keep their metrics, unless told otherwise."""


@dataclass(frozen=True, slots=True)
class RefreshResult:
    """What a refresh did.

    `computed` is false where the published metrics were those of this very content already.
    `sampled` names the metrics that are estimates, `left_out` the standing metrics that this
    graph is too large for with `engine`, the one that computes a network of this size here.
    """

    snapshot: SnapshotInfo
    seconds: float
    computed: bool
    sampled: tuple[MetricSpec, ...]
    left_out: tuple[MetricSpec, ...]
    engine: Engine


async def refresh(
    store: GraphStore,
    *,
    exact_betweenness_nodes: int,
    now: Callable[[], datetime],
    progress: Progress | None = None,
    force: bool = False,
    seed: int = 0,
    keep_last: int = HISTORY,
) -> RefreshResult:
    """Bring the published metrics up to the graph.

    The graph is read once, the metrics are computed in a worker thread (`progress` is called
    there), and they replace the published ones in one step: if anything fails, the last good ones
    stay. Nothing is computed when the published snapshot is of the same content and holds every
    metric by the method that these settings ask for, unless `force`; where only the store's
    version has moved on, the same values are published under the new one.

    Raises:
        StoreUnavailable: the graph kept changing while it was read.
    """
    started = perf_counter()
    snapshot = await read_snapshot(store, now)
    limits = Limits.for_network(
        len(snapshot), exact_betweenness_nodes=exact_betweenness_nodes, seed=seed
    )
    plan = planned(len(snapshot), limits)
    keep = not force and await _is_published(store, snapshot, plan)
    if not keep:
        columns = await asyncio.to_thread(standing_metrics, snapshot, limits, progress)
        figures = network_figures(snapshot, columns)
        await store.publish(Publication(snapshot.info, snapshot.ids, columns, figures), keep_last)
    else:
        await _confirm_if_stale(store, snapshot.info)
    return RefreshResult(
        snapshot=await store.snapshot() or snapshot.info,
        seconds=perf_counter() - started,
        computed=not keep,
        sampled=tuple(spec for spec, method in plan.items() if method is Method.SAMPLED),
        left_out=left_out(len(snapshot), limits),
        engine=limits.engine,
    )


async def read_snapshot(store: GraphStore, now: Callable[[], datetime]) -> Snapshot:
    """The network of actors as the store holds it now, all of it of one version.

    Raises:
        StoreUnavailable: the graph kept changing while it was read.
    """
    for _ in range(READS):
        as_of, version = now(), await store.version()
        builder = SnapshotBuilder()
        async for nodes in store.stream_nodes():
            builder.add_nodes(nodes)
        async for links in store.stream_links():
            builder.add_links(links)
        if await store.version() == version:
            return await asyncio.to_thread(builder.build, as_of=as_of, graph_version=version)
    raise StoreUnavailable(
        f"ข้อมูลใน {store.name} ถูกแก้ไขระหว่างการอ่านทั้ง {READS} ครั้ง จึงยังไม่ได้คำนวณใหม่ "
        "ค่าที่เผยแพร่ครั้งล่าสุดยังใช้ได้: รอให้การนำเข้าข้อมูลเสร็จ แล้วสั่ง refresh อีกครั้ง\n"
        f"{store.name} changed during each of {READS} reads, so nothing was computed and the last "
        "published values stand: wait for the load to end, then refresh again."
    )


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


async def _confirm_if_stale(store: GraphStore, info: SnapshotInfo) -> None:
    # A version moves on with every commit, also by what is no part of the network of actors.
    published = await store.snapshot()
    if published and published.graph_version != info.graph_version:
        await store.confirm(info)
