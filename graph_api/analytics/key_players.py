"""What a set of people reaches together, and what is lost if they leave (Borgatti 2006)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from graph_api.analytics.adjacency import Adjacency
from graph_api.analytics.snapshot import Snapshot

if TYPE_CHECKING:
    from graph_api.analytics.rows import Links


@dataclass(frozen=True, slots=True)
class Cover:
    """A set chosen for its joint reach.

    `gains[i]` is what the i-th adds to those before it; `covered` their sum, the chosen included.
    `upper_bound` is proven for this very network: no other set of as many covers more.
    """

    chosen: tuple[str, ...]
    gains: tuple[int, ...]
    covered: int
    upper_bound: int

    @property
    def guarantee(self) -> float:
        """The share of the best possible that is certainly reached; at least 1 - 1/e."""
        return self.covered / self.upper_bound if self.upper_bound else 1.0


def m_reach(snapshot: Snapshot, chosen: Collection[str], steps: int) -> int:
    r"""How many are within `steps` ties of at least one of a set, the set itself included.

    Definition: $|\{j : \min_{s \in S} d(s, j) \leq m\}|$ (KPP-Pos).
    Officer: what these sages cover together, nobody counted twice.
    Cost: O(n + m). Exact.
    Reference: Borgatti 2006, doi 10.1007/s10588-006-7084-x.

    Raises:
        KeyError: an id is not in the snapshot.

    >>> from graph_api.analytics.snapshot import snapshot_of_people
    >>> chain = snapshot_of_people([("a", "b"), ("b", "c"), ("c", "d")])
    >>> m_reach(chain, ["a", "b"], 1)
    3
    """
    reached = np.zeros(len(snapshot), np.bool_)
    reached[[snapshot.positions[node] for node in chosen]] = True
    for _ in range(steps):
        reached = _with_neighbours(snapshot, reached)
    return int(reached.sum())


def _with_neighbours(snapshot: Snapshot, reached: NDArray[np.bool_]) -> NDArray[np.bool_]:
    sources = np.repeat(reached, snapshot.ties.out_degrees())
    wider = reached.copy()
    wider[snapshot.ties.indices[sources]] = True
    return wider


@dataclass(frozen=True, slots=True)
class ReachPart:
    """What one of a set reaches by itself, and of that what no other of the set reaches."""

    alone: int
    adds: int


def reach_parts(snapshot: Snapshot, chosen: Collection[str], steps: int) -> dict[str, ReachPart]:
    r"""What each of a set brings to its m-reach: all by itself, and what only it reaches.

    Definition: $|B_m(s)|$ and $|B_m(s) \setminus \bigcup_{t \in S, t \neq s} B_m(t)|$ with
    $B_m(s)$ all within m ties of s, itself included.
    Officer: who of these sages is missed if left out; 0 is somebody whom the others cover.
    Cost: O(links within the reach of each). Exact.
    Reference: Borgatti 2006, doi 10.1007/s10588-006-7084-x.

    Raises:
        KeyError: an id is not in the snapshot.

    >>> from graph_api.analytics.snapshot import snapshot_of_people
    >>> chain = snapshot_of_people([("a", "b"), ("b", "c"), ("c", "d")])
    >>> reach_parts(chain, ["a", "b"], 1)["a"]
    ReachPart(alone=2, adds=0)
    """
    balls = {node: _ball(snapshot, snapshot.positions[node], steps) for node in chosen}
    if not balls:
        return {}
    times = np.bincount(np.concatenate(list(balls.values())), minlength=len(snapshot))
    return {
        node: ReachPart(len(ball), int(np.count_nonzero(times[ball] == 1)))
        for node, ball in balls.items()
    }


def _ball(snapshot: Snapshot, place: int, steps: int) -> NDArray[np.int64]:
    reached = frontier = np.array([place], np.int64)
    rows = snapshot.ties
    for _ in range(steps):
        around = [rows.indices[rows.indptr[v] : rows.indptr[v + 1]] for v in frontier.tolist()]
        met = np.concatenate(around).astype(np.int64) if around else frontier
        frontier = np.setdiff1d(met, reached)
        reached = np.union1d(reached, frontier)
    return reached


def steps_from(snapshot: Snapshot, chosen: Collection[str]) -> dict[str, int]:
    """The fewest ties from each node to the nearest of a set; who cannot be reached is left out.

    Officer: how far everybody is from those who took part in a training.
    Cost: O(n + m) a step. Exact.

    Raises:
        KeyError: an id is not in the snapshot.

    >>> from graph_api.analytics.snapshot import snapshot_of_people
    >>> steps_from(snapshot_of_people([("a", "b"), ("b", "c")], alone=["z"]), ["a"])
    {'a': 0, 'b': 1, 'c': 2}
    """
    steps = np.full(len(snapshot), -1, np.int64)
    reached = np.zeros(len(snapshot), np.bool_)
    reached[[snapshot.positions[node] for node in chosen]] = True
    step = 0
    while (reached & (steps < 0)).any():
        steps[reached & (steps < 0)] = step
        reached = _with_neighbours(snapshot, reached)
        step += 1
    return {snapshot.ids[v]: int(steps[v]) for v in np.flatnonzero(steps >= 0).tolist()}


def best_cover(
    snapshot: Snapshot, k: int, steps: int, candidates: Sequence[str] | None = None
) -> Cover:
    r"""`k` nodes whose joint m-reach is as large as lazy greedy choice makes it.

    Definition: see `m_reach`. The greedy choice covers at least $1 - 1/e$ of the best possible
    (Nemhauser, Wolsey & Fisher 1978, doi 10.1007/BF01588971). The bound proven for the answer is
    the least of three: everybody, the sum of the k largest reaches, and what is covered
    plus the k largest gains that are left. Of equal candidates the one first in order is taken.
    Officer: which sages to ask so that as many as possible are near one of them.
    Cost: the reach of every candidate once, and few of them again. Exact.
    Reference: Leskovec et al. 2007 (CELF), doi 10.1145/1281192.1281239.

    Raises:
        KeyError: a candidate is not in the snapshot.

    >>> from graph_api.analytics.snapshot import snapshot_of_people
    >>> stars = snapshot_of_people([("a", x) for x in "bcd"] + [("h", x) for x in "ij"])
    >>> best_cover(stars, 2, steps=1)
    Cover(chosen=('a', 'h'), gains=(4, 3), covered=7, upper_bound=7)
    """
    from graph_api.analytics.kernels.covering import lazy_greedy
    from graph_api.analytics.rows import ball_sizes

    names = snapshot.ids if candidates is None else tuple(dict.fromkeys(candidates))
    places = np.array([snapshot.positions[node] for node in names], np.int64)
    links = snapshot.as_csr().links
    alone = ball_sizes(links, steps)[places]
    chosen, gains, left = lazy_greedy(links.indptr, links.indices, steps, k, places, alone)
    covered = int(gains.sum())
    bounds = (len(snapshot), _top(alone, k), covered + _top(left, k))
    return Cover(
        tuple(snapshot.ids[v] for v in chosen.tolist()),
        tuple(gains.tolist()),
        covered,
        max(min(bounds), covered),
    )


def _top(values: NDArray[np.int64], k: int) -> int:
    return int(np.sort(values)[::-1][:k].sum())


def fragmentation(snapshot: Snapshot, removed: Collection[str] = ()) -> float:
    r"""The share of pairs that cannot reach each other once a set has left.

    Definition: $F = 1 - \frac{\sum_i s_i (s_i - 1)}{n (n - 1)}$ with $s_i$ the sizes of the parts
    of the n who remain (KPP-Neg); 0 where fewer than two remain.
    Officer: what is lost if these leave; 0 is one whole, 1 is everybody alone.
    Cost: O(n + m). Exact.
    Reference: Borgatti 2006, doi 10.1007/s10588-006-7084-x.

    >>> from graph_api.analytics.snapshot import snapshot_of_people
    >>> fragmentation(snapshot_of_people([("a", "b"), ("b", "c")]), ["b"])
    1.0
    """
    from graph_api.analytics.rows import component_labels

    left = _remaining(snapshot, removed)
    if len(left) < 2:
        return 0.0
    sizes = np.bincount(component_labels(left)[0])
    return float(1 - (sizes * (sizes - 1.0)).sum() / (len(left) * (len(left) - 1)))


def distance_fragmentation(snapshot: Snapshot, removed: Collection[str] = ()) -> float:
    r"""As `fragmentation`, but a pair that is far apart counts as partly lost.

    Definition: $DF = 1 - \frac{\sum_{i \neq j} 1 / d(i, j)}{n (n - 1)}$ over those who remain;
    0 where fewer than two remain.
    Officer: how much further apart people are if these leave.
    Cost: O(n m). Exact.
    Reference: Borgatti 2006, doi 10.1007/s10588-006-7084-x.

    >>> from graph_api.analytics.snapshot import snapshot_of_people
    >>> distance_fragmentation(snapshot_of_people([("a", "b"), ("b", "c")])).__round__(4)
    0.1667
    """
    from graph_api.analytics.rows import distance_sums

    left = _remaining(snapshot, removed)
    if len(left) < 2:
        return 0.0
    nearness = distance_sums(left, 1).inverses.sum()
    return float(1 - nearness / (len(left) * (len(left) - 1)))


def _remaining(snapshot: Snapshot, removed: Collection[str]) -> "Links":
    """The ties without some of the nodes.

    Raises:
        KeyError: an id is not in the snapshot.
    """
    from graph_api.analytics.kernels.walks import induced_rows
    from graph_api.analytics.rows import Links

    links = snapshot.as_csr().links
    if not removed:
        return links
    stays = np.ones(len(snapshot), np.bool_)
    stays[[snapshot.positions[node] for node in removed]] = False
    kept = np.flatnonzero(stays)
    return Links.undirected(Adjacency(*induced_rows(links.indptr, links.indices, kept)))
