"""What is published: the snapshot, how each metric was come by, and the values of nodes."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import isnan
from typing import Any

from neo4j import AsyncManagedTransaction

from graph_api.domain.metrics import Estimate, Method, MetricSpec, MetricValue, SnapshotInfo
from graph_api.stores.neo4j.connection import Query, ask
from graph_api.stores.neo4j.rows import texts


@dataclass(frozen=True, slots=True)
class Publication:
    """What is published: its number, the snapshot, and how each metric was come by."""

    number: int
    info: SnapshotInfo
    estimates: Mapping[str, Estimate]


def current_query() -> Query:
    """What is published now."""
    return Query("MATCH (g:Graph {id: 'graph'}) RETURN g.published, properties(g)")


def values_query(number: int, ids: Collection[str]) -> Query:
    """The values of some nodes."""
    text = (
        "MATCH (m:Measured) WHERE m.publication = $number AND m.id IN $ids "
        "RETURN collect([m.id, m.values])"
    )
    return Query(text, {"number": number, "ids": texts(ids)})


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
