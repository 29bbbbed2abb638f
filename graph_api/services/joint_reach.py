"""What several people reach together: asked of the published snapshot, mapped into memory."""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass

from graph_api.analytics.key_players import m_reach
from graph_api.analytics.snapshot import Snapshot
from graph_api.domain.errors import InvalidArgument, NodeNotFound, SnapshotMissing
from graph_api.ports import GraphReader
from graph_api.services.limits import check_range
from graph_api.services.ranking import STEPS_MAX
from graph_api.services.shelf import Shelf
from graph_api.services.snapshots import SnapshotState, snapshot_state

TOGETHER_MAX = 100


@dataclass(frozen=True, slots=True)
class JointReach:
    """How many are within some ties of at least one of a set, the set included."""

    reached: int
    share: float
    snapshot: SnapshotState


async def joint_reach(
    store: GraphReader, shelf: Shelf | None, ids: Collection[str], steps: int
) -> JointReach:
    """What these actors reach together within `steps` ties, nobody counted twice.

    Raises:
        InvalidArgument: there are no ids or too many, or `steps` is out of bounds.
        SnapshotMissing: nothing is published, or its snapshot is not kept as files here.
        NodeNotFound: an id is no actor of the snapshot.
    """
    check_range("ids", len(ids), 1, TOGETHER_MAX)
    check_range("steps", steps, 1, STEPS_MAX)
    state = await snapshot_state(store)
    if state is None:
        raise SnapshotMissing("ยังไม่เคยคำนวณตัวชี้วัด: สั่ง sammachip refresh ก่อน")
    if shelf is None:
        raise InvalidArgument(
            "บริการนี้ไม่ได้เก็บภาพเครือข่ายเป็นไฟล์: ตั้ง SAMMACHIP_SNAPSHOTS เป็นโฟลเดอร์ แล้วสั่ง "
            "sammachip refresh\n"
            "this service keeps no snapshots as files: set SAMMACHIP_SNAPSHOTS, then refresh."
        )
    snapshot = await asyncio.to_thread(shelf.open, state.info.id)
    _check_known(snapshot, ids)
    reached = await asyncio.to_thread(m_reach, snapshot, ids, steps)
    return JointReach(reached, reached / len(snapshot), state)


def _check_known(snapshot: Snapshot, ids: Collection[str]) -> None:
    unknown = sorted({each for each in ids if each not in snapshot.positions})
    if unknown:
        raise NodeNotFound(
            f"ไม่มี {', '.join(unknown[:5])} ในภาพเครือข่าย (นับเฉพาะบุคคล ครัวเรือน กลุ่ม และองค์กร): "
            "ตรวจรหัส หรือสั่ง sammachip refresh หลังนำเข้าข้อมูลใหม่"
        )
