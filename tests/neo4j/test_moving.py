"""A graph goes from one store to the other and back whole; the demo answers alike on both."""

import re
from pathlib import Path

import pytest

from graph_api.bootstrap import open_store
from graph_api.stores.neo4j.store import Neo4jStore
from loaders.exports import content_hash
from tests.end_to_end.commands import sammachip
from tests.neo4j_servers import TestServer

pytestmark = [pytest.mark.neo4j, pytest.mark.slow]


def done(*arguments: str, store: str = "") -> str:
    run = sammachip(*arguments, SAMMACHIP_STORE=store)
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


async def hash_of(url: str) -> str:
    store = await open_store(url)
    try:
        return await content_hash(store)
    finally:
        await store.close()


async def test_the_example_is_moved_to_neo4j_and_back_and_the_demo_answers_alike(
    server: TestServer, store: Neo4jStore, tmp_path: Path
):
    first, last = (f"sqlite:///{tmp_path / name}" for name in ("first.db", "last.db"))
    on_sqlite = done("demo", "--check", store=first)
    there, back = str(tmp_path / "there.graphml"), str(tmp_path / "back.graphml")
    told = done("export", there, "--store", first)
    done("load", there, "--store", server.url)
    told_again = done("export", back, "--store", server.url)
    done("load", back, "--store", last)

    begun = await hash_of(first)
    assert await content_hash(store) == begun == await hash_of(last)
    assert begun[:12] in told
    assert begun[:12] in told_again

    # The example is there already: the demo loads it once more and changes nothing.
    on_neo4j = done("demo", "--check", store=server.url)
    assert answers(on_neo4j) == answers(on_sqlite)
    assert len(answers(on_sqlite)) > 10
    assert await content_hash(store) == begun


def answers(said: str) -> list[str]:
    """The three answers, without what was loaded and how long the measures took."""
    text = re.sub(r"[\d.,]+ วินาที", "", said)
    return text.partition("\n\n")[2].splitlines()
