"""Published metrics: put in whole, kept by snapshot, read by node."""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import isnan
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph_api.domain.metrics import (
    Estimate,
    Method,
    MetricSpec,
    MetricValue,
    NetworkFigure,
    SnapshotInfo,
)
from graph_api.ports import KeptSnapshot, MetricColumn, MetricPoint, Publication
from graph_api.stores.sqlite import changes
from graph_api.stores.sqlite.rows import json_list

DOUBLE = np.dtype("<f8")
PLACES = 256
"""How many places of an order one row holds."""

_AT_ONCE = 10_000
_MOST_COUNTED = 2**16 - 1
_COLUMNS = "number, id, as_of, nodes, links, graph_version, metrics, figures"
NEWEST = f"SELECT {_COLUMNS} FROM publication ORDER BY number DESC LIMIT 1"
_KEPT = f"SELECT {_COLUMNS} FROM publication ORDER BY number DESC"
_PUT = f"INSERT INTO publication ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_CONFIRM = "UPDATE publication SET as_of = ?, graph_version = ? WHERE number = ?"
_OLDEST = "SELECT number FROM publication ORDER BY number DESC LIMIT 1 OFFSET ?"
_FORGET_MEASURED = "DELETE FROM measured WHERE publication {}"
_FORGET = "DELETE FROM publication WHERE number {}"
_PUT_MEASURED = "INSERT INTO measured (publication, node, amounts) VALUES (?, ?, ?)"
_PUT_RANKED = "INSERT INTO ranked (metric, lowest, last, nodes) VALUES (?, ?, ?, ?)"
# The ids of a publication ascend, and most nodes are actors: a range is read, and no id looked up.
PLACES_OF = "SELECT n.id, n.pk FROM node AS n WHERE n.id >= :first AND n.id <= :last"
VALUES = """
    SELECT n.id, m.amounts FROM json_each(:ids) AS w
    CROSS JOIN node AS n ON n.id = w.value
    CROSS JOIN measured AS m ON m.publication = :publication AND m.node = n.pk
"""
HISTORY = """
    SELECT p.number, m.amounts FROM node AS n
    CROSS JOIN publication AS p
    CROSS JOIN measured AS m ON m.publication = p.number AND m.node = n.pk
    WHERE n.id = :id ORDER BY p.number
"""


@dataclass(frozen=True, slots=True)
class Published:
    """A publication as it is kept: its number, its snapshot, and what its columns are."""

    number: int
    info: SnapshotInfo
    columns: tuple[MetricSpec, ...]
    estimates: tuple[Estimate, ...]
    figures: dict[NetworkFigure, float]

    def place(self, spec: MetricSpec) -> int | None:
        """Which of a node's amounts is this metric."""
        return self.columns.index(spec) if spec in self.columns else None


def newest(connection: sqlite3.Connection) -> Published | None:
    """What is published now."""
    row = connection.execute(NEWEST).fetchone()
    return None if row is None else _to_published(row)


def snapshot(connection: sqlite3.Connection) -> SnapshotInfo | None:
    """See `GraphReader.snapshot`."""
    found = newest(connection)
    return None if found is None else found.info


def snapshots(connection: sqlite3.Connection) -> list[KeptSnapshot]:
    """See `GraphReader.snapshots`."""
    return [KeptSnapshot(each.info, each.figures) for each in _kept(connection)]


def metric_values(
    connection: sqlite3.Connection, ids: Collection[str], specs: Collection[MetricSpec]
) -> dict[str, Sequence[MetricValue]]:
    """See `GraphReader.metric_values`."""
    found = newest(connection)
    if found is None:
        return {}
    wanted = [spec for spec in dict.fromkeys(specs) if spec in found.columns]
    parameters = {"ids": json_list(sorted(set(ids))), "publication": found.number}
    values = {
        node_id: list(_values(found, wanted, amounts))
        for node_id, amounts in connection.execute(VALUES, parameters)
    }
    return {node_id: of_node for node_id, of_node in values.items() if of_node}


def metric_history(
    connection: sqlite3.Connection, node_id: str, spec: MetricSpec
) -> list[MetricPoint]:
    """See `GraphReader.metric_history`."""
    kept = {each.number: each for each in _kept(connection)}
    rows = connection.execute(HISTORY, {"id": node_id})
    return [
        MetricPoint(kept[number].info, value)
        for number, amounts in rows
        for value in _values(kept[number], [spec], amounts)
    ]


def _values(found: Published, specs: Iterable[MetricSpec], amounts: bytes) -> Iterator[MetricValue]:
    held = np.frombuffer(amounts, DOUBLE).tolist()
    for spec in specs:
        place = found.place(spec)
        if place is not None and not isnan(held[place]):
            yield MetricValue(spec, held[place], found.estimates[place])


def _kept(connection: sqlite3.Connection) -> list[Published]:
    return [_to_published(row) for row in connection.execute(_KEPT)]


def _to_published(row: Sequence[Any]) -> Published:
    number, snapshot_id, as_of, nodes, links, version, metrics, figures = row
    told = json.loads(metrics)
    return Published(
        number,
        SnapshotInfo(snapshot_id, datetime.fromisoformat(as_of), nodes, links, version),
        tuple(MetricSpec.from_key(key) for key, *_ in told),
        tuple(Estimate(Method(method), size, error) for _, method, size, error in told),
        {NetworkFigure(name): value for name, value in json.loads(figures).items()},
    )


