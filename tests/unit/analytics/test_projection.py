"""Sellers are tied by the markets they share, less by a crowded one."""

from collections import defaultdict
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_api.analytics.projection import co_selling

_sales = st.lists(st.tuples(st.sampled_from("abcde"), st.sampled_from(["k", "m", "a"])))


def _by_definition(sales: list[tuple[str, str]]) -> dict[tuple[str, str], float]:
    sellers_at = defaultdict(set)
    for seller, market in sales:
        sellers_at[market].add(seller)
    weights: dict[tuple[str, str], float] = defaultdict(float)
    for sellers in sellers_at.values():
        for pair in combinations(sorted(sellers), 2):
            weights[pair] += 1 / (len(sellers) - 1)
    return dict(weights)


@given(_sales)
def test_it_is_newmans_weight_also_where_a_seller_and_a_market_share_an_id(sales):
    expected = _by_definition(sales)
    found = co_selling(sales)
    assert found == pytest.approx(expected)
    assert list(found) == sorted(found)


def test_nothing_sold_ties_nobody():
    assert co_selling([]) == {}


def test_alone_at_every_market_ties_nobody():
    assert co_selling([("a", "shop"), ("b", "fair")]) == {}
