"""Folded names by their runs of three letters: for each run, the nodes that have it.

A list of nodes is kept in blocks of 65,536 row numbers, two bytes a node, so that all the lists a
name needs are counted in one pass over plain memory; rows of a table would cost a step each.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from graph_api.domain.kinds import PERSON_ROLES, NodeKind
from graph_api.domain.names import name_key, trigrams
from graph_api.domain.nodes import Node
from graph_api.stores.sqlite.rows import NODE_COLUMNS, json_list, names_of, to_nodes

Pks: TypeAlias = NDArray[np.int64]

GRAMS = """
    SELECT g.block, g.nodes FROM json_each(:grams) AS w
    CROSS JOIN gram AS g ON g.gram = w.value AND g.kind IN (SELECT value FROM json_each(:kinds))
"""
PLACE = "SELECT g.number, g.nodes FROM gram AS g WHERE g.gram = ? AND g.kind = ? AND g.block = ?"
_PUT = "INSERT OR REPLACE INTO gram (number, gram, kind, block, nodes) VALUES (?, ?, ?, ?, ?)"
_REMOVE = "DELETE FROM gram WHERE number = ?"

EVERY_NODE = f"SELECT {NODE_COLUMNS} FROM node AS n ORDER BY n.pk"
_AT_ONCE = 10_000
_BITS = 16
_OFFSET = (1 << _BITS) - 1
_Offsets: TypeAlias = NDArray[np.uint16]
_Combine = Callable[[_Offsets, _Offsets], _Offsets]
_LITTLE = np.dtype("<u2")


def put(connection: sqlite3.Connection, named: Iterable[tuple[int, Node]]) -> None:
    """Put nodes into the lists of their names."""
    _change(connection, named, _united)


def take_out(connection: sqlite3.Connection, named: Iterable[tuple[int, Node]]) -> None:
    """Take nodes out of the lists of the names they have had."""
    _change(connection, named, np.setdiff1d)


def fill(connection: sqlite3.Connection) -> None:
    """Put every node into the lists of its names, where there are no lists yet."""
    rows = connection.execute(EVERY_NODE)
    while batch := rows.fetchmany(_AT_ONCE):
        put(connection, zip((row[0] for row in batch), to_nodes(connection, batch), strict=True))


def counted(
    connection: sqlite3.Connection, grams: Collection[str], kinds: Collection[NodeKind]
) -> tuple[Pks, Pks]:
    """The nodes of some kinds that have one of these runs or more, and how many each has."""
    parameters = {"grams": json_list(grams), "kinds": json_list(sorted(map(_own_kind, kinds)))}
    blocks: dict[int, list[_Offsets]] = defaultdict(list)
    for block, nodes in connection.execute(GRAMS, parameters):
        blocks[block].append(np.frombuffer(nodes, _LITTLE))
    pks, shared = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for block, lists in sorted(blocks.items()):
        counts = np.bincount(np.concatenate(lists))
        [met] = np.nonzero(counts)
        pks.append(met + (block << _BITS))
        shared.append(counts[met])
    return np.concatenate(pks), np.concatenate(shared)


def holding_all(connection: sqlite3.Connection, key: str, kind: NodeKind) -> list[int]:
    """The nodes of a kind whose names have every run of three letters of a part of a name."""
    runs = {key[at : at + 3] for at in range(len(key) - 2)}
    pks, shared = counted(connection, runs, [kind])
    every: list[int] = pks[shared == len(runs)].tolist()
    return every


def _own_kind(kind: NodeKind) -> str:
    """The kind whose lists hold a node: a role has none of its own."""
    return NodeKind.PERSON.value if kind in PERSON_ROLES else kind.value


def _change(
    connection: sqlite3.Connection, named: Iterable[tuple[int, Node]], combine: _Combine
) -> None:
    put, removed = list[tuple[int | None, str, str, int, bytes]](), list[tuple[int]]()
    for place, offsets in _places(named).items():
        number, stored = connection.execute(PLACE, place).fetchone() or (None, b"")
        changed = combine(np.frombuffer(stored, _LITTLE), np.array(sorted(offsets), _LITTLE))
        if len(changed):
            put.append((number, *place, changed.astype(_LITTLE).tobytes()))
        elif number is not None:
            removed.append((number,))
    connection.executemany(_PUT, put)
    connection.executemany(_REMOVE, removed)


def _united(stored: _Offsets, offsets: _Offsets) -> _Offsets:
    # New nodes come after all that are there, and in order.
    if not len(stored) or stored[-1] < offsets[0]:
        return np.concatenate((stored, offsets))
    return np.union1d(stored, offsets)


def _places(named: Iterable[tuple[int, Node]]) -> dict[tuple[str, str, int], list[int]]:
    places: dict[tuple[str, str, int], list[int]] = defaultdict(list)
    for pk, node in named:
        kind, block, offset = node.KIND.value, pk >> _BITS, pk & _OFFSET
        for gram in grams_of(names_of(node)):
            places[gram, kind, block].append(offset)
    return places


def grams_of(names: Sequence[str]) -> Collection[str]:
    """The runs of three letters of some names, each once."""
    if len(names) == 1:
        return trigrams(name_key(names[0]))
    return {gram for name in names for gram in trigrams(name_key(name))}
