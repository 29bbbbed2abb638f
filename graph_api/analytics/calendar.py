"""Which links count on a day, and which pairs a later day changes without anybody writing."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from graph_api.analytics.typed import TIE_TYPES, UNDATED
from graph_api.domain.links import DEEDS, LinkType

ENDLESS = date.max.toordinal()
"""The last day of a link that has not ended."""

BITS = {kind: bit for bit, kind in enumerate(TIE_TYPES)}
"""The place of a type among the types of ties."""

_IS_DEED = np.array([kind in DEEDS for kind in TIE_TYPES])


def first_day(since: date | None) -> int:
    """The number of the day on which a link began, `UNDATED` where none is known."""
    return since.toordinal() if since else UNDATED


def last_day(until: date | None) -> int:
    """The number of the last day of a link, `ENDLESS` where it has not ended."""
    return until.toordinal() if until else ENDLESS


@dataclass(frozen=True, slots=True, eq=False)
class Links:
    """Links between two actors in columns: places of both ends, types, first and last days."""

    sources: NDArray[np.int64]
    targets: NDArray[np.int64]
    types: NDArray[np.int8]
    first: NDArray[np.int64]
    last: NDArray[np.int64]

    def some(self, chosen: NDArray[np.bool_]) -> "Links":
        """Those that are chosen."""
        columns = (self.sources, self.targets, self.types, self.first, self.last)
        return Links(*(column[chosen] for column in columns))  # type: ignore[arg-type]

    def on(self, day: date) -> "Links":
        """Those that count on a day: `domain.links.counts_on` for all of them at once."""
        today = day.toordinal()
        ended = (self.last < today) & ~_IS_DEED[self.types]
        return self.some((self.first <= today) & (self.last >= self.first) & ~ended)

    def of_types(self, kinds: frozenset[LinkType]) -> "Links":
        """Those of some types."""
        return self.some(np.isin(self.types, [BITS[kind] for kind in kinds if kind in BITS]))


@dataclass(frozen=True, slots=True, eq=False)
class Coming:
    """The pairs that the calendar will change: by links that begin, or end, after a day.

    From `days[i]` on a link of `firsts[i]` and `seconds[i]` counts that did not, or counts no
    more. Nothing of this is in a snapshot's id, which is of what counts now.
    """

    days: NDArray[np.int64]
    firsts: NDArray[np.int64]
    seconds: NDArray[np.int64]

    @classmethod
    def after(cls, day: date, links: Links) -> "Coming":
        """What of these links changes after a day, by its first change."""
        today = day.toordinal()
        waits = links.some((links.last >= links.first) & (links.sources != links.targets))
        begins = waits.some(waits.first > today)
        ends = (waits.first <= today) & (waits.last >= today) & (waits.last < ENDLESS)
        ending = waits.some(ends & ~_IS_DEED[waits.types])
        days = np.concatenate((begins.first, ending.last + 1))
        sources = np.concatenate((begins.sources, ending.sources))
        targets = np.concatenate((begins.targets, ending.targets))
        return cls(days, np.minimum(sources, targets), np.maximum(sources, targets))

    def by(self, day: date) -> NDArray[np.bool_]:
        """Which of them a day has brought about."""
        return self.days <= day.toordinal()
