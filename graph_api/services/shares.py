"""Shares that show what they are shares of, and comparisons that claim no more than they know."""

from dataclasses import dataclass

from graph_api.analytics.proportions import wilson_interval

SMALL = 20
"""A share of fewer than so many says little: its interval is wider than 0.4 at one half."""


@dataclass(frozen=True, slots=True)
class Share:
    """`part` of `whole`; `unknown` are those of whom too little is known to count them in it.

    `sample` is false where the whole is all there is, such as the actors of a network: then there
    is nothing to infer, and no interval.

    >>> Share(3, 4).value, Share(0, 0).value
    (0.75, None)
    """

    part: int
    whole: int
    unknown: int = 0
    sample: bool = True

    @property
    def value(self) -> float | None:
        """The share, 0 to 1; nothing where there is no whole."""
        return self.part / self.whole if self.whole else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval of the share, by Wilson; nothing where all were counted."""
        return wilson_interval(self.part, self.whole) if self.sample else None

    @property
    def is_small(self) -> bool:
        """Whether the whole is too small to conclude much."""
        return self.whole < SMALL


@dataclass(frozen=True, slots=True)
class Comparison:
    """A share among those with something beside that among those without: an association.

    Who got it was not drawn by lot, so a difference shows no cause.
    """

    with_it: Share
    without: Share

    @property
    def difference(self) -> float | None:
        """The share with it less the share without, -1 to 1."""
        mine, others = self.with_it.value, self.without.value
        return None if mine is None or others is None else mine - others
