"""GraphML, GEXF and Parquet of our own back into a store."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from graph_api.domain.links import Link
from graph_api.domain.nodes import Node
from graph_api.ports import Counts, GraphStore, RefusedLink, WriteReport
from loaders.errors import FileNotReadable
from loaders.exports import gexf, graphml, parquet
from loaders.exports.attributes import LinkRecord, NodeRecord, to_link, to_node
from loaders.progress import Tell, silent
from loaders.writing import AT_ONCE, BATCH


class Reader(Protocol):
    """Reads a graph in the order in which it was written: nodes, then links."""

    def read(self, path: Path) -> Iterator[tuple[Sequence[NodeRecord], Sequence[LinkRecord]]]:
        """The nodes and links of a file, some at a time."""
        ...


GRAPH_FILES: Mapping[str, Callable[[], Reader]] = {
    ".graphml": graphml.Reader,
    ".gexf": gexf.Reader,
    ".parquet": parquet.Reader,
}
"""The readers by ending."""

Facts = tuple[Sequence[Node], Sequence[Link]]


@dataclass(frozen=True, slots=True)
class GraphLoad:
    """What graph files hold, and (after a load) what the store did with it."""

    nodes: int
    links: int
    written: WriteReport | None = None


def check_graphs(paths: Sequence[Path]) -> GraphLoad:
    """Read the files whole and keep nothing of them.

    Raises:
        InputUnreadable: a file is missing, damaged, cut off, or not one of our own.
    """
    nodes = links = 0
    for some_nodes, some_links in _facts(paths):
        nodes += len(some_nodes)
        links += len(some_links)
    return GraphLoad(nodes, links)


async def load_graphs(
    paths: Sequence[Path], store: GraphStore, *, progress: Tell = silent
) -> GraphLoad:
    """Load the files, after all of them have been read through once.

    Up to `AT_ONCE` nodes and links are one transaction, more go in batches of `BATCH`; the
    sources of the facts stay as the files have them.

    Raises:
        InputUnreadable: see `check_graphs`; nothing has been written then.
    """
    held = check_graphs(paths)
    total, done = held.nodes + held.links, 0
    size = max(total, 1) if total <= AT_ONCE else BATCH
    counts, refused = (Counts(), Counts()), list[RefusedLink]()
    for nodes, links in _batches(_facts(paths), size):
        report = await store.write(nodes, links)
        counts = (counts[0] + report.nodes, counts[1] + report.links)
        refused += report.refused_links
        done += len(nodes) + len(links)
        progress("บันทึก", done, total)
    return GraphLoad(held.nodes, held.links, WriteReport(*counts, refused))


def _facts(paths: Sequence[Path]) -> Iterator[Facts]:
    for path in paths:
        for nodes, links in GRAPH_FILES[path.suffix.lower()]().read(path):
            yield (
                [_read(path, record.id, to_node, record) for record in nodes],
                [_read(path, f"{r.source} → {r.target}", to_link, r) for r in links],
            )


def _read(path: Path, what: str, read: Any, record: object) -> Any:
    try:
        return read(record)
    except (KeyError, ValueError, TypeError) as error:
        raise FileNotReadable(
            f"{path.name} “{what}”: ค่าไม่ถูกต้อง ({error}) ส่งออกใหม่แล้วลองอีกครั้ง\n"
            f"{path.name}: a value of {what} cannot be read"
        ) from error


def _batches(facts: Iterator[Facts], size: int) -> Iterator[tuple[list[Node], list[Link]]]:
    nodes, links = list[Node](), list[Link]()
    for some_nodes, some_links in facts:
        nodes += some_nodes
        links += some_links
        if len(nodes) + len(links) >= size:
            yield nodes, links
            nodes, links = [], []
    if nodes or links:
        yield nodes, links
