"""Income before and after: medians, shares and intervals worked out by hand and by trying all."""

from itertools import product
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_api.analytics.income import by_distance, income_change
from graph_api.analytics.key_players import steps_from
from graph_api.analytics.snapshot import snapshot_of_people

incomes = st.dictionaries(st.sampled_from("abcdefghij"), st.integers(0, 9_000))


@given(incomes, incomes)
def test_only_who_told_both_is_compared(before, after):
    found = income_change(before, after)
    both = before.keys() & after.keys()
    if not both:
        assert found is None
        return
    assert found is not None
    changes = [after[home] - before[home] for home in both]
    assert found.households == len(both)
    assert found.median_change == median(changes)
    assert found.rising + found.same + found.falling == pytest.approx(1)
    assert found.rising == sum(change > 0 for change in changes) / len(both)
    assert found.only_before == len(before.keys() - both)
    assert found.only_after == len(after.keys() - both)
    assert found.observational
    if found.interval:
        assert found.interval[0] <= found.median_change <= found.interval[1]


def test_the_interval_holds_the_median_as_often_as_it_says():
    # Every way that nine changes can lie above or below the true median of 0 is as likely.
    held, trials = 0, 0
    for signs in product((-1, 1), repeat=9):
        changes = {str(n): 1_000 + sign * (n + 1) for n, sign in enumerate(signs)}
        found = income_change(dict.fromkeys(changes, 1_000), changes)
        assert found is not None
        assert found.interval is not None
        held += found.interval[0] <= 0 <= found.interval[1]
        trials += 1
    assert held / trials == pytest.approx(1 - 2 * 10 / 512)


def test_few_households_have_no_interval():
    homes = {str(n): n for n in range(5)}
    found = income_change(homes, {home: income + 1 for home, income in homes.items()})
    assert found is not None
    assert found.interval is None
    assert found.rising == 1


def test_households_are_told_apart_by_their_distance_from_a_training():
    chain = snapshot_of_people([("a", "b"), ("b", "c"), ("c", "d"), ("d", "e")], alone=["z"])
    steps = steps_from(chain, ["a"])
    before = dict.fromkeys("abcdez", 100)
    after = {"a": 200, "b": 150, "c": 100, "d": 90, "e": 95, "z": 100}
    found = by_distance(before, after, steps)
    assert {away: change.median_change for away, change in found.items()} == {
        0: 100,
        1: 50,
        2: 0,
        3: -7.5,
        None: 0,
    }
    assert found[3].households == 2


@pytest.mark.parametrize("income", [-1, float("nan"), float("inf")])
def test_an_income_that_is_none_is_refused(income):
    with pytest.raises(ValueError, match="negative or no number"):
        income_change({"a": 1}, {"a": income})
