"""What is published and kept: snapshots, how each metric was come by, and the values of nodes."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import isnan
from typing import Any

from neo4j import AsyncManagedTransaction

from graph_api.domain.metrics import (
    Estimate,
    Method,
    MetricSpec,
    MetricValue,
    NetworkFigure,
    SnapshotInfo,
)
from graph_api.ports import KeptSnapshot, MetricPoint
from graph_api.stores.neo4j.connection import Query, ask
from graph_api.stores.neo4j.rows import texts


@dataclass(frozen=True, slots=True)
class Published:
    """A publication as it is kept: its number, its snapshot, and how each metric was come by."""

    number: int
    info: SnapshotInfo
    estimates: Mapping[str, Estimate]
    figures: Mapping[NetworkFigure, float]


def current_query() -> Query:
    """What is published now."""
    text = (
        "MATCH (g:Graph {id: 'graph'}) MATCH (p:Publication) WHERE p.number = g.published "
        "RETURN properties(p)"
    )
    return Query(text)


def kept_query() -> Query:
    """All publications that are kept, the newest first."""
    text = (
        "MATCH (p:Publication) WHERE p.number > 0 WITH p ORDER BY p.number DESC "
        "RETURN collect(properties(p))"
    )
    return Query(text)


def values_query(number: int, ids: Collection[str]) -> Query:
    """The values of some nodes."""
    text = (
        "MATCH (m:Measured) WHERE m.publication = $number AND m.id IN $ids "
        "RETURN collect([m.id, m.values])"
    )
    return Query(text, {"number": number, "ids": texts(ids)})


def history_query(node_id: str) -> Query:
    """The values of a node in every publication that is kept, the oldest first."""
    text = (
        "MATCH (p:Publication) WHERE p.number > 0 "
        "MATCH (m:Measured) WHERE m.publication = p.number AND m.id IN $ids "
        "WITH p, m ORDER BY p.number RETURN collect([properties(p), m.values])"
    )
    return Query(text, {"ids": texts([node_id])})


async def current(tx: AsyncManagedTransaction) -> Published | None:
    """What is published now."""
    found = await ask(tx, current_query())
    return _to_published(found[0]) if found else None


def _to_published(stored: Mapping[str, Any]) -> Published:
    info = SnapshotInfo(
        stored["snapshot"],
        datetime.fromisoformat(stored["as_of"]),
        stored["nodes"],
        stored["links"],
        stored["graph_version"],
    )
    figures = dict(zip(map(NetworkFigure, stored["figure_names"]), stored["figures"], strict=True))
    return Published(stored["number"], info, dict(_estimates(stored)), figures)


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


async def snapshots(tx: AsyncManagedTransaction) -> list[KeptSnapshot]:
    """See `GraphReader.snapshots`."""
    [rows] = await ask(tx, kept_query())
    return [KeptSnapshot(kept.info, kept.figures) for kept in map(_to_published, rows)]


async def metric_history(
    tx: AsyncManagedTransaction, node_id: str, spec: MetricSpec
) -> list[MetricPoint]:
    """See `GraphReader.metric_history`."""
    [rows] = await ask(tx, history_query(node_id))
    kept = [(_to_published(stored), values) for stored, values in rows]
    return [
        MetricPoint(published.info, value)
        for published, values in kept
        for value in _values(published, [spec], values)
    ]


async def metric_values(
    tx: AsyncManagedTransaction, ids: Collection[str], specs: Collection[MetricSpec]
) -> dict[str, Sequence[MetricValue]]:
    """See `GraphReader.metric_values`."""
    published = await current(tx)
    if published is None or not ids:
        return {}
    wanted = list(dict.fromkeys(specs))
    [rows] = await ask(tx, values_query(published.number, ids))
    found = {node_id: list(_values(published, wanted, values)) for node_id, values in rows}
    return {node_id: values for node_id, values in found.items() if values}


def _values(
    published: Published, specs: Iterable[MetricSpec], values: Sequence[float]
) -> Iterator[MetricValue]:
    columns = {key: at for at, key in enumerate(published.estimates)}
    for spec in specs:
        at = columns.get(spec.key)
        if at is not None and not isnan(values[at]):
            yield MetricValue(spec, values[at], published.estimates[spec.key])
