"""Keys of metrics, and the kinds of a person by the roles held."""

from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_api.domain.kinds import PERSON_ROLES, NodeKind
from graph_api.domain.metrics import Direction, LinkScope, Metric, MetricSpec
from graph_api.domain.nodes import HeldRole, Person

SPECS = st.builds(
    MetricSpec,
    metric=st.sampled_from(Metric),
    direction=st.sampled_from(Direction),
    links=st.sampled_from(LinkScope),
    steps=st.none() | st.integers(0, 99),
)


@given(SPECS)
def test_a_key_names_its_spec(spec: MetricSpec):
    assert MetricSpec.from_key(spec.key) == spec


@given(SPECS, SPECS)
def test_two_specs_never_share_a_key(one: MetricSpec, other: MetricSpec):
    assert (one.key == other.key) == (one == other)


@pytest.mark.parametrize(
    "key", ["", "DEGREE", "DEGREE/UNDIRECTED", "X/OUT/TIES", "DEGREE/OUT/TIES/x"]
)
def test_a_text_that_is_no_key(key: str):
    with pytest.raises(ValueError, match=r"valid|unpack|invalid literal"):
        MetricSpec.from_key(key)


@pytest.mark.parametrize("count", range(4))
def test_the_kind_shown_is_the_first_role_in_whatever_order_they_are_given(count: int):
    for held in permutations(PERSON_ROLES, count):
        person = Person(id="p", name="ก", roles=tuple(HeldRole(role) for role in held))
        assert person.kind == min(held, key=PERSON_ROLES.index, default=NodeKind.PERSON)
        assert person.kinds == {NodeKind.PERSON, *held}


@pytest.mark.parametrize("kind", [kind for kind in NodeKind if kind not in PERSON_ROLES])
def test_nothing_else_is_a_role(kind: NodeKind):
    with pytest.raises(ValueError, match="role"):
        HeldRole(kind)


def test_a_role_given_in_pieces_is_one_role():
    first, last = date(2016, 1, 1), date(2020, 1, 1)
    pieces = (HeldRole(NodeKind.SAGE, since=first), HeldRole(NodeKind.SAGE, until=last))
    person = Person(id="p", name="ก", roles=pieces)
    assert person.roles == (HeldRole(NodeKind.SAGE, first, last),)
    assert person.role(NodeKind.SAGE) == person.roles[0]
    assert person.role(NodeKind.TRAINER) is None
