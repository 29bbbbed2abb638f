"""Names that may be the one looked for: those that share most trigrams with it."""

import sqlite3
from collections.abc import Collection, Sequence

from graph_api.domain.kinds import NodeKind
from graph_api.ports import NameCandidate
from graph_api.stores.sqlite.reading import quoted
from graph_api.stores.sqlite.rows import json_list

# Counted and not weighed (no bm25), so that every store puts the same names forward.
CANDIDATES = """
    SELECT n.id, n.name, count(*) AS shared
    FROM json_each(:trigrams) AS w
    CROSS JOIN name_gram AS g ON g.name_gram MATCH w.value
    CROSS JOIN node AS n ON n.pk = g.rowid
    WHERE EXISTS (
            SELECT 1 FROM kind AS k
            WHERE k.node = n.pk AND k.kind IN (SELECT value FROM json_each(:kinds)))
        AND (:area IS NULL OR (n.area >= :area AND n.area < :area || ':'))
    GROUP BY n.pk
    ORDER BY shared DESC, n.id
    LIMIT :first
"""


def name_candidates(
    connection: sqlite3.Connection,
    trigrams: Sequence[str],
    kinds: Collection[NodeKind],
    area: str | None,
    limit: int,
) -> list[NameCandidate]:
    """See `GraphReader.name_candidates`."""
    parameters = {
        "trigrams": json_list(quoted(each) for each in dict.fromkeys(trigrams) if len(each) == 3),
        "kinds": json_list(sorted(kind.value for kind in kinds)),
        "area": area,
        "first": limit,
    }
    rows = connection.execute(CANDIDATES, parameters)
    return [NameCandidate(node_id, name, shared) for node_id, name, shared in rows]
