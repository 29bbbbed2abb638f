"""What lies further than two steps in a network too large for all pairs: estimates with errors.

Distances are drawn from pivots, nodes taken at random in each part (Eppstein & Wang 2004, doi
10.7155/jgaa.00081); parts of no more nodes than there are pivots are exact. How many are within
three and four steps is read from sketches where that is little of the part, and from the pivots
where it is much, whichever errs less. Imported where it is used, since it brings numba.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from graph_api.analytics import rows
from graph_api.analytics.adjacency import Adjacency
from graph_api.analytics.kernels import sketches
from graph_api.analytics.kernels.distances import DistanceSums, distances_of
from graph_api.analytics.kernels.walks import induced_rows
from graph_api.analytics.rows import Links

PIVOTS = 2_048
"""Nodes drawn from every part that is larger."""

STEPS = 4
"""Up to which reach is estimated; it begins at three, since two steps are exact at any size."""

SKETCH_ERROR = 1.04 / sqrt(sketches.REGISTERS)
"""Standard error of a count read from a sketch, as a share of it."""

_WALKED = 512
"""Up to this size of a part each of its nodes walks it by itself."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Estimated:
    """A value for every node, and its standard error for every node (0 where it is exact)."""

    values: Floats
    errors: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Far:
    """Closeness, harmonic closeness (over n - 1), and reach within 3 and 4 steps."""

    closeness: Estimated
    harmonic: Estimated
    within: tuple[Estimated, ...]


def far_estimates(links: Links, seed: int) -> Far:
    """Estimates for undirected links. O((n + m) (pivots / 512 steps + registers))."""
    nodes = len(links)
    found = _Arrays(nodes)
    draws = np.random.default_rng(seed)
    for places, part in _parts(links):
        if len(places) <= PIVOTS:
            found.put_exact(places, rows.distance_sums(part, STEPS))
        else:
            pivots = np.sort(draws.choice(len(places), PIVOTS, replace=False))
            found.put_sampled(places, rows.distance_sums(part, STEPS, pivots))
    few = _walked(links)
    found.put_exact(few, distances_of(links.indptr, links.indices, few, STEPS))
    found.put_sketched(links, seed)
    return Far(
        Estimated(found.closeness, found.closeness_error),
        Estimated(found.harmonic, found.harmonic_error),
        tuple(map(Estimated, found.within, found.within_error)),
    )


def _parts(links: Links) -> Iterator[tuple[NDArray[np.int64], Links]]:
    """The larger parts: the places of their nodes, and their links among themselves."""
    labels, count = rows.component_labels(links)
    sizes = np.bincount(labels, minlength=count)
    order = np.argsort(labels, kind="stable")
    ends = np.cumsum(sizes)
    for label in np.flatnonzero(sizes > _WALKED).tolist():
        places = order[ends[label] - sizes[label] : ends[label]].astype(np.int64)
        if len(places) == len(links):
            yield places, links
        else:
            kept = Adjacency(*induced_rows(links.indptr, links.indices, places))
            yield places, Links.undirected(kept)


def _walked(links: Links) -> NDArray[np.int64]:
    labels, count = rows.component_labels(links)
    return np.flatnonzero(np.bincount(labels, minlength=count)[labels] <= _WALKED)


class _Arrays:
    """The values and errors as they come in, part by part."""

    def __init__(self, nodes: int) -> None:
        self._others = max(nodes - 1, 1)
        self.closeness, self.closeness_error = np.zeros(nodes), np.zeros(nodes)
        self.harmonic, self.harmonic_error = np.zeros(nodes), np.zeros(nodes)
        self.within = np.zeros((STEPS - 2, nodes))
        self.within_error = np.zeros((STEPS - 2, nodes))

    def put_exact(self, places: NDArray[np.int64], sums: DistanceSums) -> None:
        """Take in a part whose distances are all known."""
        reached = sums.reached.astype(np.float64)
        steps = np.maximum(sums.sums, 1)
        self.closeness[places] = reached / steps * reached / self._others
        self.harmonic[places] = sums.inverses / self._others
        self.within[:, places] = sums.within[2:]

    def put_sampled(self, places: NDArray[np.int64], sums: DistanceSums) -> None:
        """Take in a part seen from pivots: means over them, and the errors of these."""
        others, drawn = len(places) - 1, sums.reached
        rest = sqrt(max(others - PIVOTS, 0) / others)  # none where everybody is a pivot
        mean, error = _mean(sums.sums, sums.squares, drawn, rest)
        share = others / self._others
        self.closeness[places] = share / mean
        self.closeness_error[places] = share / mean * error / mean
        mean, error = _mean(sums.inverses, sums.inverse_squares, drawn, rest)
        self.harmonic[places], self.harmonic_error[places] = share * mean, share * error
        near = sums.within[2:] / drawn
        self.within[:, places] = near * others
        # One more success and failure each: none seen is no proof that there is none.
        careful = (sums.within[2:] + 1) / (drawn + 2)
        self.within_error[:, places] = rest * others * np.sqrt(careful * (1 - careful) / drawn)

    def put_sketched(self, links: Links, seed: int) -> None:
        """Read reach from sketches wherever that errs less."""
        seen = sketches.sketches_of_nodes(len(links), np.uint64(seed))
        for step in range(1, STEPS + 1):
            seen = sketches.widened(links.indptr, links.indices, seen)
            if step < 3:
                continue
            sizes = np.maximum(sketches.sketch_sizes(seen) - 1, 0)
            values, errors = self.within[step - 3], self.within_error[step - 3]
            better = SKETCH_ERROR * sizes < errors
            values[better], errors[better] = sizes[better], SKETCH_ERROR * sizes[better]


def _mean(
    sums: NDArray[np.integer] | Floats,
    squares: NDArray[np.integer] | Floats,
    drawn: NDArray[np.int64],
    rest: float,
) -> tuple[Floats, Floats]:
    mean = sums / drawn
    spread = np.maximum(squares / drawn - mean * mean, 0)
    return mean, rest * np.sqrt(spread / (drawn - 1))
