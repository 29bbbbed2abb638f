"""GraphML (graphml.graphdrawing.org): the whole of each node and link, in streams."""

from collections.abc import Iterator, Mapping

from loaders.exports.attributes import (
    LINK_TYPES,
    NODE_TYPES,
    LinkRecord,
    NodeRecord,
    Record,
    Types,
    from_text,
    to_text,
)
from loaders.exports.xml_reading import XmlReader
from loaders.exports.xml_text import attribute, content, plain

_NAMES: Mapping[type, str] = {str: "string", int: "long", float: "double", bool: "boolean"}
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key id="format" for="graph" attr.name="format" attr.type="string"/>
"""


def opening(mark: str) -> Iterator[str]:
    """All that comes before the first node; `mark` says whose form the values have."""
    yield _HEAD
    yield from _keys("node", "n", NODE_TYPES)
    yield from _keys("edge", "e", LINK_TYPES)
    yield f'<graph edgedefault="directed">\n<data key="format">{content(mark)}</data>\n'


def node(record: NodeRecord) -> str:
    """A node."""
    return f"<node id={attribute(record.id)}>{_data('n', record.values)}</node>\n"


def between() -> str:
    """What stands between the last node and the first link."""
    return ""


def link(number: int, record: LinkRecord) -> str:
    """A link; `number` tells it from the others of the file."""
    ends = f"source={attribute(record.source)} target={attribute(record.target)}"
    return f'<edge id="e{number}" {ends}>{_data("e", record.values)}</edge>\n'


def closing() -> str:
    """All that comes after the last link."""
    return "</graph>\n</graphml>\n"


def _keys(of: str, prefix: str, types: Types) -> Iterator[str]:
    for name, kind in types.items():
        yield (
            f'<key id="{prefix}_{name}" for="{of}" attr.name="{name}" '
            f'attr.type="{_NAMES[kind]}"/>\n'
        )


def _data(prefix: str, values: Record) -> str:
    return "".join(
        f'<data key="{prefix}_{name}">{content(to_text(value))}</data>'
        for name, value in values.items()
    )


class Reader(XmlReader):
    """Reads what is written here."""

    def __init__(self) -> None:
        super().__init__("graphml")
        self._keys: dict[str, str] = {}
        self._ends: Mapping[str, str] = {}
        self._values: Record = {}
        self._key = ""
        self._of: Types | None = None

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Begin an element."""
        if name == "key":
            self._keys[attributes["id"]] = attributes["attr.name"]
        elif name in ("node", "edge"):
            self.need_mark()
            self._of = NODE_TYPES if name == "node" else LINK_TYPES
            self._ends, self._values = attributes, {}
        elif name == "data":
            self._key = self._keys[attributes["key"]]
            self.collect()

    def end(self, name: str) -> None:
        """End an element."""
        if name == "data":
            self._take(self.collected())
        elif name == "node":
            self.nodes.append(NodeRecord(plain(self._ends["id"]), self._values))
            self._of = None
        elif name == "edge":
            source, target = (plain(self._ends[end]) for end in ("source", "target"))
            self.links.append(LinkRecord(source, target, self._values))
            self._of = None

    def _take(self, text: str) -> None:
        if self._of is None:
            if self._key == "format":
                self.mark = text
        elif self._key in self._of:
            self._values[self._key] = from_text(self._of[self._key], plain(text))
