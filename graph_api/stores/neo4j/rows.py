"""Nodes and links as the properties that Neo4j keeps of them, and back.

Kinds are labels. `kinds` says them again as a property, so that one map tells all of a node.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from neo4j.spatial import WGS84Point

from graph_api.domain.codec import from_properties, to_properties
from graph_api.domain.kinds import PERSON_ROLES, NodeKind
from graph_api.domain.links import Link, LinkType
from graph_api.domain.names import name_key, sort_key, trigrams
from graph_api.domain.nodes import NODE_CLASSES, Area, HeldRole, Node, Occupation, Person
from graph_api.domain.places import Point, Precision
from graph_api.domain.provenance import Provenance
from graph_api.domain.record_text import runs, searched_text
from graph_api.domain.texts import is_text

Properties = dict[str, Any]

SEPARATOR = "\u0001"
"""Between the parts of a composed key; it sorts before every letter."""

_OF_LINKS = frozenset(
    {"uid", "landed", "moved", "key", "since", "until", "derived"}
    | {"told_by", "told_at", "confidence", "loaded_at"}
)
_KINDS = {each.value: each for each in NodeKind}
_TYPES = {each.value: each for each in LinkType}


def label(kind: NodeKind) -> str:
    """The label of a kind.

    >>> label(NodeKind.OCCUPATION_GROUP)
    'OccupationGroup'
    """
    return "".join(part.capitalize() for part in kind.value.split("_"))


def labels(kinds: Collection[NodeKind]) -> str:
    """The labels of a node of these kinds, as a pattern writes them.

    >>> labels([NodeKind.SAGE, NodeKind.PERSON])
    ':Node:Person:Sage'
    """
    return ":".join(["", "Node", *(label(kind) for kind in in_order(kinds))])


def in_order(kinds: Iterable[NodeKind]) -> list[NodeKind]:
    """Kinds by name."""
    return sorted(kinds, key=lambda kind: kind.value)


def order_key(sorted_name: str, node_id: str) -> str:
    """What puts nodes in order of name, then id, by one comparison."""
    return f"{sorted_name}{SEPARATOR}{node_id}"


def link_uid(source: str, target: str, key: str) -> str:
    """What tells a link from every other of its type."""
    return SEPARATOR.join((source, target, key))


def texts(values: Iterable[str]) -> list[str]:
    """Distinct texts in order, without those that nothing stored can be equal to."""
    return sorted({value for value in values if is_text(value)})


def from_node(node: Node) -> Properties:
    """The properties of a node; what it does not state is left out."""
    stated: Properties = {
        "id": node.id,
        "name": node.name,
        "kind": node.KIND.value,
        "kinds": [kind.value for kind in in_order(node.kinds)],
        "name_key": name_key(node.name),
        "order_key": order_key(sort_key(node.name), node.id),
        "grams": _grams(node),
        **_sought(node),
        "area": node.area,
        "point": node.point and WGS84Point((node.point.lon, node.point.lat)),
        "precision": node.precision and node.precision.value,
        **to_properties(node),
        **_from_provenance(node.provenance),
    }
    for held in node.roles if isinstance(node, Person) else ():
        stated[f"{held.role.value.lower()}_since"] = _from_date(held.since)
        stated[f"{held.role.value.lower()}_until"] = _from_date(held.until)
    return {name: value for name, value in stated.items() if value is not None}


def to_node(stored: Mapping[str, Any]) -> Node:
    """The node of its properties."""
    cls = NODE_CLASSES[_KINDS[stored["kind"]]]
    values = from_properties(cls, stored)
    if cls is Person:
        values["roles"] = _roles(stored)
    point, precision = stored.get("point"), stored.get("precision")
    return cls(
        id=stored["id"],
        name=stored["name"],
        area=stored.get("area"),
        point=None if point is None else Point(lat=point.latitude, lon=point.longitude),
        precision=None if precision is None else Precision(precision),
        provenance=_to_provenance(stored),
        **values,
    )


def _roles(stored: Mapping[str, Any]) -> tuple[HeldRole, ...]:
    held = sorted(kind for kind in stored["kinds"] if _KINDS[kind] in PERSON_ROLES)
    return tuple(
        HeldRole(
            _KINDS[role],
            to_date(stored.get(f"{role.lower()}_since")),
            to_date(stored.get(f"{role.lower()}_until")),
        )
        for role in held
    )


def _sought(node: Node) -> Properties:
    """What sections are sought by; an index by whole texts would take 32,766 bytes at most."""
    text = searched_text(node)
    return {} if text is None else {"section_key": text, "section_grams": " ".join(runs(text))}


def _grams(node: Node) -> str:
    names = [node.name]
    if isinstance(node, Occupation):
        names += node.aliases
    if isinstance(node, Area) and node.name_en:
        names.append(node.name_en)
    return " ".join(dict.fromkeys(gram for name in names for gram in trigrams(name_key(name))))


def from_link(link: Link) -> Properties:
    """The properties of a link, its ends in the order of its identity."""
    stated: Properties = {
        **link.properties,
        "uid": link_uid(link.source, link.target, link.key),
        "key": link.key,
        "since": _from_date(link.since),
        "until": _from_date(link.until),
        "derived": link.derived,
        **_from_provenance(link.provenance),
    }
    return {name: value for name, value in stated.items() if value is not None}


def to_link(kind: str, source: str, target: str, stored: Mapping[str, Any]) -> Link:
    """The link of its type, ends and properties."""
    return Link(
        type=_TYPES[kind],
        source=source,
        target=target,
        key=stored["key"],
        since=to_date(stored.get("since")),
        until=to_date(stored.get("until")),
        derived=stored["derived"],
        properties={name: value for name, value in stored.items() if name not in _OF_LINKS},
        provenance=_to_provenance(stored),
    )


def to_links(rows: Iterable[list[Any]]) -> list[Link]:
    """The links of rows of type, ends and properties, by identity."""
    found = [to_link(*row) for row in rows]
    return sorted(found, key=lambda link: (link.type.value, link.source, link.target, link.key))


def _from_date(value: date | None) -> str | None:
    return value.isoformat() if value else None


def to_date(value: str | None) -> date | None:
    """A day as it is stored."""
    return date.fromisoformat(value) if value else None


def _from_provenance(provenance: Provenance | None) -> Properties:
    if provenance is None:
        return {}
    loaded_at = provenance.loaded_at.isoformat() if provenance.loaded_at else None
    return {
        "told_by": provenance.source,
        "told_at": provenance.place,
        "confidence": provenance.confidence,
        "loaded_at": loaded_at,
    }


def _to_provenance(stored: Mapping[str, Any]) -> Provenance | None:
    if "told_by" not in stored:
        return None
    loaded_at = stored.get("loaded_at")
    return Provenance(
        stored["told_by"],
        stored.get("told_at", ""),
        stored.get("confidence", 1.0),
        datetime.fromisoformat(loaded_at) if loaded_at else None,
    )
