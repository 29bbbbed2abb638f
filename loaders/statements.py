"""What one row states: a node, and links of which each is said by a column."""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import Enum
from typing import Any

from graph_api.domain.areas import area_id, area_level
from graph_api.domain.codec import property_types
from graph_api.domain.derivation import KEYED_BY_ACTIVITY
from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import Link, LinkType, Scalar
from graph_api.domain.nodes import NODE_CLASSES, HeldRole, Node
from graph_api.domain.places import Precision
from graph_api.domain.provenance import Provenance
from loaders.contract import Column, LinkTable
from loaders.reading.names import PersonName
from loaders.rows import Row
from loaders.staging import defined_id


def stated_node(row: Row) -> Node | None:
    """The node of a row whose references are resolved; None for a row of links."""
    kind, node_id = row.table.node_kind, defined_id(row)
    if kind is None or node_id is None:
        return None
    given = {
        "id": node_id,
        "name": _name(row),
        "area": row.get("area"),
        "point": row.point,
        "precision": _precision(row),
        "provenance": _provenance(row),
        **_properties(row, NODE_CLASSES[kind]),
    }
    if row.table.role:
        given["roles"] = (HeldRole(row.table.role, row.get("since"), row.get("until")),)
    return NODE_CLASSES[kind](**given)


def _name(row: Row) -> str:
    """As written; the references have filled in what is not."""
    written = row.get("name")
    if isinstance(written, PersonName):
        return written.full
    return str(written)


def _precision(row: Row) -> Precision | None:
    """As written; else the point of the place itself, for an area its level."""
    if row.point is None:
        return None
    if written := row.get("precision"):
        return Precision(written)
    if row.table.node_kind is not NodeKind.AREA:
        return Precision.HOUSE
    level = area_level(row.values["area"]).value
    return Precision(level) if level in Precision.__members__ else Precision.DISTRICT


def _properties(row: Row, cls: type[Node]) -> dict[str, Any]:
    types = property_types(cls)
    given = {name: _plain(types[name], row.get(name)) for name in types if name in row.values}
    name, position = row.get("name"), row.get("position")
    if isinstance(name, PersonName):
        given |= {"title": name.title, "given_name": name.given, "family_name": name.family}
    if position is not None:
        given |= {"position": position.base, "position_level": position.level}
    return given


def _plain(kind: type[Any], value: Any) -> Any:
    return kind(value) if issubclass(kind, Enum) else value


def stated_links(row: Row) -> Iterator[tuple[str, Link]]:
    """The links a row states, each with the column that says so."""
    if row.table.links:
        yield row.table.links.target, _link_of_row(row, row.table.links)
    node_id = defined_id(row) if row.table.link_columns else None
    for column in row.table.link_columns:
        value = row.get(column.name)
        if value is None or node_id is None:
            continue
        for other in value if isinstance(value, tuple) else (value,):
            yield column.name, _link_of_cell(row, column, node_id, other)


def _link_of_cell(row: Row, column: Column, node_id: str, other: str) -> Link:
    said = column.link
    if said is None:  # pragma: no cover -- only columns of links come here
        raise TypeError(column.name)
    end = area_id(other) if column.reads == "area-codes" else other
    source, target = (node_id, end) if said.outward else (end, node_id)
    return Link(
        type=said.type,
        source=source,
        target=target,
        since=row.get(said.since),
        until=row.get(said.until),
        properties=said.constants,
        provenance=_provenance(row),
    )


def _link_of_row(row: Row, declared: LinkTable) -> Link:
    link_type = declared.type or LinkType(row.values[declared.type_column or ""])
    properties: dict[str, Scalar] = {
        name: row.values[column]
        for name, column in declared.properties.items()
        if row.get(column) is not None
    }
    return Link(
        type=link_type,
        source=row.values[declared.source],
        target=row.values[declared.target],
        key=_key(row, declared, link_type, properties),
        since=row.get(declared.since),
        until=row.get(declared.until),
        properties=properties,
        provenance=_provenance(row),
    )


def _key(
    row: Row, declared: LinkTable, link_type: LinkType, properties: Mapping[str, Scalar]
) -> str:
    parts = [row.get(column) for column in declared.key]
    key = "/".join(p.isoformat() if isinstance(p, date) else str(p) for p in parts if p is not None)
    if not key and link_type in KEYED_BY_ACTIVITY:
        return str(properties.get("activity", ""))
    return key


def _provenance(row: Row) -> Provenance:
    said: float | None = row.get("confidence")
    return Provenance(row.place.file, row.place.within_file, 1.0 if said is None else said)
