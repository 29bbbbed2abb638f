"""Shortest ways, searched from both ends at once and from the narrower end first.

A way of six steps through a hub then touches what lies within three steps of either end, and not
all that lies within six of one. Whoever keeps the graph says what lies beside nodes; a node is
known here by whatever key its keeper has for it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Generic, TypeVar

K = TypeVar("K")


@dataclass(slots=True)
class _Side(Generic[K]):
    """What has been reached from one end: all that lies within `depth` steps of it.

    `before` holds for each node those beside it that lie one step nearer to the end; `rim` are
    the nodes at exactly `depth` steps.
    """

    rim: set[K]
    depth: int = 0
    before: dict[K, list[K]] = field(init=False)

    def __post_init__(self) -> None:
        self.before = {key: [] for key in self.rim}

    def grow(self, beside: Mapping[K, Sequence[K]]) -> None:
        """Take in what lies beside the rim; what is not in `beside` is not gone through."""
        reached: dict[K, list[K]] = {}
        for key in self.rim & beside.keys():
            for other in beside[key]:
                if other not in self.before:
                    reached.setdefault(other, []).append(key)
        self.before.update(reached)
        self.rim = set(reached)
        self.depth += 1


class Search(Generic[K]):
    """One search, from all origins together to each of the targets.

    Of equal ways it finds the one first by its ids read from the target back. `passable` picks
    those nodes that a way may go through, `first` the one whose id comes first; `breadth` says how
    much work a step from some nodes is.

    >>> line = {"a": ["b"], "b": ["a", "c"], "c": ["b"]}
    >>> search = Search({"a"}, {"c"}, passable=set, first=min)
    >>> while frontier := search.frontier():
    ...     search.grow((one, other) for one in frontier for other in line[one])
    >>> search.ways
    [['a', 'b', 'c']]
    """

    def __init__(
        self,
        origins: AbstractSet[K],
        targets: Iterable[K],
        *,
        passable: Callable[[AbstractSet[K]], AbstractSet[K]],
        first: Callable[[Iterable[K]], K],
        breadth: Callable[[AbstractSet[K]], int] = len,
    ) -> None:
        self._start = _Side(set(origins))
        self._ends = {key: _Side({key}) for key in targets}
        self._passable = passable
        self._first = first
        self._breadth = breadth
        self._growing = list[_Side[K]]()
        self.ways = list[list[K]]()
        """The ways found so far, from origin to target."""
        self._meet()

    def frontier(self) -> set[K]:
        """The nodes whose neighbours the next step needs; none where the search has ended."""
        if not self._ends or not self._start.rim:
            return set()
        ends = list(self._ends.values())
        there = sum(self._breadth(end.rim) for end in ends)
        self._growing = [self._start] if self._breadth(self._start.rim) <= there else ends
        rim = {key for side in self._growing for key in side.rim}
        # The ends themselves may be areas or occupations; what lies between may not.
        return set(self._passable(rim)) if self._growing[0].depth else rim

    def grow(self, pairs: Iterable[tuple[K, K]]) -> None:
        """Take a step: each pair is a node of the frontier and one beside it."""
        beside: dict[K, list[K]] = {}
        for key, other in pairs:
            beside.setdefault(key, []).append(other)
        for side in self._growing:
            side.grow(beside)
        self._meet()

    def _meet(self) -> None:
        for target, end in list(self._ends.items()):
            meeting = self._meeting(end)
            if meeting:
                self.ways.append(self._way(end, meeting, target))
            if meeting or not end.rim:
                del self._ends[target]

    def _meeting(self, end: _Side[K]) -> AbstractSet[K]:
        """The nodes where the two searches meet; each shortest way goes through one of them."""
        both = self._start.rim & end.rim
        return self._passable(both) if both and self._start.depth and end.depth else both

    def _way(self, end: _Side[K], meeting: AbstractSet[K], target: K) -> list[K]:
        farther = _turned(end, meeting)
        way = [target]
        for _ in range(end.depth):
            way.append(self._first(farther[way[-1]]))
        for _ in range(self._start.depth):
            way.append(self._first(self._start.before[way[-1]]))
        return way[::-1]


def _turned(end: _Side[K], meeting: AbstractSet[K]) -> dict[K, set[K]]:
    """The steps of the shortest ways from the target to the meeting nodes."""
    farther: dict[K, set[K]] = {}
    layer = set(meeting)
    for _ in range(end.depth):
        for key in layer:
            for nearer in end.before[key]:
                farther.setdefault(nearer, set()).add(key)
        layer = {nearer for key in layer for nearer in end.before[key]}
    return farther
