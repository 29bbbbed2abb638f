"""What a store answers: pages, walks, places in a list."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from graph_api.domain.areas import AreaLevel
from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import Link
from graph_api.domain.nodes import Node

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeFilter:
    """Which nodes a list holds: all conditions together.

    `area` is a code of any level and takes in all that lies within; `level` keeps what is known
    at exactly this level (of areas: the areas of the level); `occupations` are ids of occupations
    of which at least one is practised; `name_key` is a part of the folded name
    (`domain.names.name_key`).
    """

    area: str | None = None
    level: AreaLevel | None = None
    occupations: frozenset[str] | None = None
    name_key: str | None = None


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """A slice of an ordered list; `cursors[i]` continues after `items[i]`."""

    items: Sequence[T]
    cursors: Sequence[str]
    has_next: bool


@dataclass(frozen=True, slots=True)
class Subgraph:
    """Nodes and the links among them.

    `truncated` says that the budget left something out. `total_nodes` counts all that was asked
    for, of a walk up to `counted_at_most` of its budget; `total_links` counts the links among the
    nodes returned. So where something was left out there are at least as many of each.
    """

    nodes: Sequence[Node]
    links: Sequence[Link]
    total_nodes: int
    total_links: int
    truncated: bool


def counted_at_most(budget: int) -> int:
    """How far the nodes of a walk are counted: a hub's neighbours would take as long as a refresh.

    >>> counted_at_most(200)
    2000
    """
    return 10 * budget


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """The nodes within some steps of an origin, with the steps to each, and their links."""

    subgraph: Subgraph
    steps: Mapping[str, int]


LinkPlace = tuple[str, str, str, str]
"""A place in a list of links in order of identity: type, source, target, key."""


def link_place(link: Link) -> LinkPlace:
    """The place of a link in a list by identity."""
    kind, source, target, key = link.identity
    return (kind.value, source, target, key)


@dataclass(frozen=True, slots=True)
class LinkPage:
    """Some of the links of a node by identity; `total` counts all pages."""

    items: Sequence[Link]
    has_next: bool
    total: int

    @classmethod
    def cut(cls, links: Sequence[Link], first: int, after: LinkPlace | None) -> "LinkPage":
        """The page of links that are all at hand, in order of identity."""
        start = 0 if after is None else bisect_right(links, after, key=link_place)
        return cls(links[start : start + first], start + first < len(links), len(links))


@dataclass(frozen=True, slots=True)
class NodeAtDistance:
    """A node and how far it is, in metres, by `domain.places.distance_m`."""

    node: Node
    metres: float


@dataclass(frozen=True, slots=True)
class NameCandidate:
    """A node whose name may be the one looked for; the search service ranks them."""

    id: str
    name: str
    shared_trigrams: int


@dataclass(frozen=True, slots=True)
class Ranked:
    """A node with its value of a metric and its place among those listed, 1 the highest.

    Equal values share the best place (competition ranking: 1, 2, 2, 4).
    """

    node: Node
    value: float
    place: int


@dataclass(frozen=True, slots=True)
class KindCount:
    """How many nodes of one kind lie in an area."""

    kind: NodeKind
    count: int
