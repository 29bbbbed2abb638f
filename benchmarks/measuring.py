"""CPU time and memory of one call, in a process of its own that may be ended."""

import os
import resource
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass

_LEAST = 0.1
"""Seconds that one reading takes at least: a short call is repeated within it."""

_READINGS = 3
"""Readings of a call; the least of them counts. A long call is read once."""

_LONG = 1.0

_FIRSTS = 9
"""Processes that a call which may be remembered is put to, once in each."""


@dataclass(frozen=True)
class Cost:
    """CPU seconds (all threads; the least of several readings), and memory beyond before."""

    cpu_seconds: float
    peak_mb: float


def cost(call: Callable[[], object], limit_seconds: int) -> Cost | None:
    """What a call costs; None where it fails, or does not end within the limit."""
    return _cost(call, limit_seconds, _least_time)


def first_cost(call: Callable[[], object], limit_seconds: int) -> Cost | None:
    """The same of a first call, for what a library remembers once it has been asked."""
    firsts = [_cost(call, limit_seconds, _once) for _ in range(_FIRSTS)]
    ended = [each for each in firsts if each]
    return min(ended, key=lambda each: each.cpu_seconds) if len(ended) == _FIRSTS else None


def _cost(
    call: Callable[[], object], limit_seconds: int, timed: Callable[[Callable[[], object]], float]
) -> Cost | None:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _measure(call, writing, limit_seconds, timed)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        told = pipe.read()
    os.waitpid(child, 0)
    return Cost(*struct.unpack("dd", told)) if len(told) == 16 else None


def _measure(
    call: Callable[[], object],
    writing: int,
    limit_seconds: int,
    timed: Callable[[Callable[[], object]], float],
) -> None:
    # The child never returns into the parent's code, whatever happens.
    try:
        used = int(time.process_time())
        resource.setrlimit(resource.RLIMIT_CPU, (used + limit_seconds + 1,) * 2)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        seconds = timed(call)
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        os.write(writing, struct.pack("dd", seconds, (after - before) / 1024))
    except Exception as error:  # noqa: BLE001 - a peer may fail in any way; it is then left out
        os.write(2, f"  failed: {error!r}\n"[:300].encode())
    finally:
        os._exit(0)


def _least_time(call: Callable[[], object]) -> float:
    least = _reading(call)
    if least < _LONG:
        least = min(least, *(_reading(call) for _ in range(_READINGS - 1)))
    return least


def _once(call: Callable[[], object]) -> float:
    # On the wall: the clock of processor time ticks too slowly for a single short call.
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


def _reading(call: Callable[[], object]) -> float:
    calls = 0
    started = time.process_time()
    while True:
        call()
        calls += 1
        spent = time.process_time() - started
        if spent >= _LEAST:
            return spent / calls


def bandwidth() -> float:
    """Bytes a second that one core copies, read and written."""
    import numpy as np

    source = np.ones(50_000_000)
    target = np.empty_like(source)
    target[:] = source
    started = time.process_time()
    for _ in range(4):
        target[:] = source
    return 4 * 2 * source.nbytes / (time.process_time() - started)
