"""How sure a share is: small numbers say little, and the interval says how little."""

from math import sqrt

_Z95 = 1.959963984540054


def wilson_interval(part: int, whole: int) -> tuple[float, float] | None:
    r"""The 95 % interval of a share, None of nothing.

    Definition: $\frac{p + z^2/2n \pm z \sqrt{p(1-p)/n + z^2/4n^2}}{1 + z^2/n}$ with $p$ = part /
    whole, $n$ = whole, $z$ = 1.96. Unlike $p \pm z\sqrt{p(1-p)/n}$ it stays within 0 and 1 and
    holds for small n.
    Officer: 3 of 4 households may well be half of all such, or nearly all.
    Cost: O(1). Exact.
    Reference: Wilson 1927, doi 10.1080/01621459.1927.10502953.

    >>> [round(end, 3) for end in wilson_interval(3, 4)]
    [0.301, 0.954]
    >>> wilson_interval(0, 0) is None
    True
    """
    if not whole:
        return None
    share, square = part / whole, _Z95**2
    centre = share + square / (2 * whole)
    reach = _Z95 * sqrt(share * (1 - share) / whole + square / (4 * whole**2))
    scale = 1 + square / whole
    # Of nobody and of everybody the ends are 0 and 1; rounding must not miss them.
    low = (centre - reach) / scale if part else 0.0
    high = (centre + reach) / scale if part < whole else 1.0
    return low, high
