"""Each question is asked once ahead, finds nothing, and cannot keep the service from starting."""

from pathlib import Path

import pytest

from graph_api.domain.errors import StoreUnavailable
from graph_api.services.warming import questions, warm
from graph_api.stores.sqlite import SqliteStore


@pytest.fixture
async def store(tmp_path: Path):
    opened = await SqliteStore.open(tmp_path / "graph.db")
    yield opened
    await opened.close()


async def test_every_question_is_one_that_a_store_takes(store):
    await warm(store)
    assert await store.version() == 0


class Broken:
    """A store that says its version and can answer nothing else, once it is there at all."""

    def __init__(self, looks_before: int = 0) -> None:
        self.looks_before = looks_before
        self.asked: list[str] = []

    async def version(self) -> int:
        if self.looks_before:
            self.looks_before -= 1
            raise StoreUnavailable("ปิดอยู่")
        self.asked.append("version")
        return 0

    def __getattr__(self, verb: str):
        async def refuse(*_: object) -> None:
            self.asked.append(verb)
            raise StoreUnavailable("ปิดอยู่")

        return refuse


async def test_a_question_that_cannot_be_answered_keeps_no_other_from_being_asked():
    store = Broken()
    await warm(store)
    assert len(store.asked) == 1 + len(questions())


async def test_a_store_that_comes_later_is_waited_for():
    pauses: list[float] = []

    async def pause(seconds: float) -> None:
        pauses.append(seconds)

    store = Broken(looks_before=3)
    await warm(store, pause)
    assert len(pauses) == 3
    assert len(store.asked) == 1 + len(questions())
