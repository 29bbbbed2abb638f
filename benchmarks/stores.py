"""`python -m benchmarks.stores --nodes N [--json]`: the port's questions, put to both stores.

SQLite in a file of its own; Neo4j where NEO4J_URI (and NEO4J_PASSWORD) says, and only if it is
empty or holds what an earlier run left and `--wipe` is given. Each question is asked about another
place every time. Beside them stands what @neo4j/graphql took on the same questions.
"""

import argparse
import asyncio
import json
import os
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote

from benchmarks.asking import time_question
from benchmarks.country import Country
from benchmarks.filling import Load, load, publish_degrees
from benchmarks.machine import machine
from benchmarks.marks import MARKS
from benchmarks.questions import QUESTIONS
from benchmarks.server_time import ServerClock
from graph_api.domain.kinds import NodeKind
from graph_api.ports import GraphStore, NodeFilter
from graph_api.stores.neo4j.store import Neo4jStore
from graph_api.stores.sqlite import SqliteStore

Row = dict[str, Any]
STORES = ("sqlite", "neo4j")
_TAKE_OUT = (
    "MATCH (n) WHERE NOT n:Schema AND NOT n:Graph "
    "CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS"
)
_BEGIN_ANEW = "MATCH (g:Graph) SET g = {id: 'graph', version: 0}"


async def measure(
    name: str, country: Country, asks: int, only: Sequence[str], *, wipe: bool, keep: Path | None
) -> list[Row]:
    """Load the country twice into a store and put every question to it; a row for each."""
    async with opened(name, wipe=wipe, keep=keep) as (store, clock):
        rows = [
            _load_row(name, which, await load(store, country, clock))
            for which in ("first load", "second load")
        ]
        await publish_degrees(store)
        for question in QUESTIONS:
            if only and not any(part in question.name for part in only):
                continue
            took = await time_question(store, country, question, asks, clock)
            rows.append({"store": name, "question": question.name, **asdict(took)})
        return [{**row, "nodes": rows[0]["loaded_nodes"]} for row in rows]


def _load_row(name: str, which: str, took: Load) -> Row:
    cpu = took.cpu + (took.server_cpu or 0.0)
    return {
        "store": name,
        "load": which,
        "loaded_nodes": took.nodes,
        "loaded_links": took.links,
        "changed": took.changed,
        "seconds": round(took.seconds, 2),
        "cpu_seconds": round(cpu, 2),
        "nodes_per_second": round(took.nodes / took.node_seconds),
        "links_per_second": round(took.links / took.link_seconds),
        "peak_mb": round(took.peak_mb),
    }


@asynccontextmanager
async def opened(
    name: str, *, wipe: bool, keep: Path | None
) -> AsyncIterator[tuple[GraphStore, ServerClock]]:
    """An empty store, and the clock of its server."""
    if name == "sqlite":
        with TemporaryDirectory() as folder:
            store: Any = await SqliteStore.open((keep or Path(folder)) / "benchmark.db")
            try:
                yield store, ServerClock(None)
            finally:
                await store.close()
        return
    url = neo4j_url(os.environ)
    store = await Neo4jStore.open(url)
    try:
        await _empty(store, wipe=wipe)
        yield store, ServerClock.of(url)
    finally:
        await store.close()


def neo4j_url(environment: Mapping[str, str]) -> str:
    """The address of the server to measure."""
    uri = environment.get("NEO4J_URI")
    if not uri:
        raise SystemExit("set NEO4J_URI (and NEO4J_PASSWORD), or ask for --stores sqlite")
    scheme, _, rest = uri.partition("://")
    secret = quote(environment.get("NEO4J_PASSWORD", ""), safe="")
    return f"{scheme}://{environment.get('NEO4J_USER', 'neo4j')}:{secret}@{rest}"


async def _empty(store: Neo4jStore, *, wipe: bool) -> None:
    held = sum(each.count for each in await store.kind_counts(None))
    if held and not wipe:
        raise SystemExit(f"{store.name} holds {held:,} nodes; --wipe takes them all out")
    for text in (_TAKE_OUT, _BEGIN_ANEW):
        await store._connection.execute(text)  # noqa: SLF001 - no store offers to be emptied
    assert await store.count(NodeKind.PERSON, NodeFilter()) == 0


def table(rows: Sequence[Row]) -> str:
    """The rows as tables of Markdown: loads, then questions with the stores side by side."""
    stores = list(dict.fromkeys(row["store"] for row in rows))
    return f"{_loads([row for row in rows if 'load' in row])}\n\n{_questions(rows, stores)}"


def _loads(rows: Sequence[Row]) -> str:
    lines = [
        "| store | load | nodes | links | s | CPU s | nodes/s | links/s | client's peak MB |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for row in rows:
        cells = [
            row["store"],
            row["load"],
            f"{row['loaded_nodes']:,}",
            f"{row['loaded_links']:,}",
            row["seconds"],
            row["cpu_seconds"],
            f"{row['nodes_per_second']:,}",
            f"{row['links_per_second']:,}",
            row["peak_mb"],
        ]
        lines.append(f"| {' | '.join(map(str, cells))} |")
    return "\n".join(lines)


def _questions(rows: Sequence[Row], stores: Sequence[str]) -> str:
    heads = [f"{store} {what}" for store in stores for what in ("p50", "p99", "CPU", "CPU p99")]
    heads += ["server CPU"] if "neo4j" in stores else []
    lines = [
        f"| question, ms | {' | '.join(heads)} | @neo4j/graphql |",
        "|---" * (len(heads) + 2) + "|",
    ]
    by_question: dict[str, dict[str, Row]] = {}
    for row in rows:
        if "question" in row:
            by_question.setdefault(row["question"], {})[row["store"]] = row
    for question, found in by_question.items():
        cells = [
            _shown(found.get(store, {}).get(what))
            for store in stores
            for what in ("p50", "p99", "cpu", "cpu_p99")
        ]
        if "neo4j" in stores:
            cells.append(_shown(found.get("neo4j", {}).get("server_cpu")))
        lines.append(f"| {question} | {' | '.join(cells)} | {MARKS.get(question, '')} |")
    return "\n".join(lines)


def _shown(value: float | None) -> str:
    return "" if value is None else f"{value:.3g}"


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--nodes", type=int, default=10_000)
    options.add_argument("--json", action="store_true", help="rows instead of a table")
    options.add_argument("--stores", default=",".join(STORES), help="sqlite, neo4j, or both")
    options.add_argument("--asks", type=int, default=200, help="how often each question is asked")
    options.add_argument("--only", nargs="*", default=[], help="questions with these words alone")
    options.add_argument("--wipe", action="store_true", help="empty the Neo4j at NEO4J_URI first")
    options.add_argument("--keep", type=Path, help="a folder to leave the SQLite file in")
    options.add_argument("--seed", type=int, default=0)
    given = options.parse_args()
    country = Country.of(given.nodes, given.seed)
    rows = list[Row]()
    for name in given.stores.split(","):
        rows += asyncio.run(
            measure(name, country, given.asks, given.only, wipe=given.wipe, keep=given.keep)
        )
    if given.json:
        print(json.dumps(rows, indent=1, ensure_ascii=False))
        return
    print(f"{given.nodes:,} nodes asked for; {machine()}\n\n{table(rows)}")


if __name__ == "__main__":
    main()
