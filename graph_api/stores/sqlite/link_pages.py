"""Pages of the links of single nodes, by identity.

The links of most nodes are few: those of all nodes asked about come by one statement and are cut.
Of a hub no more are read than are shown, as they lie in that order in the two indexes.
"""

import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import islice

from graph_api.domain.links import Link, LinkType
from graph_api.domain.metrics import Direction
from graph_api.ports import LinkPage, LinkPlace, link_place
from graph_api.stores.sqlite.reading import links_of, type_list
from graph_api.stores.sqlite.rows import LINK_COLUMNS, to_link
from graph_api.stores.sqlite.steps import breadth, known_pks

NEXT_OUT = f"""
    SELECT {LINK_COLUMNS} FROM link AS l
    WHERE l.source = :pk AND l.type = :type AND l.target_id >= :seek
        AND (l.source_id, l.target_id, l.key) > (:source, :target, :key)
    ORDER BY l.target_id, l.key LIMIT :first
"""
NEXT_IN = f"""
    SELECT {LINK_COLUMNS} FROM link AS l
    WHERE l.target = :pk AND l.type = :type AND l.source_id >= :seek
        AND (l.source_id, l.target_id, l.key) > (:source, :target, :key)
    ORDER BY l.source_id, l.key LIMIT :first
"""
COUNT_OUT = """
    SELECT count(*) FROM link AS l
    WHERE l.source = :pk AND l.type IN (SELECT value FROM json_each(:types))
"""
COUNT_IN = """
    SELECT count(*) FROM link AS l
    WHERE l.target = :pk AND l.type IN (SELECT value FROM json_each(:types))
"""
COUNT_LOOPS = f"{COUNT_OUT} AND l.target = :pk"
_FEW = 1_000


@dataclass(frozen=True, slots=True)
class _Hub:
    """What is asked about one hub."""

    id: str
    pk: int
    types: Collection[LinkType]
    direction: Direction
    first: int
    after: LinkPlace | None


def link_pages(
    connection: sqlite3.Connection,
    ids: Collection[str],
    types: Collection[LinkType],
    direction: Direction,
    *,
    first: int,
    after: LinkPlace | None,
) -> Mapping[str, LinkPage]:
    """See `GraphReader.link_pages`."""
    if not types:
        return {}
    pks = known_pks(connection, ids)
    links = breadth(connection, list(pks.values()), _FEW + 1)
    few = {node_id for node_id, pk in pks.items() if links[pk] <= _FEW}
    found = links_of(connection, few, types, direction)
    pages = {
        node_id: LinkPage.cut(_own(found, node_id, direction), first, after) for node_id in few
    }
    for hub in pks.keys() - few:
        asked = _Hub(hub, pks[hub], types, direction, first + 1, after)
        shown = list(islice(_ordered(connection, asked), asked.first))
        total = _count(connection, pks[hub], types, direction)
        pages[hub] = LinkPage(shown[:first], len(shown) > first, total)
    return pages


def _own(links: Sequence[Link], node_id: str, direction: Direction) -> list[Link]:
    leaves, meets = direction is not Direction.IN, direction is not Direction.OUT
    return [
        link
        for link in links
        if (leaves and link.source == node_id) or (meets and link.target == node_id)
    ]


def _ordered(connection: sqlite3.Connection, hub: _Hub) -> Iterator[Link]:
    """The links of a hub by identity, at least as many as `first` if there are so many."""
    begun, *rest = hub.after or ("", "", "", "")
    for kind in sorted({each.value for each in hub.types}):
        if kind < begun:
            continue
        source, target, key = rest if kind == begun else ("", "", "")
        asked = {"pk": hub.pk, "type": kind, "source": source, "target": target, "key": key}
        asked |= {"first": hub.first}
        sides: list[list[Link]] = []
        if hub.direction is not Direction.IN and hub.id >= source:
            seek = target if hub.id == source else ""
            sides.append(_links(connection, NEXT_OUT, {**asked, "seek": seek}))
        if hub.direction is not Direction.OUT:
            sides.append(_links(connection, NEXT_IN, {**asked, "seek": source}))
        last = None
        for link in merge(*sides, key=link_place):
            # A link from a node to itself is met from both sides.
            if link.identity != last:
                yield link
            last = link.identity


def _links(
    connection: sqlite3.Connection, query: str, asked: Mapping[str, str | int]
) -> list[Link]:
    return [to_link(row) for row in connection.execute(query, asked)]


def _count(
    connection: sqlite3.Connection, pk: int, types: Collection[LinkType], direction: Direction
) -> int:
    parameters = {"pk": pk, "types": type_list(types)}
    signed = {
        Direction.OUT: ((1, COUNT_OUT),),
        Direction.IN: ((1, COUNT_IN),),
        Direction.UNDIRECTED: ((1, COUNT_OUT), (1, COUNT_IN), (-1, COUNT_LOOPS)),
    }[direction]
    return sum(sign * connection.execute(query, parameters).fetchone()[0] for sign, query in signed)
