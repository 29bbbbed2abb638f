"""The chance of a tie is that of passing over at least one of its types, worked out one by one."""

from math import prod

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_api.analytics.typed import TIE_TYPES, chances_by_type
from graph_api.domain.links import LinkType

types = st.sampled_from(TIE_TYPES)


@given(
    st.lists(st.sets(types), max_size=8),
    st.dictionaries(types, st.floats(0, 1), max_size=len(TIE_TYPES)),
)
def test_each_type_of_a_tie_is_an_occasion_of_its_own(ties, chances):
    words = np.array([sum(1 << TIE_TYPES.index(t) for t in of) for of in ties], np.uint32)
    expected = [1 - prod(1 - chances.get(kind, 0.0) for kind in of) for of in ties]
    found = chances_by_type(words, chances)
    assert found.tolist() == pytest.approx(expected)
    assert ((found >= 0) & (found <= 1)).all()


def test_what_is_no_tie_has_no_chance():
    with pytest.raises(ValueError, match="not in tuple"):
        chances_by_type(np.zeros(1, np.uint32), {LinkType.SOLD_AT: 0.5})
