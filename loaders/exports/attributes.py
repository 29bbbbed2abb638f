"""Nodes and links as flat values by name: what GraphML and GEXF keep of each, and back.

The names and types follow the domain's classes and `LINK_RULES`, so a new property is written
and read without a change here.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from graph_api.domain.codec import from_properties, property_types, to_properties
from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import LINK_RULES, Link, LinkType
from graph_api.domain.nodes import NODE_CLASSES, HeldRole, Node, Person
from graph_api.domain.places import Point, Precision
from graph_api.domain.provenance import Provenance

Record = dict[str, Any]
"""Values by name: text, int, float or bool; what is not stated is absent."""

Types = Mapping[str, type[Any]]

_SOURCE: Types = {"from": str, "from_place": str, "confidence": float, "loaded_at": str}
_COMMON: Types = {
    "label": str,
    "kind": str,
    "area": str,
    "lat": float,
    "lon": float,
    "precision": str,
    "roles": str,
}
# Not "key": readers of GEXF take that name for their own.
_TIES: Types = {
    "type": str,
    "link_key": str,
    "since": str,
    "until": str,
    "derived": bool,
    "more": str,
}


@dataclass(frozen=True, slots=True)
class NodeRecord:
    """A node as it stands in a file: its id and its values."""

    id: str
    values: Record


@dataclass(frozen=True, slots=True)
class LinkRecord:
    """A link as it stands in a file: its ends and its values."""

    source: str
    target: str
    values: Record


def _node_types() -> Types:
    held = [property_types(cls).items() for cls in NODE_CLASSES.values()]
    return {**_COMMON, **{n: _simple(t) for items in held for n, t in items}, **_SOURCE}


def _link_types() -> Types:
    held = {n: t for rule in LINK_RULES.values() for n, t in rule.properties.items()}
    return {**_TIES, **held, **_SOURCE}


def _simple(kind: type[Any]) -> type[Any]:
    # A list stands as a JSON text, an enumeration as its value, a day as ISO 8601.
    return kind if kind in (int, float, bool) else str


NODE_TYPES = _node_types()
"""The values a node may have, by name, with their types."""

LINK_TYPES = _link_types()
"""The values a link may have."""


# ---- nodes -------------------------------------------------------------------------------------


def node_record(node: Node) -> NodeRecord:
    """All that is known of a node."""
    values: Record = {"label": node.name, "kind": node.KIND.value, "area": node.area}
    if node.point:
        values |= {"lat": node.point.lat, "lon": node.point.lon}
    if node.precision:
        values["precision"] = node.precision.value
    if isinstance(node, Person) and node.roles:
        values["roles"] = _to_json(
            [[r.role.value, _iso(r.since), _iso(r.until)] for r in node.roles]
        )
    for name, value in to_properties(node).items():
        values[name] = _to_json(value) if isinstance(value, list) else value
    return NodeRecord(node.id, _stated(values | _origin(node.provenance)))


def to_node(record: NodeRecord) -> Node:
    """The node of a record.

    Raises:
        ValueError, KeyError, TypeError: the values are not those of a node.
    """
    values = record.values
    cls = NODE_CLASSES[NodeKind(values["kind"])]
    lists = {name for name, kind in property_types(cls).items() if kind is tuple}
    properties = {n: json.loads(v) if n in lists else v for n, v in values.items()}
    given = from_properties(cls, {n: v for n, v in properties.items() if n not in _COMMON})
    if cls is Person:
        roles = json.loads(values.get("roles", "[]"))
        given["roles"] = tuple(HeldRole(NodeKind(r), _day(s), _day(u)) for r, s, u in roles)
    precision = values.get("precision")
    return cls(
        id=record.id,
        name=values["label"],
        area=values.get("area"),
        point=Point(values["lat"], values["lon"]) if "lat" in values else None,
        precision=Precision(precision) if precision else None,
        provenance=_provenance(values),
        **given,
    )


# ---- links -------------------------------------------------------------------------------------


def link_record(link: Link) -> LinkRecord:
    """All that is known of a link; properties that no rule declares stand together in `more`."""
    declared = LINK_RULES[link.type].properties
    more = {name: value for name, value in link.properties.items() if name not in declared}
    values: Record = {
        "type": link.type.value,
        "link_key": link.key or None,
        "since": _iso(link.since),
        "until": _iso(link.until),
        "derived": link.derived or None,
        "more": _to_json(more) if more else None,
        **{name: value for name, value in link.properties.items() if name in declared},
    }
    return LinkRecord(link.source, link.target, _stated(values | _origin(link.provenance)))


def to_link(record: LinkRecord) -> Link:
    """The link of a record.

    Raises:
        ValueError, KeyError, TypeError: the values are not those of a link.
    """
    values = record.values
    kind = LinkType(values["type"])
    declared = LINK_RULES[kind].properties
    return Link(
        type=kind,
        source=record.source,
        target=record.target,
        key=values.get("link_key", ""),
        since=_day(values.get("since")),
        until=_day(values.get("until")),
        derived=values.get("derived", False),
        properties={
            **{name: value for name, value in values.items() if name in declared},
            **json.loads(values.get("more", "{}")),
        },
        provenance=_provenance(values),
    )


# ---- values ------------------------------------------------------------------------------------


def to_text(value: Any) -> str:
    """A value as the files write it.

    >>> to_text(True), to_text(1.5), to_text(3)
    ('true', '1.5', '3')
    """
    return str(value).lower() if isinstance(value, bool) else str(value)


def from_text(kind: type[Any], text: str) -> Any:
    """The value of a text.

    Raises:
        ValueError: the text is no such value.

    >>> from_text(bool, "true"), from_text(float, "1500"), from_text(str, "1500")
    (True, 1500.0, '1500')
    """
    if kind is not bool:
        return kind(text)
    if text not in ("true", "false"):
        raise ValueError(text)
    return text == "true"


def _stated(values: Record) -> Record:
    return {name: value for name, value in values.items() if value is not None}


def _origin(provenance: Provenance | None) -> Record:
    if provenance is None:
        return {}
    return {
        "from": provenance.source,
        "from_place": provenance.place or None,
        "confidence": provenance.confidence,
        "loaded_at": provenance.loaded_at and provenance.loaded_at.isoformat(),
    }


def _provenance(values: Record) -> Provenance | None:
    if "from" not in values:
        return None
    at = values.get("loaded_at")
    return Provenance(
        values["from"],
        values.get("from_place", ""),
        values.get("confidence", 1.0),
        datetime.fromisoformat(at) if at else None,
    )


def _to_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
