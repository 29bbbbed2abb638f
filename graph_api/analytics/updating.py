"""The standing measures after a small change: what did not move is taken from before.

What is local is computed anew for the nodes that the change can touch, and equals a full
computation to the last bit where it counts, to rounding where it divides. PageRank begins from the
values before and ends where a full one ends. What depends on the whole network is computed whole.

Imported where it is used, since it brings numba.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from graph_api.analytics import rows
from graph_api.analytics.attributes import Names
from graph_api.analytics.by_kernels import Run
from graph_api.analytics.far_updating import Change, updated_distances
from graph_api.analytics.kernels import changes, ranks
from graph_api.analytics.kernels.distances import DistanceSums
from graph_api.analytics.measured import Earlier
from graph_api.analytics.reaching import REACH_STEPS
from graph_api.analytics.snapshot import Snapshot, Values
from graph_api.domain.metrics import Method, Metric, MetricSpec
from graph_api.ports import MetricColumn

Chosen = NDArray[np.bool_]

HUB_DEGREE = 512
"""From so many contacts on a node is not walked through for the sake of another."""

MOST = 0.4
"""Share of touched nodes above which all nodes are computed: that is quicker for each."""


class Update(Run):
    """The measures of a snapshot that differs little from one already measured."""

    def __init__(self, snapshot: Snapshot, earlier: Earlier) -> None:
        super().__init__(snapshot)
        self._earlier = earlier
        self._old = earlier.snapshot.as_csr().links

    @cached_property
    def before(self) -> NDArray[np.int64]:
        """The place of every node in the earlier snapshot, -1 for a new one."""
        return places_before(self.snapshot.ids, self._earlier.snapshot.ids)

    @cached_property
    def changed(self) -> Chosen:
        """Whose contacts are others than before."""
        return changes.changed_rows(
            self.links.indptr, self.links.indices, self._old.indptr, self._old.indices, self.before
        )

    @cached_property
    def _columns(self) -> Mapping[MetricSpec, MetricColumn]:
        return {column.spec: column for column in self._earlier.columns}

    def held(self, spec: MetricSpec) -> Values | None:
        """The values of before by the places of now, NaN for new nodes; nothing if not kept."""
        column = self._columns.get(spec)
        if column is None:
            return None
        old = np.asarray(column.values)
        values = old[np.maximum(self.before, 0)] if len(old) else np.zeros(len(self.snapshot))
        return np.where(self.before >= 0, values, np.nan)

    # ---- reach ---------------------------------------------------------------------------------

    def near_counts(self) -> rows.Counts:
        """See `Run.near_counts`."""
        held = self.held(MetricSpec(Metric.REACH_COUNT, steps=2))
        if held is None:
            return super().near_counts()
        around = changes.beside(self.links.indptr, self.links.indices, self._near_changed)
        if _most(around):
            return super().near_counts()
        return np.stack((self.links.degrees, self._two_steps(held, around)))

    @cached_property
    def _hubs(self) -> Chosen:
        return self.links.degrees >= HUB_DEGREE

    @cached_property
    def _near_changed(self) -> Chosen:
        return self.changed & ~self._hubs

    def _two_steps(self, held: Values, around: Chosen) -> rows.Counts:
        """Counts of within two steps: three kinds of nodes.

        The hubs whose rows changed and the ends of the links that they gained or lost: counted,
        and whoever has come within two steps of them, or gone, is told. Those around other changed
        rows: counted too. The rest: as before, and what they were told.
        """
        told = self._at_changed_hubs()
        chosen = np.flatnonzero(told)
        links, old = self.links, self._old
        were = self.before[chosen]
        were = np.concatenate((were[were >= 0], self._gone))
        counts, differences = changes.two_step_differences(
            links.indptr, links.indices, old.indptr, old.indices, self.before, chosen, were
        )
        values = np.where(np.isnan(held), 0, held).astype(np.int64) + differences
        again = np.flatnonzero(around & ~told)
        values[again] = rows.two_step_counts(links, again)
        values[chosen] = counts
        return values

    def _at_changed_hubs(self) -> Chosen:
        hubs = self.changed & self._hubs
        found = hubs.copy()
        links, old, now = self.links, self._old, self._now
        for hub in np.flatnonzero(hubs).tolist():
            new = _row(links, hub)
            at = int(self.before[hub])
            were = now[_row(old, at)] if at >= 0 else new[:0]
            found[np.setxor1d(new, were[were >= 0])] = True
        return found

    @cached_property
    def _now(self) -> NDArray[np.int64]:
        """The place now of every node of before, -1 for one that is gone."""
        now = np.full(len(self._old), -1, np.int64)
        stayed = self.before >= 0
        now[self.before[stayed]] = np.flatnonzero(stayed)
        return now

    @property
    def _gone(self) -> NDArray[np.int64]:
        return np.flatnonzero(self._now < 0)

    # ---- distances -----------------------------------------------------------------------------

    @cached_property
    def _distances(self) -> DistanceSums:
        were = self._distances_before()
        found = None if were is None else updated_distances(self._change, were)
        return super()._distances if found is None else found

    @property
    def _change(self) -> Change:
        return Change(self._old, self.links, self.before, self._gone, self.changed)

    def _distances_before(self) -> DistanceSums | None:
        """What the kept values say of the distances of before, by the places of now.

        Closeness and harmonic closeness are divided by what is known; steps are whole numbers.
        """
        if not len(self._old):
            return None
        wanted = [MetricSpec(Metric.REACH_COUNT, steps=steps) for steps in REACH_STEPS]
        wanted += [
            MetricSpec(metric)
            for metric in (Metric.COMPONENT_SIZE, Metric.CLOSENESS, Metric.HARMONIC_CLOSENESS)
        ]
        held = [values for spec in wanted if (values := self._exact(spec)) is not None]
        if len(held) < len(wanted):
            return None
        *within, sizes, close, harmonic = held
        others, reached = max(len(self._old) - 1, 1), sizes - 1
        sums = np.zeros(len(reached))
        np.divide(reached * reached, close * others, out=sums, where=close > 0)
        at = np.diff(within, axis=0, prepend=0)
        nothing = np.zeros(0)
        return DistanceSums(
            reached=_counted(reached),
            sums=_counted(sums),
            squares=_counted(nothing),
            inverses=harmonic * others,
            inverse_squares=nothing,
            at=_counted(at),
        )

    def _exact(self, spec: MetricSpec) -> Values | None:
        """The exact values of before, 0 for new nodes; nothing if not kept, or estimated."""
        column = self._columns.get(spec)
        if column is None or column.estimate.method is not Method.EXACT:
            return None
        values = self.held(spec)
        return None if values is None else np.nan_to_num(values)

    # ---- structural holes ----------------------------------------------------------------------

    def holes(self) -> list[Values]:
        """See `Run.holes`."""
        constraint = self.held(MetricSpec(Metric.CONSTRAINT))
        effective = self.held(MetricSpec(Metric.EFFECTIVE_SIZE))
        around = changes.beside(self.links.indptr, self.links.indices, self.changed)
        if constraint is None or effective is None or _most(around):
            return super().holes()
        chosen = np.flatnonzero(around)
        bits = rows.hub_words(self.links)
        numbers = np.full(len(self.links), -1, np.int64)
        numbers[bits.hubs] = np.arange(len(bits.hubs))
        constraint[chosen], effective[chosen] = changes.structural_holes_of(
            self.links.indptr, self.links.indices, chosen, bits.masks, numbers
        )
        return [constraint, effective]

    # ---- PageRank ------------------------------------------------------------------------------

    def pagerank(self) -> list[Values]:
        """See `Run.pagerank`."""
        held = self.held(MetricSpec(Metric.PAGERANK))
        if held is None or not len(self.snapshot):
            return super().pagerank()
        values, steps = ranks.pagerank_from(
            self.links.indptr, self.links.indices, 0.85, rows.RESIDUAL, held * self._old_total()
        )
        return super().pagerank() if steps < 0 else [values]

    def _old_total(self) -> float:
        # What the values added up to before they were divided to a sum of 1.
        alone = int((self._old.degrees == 0).sum())
        return (len(self._old) - alone) / (1 - 0.85) + alone


def _counted(values: Values) -> NDArray[np.int64]:
    return np.rint(values).astype(np.int64)


def _row(links: rows.Links, node: int) -> NDArray[np.int64]:
    return links.indices[int(links.indptr[node]) : int(links.indptr[node + 1])].astype(np.int64)


def _most(chosen: Chosen) -> bool:
    return int(chosen.sum()) > MOST * len(chosen)


def places_before(ids: Sequence[str], old: Sequence[str]) -> NDArray[np.int64]:
    """The place of every id among the earlier ones, -1 for a new one; both ascend.

    >>> places_before(["a", "ab", "b", "c"], ["a", "b", "ba"]).tolist()
    [0, -1, 1, -1]
    """
    new, before = (each if isinstance(each, Names) else Names.of(each) for each in (ids, old))
    return changes.places_among(new.text, new.ends, before.text, before.ends)
