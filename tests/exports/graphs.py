"""Small graphs of any kind of node and link, with texts as odd as they come."""

from datetime import UTC, date, datetime, time
from enum import Enum
from typing import Any

from hypothesis import strategies as st

from graph_api.domain.codec import property_types
from graph_api.domain.kinds import PERSON_ROLES
from graph_api.domain.links import LINK_RULES, Link, LinkType
from graph_api.domain.nodes import (
    NODE_CLASSES,
    Activity,
    HeldRole,
    IncomeObservation,
    Node,
    Person,
    StageChange,
    Team,
)
from graph_api.domain.places import Point, Precision
from graph_api.domain.provenance import Provenance

# A store keeps any letter but NUL and half a surrogate pair; the odd ones are there on purpose.
ODD = st.sampled_from(
    ["<&>\"'", "]]>", " a\tb\nc\r\n", "\x01\x1f\ufffe", "_x0001_", "น้ำ กำ", "=1+1", "😀"]
)
TEXTS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=8
)
TEXT = ODD | TEXTS
DAYS = st.dates(date(1900, 1, 1), date(2200, 1, 1))
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
PROVENANCES = st.builds(
    Provenance,
    TEXT,
    st.just("") | TEXT,
    st.floats(0, 1),
    st.just(datetime(2020, 1, 1, tzinfo=UTC)),
)
_PLAIN: dict[type, st.SearchStrategy[Any]] = {
    str: TEXT,
    int: st.integers(0, 2**53),
    float: NUMBERS,
    bool: st.booleans(),
    date: DAYS,
    time: st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    tuple: st.lists(TEXT, min_size=1, max_size=3).map(tuple),
}
_NEEDED = {
    Activity: "activity_kind",
    Team: "team_kind",
    StageChange: "stage",
    IncomeObservation: "baht",
}


def _values(kind: type[Any]) -> st.SearchStrategy[Any]:
    return st.sampled_from(kind) if issubclass(kind, Enum) else _PLAIN[kind]


@st.composite
def nodes_with(draw: st.DrawFn, node_id: str) -> Node:
    cls = NODE_CLASSES[draw(st.sampled_from(sorted(NODE_CLASSES, key=lambda kind: kind.value)))]
    given: dict[str, Any] = {}
    for name, kind in property_types(cls).items():
        if name == _NEEDED.get(cls) or draw(st.booleans()):
            given[name] = draw(_values(kind))
    if cls is Person:
        held = draw(st.lists(st.sampled_from(PERSON_ROLES), unique=True))
        given["roles"] = tuple(
            HeldRole(role, draw(st.none() | DAYS), draw(st.none() | DAYS)) for role in held
        )
    if draw(st.booleans()):
        given["point"] = Point(draw(st.floats(-90, 90)), draw(st.floats(-180, 180)))
        given["precision"] = draw(st.sampled_from(Precision))
    return cls(
        id=node_id,
        name=draw(TEXT),
        area=draw(st.none() | st.sampled_from(["33", "332099", "33209901", "57010101"])),
        provenance=draw(st.none() | PROVENANCES),
        **given,
    )


def _fits(kind: LinkType, source: Node, target: Node) -> bool:
    return LINK_RULES[kind].joins(source.kinds, target.kinds)


@st.composite
def graphs(draw: st.DrawFn) -> tuple[list[Node], list[Link]]:
    """Nodes, and links that their rules allow."""
    ids = draw(st.lists(TEXT, unique=True, max_size=8))
    nodes = [draw(nodes_with(node_id)) for node_id in ids]
    links: dict[Any, Link] = {}
    possible = [
        (kind, a.id, b.id)
        for kind in LinkType
        for a in nodes
        for b in nodes
        if a is not b and _fits(kind, a, b)
    ]
    for kind, source, target in (
        draw(st.lists(st.sampled_from(possible), max_size=8)) if possible else ()
    ):
        properties = {
            name: draw(_values(of))
            for name, of in LINK_RULES[kind].properties.items()
            if draw(st.booleans())
        }
        if draw(st.integers(0, 9)) == 0:
            properties["ของอื่น"] = draw(TEXT | st.booleans() | st.integers(0, 9))
        link = Link(
            type=kind,
            source=source,
            target=target,
            key=draw(st.just("") | TEXT),
            since=draw(st.none() | DAYS),
            until=draw(st.none() | DAYS),
            derived=draw(st.booleans()),
            properties=properties,
            provenance=draw(st.none() | PROVENANCES),
        )
        links[link.identity] = link
    return nodes, list(links.values())
