"""GEXF 1.3 (gexf.net), Gephi's own form: the whole of each node and link, in streams."""

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

_NAMES: Mapping[type, str] = {str: "string", int: "integer", float: "double", bool: "boolean"}
_LABEL = "label"
_KIND = "type"
_NODES = {name: kind for name, kind in NODE_TYPES.items() if name != _LABEL}
_LINKS = {name: kind for name, kind in LINK_TYPES.items() if name != _KIND}


def opening(mark: str) -> Iterator[str]:
    """All that comes before the first node; `mark` says whose form the values have."""
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<gexf xmlns="http://gexf.net/1.3" version="1.3">\n'
        "<meta><creator>Sammachip Graph</creator>"
        f"<description>{content(mark)}</description></meta>\n"
        '<graph defaultedgetype="directed" mode="static">\n'
    )
    yield from _attributes("node", _NODES)
    yield from _attributes("edge", _LINKS)
    yield "<nodes>\n"


def node(record: NodeRecord) -> str:
    """A node; its name is the label."""
    label = attribute(record.values[_LABEL])
    return f"<node id={attribute(record.id)} label={label}>{_data(_NODES, record.values)}</node>\n"


def between() -> str:
    """What stands between the last node and the first link."""
    return "</nodes>\n<edges>\n"


def link(number: int, record: LinkRecord) -> str:
    """A link; its type is GEXF's `kind`, which tells links between the same two nodes apart."""
    ends = f"source={attribute(record.source)} target={attribute(record.target)}"
    kind = attribute(record.values[_KIND])
    data = _data(_LINKS, record.values)
    return f'<edge id="{number}" {ends} kind={kind} label={kind}>{data}</edge>\n'


def closing() -> str:
    """All that comes after the last link."""
    return "</edges>\n</graph>\n</gexf>\n"


def _attributes(of: str, types: Types) -> Iterator[str]:
    yield f'<attributes class="{of}">\n'
    for name, kind in types.items():
        yield f'<attribute id="{name}" title="{name}" type="{_NAMES[kind]}"/>\n'
    yield "</attributes>\n"


def _data(types: Types, values: Record) -> str:
    held = "".join(
        f'<attvalue for="{name}" value={attribute(to_text(value))}/>'
        for name, value in values.items()
        if name in types
    )
    return f"<attvalues>{held}</attvalues>" if held else ""


class Reader(XmlReader):
    """Reads what is written here."""

    def __init__(self) -> None:
        super().__init__("gexf")
        self._ends: Mapping[str, str] = {}
        self._values: Record = {}
        self._of: Types = {}

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Begin an element."""
        if name == "description":
            self.collect()
        elif name == "node":
            self._begin(_NODES, attributes, {_LABEL: plain(attributes["label"])})
        elif name == "edge":
            self._begin(_LINKS, attributes, {_KIND: plain(attributes["kind"])})
        elif name == "attvalue" and attributes["for"] in self._of:
            value = from_text(self._of[attributes["for"]], plain(attributes["value"]))
            self._values[attributes["for"]] = value

    def end(self, name: str) -> None:
        """End an element."""
        if name == "description":
            self.mark = self.collected()
        elif name == "node":
            self.nodes.append(NodeRecord(plain(self._ends["id"]), self._values))
        elif name == "edge":
            source, target = (plain(self._ends[end]) for end in ("source", "target"))
            self.links.append(LinkRecord(source, target, self._values))

    def _begin(self, types: Types, attributes: Mapping[str, str], values: Record) -> None:
        self.need_mark()
        self._of, self._ends, self._values = types, attributes, values
