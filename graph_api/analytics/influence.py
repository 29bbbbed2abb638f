"""How many will try it: the independent cascade, with seeds chosen and their value measured."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph_api.analytics.snapshot import Snapshot

SETS = 20_000
RUNS = 2_000

Chances = float | NDArray[np.float64]
"""One chance for all ties, or one for each arc of `snapshot.ties`, in the order of its rows."""


@dataclass(frozen=True, slots=True)
class Influence:
    """Who try it if these begin, themselves included: the mean of `runs` cascades, and its error.

    `claimed` is what the sets that the seeds were chosen by say of them; it is too high, since
    they were chosen by it, and is given to be compared only.
    """

    seeds: tuple[str, ...]
    value: float
    standard_error: float
    runs: int
    claimed: float | None = None


def influence(
    snapshot: Snapshot,
    seeds: Sequence[str],
    chances: Chances,
    *,
    runs: int = RUNS,
    seed: int = 0,
) -> Influence:
    r"""The expected number who try it when `seeds` begin, by forward simulation.

    Definition: the independent cascade: who takes it up gives it to each neighbour once, with the
    chance of that tie; $\sigma(S)$ is the mean size.
    Officer: how many will try it.
    Cost: O(runs x links of those reached). Sampled, with its standard error.
    Reference: Kempe, Kleinberg & Tardos 2003, doi 10.1145/956750.956769.

    Raises:
        KeyError: a seed is not in the snapshot.
        ValueError: a chance is not between 0 and 1, or there are too few or many of them.

    >>> from graph_api.analytics.snapshot import snapshot_of_people
    >>> influence(snapshot_of_people([("a", "b"), ("b", "c")]), ["a"], 1.0, runs=10).value
    3.0
    """
    from graph_api.analytics.kernels.cascades import forward_sizes

    places = np.array([snapshot.positions[node] for node in seeds], np.int64)
    links = snapshot.as_csr().links
    sizes = forward_sizes(
        links.indptr, links.indices, _of_arcs(snapshot, chances), places, runs, _state(seed, 1)
    )
    error = float(sizes.std(ddof=1) / np.sqrt(runs)) if runs > 1 else float("nan")
    return Influence(tuple(seeds), float(sizes.mean()), error, runs)


def best_seeds(
    snapshot: Snapshot,
    k: int,
    chances: Chances,
    *,
    sets: int = SETS,
    runs: int = RUNS,
    seed: int = 0,
) -> Influence:
    r"""`k` seeds of large influence, chosen by reverse-reachable sets and measured forward.

    Definition: a reverse-reachable set is all from whom a random node would have had it. Seeds
    in most of the sets are taken greedily. Their value is then measured by `influence`, on draws
    that the choice has not seen.
    Officer: with whom to begin.
    Cost: O(sets x links looked at + k n). Sampled.
    Reference: Borgs, Brautbar, Chayes & Lucier 2014, doi 10.1137/1.9781611973402.70.

    Raises:
        ValueError: a chance is not between 0 and 1, or there are too few or many of them.

    >>> from graph_api.analytics.snapshot import snapshot_of_people
    >>> star = snapshot_of_people([("hub", leaf) for leaf in "abcdefgh"])
    >>> best_seeds(star, 1, 0.5, sets=500, runs=500).seeds
    ('hub',)
    """
    from graph_api.analytics.kernels.cascades import cover_sets, reverse_sets

    if not len(snapshot):
        return Influence((), 0.0, 0.0, runs, 0.0)
    links = snapshot.as_csr().links
    against = _turned(snapshot, _of_arcs(snapshot, chances))
    starts, members = reverse_sets(links.indptr, links.indices, against, sets, _state(seed, 0))
    chosen, held = cover_sets(len(snapshot), starts, members, k)
    names = [snapshot.ids[v] for v in chosen.tolist()]
    measured = influence(snapshot, names, chances, runs=runs, seed=seed)
    claimed = held / sets * len(snapshot)
    return Influence(measured.seeds, measured.value, measured.standard_error, runs, claimed)


def _of_arcs(snapshot: Snapshot, chances: Chances) -> NDArray[np.float64]:
    arcs = snapshot.ties.pairs
    given = np.full(arcs, chances) if isinstance(chances, float | int) else chances
    if given.shape != (arcs,):
        raise ValueError(f"{given.shape} chances for {arcs} arcs")
    if not ((given >= 0) & (given <= 1)).all():
        raise ValueError("a chance is not between 0 and 1")
    return np.ascontiguousarray(given, np.float64)


def _turned(snapshot: Snapshot, chances: NDArray[np.float64]) -> NDArray[np.float64]:
    """For each arc the chance of the arc the other way."""
    sources = np.repeat(np.arange(len(snapshot)), snapshot.ties.out_degrees())
    return chances[np.lexsort((sources, snapshot.ties.indices))]


def _state(seed: int, stream: int) -> np.uint64:
    word = np.random.SeedSequence((seed, stream)).generate_state(1, np.uint64)[0]
    return np.uint64(word | np.uint64(1))
