"""The driver: transactions with time-outs, retries and bookmarks, and readable errors."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from ssl import SSLCertVerificationError
from typing import Any, Self, TypeVar

from neo4j import (
    AsyncDriver,
    AsyncGraphDatabase,
    AsyncManagedTransaction,
    AsyncSession,
    unit_of_work,
)
from neo4j import Query as Statement
from neo4j.exceptions import (
    AuthError,
    ConfigurationError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
)

from graph_api.domain.errors import InvalidArgument, SammachipError, StoreUnavailable, TookTooLong
from graph_api.stores.neo4j.address import Address

T = TypeVar("T")
Work = Callable[[AsyncManagedTransaction], Awaitable[T]]

READ_S = 30.0
WRITE_S = 600.0
_CONNECT_S = 5.0
# Who writes would rather wait than begin again; who asks would rather be told soon.
_RETRY_WRITES_S = 10.0
_RETRY_READS_S = 2.0
_FIRST_RETRY_S = 0.2
# CALL with a list of variables, which the walks are written with.
OLDEST = (5, 23)
_TOO_OLD = f"เก่าเกินไป: ต้องเป็นรุ่น {'.'.join(map(str, OLDEST))} ขึ้นไป"


@dataclass(frozen=True, slots=True)
class Query:
    """A query: constant text, and the values it is asked with."""

    text: str
    parameters: dict[str, Any] = field(default_factory=dict)


async def ask(tx: AsyncManagedTransaction, query: Query) -> list[Any]:
    """The values of the one row that a query answers with; nothing where it has no row."""
    result = await tx.run(query.text, query.parameters)
    record = await result.single()
    return [] if record is None else list(record.values())


async def tell(tx: AsyncManagedTransaction, query: Query) -> None:
    """Run a query that answers nothing."""
    await (await tx.run(query.text, query.parameters)).consume()


class Unreachable(StoreUnavailable):
    """There is no server at the address now; there may be one later."""


class Connection:
    """One pool of connections to one database."""

    def __init__(self, driver: AsyncDriver, address: Address, read_s: float = READ_S) -> None:
        self._driver = driver
        self.address = address
        self._read_s = read_s
        # Shared by all sessions: whoever wrote reads what was written, on whichever server.
        self._bookmarks = AsyncGraphDatabase.bookmark_manager()
        self._closed = False

    @classmethod
    def to(cls, address: Address, *, read_s: float = READ_S) -> Self:
        """A pool for an address; nothing is sent before the first question.

        `read_s` is the longest that a read may take; the server ends it then.

        Raises:
            StoreUnavailable: the address is no usable one.
        """
        with readable(address):
            driver = AsyncGraphDatabase.driver(
                address.uri,
                auth=(address.user, address.password),
                connection_timeout=_CONNECT_S,
                connection_acquisition_timeout=_CONNECT_S * 2,
                initial_retry_delay=_FIRST_RETRY_S,
                notifications_min_severity="OFF",
                user_agent="sammachip-graph",
            )
        return cls(driver, address, read_s)

    @classmethod
    async def open(cls, address: Address) -> Self:
        """Connect, and make sure that the server answers and is not too old.

        Raises:
            StoreUnavailable: no server, wrong password, no such database, too old a server.
        """
        made = cls.to(address)
        try:
            await made.greet()
        except BaseException:
            await made.close()
            raise
        return made

    async def greet(self) -> None:
        """Make sure that the server answers and is not too old.

        Raises:
            StoreUnavailable: no server, wrong password, no such database, too old a server.
        """
        with readable(self.address):
            self._check_open()
            agent = await self._agent()
        check_version(agent)

    async def read(self, work: Work[T]) -> T:
        """Run a read, on a follower where there is one."""
        with readable(self.address):
            self._check_open()
            async with self._session(_RETRY_READS_S) as session:
                return await session.execute_read(unit_of_work(timeout=self._read_s)(work))

    async def write(self, work: Work[T]) -> T:
        """Run a write: all of it lands or none; run again where the server says to."""
        with readable(self.address):
            self._check_open()
            async with self._session() as session:
                return await session.execute_write(unit_of_work(timeout=WRITE_S)(work))

    async def execute(self, text: str) -> None:
        """Run a statement that changes the schema, in a transaction of its own."""
        with readable(self.address):
            self._check_open()
            async with self._session() as session:
                # A query type of the driver, as only it carries the time.
                await (await session.run(Statement(text, timeout=WRITE_S))).consume()

    async def close(self) -> None:
        """Let go of every connection."""
        self._closed = True
        await self._driver.close()

    async def _agent(self) -> str:
        async with self._session() as session:
            result = await session.run(Statement("RETURN 1", timeout=READ_S))
            return str((await result.consume()).server.agent)

    def _check_open(self) -> None:
        if self._closed:
            raise StoreUnavailable(f"ที่เก็บข้อมูล {self.address.shown} ปิดไปแล้ว: เปิดใหม่ก่อนใช้")

    def _session(self, retry_s: float = _RETRY_WRITES_S) -> AsyncSession:
        return self._driver.session(
            database=self.address.database,
            bookmark_manager=self._bookmarks,
            max_transaction_retry_time=retry_s,
        )


def check_version(agent: str) -> None:
    """Accept a server by what it calls itself, such as `Neo4j/5.26.30`.

    Raises:
        StoreUnavailable: it is older than what the queries need.

    >>> check_version("Neo4j/2026.08.1")
    """
    version = agent.partition("/")[2]
    found = tuple(int(part) for part in version.split("-")[0].split(".")[:2] if part.isdigit())
    if len(found) == 2 and found < OLDEST:
        raise StoreUnavailable(f"Neo4j {version} {_TOO_OLD}")


@contextmanager
def readable(address: Address) -> Iterator[None]:
    """Turn what the driver raises into an error that names the server and the mend."""
    try:
        yield
    except UnicodeEncodeError as error:
        raise InvalidArgument(f"ข้อความ {error.object!r} มีอักขระที่ไม่ใช่ Unicode: แก้ให้ถูก") from error
    except (ServiceUnavailable, SessionExpired, OSError) as error:
        raise _not_reached(error, address) from error
    except (AuthError, ConfigurationError) as error:
        raise _not_let_in(error, address) from error
    except Neo4jError as error:
        raise _said_by_server(error, address) from error
    except DriverError as error:
        raise StoreUnavailable(f"Neo4j ที่ {address.shown} ตอบไม่ได้: {error}") from error


def _not_reached(error: BaseException, address: Address) -> StoreUnavailable:
    if any(isinstance(cause, SSLCertVerificationError) for cause in _causes(error)):
        return StoreUnavailable(
            f"Neo4j ที่ {address.shown} มีใบรับรอง TLS ที่เครื่องนี้ไม่เชื่อถือ: "
            "ให้ผู้ที่เครื่องนี้เชื่อถือออกใบรับรอง หรือถ้าออกใบรับรองเอง "
            "ใช้ bolt+ssc:// หรือ neo4j+ssc:// แทน +s"
        )
    return Unreachable(
        f"ติดต่อ Neo4j ที่ {address.shown} ไม่ได้: ตรวจว่าเครื่องทำงานอยู่ แล้วลองใหม่ "
        "(เครื่องที่รับเฉพาะ TLS ให้ใช้ bolt+s:// หรือ neo4j+s://)"
    )


def _not_let_in(error: AuthError | ConfigurationError, address: Address) -> StoreUnavailable:
    if isinstance(error, AuthError):
        return StoreUnavailable(
            f"Neo4j ที่ {address.shown} ไม่รับผู้ใช้ {address.user!r} กับรหัสผ่านนี้: "
            "ตรวจ SAMMACHIP_STORE หรือ NEO4J_PASSWORD"
        )
    if "Bolt" in str(error):
        # The driver gives up on an old protocol before the server has said its version.
        return StoreUnavailable(f"Neo4j ที่ {address.shown} {_TOO_OLD}")
    return StoreUnavailable(f"ที่อยู่ของ Neo4j {address.shown} ใช้ไม่ได้: {error}")


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """An error and all that led to it; with routing, there is one error for each router asked."""
    while error is not None:
        yield error
        for part in error.exceptions if isinstance(error, BaseExceptionGroup) else ():
            yield from _causes(part)
        error = error.__cause__ or error.__context__


def _said_by_server(error: Neo4jError, address: Address) -> SammachipError:
    code = error.code or ""
    if "TransactionTimedOut" in code:
        return TookTooLong(f"Neo4j ที่ {address.shown} ใช้เวลานานเกินกำหนดจึงหยุดคำถามนี้: ถามให้แคบลง")
    if isinstance(error, TransientError):
        # A server that starts says so, too.
        return Unreachable(f"Neo4j ที่ {address.shown} ยังไม่ว่าง ลองใหม่อีกครั้ง: {error.message}")
    if code.endswith("DatabaseNotFound"):
        return StoreUnavailable(
            f"ไม่มีฐานข้อมูล {address.database!r} ใน Neo4j ที่ {address.uri}: แก้ชื่อท้าย SAMMACHIP_STORE"
        )
    if code.endswith(("TransactionLogError", "TransactionCommitFailed")):
        return StoreUnavailable(
            f"Neo4j ที่ {address.shown} เขียนลงดิสก์ไม่ได้ ดิสก์คงเต็ม: เพิ่มพื้นที่ว่างแล้วเริ่ม Neo4j ใหม่ "
            "ข้อมูลเดิมยังอยู่ครบ"
        )
    return StoreUnavailable(f"Neo4j ที่ {address.shown} ทำไม่ได้ ({code}): {error.message}")
