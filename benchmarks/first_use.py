"""`python -m benchmarks.first_use`: what a question costs that a Neo4j has not planned yet.

Asks the server of NEO4J_URI (with NEO4J_PASSWORD) each question of `services.warming` with its
plans forgotten, and once more; it reads, and writes nothing.
"""

import asyncio
import os
import time
from contextlib import suppress

from graph_api.domain.errors import SammachipError
from graph_api.services.warming import Question, questions, warm
from graph_api.stores.neo4j.store import Neo4jStore

_FORGET = "CALL db.clearQueryCaches()"


async def seconds(store: Neo4jStore, ask: Question) -> float:
    """The time of one question."""
    begun = time.perf_counter()
    with suppress(SammachipError):
        await ask(store)
    return time.perf_counter() - begun


async def main() -> None:
    """Print the first and the second time of each question, and what warming takes in all."""
    store = await Neo4jStore.open(os.environ["NEO4J_URI"].replace("://", "://neo4j@"))
    try:
        await warm(store)
        await store._connection.execute(_FORGET)  # noqa: SLF001 (no verb of the port forgets plans)
        print(f"{'question':24} {'first, ms':>10} {'then, ms':>10}")
        for name, ask in questions().items():
            first, then = await seconds(store, ask), await seconds(store, ask)
            print(f"{name:24} {first * 1000:10.1f} {then * 1000:10.1f}")
        await store._connection.execute(_FORGET)  # noqa: SLF001
        begun = time.perf_counter()
        await warm(store)
        print(f"warming in all: {time.perf_counter() - begun:.1f} s")
    finally:
        await store.close()


if __name__ == "__main__":
    asyncio.run(main())
