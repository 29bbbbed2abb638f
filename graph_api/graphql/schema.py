"""The schema, and the file that promises it."""

from dataclasses import replace

import strawberry
from graphql import (
    DefinitionNode,
    DocumentNode,
    FieldDefinitionNode,
    GraphQLSchema,
    InterfaceTypeDefinitionNode,
    ObjectTypeDefinitionNode,
    Undefined,
    parse,
    print_ast,
)

from graph_api.graphql.course import (
    GoalType,
    IncomeObservationType,
    PlanType,
    ProgrammeType,
    StageChangeType,
)
from graph_api.graphql.nodes import AreaType
from graph_api.graphql.people import (
    AgencyType,
    HouseholdType,
    OccupationGroupType,
    OfficerType,
    PersonType,
    TeamType,
)
from graph_api.graphql.query import Query
from graph_api.graphql.records import KnowledgeRecordType, RecordSectionType
from graph_api.graphql.things import (
    ActivityType,
    LearningCentreType,
    MarketType,
    MaterialType,
    OccupationType,
    OnlineMediaType,
    ProductType,
)

NODE_TYPES = (
    AreaType,
    PersonType,
    OfficerType,
    TeamType,
    HouseholdType,
    OccupationType,
    OccupationGroupType,
    ProductType,
    AgencyType,
    MarketType,
    LearningCentreType,
    ActivityType,
    MaterialType,
    OnlineMediaType,
    ProgrammeType,
    PlanType,
    GoalType,
    IncomeObservationType,
    StageChangeType,
    KnowledgeRecordType,
    RecordSectionType,
)
"""The GraphQL type of each class of nodes."""


def _leave_out_null_defaults(schema: GraphQLSchema) -> GraphQLSchema:
    """An argument that may be left out says so by its type; `= null` behind it is only noise."""
    for type_ in schema.type_map.values():
        for field in getattr(type_, "fields", {}).values():
            for each in (field, *getattr(field, "args", {}).values()):
                if getattr(each, "default_value", Undefined) is None:
                    each.default_value = Undefined
    return schema


schema = strawberry.Schema(query=Query, types=NODE_TYPES)

core = _leave_out_null_defaults(schema._schema)  # noqa: SLF001 -- there is no public way to it
"""The same schema as graphql-core executes it."""


def export() -> str:
    """The schema as text, the same each time: what `schema/api.graphql` holds.

    A field that a type has from its interface is described at the interface alone; said twelve
    times, nobody would read it.
    """
    document = parse(schema.as_str())
    described = _described_by_interfaces(document)
    shorter = tuple(_said_once(each, described) for each in document.definitions)
    return print_ast(replace(document, definitions=shorter)) + "\n"


def _said_once(definition: DefinitionNode, described: dict[str, set[str]]) -> DefinitionNode:
    if not isinstance(definition, ObjectTypeDefinitionNode) or not definition.interfaces:
        return definition
    fields = tuple(
        replace(field, description=None)
        if _text(field) in described.get(field.name.value, set())
        else field
        for field in definition.fields or ()
    )
    return replace(definition, fields=fields)


def _described_by_interfaces(document: DocumentNode) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for definition in document.definitions:
        if isinstance(definition, InterfaceTypeDefinitionNode):
            for field in definition.fields or ():
                found.setdefault(field.name.value, set()).add(_text(field))
    return found


def _text(field: FieldDefinitionNode) -> str:
    return field.description.value if field.description else ""
