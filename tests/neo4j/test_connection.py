"""Time-outs that end on the server, reads that are declared as such, TLS, routing, old servers."""

import asyncio
import re
import shutil
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest
from neo4j import AsyncDriver, AsyncManagedTransaction

from graph_api.domain.errors import StoreUnavailable, TookTooLong
from graph_api.domain.nodes import Household
from graph_api.stores.neo4j.address import Address
from graph_api.stores.neo4j.connection import Connection, Query, ask
from graph_api.stores.neo4j.store import Neo4jStore
from tests.end_to_end.commands import sammachip
from tests.neo4j_servers import TestServer, new_home, server_of_its_own

pytestmark = pytest.mark.neo4j

ENDLESS = Query("UNWIND range(1, 1000000000000) AS endless RETURN sum(endless)")


async def endless(tx: AsyncManagedTransaction) -> list[int]:
    return await ask(tx, ENDLESS)


async def at_work(driver: AsyncDriver) -> int:
    """How many transactions of the server work at the endless question."""
    found = await driver.execute_query(
        "SHOW TRANSACTIONS YIELD currentQuery WHERE currentQuery = $text RETURN count(*) AS number",
        text=ENDLESS.text,
    )
    return int(found.records[0]["number"])


async def until_at_work(driver: AsyncDriver, number: int) -> None:
    while await at_work(driver) != number:
        pass


@asynccontextmanager
async def connected(server: TestServer, read_s: float = 30) -> AsyncIterator[Connection]:
    connection = Connection.to(Address.parse(server.url), read_s=read_s)
    try:
        yield connection
    finally:
        await connection.close()


async def test_a_question_that_takes_too_long_ends_on_the_server(
    server: TestServer, driver: AsyncDriver
):
    async with connected(server, read_s=1) as connection:
        asked = asyncio.create_task(connection.read(endless))
        await until_at_work(driver, 1)
        with pytest.raises(TookTooLong, match="127"):
            await asked
        assert await at_work(driver) == 0


async def test_a_question_that_is_given_up_ends_on_the_server(
    server: TestServer, driver: AsyncDriver
):
    async with connected(server) as connection:
        asked = asyncio.create_task(connection.read(endless))
        await until_at_work(driver, 1)
        asked.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asked
        await until_at_work(driver, 0)
        assert await connection.read(lambda tx: ask(tx, Query("RETURN 1"))) == [1]


async def test_reads_are_declared_as_reads_so_that_a_follower_may_answer(server: TestServer):
    async with connected(server) as connection:
        with pytest.raises(StoreUnavailable, match="read access mode"):
            await connection.read(lambda tx: ask(tx, Query("CREATE (n:Follower) RETURN n.id")))


async def test_a_writer_reads_its_own_writes_through_a_routing_address(
    server: TestServer, store: Neo4jStore
):
    # A single server routes to itself: the table, the sessions and the bookmarks are those of a
    # cluster, all that is missing is the delay.
    routing = await Neo4jStore.open(server.url.replace("bolt://", "neo4j://"))
    connection = routing._connection._connection
    try:
        for number in range(20):
            before = await connection._bookmarks.get_bookmarks()
            await routing.write([Household(id=f"h{number}", name="ครัวเรือน")], [])
            assert await connection._bookmarks.get_bookmarks() != before
            assert await routing.version() == number + 1
            assert f"h{number}" in await routing.nodes([f"h{number}"])
    finally:
        await routing.close()


# ---- TLS -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def tls_server(request: pytest.FixtureRequest) -> Iterator[TestServer]:
    """A server that answers by TLS alone, with a certificate that nobody has signed."""
    home = new_home("tls")
    made = certificate(home / "certificates")
    settings = {
        "server.bolt.tls_level": "REQUIRED",
        "dbms.ssl.policy.bolt.enabled": "true",
        "dbms.ssl.policy.bolt.base_directory": str(made),
        "dbms.ssl.policy.bolt.private_key": "private.key",
        "dbms.ssl.policy.bolt.public_certificate": "public.crt",
        "dbms.ssl.policy.bolt.client_auth": "NONE",
    }
    with server_of_its_own(request.config, home=home, settings=settings) as server:
        yield server


