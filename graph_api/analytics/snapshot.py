"""The network of actors at one moment: what every metric is computed on.

Only actors are nodes (`domain.kinds.ACTORS`) and only ties count (`domain.links.is_tie`), those of
the day (`domain.links.counts_on`). Several links between the same two actors are one tie, and a
link to oneself is none.
"""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from hashlib import blake2b
from itertools import compress
from json import dumps
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from graph_api.analytics.adjacency import Adjacency
from graph_api.analytics.attributes import Coded, Names, Places, coded
from graph_api.analytics.backend.graph import CsrGraph
from graph_api.analytics.calendar import BITS, Coming, Links, first_day, last_day
from graph_api.analytics.typed import (
    TIE_TYPES,
    Teachings,
    Words,
    of_type,
    typed_rows,
)
from graph_api.domain.kinds import ACTORS, NodeKind
from graph_api.domain.links import LEARNING_LINKS, LinkType
from graph_api.domain.metrics import SnapshotInfo
from graph_api.domain.periods import thai_day
from graph_api.ports import GraphLink, GraphNode

if TYPE_CHECKING:
    import networkx as nx

Values = NDArray[np.float64]
"""The values of a metric, one a node, in the order of `Snapshot.ids`."""


_LOOKED_UP = 50_000
"""Up to so many ids a table of their positions is quickly built."""


@dataclass(frozen=True, eq=False)
class Snapshot:
    """An immutable network of actors.

    `ids` are sorted; position `v` of `kinds`, `areas`, `ties` and `learning` speaks of `ids[v]`.
    `ties` holds every tie in both directions, `learning` the links along which knowledge flows,
    from teacher to learner. `tie_types` are the types of each pair of `ties` (`typed.of_type`), and
    `teachings` are the learning links with their days. `info.id` is the hash of all of this: the
    same graph has the same id, in whatever order it arrived. `coming` is what the calendar will
    change of it, where that is known.
    """

    __networkx_backend__ = "sammachip"

    info: SnapshotInfo
    ids: Sequence[str]
    kinds: Sequence[frozenset[NodeKind]]
    areas: Sequence[str | None]
    ties: Adjacency
    learning: Adjacency
    tie_types: Words
    teachings: Teachings
    coming: Coming | None = None

    def __len__(self) -> int:
        return len(self.ids)

    def __iter__(self) -> Iterator[str]:
        return iter(self.ids)

    def __contains__(self, node: object) -> bool:
        return node in self._ties_csr

    def is_directed(self) -> bool:
        """To NetworkX a snapshot is its ties, and they go both ways."""
        return False

    def is_multigraph(self) -> bool:
        """Several links between two actors are one tie."""
        return False

    def number_of_nodes(self) -> int:
        """How many actors there are."""
        return len(self.ids)

    def number_of_edges(self) -> int:
        """How many ties there are."""
        return self.ties.pairs // 2

    def ties_of(self, kind: LinkType) -> Adjacency:
        """The ties of one type, in both directions. O(n + m)."""
        return self.ties.among(of_type(self.tie_types, kind))

    def as_csr(self) -> CsrGraph:
        """The ties as a graph of the backend `sammachip`."""
        return self._ties_csr

    def learning_as_csr(self) -> CsrGraph:
        """The learning links as a directed graph of the backend `sammachip`."""
        return self._learning_csr

    @cached_property
    def _ties_csr(self) -> CsrGraph:
        return CsrGraph(self.ids, self.ties)

    @cached_property
    def _learning_csr(self) -> CsrGraph:
        return CsrGraph(self.ids, self.learning, directed=True)

    @cached_property
    def positions(self) -> Mapping[str, int]:
        """The position of every id."""
        if len(self.ids) > _LOOKED_UP:
            return Places(self.ids)
        return {node: position for position, node in enumerate(self.ids)}

    def align(self, values: Mapping[Any, float]) -> Values:
        """Values by id (as NetworkX returns them) as an array in the order of `ids`."""
        return np.fromiter((values[node] for node in self.ids), np.float64, len(self.ids))

    def to_networkx(self) -> "nx.Graph[str]":
        """The ties as a NetworkX graph; built once, frozen, O(n + m)."""
        return self._undirected

    def learning_to_networkx(self) -> "nx.DiGraph[str]":
        """The learning links as a directed NetworkX graph; built once, frozen, O(n + m)."""
        return self._directed

    @cached_property
    def _undirected(self) -> "nx.Graph[str]":
        import networkx as nx  # a service that only opens snapshots starts without it

        graph: nx.Graph[str] = nx.Graph()
        return self._fill(graph, self.ties)

    @cached_property
    def _directed(self) -> "nx.DiGraph[str]":
        import networkx as nx

        graph: nx.DiGraph[str] = nx.DiGraph()
        self._fill(graph, self.learning)
        return graph

    def _fill(self, graph: "nx.Graph[str]", links: Adjacency) -> "nx.Graph[str]":
        import networkx as nx

        # Undirected pairs come twice; NetworkX keeps them once.
        ids = tuple(self.ids)
        graph.add_nodes_from(ids)
        graph.add_edges_from((ids[u], ids[v]) for u, v in links.iter_pairs())
        nx.freeze(graph)
        return graph


