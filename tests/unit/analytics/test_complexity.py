"""Advantage, proximity and complexity equal their definitions, worked out one by one."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_api.analytics.complexity import complexity, density, product_space

PLACES, PRODUCTS = ("v1", "v2", "v3", "v4"), ("ann", "dye", "fish", "mat", "silk")
sales = st.dictionaries(
    st.tuples(st.sampled_from(PLACES), st.sampled_from(PRODUCTS)), st.integers(0, 9).map(float)
)


@given(sales)
def test_advantage_and_proximity_by_their_formulas(sold):
    space = product_space(sold)
    total = sum(sold.values())
    makes = set()
    for (c, place), (p, good) in product(enumerate(space.places), enumerate(space.products)):
        of_place = sum(value for (where, _), value in sold.items() if where == place)
        of_good = sum(value for (_, what), value in sold.items() if what == good)
        expected = sold.get((place, good), 0) / of_place / (of_good / total)
        assert space.advantage[c, p] == pytest.approx(expected)
        if space.makes[c, p]:
            makes.add((place, good))
            assert expected > 1 - 1e-12
    for (p, one), (q, other) in product(enumerate(space.products), repeat=2):
        of_one = {place for place, good in makes if good == one}
        of_other = {place for place, good in makes if good == other}
        most = max(len(of_one), len(of_other))
        expected = len(of_one & of_other) / most if most and one != other else 0
        assert space.proximity[p, q] == pytest.approx(expected)


@given(sales)
def test_density_is_a_share_of_what_is_near(sold):
    space = product_space(sold)
    near = density(space)
    for (c, _), (p, _) in product(enumerate(space.places), enumerate(space.products)):
        around = space.proximity[p]
        expected = around[space.makes[c]].sum() / around.sum() if around.sum() else 0
        assert near[c, p] == pytest.approx(expected)


@given(sales)
def test_complexity_is_the_second_eigenvector_of_hidalgo_and_hausmann(sold):
    space = product_space(sold)
    found = complexity(space).places
    if not found:
        return
    rows = [space.places.index(place) for place in found]
    makes = space.makes[rows].astype(float)
    makes = makes[:, makes.any(axis=0)]
    matrix = (makes / makes.sum(axis=1)[:, None]) @ (makes / makes.sum(axis=0)).T
    values = np.sort(np.linalg.eigvals(matrix).real)[::-1]
    vector = np.array(list(found.values()))
    assert (vector.mean(), vector.std()) == pytest.approx((0, 1))
    # Standardising shifts by a constant, which the matrix keeps as it is.
    image = matrix @ vector
    assert image - image.mean() == pytest.approx(values[1] * vector, abs=1e-7)


def test_products_of_complex_places_are_complex():
    makes = {"a": "yz", "b": "xy", "c": "x"}
    sold = {(place, good): 1.0 for place, goods in makes.items() for good in goods}
    found = complexity(product_space(sold))
    assert sorted(found.places, key=lambda place: found.places[place]) == ["c", "b", "a"]
    assert sorted(found.products, key=lambda good: found.products[good]) == ["x", "y", "z"]


def test_the_method_of_reflections_ends_at_the_same_order():
    makes = {"a": "uvwxyz", "b": "uvwx", "c": "uvw", "d": "uv", "e": "zu"}
    sold = {(p, g): 1.0 + (p > "b") for p, goods in makes.items() for g in goods}
    space = product_space(sold)
    found = complexity(space).places
    rows = [space.places.index(place) for place in found]
    grid = space.makes[rows].astype(float)
    grid = grid[:, grid.any(axis=0)]
    of_place, of_good = grid.sum(axis=1), grid.sum(axis=0)
    diverse, common = of_place.copy(), of_good.copy()
    for _ in range(60):
        diverse, common = grid @ common / of_place, grid.T @ diverse / of_good
    reflected = (diverse - diverse.mean()) / diverse.std()
    values = np.array(list(found.values()))
    assert abs(np.corrcoef(reflected, values)[0, 1]) == pytest.approx(1, abs=1e-4)


def test_what_has_nothing_to_compare_has_no_values():
    assert product_space({}).places == ()
    assert complexity(product_space({})).places == {}
    assert complexity(product_space({("a", "x"): 1.0})).places == {}
    alike = {(place, good): 1.0 for place in "ab" for good in "xy"}
    assert complexity(product_space(alike)).places == {}


@pytest.mark.parametrize("value", [-1.0, float("nan"), float("inf")])
def test_a_value_that_is_none_is_refused(value):
    with pytest.raises(ValueError, match="negative or no number"):
        product_space({("a", "x"): value})
