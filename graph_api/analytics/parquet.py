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
        nodes = pq.read_table(folder / NODES)
        told = json.loads((nodes.schema.metadata or {})[_KEY])
        if told["format"] != FORMAT or told["tie_types"] != [kind.value for kind in TIE_TYPES]:
            raise _unreadable(folder)
        teachings = pq.read_table(folder / TEACHINGS)
        return _snapshot(told, nodes, _upper(folder / TIES), teachings)
    except (OSError, ValueError, KeyError, pa.ArrowException) as error:
        raise _unreadable(folder) from error


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


def _upper(path: Path) -> list[NDArray[Any]]:
    """Sources, targets and types of the ties told once; a column at a time, to stay small."""
    names = ("source", "target", "types")
    read = [_numbers(pq.read_table(path, columns=[name]), name) for name in names]
    # What decoding took is given back before the rows are laid out: 50 MB at a nation's size.
    pa.default_memory_pool().release_unused()
    return read


def _snapshot(
    told: dict[str, Any], nodes: pa.Table, upper: list[NDArray[Any]], teachings: pa.Table
) -> Snapshot:
    info = SnapshotInfo(**told["info"] | {"as_of": datetime.fromisoformat(told["info"]["as_of"])})
    rows, words = both_ways(info.nodes, *upper)
    taught = _read_teachings(info.nodes, teachings)
    kinds = _coded(nodes, "kinds")
    snapshot = Snapshot(
        info=info,
        ids=_names(nodes),
        kinds=Coded(kinds.codes, [_kinds(text or "") for text in kinds.values]),
        areas=_coded(nodes, "area"),
        ties=rows,
        learning=_distinct(info.nodes, taught.rows),
        tie_types=words,
        teachings=taught,
    )
    if (len(snapshot), rows.pairs) != (info.nodes, 2 * info.links):
        raise ValueError("the files do not belong together")
    return snapshot


def both_ways(
    nodes: int, sources: NDArray[np.int32], targets: NDArray[np.int32], types: Words
) -> tuple[Adjacency, Words]:
    """Rows with every tie from both ends, of ties told once, the smaller end first, in order.

    Nothing is sorted: what leads down is the transpose of what leads up. O(n + m).

    >>> rows, words = both_ways(3, *np.array([[0, 1], [2, 2], [1, 4]]))
    >>> rows.indptr.tolist(), rows.indices.tolist(), words.tolist()
    ([0, 1, 2, 4], [2, 2, 0, 1], [1, 4, 1, 4])
    """
    # Places of 32 bits, and one half after the other: this is where reading a nation peaks.
    places = np.int32 if 2 * len(targets) < 2**31 else np.int64
    counts = np.bincount(sources, minlength=nodes)
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


def _numbers(table: pa.Table, name: str) -> NDArray[Any]:
    values: NDArray[Any] = table[name].combine_chunks().to_numpy(zero_copy_only=False)
    return values


def _names(nodes: pa.Table) -> Names:
    column = nodes["id"].combine_chunks()
    chunk = column.chunk(0) if isinstance(column, pa.ChunkedArray) else column
    _, offsets, text = chunk.buffers()
    ends = np.frombuffer(offsets, np.int32)[1 : len(chunk) + 1].astype(np.int64)
    last = int(ends[-1]) if len(ends) else 0
    letters = np.frombuffer(text, np.uint8)[:last] if last else np.zeros(0, np.uint8)
    return Names(letters, ends)


def _coded(nodes: pa.Table, name: str) -> Coded[str | None]:
    column = nodes[name].combine_chunks()
    chunk = column.chunk(0) if isinstance(column, pa.ChunkedArray) else column
    if not isinstance(chunk, pa.DictionaryArray):
        chunk = chunk.dictionary_encode()
    codes = chunk.indices.fill_null(len(chunk.dictionary)).to_numpy(zero_copy_only=False)
    return Coded(codes.astype(np.int32), [*chunk.dictionary.to_pylist(), None])


def _kinds(text: str) -> frozenset[NodeKind]:
    return frozenset(map(NodeKind, filter(None, text.split(","))))


def _read_teachings(nodes: int, table: pa.Table) -> Teachings:
    days = table["day"].combine_chunks().cast(pa.int32()).fill_null(UNDATED - _EPOCH)
    teachers = _numbers(table, "teacher")
    counts = np.bincount(teachers, minlength=nodes)
    indptr = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
    indices = _numbers(table, "learner").astype(np.int32)
    dated = days.to_numpy(zero_copy_only=False).astype(np.int32) + np.int32(_EPOCH)
    indptr.flags.writeable = indices.flags.writeable = dated.flags.writeable = False
    return Teachings(Adjacency(indptr, indices), dated)


def _distinct(nodes: int, rows: Adjacency) -> Adjacency:
    sources = np.repeat(np.arange(nodes), rows.out_degrees())
    return Adjacency.from_pairs(nodes, sources, rows.indices.astype(np.int64))
