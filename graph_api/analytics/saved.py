"""Snapshots on disk: one uncompressed file for each array, opened without reading the links.

A folder holds `manifest.json` and the arrays as `.npy`. The links are mapped into memory, so that
the workers of a machine share one copy. A snapshot is written beside its place and moved there
when it is whole: there is never half of one.
"""

import json
import shutil
from datetime import datetime
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph_api.analytics.adjacency import Adjacency
from graph_api.analytics.attributes import Coded, Names, coded
from graph_api.analytics.snapshot import Snapshot, content_hash
from graph_api.analytics.typed import TIE_TYPES, Teachings
from graph_api.domain.errors import InputUnreadable
from graph_api.domain.kinds import NodeKind
from graph_api.domain.metrics import SnapshotInfo

FORMAT = 3
_MANIFEST = "manifest.json"


def save(snapshot: Snapshot, folder: Path) -> Path:
    """Write a snapshot to `folder` / its id, and give that path.

    One that is there stays, unless it cannot be read (spoilt, or of another release).

    Raises:
        OSError: the folder cannot be written.
    """
    place = folder / snapshot.info.id
    if place.exists():
        if can_be_read(place):
            return place
        shutil.rmtree(place, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    draft = Path(mkdtemp(prefix=".draft-", dir=folder))
    try:
        for name, array in _arrays(snapshot).items():
            np.save(draft / f"{name}.npy", array, allow_pickle=False)
        text = json.dumps(_manifest(snapshot), ensure_ascii=False)
        (draft / _MANIFEST).write_text(text, encoding="utf-8")
        draft.replace(place)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    return place


def open_saved(place: Path, *, verify: bool = False) -> Snapshot:
    """The snapshot at a path that `save` gave; with `verify` its content is hashed anew.

    Raises:
        InputUnreadable: there is no whole snapshot, it is of another format, or it was changed.
    """
    try:
        manifest = json.loads((place / _MANIFEST).read_text(encoding="utf-8"))
        types = [kind.value for kind in TIE_TYPES]
        if manifest["format"] != FORMAT or manifest["tie_types"] != types:
            raise _unreadable(place)
        snapshot = _opened(place, manifest)
    except (OSError, ValueError, KeyError, IndexError) as error:
        raise _unreadable(place) from error
    if not _fits(snapshot) or (verify and not _is_unchanged(snapshot)):
        raise _unreadable(place)
    return snapshot


def can_be_read(place: Path) -> bool:
    """Whether `open_saved` gives a snapshot there."""
    try:
        open_saved(place)
    except InputUnreadable:
        return False
    return True


def _unreadable(place: Path) -> InputUnreadable:
    return InputUnreadable(
        f"เปิด snapshot ที่ {place} ไม่ได้ (ไม่ครบ ถูกแก้ไข หรือเป็นรูปแบบอื่น): "
        "สั่ง sammachip refresh\n"
        f"The snapshot at {place} is not whole, was changed, or is of another format: "
        "run sammachip refresh."
    )


def _arrays(snapshot: Snapshot) -> dict[str, NDArray[Any]]:
    names = snapshot.ids if isinstance(snapshot.ids, Names) else Names.of(snapshot.ids)
    return {
        "ids": names.text,
        "id_ends": names.ends,
        "kinds": coded(snapshot.kinds).codes,
        "areas": coded(snapshot.areas).codes,
        "ties_indptr": snapshot.ties.indptr,
        "ties_indices": snapshot.ties.indices,
        "learning_indptr": snapshot.learning.indptr,
        "learning_indices": snapshot.learning.indices,
        "tie_types": snapshot.tie_types,
        "teachings_indptr": snapshot.teachings.rows.indptr,
        "teachings_indices": snapshot.teachings.rows.indices,
        "teachings_days": snapshot.teachings.days,
    }


def _manifest(snapshot: Snapshot) -> dict[str, Any]:
    info = snapshot.info
    return {
        "format": FORMAT,
        "id": info.id,
        "as_of": info.as_of.isoformat(),
        "nodes": info.nodes,
        "links": info.links,
        "graph_version": info.graph_version,
        "kinds": [sorted(kind.value for kind in kinds) for kinds in coded(snapshot.kinds).values],
        "areas": list(coded(snapshot.areas).values),
        "tie_types": [kind.value for kind in TIE_TYPES],
    }


def _opened(place: Path, manifest: dict[str, Any]) -> Snapshot:
    kinds = [frozenset(map(NodeKind, values)) for values in manifest["kinds"]]
    info = SnapshotInfo(
        id=manifest["id"],
        as_of=datetime.fromisoformat(manifest["as_of"]),
        nodes=manifest["nodes"],
        links=manifest["links"],
        graph_version=manifest["graph_version"],
    )
    return Snapshot(
        info=info,
        ids=Names(_mapped(place, "ids"), _mapped(place, "id_ends")),
        kinds=Coded(_mapped(place, "kinds"), kinds),
        areas=Coded(_mapped(place, "areas"), manifest["areas"]),
        ties=_rows(place, "ties"),
        learning=_rows(place, "learning"),
        tie_types=_mapped(place, "tie_types"),
        teachings=Teachings(_rows(place, "teachings"), _mapped(place, "teachings_days")),
    )


def _rows(place: Path, name: str) -> Adjacency:
    return Adjacency(_mapped(place, f"{name}_indptr"), _mapped(place, f"{name}_indices"))


def _read(place: Path, name: str) -> NDArray[Any]:
    array: NDArray[Any] = np.load(place / f"{name}.npy", allow_pickle=False)
    return array


def _mapped(place: Path, name: str) -> NDArray[Any]:
    # An array without entries cannot be mapped.
    path = place / f"{name}.npy"
    array: NDArray[Any] = _read(place, name)[:0] if _is_empty(path) else _map(path)
    array.flags.writeable = False
    return array


def _is_empty(path: Path) -> bool:
    with path.open("rb") as file:
        np.lib.format.read_magic(file)
        shape: tuple[int, ...] = np.lib.format.read_array_header_1_0(file)[0]
    return 0 in shape


def _map(path: Path) -> NDArray[Any]:
    # A plain view of it: kernels know arrays, and no special kinds of them.
    array: NDArray[Any] = np.load(path, mmap_mode="r", allow_pickle=False).view(np.ndarray)
    return array


def _fits(snapshot: Snapshot) -> bool:
    nodes = snapshot.info.nodes
    lengths = {len(snapshot.ids), len(snapshot.kinds), len(snapshot.areas)}
    rows = (snapshot.ties, snapshot.learning, snapshot.teachings.rows)
    whole = all(len(r.indptr) == nodes + 1 and r.indptr[-1] == len(r.indices) for r in rows)
    beside = len(snapshot.tie_types) == snapshot.ties.pairs
    dated = len(snapshot.teachings.days) == snapshot.teachings.rows.pairs
    fits = lengths == {nodes} and whole and beside and dated
    return fits and snapshot.ties.pairs == 2 * snapshot.info.links


def _is_unchanged(snapshot: Snapshot) -> bool:
    columns = (snapshot.ids, snapshot.kinds, snapshot.areas)
    kept = content_hash(
        *columns,
        snapshot.ties,
        snapshot.learning,
        tie_types=snapshot.tie_types,
        teachings=snapshot.teachings,
    )
    return kept == snapshot.info.id
