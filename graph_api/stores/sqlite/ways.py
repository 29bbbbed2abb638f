"""The shortest ways: the search of `domain.ways`, one statement a step."""

import sqlite3
from collections.abc import Collection, Iterable, Sequence
from functools import partial

from graph_api.domain.links import LinkType
from graph_api.domain.ways import Search
from graph_api.stores.sqlite.steps import describe, known_pks, step_from


def paths(
    connection: sqlite3.Connection,
    origins: Collection[str],
    targets: Collection[str],
    types: Collection[LinkType],
    max_steps: int,
) -> dict[str, Sequence[str]]:
    """See `GraphReader.paths`."""
    search = Search(
        set(known_pks(connection, origins).values()),
        known_pks(connection, targets).values(),
        passable=partial(_passable, connection),
        first=partial(_first_by_id, connection),
    )
    for _ in range(max_steps):
        frontier = search.frontier()
        if not frontier:
            break
        search.grow(step_from(connection, sorted(frontier), types))
    ids = describe(connection, sorted({pk for way in search.ways for pk in way}))
    return {ids[way[-1]][0]: [ids[pk][0] for pk in way] for way in search.ways}


def _first_by_id(connection: sqlite3.Connection, pks: Iterable[int]) -> int:
    choice = list(pks)
    if len(choice) == 1:
        return choice[0]
    ids = describe(connection, choice)
    return min(choice, key=lambda pk: ids[pk][0])


def _passable(connection: sqlite3.Connection, pks: Collection[int]) -> set[int]:
    return {pk for pk, (_, passable) in describe(connection, sorted(pks)).items() if passable}
