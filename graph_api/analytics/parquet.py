"""A snapshot as Parquet: for clusters, and for whoever reads tables.

Three files in a folder, with what the snapshot is in their metadata: `nodes.parquet` (id, kinds,
area; in order of id), `ties.parquet` (source, target, types: positions in that order, the smaller
first, each tie once) and `teachings.parquet` (teacher, learner, day). It comes back as it was,
with the same id. Needs pyarrow, the extra [parquet]; imported where it is used.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray
from scipy.sparse import csr_array

from graph_api.analytics.adjacency import Adjacency
from graph_api.analytics.attributes import Coded, Names, coded
from graph_api.analytics.snapshot import Snapshot
from graph_api.analytics.typed import TIE_TYPES, UNDATED, Teachings, Words
from graph_api.domain.errors import InputUnreadable
from graph_api.domain.kinds import NodeKind
from graph_api.domain.metrics import SnapshotInfo

FORMAT = 1
NODES, TIES, TEACHINGS = "nodes.parquet", "ties.parquet", "teachings.parquet"

_KEY = b"sammachip"
_EPOCH = datetime(1970, 1, 1).toordinal()  # noqa: DTZ001 -- a day, no moment


def write_parquet(snapshot: Snapshot, folder: Path) -> Path:
    """Write the three files into a folder, which is made.

    Raises:
        OSError: the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    told = {_KEY: json.dumps(_manifest(snapshot)).encode()}
    for name, table in ((NODES, _nodes(snapshot)), (TIES, _ties(snapshot))):
        pq.write_table(table.replace_schema_metadata(told), folder / name)
    pq.write_table(_teachings(snapshot).replace_schema_metadata(told), folder / TEACHINGS)
    return folder


def read_parquet(folder: Path) -> Snapshot:
    """The snapshot that `write_parquet` wrote.

    Raises:
        InputUnreadable: a file is missing, is no such file, or is of another format.
    """
    try:
        snapshot = _snapshot(folder)
    except (OSError, ValueError, KeyError, pa.ArrowException) as error:
        raise _unreadable(folder) from error
    _give_back()
    return snapshot


def _unreadable(folder: Path) -> InputUnreadable:
    return InputUnreadable(
        f"อ่านภาพเครือข่าย Parquet ที่ {folder} ไม่ได้ (ไม่ครบ หรือเป็นรูปแบบอื่น): "
        "เขียนใหม่ด้วย sammachip refresh --parquet\n"
        f"The Parquet snapshot at {folder} is not whole or is of another format: write it anew "
        "with sammachip refresh --parquet."
    )


# ---- writing -------------------------------------------------------------------------------------


def _manifest(snapshot: Snapshot) -> dict[str, Any]:
    info = asdict(snapshot.info) | {"as_of": snapshot.info.as_of.isoformat()}
    return {"format": FORMAT, "info": info, "tie_types": [kind.value for kind in TIE_TYPES]}


def _nodes(snapshot: Snapshot) -> pa.Table:
    kinds, areas = coded(snapshot.kinds), coded(snapshot.areas)
    # Kinds as one text: a list in every row would be four times the size.
    texts = [",".join(sorted(kind.value for kind in of)) for of in kinds.values]
    return pa.table(
        {
            "id": pa.array(iter(snapshot.ids), pa.string(), size=len(snapshot)),
            "kinds": _dictionary(kinds.codes, texts),
            "area": _dictionary(areas.codes, areas.values),
        }
    )


def _dictionary(codes: NDArray[np.int32], values: Sequence[str | None]) -> pa.Array:
    # A dictionary in Parquet holds no null: those are left out of the codes.
    nothing = np.array([value is None for value in values], np.bool_)
    missing = nothing[codes] if len(values) else np.zeros(0, np.bool_)
    texts = pa.array([value or "" for value in values], pa.string())
    return pa.DictionaryArray.from_arrays(pa.array(codes, mask=missing), texts)


def _ties(snapshot: Snapshot) -> pa.Table:
    ties = snapshot.ties
    sources = np.repeat(np.arange(len(snapshot), dtype=np.int32), ties.out_degrees())
    once = sources < ties.indices
    columns = {"source": sources[once], "target": ties.indices[once]}
    return pa.table(columns | {"types": snapshot.tie_types[once]})


def _teachings(snapshot: Snapshot) -> pa.Table:
    rows, days = snapshot.teachings.rows, snapshot.teachings.days
    teachers = np.repeat(np.arange(len(snapshot), dtype=np.int32), rows.out_degrees())
    dated = pa.array((days - _EPOCH).astype(np.int32), pa.int32(), mask=days == UNDATED)
    columns = {"teacher": pa.array(teachers), "learner": pa.array(rows.indices)}
    return pa.table(columns | {"day": dated.cast(pa.date32())})


# ---- reading -------------------------------------------------------------------------------------