def certificate(folder: Path) -> Path:
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("no openssl to make a certificate with")
    folder.mkdir(parents=True)
    command = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    command += ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    command += ["-keyout", str(folder / "private.key"), "-out", str(folder / "public.crt")]
    subprocess.run(command, check=True, capture_output=True)
    return folder


def migrate(server: TestServer, scheme: str) -> tuple[int, str]:
    # A process of its own: the driver leaves the end of TLS to the system as the loop ends.
    url = server.url.replace("bolt://", f"{scheme}://")
    done = sammachip("migrate", "--store", url)
    assert server.password not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout + done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["bolt+ssc", "neo4j+ssc"])
def test_a_certificate_of_ones_own_is_accepted_where_it_was_asked_for(
    tls_server: TestServer, scheme: str
):
    code, said = migrate(tls_server, scheme)
    assert code == 0, said
    assert "0001_graph" in said or "เป็นปัจจุบัน" in said


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["bolt+s", "neo4j+s"])
def test_a_certificate_that_nobody_signed_is_refused_with_the_way_out(
    tls_server: TestServer, scheme: str
):
    code, said = migrate(tls_server, scheme)
    assert code == 1
    assert re.search(r"ใบรับรอง.*\+ssc", said)


@pytest.mark.slow
def test_a_server_that_answers_by_tls_alone_says_so_to_a_plain_address(tls_server: TestServer):
    code, said = migrate(tls_server, "bolt")
    assert code == 1
    assert "TLS" in said


# ---- other servers -------------------------------------------------------------------------------

BOLT_5_4, BOLT_4_4, NO_COMMON_VERSION = bytes([0, 0, 4, 5]), bytes([0, 0, 4, 4]), bytes(4)


SUCCESS = bytes([0, 3, 0xB1, 0x70, 0xA0, 0, 0])


def hello_of(agent: str) -> bytes:
    """SUCCESS {server: agent, connection_id: "1"} as one chunk of Bolt."""
    text = agent.encode()
    pairs = bytes([0xA2, 0x86]) + b"server" + bytes([0x80 + len(text)]) + text
    pairs += bytes([0x8D]) + b"connection_id" + bytes([0x81]) + b"1"
    message = bytes([0xB1, 0x70]) + pairs
    return len(message).to_bytes(2, "big") + message + bytes(2)


async def skip_message(reader: asyncio.StreamReader) -> None:
    """A message is chunks with their sizes before them, ended by a chunk of none."""
    while size := int.from_bytes(await reader.readexactly(2), "big"):
        await reader.readexactly(size)


@asynccontextmanager
async def old_server(version: bytes, agent: str = "") -> AsyncIterator[str]:
    """The address of what answers a handshake and greetings as an old release does."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readexactly(20)
        writer.write(version)
        with suppress(asyncio.IncompleteReadError):
            greeting = hello_of(agent)
            while agent:
                await skip_message(reader)
                writer.write(greeting)
                greeting = SUCCESS
        writer.close()

    listening = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with listening:
        yield f"bolt://neo4j:x@127.0.0.1:{listening.sockets[0].getsockname()[1]}"


@pytest.mark.parametrize(
    "version, agent",
    [
        (BOLT_5_4, "Neo4j/5.13.0"),
        (BOLT_5_4, "Neo4j/5.22.0"),
        (BOLT_4_4, "Neo4j/4.4.30"),
        (NO_COMMON_VERSION, ""),
    ],
    ids=["5.13", "5.22", "4.4", "3.4"],
)
async def test_a_server_that_is_too_old_is_refused_and_not_waited_for(version: bytes, agent: str):
    async with old_server(version, agent) as url:
        with pytest.raises(StoreUnavailable, match=r"เก่าเกินไป.*5\.23"):
            await Neo4jStore.open(url, patient=True)
