"""The service while its server stops and starts: it says so, and recovers by itself."""

import threading
from collections.abc import Iterator
from typing import Self

import httpx
import pytest

from graph_api.stores.neo4j.server import control
from tests.end_to_end.commands import service
from tests.neo4j_servers import MEMORY, TestServer, server_of_its_own

pytestmark = [pytest.mark.neo4j, pytest.mark.slow]
ASK = {"query": "{ sages { totalCount } }"}


@pytest.fixture(scope="module")
def mortal(request: pytest.FixtureRequest) -> Iterator[TestServer]:
    """A server that these tests stop and start."""
    with server_of_its_own(request.config) as server:
        yield server


def start(server: TestServer) -> None:
    control.up(server.home, memory=MEMORY)


def stop(server: TestServer) -> None:
    control.down(server.home)


class Asking:
    """A client that asks again and again, and keeps every reply."""

    def __init__(self, address: str) -> None:
        self.replies: list[httpx.Response] = []
        self._client = httpx.Client(base_url=address, timeout=60)
        self._enough = threading.Event()
        self._thread = threading.Thread(target=self._ask)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._enough.set()
        self._thread.join()
        self._client.close()

    def _ask(self) -> None:
        while not self._enough.is_set():
            self.replies.append(self._client.post("/graphql", json=ASK))


def check_refused(reply: httpx.Response) -> None:
    assert reply.headers["Retry-After"] == "5"
    (error,) = reply.json()["errors"]
    assert error["extensions"]["code"] == "STORE_UNAVAILABLE"
    assert "127.0.0.1" in error["message"]
    assert "data" not in reply.json()


def until(client: httpx.Client, status: int) -> httpx.Response:
    """Ask, one time after the other, until a reply has this status."""
    for _ in range(500):
        reply = client.post("/graphql", json=ASK)
        if reply.status_code == status:
            return reply
    pytest.fail(f"no reply with {status}")


def test_requests_while_the_server_is_away_are_503_and_then_answered(mortal: TestServer):
    start(mortal)
    with (
        service("serve", "--port", "0", SAMMACHIP_STORE=mortal.url) as (process, address),
        httpx.Client(base_url=address, timeout=60) as client,
    ):
        assert until(client, 200).json() == {"data": {"sages": {"totalCount": 0}}}
        with Asking(address) as asking:
            stop(mortal)
            check_refused(until(client, 503))
            health = client.get("/health")
            assert (health.status_code, health.json()["status"]) == (503, "unavailable")
            assert "Retry-After" in health.headers
            start(mortal)
            until(client, 200)
        assert client.get("/health").json()["status"] == "ok"
        assert process.poll() is None
    statuses = [reply.status_code for reply in asking.replies]
    assert set(statuses) == {200, 503}
    assert statuses[-1] == 200
    for reply in asking.replies:
        if reply.status_code == 503:
            check_refused(reply)


def test_a_service_that_starts_before_its_server_waits_for_it(mortal: TestServer):
    stop(mortal)
    with (
        service("serve", "--port", "0", SAMMACHIP_STORE=mortal.url) as (_, address),
        httpx.Client(base_url=address, timeout=60) as client,
    ):
        check_refused(client.post("/graphql", json=ASK))
        assert client.get("/health").json()["store"].startswith("Neo4j")
        start(mortal)
        assert until(client, 200).json() == {"data": {"sages": {"totalCount": 0}}}
        assert client.get("/health").status_code == 200
