"""Nodes to plain values and back, by the fields of their classes: one codec for every store.

The common fields (id, name, area, point, precision, provenance) and a person's roles have columns
of their own in every store; the rest of a class are its properties, coded here.
"""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date, time
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from graph_api.domain.kinds import NodeKind
from graph_api.domain.nodes import NODE_CLASSES, Node

PropertyValue = str | int | float | bool | list[str]

_COMMON = frozenset({"id", "name", "area", "point", "precision", "provenance", "roles"})


def property_types(cls: type[Node]) -> Mapping[str, type[Any]]:
    """The properties of a node class by name, each with its plain Python type."""
    return _property_types(cls.KIND)


@cache
def _property_types(kind: NodeKind) -> Mapping[str, type[Any]]:
    cls = NODE_CLASSES[kind]
    hints = get_type_hints(cls)
    return {f.name: _plain(hints[f.name]) for f in fields(cls) if f.name not in _COMMON}


def to_properties(node: Node) -> dict[str, PropertyValue]:
    """The properties a node states; what it does not state (None, empty) is left out.

    >>> from graph_api.domain.nodes import Household, HouseholdStatus
    >>> to_properties(Household(id="h1", name="h", status=HouseholdStatus.TRAINED))
    {'status': 'TRAINED'}
    """
    values = {name: getattr(node, name) for name in property_types(type(node))}
    return {name: _encode(value) for name, value in values.items() if value not in (None, ())}


def from_properties(cls: type[Node], stored: Mapping[str, PropertyValue]) -> dict[str, Any]:
    """The keyword arguments of `cls` that the stored properties stand for.

    A property that the class no longer has is passed over, so a newer store can be read.
    """
    types = property_types(cls)
    return {name: _decode(types[name], value) for name, value in stored.items() if name in types}


def _plain(hint: Any) -> type[Any]:
    if isinstance(hint, UnionType):
        hint = next(arg for arg in get_args(hint) if arg is not type(None))
    plain: type[Any] = get_origin(hint) or hint
    return plain


def _encode(value: Any) -> PropertyValue:
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat("auto" if value.second or value.microsecond else "minutes")
    return list(value) if isinstance(value, tuple) else value


def _decode(kind: type[Any], value: PropertyValue) -> Any:
    if issubclass(kind, date):
        return date.fromisoformat(str(value))
    if issubclass(kind, time):
        return time.fromisoformat(str(value))
    return kind(value)
