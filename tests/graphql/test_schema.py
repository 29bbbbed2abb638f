"""The schema says what the domain says, in a file that a person can read."""

from dataclasses import fields

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    build_schema,
    get_introspection_query,
    graphql_sync,
    validate_schema,
)

from graph_api.contracts import api_sdl
from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import LINK_RULES, LinkType
from graph_api.domain.metrics import Metric
from graph_api.domain.nodes import NODE_CLASSES
from graph_api.graphql.limits import lists_without_size
from graph_api.graphql.schema import NODE_TYPES, core, export

SHOWN_OTHERWISE = {
    "area": "areaCode",
    "livelihoodCriterion": "criteria",
    "teachingCriterion": "criteria",
    "volunteerCriterion": "criteria",
    "willingnessCriterion": "criteria",
}


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)


def test_the_committed_file_is_what_the_code_promises():
    assert api_sdl() == export(), "run `sammachip export-schema` and commit schema/api.graphql"


def test_the_promise_is_short_enough_to_be_read():
    assert len(export().encode()) < 60_000


def test_the_file_is_a_valid_schema_with_the_same_types():
    promised = build_schema(api_sdl())
    assert validate_schema(promised) == []
    assert set(promised.type_map) == set(core.type_map)


@pytest.mark.parametrize("cls", NODE_CLASSES.values(), ids=lambda cls: cls.__name__)
def test_every_field_of_the_domain_is_shown_and_no_personal_one(cls):
    shown = core.type_map[cls.__name__]
    assert isinstance(shown, GraphQLObjectType)
    for field in fields(cls):
        name = SHOWN_OTHERWISE.get(_camel(field.name), _camel(field.name))
        assert (name in shown.fields) is not bool(field.metadata.get("personal")), field.name


def test_no_field_of_the_schema_is_named_like_personal_data():
    personal = {_camel(f.name) for cls in NODE_CLASSES.values() for f in fields(cls) if f.metadata}
    assert personal == {"phone", "head", "houseNo"}
    for shown in core.type_map.values():
        if isinstance(shown, GraphQLObjectType | GraphQLInterfaceType):
            assert not personal & set(shown.fields), shown.name


def test_there_is_one_type_for_each_class_of_nodes():
    assert {shown.SHOWS for shown in NODE_TYPES} == set(NODE_CLASSES.values())


@pytest.mark.parametrize("cls", [NodeKind, LinkType, Metric], ids=lambda cls: cls.__name__)
def test_every_value_of_the_large_enums_says_what_it_means(cls):
    shown = core.type_map[cls.__name__]
    assert isinstance(shown, GraphQLEnumType)
    values = shown.values
    assert set(values) == {member.name for member in cls}
    assert all(value.description for value in values.values())


def test_every_property_of_a_link_rule_can_be_asked_for():
    shown = core.type_map["LinkProperties"]
    assert isinstance(shown, GraphQLObjectType)
    declared = {_camel(name) for rule in LINK_RULES.values() for name in rule.properties}
    assert set(shown.fields) == declared


def test_every_list_says_how_long_it_is():
    assert list(lists_without_size(core)) == []


def test_introspection_answers():
    result = graphql_sync(core, get_introspection_query())
    assert result.errors is None
