"""The tables of the embedded store, and how a file becomes one.

The link table is never ANALYZEd: with its statistics the planner begins a walk at the wrong end
(2 steps took 442 ms where they take 0.3). Walks say their order themselves, by CROSS JOIN.
"""

import sqlite3
from pathlib import Path

from graph_api.domain.errors import StoreUnavailable
from graph_api.stores.sqlite import grams

APPLICATION_ID = 0x53_4D_43_47  # "SMCG"

MIGRATIONS = (
    """
    CREATE TABLE meta (version INTEGER NOT NULL) STRICT;
    INSERT INTO meta VALUES (0);

    CREATE TABLE node (
        pk INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        name TEXT NOT NULL,
        name_key TEXT NOT NULL,
        area TEXT,
        lat REAL,
        lon REAL,
        precision TEXT,
        properties TEXT NOT NULL,
        source TEXT,
        place TEXT,
        confidence REAL,
        loaded_at TEXT
    ) STRICT;

    -- A person counts as several kinds, so kinds are rows of their own, in the order of lists.
    CREATE TABLE kind (
        kind TEXT NOT NULL,
        sort_key TEXT NOT NULL,
        id TEXT NOT NULL,
        node INTEGER NOT NULL REFERENCES node,
        area TEXT,
        PRIMARY KEY (kind, sort_key, id)
    ) STRICT, WITHOUT ROWID;
    CREATE UNIQUE INDEX kind_of_node ON kind (node, kind);
    CREATE INDEX kind_in_area ON kind (kind, area);
    CREATE INDEX any_in_area ON kind (area, kind);

    CREATE TABLE role (
        node INTEGER NOT NULL REFERENCES node,
        role TEXT NOT NULL,
        since TEXT,
        until TEXT,
        PRIMARY KEY (node, role)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE link (
        pk INTEGER PRIMARY KEY,
        type TEXT NOT NULL,
        source INTEGER NOT NULL REFERENCES node,
        target INTEGER NOT NULL REFERENCES node,
        key TEXT NOT NULL,
        since TEXT,
        until TEXT,
        derived INTEGER NOT NULL,
        properties TEXT NOT NULL,
        file TEXT,
        place TEXT,
        confidence REAL,
        loaded_at TEXT
    ) STRICT;
    CREATE UNIQUE INDEX link_out ON link (source, type, target, key);
    CREATE INDEX link_in ON link (target, type, source);

    CREATE VIRTUAL TABLE spot USING rtree (node, south, north, west, east);
    CREATE VIRTUAL TABLE name_gram USING fts5 (text, tokenize = 'trigram', detail = none);

    CREATE TABLE snapshot (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL,
        as_of TEXT NOT NULL,
        nodes INTEGER NOT NULL,
        links INTEGER NOT NULL,
        graph_version INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE metric (
        number INTEGER PRIMARY KEY,
        spec TEXT NOT NULL UNIQUE,
        method TEXT NOT NULL,
        sample_size INTEGER,
        standard_error REAL
    ) STRICT;
    CREATE TABLE metric_value (
        metric INTEGER NOT NULL REFERENCES metric,
        node INTEGER NOT NULL REFERENCES node,
        id TEXT NOT NULL,
        value REAL NOT NULL,
        PRIMARY KEY (metric, node)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX metric_rank ON metric_value (metric, value DESC, id);
    """,
    """
    -- Partial, so that the planner has no use for it but where derived links are asked for.
    CREATE INDEX link_derived ON link (key, type) WHERE derived = 1;

    CREATE TABLE audit (
        number INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        act TEXT NOT NULL,
        node TEXT NOT NULL,
        kind TEXT NOT NULL,
        asked_by TEXT NOT NULL,
        reason TEXT NOT NULL
    ) STRICT;
    """,
    # Metrics by snapshot. What was published before is computed anew, by the next refresh.
    """
    DROP TABLE metric_value;
    DROP TABLE metric;
    DROP TABLE snapshot;
    CREATE TABLE publication (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL,
        as_of TEXT NOT NULL,
        nodes INTEGER NOT NULL,
        links INTEGER NOT NULL,
        graph_version INTEGER NOT NULL,
        metrics TEXT NOT NULL,
        figures TEXT NOT NULL
    ) STRICT;

    -- All values of a node in the order of `metrics`, as doubles, little end first. No reference to
    -- the node: to take one away would otherwise go through all of these.
    CREATE TABLE measured (
        publication INTEGER NOT NULL REFERENCES publication,
        node INTEGER NOT NULL,
        amounts BLOB NOT NULL,
        PRIMARY KEY (publication, node)
    ) STRICT, WITHOUT ROWID;

    -- The order by each metric, highest first, some hundred places a row; of the newest alone.
    CREATE TABLE ranked (
        metric INTEGER NOT NULL,
        lowest REAL NOT NULL,
        last TEXT NOT NULL,
        nodes BLOB NOT NULL
    ) STRICT;
    CREATE INDEX ranked_order ON ranked (metric, lowest DESC, last)
    """,
    """
    -- The links of a node lie in the order of the ids at their other ends, so that a page of a hub
    -- is read and not sorted, and a walk reads ids without going to the nodes.
    ALTER TABLE link ADD COLUMN source_id TEXT NOT NULL DEFAULT '';
    ALTER TABLE link ADD COLUMN target_id TEXT NOT NULL DEFAULT '';
    UPDATE link SET
        source_id = (SELECT n.id FROM node AS n WHERE n.pk = link.source),
        target_id = (SELECT n.id FROM node AS n WHERE n.pk = link.target);
    DROP INDEX link_out;
    DROP INDEX link_in;
    CREATE UNIQUE INDEX link_out ON link (source, type, target_id, key, target);
    CREATE INDEX link_in ON link (target, type, source_id, key, source);

    -- Large writes by digest, and the run of versions in which the graph has only grown.
    CREATE TABLE stated (digest BLOB PRIMARY KEY, version INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    ALTER TABLE meta ADD COLUMN grown_from INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE meta ADD COLUMN grown_to INTEGER NOT NULL DEFAULT -1;
    """,
    """
    -- Kinds in a table with row numbers: the long key of the order stands in one index and not in
    -- all of them. How many there are of each kind is kept, as no list can wait for counting them.
    ALTER TABLE kind RENAME TO kind_before;
    DROP INDEX kind_of_node;
    DROP INDEX kind_in_area;
    DROP INDEX any_in_area;
    CREATE TABLE kind (
        number INTEGER PRIMARY KEY,
        kind TEXT NOT NULL,
        sort_key TEXT NOT NULL,
        id TEXT NOT NULL,
        node INTEGER NOT NULL REFERENCES node,
        area TEXT
    ) STRICT;
    INSERT INTO kind (kind, sort_key, id, node, area)
    SELECT kind, sort_key, id, node, area FROM kind_before;
    DROP TABLE kind_before;
    CREATE INDEX kind_in_order ON kind (kind, sort_key, id, node);
    CREATE UNIQUE INDEX kind_of_node ON kind (node, kind);
    CREATE INDEX kind_in_area ON kind (kind, area, node);
    CREATE INDEX any_in_area ON kind (area, kind);
    CREATE TABLE kind_total (kind TEXT PRIMARY KEY, held INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    INSERT INTO kind_total SELECT kind, count(*) FROM kind GROUP BY kind;
    CREATE TRIGGER kind_came AFTER INSERT ON kind BEGIN
        INSERT INTO kind_total VALUES (NEW.kind, 1)
        ON CONFLICT (kind) DO UPDATE SET held = held + 1; END;
    CREATE TRIGGER kind_went AFTER DELETE ON kind BEGIN
        UPDATE kind_total SET held = held - 1 WHERE kind = OLD.kind; END;

    -- Names by runs of three letters (grams.py); what was kept of them by FTS5 is filled in anew.
    DROP TABLE name_gram;
    CREATE TABLE gram (
        number INTEGER PRIMARY KEY,
        gram TEXT NOT NULL,
        kind TEXT NOT NULL,
        block INTEGER NOT NULL,
        nodes BLOB NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX gram_place ON gram (gram, kind, block);
    """,
    # The folded text of sections of knowledge records, by its runs of three letters.
    """
    CREATE VIRTUAL TABLE section_gram USING fts5 (text, tokenize = 'trigram')
    """,
    """
    -- What changed of actors and ties since the snapshot that is published (changes.py).
    CREATE TABLE changed_actor (node INTEGER PRIMARY KEY, version INTEGER NOT NULL) STRICT;
    CREATE TABLE changed_pair (
        low INTEGER NOT NULL,
        high INTEGER NOT NULL,
        version INTEGER NOT NULL,
        PRIMARY KEY (low, high)
    ) STRICT, WITHOUT ROWID;
    ALTER TABLE meta ADD COLUMN told_from INTEGER;
    ALTER TABLE meta ADD COLUMN changes INTEGER NOT NULL DEFAULT 0
    """,
)
"""Numbered from 1; a file's `user_version` says how many have been applied."""
_NAMES_ANEW = 4
"""The one that leaves the lists of names to be filled (counted from 0)."""


