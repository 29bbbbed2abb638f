"""Snapshots kept as files: what a service maps into memory, and the next refresh begins from."""

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from graph_api.analytics.measured import Earlier, open_measured, save_measured
from graph_api.analytics.moments import open_moment, save_moment
from graph_api.analytics.saved import can_be_read, open_saved, save
from graph_api.analytics.snapshot import Snapshot
from graph_api.domain.errors import InputUnreadable, SnapshotMissing
from graph_api.domain.metrics import SnapshotInfo
from graph_api.ports import MetricColumn

KEPT = 2
"""How many snapshots stay: the newest, and the one that a service may still have open."""

_LATEST = "latest"
_DRAFT = ".draft-"


class Shelf:
    """A folder of snapshots with their metrics, each under its id; `latest` names the newest.

    Several processes may read it while one writes: what is there is whole, and is never changed.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._opened: Snapshot | None = None

    def put(self, snapshot: Snapshot, columns: Sequence[MetricColumn]) -> None:
        """Keep a snapshot and its metrics, and let go of all but the last few.

        Raises:
            OSError: the folder cannot be written.
        """
        place = save(snapshot, self.folder)
        save_measured(columns, place)
        save_moment(snapshot, place)
        order = [snapshot.info.id, *(each for each in self._order() if each != snapshot.info.id)]
        draft = self.folder / f"{_DRAFT}{_LATEST}"
        draft.write_text("\n".join(order[:KEPT]) + "\n", encoding="utf-8")
        draft.replace(self.folder / _LATEST)
        for other in self.folder.iterdir():
            if other.is_dir() and other.name not in order[:KEPT]:
                shutil.rmtree(other, ignore_errors=True)

    def latest(self) -> Earlier | None:
        """The newest snapshot with its metrics; nothing where there is none that can be read."""
        for snapshot_id in self._order()[:1]:
            place = self.folder / snapshot_id
            try:
                snapshot = open_saved(place)
            except InputUnreadable:
                # Of another release, or spoilt: a refresh that computes all puts a new one here.
                shutil.rmtree(place, ignore_errors=True)
                return None
            columns = open_measured(snapshot, place)
            return None if columns is None else Earlier(snapshot, columns)
        return None

    def published(self, info: SnapshotInfo) -> Snapshot | None:
        """The very reading that is published, with what is coming; nothing where it is not here.

        A shelf of another database, or of another state of this one, is known by the time of the
        reading, its version and its content together.
        """
        place = self.folder / info.id
        moment = open_moment(place)
        if moment is None or not moment.is_of(info):
            return None
        try:
            snapshot = open_saved(place)
        except InputUnreadable:
            return None
        return replace(snapshot, info=info, coming=moment.coming)

    def measured(self, info: SnapshotInfo) -> Earlier | None:
        """The very reading that is published, with its metrics; nothing where it is not here."""
        snapshot = self.published(info)
        columns = open_measured(snapshot, self.folder / info.id) if snapshot else None
        return Earlier(snapshot, columns) if snapshot and columns else None

    def holds(self, snapshot_id: str) -> bool:
        """Whether the snapshot with this id is here and can be read."""
        return can_be_read(self.folder / snapshot_id)

    def confirm(self, snapshot: Snapshot) -> None:
        """Note that a snapshot which lies here was read again, with the same content.

        Raises:
            OSError: the folder cannot be written.
        """
        place = self.folder / snapshot.info.id
        if place.is_dir():
            save_moment(snapshot, place)

    def open(self, snapshot_id: str) -> Snapshot:
        """The snapshot with this id, mapped into memory once in a process.

        Raises:
            SnapshotMissing: it is not here.
        """
        if self._opened is None or self._opened.info.id != snapshot_id:
            place = self.folder / snapshot_id
            if not place.is_dir():
                raise SnapshotMissing(
                    f"ไม่มีภาพเครือข่าย {snapshot_id[:8]} ใน {self.folder}: สั่ง sammachip refresh "
                    "ด้วยที่เก็บข้อมูลและ SAMMACHIP_SNAPSHOTS เดียวกับบริการนี้\n"
                    f"the snapshot is not in {self.folder}: run sammachip refresh "
                    "with the service's settings."
                )
            self._opened = open_saved(place)
        return self._opened

    def _order(self) -> list[str]:
        try:
            return (self.folder / _LATEST).read_text(encoding="utf-8").split()
        except OSError:
            return []