class SnapshotBuilder:
    """Gathers batches of nodes and links, in any order, into a snapshot.

    Links wait as numbers (25 bytes each), since their ends may come later.
    """

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._kinds: dict[frozenset[NodeKind], int] = {}
        self._areas: dict[str | None, int] = {}
        self._actors = array("q")
        self._kind_codes = array("i")
        self._area_codes = array("i")
        self._sources = array("q")
        self._targets = array("q")
        self._types = array("b")
        self._first = array("i")
        self._last = array("i")

    def add_nodes(self, nodes: Iterable[GraphNode]) -> None:
        """Take in nodes of any kind; those that are no actors are left aside."""
        numbers = self._numbers
        for node_id, kinds, area in nodes:
            if kinds & ACTORS:
                self._actors.append(numbers.setdefault(node_id, len(numbers)))
                self._kind_codes.append(self._kinds.setdefault(kinds, len(self._kinds)))
                self._area_codes.append(self._areas.setdefault(area, len(self._areas)))

    def add_links(self, links: Iterable[GraphLink]) -> None:
        """Take in links of any type; those that are no ties between actors are left aside."""
        numbers = self._numbers
        sources, targets, types = self._sources.append, self._targets.append, self._types.append
        first, last = self._first.append, self._last.append
        # A nation has millions: each look-up and call counts.
        for source, target, kind, since, until in links:
            bit = BITS.get(kind)
            if bit is not None:
                sources(numbers.setdefault(source, len(numbers)))
                targets(numbers.setdefault(target, len(numbers)))
                types(bit)
                first(first_day(since))
                last(last_day(until))

    def build(self, *, as_of: datetime, graph_version: int) -> Snapshot:
        """The snapshot of what was taken in, read at `as_of` at this version of the store.

        The links that count are those of the day of `as_of` (`domain.links.counts_on`).
        """
        ids, of_number = self._in_order()
        nodes, day = len(ids), thai_day(as_of)
        links = self._between_actors(of_number)
        counted = links.on(day)
        ties, words = typed_rows(nodes, _by_type(nodes, counted))
        learning = counted.of_types(LEARNING_LINKS)
        taught = Adjacency.from_pairs(nodes, learning.sources, learning.targets)
        teachings = Teachings.of(nodes, learning.sources, learning.targets, learning.first)
        kinds, areas = self._attributes(of_number)
        info = SnapshotInfo(
            id=content_hash(ids, kinds, areas, ties, taught, tie_types=words, teachings=teachings),
            as_of=as_of,
            nodes=nodes,
            links=ties.pairs // 2,
            graph_version=graph_version,
        )
        return Snapshot(
            info=info,
            ids=ids,
            kinds=kinds,
            areas=areas,
            ties=ties,
            learning=taught,
            tie_types=words,
            teachings=teachings,
            coming=Coming.after(day, links),
        )

    def _in_order(self) -> tuple[Names, NDArray[np.int64]]:
        """The ids of the actors in order, and the place of every number, -1 for no actor."""
        actors = np.zeros(len(self._numbers), np.bool_)
        actors[np.array(self._actors, np.int64)] = True
        chosen = sorted(compress(self._numbers, actors.tolist()))
        places = np.full(len(self._numbers), -1, np.int64)
        numbers = np.fromiter((self._numbers[node] for node in chosen), np.int64, len(chosen))
        places[numbers] = np.arange(len(chosen))
        return Names.of(chosen), places

    def _attributes(
        self, of_number: NDArray[np.int64]
    ) -> tuple[Coded[frozenset[NodeKind]], Coded[str | None]]:
        """Kinds and areas in the order of the ids; of a node given twice the last counts."""
        places = of_number[np.array(self._actors, np.int64)]
        kinds, areas = np.zeros((2, int((of_number >= 0).sum())), np.int32)
        kinds[places] = np.array(self._kind_codes, np.int32)
        areas[places] = np.array(self._area_codes, np.int32)
        return Coded(kinds, tuple(self._kinds)), Coded(areas, tuple(self._areas))

    def _between_actors(self, of_number: NDArray[np.int64]) -> Links:
        """The links whose both ends are actors."""
        sources = of_number[np.array(self._sources, np.int64)]
        targets = of_number[np.array(self._targets, np.int64)]
        types = np.array(self._types, np.int8)
        first, last = np.array(self._first, np.int64), np.array(self._last, np.int64)
        links = Links(sources, targets, types, first, last)
        return links.some((sources >= 0) & (targets >= 0))


