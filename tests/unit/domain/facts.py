"""Any node of any class, and any link, as Hypothesis strategies drawn from the declarations."""

from dataclasses import fields
from datetime import date, time
from enum import Enum
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from graph_api.domain.kinds import PERSON_ROLES
from graph_api.domain.links import LINK_RULES, Link, LinkType
from graph_api.domain.nodes import NODE_CLASSES, HeldRole, Node
from graph_api.domain.places import Point, Precision
from graph_api.domain.provenance import Provenance

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))
NUMBERS = st.floats(-1e9, 1e9).map(lambda number: number + 0.0)
SCALARS: dict[type, st.SearchStrategy[Any]] = {
    str: TEXT,
    int: st.integers(-(10**9), 10**9),
    float: NUMBERS,
    bool: st.booleans(),
    date: DAYS,
    time: st.times(),
    Point: st.builds(Point, lat=st.floats(5, 21), lon=st.floats(97, 106)),
    Precision: st.sampled_from(Precision),
    Provenance: st.none(),
}
ROLES = st.builds(
    HeldRole, role=st.sampled_from(PERSON_ROLES), since=st.none() | DAYS, until=st.none() | DAYS
)


def values_of(hint: Any) -> st.SearchStrategy[Any]:
    """Any value that a field of this type may hold."""
    if isinstance(hint, UnionType):
        return st.one_of(
            *(st.none() if arg is type(None) else values_of(arg) for arg in get_args(hint))
        )
    if get_origin(hint) is tuple:
        [member, _] = get_args(hint)
        each = ROLES if member is HeldRole else values_of(member)
        return st.lists(each, max_size=4).map(tuple)
    if issubclass(hint, Enum):
        return st.sampled_from(hint)
    return SCALARS[hint]


def nodes_of(cls: type[Node], node_id: str | None = None) -> st.SearchStrategy[Node]:
    """Any node of a class, with a fixed id where one is given."""
    hints = get_type_hints(cls)
    values = {each.name: values_of(hints[each.name]) for each in fields(cls)}
    if node_id is not None:
        values["id"] = st.just(node_id)
    return st.builds(cls, **values)


ANY_NODE = st.sampled_from(list(NODE_CLASSES.values())).flatmap(nodes_of)
THREE_OF_ONE_NODE = st.sampled_from(list(NODE_CLASSES.values())).flatmap(
    lambda cls: st.tuples(*[nodes_of(cls, "x")] * 3)
)


def links_of(link_type: LinkType) -> st.SearchStrategy[Link]:
    """Any statement about one link of a type."""
    properties = {name: SCALARS[kind] for name, kind in LINK_RULES[link_type].properties.items()}
    return st.builds(
        Link,
        type=st.just(link_type),
        source=st.just("a"),
        target=st.just("b"),
        since=st.none() | DAYS,
        until=st.none() | DAYS,
        derived=st.booleans(),
        properties=st.fixed_dictionaries({}, optional=properties),
    )


THREE_OF_ONE_LINK = st.sampled_from(LinkType).flatmap(
    lambda link_type: st.tuples(*[links_of(link_type)] * 3)
)
