"""Who should be introduced to whom: the new ties that bring most people within two steps."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum

from graph_api.analytics.snapshot import Snapshot

Neighbours = dict[int, set[int]]


class Introduction(Enum):
    """What a new tie does: closes a triangle of three, or bridges what was further apart."""

    CLOSING = "CLOSING"
    BRIDGING = "BRIDGING"


@dataclass(frozen=True, slots=True)
class NewTie:
    """A tie worth making.

    `gain` is how many pairs come within two steps by it, after the ties before it in the list;
    `worth` is that times the weight of the pair.
    """

    ends: tuple[str, str]
    kind: Introduction
    gain: int
    worth: float


def best_introductions(
    snapshot: Snapshot,
    k: int,
    candidates: Iterable[tuple[str, str]],
    weight: Callable[[str, str], float] = lambda _one, _other: 1.0,
) -> list[NewTie]:
    r"""Up to `k` new ties among `candidates`, each the one of most worth after those before it.

    Definition: the gain of a tie uv is the number of pairs at more than two steps that it brings
    within two: $|N[v] \setminus B_2(u)| + |N[u] \setminus B_2(v)| - [v \notin B_2(u)]$, with
    $N[v]$ a node and its neighbours and $B_2$ all within two steps. `weight` makes near ones, or
    those of one occupation, worth more. Pairs that are tied already, and ties that gain nothing,
    are left out; of equal ones the first in order of ids is taken. The gain is not submodular, so
    no share of the best possible is promised.
    Officer: whom to introduce next (weaving the network, Krebs & Holley).
    Cost: O(k candidates degree^2). Exact gains.

    Raises:
        KeyError: an id is not in the snapshot.

    >>> from graph_api.analytics.snapshot import snapshot_of_people
    >>> chain = snapshot_of_people([("a", "b"), ("b", "c"), ("c", "d"), ("d", "e")])
    >>> best_introductions(chain, 1, [("a", "c"), ("a", "e")])[0].gain
    3
    """
    near = _neighbours(snapshot)
    left = {
        (min(u, v), max(u, v)): weight(u, v)
        for u, v in candidates
        if snapshot.positions[u] != snapshot.positions[v]
    }
    found: list[NewTie] = []
    while left and len(found) < k:
        ties = [_tie(snapshot, near, ends, left[ends]) for ends in sorted(left)]
        best = max(ties, key=lambda tie: tie.worth)
        if best.worth <= 0:
            break
        found.append(best)
        del left[best.ends]
        u, v = (snapshot.positions[end] for end in best.ends)
        near[u].add(v)
        near[v].add(u)
    return found


def _neighbours(snapshot: Snapshot) -> Neighbours:
    indptr, indices = snapshot.ties.indptr.tolist(), snapshot.ties.indices.tolist()
    return {v: set(indices[indptr[v] : indptr[v + 1]]) for v in range(len(snapshot))}


def _tie(snapshot: Snapshot, near: Neighbours, ends: tuple[str, str], weight: float) -> NewTie:
    u, v = (snapshot.positions[end] for end in ends)
    kind = Introduction.CLOSING if near[u] & near[v] else Introduction.BRIDGING
    gain = 0 if v in near[u] else _gain(near, u, v)
    return NewTie(ends, kind, gain, gain * weight)


def _gain(near: Neighbours, u: int, v: int) -> int:
    around_u, around_v = _within_two(near, u), _within_two(near, v)
    gained = len((near[v] | {v}) - around_u) + len((near[u] | {u}) - around_v)
    return gained - (v not in around_u)


def _within_two(near: Neighbours, node: int) -> set[int]:
    return {node}.union(near[node], *(near[other] for other in near[node]))
