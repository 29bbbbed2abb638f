"""The forms a graph is written in: each takes nodes, then links, and writes them as they come."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import ModuleType
from typing import Protocol, TextIO

from graph_api.domain.links import Link
from graph_api.domain.nodes import Node
from loaders.exports import gexf, graphml, parquet
from loaders.exports.attributes import link_record, node_record
from loaders.exports.xml_reading import MARK
from loaders.tables_out import Tables, open_tables
from loaders.to_tables import link_row, node_rows


class Writer(Protocol):
    """A graph under way to a file: all nodes come before the first link."""

    def add_nodes(self, nodes: Iterable[Node]) -> int:
        """Write nodes; how many of them the form could hold."""
        ...

    def add_links(self, links: Iterable[Link], /) -> int:
        """Write links; how many of them the form could hold."""
        ...


class _XmlWriter:
    def __init__(self, form: ModuleType, file: TextIO) -> None:
        self._form, self._file = form, file
        self._links = 0

    def add_nodes(self, nodes: Iterable[Node]) -> int:
        written = [self._form.node(node_record(node)) for node in nodes]
        self._file.writelines(written)
        return len(written)

    def add_links(self, links: Iterable[Link]) -> int:
        first = self._links
        for link in links:
            if self._links == 0:
                self._file.write(self._form.between())
            self._links += 1
            self._file.write(self._form.link(self._links, link_record(link)))
        return self._links - first

    def close(self) -> None:
        if self._links == 0:
            self._file.write(self._form.between())
        self._file.write(self._form.closing())


class _TablesWriter:
    """The project's own tables; derived links are worked out again when they are loaded."""

    def __init__(self, out: Tables) -> None:
        self._out = out

    def add_nodes(self, nodes: Iterable[Node]) -> int:
        written = 0
        for node in nodes:
            rows = list(node_rows(node))
            for table, row in rows:
                self._out.add(table, row)
            written += bool(rows)
        return written

    def add_links(self, links: Iterable[Link]) -> int:
        written = 0
        for link in links:
            if not link.derived:
                self._out.add(*link_row(link))
                written += 1
        return written


class _GeoJsonWriter:
    """GeoJSON (RFC 7946): the nodes that have a point, as features."""

    def __init__(self, file: TextIO) -> None:
        self._file, self._written = file, 0

    def add_nodes(self, nodes: Iterable[Node]) -> int:
        before = self._written
        for node in nodes:
            if node.point:
                self._file.write(",\n" if self._written else "")
                self._file.write(json.dumps(_feature(node), ensure_ascii=False))
                self._written += 1
        return self._written - before

    def add_links(self, _: Iterable[Link], /) -> int:
        return 0


def _feature(node: Node) -> Mapping[str, object]:
    values = node_record(node).values
    values["name"] = values.pop("label")
    values["kinds"] = sorted(kind.value for kind in node.kinds)
    lon, lat = values.pop("lon"), values.pop("lat")
    return {
        "type": "Feature",
        "id": node.id,
        "geometry": {"type": "Point", "coordinates": [lon, lat]},
        "properties": values,
    }


@contextmanager
def _xml(form: ModuleType, path: Path) -> Iterator[Writer]:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(form.opening(MARK))
        writer = _XmlWriter(form, file)
        yield writer
        writer.close()


@contextmanager
def _geojson(path: Path) -> Iterator[Writer]:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write('{"type": "FeatureCollection", "features": [\n')
        yield _GeoJsonWriter(file)
        file.write("\n]}\n")


@contextmanager
def _tables(path: Path) -> Iterator[Writer]:
    with open_tables(path) as out:
        yield _TablesWriter(out)


FORMS: Mapping[str, Callable[[Path], AbstractContextManager[Writer]]] = {
    "csv": _tables,
    "xlsx": _tables,
    "graphml": lambda path: _xml(graphml, path),
    "gexf": lambda path: _xml(gexf, path),
    "geojson": _geojson,
    "parquet": parquet.written,
}
"""By name; each opens a file, or for `csv` and `parquet` a folder that is there."""
