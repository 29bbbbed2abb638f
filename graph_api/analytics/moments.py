"""Of which reading a saved snapshot is, and what the calendar will change of it.

The same content may be read again later, and then other days are coming: so this lies beside the
content, in one file that is put in the place of the former one.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from graph_api.analytics.calendar import Coming
from graph_api.analytics.snapshot import Snapshot
from graph_api.domain.metrics import SnapshotInfo

_FILE = "moment.npz"


@dataclass(frozen=True, slots=True, eq=False)
class Moment:
    """When a snapshot was last read, at which version of the store, and what is coming."""

    as_of: datetime
    graph_version: int
    coming: Coming

    def is_of(self, info: SnapshotInfo) -> bool:
        """Whether it is the reading that was published: no two of them have the same time."""
        return (self.as_of, self.graph_version) == (info.as_of, info.graph_version)


def save_moment(snapshot: Snapshot, place: Path) -> None:
    """Note at `place`, where the snapshot is saved, when it was read; nothing is coming unsaid.

    Raises:
        OSError: the folder cannot be written.
    """
    coming = snapshot.coming
    if coming is None:
        (place / _FILE).unlink(missing_ok=True)
        return
    draft = place / f".draft-{_FILE}"
    np.savez(
        draft,
        as_of=np.array(snapshot.info.as_of.isoformat()),
        graph_version=np.array(snapshot.info.graph_version),
        days=coming.days,
        firsts=coming.firsts,
        seconds=coming.seconds,
    )
    draft.replace(place / _FILE)


def open_moment(place: Path) -> Moment | None:
    """When the snapshot saved at a path was read; nothing where that was not noted."""
    try:
        with np.load(place / _FILE, allow_pickle=False) as kept:
            coming = Coming(kept["days"], kept["firsts"], kept["seconds"])
            as_of = datetime.fromisoformat(str(kept["as_of"]))
            return Moment(as_of, int(kept["graph_version"]), coming)
    except (OSError, ValueError, KeyError, BadZipFile):
        return None
