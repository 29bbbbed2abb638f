"""How much hangs on few: buyers of a group, sellers in a market."""

from collections.abc import Iterable
from enum import Enum
from math import fsum, inf

MODERATE_FROM = 1_000
HIGH_ABOVE = 1_800


class Concentration(Enum):
    """Bands of the HHI.

    Above 1,800 is highly concentrated by the US Merger Guidelines of 2023 (section 2.1); the
    agencies that wrote them call 1,000 to 1,800 moderate.
    """

    LOW = "LOW"
    MODERATE = "MODERATE"
    HIGH = "HIGH"


def hhi(amounts: Iterable[float]) -> float:
    r"""The Herfindahl-Hirschman index, from above 0 to 10,000.

    Definition: $10{,}000 \sum_i s_i^2$ with $s_i = a_i / \sum a$; amounts or shares alike.
    Officer: 10,000 is one buyer alone; above 1,800 a group should look for more.
    Cost: O(n). Exact.
    Reference: Rhoades 1993, Federal Reserve Bulletin 79; US Merger Guidelines 2023, section 2.1.

    Raises:
        ValueError: an amount is negative or no number, or there is nothing to divide.

    >>> hhi([30, 30, 20, 20])
    2600.0
    """
    given = _checked(amounts)
    return 10_000 * fsum(amount * amount for amount in given) / fsum(given) ** 2


def effective_number(amounts: Iterable[float]) -> float:
    r"""How many equal ones would be as concentrated.

    Definition: $1 / \sum_i s_i^2$.
    Officer: five markets of which one takes nearly all are little more than one market.
    Cost: O(n). Exact.
    Reference: Laakso & Taagepera 1979, doi 10.1177/001041407901200101.

    Raises:
        ValueError: an amount is negative or no number, or there is nothing to divide.

    >>> effective_number([5, 5, 5, 5])
    4.0
    """
    return 10_000 / hhi(amounts)


def dependency(amounts: Iterable[float]) -> float:
    r"""The largest share, from above 0 to 1.

    Definition: $\max_i s_i$.
    Officer: what is lost if the largest buyer stops buying.
    Cost: O(n). Exact.

    Raises:
        ValueError: an amount is negative or no number, or there is nothing to divide.

    >>> dependency([30, 30, 20, 20])
    0.3
    """
    given = _checked(amounts)
    return max(given) / fsum(given)


def concentration(index: float) -> Concentration:
    """The band of an HHI: moderate from 1,000 to 1,800, high above.

    >>> concentration(999.9), concentration(1_800), concentration(1_800.1)
    (<Concentration.LOW: 'LOW'>, <Concentration.MODERATE: 'MODERATE'>, <Concentration.HIGH: 'HIGH'>)
    """
    if index > HIGH_ABOVE:
        return Concentration.HIGH
    return Concentration.MODERATE if index >= MODERATE_FROM else Concentration.LOW


def _checked(amounts: Iterable[float]) -> list[float]:
    given = list(amounts)
    for amount in given:
        if not 0 <= amount < inf:
            raise ValueError(f"an amount is negative or no number: {amount}")
    if not fsum(given):
        raise ValueError("no amount is above zero: there are no shares")
    return given
