"""How long a question takes a store, and how much of a processor on either side of the wire."""

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from benchmarks.country import Country
from benchmarks.questions import Question
from benchmarks.server_time import ServerClock
from graph_api.ports import GraphStore


@dataclass(frozen=True, slots=True)
class Took:
    """Milliseconds of one question: on the wall, and of processor time on either side.

    `cpu_p99` is of the client, the store itself where it is embedded; a clock on the wall also
    counts what other programs of a busy machine took.
    """

    p50: float
    p99: float
    cpu: float
    cpu_p99: float
    server_cpu: float | None


async def time_question(
    store: GraphStore, country: Country, question: Question, asks: int, clock: ServerClock
) -> Took:
    """Ask a question `asks` times, each time about something else, after some to warm up."""
    draws = Random(f"{country.seed}/asks/{question.name}")
    for _ in range(min(asks, 10)):
        await question.ask(store, await question.draw(store, country, draws))
    walls, cpus, served = list[float](), list[float](), 0.0
    for _ in range(asks):
        about = await question.draw(store, country, draws)
        server, cpu, wall = clock.seconds(), time.process_time(), time.perf_counter()
        await question.ask(store, about)
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
        served += clock.seconds() - server
    return Took(
        p50=_ms(quantile(walls, 0.5)),
        p99=_ms(quantile(walls, 0.99)),
        cpu=_ms(sum(cpus) / asks),
        cpu_p99=_ms(quantile(cpus, 0.99)),
        server_cpu=_ms(served / asks) if clock.known else None,
    )


def quantile(values: Sequence[float], share: float) -> float:
    """The least value that `share` of all do not exceed.

    >>> quantile([3.0, 1.0, 2.0], 0.5), quantile([3.0, 1.0, 2.0], 0.99)
    (2.0, 3.0)
    """
    return sorted(values)[math.ceil(share * len(values)) - 1]


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 3)