# ---- putting in ----------------------------------------------------------------------------------


def publish(connection: sqlite3.Connection, publication: Publication, keep: int) -> None:
    """See `GraphWriter.publish`; the caller's transaction makes it all or nothing."""
    before = newest(connection)
    number = 1
    if before is not None:
        again = before.info.id == publication.info.id
        number = before.number if again else before.number + 1
        if again:
            _forget(connection, "= ?", number)
    connection.execute(_PUT, _to_row(number, publication))
    columns = [np.asarray(column.values, DOUBLE) for column in publication.columns]
    pks = _places(connection, publication.ids)
    _put_measured(connection, number, pks, columns)
    _put_orders(connection, publication.ids, pks, columns)
    oldest = connection.execute(_OLDEST, (keep,)).fetchone()
    if oldest is not None:
        _forget(connection, "<= ?", oldest[0])
    changes.tell_from(connection, publication.info.graph_version)


def confirm(connection: sqlite3.Connection, info: SnapshotInfo) -> None:
    """See `GraphWriter.confirm`."""
    found = newest(connection)
    if found is not None and found.info.id == info.id:
        row = (info.as_of.isoformat(), info.graph_version, found.number)
        connection.execute(_CONFIRM, row)
        changes.tell_from(connection, info.graph_version)


def _to_row(number: int, publication: Publication) -> tuple[Any, ...]:
    info = publication.info
    figures = {figure.value: float(value) for figure, value in publication.figures.items()}
    metrics = [_to_metric(column) for column in publication.columns]
    as_of = info.as_of.isoformat()
    texts = (json.dumps(metrics), json.dumps(figures))
    return (number, info.id, as_of, info.nodes, info.links, info.graph_version, *texts)


def _to_metric(column: MetricColumn) -> list[Any]:
    how = column.estimate
    return [column.spec.key, how.method.value, how.sample_size, how.standard_error]


def _forget(connection: sqlite3.Connection, which: str, number: int) -> None:
    connection.execute(_FORGET_MEASURED.format(which), (number,))
    connection.execute(_FORGET.format(which), (number,))


def _places(connection: sqlite3.Connection, ids: Sequence[str]) -> NDArray[np.int64]:
    """The row number of every id, -1 for one that names no node."""
    found: list[int] = []
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        between = {"first": some[0], "last": some[-1]}
        pks = dict(connection.execute(PLACES_OF, between).fetchall())
        found += [pks.get(node_id, -1) for node_id in some]
    return np.array(found, np.int64)


def _put_measured(
    connection: sqlite3.Connection,
    number: int,
    pks: NDArray[np.int64],
    columns: Sequence[NDArray[np.float64]],
) -> None:
    # In the order of the table's key, so that its pages are filled one after another.
    order = np.argsort(pks, kind="stable")
    order = order[np.searchsorted(pks[order], 0) :]
    for start in range(0, len(order), _AT_ONCE):
        some = order[start : start + _AT_ONCE]
        amounts = np.empty((len(some), len(columns)), DOUBLE)
        for place, column in enumerate(columns):
            amounts[:, place] = column[some]
        rows = zip(pks[some].tolist(), amounts, strict=True)
        connection.executemany(_PUT_MEASURED, ((number, pk, of.data) for pk, of in rows))


def _put_orders(
    connection: sqlite3.Connection,
    ids: Sequence[str],
    pks: NDArray[np.int64],
    columns: Sequence[NDArray[np.float64]],
) -> None:
    connection.execute("DELETE FROM ranked")
    for metric, column in enumerate(columns):
        given = np.flatnonzero(~np.isnan(column) & (pks >= 0))
        # The ids ascend, so equal values stay in the order of ids.
        order = given[_descending(column[given])]
        connection.executemany(_PUT_RANKED, _chunks(metric, ids, pks[order], column, order))


def _descending(values: NDArray[np.float64]) -> NDArray[np.int64]:
    """The places from the highest value down, equal ones as they stand.

    >>> _descending(np.array([0.5, 2.0, 2.0])).tolist(), _descending(np.array([3.0, 7.0])).tolist()
    ([1, 2, 0], [1, 0])
    """
    if len(values) and values.min() >= 0 and values.max() <= _MOST_COUNTED:
        counts = values.astype(np.uint16)
        if np.array_equal(counts, values):
            # Numbers of two bytes are put in order by counting them, in a tenth of the time.
            return np.argsort(~counts, kind="stable")
    return np.argsort(-values, kind="stable")


def _chunks(
    metric: int,
    ids: Sequence[str],
    ranked: NDArray[np.int64],
    column: NDArray[np.float64],
    order: NDArray[np.int64],
) -> Iterator[tuple[int, float, str, bytes]]:
    for start in range(0, len(order), PLACES):
        last = int(order[min(start + PLACES, len(order)) - 1])
        nodes = ranked[start : start + PLACES].astype("<i8").tobytes()
        yield (metric, float(column[last]), ids[last], nodes)
