"""Shares of a whole, and how few hold most of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_api.analytics.concentration import (
    Concentration,
    concentration,
    dependency,
    effective_number,
    hhi,
)

_amounts = st.lists(st.floats(0.01, 1e6), min_size=1, max_size=30)


@given(_amounts, st.floats(0.01, 100))
def test_amounts_and_shares_give_the_same(amounts: list[float], factor: float):
    scaled = [amount * factor for amount in amounts]
    assert hhi(scaled) == pytest.approx(hhi(amounts))
    assert dependency(scaled) == pytest.approx(dependency(amounts))


@given(_amounts)
def test_the_index_lies_between_equal_shares_and_one_alone(amounts: list[float]):
    assert 10_000 / len(amounts) * (1 - 1e-9) <= hhi(amounts) <= 10_000 * (1 + 1e-9)
    assert effective_number(amounts) <= len(amounts) * (1 + 1e-9)
    assert dependency(amounts) >= 1 / len(amounts) * (1 - 1e-9)


@given(_amounts)
def test_a_market_where_nothing_was_sold_changes_nothing(amounts: list[float]):
    assert hhi([*amounts, 0.0]) == hhi(amounts)
    assert effective_number([0.0, *amounts]) == effective_number(amounts)


def test_one_buyer_alone_is_the_highest():
    assert (hhi([7]), effective_number([7]), dependency([7])) == (10_000, 1, 1)


@pytest.mark.parametrize(
    "index,band",
    [
        (0.1, Concentration.LOW),
        (999.99, Concentration.LOW),
        (1_000, Concentration.MODERATE),
        (1_800, Concentration.MODERATE),
        (1_800.01, Concentration.HIGH),
        (10_000, Concentration.HIGH),
    ],
)
def test_the_bands_are_those_of_2023(index: float, band: Concentration):
    assert concentration(index) is band


@pytest.mark.parametrize("measure", [hhi, effective_number, dependency])
@pytest.mark.parametrize("amounts", [[], [0.0, 0.0]])
def test_nothing_sold_has_no_shares(measure, amounts: list[float]):
    with pytest.raises(ValueError, match="no shares"):
        measure(amounts)


@pytest.mark.parametrize("measure", [hhi, effective_number, dependency])
def test_a_negative_amount_is_refused(measure):
    with pytest.raises(ValueError, match="negative"):
        measure([5.0, -1.0])
