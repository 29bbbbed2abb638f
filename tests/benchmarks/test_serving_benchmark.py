"""The questions of the serving benchmark are questions that the service answers."""

from datetime import UTC, datetime
from pathlib import Path

import httpx

from benchmarks.country import Country
from benchmarks.serving import fill, questions
from graph_api.asgi.app import create_app
from graph_api.services.refresh import refresh
from graph_api.services.shelf import Shelf
from graph_api.stores.sqlite import SqliteStore

COUNTRY = Country(12)


async def test_every_question_is_answered(tmp_path: Path):
    path, shelf = tmp_path / "country.db", Shelf(tmp_path / "shelf")
    await fill(COUNTRY, path)
    store = await SqliteStore.open(path)
    try:
        now = datetime.now(UTC)
        await refresh(store, exact_betweenness_nodes=0, now=lambda: now, shelf=shelf)
        transport = httpx.ASGITransport(create_app(store, shelf=shelf))
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            for question in questions(COUNTRY):
                asked = {"query": question.query, "variables": question.variables}
                told = (await client.post("/graphql", json=asked)).json()
                assert "errors" not in told, (question.name, told)
                assert all(told["data"].values()), (question.name, told)
    finally:
        await store.close()
