"""The driver: transactions with time-outs, retries and bookmarks, and readable errors."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Self, TypeVar

from neo4j import (
    AsyncDriver,
    AsyncGraphDatabase,
    AsyncManagedTransaction,
    AsyncSession,
    unit_of_work,
)
from neo4j.exceptions import (
    AuthError,
    ClientError,
    ConfigurationError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
)

from graph_api.domain.errors import InvalidArgument, StoreUnavailable
from graph_api.stores.neo4j.address import Address

T = TypeVar("T")
Work = Callable[[AsyncManagedTransaction], Awaitable[T]]

READ_S = 30.0
WRITE_S = 600.0
_RETRY_S = 10.0
_CONNECT_S = 5.0
# CALL with a list of variables, which the walks are written with.
OLDEST = (5, 23)


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


class Connection:
    """One pool of connections to one database."""

    def __init__(self, driver: AsyncDriver, address: Address) -> None:
        self._driver = driver
        self.address = address
        # Shared by all sessions: whoever wrote reads what was written, on whichever server.
        self._bookmarks = AsyncGraphDatabase.bookmark_manager()
        self._closed = False

    @classmethod
    async def open(cls, address: Address) -> Self:
        """Connect, and make sure that the server answers and is not too old.

        Raises:
            StoreUnavailable: no server, wrong password, no such database, too old a server.
        """
        with readable(address):
            driver = AsyncGraphDatabase.driver(
                address.uri,
                auth=(address.user, address.password),
                connection_timeout=_CONNECT_S,
                connection_acquisition_timeout=_CONNECT_S * 2,
                max_transaction_retry_time=_RETRY_S,
                notifications_min_severity="OFF",
                user_agent="sammachip-graph",
            )
        made = cls(driver, address)
        try:
            with readable(address):
                agent = await made._agent()
            check_version(agent)
        except BaseException:
            await made.close()
            raise
        return made

    async def read(self, work: Work[T]) -> T:
        """Run a read, on a follower where there is one."""
        with readable(self.address):
            self._check_open()
            async with self._session() as session:
                return await session.execute_read(unit_of_work(timeout=READ_S)(work))

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
                await (await session.run(text)).consume()

    async def close(self) -> None:
        """Let go of every connection."""
        self._closed = True
        await self._driver.close()

    async def _agent(self) -> str:
        async with self._session() as session:
            result = await session.run("RETURN 1")
            return str((await result.consume()).server.agent)

    def _check_open(self) -> None:
        if self._closed:
            raise StoreUnavailable(f"ที่เก็บข้อมูล {self.address.shown} ปิดไปแล้ว: เปิดใหม่ก่อนใช้")

    def _session(self) -> AsyncSession:
        return self._driver.session(
            database=self.address.database, bookmark_manager=self._bookmarks
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
        oldest = ".".join(map(str, OLDEST))
        raise StoreUnavailable(f"Neo4j {version} เก่าเกินไป: ต้องเป็นรุ่น {oldest} ขึ้นไป")


@contextmanager
def readable(address: Address) -> Iterator[None]:
    """Turn what the driver raises into an error that names the server and the mend."""
    try:
        yield
    except UnicodeEncodeError as error:
        raise InvalidArgument(f"ข้อความ {error.object!r} มีอักขระที่ไม่ใช่ Unicode: แก้ให้ถูก") from error
    except AuthError as error:
        raise StoreUnavailable(
            f"Neo4j ที่ {address.shown} ไม่รับผู้ใช้ {address.user!r} กับรหัสผ่านนี้: "
            "ตรวจ SAMMACHIP_STORE หรือ NEO4J_PASSWORD"
        ) from error
    except (ServiceUnavailable, SessionExpired, OSError) as error:
        raise StoreUnavailable(
            f"ติดต่อ Neo4j ที่ {address.shown} ไม่ได้: ตรวจว่าเครื่องทำงานอยู่ แล้วลองใหม่"
        ) from error
    except ClientError as error:
        raise StoreUnavailable(_said_by_server(error, address)) from error
    except TransientError as error:
        raise StoreUnavailable(
            f"Neo4j ที่ {address.shown} ยังไม่ว่าง ลองใหม่อีกครั้ง: {error.message}"
        ) from error
    except ConfigurationError as error:
        raise StoreUnavailable(f"ที่อยู่ของ Neo4j {address.shown} ใช้ไม่ได้: {error}") from error
    except (Neo4jError, DriverError) as error:
        raise StoreUnavailable(f"Neo4j ที่ {address.shown} ตอบไม่ได้: {error}") from error


def _said_by_server(error: ClientError, address: Address) -> str:
    code = error.code or ""
    if code.endswith("DatabaseNotFound"):
        return f"ไม่มีฐานข้อมูล {address.database!r} ใน Neo4j ที่ {address.uri}: แก้ชื่อท้าย SAMMACHIP_STORE"
    if "TransactionTimedOut" in code:
        return f"Neo4j ที่ {address.shown} ใช้เวลานานเกินกำหนดจึงหยุดคำถามนี้: ถามให้แคบลง"
    return f"Neo4j ที่ {address.shown} ไม่รับคำสั่ง ({code}): {error.message}"
