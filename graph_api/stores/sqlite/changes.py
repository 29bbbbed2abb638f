"""What changed of actors and ties since the snapshot that is published, for the next refresh.

Two tables hold row numbers of nodes: of the actors, and of the two ends of the ties, that came,
changed or went, each once, with the version at which it last did. `meta.told_from` is the version
from which all is remembered; nothing is before the first publication, so that a first load pays
nothing for it, and nothing more once there are too many.
"""

import sqlite3
from collections.abc import Collection, Iterable, Sequence

from graph_api.domain.kinds import ACTORS
from graph_api.domain.links import TIES, Link
from graph_api.domain.nodes import Node
from graph_api.ports import CHANGES_KEPT, GraphChanges, GraphLink, GraphNode
from graph_api.stores.sqlite.reading import to_graph_link, to_graph_node, type_list
from graph_api.stores.sqlite.rows import json_list

_TOLD = "SELECT told_from, version FROM meta"
_PUT_ACTOR = """
    INSERT OR REPLACE INTO changed_actor (node, version) SELECT ?, version + 1 FROM meta
"""
_PUT_PAIR = """
    INSERT OR REPLACE INTO changed_pair (low, high, version) SELECT ?, ?, version + 1 FROM meta
"""
_COUNT = "UPDATE meta SET changes = changes + ? RETURNING changes"
_FORGET = (
    "DELETE FROM changed_actor WHERE version <= ?",
    "DELETE FROM changed_pair WHERE version <= ?",
)
_TELL_FROM = "UPDATE meta SET told_from = ?, changes = 0"
ACTORS_SINCE = """
    SELECT n.id, n.area, (SELECT group_concat(k.kind) FROM kind AS k WHERE k.node = n.pk)
    FROM changed_actor AS c CROSS JOIN node AS n ON n.pk = c.node WHERE c.version > ?
"""
PAIRS_SINCE = """
    SELECT a.id, b.id FROM changed_pair AS c
    CROSS JOIN node AS a ON a.pk = c.low
    CROSS JOIN node AS b ON b.pk = c.high WHERE c.version > ?
"""
BETWEEN = """
    SELECT l.source_id, l.target_id, l.type, l.since, l.until
    FROM json_each(:pairs) AS p
    CROSS JOIN node AS s ON s.id = json_extract(p.value, '$[0]')
    CROSS JOIN link AS l ON l.source = s.pk AND l.type IN (SELECT value FROM json_each(:types))
        AND l.target_id = json_extract(p.value, '$[1]')
"""
_AT_ONCE = 10_000


def note(
    connection: sqlite3.Connection,
    nodes: Iterable[tuple[int, Node]],
    links: Iterable[tuple[Link, int, int]],
) -> None:
    """Remember what a write changed, before it moves the version: nodes, and links with both ends.

    Ends are row numbers.
    """
    told_from, _ = connection.execute(_TOLD).fetchone()
    if told_from is None:
        return
    actors = [(pk,) for pk, node in nodes if node.kinds & ACTORS]
    pairs = {(min(u, v), max(u, v)) for link, u, v in links if link.type in TIES}
    [held] = connection.execute(_COUNT, (len(actors) + len(pairs),)).fetchone()
    if held > CHANGES_KEPT:
        _forget(connection, None)
        return
    connection.executemany(_PUT_ACTOR, actors)
    connection.executemany(_PUT_PAIR, sorted(pairs))


def tell_from(connection: sqlite3.Connection, published: int) -> None:
    """Remember from the version of what is published now on; what led to it is let go."""
    told_from, version = connection.execute(_TOLD).fetchone()
    # Where nothing was noted, what changed since that version is lost: the next refresh reads all.
    begun = version if told_from is None else max(told_from, min(published, version))
    _forget(connection, begun)


def changes_since(
    connection: sqlite3.Connection, version: int, pairs: Collection[tuple[str, str]]
) -> GraphChanges | None:
    """See `GraphReader.changes_since`."""
    told_from, now = connection.execute(_TOLD).fetchone()
    if told_from is None or not told_from <= version <= now:
        return None
    actors = list(map(to_graph_node, connection.execute(ACTORS_SINCE, (version,))))
    changed = {(min(a, b), max(a, b)) for a, b in connection.execute(PAIRS_SINCE, (version,))}
    asked = sorted(changed | {(min(pair), max(pair)) for pair in pairs})
    return GraphChanges(now, sorted(actors, key=_by_id), asked, _between(connection, asked))


def _by_id(node: GraphNode) -> str:
    return node.id


def _between(connection: sqlite3.Connection, pairs: Sequence[tuple[str, str]]) -> list[GraphLink]:
    both_ways = [each for a, b in pairs for each in ({(a, b), (b, a)})]
    types, found = type_list(TIES), list[GraphLink]()
    for start in range(0, len(both_ways), _AT_ONCE):
        some = json_list(both_ways[start : start + _AT_ONCE])
        found += map(to_graph_link, connection.execute(BETWEEN, {"pairs": some, "types": types}))
    return found


def _forget(connection: sqlite3.Connection, until: int | None) -> None:
    """Let go of what is remembered up to a version, and tell from there; of all without one."""
    _, version = connection.execute(_TOLD).fetchone()
    for statement in _FORGET:
        connection.execute(statement, (version + 1 if until is None else until,))
    connection.execute(_TELL_FROM, (until,))
