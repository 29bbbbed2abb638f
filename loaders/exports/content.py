"""One number for all that a graph says: equal graphs have equal ones, in whatever store they are.

Where a fact comes from and when it landed is left aside: a graph that was exported and loaded
into another store says the same.
"""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from graph_api.domain.links import LINK_RULES, Link
from graph_api.domain.nodes import Node
from graph_api.ports import GraphReader
from loaders.exports.attributes import (
    LINK_TYPES,
    NODE_TYPES,
    Record,
    Types,
    link_record,
    node_record,
)

_SOURCE = ("from", "from_place", "confidence", "loaded_at")
_MODULUS = 1 << 256


class Content:
    """The hash of a set of facts, in whatever order they are added.

    The sum of their SHA-256 modulo 2^256 (a set hash after Bellare and Micciancio 1997,
    doi 10.1007/3-540-69053-0_13): it takes no memory, and no sorting, which stores do
    differently. It guards against accidents and not against forgers.
    """

    def __init__(self) -> None:
        self._sum = 0

    def add(self, facts: Iterable[Node | Link]) -> None:
        """Take facts in; each is to be added once."""
        for fact in facts:
            said = _node(fact) if isinstance(fact, Node) else _link(fact)
            digest = hashlib.sha256(json.dumps(said, sort_keys=True).encode()).digest()
            self._sum = (self._sum + int.from_bytes(digest)) % _MODULUS

    @property
    def hash(self) -> str:
        """64 hexadecimal digits."""
        return f"{self._sum:064x}"


async def content_hash(store: GraphReader) -> str:
    """The hash of all nodes and links of a store."""
    content = Content()
    async for nodes in store.export_nodes():
        content.add(nodes)
    async for links in store.export_links():
        content.add(links)
    return content.hash


def _node(node: Node) -> Any:
    record = node_record(node)
    return ["node", record.id, _said(record.values, NODE_TYPES)]


def _link(link: Link) -> Any:
    record = link_record(link)
    ends = [record.source, record.target]
    if not LINK_RULES[link.type].directed:
        ends.sort()
    return ["link", ends, _said(record.values, LINK_TYPES)]


def _said(values: Record, types: Types) -> Record:
    """The values as their types have them (1500 baht are 1500.0), without the source."""
    return {name: types[name](value) for name, value in values.items() if name not in _SOURCE}
