"""Which snapshot the metrics come from, and whether the graph has moved on since."""

from dataclasses import dataclass

from graph_api.domain.metrics import SnapshotInfo
from graph_api.ports import GraphReader


@dataclass(frozen=True, slots=True)
class SnapshotState:
    """The published snapshot; `stale` where the graph has changed since it was taken."""

    info: SnapshotInfo
    stale: bool


async def snapshot_state(store: GraphReader) -> SnapshotState | None:
    """The published snapshot and its freshness, or nothing before the first refresh."""
    info = await store.snapshot()
    if info is None:
        return None
    return SnapshotState(info, stale=info.graph_version != await store.version())
