"""Income before and after: what changed, for whom, and how far from a training.

These figures compare households with themselves. They are observational: nobody was drawn by lot
to be trained, prices and weather changed meanwhile, and who reports again may differ from who does
not. They say what happened beside a training, not what came of it; every answer carries that.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import comb, isfinite
from statistics import median

Baht = Mapping[str, float]
"""The income of each household, in baht over a time of the same length for all."""

CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class IncomeChange:
    """The households that told both incomes, and how these compare.

    `median_change` is the median of the differences (not the difference of the medians), `interval`
    holds it with a confidence of at least 95 %, with no assumption on how incomes are spread (None
    where there are too few households for it). `rising`, `same` and `falling` are shares.
    `only_before` and `only_after` count who told one income alone: many of them make the rest
    doubtful.
    """

    households: int
    median_before: float
    median_after: float
    median_change: float
    interval: tuple[float, float] | None
    rising: float
    same: float
    falling: float
    only_before: int = 0
    only_after: int = 0
    observational: bool = True


def income_change(before: Baht, after: Baht) -> IncomeChange | None:
    r"""Before against after, household by household; nothing where none told both.

    Definition: medians of $b_i$, $a_i$ and $a_i - b_i$, and the share with $a_i > b_i$. The
    interval is $[d_{(j)}, d_{(n+1-j)}]$ of the ordered differences with the largest j for which
    $P(Bin(n, 1/2) < j) \leq 0.025$.
    Officer: did incomes rise beside the training, and for how many.
    Cost: O(n log n). Exact; observational.
    Reference: interval of the sign test, Thompson 1936, doi 10.1214/aoms/1177732502.

    Raises:
        ValueError: an income is negative, or is no number.

    >>> found = income_change({"h1": 100, "h2": 200, "h3": 50}, {"h1": 150, "h2": 190, "h3": 90})
    >>> found.median_before, found.median_after, found.median_change, round(found.rising, 2)
    (100, 150, 40, 0.67)
    """
    for income in (*before.values(), *after.values()):
        if not (isfinite(income) and income >= 0):
            raise ValueError(f"an income is negative or no number: {income}")
    both = sorted(before.keys() & after.keys())
    if not both:
        return None
    changes = sorted(after[home] - before[home] for home in both)
    count = len(both)
    return IncomeChange(
        households=count,
        median_before=median(before[home] for home in both),
        median_after=median(after[home] for home in both),
        median_change=median(changes),
        interval=_interval(changes),
        rising=sum(change > 0 for change in changes) / count,
        same=sum(change == 0 for change in changes) / count,
        falling=sum(change < 0 for change in changes) / count,
        only_before=len(before) - count,
        only_after=len(after) - count,
    )


def _interval(changes: list[float]) -> tuple[float, float] | None:
    count, below, place = len(changes), 0, 0
    allowed = (1 - CONFIDENCE) / 2 * 2**count
    while place < count // 2 and below + comb(count, place) <= allowed:
        below += comb(count, place)
        place += 1
    return (changes[place - 1], changes[count - place]) if place else None


def by_distance(
    before: Baht, after: Baht, steps: Mapping[str, int], furthest: int = 3
) -> dict[int | None, IncomeChange]:
    """The same for the households at each distance from a training.

    `steps` are ties from the nearest who took part (0: the household itself), as
    `key_players.steps_from` gives them. Households at `furthest` or more are one group, those that
    no way leads to are under None; groups without a household are left out.
    Officer: whether what was taught has got beyond those who were there. Households far from a
    training are no controls: they may differ in much else.
    Cost: O(n log n). Exact; observational.

    >>> found = by_distance({"a": 1, "b": 1}, {"a": 2, "b": 1}, {"a": 0, "b": 5})
    >>> {steps: change.rising for steps, change in found.items()}
    {0: 1.0, 3: 0.0}
    """
    groups: dict[int | None, list[str]] = {}
    for home in before.keys() | after.keys():
        away = min(steps[home], furthest) if home in steps else None
        groups.setdefault(away, []).append(home)
    found = {
        away: income_change(_of(before, homes), _of(after, homes))
        for away, homes in sorted(groups.items(), key=lambda group: (group[0] is None, group[0]))
    }
    return {away: change for away, change in found.items() if change}


def _of(incomes: Baht, homes: list[str]) -> dict[str, float]:
    return {home: incomes[home] for home in homes if home in incomes}
