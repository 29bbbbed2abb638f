"""Loading an invented country into a store, and publishing a metric of it."""

import resource
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import TypeVar

import numpy as np

from benchmarks.country import Country
from benchmarks.questions import DEGREE
from benchmarks.server_time import ServerClock
from graph_api.domain.metrics import Estimate, SnapshotInfo
from graph_api.ports import Counts, GraphStore, MetricColumn, Publication

BATCH = 10_000
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Load:
    """One load of a whole country: what was written, and what it took.

    Seconds are those of the store: drawing the country is not counted. `cpu` is of the client and
    `server_cpu` of the server; `peak_mb` is the most memory the client has held.
    """

    nodes: int
    links: int
    changed: int
    node_seconds: float
    link_seconds: float
    cpu: float
    server_cpu: float | None
    peak_mb: float

    @property
    def seconds(self) -> float:
        """What the load took on the wall."""
        return self.node_seconds + self.link_seconds


async def load(store: GraphStore, country: Country, clock: ServerClock) -> Load:
    """Write the country, nodes before links, in batches as the loaders do."""
    counts, seconds, cpu, served = Counts(), [0.0, 0.0], 0.0, clock.seconds()
    sizes = [0, 0]
    for part, facts in enumerate((country.nodes(), country.links())):
        for batch in batches(facts):
            wall, used = time.perf_counter(), time.process_time()
            report = await (store.write([], batch) if part else store.write(batch, []))
            seconds[part] += time.perf_counter() - wall
            cpu += time.process_time() - used
            counts += report.nodes + report.links
            sizes[part] += len(batch)
    assert not counts.refused, "the invented country breaks a rule of links"
    return Load(
        nodes=sizes[0],
        links=sizes[1],
        changed=counts.created + counts.updated,
        node_seconds=seconds[0],
        link_seconds=seconds[1],
        cpu=cpu,
        server_cpu=clock.seconds() - served if clock.known else None,
        peak_mb=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    )


def batches(facts: Iterable[T]) -> Iterator[list[T]]:
    """The facts in parts as large as the loaders write them."""
    stream = iter(facts)
    while batch := list(islice(stream, BATCH)):
        yield batch


async def publish_degrees(store: GraphStore) -> None:
    """Publish how many links each node has: a metric that needs no analysis."""
    degrees: dict[str, int] = {}
    links = 0
    async for nodes in store.stream_nodes():
        degrees.update(dict.fromkeys((node.id for node in nodes), 0))
    async for batch in store.stream_links():
        links += len(batch)
        for link in batch:
            degrees[link.source] += 1
            degrees[link.target] += 1
    ids = sorted(degrees)
    values = np.array([degrees[each] for each in ids], np.float64)
    version = await store.version()
    info = SnapshotInfo("benchmark", datetime.now(UTC), len(ids), links, version)
    await store.publish(Publication(info, ids, [MetricColumn(DEGREE, Estimate(), values)], {}), 1)
