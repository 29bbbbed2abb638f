"""Published metrics: put in whole, read by node or in order."""

import sqlite3
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from graph_api.domain.cursors import decode, encode
from graph_api.domain.errors import SnapshotMissing
from graph_api.domain.kinds import NodeKind
from graph_api.domain.metrics import Estimate, Method, MetricSpec, MetricValue, SnapshotInfo
from graph_api.ports import MetricColumn, Page, Ranked
from graph_api.stores.sqlite.reading import nodes_by_pk
from graph_api.stores.sqlite.rows import json_list

_SNAPSHOT = """
    SELECT id, as_of, nodes, links, graph_version FROM snapshot ORDER BY number DESC LIMIT 1
"""
_PUT_SNAPSHOT = """
    INSERT INTO snapshot (id, as_of, nodes, links, graph_version) VALUES (?, ?, ?, ?, ?)
"""
_PUT_METRIC = """
    INSERT INTO metric (number, spec, method, sample_size, standard_error) VALUES (?, ?, ?, ?, ?)
"""
_PUT_VALUE = """
    INSERT INTO metric_value (metric, node, id, value)
    SELECT ?, n.pk, n.id, ? FROM node AS n WHERE n.id = ?
"""
VALUES = """
    SELECT v.id, m.spec, m.method, m.sample_size, m.standard_error, v.value
    FROM json_each(:ids) AS w
    CROSS JOIN node AS n ON n.id = w.value
    CROSS JOIN json_each(:specs) AS s
    CROSS JOIN metric AS m ON m.spec = s.value
    CROSS JOIN metric_value AS v ON v.metric = m.number AND v.node = n.pk
    ORDER BY w.key, s.key
"""
_COLUMNS = "v.node, v.value, v.id"
_KINDS = "k.kind IN (SELECT value FROM json_each(:kinds))"
_AFTER = "AND v.value <= :value AND (v.value < :value OR v.id > :id)"
_IN_ORDER = "ORDER BY v.value DESC, v.id LIMIT :first"
# Everywhere: down the values until the page is full. In an area: its nodes, which are few.
_EVERYWHERE = f"""
    SELECT {_COLUMNS} FROM metric_value AS v INDEXED BY metric_rank
    WHERE v.metric = :metric
        AND EXISTS (SELECT 1 FROM kind AS k WHERE k.node = v.node AND {_KINDS})
"""
_IN_AREA = f"""
    SELECT DISTINCT {_COLUMNS} FROM kind AS k
    CROSS JOIN metric_value AS v ON v.metric = :metric AND v.node = k.node
    WHERE {_KINDS} AND k.area >= :area AND k.area < :area || ':'
"""
RANKING: Mapping[tuple[bool, bool], str] = {
    (in_area, after): " ".join(
        (_IN_AREA if in_area else _EVERYWHERE, _AFTER if after else "", _IN_ORDER)
    )
    for in_area in (False, True)
    for after in (False, True)
}
"""The query by whether an area is asked for, and whether a page has gone before."""


def snapshot(connection: sqlite3.Connection) -> SnapshotInfo | None:
    """See `GraphReader.snapshot`."""
    row = connection.execute(_SNAPSHOT).fetchone()
    if row is None:
        return None
    snapshot_id, as_of, nodes, links, version = row
    return SnapshotInfo(snapshot_id, datetime.fromisoformat(as_of), nodes, links, version)


def publish(
    connection: sqlite3.Connection, info: SnapshotInfo, columns: Sequence[MetricColumn]
) -> None:
    """See `GraphWriter.publish`; the caller's transaction makes it all or nothing."""
    connection.execute("DELETE FROM metric_value")
    connection.execute("DELETE FROM metric")
    for number, column in enumerate(columns, 1):
        how = column.estimate
        row = (number, column.spec.key, how.method.value, how.sample_size, how.standard_error)
        connection.execute(_PUT_METRIC, row)
        connection.executemany(
            _PUT_VALUE, ((number, float(value), i) for i, value in column.values.items())
        )
    as_of = info.as_of.isoformat()
    connection.execute(_PUT_SNAPSHOT, (info.id, as_of, info.nodes, info.links, info.graph_version))


def metric_values(
    connection: sqlite3.Connection, ids: Collection[str], specs: Collection[MetricSpec]
) -> dict[str, Sequence[MetricValue]]:
    """See `GraphReader.metric_values`."""
    parameters = {
        "ids": json_list(sorted(set(ids))),
        "specs": json_list(spec.key for spec in dict.fromkeys(specs)),
    }
    values: dict[str, list[MetricValue]] = {}
    for node_id, key, *how, value in connection.execute(VALUES, parameters):
        found = MetricValue(MetricSpec.from_key(key), value, _estimate(*how))
        values.setdefault(node_id, []).append(found)
    return dict(values)


def ranking(
    connection: sqlite3.Connection,
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
    metric = connection.execute("SELECT number FROM metric WHERE spec = ?", (spec.key,)).fetchone()
    if metric is None:
        msg = f"ยังไม่มีค่า {spec.key} ที่เผยแพร่: สั่ง sammachip refresh ก่อน"
        raise SnapshotMissing(msg)
    value, node_id, position, place = (
        (None, None, 0, 0) if after is None else decode(after, float, str, int, int)
    )
    parameters = {
        "metric": metric[0],
        "kinds": json_list(sorted(kind.value for kind in kinds)),
        "area": area,
        "value": value,
        "id": node_id,
        "first": first + 1,
    }
    query = RANKING[area is not None, after is not None]
    rows = connection.execute(query, parameters).fetchall()
    shown = rows[:first]
    places = _places([row[1] for row in shown], value, position, place)
    nodes = nodes_by_pk(connection, [row[0] for row in shown])
    return Page(
        items=[
            Ranked(node, row[1], at) for node, row, at in zip(nodes, shown, places, strict=True)
        ],
        cursors=[
            encode(row[1], row[2], position + number, at)
            for number, (row, at) in enumerate(zip(shown, places, strict=True), 1)
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


def _estimate(method: str, sample_size: int | None, standard_error: float | None) -> Estimate:
    return Estimate(Method(method), sample_size, standard_error)
