"""Large writes that were made before: they say nothing new while the graph has only grown since.

`meta` keeps the run of versions, up to the last, in which no fact was changed or taken away
(`grown_from` to `grown_to`). Whoever moves the version without a word here ends the run, so that
nothing is taken for known that is not.
"""

import sqlite3

_KNOWN = """
    SELECT 1 FROM stated AS s CROSS JOIN meta AS m
    WHERE s.digest = ? AND s.version >= m.grown_from AND m.grown_to = m.version
"""
_MOVE = """
    UPDATE meta SET
        version = version + 1,
        grown_from = CASE WHEN :grows AND grown_to = version THEN grown_from ELSE version + 1 END,
        grown_to = version + 1
"""
_BEGIN_RUN = """
    UPDATE meta SET grown_from = version, grown_to = version WHERE grown_to <> version
"""
_KEEP = "INSERT OR REPLACE INTO stated (digest, version) SELECT ?, version FROM meta"
_DROP_STALE = "DELETE FROM stated WHERE version < (SELECT grown_from FROM meta)"


def is_known(connection: sqlite3.Connection, digest: bytes) -> bool:
    """Whether this write was made before and would change nothing now."""
    return connection.execute(_KNOWN, (digest,)).fetchone() is not None


def move_version(connection: sqlite3.Connection, *, grows: bool) -> None:
    """Say that the graph has changed; `grows`: nothing that was known has."""
    connection.execute(_MOVE, {"grows": grows})


def keep(connection: sqlite3.Connection, digest: bytes) -> None:
    """Remember a write that has just been made."""
    connection.execute(_BEGIN_RUN)
    connection.execute(_KEEP, (digest,))
    connection.execute(_DROP_STALE)
