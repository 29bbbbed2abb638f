"""Names that may be the one looked for: those that share most trigrams with it.

Counted and not weighed (no bm25), so that every store puts the same names forward.
"""

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from math import isqrt

import numpy as np

from graph_api.domain.kinds import PERSON_ROLES, NodeKind
from graph_api.ports import NameCandidate
from graph_api.stores.sqlite.grams import Pks, counted
from graph_api.stores.sqlite.rows import json_list

IN_AREA = """
    SELECT k.node FROM kind AS k
    WHERE k.kind IN (SELECT value FROM json_each(:kinds))
        AND k.area >= :area AND k.area < :area || ':'
"""
OF_KINDS = """
    SELECT DISTINCT k.node FROM json_each(:pks) AS w
    CROSS JOIN kind AS k ON k.node = w.value
        AND k.kind IN (SELECT value FROM json_each(:kinds))
"""
FIRST_BY_ID = """
    SELECT n.id, n.name FROM json_each(?) AS w CROSS JOIN node AS n ON n.pk = w.value
    ORDER BY n.id LIMIT ?
"""
ALL_BY_ID = "SELECT n.pk, n.id, n.name FROM node AS n ORDER BY n.id"
LAST_PK = "SELECT max(pk) FROM node"


def name_candidates(
    connection: sqlite3.Connection,
    trigrams: Sequence[str],
    kinds: Collection[NodeKind],
    area: str | None,
    limit: int,
) -> list[NameCandidate]:
    """See `GraphReader.name_candidates`.

    Those that share most come first, so the levels are gone through from the highest until there
    are enough; only of the last one are the first by id picked.
    """
    runs = {each for each in trigrams if len(each) == 3}
    pks, shared = counted(connection, runs, kinds)
    if area is not None:
        inside = np.isin(pks, _in_area(connection, kinds, area))
        pks, shared = pks[inside], shared[inside]
    found = list[NameCandidate]()
    for level in np.unique(shared)[::-1].tolist():
        at_level = pks[shared == level]
        if area is None and not set(kinds).isdisjoint(PERSON_ROLES):
            at_level = _of_kinds(connection, at_level, kinds)
        names = _first_by_id(connection, at_level, limit - len(found))
        found += [NameCandidate(node_id, name, level) for node_id, name in names]
        if len(found) == limit:
            break
    return found


def _in_area(connection: sqlite3.Connection, kinds: Collection[NodeKind], area: str) -> Pks:
    parameters = {"kinds": _kind_list(kinds), "area": area}
    rows = connection.execute(IN_AREA, parameters)
    return np.fromiter((pk for (pk,) in rows), np.int64)


def _of_kinds(connection: sqlite3.Connection, pks: Pks, kinds: Collection[NodeKind]) -> Pks:
    parameters = {"pks": json_list(pks.tolist()), "kinds": _kind_list(kinds)}
    rows = connection.execute(OF_KINDS, parameters)
    return np.fromiter((pk for (pk,) in rows), np.int64)


def _kind_list(kinds: Collection[NodeKind]) -> str:
    return json_list(sorted(kind.value for kind in kinds))


def _first_by_id(connection: sqlite3.Connection, pks: Pks, first: int) -> list[tuple[str, str]]:
    """The id and name of the first of some nodes by id.

    Few are looked up and put in order. Of many, so many lie among all nodes that going through
    those by id soon meets enough of them; where it does not, they are looked up after all.
    """
    [last] = connection.execute(LAST_PK).fetchone()
    if len(pks) > 4 * isqrt(first * (last or 0)):
        rows = connection.execute(ALL_BY_ID)
        met = list(islice(_met(rows, pks, len(pks)), first))
        if len(met) == first:
            return met
    return connection.execute(FIRST_BY_ID, (json_list(pks.tolist()), first)).fetchall()


def _met(rows: sqlite3.Cursor, pks: Pks, most: int) -> Iterator[tuple[str, str]]:
    wanted = set(pks.tolist())
    for pk, node_id, name in islice(rows, most):
        if pk in wanted:
            yield node_id, name
