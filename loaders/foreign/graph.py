"""A graph of another program: its nodes and links as they stand, in the names of that program."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from loaders.foreign.kumu import kumu_elements
from loaders.foreign.tables import is_links, table_rows
from loaders.foreign.xml import XML_READERS
from loaders.sources import TEXTS, WORKBOOKS, read_sheets, refuse_unknown

Values = Mapping[str, Any]
"""Values by the name of their attribute; what a thing does not have is absent or None."""

ID, SOURCE, TARGET = "id", "source", "target"
"""What the id of a node and the two ends of a link are called, whatever the program calls them."""


@dataclass(frozen=True, slots=True)
class Part:
    """The nodes or the links of one file, read anew whenever they are asked for.

    A blank row of a table is there without any value, so that the others keep their numbers.
    """

    file: str
    holds_links: bool
    read: Callable[[], Iterator[Values]]


def parts_of(paths: Sequence[Path]) -> list[Part]:
    """The nodes and links of these files.

    Raises:
        InputUnreadable: a file is missing, damaged, or of a form that is not read here.
    """
    return [part for path in paths for part in _parts(path)]


def _parts(path: Path) -> list[Part]:
    ending = path.suffix.lower()
    if ending in XML_READERS:
        return [
            Part(path.name, links, partial(_of_xml, path, links=links)) for links in (False, True)
        ]
    if ending == ".json":
        return [
            Part(path.name, links, partial(kumu_elements, path, links=links))
            for links in (False, True)
        ]
    if ending in TEXTS | WORKBOOKS:
        return [
            Part(str(sheet), is_links(sheet), partial(table_rows, sheet))
            for sheet in read_sheets([path])
        ]
    raise refuse_unknown(path, sorted({*XML_READERS, ".json", *TEXTS, *WORKBOOKS}))


def _of_xml(path: Path, *, links: bool) -> Iterator[Values]:
    for nodes, ties in XML_READERS[path.suffix.lower()]().read(path):
        if links:
            for tie in ties:
                yield {**tie.values, SOURCE: tie.source, TARGET: tie.target}
        else:
            for node in nodes:
                yield {**node.values, ID: node.id}
