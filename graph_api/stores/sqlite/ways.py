"""The shortest ways: the search of `domain.ways`, from the side with fewer links, a step a time."""

import sqlite3
from collections.abc import Collection, Sequence
from collections.abc import Set as AbstractSet
from functools import partial

from graph_api.domain.links import LinkType
from graph_api.domain.ways import Search
from graph_api.stores.sqlite.steps import breadth, known_pks, passable, step_from

_BROAD = 10_000
"""Links after which a node is broad enough for the other side to be the one that grows."""


def paths(
    connection: sqlite3.Connection,
    origins: Collection[str],
    targets: Collection[str],
    types: Collection[LinkType],
    max_steps: int,
) -> dict[str, Sequence[str]]:
    """See `GraphReader.paths`."""
    begun, wanted = known_pks(connection, origins), known_pks(connection, targets)
    ids = {pk: node_id for node_id, pk in (begun | wanted).items()}
    search = Search(
        set(begun.values()),
        wanted.values(),
        passable=partial(passable, connection),
        first=lambda pks: min(pks, key=ids.__getitem__),
        breadth=partial(_links_of, connection),
    )
    for _ in range(max_steps):
        frontier = search.frontier()
        if not frontier:
            break
        rows = step_from(connection, sorted(frontier), types)
        ids.update({beside: node_id for _, beside, node_id in rows})
        search.grow((pk, beside) for pk, beside, _ in rows)
    return {ids[way[-1]]: [ids[pk] for pk in way] for way in search.ways}


def _links_of(connection: sqlite3.Connection, pks: AbstractSet[int]) -> int:
    return sum(breadth(connection, pks, _BROAD).values())
