"""Rows of the tables to nodes and links, and back."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any

from graph_api.domain.codec import from_properties, to_properties
from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import Link, LinkType
from graph_api.domain.names import name_key
from graph_api.domain.nodes import NODE_CLASSES, Area, HeldRole, Node, Occupation, Person
from graph_api.domain.places import Point, Precision
from graph_api.domain.provenance import Provenance
from graph_api.domain.texts import is_text

Row = tuple[Any, ...]

NODE_COLUMNS = (
    "n.pk, n.id, n.kind, n.name, n.area, n.lat, n.lon, n.precision, n.properties, "
    "n.source, n.place, n.confidence, n.loaded_at"
)
LINK_COLUMNS = (
    "l.pk, l.type, l.source_id, l.target_id, l.key, l.since, l.until, l.derived, l.properties, "
    "l.file, l.place, l.confidence, l.loaded_at"
)
LINK_TYPES = {each.value: each for each in LinkType}
_NODE_KINDS = {each.value: each for each in NodeKind}
_ROLES = """
    SELECT r.node, r.role, r.since, r.until
    FROM json_each(?) AS wanted CROSS JOIN role AS r ON r.node = wanted.value
    ORDER BY r.node, r.role
"""


def json_list(values: Iterable[object]) -> str:
    """A parameter that holds many values, for `json_each(?)`.

    What is no text to SQLite (`is_text`) equals nothing that is stored and is left out.
    """
    return json.dumps([each for each in values if is_text(each)], ensure_ascii=False)


@cache
def kind_set(kinds: str) -> frozenset[NodeKind]:
    """The kinds of a node as `group_concat` puts them together."""
    return frozenset(map(NodeKind, kinds.split(",")))


def to_nodes(connection: sqlite3.Connection, rows: Iterable[Row]) -> list[Node]:
    """The nodes of rows of NODE_COLUMNS, roles of persons included."""
    found = list(rows)
    people = [row[0] for row in found if row[2] == NodeKind.PERSON.value]
    roles: dict[int, list[HeldRole]] = {pk: [] for pk in people}
    if people:
        for pk, role, since, until in connection.execute(_ROLES, (json_list(people),)):
            roles[pk].append(HeldRole(NodeKind(role), to_date(since), to_date(until)))
    return [_to_node(row, roles) for row in found]


def _to_node(row: Row, roles: Mapping[int, list[HeldRole]]) -> Node:
    pk, node_id, kind, name, area, lat, lon, precision, properties, *source = row
    cls = NODE_CLASSES[_NODE_KINDS[kind]]
    values = from_properties(cls, _read_json(properties))
    if cls is Person:
        values["roles"] = tuple(roles[pk])
    return cls(
        id=node_id,
        name=name,
        area=area,
        point=None if lat is None else Point(lat, lon),
        precision=precision and Precision(precision),
        provenance=_to_provenance(source),
        **values,
    )


def to_link(row: Row) -> Link:
    """The link of a row of LINK_COLUMNS."""
    _, kind, source, target, key, since, until, derived, properties, *origin = row
    return Link(
        type=LINK_TYPES[kind],
        source=source,
        target=target,
        key=key,
        since=to_date(since),
        until=to_date(until),
        derived=bool(derived),
        properties=_read_json(properties),
        provenance=_to_provenance(origin),
    )


def from_node(pk: int, node: Node, loaded_at: str) -> Row:
    """The row of the table `node`."""
    point = node.point
    return (
        pk,
        node.id,
        node.KIND.value,
        node.name,
        name_key(node.name),
        node.area,
        point and point.lat,
        point and point.lon,
        node.precision and node.precision.value,
        _write_json(to_properties(node)),
        *_from_provenance(node.provenance, loaded_at),
    )


def from_link(pk: int, link: Link, source: int, target: int, loaded_at: str) -> Row:
    """The row of the table `link`."""
    return (
        pk,
        link.type._value_,
        source,
        target,
        link.source,
        link.target,
        link.key,
        from_date(link.since),
        from_date(link.until),
        int(link.derived),
        _write_json(dict(link.properties)) if link.properties else "{}",
        *_from_provenance(link.provenance, loaded_at),
    )


def names_of(node: Node) -> list[str]:
    """What a node may be found by: its name, an occupation's aliases, an area's English name."""
    names = [node.name]
    if isinstance(node, Occupation):
        names += node.aliases
    if isinstance(node, Area) and node.name_en:
        names.append(node.name_en)
    return names


_write_json = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode


def _read_json(text: str) -> dict[str, Any]:
    # Most links carry no property.
    return {} if text == "{}" else json.loads(text)


@lru_cache(maxsize=10_000)
def to_date(value: str | None) -> date | None:
    """A day as it is stored; a few thousand days are those of millions of links."""
    return date.fromisoformat(value) if value else None


def from_date(value: date | None) -> str | None:
    """A day as text that sorts as days do."""
    return value.isoformat() if value else None


def _to_provenance(columns: list[Any]) -> Provenance | None:
    source, place, confidence, loaded_at = columns
    if source is None:
        return None
    return Provenance(
        source, place or "", confidence, datetime.fromisoformat(loaded_at) if loaded_at else None
    )


def _from_provenance(provenance: Provenance | None, loaded_at: str) -> Row:
    if provenance is None:
        return ("", "", 1.0, loaded_at)
    return (provenance.source, provenance.place, provenance.confidence, loaded_at)
