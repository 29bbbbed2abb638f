"""A refresh from end to end: read the store, compute, keep as files, publish.

An invented country (`benchmarks/country.py`) is loaded into SQLite and refreshed; then a share of
its ties changes inside some villages (half are taken back, as many are put in), and it is refreshed
as an update and, for comparison, whole. CPU seconds of one process, kernels compiled before.
"""

import asyncio
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from benchmarks.country import Country
from benchmarks.filling import load
from benchmarks.server_time import ServerClock
from graph_api.domain.links import Link, LinkType
from graph_api.ports import Publication
from graph_api.services.refresh import RefreshResult, refresh
from graph_api.services.shelf import Shelf
from graph_api.stores.sqlite import SqliteStore

STEPS = ("read", "compute", "keep", "publish")
_WARM = 4_000
"""A country of so many nodes is refreshed first, so that every kernel is there."""

_DAY = date(2020, 1, 1)
Row = dict[str, Any]


class Timed:
    """A store that notes what it published, and the CPU seconds that this took."""

    def __init__(self, store: SqliteStore) -> None:
        self._store = store
        self.publication: Publication | None = None
        self.publishing = 0.0

    def __getattr__(self, verb: str) -> Any:
        return getattr(self._store, verb)

    async def publish(self, publication: Publication, keep: int) -> None:
        """Publish, timed."""
        started = time.process_time()
        await self._store.publish(publication, keep)
        self.publishing, self.publication = time.process_time() - started, publication


async def refreshed(store: Timed, shelf: Shelf, *, force: bool) -> tuple[Row, RefreshResult]:
    """One refresh: what each step took."""
    marks: list[float] = []
    started = time.process_time()
    result = await refresh(
        store,  # type: ignore[arg-type]
        exact_betweenness_nodes=2_000,
        now=lambda: datetime.now(UTC),
        progress=lambda *_: marks.append(time.process_time()),
        force=force,
        shelf=shelf,
    )
    total = time.process_time() - started
    read, compute = marks[0] - started, marks[-1] - marks[0]
    rest = total - read - compute - store.publishing
    row = {"read": read, "compute": compute, "keep": rest, "publish": store.publishing}
    return row | {"all": total}, result


def changes(country: Country, count: int) -> Iterator[Link]:
    """Ties of some villages: half of them taken back, half new."""
    left = count
    for village in range(country.villages):
        peers = [link for link in country.links_of(village) if link.type is LinkType.PEER]
        held = {(link.source, link.target) for link in peers}
        free = [pair for pair in combinations(country.homes(village), 2) if pair not in held]
        new = free[: len(peers) // 2]
        for link in peers[: len(new)]:
            yield replace(link, since=_DAY, until=_DAY - timedelta(days=1))
        for source, target in new:
            yield Link(type=LinkType.PEER, source=source, target=target, since=_DAY)
        left -= 2 * len(new)
        if left <= 0:
            return


def equal(one: Publication, other: Publication) -> bool:
    """Whether two publications say the same of the same snapshot."""
    same = one.info.id == other.info.id and len(one.columns) == len(other.columns)
    pairs = zip(one.columns, other.columns, strict=True)
    return same and all(
        a.spec == b.spec
        and bool(np.allclose(a.values, b.values, rtol=1e-9, atol=1e-13, equal_nan=True))
        for a, b in pairs
    )


async def measured(nodes: int, share: float) -> list[Row]:
    """A row for the first refresh, for the one after the change, and for the same one whole."""
    country, rows = Country.of(nodes), list[Row]()
    with TemporaryDirectory() as folder:
        opened = await SqliteStore.open(Path(folder) / "benchmark.db")
        store, shelf = Timed(opened), Shelf(Path(folder) / "snapshots")
        try:
            await load(opened, country, ServerClock(None))
            row, first = await refreshed(store, shelf, force=False)
            rows.append({"refresh": "first, whole", **row})
            changed = list(changes(country, int(share * first.snapshot.links)))
            await opened.write([], changed)
            row, update = await refreshed(store, shelf, force=False)
            said = store.publication
            rows.append({"refresh": f"update, {len(changed):,} ties changed", **row})
            row, whole = await refreshed(store, shelf, force=True)
            rows.append({"refresh": "the same, whole", **row})
        finally:
            await opened.close()
    assert said is not None
    assert store.publication is not None
    ratio = rows[1]["all"] / rows[2]["all"]
    told = {"nodes": whole.snapshot.nodes, "ties": whole.snapshot.links, "ratio": ratio}
    alone = update.updated and not update.read_whole
    return [*rows, {**told, "equal": equal(said, store.publication), "incremental": alone}]


def run(nodes: int, share: float) -> list[Row]:
    """Measure, after a small country that loads every kernel."""
    for size in (_WARM, nodes):
        rows = asyncio.run(measured(size, share))
    return rows


def table(rows: Sequence[Row]) -> str:
    """The rows as a table of Markdown."""
    *refreshes, told = rows
    lines = [f"| refresh | {' | '.join(STEPS)} | all |", "|---" * 6 + "|"]
    for row in refreshes:
        cells = [f"{row[step]:.2f}" for step in (*STEPS, "all")]
        lines.append(f"| {row['refresh']} | {' | '.join(cells)} |")
    shown = {True: "yes", False: "NO"}
    lines.append(
        f"\n{told['nodes']:,} actors, {told['ties']:,} ties; update / whole {told['ratio']:.2f}; "
        f"equal: {shown[told['equal']]}; "
        f"only changes read and computed: {shown[told['incremental']]}"
    )
    return "\n".join(lines)