def _by_type(nodes: int, links: Links) -> dict[LinkType, Adjacency]:
    rows = {}
    for kind, bit in BITS.items():
        of_kind = links.types == bit
        u, v = links.sources[of_kind], links.targets[of_kind]
        rows[kind] = Adjacency.from_pairs(nodes, np.concatenate((u, v)), np.concatenate((v, u)))
    return rows


def snapshot_of_people(
    ties: Iterable[tuple[str, str]] = (),
    *,
    learning: Iterable[tuple[str, str]] = (),
    taught: Iterable[tuple[str, str, date]] = (),
    alone: Iterable[str] = (),
) -> Snapshot:
    """A snapshot of people from pairs of ids: for examples, tests and published networks.

    Each pair of `learning` is a teacher and a learner (a tie too), each of `taught` has the day
    with them; `alone` adds people without any link.

    >>> snapshot_of_people([("a", "b")], learning=[("b", "c")], alone=["d"]).info.links
    2
    """
    taught, day = list(taught), date(2024, 1, 1)
    links = [GraphLink(a, b, LinkType.COORDINATES_WITH) for a, b in ties]
    links += [GraphLink(a, b, LinkType.TAUGHT) for a, b in learning]
    links += [GraphLink(a, b, LinkType.TAUGHT, day) for a, b, day in taught]
    people = {end for link in links for end in (link.source, link.target)} | set(alone)
    builder = SnapshotBuilder()
    builder.add_nodes(GraphNode(node, frozenset({NodeKind.PERSON}), None) for node in people)
    builder.add_links(links)
    day = max([day, *(of_day for *_, of_day in taught)])
    return builder.build(as_of=datetime(day.year, day.month, day.day, tzinfo=UTC), graph_version=0)


def content_hash(
    ids: Sequence[str],
    kinds: Sequence[frozenset[NodeKind]],
    areas: Sequence[str | None],
    ties: Adjacency,
    learning: Adjacency,
    *,
    tie_types: Words,
    teachings: Teachings,
) -> str:
    """The id of a snapshot: the same content has the same one."""
    digest = blake2b(digest_size=16)
    names = ids if isinstance(ids, Names) else Names.of(ids)
    of_kinds = coded(kinds).ordered(_kind_names)
    of_areas = coded(areas).ordered(str)
    told = [[_kind_names(each) for each in of_kinds.values], list(of_areas.values)]
    digest.update(dumps(told).encode())
    digest.update(names.ends.astype("<i8").tobytes())
    digest.update(names.text.tobytes())
    digest.update(of_kinds.codes.astype("<i4").tobytes())
    digest.update(of_areas.codes.astype("<i4").tobytes())
    for links in (ties, learning, teachings.rows):
        digest.update(links.indptr.astype("<i8").tobytes())
        digest.update(links.indices.astype("<i4").tobytes())
    digest.update(dumps([kind.value for kind in TIE_TYPES]).encode())
    digest.update(tie_types.astype("<u4").tobytes())
    digest.update(teachings.days.astype("<i4").tobytes())
    return digest.hexdigest()


def _kind_names(kinds: frozenset[NodeKind]) -> list[str]:
    return sorted(kind.value for kind in kinds)
