"""The interval of a share holds the share, and narrows as more are counted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_api.analytics.proportions import wilson_interval

COUNTS = st.integers(1, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(COUNTS)
def test_the_interval_lies_within_0_and_1_around_the_share(counted):
    part, whole = counted
    low, high = wilson_interval(part, whole) or (1.0, 0.0)
    assert 0 <= low <= part / whole <= high <= 1
    assert low < high


@given(COUNTS)
def test_what_holds_for_a_share_holds_for_its_opposite(counted):
    part, whole = counted
    low, high = wilson_interval(part, whole) or (0.0, 0.0)
    other_low, other_high = wilson_interval(whole - part, whole) or (0.0, 0.0)
    assert 1 - high == pytest.approx(other_low)
    assert 1 - low == pytest.approx(other_high)


@given(COUNTS)
def test_ten_times_as_many_with_the_same_share_say_more(counted):
    part, whole = counted
    low, high = wilson_interval(part, whole) or (0.0, 0.0)
    closer_low, closer_high = wilson_interval(10 * part, 10 * whole) or (0.0, 1.0)
    assert closer_high - closer_low < high - low


def test_a_published_value():
    """81 of 263: 0.2553 to 0.3662 (Newcombe 1998, doi 10.1002/(SICI)1097-0258(19980430)17:8)."""
    low, high = wilson_interval(81, 263) or (0.0, 0.0)
    assert (round(low, 4), round(high, 4)) == (0.2553, 0.3662)
