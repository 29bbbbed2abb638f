"""A database is greeted and migrated once, before the first question, though many ask at once."""

import asyncio
from typing import Any

import pytest

from graph_api.domain.errors import StoreUnavailable
from graph_api.stores.neo4j import gateway
from graph_api.stores.neo4j.connection import Unreachable
from graph_api.stores.neo4j.gateway import Gateway


class FakeConnection:
    """A server that is away for the first greetings."""

    def __init__(self, away: int) -> None:
        self.away = away
        self.greeted = 0
        self.migrated = 0
        self.closed = False
        self.answers = asyncio.Event()

    async def greet(self) -> None:
        self.greeted += 1
        await self.answers.wait()
        if self.greeted <= self.away:
            raise Unreachable("away")

    async def read(self, work: Any) -> str:
        assert self.migrated == 1
        return "read"

    async def close(self) -> None:
        self.closed = True


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch):
    async def migrate(connection: FakeConnection) -> None:
        connection.migrated += 1

    monkeypatch.setattr(gateway, "migrate", migrate)

    def make(away: int = 0, *, answers: bool = True) -> tuple[Gateway, FakeConnection]:
        connection = FakeConnection(away)
        if answers:
            connection.answers.set()
        return Gateway(connection), connection  # type: ignore[arg-type]

    return make


async def test_all_who_ask_at_once_wait_for_one_greeting(made):
    way, connection = made()
    assert await asyncio.gather(*(way.read(None) for _ in range(9))) == ["read"] * 9
    assert (connection.greeted, connection.migrated) == (1, 1)


async def test_a_server_that_comes_later_is_greeted_by_whoever_asks_next(made):
    way, connection = made(away=1)
    failed = await asyncio.gather(*(way.read(None) for _ in range(9)), return_exceptions=True)
    assert all(isinstance(each, StoreUnavailable) for each in failed)
    assert connection.greeted == 1
    assert await way.read(None) == "read"


async def test_whoever_gives_up_waiting_leaves_the_greeting_to_the_others(made):
    way, connection = made(answers=False)
    impatient, patient = (asyncio.create_task(way.read(None)) for _ in range(2))
    await asyncio.sleep(0)
    impatient.cancel()
    connection.answers.set()
    assert await patient == "read"
    assert impatient.cancelled()
    assert connection.greeted == 1


async def test_closing_ends_a_greeting_that_nobody_answers(made):
    way, connection = made(answers=False)
    waiting = asyncio.create_task(way.read(None))
    await asyncio.sleep(0)
    await way.close()
    assert connection.closed
    with pytest.raises(asyncio.CancelledError):
        await waiting
