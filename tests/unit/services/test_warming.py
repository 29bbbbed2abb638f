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


async def test_a_store_that_cannot_be_asked_is_left_alone():
    asked = []

    class Away:
        def __getattr__(self, verb: str):
            async def refuse(*_: object) -> None:
                asked.append(verb)
                raise StoreUnavailable("ปิดอยู่")

            return refuse

    await warm(Away())
    assert len(asked) == len(questions())
