"""Every node of every class comes back from its plain values as it was."""

import json
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_api.domain.codec import from_properties, property_types, to_properties
from graph_api.domain.nodes import NODE_CLASSES, Node, Person
from tests.unit.domain.facts import ANY_NODE, nodes_of

COMMON = ("id", "name", "area", "point", "precision", "provenance")


@pytest.mark.parametrize("cls", NODE_CLASSES.values(), ids=lambda cls: cls.__name__)
@given(data=st.data())
def test_a_node_comes_back_as_it_was(cls: type[Node], data: st.DataObject):
    node = data.draw(nodes_of(cls))
    stored = json.loads(json.dumps(to_properties(node)))
    values = {name: getattr(node, name) for name in COMMON} | from_properties(cls, stored)
    if isinstance(node, Person):
        values["roles"] = node.roles
    assert cls(**values) == node


@given(ANY_NODE)
def test_what_is_not_stated_is_not_stored(node: Node):
    stored = to_properties(node)
    for name in property_types(type(node)):
        assert (name in stored) == (getattr(node, name) not in (None, ()))


@given(ANY_NODE)
def test_a_property_of_a_newer_release_is_passed_over(node: Node):
    cls = type(node)
    stored = to_properties(node)
    assert from_properties(cls, {**stored, "from_the_future": 1}) == from_properties(cls, stored)


@pytest.mark.parametrize("cls", NODE_CLASSES.values(), ids=lambda cls: cls.__name__)
def test_every_field_is_common_or_a_property(cls: type[Node]):
    declared = {each.name for each in fields(cls)}
    assert declared == {*property_types(cls), *COMMON} | (declared & {"roles"})
