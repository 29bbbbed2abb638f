"""What people take up only after hearing of it from several."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from graph_api.analytics.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Contagion:
    """Who take it up, the seeds included: how many, and in how many rounds."""

    seeds: tuple[str, ...]
    adopters: int
    rounds: int


def contagion(snapshot: Snapshot, seeds: Sequence[str], threshold: int = 2) -> Contagion:
    """How many take it up when everyone does who has `threshold` neighbours that did.

    Officer: farmers mostly need to hear of it from more than one.
    Cost: O(n + m). Exact.
    Reference: Beaman, BenYishay, Magruder & Mobarak 2021, doi 10.1257/aer.20200295.

    Raises:
        KeyError: a seed is not in the snapshot.

    >>> from graph_api.analytics.snapshot import snapshot_of_people
    >>> square = snapshot_of_people([("a", "b"), ("b", "c"), ("c", "d"), ("d", "a")])
    >>> contagion(square, ["a", "c"])
    Contagion(seeds=('a', 'c'), adopters=4, rounds=1)
    """
    from graph_api.analytics.kernels.covering import adoption_rounds

    places = np.array([snapshot.positions[node] for node in seeds], np.int64)
    links = snapshot.as_csr().links
    when = adoption_rounds(links.indptr, links.indices, places, threshold)
    return Contagion(tuple(seeds), int((when >= 0).sum()), int(max(when.max(initial=0), 0)))


def best_contagion_seeds(
    snapshot: Snapshot, k: int, candidates: Sequence[str], threshold: int = 2
) -> Contagion:
    """`k` seeds among `candidates`, each the one that adds most adopters to those before it.

    Where none adds more than itself, the one that leaves most people one neighbour short is
    taken. There is no guarantee: a second seed may be worth much only beside the first, so that
    the (1 - 1/e) of `key_players.best_cover` does not hold here.
    Cost: O(k candidates (n + m)). Exact sizes.

    Raises:
        KeyError: a candidate is not in the snapshot.
    """
    chosen: list[str] = []
    left = list(dict.fromkeys(candidates))
    while left and len(chosen) < k:
        best = max(left, key=lambda node: _worth(snapshot, [*chosen, node], threshold))
        chosen.append(best)
        left.remove(best)
    return contagion(snapshot, chosen, threshold)


def _worth(snapshot: Snapshot, seeds: list[str], threshold: int) -> tuple[int, int]:
    adopters = contagion(snapshot, seeds, threshold).adopters
    return adopters, contagion(snapshot, seeds, max(threshold - 1, 1)).adopters
