"""Columns of attributes read as the sequences they stand for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_api.analytics.attributes import Coded, Names, Places

TEXTS = st.lists(st.text(max_size=4), max_size=20)


@given(TEXTS, st.slices(20))
def test_names_are_a_sequence_of_texts(texts: list[str], some: slice):
    names = Names.of(texts)
    assert len(names) == len(texts)
    assert list(names) == texts
    assert names == tuple(texts) == tuple(names[at] for at in range(len(texts)))
    assert names[some] == tuple(texts[some])
    assert names == Names.of(texts)
    assert names != Names.of([*texts, "x"])


@given(TEXTS.filter(bool))
def test_a_place_beyond_the_end_is_no_place(texts: list[str]):
    names = Names.of(texts)
    assert names[-1] == texts[-1]
    with pytest.raises(IndexError):
        names[len(texts)]


@given(st.sets(st.text(max_size=3)), st.text(max_size=3))
def test_places_are_those_of_a_table(texts: set[str], asked: str):
    ordered = sorted(texts)
    table = {text: place for place, text in enumerate(ordered)}
    places = Places(Names.of(ordered))
    assert dict(places) == table
    assert places.get(asked) == table.get(asked)


@given(st.lists(st.sampled_from([None, "33", "3320", "34"]), max_size=12), st.slices(12))
def test_codes_stand_for_their_values(values: list[str | None], some: slice):
    coded = Coded.of(values)
    assert list(coded) == values
    assert coded[some] == tuple(values[some])
    assert coded.ordered(str) == values
    shuffled = Coded.of([*reversed(values), *values])[len(values) :]
    assert Coded.of(shuffled).ordered(str).codes.tolist() == coded.ordered(str).codes.tolist()
