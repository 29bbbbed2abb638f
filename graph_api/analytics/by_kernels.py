"""The standing measures by compiled kernels: the same values as through NetworkX.

Imported where it is used, since it brings numba. One `Run` keeps what several measures share.
"""

from collections.abc import Iterable
from functools import cache, cached_property

import numpy as np

from graph_api.analytics import rows
from graph_api.analytics.diffusion import ROUNDS
from graph_api.analytics.far import PIVOTS, Estimated, Far, far_estimates
from graph_api.analytics.kernels.distances import DistanceSums, within_steps
from graph_api.analytics.lanczos import leading_eigenvector_of
from graph_api.analytics.snapshot import Snapshot, Values
from graph_api.domain.metrics import Estimate, Method

MAX_STEPS = 4


class Run:
    """The measures of one snapshot; what two of them need is computed once."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.links = snapshot.as_csr().links

    @cached_property
    def _distances(self) -> DistanceSums:
        return rows.distance_sums(self.links, MAX_STEPS)

    def near_counts(self) -> rows.Counts:
        """Others within 1 and 2 steps (rows)."""
        return np.stack((self.links.degrees, rows.two_step_counts(self.links)))

    def far_counts(self) -> rows.Counts:
        """Others within 3 and 4 steps (rows)."""
        return self._distances.within[2:]

    @cache  # noqa: B019 - a run lives as long as its refresh
    def _far(self, seed: int) -> Far:
        return far_estimates(self.links, seed)

    def sampled_reach(self, seed: int) -> tuple[list[Values], list[Estimate]]:
        """Estimates of reach within 3 and 4 steps: counts, shares and efficiencies."""
        found = self._far(seed).within
        others = np.full(len(self.snapshot), max(len(self.snapshot) - 1, 1))
        scales = [np.ones(len(self.snapshot)), others, others * (self.links.degrees + 1)]
        return _sampled(
            Estimated(each.values / scale, each.errors / scale)
            for scale in scales
            for each in found
        )

    def sampled_closeness(self, seed: int) -> tuple[list[Values], list[Estimate]]:
        """Estimates of `closeness`."""
        return _sampled([self._far(seed).closeness])

    def sampled_harmonic(self, seed: int) -> tuple[list[Values], list[Estimate]]:
        """Estimates of `harmonic`."""
        return _sampled([self._far(seed).harmonic])

    def learning_counts(self) -> rows.Counts:
        """Who have learnt within 1, 2, 3 and 4 teachings (rows)."""
        indptr, indices = rows.unsigned(self.snapshot.learning)
        return within_steps(indptr, indices, MAX_STEPS)

    def closeness(self) -> list[Values]:
        """See `closeness.closeness`."""
        return [rows.closeness(self._distances)]

    def harmonic(self) -> list[Values]:
        """See `closeness.harmonic_closeness`."""
        return [self._distances.inverses / max(len(self.snapshot) - 1, 1)]

    def pagerank(self) -> list[Values]:
        """See `pagerank.pagerank`."""
        return [rows.pagerank(self.links) if len(self.snapshot) else np.zeros(0)]

    def components(self) -> list[Values]:
        """The place of each node's part, and its size: see `cohesion.component`."""
        labels, count = rows.component_labels(self.links)
        sizes = np.bincount(labels, minlength=count)
        places = np.empty(count)
        places[np.argsort(-sizes, kind="stable")] = np.arange(1, count + 1)
        return [places[labels], sizes[labels].astype(float)]

    def cuts(self) -> list[Values]:
        """Cut nodes, how many each cuts off, and the bridges at each node."""
        found = rows.cuts(self.links)
        at = np.bincount(found.bridges.ravel(), minlength=len(self.snapshot))
        return [found.is_cut.astype(float), found.cut_off.astype(float), at.astype(float)]

    def cores(self) -> list[Values]:
        """See `cohesion.core_number`."""
        return [rows.core_numbers(self.links).astype(float)]

    def holes(self) -> list[Values]:
        """Constraint and effective size."""
        return list(rows.structural_holes(self.links)[:2])

    def eigenvector_and_diffusion(self) -> list[Values]:
        """See `diffusion.eigenvector_and_diffusion`."""
        value, vector = leading_eigenvector_of(self.links)
        spread = np.zeros(len(self.snapshot))
        if value > 0:
            spread = rows.diffusion(self.links, 1 / value, ROUNDS)
        return [vector, spread]


def _sampled(found: Iterable[Estimated]) -> tuple[list[Values], list[Estimate]]:
    given = list(found)
    errors = [float(each.errors.max(initial=0)) for each in given]
    estimates = [Estimate(Method.SAMPLED, PIVOTS, error) for error in errors]
    return [each.values for each in given], estimates