def prepare(connection: sqlite3.Connection, where: Path | None) -> None:
    """Bring a database to the newest schema, or say why it cannot be this store's.

    Nothing is written, not even the journal mode, before the file is known to be ours.

    Raises:
        StoreUnavailable: the file belongs to another program or to a newer release.
    """
    version = _schema_version(connection, where)
    # Readers see the last commit while the writer works; a commit outlives the process, and the
    # file stays sound when the power fails (the last commits may then be lost).
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    if version < len(MIGRATIONS):
        connection.execute("BEGIN IMMEDIATE")
        # Another process may have brought it up to date while this one waited.
        for number in range(_schema_version(connection, where), len(MIGRATIONS)):
            _migrate(connection, number)
        connection.execute("COMMIT")


def _schema_version(connection: sqlite3.Connection, where: Path | None) -> int:
    application, version = _value(connection, "application_id"), _value(connection, "user_version")
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if application != APPLICATION_ID and (tables or application or version):
        msg = f"ไฟล์ {where} เป็นฐานข้อมูลของโปรแกรมอื่น: เลือกชื่อไฟล์อื่นเป็นที่เก็บข้อมูล"
        raise StoreUnavailable(msg)
    if version > len(MIGRATIONS):
        msg = f"ไฟล์ {where} เขียนโดยรุ่นที่ใหม่กว่า (schema {version}): ปรับรุ่น sammachip-graph ก่อน"
        raise StoreUnavailable(msg)
    return version


def _migrate(connection: sqlite3.Connection, number: int) -> None:
    # Statement by statement: `executescript` would end the transaction that keeps it whole.
    for statement in MIGRATIONS[number].split(";\n"):
        connection.execute(statement)
    if number == _NAMES_ANEW:
        grams.fill(connection)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {number + 1}")


def _value(connection: sqlite3.Connection, pragma: str) -> int:
    return int(connection.execute(f"PRAGMA {pragma}").fetchone()[0])
