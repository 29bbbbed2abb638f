"""GEXF and GraphML as other programs write them: attributes under the names these give them."""

from collections.abc import Callable, Mapping

from loaders.exports.attributes import LinkRecord, NodeRecord, Record
from loaders.exports.xml_reading import XmlReader

_OWN = {"node": ("id",), "edge": ("id", "source", "target")}
"""The attributes of an element that say which thing it is."""


class _ForeignXml(XmlReader):
    """What both forms share: values by title, with the defaults that the file declares."""

    def __init__(self, root: str) -> None:
        super().__init__(root)
        self._titles: dict[tuple[str, str], str] = {}
        self._defaults: dict[str, Record] = {"node": {}, "edge": {}}
        self._declared: tuple[str, str] | None = None
        self._of = ""
        self._ends: Mapping[str, str] = {}
        self._values: Record = {}

    def need_mark(self) -> None:
        """Take the graph of any program."""

    def _begin(self, of: str, attributes: Mapping[str, str]) -> None:
        own = {name: value for name, value in attributes.items() if name not in _OWN[of]}
        self._of, self._ends = of, attributes
        self._values = {**self._defaults[of], **own}

    def _finish(self) -> None:
        if self._of == "node":
            self.nodes.append(NodeRecord(self._ends["id"], self._values))
        else:
            self.links.append(LinkRecord(self._ends["source"], self._ends["target"], self._values))
        self._of = ""

    def _take_default(self, text: str) -> None:
        if self._declared is not None:
            of, title = self._declared
            self._defaults[of][title] = text.strip()


class Gexf(_ForeignXml):
    """GEXF of any version, as Gephi writes it."""

    def __init__(self) -> None:
        super().__init__("gexf")
        self._class = "node"

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Begin an element."""
        if name == "attributes":
            self._class = attributes["class"]
        elif name == "attribute":
            title = attributes.get("title") or attributes["id"]
            self._titles[self._class, attributes["id"]] = title
            self._declared = (self._class, title)
        elif name == "default":
            self.collect()
        elif name in ("node", "edge"):
            self._begin(name, attributes)
        elif name == "attvalue" and self._of:
            # GEXF 1.0 says `id` where later ones say `for`.
            key = attributes.get("for") or attributes["id"]
            self._values[self._titles.get((self._of, key), key)] = attributes["value"]

    def end(self, name: str) -> None:
        """End an element."""
        if name == "default":
            self._take_default(self.collected())
        elif name in ("node", "edge"):
            self._finish()


class GraphMl(_ForeignXml):
    """GraphML, as Gephi, yEd, NetworkX and igraph write it."""

    def __init__(self) -> None:
        super().__init__("graphml")
        self._key = ""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Begin an element."""
        if name == "key":
            title = attributes.get("attr.name") or attributes["id"]
            for of in _OWN if attributes.get("for") == "all" else [attributes.get("for", "")]:
                self._titles[of, attributes["id"]] = title
            self._declared = (attributes.get("for", ""), title)
            if self._declared[0] not in self._defaults:
                self._declared = None
        elif name in ("node", "edge"):
            self._begin(name, attributes)
        elif name == "data" and self._of:
            self._key = self._titles.get((self._of, attributes["key"]), attributes["key"])
            self.collect()
        elif name in ("default", "y:NodeLabel", "y:EdgeLabel"):
            self.collect()

    def end(self, name: str) -> None:
        """End an element."""
        if name == "default":
            self._take_default(self.collected())
        elif name in ("y:NodeLabel", "y:EdgeLabel"):
            # yEd keeps the label in a drawing within the data.
            self._values.setdefault("label", self.collected().strip())
        elif name == "data" and self._of:
            if text := self.collected().strip():
                self._values[self._key] = text
        elif name in ("node", "edge"):
            self._finish()


XML_READERS: Mapping[str, Callable[[], _ForeignXml]] = {".gexf": Gexf, ".graphml": GraphMl}
"""The readers by ending."""
