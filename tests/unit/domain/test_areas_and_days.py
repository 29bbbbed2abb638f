"""Codes of areas carry the tree; days are written as people of the programme write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_api.domain.areas import (
    AreaLevel,
    ancestors,
    area_id,
    area_level,
    code_at,
    is_area_code,
    is_within,
    parent_code,
)
from graph_api.domain.calendar import SHORT_MONTHS, thai_date

CODES = st.sampled_from([2, 4, 6, 8]).flatmap(
    lambda digits: st.text("0123456789", min_size=digits, max_size=digits)
)


@pytest.mark.parametrize("text", ["", "3", "332", "33200", "3320010101", "๓๓", "3a", "²³", "33 "])
def test_what_is_no_code(text: str):
    assert not is_area_code(text)
    with pytest.raises(ValueError, match="area code"):
        area_level(text)


@given(CODES)
def test_the_tree_of_a_code(code: str):
    assert is_area_code(code)
    level = area_level(code)
    assert level.digits == len(code)
    assert code_at(code, level) == code
    around = ancestors(code)
    assert len(around) == level.digits // 2 - 1
    assert (around[0] if around else None) == parent_code(code)
    for wider in around:
        assert is_within(code, wider)
        assert not is_within(wider, code)
        assert code_at(code, area_level(wider)) == wider


@given(CODES, CODES)
def test_within_is_the_order_of_prefixes(one: str, other: str):
    assert is_within(one, other) == (one == other or other in ancestors(one))
    # The range that stores scan holds the same: ':' follows '9'.
    assert is_within(one, other) == (other <= one < f"{other}:")


@given(CODES, st.sampled_from(AreaLevel))
def test_no_wider_code_has_a_narrower_level(code: str, level: AreaLevel):
    assert (code_at(code, level) is None) == (level.digits > len(code))


@given(st.sets(CODES))
def test_ids_of_areas_are_as_distinct_as_their_codes(codes: set[str]):
    assert len({area_id(code) for code in codes}) == len(codes)


@pytest.mark.parametrize(
    "day, text",
    [
        (date(2017, 12, 31), "31 ธ.ค. 2560"),
        (date(2016, 2, 29), "29 ก.พ. 2559"),
        (date(1941, 1, 1), "1 ม.ค. 2484"),
    ],
)
def test_days_in_the_buddhist_era(day: date, text: str):
    assert thai_date(day) == text


@given(st.dates())
def test_every_day_is_written_its_own_way(day: date):
    number, month, year = thai_date(day).split()
    assert date(int(year) - 543, SHORT_MONTHS.index(month) + 1, int(number)) == day
