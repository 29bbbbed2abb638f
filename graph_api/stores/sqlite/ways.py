"""The shortest ways, searched from both ends at once and from the smaller end first.

A way of six steps through a hub then touches what lies within three steps of either end, and not
all that lies within six of one.
"""

import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from graph_api.domain.links import LinkType
from graph_api.stores.sqlite.steps import describe, known_pks, step_from

Beside = Mapping[int, Sequence[int]]


@dataclass(slots=True)
class _Side:
    """What has been reached from one end: all that lies within `depth` steps of it.

    `before` holds for each node those beside it that lie one step nearer to the end; `rim` are
    the nodes at exactly `depth` steps.
    """

    rim: set[int]
    depth: int = 0
    before: dict[int, list[int]] = field(init=False)

    def __post_init__(self) -> None:
        self.before = {pk: [] for pk in self.rim}

    def grow(self, beside: Beside) -> None:
        """Take in what lies beside the rim; what is not in `beside` is not gone through."""
        reached: dict[int, list[int]] = {}
        for pk in self.rim & beside.keys():
            for other in beside[pk]:
                if other not in self.before:
                    reached.setdefault(other, []).append(pk)
        self.before.update(reached)
        self.rim = set(reached)
        self.depth += 1


def paths(
    connection: sqlite3.Connection,
    origins: Collection[str],
    targets: Collection[str],
    types: Collection[LinkType],
    max_steps: int,
) -> dict[str, Sequence[str]]:
    """See `GraphReader.paths`."""
    start = _Side(set(known_pks(connection, origins).values()))
    ends = {pk: _Side({pk}) for pk in known_pks(connection, targets).values()}
    ways: list[list[int]] = []
    for steps in range(max_steps + 1):
        for target, end in list(ends.items()):
            meeting = _meeting(connection, start, end)
            if meeting:
                ways.append(_way(connection, start, end, meeting, target))
            if meeting or not end.rim:
                del ends[target]
        if not ends or not start.rim or steps == max_steps:
            break
        _grow_smaller(connection, start, list(ends.values()), types)
    ids = describe(connection, sorted({pk for way in ways for pk in way}))
    return {ids[way[-1]][0]: [ids[pk][0] for pk in way] for way in ways}


def _grow_smaller(
    connection: sqlite3.Connection,
    start: _Side,
    ends: Sequence[_Side],
    types: Collection[LinkType],
) -> None:
    smaller = [start] if len(start.rim) <= sum(len(end.rim) for end in ends) else ends
    rim = {pk for side in smaller for pk in side.rim}
    # The ends themselves may be areas or occupations; what lies between may not.
    if smaller[0].depth:
        rim = _passable(connection, rim)
    beside: dict[int, list[int]] = {}
    for pk, other in step_from(connection, sorted(rim), types):
        beside.setdefault(pk, []).append(other)
    for side in smaller:
        side.grow(beside)


def _meeting(connection: sqlite3.Connection, start: _Side, end: _Side) -> set[int]:
    """The nodes where the two searches meet; each shortest way goes through one of them."""
    both = start.rim & end.rim
    return _passable(connection, both) if both and start.depth and end.depth else both


def _way(
    connection: sqlite3.Connection, start: _Side, end: _Side, meeting: set[int], target: int
) -> list[int]:
    """Of all shortest ways, the first by its ids read from the target back."""
    farther = _turned(end, meeting)
    way = [target]
    for _ in range(end.depth):
        way.append(_first_by_id(connection, farther[way[-1]]))
    for _ in range(start.depth):
        way.append(_first_by_id(connection, start.before[way[-1]]))
    return way[::-1]


def _turned(end: _Side, meeting: set[int]) -> dict[int, set[int]]:
    """The steps of the shortest ways from the target to the meeting nodes."""
    farther: dict[int, set[int]] = {}
    layer = meeting
    for _ in range(end.depth):
        for pk in layer:
            for nearer in end.before[pk]:
                farther.setdefault(nearer, set()).add(pk)
        layer = {nearer for pk in layer for nearer in end.before[pk]}
    return farther


def _first_by_id(connection: sqlite3.Connection, pks: Iterable[int]) -> int:
    choice = list(pks)
    if len(choice) == 1:
        return choice[0]
    ids = describe(connection, choice)
    return min(choice, key=lambda pk: ids[pk][0])


def _passable(connection: sqlite3.Connection, pks: Collection[int]) -> set[int]:
    return {pk for pk, (_, passable) in describe(connection, sorted(pks)).items() if passable}
