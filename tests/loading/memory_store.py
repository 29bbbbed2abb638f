"""A store of plain dicts with the verbs that loading uses: a fake, not a mock."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from graph_api.domain.derivation import origin_of
from graph_api.domain.errors import InvalidArgument, LinkNotAllowed
from graph_api.domain.links import Link, LinkType, check_link
from graph_api.domain.metrics import Direction
from graph_api.domain.nodes import Node, Person
from graph_api.ports import Counts, DerivedReport, GraphStore, RefusedLink, WriteReport


class MemoryStore(GraphStore):
    """Nodes by id and links by identity; `transactions` counts the writes that were made."""

    # Loading asks nothing of these; a call of one fails loudly, as None is not callable.
    page: Any = None
    count: Any = None
    kind_counts: Any = None
    name_candidates: Any = None
    sections_with: Any = None
    link_pages: Any = None
    neighbourhood: Any = None
    within: Any = None
    nearby: Any = None
    nearest: Any = None
    paths: Any = None
    sales: Any = None
    stream_nodes: Any = None
    stream_links: Any = None
    changes_since: Any = None
    export_nodes: Any = None
    export_links: Any = None
    snapshot: Any = None
    snapshots: Any = None
    metric_history: Any = None
    metric_values: Any = None
    ranking: Any = None
    publish: Any = None
    erase: Any = None
    audit: Any = None
    confirm: Any = None
    name: Any = "memory"
    close: Any = None

    def __init__(self) -> None:
        self.held: dict[str, Node] = {}
        self.linked: dict[Any, Link] = {}
        self.transactions = 0

    async def version(self) -> int:
        return self.transactions

    async def nodes(self, ids: Collection[str]) -> Mapping[str, Node]:
        return {node_id: self.held[node_id] for node_id in ids if node_id in self.held}

    async def links_of(
        self, ids: Collection[str], types: Collection[LinkType], direction: Direction
    ) -> Sequence[Link]:
        asked = set(ids)
        return [
            link
            for link in self.linked.values()
            if link.type in types
            and (
                (direction is not Direction.IN and link.source in asked)
                or (direction is not Direction.OUT and link.target in asked)
            )
        ]

    async def write(self, nodes: Sequence[Node], links: Sequence[Link]) -> WriteReport:
        self.transactions += 1
        for node in nodes:
            if node.id in self.held and type(self.held[node.id]) is not type(node):
                raise InvalidArgument(node.id)
        node_counts = [self._put_node(node) for node in nodes]
        link_counts: list[str] = []
        refused: list[RefusedLink] = []
        for link in links:
            reason = self._why_not(link)
            link_counts.append("refused" if reason else self._put_link(link))
            refused += [RefusedLink(link, reason)] if reason else []
        return WriteReport(_counts(node_counts), _counts(link_counts), refused)

    async def replace_derived(
        self, origins: Collection[str], links: Sequence[Link]
    ) -> DerivedReport:
        self.transactions += 1
        named = {link.identity for link in links}
        gone = [
            identity
            for identity, link in self.linked.items()
            if link.derived and origin_of(link) in origins and identity not in named
        ]
        for identity in gone:
            del self.linked[identity]
        refused = [RefusedLink(link, why) for link in links if (why := self._why_not(link))]
        outcomes = ["refused"] * len(refused)
        for link in links:
            standing = self.linked.get(link.identity)
            if standing is not None and not standing.derived:
                outcomes.append("unchanged")
            elif not self._why_not(link):
                outcomes.append(self._put_link(link))
        return DerivedReport(_counts(outcomes), len(gone), refused)

    def _why_not(self, link: Link) -> str:
        ends = [self.held.get(link.source), self.held.get(link.target)]
        if ends[0] is None or ends[1] is None:
            return "no such node"
        try:
            check_link(link.type, ends[0].kinds, ends[1].kinds)
        except LinkNotAllowed as error:
            return error.message
        return ""

    def _put_node(self, node: Node) -> str:
        old = self.held.get(node.id)
        if old is None:
            self.held[node.id] = node
            return "created"
        given = {f.name: getattr(node, f.name) for f in fields(node)}
        stated = {name: value for name, value in given.items() if value not in (None, ())}
        if isinstance(old, Person) and isinstance(node, Person):
            kept = [role for role in old.roles if not node.role(role.role)]
            roles = sorted((*kept, *node.roles), key=lambda held: held.role.value)
            stated["roles"] = tuple(roles)
        self.held[node.id] = new = replace(old, **stated)
        return "unchanged" if _comparable(new) == _comparable(old) else "updated"

    def _put_link(self, link: Link) -> str:
        old = self.linked.get(link.identity)
        self.linked[link.identity] = link
        if old is None:
            return "created"
        return "unchanged" if old == link else "updated"


def _comparable(node: Node) -> Any:
    if isinstance(node, Person):
        return replace(node, roles=tuple(sorted(node.roles, key=lambda held: held.role.value)))
    return node


def _counts(outcomes: Sequence[str]) -> Counts:
    return Counts(**{name: outcomes.count(name) for name in set(outcomes)})
