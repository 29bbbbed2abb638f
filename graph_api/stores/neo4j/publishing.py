"""Publishing metrics: put in beside the published ones, made the published ones by one change.

A publication has a number. Its values lie on a `Measured` node for each node of the graph, and
each metric's order in `Ranking` nodes of some hundred places. The values of the last publications
are kept as history; of the orders that of the publication before, so that a reader who has just
begun with it can end.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise
from math import nan
from typing import Any

import numpy as np
from neo4j import AsyncManagedTransaction
from numpy.typing import NDArray

from graph_api.domain.metrics import SnapshotInfo
from graph_api.ports import Publication
from graph_api.stores.neo4j import changes
from graph_api.stores.neo4j.connection import Query, ask, tell
from graph_api.stores.neo4j.gateway import Gateway

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
    text = (
        "MATCH (g:Graph {id: 'graph'}) SET g.published = $number "
        "CREATE (p:Publication {number: $number}) SET p += $properties"
    )
    return Query(text, {"number": number, "properties": properties})


def drop_query(before: int, snapshot: str, keep: int) -> Query:
    """Keep the newest publications alone, and of the same content that follows itself the later.

    Which are left, the oldest first.
    """
    text = (
        "MATCH (p:Publication) WHERE p.number > 0 WITH p ORDER BY p.number DESC "
        "WITH collect(p) AS all "
        "WITH [p IN all WHERE p.number <> $before OR p.snapshot <> $snapshot] AS held, all "
        "WITH held[..$keep] AS kept, all "
        "FOREACH (p IN [p IN all WHERE NOT p IN kept] | DELETE p) "
        "WITH [p IN kept | p.number] AS numbers RETURN reverse(numbers)"
    )
    values = {"before": before, "snapshot": snapshot, "keep": keep}
    return Query(text, values)


def confirm_query(info: SnapshotInfo) -> Query:
    """Move the time and version of what is published on, if it is of this content."""
    text = (
        "MATCH (g:Graph {id: 'graph'}) MATCH (p:Publication) "
        "WHERE p.number = g.published AND p.snapshot = $snapshot "
        "SET p.as_of = $as_of, p.graph_version = $version, g.locked = timestamp() "
        "RETURN p.number"
    )
    values = {"snapshot": info.id, "as_of": info.as_of.isoformat(), "version": info.graph_version}
    return Query(text, values)


def forget_query(label: str, after: int, before: int) -> Query:
    """Take away some of what was published between two publications; how much it was."""
    text = (
        f"MATCH (m:{label}) WHERE m.publication > $after AND m.publication < $before "
        f"AND {_INDEXED[label]} WITH m LIMIT $first DELETE m "
        "RETURN count(*)"
    )
    return Query(text, {"after": after, "before": before, "first": _AT_ONCE})


async def publish(connection: Gateway, publication: Publication, keep: int) -> None:
    """See `GraphWriter.publish`."""

    async def begin(tx: AsyncManagedTransaction) -> list[Any]:
        return await ask(tx, next_number_query())

    number, published = await connection.write(begin)
    before = published or 0
    for query in _parts(number, publication):
        await connection.write(partial(tell, query=query))
    properties = _properties(publication)

    async def make_current(tx: AsyncManagedTransaction) -> list[Any]:
        await tell(tx, make_current_query(number, properties))
        await changes.tell_from(tx, publication.info.graph_version)
        return await ask(tx, drop_query(before, publication.info.id, keep))

    [kept] = await connection.write(make_current)
    # What is left between of publications that failed or were replaced goes too.
    ends = sorted({0, *(each for each in kept if each < before), before})
    for after, next_one in pairwise(ends):
        await _forget(connection, "Measured", after, next_one)
    await _forget(connection, "Ranking", 0, before)


async def confirm(connection: Gateway, info: SnapshotInfo) -> None:
    """See `GraphWriter.confirm`."""

    async def again(tx: AsyncManagedTransaction) -> None:
        if await ask(tx, confirm_query(info)):
            await changes.tell_from(tx, info.graph_version)

    await connection.write(again)


def _parts(number: int, publication: Publication) -> Iterator[Query]:
    ids = publication.ids
    columns = [np.asarray(column.values, np.float64) for column in publication.columns]
    for start in range(0, len(ids), _AT_ONCE):
        some = slice(start, start + _AT_ONCE)
        amounts = zip(*(column[some].tolist() for column in columns), strict=True)
        rows = zip(ids[some], amounts, strict=False)
        yield put_values_query(number, [{"id": i, "values": list(of)} for i, of in rows])
    for column, values in zip(publication.columns, columns, strict=True):
        for chunks in _slices(list(_chunks(column.spec.key, ids, values)), 20):
            yield put_order_query(number, chunks)


def _chunks(spec: str, ids: Sequence[str], values: NDArray[np.float64]) -> Iterator[dict[str, Any]]:
    given = np.flatnonzero(~np.isnan(values))
    # The ids ascend, so equal values stay in the order of ids.
    order = given[np.argsort(-values[given], kind="stable")]
    for chunk, start in enumerate(range(0, len(order), _PLACES)):
        some = order[start : start + _PLACES]
        yield {
            "spec": spec,
            "chunk": chunk,
            "lowest": float(values[some[-1]]),
            "ids": [ids[at] for at in some.tolist()],
            "values": values[some].tolist(),
        }


def _slices(rows: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    for at in range(0, len(rows), size):
        yield rows[at : at + size]


def _properties(publication: Publication) -> dict[str, Any]:
    info, columns = publication.info, publication.columns
    how = [column.estimate for column in columns]
    figures = dict(publication.figures)
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
        "figure_names": [figure.value for figure in figures],
        "figures": [float(value) for value in figures.values()],
    }


async def _forget(connection: Gateway, label: str, after: int, before: int) -> None:
    async def some(tx: AsyncManagedTransaction) -> list[Any]:
        return await ask(tx, forget_query(label, after, before))

    while (await connection.write(some))[0]:
        pass
