"""The published snapshot as a network in memory: what questions about sets are asked of."""

import asyncio
from collections.abc import Collection

from graph_api.analytics.snapshot import Snapshot
from graph_api.domain.errors import InvalidArgument, NodeNotFound, SnapshotMissing
from graph_api.ports import GraphReader
from graph_api.services.limits import check_range
from graph_api.services.shelf import Shelf
from graph_api.services.snapshots import SnapshotState, snapshot_state

TOGETHER_MAX = 100


async def published_network(
    store: GraphReader, shelf: Shelf | None
) -> tuple[Snapshot, SnapshotState]:
    """The network that the published metrics are of, and how it stands to the graph.

    Raises:
        SnapshotMissing: nothing is published, or its snapshot is not kept as files here.
        InvalidArgument: this service keeps no snapshots as files.
    """
    state = await snapshot_state(store)
    if state is None:
        raise SnapshotMissing("ยังไม่เคยคำนวณตัวชี้วัด: สั่ง sammachip refresh ก่อน")
    if shelf is None:
        raise InvalidArgument(
            "บริการนี้ไม่ได้เก็บภาพเครือข่ายเป็นไฟล์: ตั้ง SAMMACHIP_SNAPSHOTS เป็นโฟลเดอร์ แล้วสั่ง "
            "sammachip refresh\n"
            "this service keeps no snapshots as files: set SAMMACHIP_SNAPSHOTS, then refresh."
        )
    return await asyncio.to_thread(shelf.open, state.info.id), state


def check_set(snapshot: Snapshot, ids: Collection[str], most: int = TOGETHER_MAX) -> None:
    """Accept a set of actors of the network.

    Raises:
        InvalidArgument: there are none, or too many.
        NodeNotFound: an id is no actor of the snapshot.
    """
    check_range("ids", len(ids), 1, most)
    unknown = sorted({each for each in ids if each not in snapshot.positions})
    if unknown:
        raise NodeNotFound(
            f"ไม่มี {', '.join(unknown[:5])} ในภาพเครือข่าย (นับเฉพาะบุคคล ครัวเรือน กลุ่ม และองค์กร): "
            "ตรวจรหัส หรือสั่ง sammachip refresh หลังนำเข้าข้อมูลใหม่"
        )
