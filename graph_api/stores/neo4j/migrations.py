"""Numbered migrations: each applied once, in order, one process at a time."""

import re
from dataclasses import dataclass

from neo4j import AsyncManagedTransaction

from graph_api.contracts import schema_folder
from graph_api.domain.errors import StoreUnavailable
from graph_api.stores.neo4j.connection import Connection, Query, ask, tell

# Before everything else, and harmless when it is there: only then is the lock one node.
_ONE_GRAPH = (
    "CREATE CONSTRAINT graph_id IF NOT EXISTS FOR (g:Graph) REQUIRE g.id IS UNIQUE",
    "CREATE CONSTRAINT schema_id IF NOT EXISTS FOR (s:Schema) REQUIRE s.id IS UNIQUE",
)
_AWAIT = "CALL db.awaitIndexes(600)"
_COMMENT = re.compile(r"^\s*//.*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Migration:
    """One file of `schema/neo4j`."""

    number: int
    name: str
    statements: tuple[str, ...]


def migrations() -> tuple[Migration, ...]:
    """The migrations of this release, in order."""
    files = sorted((schema_folder() / "neo4j").glob("[0-9]*.cypher"))
    return tuple(
        Migration(int(path.stem[:4]), path.stem, statements(path.read_text(encoding="utf-8")))
        for path in files
    )


def statements(text: str) -> tuple[str, ...]:
    r"""The statements of a file, parted by a semicolon at the end of a line.

    >>> statements("// why\nCREATE A;\nCREATE B\n  AND C;\n")
    ('CREATE A', 'CREATE B\n  AND C')
    """
    parts = re.split(r";\s*(?:\n|$)", _COMMENT.sub("", text))
    return tuple(part.strip() for part in parts if part.strip())


def applied_query() -> Query:
    """The number of the last migration that was applied."""
    return Query("MATCH (s:Schema {id: 'schema'}) RETURN s.applied")


def lock_query() -> Query:
    """Take the turn to migrate."""
    text = (
        "MERGE (s:Schema {id: 'schema'}) SET s.locked = timestamp() RETURN coalesce(s.applied, 0)"
    )
    return Query(text)


def done_query(number: int) -> Query:
    """Say that a migration has been applied."""
    return Query("MATCH (s:Schema {id: 'schema'}) SET s.applied = $number", {"number": number})


def begin_query() -> Query:
    """The graph of a new database: at version 0."""
    return Query("MERGE (g:Graph {id: 'graph'}) ON CREATE SET g.version = 0")


async def pending(connection: Connection) -> tuple[Migration, ...]:
    """The migrations that `migrate` would apply.

    Raises:
        StoreUnavailable: the database was written by a newer release.
    """

    async def applied(tx: AsyncManagedTransaction) -> int:
        return _number(await ask(tx, applied_query()))

    return _after(await connection.read(applied), connection)


async def migrate(connection: Connection) -> tuple[Migration, ...]:
    """Apply what is pending; what was applied.

    The lock is held by a transaction that ends with this process, however it ends; a statement
    that was applied without having been noted is harmless to apply again.

    Raises:
        StoreUnavailable: the database was written by a newer release.
    """
    if not await pending(connection):
        return ()
    for statement in _ONE_GRAPH:
        await connection.execute(statement)

    async def in_turn(tx: AsyncManagedTransaction) -> tuple[Migration, ...]:
        todo = _after(_number(await ask(tx, lock_query())), connection)
        for migration in todo:
            for statement in migration.statements:
                await connection.execute(statement)
            await tell(tx, done_query(migration.number))
        await connection.execute(_AWAIT)
        await tell(tx, begin_query())
        return todo

    return await connection.write(in_turn)


def _after(applied: int, connection: Connection) -> tuple[Migration, ...]:
    known = migrations()
    if applied > known[-1].number:
        raise StoreUnavailable(
            f"ฐานข้อมูลที่ {connection.address.shown} เขียนโดยรุ่นที่ใหม่กว่า (schema {applied}): "
            "ปรับรุ่น sammachip-graph ก่อน"
        )
    return tuple(migration for migration in known if migration.number > applied)


def _number(row: list[int | None]) -> int:
    return (row[0] or 0) if row else 0
