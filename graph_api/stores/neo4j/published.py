"""Published metrics: put in beside the published ones, made the published ones by one change.

A publication has a number. Its values lie on a `Measured` node for each node of the graph, and
each metric's order in `Ranking` nodes of some hundred places. The publication before is kept, so
that a reader who has just begun with it can end.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from math import isnan, nan
from typing import Any

from neo4j import AsyncManagedTransaction

from graph_api.domain.cursors import decode, encode
from graph_api.domain.errors import SnapshotMissing
from graph_api.domain.kinds import NodeKind
from graph_api.domain.metrics import Estimate, Method, MetricSpec, MetricValue, SnapshotInfo
from graph_api.ports import MetricColumn, Page, Ranked
from graph_api.stores.neo4j.connection import Connection, Query, ask, tell
from graph_api.stores.neo4j.rows import in_order, texts, to_node

_AT_ONCE = 5_000
_PLACES = 500
# An index of several properties is searched only where a condition names each of them.
_INDEXED = {"Measured": "m.id > ''", "Ranking": "m.spec > '' AND m.chunk >= 0"}


@dataclass(frozen=True, slots=True)
class Publication:
    """What is published: its number, the snapshot, and how each metric was come by."""

    number: int
    info: SnapshotInfo
    estimates: Mapping[str, Estimate]


def current_query() -> Query:
    """What is published now."""
    return Query("MATCH (g:Graph {id: 'graph'}) RETURN g.published, properties(g)")


def next_number_query() -> Query:
    """A number for a publication that begins."""
    text = (
        "MERGE (g:Graph {id: 'graph'}) SET g.publications = coalesce(g.publications, 0) + 1 "
        "RETURN g.publications, g.published"
    )
    return Query(text)


def put_values_query(number: int, rows: Sequence[Mapping[str, Any]]) -> Query:
    """The values of some nodes; what is no node of the graph has none."""
    text = (
        "UNWIND $rows AS row MATCH (n:Node {id: row.id}) "
        "CREATE (:Measured {publication: $number, id: row.id, values: row.values})"
    )
    return Query(text, {"number": number, "rows": rows})


def put_order_query(number: int, rows: Sequence[Mapping[str, Any]]) -> Query:
    """Some places of the order of a metric."""
    text = "UNWIND $rows AS row CREATE (r:Ranking {publication: $number}) SET r += row"
    return Query(text, {"number": number, "rows": rows})


def make_current_query(number: int, properties: Mapping[str, Any]) -> Query:
    """Make a publication the one that is read."""
    text = "MATCH (g:Graph {id: 'graph'}) SET g += $properties, g.published = $number"
    return Query(text, {"number": number, "properties": properties})


def forget_query(label: str, before: int) -> Query:
    """Take away some of what was published before a publication; how much it was."""
    text = (
        f"MATCH (m:{label}) WHERE m.publication < $before AND {_INDEXED[label]} "
        "WITH m LIMIT $first DELETE m "
        "RETURN count(*)"
    )
    return Query(text, {"before": before, "first": _AT_ONCE})


def values_query(number: int, ids: Collection[str]) -> Query:
    """The values of some nodes."""
    text = (
        "MATCH (m:Measured) WHERE m.publication = $number AND m.id IN $ids "
        "RETURN collect([m.id, m.values])"
    )
    return Query(text, {"number": number, "ids": texts(ids)})


_OF_KINDS = "any(kind IN n.kinds WHERE kind IN $kinds)"
_AFTER = "(value < $value OR (value = $value AND id > $id))"


def ranking_query(
    number: int, spec: str, kinds: Collection[NodeKind], first: int, after: tuple[float, str] | None
) -> Query:
    """Down the order of a metric until the page is full."""
    begun = "AND r.lowest <= $value " if after else ""
    passed = f"WHERE {_AFTER} " if after else ""
    text = (
        "MATCH (r:Ranking) WHERE r.publication = $number AND r.spec = $spec "
        f"AND r.chunk >= 0 {begun}WITH r ORDER BY r.chunk "
        "UNWIND range(0, size(r.ids) - 1) AS at "
        f"WITH r.chunk AS chunk, at, r.ids[at] AS id, r.values[at] AS value {passed}"
        f"MATCH (n:Node {{id: id}}) WHERE {_OF_KINDS} "
        "WITH n, value, chunk, at ORDER BY chunk, at LIMIT $first "
        "RETURN collect([properties(n), value])"
    )
    return Query(text, _asked(number, kinds, first, after) | {"spec": spec})


def ranking_in_area_query(
    number: int,
    column: int,
    *,
    kinds: Collection[NodeKind],
    area: str,
    first: int,
    after: tuple[float, str] | None,
) -> Query:
    """The nodes of an area, which are few, put in order."""
    passed = f"AND {_AFTER} " if after else ""
    text = (
        f"MATCH (n:Node) WHERE n.area STARTS WITH $area AND {_OF_KINDS} "
        "MATCH (m:Measured) WHERE m.publication = $number AND m.id = n.id "
        "WITH n, m.values[$column] AS value, n.id AS id "
        f"WHERE NOT isNaN(value) {passed}"
        "WITH n, value, id ORDER BY value DESC, id LIMIT $first "
        "RETURN collect([properties(n), value])"
    )
    return Query(text, _asked(number, kinds, first, after) | {"area": area, "column": column})


def _asked(
    number: int, kinds: Collection[NodeKind], first: int, after: tuple[float, str] | None
) -> dict[str, Any]:
    asked = {"number": number, "kinds": [kind.value for kind in in_order(kinds)], "first": first}
    return asked | ({"value": after[0], "id": after[1]} if after else {})


# ---- putting in ----------------------------------------------------------------------------------


async def publish(
    connection: Connection, info: SnapshotInfo, columns: Sequence[MetricColumn]
) -> None:
    """See `GraphWriter.publish`."""

    async def begin(tx: AsyncManagedTransaction) -> list[Any]:
        return await ask(tx, next_number_query())

    number, before = await connection.write(begin)
    for query in _parts(number, columns):
        await connection.write(partial(tell, query=query))
    last = make_current_query(number, _properties(info, columns))
    await connection.write(partial(tell, query=last))
    for label in ("Measured", "Ranking"):
        await _forget(connection, label, before or 0)


def _parts(number: int, columns: Sequence[MetricColumn]) -> Iterator[Query]:
    ids = sorted({node_id for column in columns for node_id in column.values})
    for some in _slices(ids, _AT_ONCE):
        yield put_values_query(
            number,
            [{"id": i, "values": [float(c.values.get(i, nan)) for c in columns]} for i in some],
        )
    for column in columns:
        for rows in _slices(list(_chunks(column)), 20):
            yield put_order_query(number, rows)


def _chunks(column: MetricColumn) -> Iterator[dict[str, Any]]:
    ranked = sorted((-float(value), node_id) for node_id, value in column.values.items())
    for chunk, some in enumerate(_slices(ranked, _PLACES)):
        yield {
            "spec": column.spec.key,
            "chunk": chunk,
            "lowest": -some[-1][0],
            "ids": [node_id for _, node_id in some],
            "values": [-value for value, _ in some],
        }


def _slices(rows: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    for at in range(0, len(rows), size):
        yield rows[at : at + size]


def _properties(info: SnapshotInfo, columns: Sequence[MetricColumn]) -> dict[str, Any]:
    how = [column.estimate for column in columns]
    return {
        "snapshot": info.id,
        "as_of": info.as_of.isoformat(),
        "nodes": info.nodes,
        "links": info.links,
        "graph_version": info.graph_version,
        "specs": [column.spec.key for column in columns],
        "methods": [each.method.value for each in how],
        # A list of Neo4j holds no null.
        "sample_sizes": [-1 if each.sample_size is None else each.sample_size for each in how],
        "standard_errors": [
            nan if each.standard_error is None else float(each.standard_error) for each in how
        ],
    }


async def _forget(connection: Connection, label: str, before: int) -> None:
    async def some(tx: AsyncManagedTransaction) -> list[Any]:
        return await ask(tx, forget_query(label, before))

    while (await connection.write(some))[0]:
        pass


# ---- reading -------------------------------------------------------------------------------------


async def current(tx: AsyncManagedTransaction) -> Publication | None:
    """What is published now."""
    found = await ask(tx, current_query())
    if not found or found[0] is None:
        return None
    number, stored = found
    info = SnapshotInfo(
        stored["snapshot"],
        datetime.fromisoformat(stored["as_of"]),
        stored["nodes"],
        stored["links"],
        stored["graph_version"],
    )
    return Publication(number, info, dict(_estimates(stored)))


def _estimates(stored: Mapping[str, Any]) -> Iterable[tuple[str, Estimate]]:
    columns = (stored[name] for name in ("specs", "methods", "sample_sizes", "standard_errors"))
    for spec, method, size, error in zip(*columns, strict=True):
        yield (
            spec,
            Estimate(Method(method), None if size < 0 else size, None if isnan(error) else error),
        )


async def snapshot(tx: AsyncManagedTransaction) -> SnapshotInfo | None:
    """See `GraphReader.snapshot`."""
    found = await current(tx)
    return None if found is None else found.info


async def metric_values(
    tx: AsyncManagedTransaction, ids: Collection[str], specs: Collection[MetricSpec]
) -> dict[str, Sequence[MetricValue]]:
    """See `GraphReader.metric_values`."""
    published = await current(tx)
    if published is None or not ids:
        return {}
    columns = {key: at for at, key in enumerate(published.estimates)}
    wanted = [spec for spec in dict.fromkeys(specs) if spec.key in columns]
    [rows] = await ask(tx, values_query(published.number, ids))
    found = {
        node_id: [
            MetricValue(spec, values[columns[spec.key]], published.estimates[spec.key])
            for spec in wanted
            if not isnan(values[columns[spec.key]])
        ]
        for node_id, values in rows
    }
    return {node_id: values for node_id, values in found.items() if values}


async def ranking(
    tx: AsyncManagedTransaction,
    spec: MetricSpec,
    kinds: Collection[NodeKind],
    area: str | None,
    *,
    first: int,
    after: str | None,
) -> Page[Ranked]:
    """See `GraphReader.ranking`.

    A cursor carries the position and place reached, so that no page counts those before it.
    """
    published = await current(tx)
    if published is None or spec.key not in published.estimates:
        raise SnapshotMissing(f"ยังไม่มีค่า {spec.key} ที่เผยแพร่: สั่ง sammachip refresh ก่อน")
    value, node_id, position, place = (
        (None, None, 0, 0) if after is None else decode(after, float, str, int, int)
    )
    begun = None if after is None else (value, node_id)
    if area is None:
        query = ranking_query(published.number, spec.key, kinds, first + 1, begun)
    else:
        column = list(published.estimates).index(spec.key)
        query = ranking_in_area_query(
            published.number, column, kinds=kinds, area=area, first=first + 1, after=begun
        )
    [rows] = await ask(tx, query)
    shown = rows[:first]
    places = _places([found for _, found in shown], value, position, place)
    return Page(
        items=[
            Ranked(to_node(stored), found, at)
            for (stored, found), at in zip(shown, places, strict=True)
        ],
        cursors=[
            encode(found, stored["id"], position + number, at)
            for number, ((stored, found), at) in enumerate(zip(shown, places, strict=True), 1)
        ],
        has_next=len(rows) > first,
    )


def _places(values: Sequence[float], last: float | None, position: int, place: int) -> list[int]:
    """Competition ranking: equal values share the best place (1, 2, 2, 4)."""
    places = []
    for number, value in enumerate(values, position + 1):
        if value != last:
            last, place = value, number
        places.append(place)
    return places
