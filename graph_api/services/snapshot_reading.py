"""Reading the network of actors out of a store: all of it, or what has changed since."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from threading import Event

from graph_api.analytics.amended import amended, due
from graph_api.analytics.snapshot import Snapshot, SnapshotBuilder
from graph_api.analytics.standing import Progress
from graph_api.domain.errors import RefreshCancelled, StoreUnavailable
from graph_api.domain.periods import thai_day
from graph_api.ports import GraphStore
from graph_api.services.shelf import Shelf

READS = 3
"""How often the graph is read before giving up, when it changes meanwhile."""


@dataclass(frozen=True, slots=True)
class Work:
    """What accompanies a refresh: who is told, what stops it, where snapshots are kept."""

    progress: Progress | None = None
    stop: Event | None = None
    shelf: Shelf | None = None

    def tell(self, what: str, done: int, of: int) -> None:
        """Say how far it is, unless it is to stop.

        Raises:
            RefreshCancelled: it is to stop.
        """
        self.go_on()
        if self.progress:
            self.progress(what, done, of)

    def go_on(self) -> None:
        """Nothing, unless it is to stop.

        Raises:
            RefreshCancelled: it is to stop.
        """
        if self.stop and self.stop.is_set():
            raise RefreshCancelled(
                "หยุดการคำนวณตามคำสั่ง ยังไม่ได้เผยแพร่สิ่งใด ค่าที่เผยแพร่ครั้งล่าสุดยังใช้ได้ "
                "สั่ง sammachip refresh อีกครั้งเมื่อพร้อม\n"
                "The refresh was stopped; nothing was published and the last good metrics stand."
            )


async def read_changes(
    store: GraphStore, now: Callable[[], datetime], work: Work
) -> Snapshot | None:
    """The network as the store holds it now: the published one, with what has changed since.

    Nothing where the published snapshot is not on the shelf, or the store cannot tell what changed.

    Raises:
        RefreshCancelled: it was told to stop.
    """
    published = await store.snapshot()
    if published is None or work.shelf is None:
        return None
    earlier = await asyncio.to_thread(work.shelf.published, published)
    if earlier is None:
        return None
    work.go_on()
    as_of = now()
    pairs = await asyncio.to_thread(due, earlier, thai_day(as_of))
    if pairs is None:
        return None
    changes = await store.changes_since(published.graph_version, pairs)
    if changes is None:
        return None
    work.go_on()
    return await asyncio.to_thread(amended, earlier, changes, as_of=as_of)


async def read_snapshot(
    store: GraphStore, now: Callable[[], datetime], work: Work | None = None
) -> Snapshot:
    """The network of actors as the store holds it now, all of it of one version.

    Raises:
        StoreUnavailable: the graph kept changing while it was read.
        RefreshCancelled: it was told to stop.
    """
    work = work or Work()
    for _ in range(READS):
        as_of, version = now(), await store.version()
        builder = SnapshotBuilder()
        async for nodes in store.stream_nodes():
            work.go_on()
            builder.add_nodes(nodes)
        async for links in store.stream_links():
            work.go_on()
            builder.add_links(links)
        if await store.version() == version:
            return await asyncio.to_thread(builder.build, as_of=as_of, graph_version=version)
    raise StoreUnavailable(
        f"ข้อมูลใน {store.name} ถูกแก้ไขระหว่างการอ่านทั้ง {READS} ครั้ง จึงยังไม่ได้คำนวณใหม่ "
        "ค่าที่เผยแพร่ครั้งล่าสุดยังใช้ได้: รอให้การนำเข้าข้อมูลเสร็จ แล้วสั่ง refresh อีกครั้ง\n"
        f"{store.name} changed during each of {READS} reads, so nothing was computed and the last "
        "published values stand: wait for the load to end, then refresh again."
    )
