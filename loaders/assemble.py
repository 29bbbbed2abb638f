"""Rows to nodes and links of the domain, as the contracts declare; what agrees is united."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from enum import Enum
from itertools import count as count_from
from typing import Any

from graph_api.domain.codec import property_types
from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import Link, LinkType
from graph_api.domain.nodes import NODE_CLASSES, Node, Person
from graph_api.ports import GraphReader
from loaders.cells import AREA_PREFIX
from loaders.contract import Column
from loaders.outcome import Place, Rule
from loaders.progress import Count
from loaders.references import spread, stored_nodes
from loaders.rows import Row
from loaders.staging import Definition, Staging, defined_id
from loaders.statements import stated_links, stated_node

_NOT_COMPARED = frozenset({"id", "provenance", "roles"})


@dataclass(frozen=True, slots=True)
class _Said:
    """What rows say of one thing, and where the first of them stands."""

    fact: Any
    table: str
    place: Place


@dataclass(frozen=True, slots=True)
class _Clash(Exception):
    """Two statements about one thing that cannot both be; `column` is where the later says it."""

    column: str
    rule: Rule
    reason: str
    mend: str


@dataclass(frozen=True, slots=True)
class Assembled:
    """The codes of the areas that are used, and whether several rows say one thing."""

    areas: frozenset[str]
    contested: bool


async def assemble(staging: Staging, reader: GraphReader | None, count: Count) -> Assembled:
    """Make sure that all that the standing rows say can be said together.

    A row that contradicts an earlier one is refused, with all that hangs on it.
    """
    used: set[str] = set()
    for rows in staging.standing():
        changed = await _fill_areas(rows, staging, reader)
        changed += note_unused(rows)
        said, touched = list[tuple[int, int]](), set[str]()
        for row in rows:
            links = _own_links(row)
            changed += [row] if row.is_refused else []
            said += [(hash(link.identity), row.n) for link in links]
            touched.update(_touched(row, links))
            used.update(_areas(row, links))
        staging.save(changed)
        staging.note_said(said, touched)
        count(len(rows))
    spread(staging, staging.gone())
    contested = staging.find_contested()
    if contested and _unite_all(staging):
        used = {area for rows in staging.standing() for row in rows for area in _used(row)}
    return Assembled(frozenset(used), contested)


def _used(row: Row) -> Iterator[str]:
    return _areas(row, [link for _, link in stated_links(row)])


def _unite_all(staging: Staging) -> bool:
    """Unite what several rows say, until no row contradicts an earlier one; whether any did."""
    for rounds in count_from(0):
        staging.forget_united()
        lost: list[str] = []
        refused = False
        for rows in staging.contested():
            clashing = [row for row in rows if not _add(staging, row)]
            refused = refused or bool(clashing)
            staging.save(clashing)
            lost += filter(None, map(defined_id, clashing))
        if not refused:
            return rounds > 0
        spread(staging, lost)
    raise AssertionError  # pragma: no cover -- rounds have no end of their own


def node_of(staging: Staging, row: Row, *, contested: bool) -> Node | None:
    """The node that is to be written for a standing row.

    What several rows say together is written for the first of them.
    """
    node = stated_node(row)
    if node is None or not contested:
        return node
    found: Node | None = _united_for(staging, row, _node_key(node.id), node)
    return found


def links_of(staging: Staging, row: Row, *, contested: bool) -> list[Link]:
    """The links that are to be written for a standing row; of united ones see `node_of`."""
    links = [link for _, link in stated_links(row)]
    if not contested:
        return links
    by_key = {_link_key(link): link for link in links}
    united = [_united_for(staging, row, key, link) for key, link in by_key.items()]
    return [link for link in united if link is not None]


def _united_for(staging: Staging, row: Row, key: str, fact: Any) -> Any:
    found = staging.united(key)
    if found is None:
        return fact
    return found[1].fact if found[0] == row.n else None


def _own_links(row: Row) -> list[Link]:
    """The links of a row; a link to itself refuses it."""
    links = list(stated_links(row))
    for column, link in links:
        if link.source == link.target:
            reason, mend = "เชื่อมโยงกับตัวเอง", "ใส่รหัสของอีกฝ่าย"
            row.refuse(row.table.columns[column], "self-link", reason, mend)
            return []
    return [link for _, link in links]


async def _fill_areas(
    rows: Sequence[Row], staging: Staging, reader: GraphReader | None
) -> list[Row]:
    """Put the area of the place that a row names where the row names no area; the rows changed."""
    lacking = [(row, place) for row in rows if (place := _place_of(row))]
    places = {place for _, place in lacking}
    definitions = staging.definitions(places)
    stored = await stored_nodes(reader, places - definitions.keys())
    for row, place in lacking:
        row.values["area"] = _area_of(place, definitions.get(place, ()), stored.get(place))
    return [row for row, _ in lacking]


def _place_of(row: Row) -> str | None:
    column = row.table.columns.get("area")
    if column is None or not column.default_from or row.get("area") is not None:
        return None
    place: str | None = row.get(column.default_from)
    return place


def _area_of(place: str, definitions: Sequence[Definition], stored: Node | None) -> str | None:
    for each in definitions:
        if not each.is_refused:
            return each.area
    if place.startswith(AREA_PREFIX):
        return place.removeprefix(AREA_PREFIX)
    return stored.area if stored else None


def _areas(row: Row, links: Sequence[Link]) -> Iterator[str]:
    """The codes of the areas that a row lies in or points to."""
    if row.table.node_kind and row.get("area"):
        yield row.values["area"]
    for link in links:
        for end in (link.source, link.target):
            if end.startswith(AREA_PREFIX):
                yield end.removeprefix(AREA_PREFIX)


def _touched(row: Row, links: Sequence[Link]) -> Iterator[str]:
    """The activities and sellers whose derived links may change."""
    if row.table.node_kind is NodeKind.ACTIVITY and (node_id := defined_id(row)):
        yield node_id
    for link in links:
        if link.type in (LinkType.LED, LinkType.ATTENDED):
            yield link.target
        elif link.type in (LinkType.HELD_AT, LinkType.SOLD_AT):
            yield link.source


def note_unused(rows: Sequence[Row]) -> list[Row]:
    """Say which dates are not kept, as the link they belong to is not stated; the rows changed."""
    changed = []
    for row in rows:
        columns = list(_unused(row))
        for column in columns:
            row.correct(column, "", "ไม่ได้เก็บ เพราะไม่มีสิ่งที่วันที่นี้บอกเวลา")
        changed += [row] if columns else []
    return changed


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


def _add(staging: Staging, row: Row) -> bool:
    """Add all that a row states, or refuse the row and add nothing of it."""
    node = stated_node(row)
    try:
        said = [_united_node(staging, row, node)] if node else []
        said += [_united_link(staging, row, column, link) for column, link in stated_links(row)]
    except _Clash as clash:
        column = row.table.columns.get(clash.column)
        row.refuse(column, clash.rule, clash.reason, clash.mend)
        return False
    for key, n, fact in said:
        staging.unite(key, n, fact)
    return True


def _node_key(node_id: str) -> str:
    return f"node\x1f{node_id}"


def _link_key(link: Link) -> str:
    kind, *ends = link.identity
    return "\x1f".join(("link", kind.value, *ends))


def _united_node(staging: Staging, row: Row, node: Node) -> tuple[str, int, _Said]:
    """The node with what an earlier row says of it (a person in another role)."""
    key = _node_key(node.id)
    found = staging.united(key)
    if found is None:
        return key, row.n, _Said(node, row.table.name, row.place)
    n, first = found
    earlier: Node = first.fact
    changes: dict[str, Any] = {}
    for each in fields(earlier):
        old, new = getattr(earlier, each.name), getattr(node, each.name)
        if each.name in _NOT_COMPARED or new in (None, ()) or old == new:
            continue
        if old not in (None, ()):
            raise _contradiction(row, each.name, old, new, first.place)
        changes[each.name] = new
    if isinstance(earlier, Person) and isinstance(node, Person):
        changes["roles"] = (*earlier.roles, *node.roles)
    return key, n, replace(first, fact=replace(earlier, **changes))


def _contradiction(row: Row, name: str, old: object, new: object, first: Place) -> _Clash:
    column = "lat" if name == "point" else name
    title = row.table.columns[column].title if column in row.table.columns else name
    return _Clash(
        column if column in row.table.columns else "name",
        "contradiction",
        f"{title}ไม่ตรงกับ {first} ({_said(old)} กับ {_said(new)})",
        "ถ้าเป็นคนละสิ่ง ใช้รหัสอื่น ถ้าเป็นสิ่งเดียวกัน แก้ให้ตรงกัน",
    )


def _said(value: object) -> str:
    return str(value.value if isinstance(value, Enum) else value)


def _united_link(staging: Staging, row: Row, column: str, link: Link) -> tuple[str, int, _Said]:
    """The link with what an earlier row says of it."""
    key = _link_key(link)
    found = staging.united(key)
    if found is None:
        return key, row.n, _Said(link, row.table.name, row.place)
    n, first = found
    earlier: Link = first.fact
    if first.table == row.table.name and row.table.links:
        raise _Clash(column, "duplicate-link", f"ซ้ำกับ {first.place}", "ลบแถวที่ซ้ำ")
    properties = {**earlier.properties, **link.properties}
    said = {"since": link.since, "until": link.until, **link.properties}
    known = {"since": earlier.since, "until": earlier.until, **earlier.properties}
    for name, new in said.items():
        old = known.get(name)
        if new is not None and old is not None and old != new:
            raise _contradiction(row, name, old, new, first.place)
    united = replace(
        earlier,
        since=earlier.since or link.since,
        until=earlier.until or link.until,
        properties=properties,
    )
    return key, n, replace(first, fact=united)
