"""What one document may ask for, measured in one pass before it is validated.

Every fragment is measured once for each list length it stands under, however often it is spread,
so the work is bound by the length of the document: rules that walk into every spread need
exponential time on chains of fragments. The document may still be wrong in any way (unknown
fields, fragments in a circle); that is for validation to say afterwards.
"""

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    ListValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    Undefined,
    VariableNode,
    get_named_type,
)

from graph_api.graphql.sizes import DEFAULT, Size, size_of
from graph_api.services.limits import NETWORK_BUDGET_MAX

_INTROSPECTION = {"__schema": 2_000, "__type": 200}


@dataclass(frozen=True, slots=True)
class Limits:
    """The largest document that is answered.

    `tokens` bounds the text, the rest what it expands to: `cost` is about the number of values in
    the largest answer, the lengths of nested lists multiplied.
    """

    tokens: int = 2_000
    depth: int = 16
    aliases: int = 30
    directives: int = 30
    root_fields: int = 20
    cost: int = 250_000


class Measure(NamedTuple):
    """How much an operation asks for; the fields are named like the limits."""

    depth: int = 0
    aliases: int = 0
    directives: int = 0
    root_fields: int = 0
    cost: int = 0

    def beside(self, other: "Measure") -> "Measure":
        """Both, standing in one selection."""
        return Measure(
            max(self.depth, other.depth),
            self.aliases + other.aliases,
            self.directives + other.directives,
            self.root_fields + other.root_fields,
            self.cost + other.cost,
        )


def excess(measure: Measure, limits: Limits) -> list[GraphQLError]:
    """One error for each limit that is passed."""
    return [
        too_much(field.name, getattr(measure, field.name), getattr(limits, field.name))
        for field in dataclasses.fields(limits)
        if getattr(measure, field.name, 0) > getattr(limits, field.name)
    ]


def too_much(name: str, asked: int, allowed: int) -> GraphQLError:
    """The error of one limit."""
    # A chain of fragments can ask for numbers of many digits.
    shown = str(asked) if asked < 10**12 else "10^12+"
    return GraphQLError(
        f"คำถามใหญ่เกินไป: {name} = {shown} เกิน {allowed} ลดจำนวนรายการ (first, budget) "
        f"หรือแบ่งเป็นหลายคำถาม\n"
        f"The query asks for too much: {name} = {shown}, allowed {allowed}. Ask for fewer items "
        "(first, budget) or in several queries.",
        extensions={"code": "LIMIT_EXCEEDED", "limit": name, "allowed": allowed},
    )


def measure(
    schema: GraphQLSchema,
    document: DocumentNode,
    operation_name: str | None,
    variables: Mapping[str, Any],
) -> Measure:
    """How much the operation asks for; where none can be chosen, the largest of the document."""
    operations = [d for d in document.definitions if isinstance(d, OperationDefinitionNode)]
    chosen = [d for d in operations if d.name and d.name.value == operation_name]
    measured = [
        _Measurer(schema, document, each, variables).operation() for each in chosen or operations
    ]
    return Measure(*map(max, zip(*measured, strict=True))) if measured else Measure()