def _snapshot(folder: Path) -> Snapshot:
    told = json.loads((pq.read_metadata(folder / NODES).metadata or {})[_KEY])
    if told["format"] != FORMAT or told["tie_types"] != [kind.value for kind in TIE_TYPES]:
        raise ValueError("another format")
    info = SnapshotInfo(**told["info"] | {"as_of": datetime.fromisoformat(told["info"]["as_of"])})
    # Ties first: laying them out takes most, and nothing else is there then.
    ties, words = _read_ties(info.nodes, folder / TIES)
    taught = _read_teachings(info.nodes, folder / TEACHINGS)
    kinds = _coded(folder / NODES, "kinds")
    snapshot = Snapshot(
        info=info,
        ids=_names(folder / NODES),
        kinds=Coded(kinds.codes, [_kinds(text or "") for text in kinds.values]),
        areas=_coded(folder / NODES, "area"),
        ties=ties,
        learning=_once_each(info.nodes, taught.rows),
        tie_types=words,
        teachings=taught,
    )
    lengths = {len(snapshot.ids), len(snapshot.kinds), len(snapshot.areas), info.nodes}
    if len(lengths) > 1 or ties.pairs != 2 * info.links:
        raise ValueError("the files do not belong together")
    return snapshot


def _read_ties(nodes: int, path: Path) -> tuple[Adjacency, Words]:
    counts = np.bincount(_numbers(path, "source"), minlength=nodes)
    ends, types = _numbers(path, "target"), _numbers(path, "types")
    _give_back()
    return both_ways(counts, ends, types)


def _give_back() -> None:
    # What decoding took stays with Arrow otherwise: 80 MB at a nation's size.
    pa.default_memory_pool().release_unused()


def both_ways(
    counts: NDArray[np.int64], targets: NDArray[np.int32], types: Words
) -> tuple[Adjacency, Words]:
    """Rows with every tie from both ends, of ties told once: `counts` lead up from each node.

    Nothing is sorted: what leads down is the transpose of what leads up. O(n + m).

    >>> rows, words = both_ways(np.array([1, 1, 0]), *np.array([[2, 2], [1, 4]], np.uint32))
    >>> rows.indptr.tolist(), rows.indices.tolist(), words.tolist()
    ([0, 1, 2, 4], [2, 2, 0, 1], [1, 4, 1, 4])
    """
    # Places of 32 bits, and one half after the other: this is where reading a nation peaks.
    nodes = len(counts)
    places = np.int32 if 2 * len(targets) < 2**31 else np.int64
    up = np.concatenate(([0], np.cumsum(counts))).astype(places)
    indices, words = np.empty(2 * len(targets), np.int32), np.empty(2 * len(targets), np.uint32)
    lower = csr_array((types, targets, up), shape=(nodes, nodes)).tocsc()
    down = lower.indptr.astype(places)
    at = _after(up[:-1], np.diff(down))
    indices[at], words[at] = lower.indices, lower.data
    del lower, at
    at = _after(down[1:], counts)
    indices[at], words[at] = targets, types
    del at
    indptr = up.astype(np.int64) + down
    indptr.flags.writeable = indices.flags.writeable = words.flags.writeable = False
    return Adjacency(indptr, indices), words


def _after(before: NDArray[Any], counts: NDArray[Any]) -> NDArray[Any]:
    """The place of each link: its number among all, after what stands before its row."""
    places = np.repeat(before, counts)
    places += np.arange(len(places), dtype=places.dtype)
    return places


def _column(path: Path, name: str) -> pa.Array:
    """One column as one array: read by itself, it takes no more than it needs."""
    column = pq.read_table(path, columns=[name])[name].combine_chunks()
    return column.chunk(0) if isinstance(column, pa.ChunkedArray) else column


def _numbers(path: Path, name: str) -> NDArray[Any]:
    values: NDArray[Any] = _column(path, name).to_numpy(zero_copy_only=False)
    return values


def _names(path: Path) -> Names:
    column = _column(path, "id")
    _, offsets, text = column.buffers()
    ends = np.frombuffer(offsets, np.int32)[1 : len(column) + 1].astype(np.int64)
    last = int(ends[-1]) if len(ends) else 0
    letters = np.frombuffer(text, np.uint8)[:last] if last else np.zeros(0, np.uint8)
    return Names(letters, ends)


def _coded(path: Path, name: str) -> Coded[str | None]:
    column = _column(path, name)
    if not isinstance(column, pa.DictionaryArray):
        column = column.dictionary_encode()
    codes = column.indices.fill_null(len(column.dictionary)).to_numpy(zero_copy_only=False)
    return Coded(codes.astype(np.int32), [*column.dictionary.to_pylist(), None])


def _kinds(text: str) -> frozenset[NodeKind]:
    return frozenset(map(NodeKind, filter(None, text.split(","))))


def _read_teachings(nodes: int, path: Path) -> Teachings:
    days = _column(path, "day").cast(pa.int32()).fill_null(UNDATED - _EPOCH)
    dated = days.to_numpy(zero_copy_only=False).astype(np.int32) + np.int32(_EPOCH)
    counts = np.bincount(_numbers(path, "teacher"), minlength=nodes)
    indptr = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
    indices = _numbers(path, "learner").astype(np.int32)
    indptr.flags.writeable = indices.flags.writeable = dated.flags.writeable = False
    return Teachings(Adjacency(indptr, indices), dated)


def _once_each(nodes: int, rows: Adjacency) -> Adjacency:
    """Each pair once: the very rows where nobody taught anybody on two days."""
    sources = np.repeat(np.arange(nodes, dtype=np.int32), rows.out_degrees())
    doubled = (sources[1:] == sources[:-1]) & (rows.indices[1:] == rows.indices[:-1])
    if not doubled.any():
        return rows
    return Adjacency.from_pairs(nodes, sources.astype(np.int64), rows.indices.astype(np.int64))
