"""Publishing metrics: put in beside the published ones, made the published ones by one change.

A publication has a number. Its values lie on a `Measured` node for each node of the graph, and
each metric's order in `Ranking` nodes of some hundred places. The publication before is kept, so
that a reader who has just begun with it can end.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from math import nan
from typing import Any

from neo4j import AsyncManagedTransaction

from graph_api.domain.metrics import SnapshotInfo
from graph_api.ports import MetricColumn
from graph_api.stores.neo4j.connection import Connection, Query, ask, tell

_AT_ONCE = 5_000
_PLACES = 500
# An index of several properties is searched only where a condition names each of them.
_INDEXED = {"Measured": "m.id > ''", "Ranking": "m.spec > '' AND m.chunk >= 0"}


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