class _Measurer:
    def __init__(
        self,
        schema: GraphQLSchema,
        document: DocumentNode,
        operation: OperationDefinitionNode,
        variables: Mapping[str, Any],
    ) -> None:
        self._schema = schema
        self._operation = operation
        self._variables = _with_defaults(operation, variables)
        self._fragments = {
            d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)
        }
        self._memo: dict[tuple[str, int], Measure] = {}

    def operation(self) -> Measure:
        root = self._schema.get_root_type(self._operation.operation)
        try:
            found = self._selection(self._operation.selection_set, root, 1)
        except RecursionError:
            return Measure(depth=10**6)
        roots = self._root_fields(self._operation.selection_set, set())
        own = Measure(directives=len(self._operation.directives or ()), root_fields=roots)
        return found.beside(own)

    def _root_fields(self, selection: SelectionSetNode, seen: set[str]) -> int:
        count = 0
        for node in selection.selections:
            if isinstance(node, FieldNode):
                count += 1
            elif isinstance(node, InlineFragmentNode):
                count += self._root_fields(node.selection_set, seen)
            elif isinstance(node, FragmentSpreadNode) and node.name.value not in seen:
                # A second spread of the same fragment asks for nothing more at the root.
                seen.add(node.name.value)
                fragment = self._fragments.get(node.name.value)
                count += self._root_fields(fragment.selection_set, seen) if fragment else 0
        return count

    def _selection(self, selection: SelectionSetNode, of: Any, size: int) -> Measure:
        total = Measure()
        for node in selection.selections:
            total = total.beside(Measure(directives=len(node.directives or ())))
            if isinstance(node, FieldNode):
                total = total.beside(self._field(node, of, size))
            elif isinstance(node, InlineFragmentNode):
                condition = node.type_condition
                inner = self._schema.get_type(condition.name.value) if condition else of
                total = total.beside(self._selection(node.selection_set, inner, size))
            elif isinstance(node, FragmentSpreadNode):
                total = total.beside(self._fragment(node.name.value, size))
        return total

    def _fragment(self, name: str, size: int) -> Measure:
        fragment = self._fragments.get(name)
        if fragment is None:
            return Measure()
        key = (name, size)
        if key not in self._memo:
            self._memo[key] = Measure()  # what a circle adds, until validation refuses it
            of = self._schema.get_type(fragment.type_condition.name.value)
            self._memo[key] = self._selection(fragment.selection_set, of, size)
        return self._memo[key]

    def _field(self, node: FieldNode, of: Any, size: int) -> Measure:
        field = _field_of(of, node.name.value)
        declared = _declared(field)
        asked = self._asked(node, field, declared)
        is_list = field is not None and isinstance(_nullable(field.type), GraphQLList)
        length = (size * declared.times if declared.of_parent else asked) if is_list else 1
        below = Measure(cost=int(is_list))
        if node.selection_set:
            inner = get_named_type(field.type) if field else None
            below = self._selection(node.selection_set, inner, 1 if is_list else asked)
        weight = _INTROSPECTION.get(node.name.value, declared.weight)
        return Measure(
            depth=1 + below.depth,
            aliases=below.aliases + (node.alias is not None),
            directives=below.directives,
            cost=weight + length * below.cost,
        )

    def _asked(self, node: FieldNode, field: GraphQLField | None, declared: Size) -> int:
        """How many items the sizing argument asks for."""
        if field is None or declared.argument is None:
            return declared.times
        given = next(
            (a.value for a in node.arguments or () if a.name.value == declared.argument), None
        )
        argument = field.args.get(declared.argument)
        default = argument.default_value if argument else Undefined
        value = self._value(given) if given else default
        if isinstance(value, bool) or not isinstance(value, int):
            value = default if isinstance(default, int) else declared.times
        # What is larger than any service allows is refused there, with the bounds.
        return min(max(value, 0), NETWORK_BUDGET_MAX)

    def _value(self, node: Any) -> Any:
        if isinstance(node, VariableNode):
            value = self._variables.get(node.name.value)
            return len(value) if isinstance(value, list) else value
        if isinstance(node, ListValueNode):
            return len(node.values)
        return int(node.value[:9]) if isinstance(node, IntValueNode) else None


def _with_defaults(
    operation: OperationDefinitionNode, variables: Mapping[str, Any]
) -> Mapping[str, Any]:
    defaults: dict[str, Any] = {}
    for definition in operation.variable_definitions or ():
        value = definition.default_value
        if isinstance(value, IntValueNode):
            defaults[definition.variable.name.value] = int(value.value[:9])
        elif isinstance(value, ListValueNode):
            defaults[definition.variable.name.value] = [*value.values]
    return {**defaults, **variables}


def _field_of(of: Any, name: str) -> GraphQLField | None:
    if isinstance(of, GraphQLObjectType | GraphQLInterfaceType):
        fields: Mapping[str, GraphQLField] = of.fields
        return fields.get(name)
    return None


def _declared(field: GraphQLField | None) -> Size:
    if field is None:
        return DEFAULT
    definition = (field.extensions or {}).get("strawberry-definition")
    return size_of(definition.metadata) or DEFAULT if definition else DEFAULT


def _nullable(type_: Any) -> Any:
    return type_.of_type if isinstance(type_, GraphQLNonNull) else type_


def lists_without_size(schema: GraphQLSchema) -> Iterable[str]:
    """The list fields that say nothing of their length; there should be none."""
    for name, type_ in schema.type_map.items():
        if name.startswith("__") or not isinstance(type_, GraphQLObjectType | GraphQLInterfaceType):
            continue
        for field_name, field in type_.fields.items():
            if isinstance(_nullable(field.type), GraphQLList) and _declared(field) is DEFAULT:
                yield f"{name}.{field_name}"
