"""Connections to the database: one that writes, a few that read, each in a worker thread."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import TypeVar

from graph_api.domain.errors import SammachipError, StoreUnavailable
from graph_api.stores.sqlite.schema import prepare

T = TypeVar("T")
_READERS = 4
_BUSY_MS = 10_000
_PLACE = "ตรวจว่าโฟลเดอร์มีอยู่และเขียนได้ หรือระบุที่อื่นด้วย --store sqlite:///ชื่อไฟล์.db"
_FILE = "ไฟล์นี้ไม่ใช่ฐานข้อมูล SQLite หรือเสียหาย เลือกชื่อไฟล์อื่น"
_MENDS = {
    "unable to open": _PLACE,
    "readonly": _PLACE,
    "not a database": _FILE,
    "malformed": _FILE,
    "locked": "โปรแกรมอื่นกำลังเขียนอยู่ รอให้เสร็จแล้วลองใหม่",
    "full": "พื้นที่ดิสก์เต็ม เพิ่มพื้นที่ว่างแล้วลองใหม่ ข้อมูลเดิมยังอยู่ครบ",
    "disk I/O error": "อ่านหรือเขียนดิสก์ไม่สำเร็จ ตรวจดิสก์แล้วลองใหม่",
}


class Connections:
    """The connections of one store; all SQL of the adapter runs through `read` and `write`.

    A file has one writer and several readers, which see the last commit while the writer works
    (WAL). A store in memory is one connection that all take in turn.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        with _said(path):
            self._writer = _connect(path)
            try:
                prepare(self._writer, path)
            except (sqlite3.Error, SammachipError):
                self._writer.close()
                raise
            readers = [_connect(path) for _ in range(_READERS)] if path else [self._writer]
        self._all = {self._writer, *readers}
        self._writing = asyncio.Lock()
        self._readers: asyncio.LifoQueue[sqlite3.Connection] = asyncio.LifoQueue()
        for reader in readers:
            self._readers.put_nowait(reader)

    async def read(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Run reads in one transaction, so that they see one state of the graph."""
        async with self.reader() as connection:
            return await asyncio.to_thread(self._transaction, connection, "BEGIN", work)

    async def write(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Run a change in one transaction: all of it is committed, or none."""
        if self.path is None:
            async with self.reader() as connection:
                return await asyncio.to_thread(self._transaction, connection, "BEGIN", work)
        async with self._writing:
            return await asyncio.to_thread(self._transaction, self._writer, "BEGIN IMMEDIATE", work)

    @asynccontextmanager
    async def reader(self) -> AsyncIterator[sqlite3.Connection]:
        """A connection to read with, for as long as it is needed."""
        connection = await self._readers.get()
        try:
            yield connection
        finally:
            self._readers.put_nowait(connection)

    async def close(self) -> None:
        """Close every connection."""
        for connection in self._all:
            await asyncio.to_thread(connection.close)

    def _transaction(
        self, connection: sqlite3.Connection, begin: str, work: Callable[[sqlite3.Connection], T]
    ) -> T:
        with _said(self.path):
            connection.execute(begin)
            try:
                result = work(connection)
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")
            return result


def _connect(path: Path | None) -> sqlite3.Connection:
    connection = sqlite3.connect(
        path or ":memory:", isolation_level=None, check_same_thread=False, cached_statements=256
    )
    connection.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
    connection.execute("PRAGMA foreign_keys = ON")
    if path:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
    return connection


@contextmanager
def _said(path: Path | None) -> Iterator[None]:
    """Say in a user's words what SQLite could not do with the file."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        mend = _mend(str(error))
        if mend is None:
            raise
        msg = f"ใช้ที่เก็บข้อมูล {path or 'ในหน่วยความจำ'} ไม่ได้ ({error}): {mend}"
        raise StoreUnavailable(msg) from error


def _mend(reason: str) -> str | None:
    """What a user can do about it; nothing where the fault is the program's own."""
    return next((mend for sign, mend in _MENDS.items() if sign in reason), None)
