"""Connections to the database: one that writes, a few that read, each in a worker thread."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path
from queue import SimpleQueue
from typing import TypeVar

from graph_api.domain.errors import InvalidArgument, StoreUnavailable
from graph_api.stores.sqlite.schema import prepare

T = TypeVar("T")
_READERS = 4
_BUSY_MS = 10_000
# A load comes back to the same pages of the indexes: kept at hand, they are written less often.
_WRITER_CACHE_KB = 65_536
_CHECKPOINT_PAGES = 16_384
_OLDEST = (3, 37, 0)
_PLACE = "ตรวจว่าโฟลเดอร์มีอยู่และเขียนได้ หรือระบุที่อื่นด้วย --store sqlite:///ชื่อไฟล์.db"
_FILE = "ไฟล์นี้ไม่ใช่ฐานข้อมูล SQLite หรือเสียหาย เลือกชื่อไฟล์อื่น"
_PYTHON = f"ใช้ Python ที่มี SQLite {'.'.join(map(str, _OLDEST))} ขึ้นไป พร้อม FTS5 และ R*Tree"
_MENDS = {
    "unable to open": _PLACE,
    "readonly": _PLACE,
    "not a database": _FILE,
    "malformed": _FILE,
    "database is locked": "โปรแกรมอื่นกำลังเขียนอยู่ รอให้เสร็จแล้วลองใหม่",
    "disk is full": "พื้นที่ดิสก์เต็ม เพิ่มพื้นที่ว่างแล้วลองใหม่ ข้อมูลเดิมยังอยู่ครบ",
    "disk I/O error": "อ่านหรือเขียนดิสก์ไม่สำเร็จ ตรวจดิสก์แล้วลองใหม่",
    "no such module": _PYTHON,
}

Work = Callable[[sqlite3.Connection], T]


class Connections:
    """The connections of one store; all SQL of the adapter runs through it.

    A file has one writer and several readers, which see the last commit while the writer works
    (WAL). A store in memory is one connection that all take in turn. A connection belongs to the
    thread that works with it and never to the task that waits: a task that is cancelled leaves
    its work to end, and the connection is free again only then.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._connections = list[sqlite3.Connection]()
        self._free: SimpleQueue[sqlite3.Connection] = SimpleQueue()
        try:
            with _said(path):
                self._writer = self._opened()
                prepare(self._writer, path)
                for _ in range(_READERS if path else 0):
                    self._free.put(self._opened(reads=True))
        except BaseException:
            self._close_all()
            raise
        self._writing = ThreadPoolExecutor(1, "sqlite-write")
        self._reading = ThreadPoolExecutor(_READERS, "sqlite-read") if path else self._writing
        self._closed = False

    async def read(self, work: Work[T]) -> T:
        """Run reads in one transaction, so that they see one state of the graph."""
        return await self._in_turn(self._reading, lambda: self._read(work))

    async def write(self, work: Work[T]) -> T:
        """Run a change in one transaction: all of it is committed, or none."""
        return await self._in_turn(
            self._writing, lambda: self._transaction(self._writer, "BEGIN IMMEDIATE", work)
        )

    async def maintain(self, work: Work[T]) -> T:
        """Run what SQLite does in no transaction, such as VACUUM, in the turn of the writer."""

        def alone() -> T:
            with _said(self.path):
                return work(self._writer)

        return await self._in_turn(self._writing, alone)

    async def stream(
        self, query: str, batches: Callable[[sqlite3.Cursor], Iterator[T]]
    ) -> AsyncIterator[T]:
        """The batches of one statement, which reads one state however long it is stepped through.

        A file gives a stream a connection of its own, so that a slow one keeps nobody waiting.
        In memory there is one connection: all is taken at once, so that others get their turn.
        """
        if self.path is None:
            for batch in await self.read(lambda c: list(batches(c.execute(query)))):
                yield batch
            return
        turn = ThreadPoolExecutor(1, "sqlite-stream")
        steps = self._steps(query, batches)
        try:
            while taken := await self._in_turn(turn, lambda: list(islice(steps, 1))):
                yield taken[0]
        finally:
            # Closed in its own thread, after the step that may still be running there.
            turn.submit(steps.close)
            turn.shutdown(wait=False)

    async def close(self) -> None:
        """Let running work end, then close every connection."""
        self._closed = True
        await asyncio.to_thread(self._end)

    def _read(self, work: Work[T]) -> T:
        if self.path is None:
            return self._transaction(self._writer, "BEGIN", work)
        connection = self._free.get()
        try:
            return self._transaction(connection, "BEGIN", work)
        finally:
            self._free.put(connection)

    def _transaction(self, connection: sqlite3.Connection, begin: str, work: Work[T]) -> T:
        with _said(self.path):
            connection.execute(begin)
            try:
                result = work(connection)
                connection.execute("COMMIT")
            except BaseException:
                # On a full disk SQLite has rolled back by itself.
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
            return result

    def _steps(
        self, query: str, batches: Callable[[sqlite3.Cursor], Iterator[T]]
    ) -> Generator[T, None, None]:
        with _said(self.path), closing(_connect(self.path, reads=True)) as connection:
            yield from batches(connection.execute(query))

    async def _in_turn(self, turn: ThreadPoolExecutor, work: Callable[[], T]) -> T:
        if self._closed:
            raise StoreUnavailable(f"ที่เก็บข้อมูล {self.path or 'ในหน่วยความจำ'} ปิดไปแล้ว: เปิดใหม่ก่อนใช้")
        return await asyncio.get_running_loop().run_in_executor(turn, work)

    def _opened(self, *, reads: bool = False) -> sqlite3.Connection:
        connection = _connect(self.path, reads=reads)
        self._connections.append(connection)
        return connection

    def _end(self) -> None:
        self._writing.shutdown()
        self._reading.shutdown()
        self._close_all()

    def _close_all(self) -> None:
        while self._connections:
            self._connections.pop().close()


def _connect(path: Path | None, *, reads: bool = False) -> sqlite3.Connection:
    if sqlite3.sqlite_version_info < _OLDEST:
        raise StoreUnavailable(f"SQLite {sqlite3.sqlite_version} เก่าเกินไป: {_PYTHON}")
    connection = sqlite3.connect(
        path or ":memory:",
        timeout=_BUSY_MS / 1000,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=256,
    )
    try:
        connection.execute(f"PRAGMA {'query_only' if reads else 'foreign_keys'} = ON")
        if not reads:
            connection.execute(f"PRAGMA cache_size = -{_WRITER_CACHE_KB}")
            connection.execute(f"PRAGMA wal_autocheckpoint = {_CHECKPOINT_PAGES}")
    except BaseException:
        # What is no database is found out here; Python 3.13 warns of a connection left open.
        connection.close()
        raise
    return connection


@contextmanager
def _said(path: Path | None) -> Iterator[None]:
    """Say in a user's words what SQLite could not do with the file or the text."""
    try:
        yield
    except UnicodeEncodeError as error:
        msg = f"ข้อความ {error.object!r} มีอักขระที่ไม่ใช่ Unicode: แก้ให้ถูก"
        raise InvalidArgument(msg) from error
    except sqlite3.DatabaseError as error:
        mend = _mend(str(error))
        if mend is None:
            raise
        msg = f"ใช้ที่เก็บข้อมูล {path or 'ในหน่วยความจำ'} ไม่ได้ ({error}): {mend}"
        raise StoreUnavailable(msg) from error


def _mend(reason: str) -> str | None:
    """What a user can do about it; nothing where the fault is the program's own."""
    return next((mend for sign, mend in _MENDS.items() if sign in reason), None)
