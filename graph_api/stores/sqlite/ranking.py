"""Who comes first by a published metric.

There are two ways to the same page. Where few nodes are asked about, all of them are put in
order. Else the order of the metric is walked down until the page is full.
"""

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from heapq import nsmallest
from math import isnan
from typing import Any

import numpy as np

from graph_api.domain.cursors import decode, encode
from graph_api.domain.errors import SnapshotMissing
from graph_api.domain.kinds import NodeKind
from graph_api.domain.metrics import MetricSpec
from graph_api.ports import Page, Ranked
from graph_api.stores.sqlite.published import DOUBLE, newest
from graph_api.stores.sqlite.reading import nodes_by_pk
from graph_api.stores.sqlite.rows import json_list

FEW = 5_000
"""Up to so many nodes are put in order one by one."""

_KINDS = "k.kind IN (SELECT value FROM json_each(:kinds))"
_AREA = "k.area >= :area AND k.area < :area || ':'"
_COUNT = "SELECT count(*) FROM (SELECT 1 FROM kind AS k WHERE {} LIMIT :most)"
_CHOSEN = """
    SELECT DISTINCT n.pk, n.id, m.amounts FROM kind AS k
    CROSS JOIN measured AS m ON m.publication = :publication AND m.node = k.node
    CROSS JOIN node AS n ON n.pk = k.node
    WHERE {}
"""
COUNT = {False: _COUNT.format(_KINDS), True: _COUNT.format(f"{_KINDS} AND {_AREA}")}
CHOSEN = {False: _CHOSEN.format(_KINDS), True: _CHOSEN.format(f"{_KINDS} AND {_AREA}")}
"""By whether an area is asked for."""

_ORDER = "SELECT nodes FROM ranked WHERE metric = :metric {} ORDER BY lowest DESC, last"
_AFTER = "AND lowest <= :value AND (lowest < :value OR last > :id)"
ORDER = {False: _ORDER.format(""), True: _ORDER.format(_AFTER)}
"""By whether a page has gone before."""

PLACED = f"""
    SELECT n.pk, n.id, m.amounts FROM json_each(:nodes) AS w
    CROSS JOIN measured AS m ON m.publication = :publication AND m.node = w.value
    CROSS JOIN node AS n ON n.pk = w.value
    WHERE EXISTS (SELECT 1 FROM kind AS k WHERE k.node = w.value AND {_KINDS}
        AND (:area IS NULL OR ({_AREA})))
    ORDER BY w.key
"""

_Placed = tuple[float, str, int]
"""A value with its sign turned, the id, the row number: in this order they are ranked."""


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
    found = newest(connection)
    metric = None if found is None else found.place(spec)
    if found is None or metric is None:
        msg = f"ยังไม่มีค่า {spec.key} ที่เผยแพร่: สั่ง sammachip refresh ก่อน"
        raise SnapshotMissing(msg)
    value, node_id, position, place = (
        (None, None, 0, 0) if after is None else decode(after, float, str, int, int)
    )
    asked = {
        "publication": found.number,
        "metric": metric,
        "kinds": json_list(sorted(kind.value for kind in kinds)),
        "area": area,
        "value": value,
        "id": node_id,
    }
    begun = None if after is None else (-value, node_id)
    rows = _page(connection, asked, begun, first + 1)
    shown = rows[:first]
    places = _places([-row[0] for row in shown], value, position, place)
    nodes = nodes_by_pk(connection, [row[2] for row in shown])
    return Page(
        items=[
            Ranked(node, -row[0], at) for node, row, at in zip(nodes, shown, places, strict=True)
        ],
        cursors=[
            encode(-row[0], row[1], position + number, at)
            for number, (row, at) in enumerate(zip(shown, places, strict=True), 1)
        ],
        has_next=len(rows) > first,
    )


def _page(
    connection: sqlite3.Connection,
    asked: dict[str, Any],
    begun: tuple[float, str] | None,
    count: int,
) -> list[_Placed]:
    in_area = asked["area"] is not None
    parameters = asked | {"most": FEW + 1}
    (asked_about,) = connection.execute(COUNT[in_area], parameters).fetchone()
    if asked_about <= FEW:
        rows = connection.execute(CHOSEN[in_area], asked)
        return nsmallest(count, _placed(rows, asked["metric"], begun))
    found: list[_Placed] = []
    for (nodes,) in connection.execute(ORDER[begun is not None], asked):
        pks = json_list(np.frombuffer(nodes, "<i8").tolist())
        rows = connection.execute(PLACED, asked | {"nodes": pks})
        found += _placed(rows, asked["metric"], begun)
        if len(found) >= count:
            break
    return found[:count]


def _placed(
    rows: sqlite3.Cursor, metric: int, begun: tuple[float, str] | None
) -> Iterator[_Placed]:
    for pk, node_id, amounts in rows:
        value = float(np.frombuffer(amounts, DOUBLE)[metric])
        if not isnan(value) and (begun is None or (-value, node_id) > begun):
            yield -value, node_id, pk


def _places(values: Sequence[float], last: float | None, position: int, place: int) -> list[int]:
    """Competition ranking: equal values share the best place (1, 2, 2, 4)."""
    places = []
    for number, value in enumerate(values, position + 1):
        if value != last:
            last, place = value, number
        places.append(place)
    return places
