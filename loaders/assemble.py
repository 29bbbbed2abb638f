"""Rows to nodes and links of the domain, as the contracts declare; what agrees is united."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from enum import Enum
from typing import Any

from graph_api.domain.areas import area_id, area_level
from graph_api.domain.codec import property_types
from graph_api.domain.derivation import KEYED_BY_ACTIVITY
from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import Link, LinkType, Scalar
from graph_api.domain.nodes import NODE_CLASSES, HeldRole, Node, Person
from graph_api.domain.places import Precision
from graph_api.domain.provenance import Provenance
from loaders.contract import Column, LinkTable
from loaders.outcome import Rule
from loaders.reading.names import PersonName
from loaders.references import References, defined_id
from loaders.rows import Row

Identity = tuple[LinkType, str, str, str]

_NOT_COMPARED = frozenset({"id", "provenance", "roles"})
_NO_FIELD = frozenset({"roles", "provenance", "point"})


@dataclass(slots=True)
class Facts:
    """The nodes and links that the accepted rows state, each once."""

    nodes: dict[str, Node] = field(default_factory=dict)
    links: dict[Identity, Link] = field(default_factory=dict)
    node_rows: dict[str, Row] = field(default_factory=dict)
    link_rows: dict[Identity, Row] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Clash(Exception):
    """Two statements about one thing that cannot both be; `column` is where the later says it."""

    column: str
    rule: Rule
    reason: str
    mend: str


def assemble(rows: Sequence[Row], references: References) -> Facts:
    """The facts of all rows that stand; a row that contradicts an earlier one is refused."""
    while True:
        facts = Facts()
        refused = [row for row in rows if not row.is_refused and not _add(facts, row, references)]
        if not refused:
            return facts
        references.spread()


def note_unused(rows: Sequence[Row]) -> None:
    """Say which dates were not kept because the link they belong to is not stated."""
    for row in rows:
        for column in _unused(row):
            row.correct(column, "", "ไม่ได้เก็บ เพราะไม่มีสิ่งที่วันที่นี้บอกเวลา")


def _unused(row: Row) -> Iterator[Column]:
    if row.is_refused or row.table.node_kind is None or row.table.role is not None:
        return
    linked = [c for c in row.table.columns.values() if c.link]
    for column in row.table.columns.values():
        users = [c for c in linked if c.link and column.name in (c.link.since, c.link.until)]
        is_field = column.name in property_types(NODE_CLASSES[row.table.node_kind])
        if users and not is_field and row.get(column.name) and not any(map(row.get, _names(users))):
            yield column


def _names(columns: Sequence[Column]) -> list[str]:
    return [column.name for column in columns]


def _add(facts: Facts, row: Row, references: References) -> bool:
    """Add all that a row states, or refuse the row and add nothing of it."""
    try:
        node = _node(row, references)
        united = _united_node(facts, row, node) if node else None
        links = [_united_link(facts, row, column, link) for column, link in _links(row)]
    except _Clash as clash:
        column = row.table.columns.get(clash.column)
        row.refuse(column, clash.rule, clash.reason, clash.mend)
        return False
    if united:
        facts.nodes[united.id] = united
        facts.node_rows.setdefault(united.id, row)
    for link in links:
        facts.links[link.identity] = link
        facts.link_rows.setdefault(link.identity, row)
    return True


def _provenance(row: Row) -> Provenance:
    said: float | None = row.get("confidence")
    return Provenance(row.place.file, row.place.within_file, 1.0 if said is None else said)


# ---- nodes -------------------------------------------------------------------------------------


def _node(row: Row, references: References) -> Node | None:
    kind, node_id = row.table.node_kind, defined_id(row)
    if kind is None or node_id is None:
        return None
    given = {
        "id": node_id,
        "name": _name(row, node_id, references),
        "area": _area(row, references),
        "point": row.point,
        "precision": _precision(row),
        "provenance": _provenance(row),
        **_properties(row, NODE_CLASSES[kind]),
    }
    if row.table.role:
        given["roles"] = (HeldRole(row.table.role, row.get("since"), row.get("until")),)
    return NODE_CLASSES[kind](**given)


def _name(row: Row, node_id: str, references: References) -> str:
    """As written; else as the store has it; else as the contract says."""
    written = row.get("name")
    if isinstance(written, PersonName):
        return written.full
    if written is not None:
        return str(written)
    held = references.stored.get(node_id)
    default = row.table.columns["name"].default or "{id}"
    return held.name if held else default.format(id=node_id)


def _area(row: Row, references: References) -> str | None:
    column = row.table.columns.get("area")
    written: str | None = row.get("area")
    if written is None and column is not None and column.default_from:
        place = row.get(column.default_from)
        return references.area_of(place) if place else None
    return written


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


def _united_node(facts: Facts, row: Row, node: Node) -> Node:
    """The node with what an earlier row says of it (a person in another role)."""
    earlier = facts.nodes.get(node.id)
    if earlier is None:
        return node
    first = facts.node_rows[node.id]
    changes: dict[str, Any] = {}
    for each in fields(earlier):
        old, new = getattr(earlier, each.name), getattr(node, each.name)
        if each.name in _NOT_COMPARED or new in (None, ()) or old == new:
            continue
        if old not in (None, ()):
            raise _contradiction(row, each.name, old, new, first)
        changes[each.name] = new
    if isinstance(earlier, Person) and isinstance(node, Person):
        changes["roles"] = (*earlier.roles, *node.roles)
    return replace(earlier, **changes)


def _contradiction(row: Row, name: str, old: object, new: object, first: Row) -> _Clash:
    column = "lat" if name == "point" else name
    title = row.table.columns[column].title if column in row.table.columns else name
    return _Clash(
        column if column in row.table.columns else "name",
        "contradiction",
        f"{title}ไม่ตรงกับ {first.place} ({_said(old)} กับ {_said(new)})",
        "ถ้าเป็นคนละสิ่ง ใช้รหัสอื่น ถ้าเป็นสิ่งเดียวกัน แก้ให้ตรงกัน",
    )


def _said(value: object) -> str:
    return str(value.value if isinstance(value, Enum) else value)


# ---- links -------------------------------------------------------------------------------------


def _links(row: Row) -> Iterator[tuple[str, Link]]:
    """The links a row states, each with the column that says so."""
    if row.table.links:
        yield row.table.links.target, _link_of_row(row, row.table.links)
    node_id = defined_id(row)
    for column in row.table.columns.values():
        value = row.get(column.name)
        if column.link is None or value is None or node_id is None:
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


def _united_link(facts: Facts, row: Row, column: str, link: Link) -> Link:
    """The link with what an earlier row says of it."""
    if link.source == link.target:
        raise _Clash(column, "self-link", "เชื่อมโยงกับตัวเอง", "ใส่รหัสของอีกฝ่าย")
    earlier = facts.links.get(link.identity)
    if earlier is None:
        return link
    first = facts.link_rows[link.identity]
    if first.table is row.table and row.table.links:
        raise _Clash(column, "duplicate-link", f"ซ้ำกับ {first.place}", "ลบแถวที่ซ้ำ")
    properties = {**earlier.properties, **link.properties}
    said = {"since": link.since, "until": link.until, **link.properties}
    known = {"since": earlier.since, "until": earlier.until, **earlier.properties}
    for name, new in said.items():
        old = known.get(name)
        if new is not None and old is not None and old != new:
            raise _contradiction(row, name, old, new, first)
    return replace(
        earlier,
        since=earlier.since or link.since,
        until=earlier.until or link.until,
        properties=properties,
    )
