"""Apache Parquet: a folder of two files, whole nodes and whole links, a column for each value.

For data frames and engines (pandas, polars, DuckDB, Spark); needs pyarrow, the extra `[parquet]`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph_api.domain.links import Link
from graph_api.domain.nodes import Node
from loaders.errors import ExtraMissing, FileNotReadable, FormUnknown
from loaders.exports.attributes import (
    LINK_TYPES,
    NODE_TYPES,
    LinkRecord,
    NodeRecord,
    Types,
    link_record,
    node_record,
)
from loaders.exports.xml_reading import MARK

if TYPE_CHECKING:
    import pyarrow as pa

NODES, LINKS = "nodes.parquet", "links.parquet"
"""The files of the folder."""

_FORMAT = b"format"
_ENDS = ("source", "target")
_AT_A_TIME = 5_000


def need_pyarrow() -> None:
    """Make sure that Parquet can be written and read here.

    Raises:
        ExtraMissing: pyarrow is not installed.
    """
    try:
        import pyarrow.parquet  # noqa: F401 -- an extra
    except ImportError as error:
        raise ExtraMissing(
            'Parquet ต้องใช้ pyarrow: สั่ง pip install "sammachip-graph[parquet]" แล้วลองใหม่\n'
            'Parquet needs pyarrow: pip install "sammachip-graph[parquet]"'
        ) from error


class Writer:
    """A graph under way to a folder."""

    def __init__(self, folder: Path, files: ExitStack) -> None:
        self._nodes = _Rows(folder / NODES, ("id",), NODE_TYPES, files)
        self._links = _Rows(folder / LINKS, _ENDS, LINK_TYPES, files)

    def add_nodes(self, nodes: Iterable[Node]) -> int:
        """Write nodes."""
        records = map(node_record, nodes)
        return self._nodes.add([{"id": record.id, **record.values} for record in records])

    def add_links(self, links: Iterable[Link], /) -> int:
        """Write links."""
        records = map(link_record, links)
        return self._links.add(
            [
                {"source": r.source, "target": r.target, "derived": False, **r.values}
                for r in records
            ]
        )


@contextmanager
def written(folder: Path) -> Iterator[Writer]:
    """A graph under way to a folder that is there.

    Raises:
        ExtraMissing: pyarrow is not installed.
    """
    need_pyarrow()
    with ExitStack() as files:
        yield Writer(folder, files)


class _Rows:
    def __init__(self, path: Path, first: Sequence[str], types: Types, files: ExitStack) -> None:
        import pyarrow.parquet as pq

        self._types = types
        self._schema = _schema(first, types)
        self._file = files.enter_context(pq.ParquetWriter(path, self._schema))

    def add(self, rows: Sequence[Mapping[str, Any]]) -> int:
        import pyarrow as pa

        if rows:
            # 1500 baht may be an int in the domain; a column has one type.
            plain = [
                {n: self._types[n](v) if n in self._types else v for n, v in r.items()}
                for r in rows
            ]
            self._file.write_table(pa.Table.from_pylist(plain, schema=self._schema))
        return len(rows)


def _schema(first: Sequence[str], types: Types) -> "pa.Schema":
    import pyarrow as pa

    of = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}
    fields = [pa.field(name, pa.string(), nullable=False) for name in first]
    fields += [pa.field(name, of[kind]) for name, kind in types.items()]
    return pa.schema(fields, metadata={_FORMAT: MARK.encode()})


# ---- reading -----------------------------------------------------------------------------------


class Reader:
    """Reads what is written here: the folder, or one of its files."""

    def read(self, path: Path) -> Iterator[tuple[Sequence[NodeRecord], Sequence[LinkRecord]]]:
        """The nodes and then the links, some at a time.

        Raises:
            ExtraMissing: pyarrow is not installed.
            FileNotReadable: no such file, no Parquet, or cut off.
            FormUnknown: another program wrote the file, or a newer release.
        """
        need_pyarrow()
        if path.is_dir():
            for name in (NODES, LINKS):
                yield from self._file(path / name)
        else:
            yield from self._file(path)

    def _file(self, path: Path) -> Iterator[tuple[Sequence[NodeRecord], Sequence[LinkRecord]]]:
        import pyarrow as pa
        import pyarrow.parquet as pq

        try:
            with pq.ParquetFile(path) as file:
                _need_mark(path, file.schema_arrow)
                holds_nodes = file.schema_arrow.names[0] == "id"
                for batch in file.iter_batches(_AT_A_TIME):
                    rows = [_stated(row) for row in batch.to_pylist()]
                    yield (_nodes(rows), []) if holds_nodes else ([], _links(rows))
        except (pa.ArrowException, OSError) as error:
            raise FileNotReadable(
                f"{path}: เปิดเป็น Parquet ไม่ได้ ไฟล์อาจหาย เสีย หรือถูกตัด ส่งออกใหม่แล้วลองอีกครั้ง\n"
                f"{path}: missing, no Parquet, damaged or cut off"
            ) from error


def _nodes(rows: Sequence[dict[str, Any]]) -> list[NodeRecord]:
    return [NodeRecord(row.pop("id"), row) for row in rows]


def _links(rows: Sequence[dict[str, Any]]) -> list[LinkRecord]:
    return [LinkRecord(row.pop("source"), row.pop("target"), row) for row in rows]


def _need_mark(path: Path, schema: "pa.Schema") -> None:
    if (schema.metadata or {}).get(_FORMAT) != MARK.encode():
        raise FormUnknown(
            f"{path}: ไม่ใช่ Parquet ที่ sammachip export เขียน หรือเขียนโดยรุ่นที่ใหม่กว่า "
            f"ใช้ตารางของโครงการแทน (sammachip template)\n"
            f"{path}: not written by this release's `sammachip export`"
        )


def _stated(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value is not None}
