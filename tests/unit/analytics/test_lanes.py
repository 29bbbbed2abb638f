"""Rows of eight values: the vector instructions do what the plain functions say."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("numba")

from graph_api.analytics import rows
from graph_api.analytics.adjacency import Adjacency
from graph_api.analytics.kernels import lanes
from graph_api.analytics.kernels.compiling import kernel

NODES = 5
values = st.lists(
    st.sampled_from([0.0, 0.0, 1.0, 2.0, 3.5, 1e300]),
    min_size=NODES * lanes.LANES,
    max_size=NODES * lanes.LANES,
).map(lambda given: np.array(given).reshape(NODES, lanes.LANES))
node = st.integers(0, NODES - 1)


@kernel
def gathered(into, v, held, targets, begin, end):  # noqa: PLR0917 - as kernels take them
    lanes.gather_lanes(into, v, held, targets, begin, end)


@kernel
def added(into, v, held, u):
    lanes.add_lanes(into, v, held, u)


@kernel
def settled(gained, ways, v):
    return lanes.settle_lanes(gained, ways, v)


@kernel
def spread(shares, ways, v, bits):
    return lanes.spread_lanes(shares, ways, v, bits)


@given(values, values, node, st.lists(node, max_size=6), st.data())
def test_a_row_becomes_the_sum_of_others(into, held, v, others, data):
    begin = data.draw(st.integers(0, len(others)))
    targets = np.array(others, np.uint32)
    plain = into.copy()
    lanes._gather(plain, v, held, targets, begin, len(others))
    gathered(into, v, held, targets, np.uint64(begin), np.uint64(len(others)))
    np.testing.assert_allclose(into, plain)


@given(st.lists(st.integers(0, 2**64 - 1), min_size=40, max_size=40), node, st.lists(node))
def test_words_of_bits_are_united(words, v, others):
    held = np.array(words, np.uint64).reshape(NODES, lanes.LANES)
    targets = np.array(others, np.uint32)
    into, plain = np.zeros_like(held), np.zeros_like(held)
    lanes._gather(plain, v, held, targets, 0, len(others))
    gathered(into, v, held, targets, np.uint64(0), np.uint64(len(others)))
    np.testing.assert_array_equal(into, plain)


@given(values, values, node, node)
def test_a_row_is_added_to_another(into, held, v, u):
    plain = into.copy()
    lanes._add(plain, v, held, u)
    added(into, v, held, np.uint32(u))
    np.testing.assert_array_equal(into, plain)


@given(values, values, node)
def test_what_was_reached_before_gains_nothing(gained, ways, v):
    plain, plain_ways = gained.copy(), ways.copy()
    bits = lanes._settle(plain, plain_ways, v)
    assert settled(gained, ways, v) == bits
    np.testing.assert_array_equal(gained, plain)
    np.testing.assert_array_equal(ways, plain_ways)


@given(values, values, node, st.integers(0, 255))
def test_shares_are_spread_over_the_lanes_of_a_level(shares, ways, v, chosen):
    ways = np.where(ways == 0, 1.0, np.minimum(ways, 9.0))
    shares = np.minimum(shares, 9.0)
    plain = shares.copy()
    through = lanes._spread(plain, ways, v, chosen)
    assert spread(shares, ways, v, np.uint8(chosen)) == pytest.approx(through)
    np.testing.assert_allclose(shares, plain)


@given(st.lists(st.integers(0, 6), min_size=1, max_size=20))
def test_a_source_given_twice_counts_twice(sources):
    chain = [(v, v + 1) for v in range(6)]
    u, v = np.array(chain + [(b, a) for a, b in chain]).T
    links = rows.Links.undirected(Adjacency.from_pairs(7, u, v))
    given_ = np.array(sources)
    one_by_one = sum(rows.betweenness_sums(links, given_[at : at + 1]) for at in range(len(given_)))
    np.testing.assert_allclose(rows.betweenness_sums(links, given_), one_by_one)
    ends = sum(
        rows.betweenness_sums(links, given_[at : at + 1], endpoints=True)
        for at in range(len(given_))
    )
    np.testing.assert_allclose(rows.betweenness_sums(links, given_, endpoints=True), ends)
