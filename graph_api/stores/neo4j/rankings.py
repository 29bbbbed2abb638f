"""Nodes by a published metric, highest first."""

from collections.abc import Collection, Sequence
from typing import Any

from neo4j import AsyncManagedTransaction

from graph_api.domain.cursors import decode, encode
from graph_api.domain.errors import SnapshotMissing
from graph_api.domain.kinds import NodeKind
from graph_api.domain.metrics import MetricSpec
from graph_api.ports import Page, Ranked
from graph_api.stores.neo4j.connection import Query, ask
from graph_api.stores.neo4j.published import current
from graph_api.stores.neo4j.rows import in_order, to_node

_OF_KINDS = "any(kind IN n.kinds WHERE kind IN $kinds)"
_CHUNKS = 2
_AFTER = "(value < $value OR (value = $value AND id > $id))"


def begin_query(number: int, spec: str, value: float) -> Query:
    """The first chunk of an order that goes down to a value."""
    text = (
        "MATCH (r:Ranking) WHERE r.publication = $number AND r.spec = $spec "
        "AND r.chunk >= 0 AND r.lowest <= $value RETURN min(r.chunk)"
    )
    return Query(text, {"number": number, "spec": spec, "value": value})


def ranking_query(
    number: int,
    spec: str,
    chunks: range,
    *,
    kinds: Collection[NodeKind],
    first: int,
    after: tuple[float, str] | None,
) -> Query:
    """How many of these chunks of an order there are, and the first nodes of the kinds in them."""
    passed = f"WHERE {_AFTER} " if after else ""
    text = (
        "MATCH (r:Ranking) WHERE r.publication = $number AND r.spec = $spec "
        "AND r.chunk >= $chunk AND r.chunk < $end WITH r ORDER BY r.chunk "
        "WITH collect(r) AS chunks CALL (chunks) { "
        "UNWIND chunks AS r UNWIND range(0, size(r.ids) - 1) AS at "
        f"WITH r.chunk AS chunk, at, r.ids[at] AS id, r.values[at] AS value {passed}"
        f"MATCH (n:Node {{id: id}}) WHERE {_OF_KINDS} "
        "WITH n, value, chunk, at ORDER BY chunk, at LIMIT $first "
        "RETURN collect([properties(n), value]) AS found } "
        "RETURN size(chunks), found"
    )
    asked = {"spec": spec, "chunk": chunks.start, "end": chunks.stop}
    return Query(text, _asked(number, kinds, first, after) | asked)


async def _down_the_order(
    tx: AsyncManagedTransaction,
    number: int,
    spec: str,
    *,
    kinds: Collection[NodeKind],
    first: int,
    after: tuple[float, str] | None,
) -> list[tuple[dict[str, Any], float]]:
    """The first nodes of the kinds: some chunks at a time, twice as many each time.

    A common kind fills its page from the first few; a rare one is looked for in all of them.
    """
    at, many, found = 0, _CHUNKS, list[tuple[dict[str, Any], float]]()
    if after is not None:
        [begun] = await ask(tx, begin_query(number, spec, after[0]))
        if begun is None:
            return []
        at = begun
    while True:
        chunks = range(at, at + many)
        left = first - len(found)
        query = ranking_query(number, spec, chunks, kinds=kinds, first=left, after=after)
        there, more = await ask(tx, query)
        found += more
        if len(found) == first or there < many:
            return found
        at, many = chunks.stop, 2 * many


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
        rows = await _down_the_order(
            tx, published.number, spec.key, kinds=kinds, first=first + 1, after=begun
        )
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
