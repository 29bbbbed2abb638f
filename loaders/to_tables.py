"""Nodes and links to rows of the project's own tables; what is written loads back the same.

Derived links are left out: they are worked out again. A person with several roles has a row in
the table of each. Links go to the table of their type where it can hold them, else to `links`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from graph_api.domain.codec import property_types
from graph_api.domain.derivation import KEYED_BY_ACTIVITY
from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import Link
from graph_api.domain.nodes import Node, Person
from graph_api.domain.provenance import Provenance
from loaders.cells import AREA_PREFIX
from loaders.contract import Table, tables

TableRows = dict[str, list[dict[str, Any]]]


def to_tables(nodes: Iterable[Node], links: Iterable[Link]) -> TableRows:
    """The rows of these nodes and links by table, in loading order.

    Values that no table has a column for (where a fact comes from) are not written.
    """
    found: TableRows = defaultdict(list)
    for node in nodes:
        for table, row in node_rows(node):
            found[table.name].append(row)
    for link in links:
        if not link.derived:
            table, row = link_row(link)
            found[table.name].append(row)
    return {name: found[name] for name in tables() if name in found}


def node_rows(node: Node) -> Iterator[tuple[Table, dict[str, Any]]]:
    """The rows of one node: of a person one for each role, of a kind without a table none."""
    for table in _tables_of(node):
        yield table, _node_row(table, node)


def _tables_of(node: Node) -> Iterator[Table]:
    roles: set[NodeKind | None] = {None}
    if isinstance(node, Person) and node.roles:
        roles = {held.role for held in node.roles}
    for table in tables().values():
        if table.node_kind is node.KIND and table.role in roles:
            yield table


def _node_row(table: Table, node: Node) -> dict[str, Any]:
    said: dict[str, Any] = {"id": node.id, "name": node.name, "area": node.area}
    said |= {name: getattr(node, name) for name in property_types(type(node))}
    if node.point and node.precision:
        said |= {"lat": node.point.lat, "lon": node.point.lon, "precision": node.precision.value}
    if table.role and isinstance(node, Person) and (held := node.role(table.role)):
        said |= {"since": held.since, "until": held.until}
    if "position_level" in said and said["position"]:
        said["position"] = f"{said['position']}{said['position_level'] or ''}"
    said |= _confidence(node.provenance)
    fits = {name for name, column in table.columns.items() if column.link is None}
    return {name: value for name, value in said.items() if name in fits and value not in (None, ())}


def link_row(link: Link) -> tuple[Table, dict[str, Any]]:
    """The row of one link, and the table that can hold all of it."""
    for table in tables().values():
        if table.links and table.links.type is link.type:
            row = _own_row(table, link)
            if row is not None:
                return table, row
    return tables()["links"], _general_row(link)


def _own_row(table: Table, link: Link) -> dict[str, Any] | None:
    """The row in the type's own table, or nothing where that table cannot hold all of the link."""
    declared = table.links
    if declared is None:
        return None
    ends = (link.source.removeprefix(AREA_PREFIX), link.target.removeprefix(AREA_PREFIX))
    said: dict[str | None, Any] = {declared.source: ends[0], declared.target: ends[1]}
    said |= _confidence(link.provenance)
    said |= {declared.since: link.since}
    if link.until is not None:
        said |= {declared.until: link.until}
    said |= {declared.properties.get(name): value for name, value in link.properties.items()}
    if table.id_column:
        said |= {table.id_column: link.key}
    row = _stated(said)
    holds_all = None not in row and all(column.name in row for column in table.required)
    keeps_key = table.id_column is not None or _key(declared.key, row) == link.key
    return row if holds_all and keeps_key else None


def _general_row(link: Link) -> dict[str, Any]:
    activity = link.properties.get("activity", "")
    declared = tables()["links"].links
    columns = declared.properties if declared else {}
    is_implied = link.type in KEYED_BY_ACTIVITY and link.key == activity
    return _stated(
        {
            "type": link.type.value,
            "source": link.source.removeprefix(AREA_PREFIX),
            "target": link.target.removeprefix(AREA_PREFIX),
            "key": None if is_implied else link.key,
            "since": link.since,
            "until": link.until,
            **{columns.get(name, name): value for name, value in link.properties.items()},
            **_confidence(link.provenance),
        }
    )


def _confidence(provenance: Provenance | None) -> dict[Any, float]:
    """What is said of how sure a fact is; nothing where it is certain."""
    if provenance is None or provenance.confidence == 1:
        return {}
    return {"confidence": provenance.confidence}


def _stated(said: Mapping[Any, Any]) -> dict[Any, Any]:
    return {name: value for name, value in said.items() if value not in (None, "")}


def _count(said: Mapping[str, Any]) -> int:
    return len(_stated(said))


def _key(columns: Iterable[str], row: Mapping[str, Any]) -> str:
    parts = [row[column] for column in columns if column in row]
    return "/".join(p.isoformat() if hasattr(p, "isoformat") else str(p) for p in parts)
