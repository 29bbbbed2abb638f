"""The shortest ways, searched from both ends at once and from the narrower end first.

A way of six steps through a hub then touches what lies within three steps of either end, and not
all that lies within six of one.
"""

import sqlite3
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from graph_api.domain.links import LinkType
from graph_api.stores.sqlite.steps import breadth, known_pks, passable, step_from

Beside = Mapping[int, Sequence[int]]
_BROAD = 10_000
"""Links after which a node is broad enough for the other side to be the one that grows."""


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
    begun, wanted = known_pks(connection, origins), known_pks(connection, targets)
    ids = {pk: node_id for node_id, pk in (begun | wanted).items()}
    start = _Side(set(begun.values()))
    ends = {pk: _Side({pk}) for pk in wanted.values()}
    ways: list[list[int]] = []
    for steps in range(max_steps + 1):
        for target, end in list(ends.items()):
            meeting = _meeting(connection, start, end)
            if meeting:
                ways.append(_way(ids, start, end, meeting, target))
            if meeting or not end.rim:
                del ends[target]
        if not ends or not start.rim or steps == max_steps:
            break
        ids.update(_grow_narrower(connection, start, list(ends.values()), types))
    return {ids[way[-1]]: [ids[pk] for pk in way] for way in ways}


def _grow_narrower(
    connection: sqlite3.Connection,
    start: _Side,
    ends: Sequence[_Side],
    types: Collection[LinkType],
) -> dict[int, str]:
    """Take a step on the side with fewer links; the ids of what it led to."""
    sides = min(([start], ends), key=lambda each: _links_of(connection, each))
    rim = {pk for side in sides for pk in side.rim}
    # The ends themselves may be areas or occupations; what lies between may not.
    if sides[0].depth:
        rim = passable(connection, rim)
    beside: dict[int, list[int]] = {}
    ids: dict[int, str] = {}
    for pk, other, node_id in step_from(connection, sorted(rim), types):
        beside.setdefault(pk, []).append(other)
        ids[other] = node_id
    for side in sides:
        side.grow(beside)
    return ids


def _links_of(connection: sqlite3.Connection, sides: Sequence[_Side]) -> int:
    return sum(sum(breadth(connection, side.rim, _BROAD).values()) for side in sides)


def _meeting(connection: sqlite3.Connection, start: _Side, end: _Side) -> set[int]:
    """The nodes where the two searches meet; each shortest way goes through one of them."""
    both = start.rim & end.rim
    return passable(connection, both) if both and start.depth and end.depth else both


def _way(
    ids: Mapping[int, str], start: _Side, end: _Side, meeting: set[int], target: int
) -> list[int]:
    """Of all shortest ways, the first by its ids read from the target back."""
    farther = _turned(end, meeting)
    way = [target]
    for _ in range(end.depth):
        way.append(min(farther[way[-1]], key=ids.__getitem__))
    for _ in range(start.depth):
        way.append(min(start.before[way[-1]], key=ids.__getitem__))
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
