"""`python -m benchmarks.serving --nodes N [--starts 3] [--json] [--keep FOLDER]`: the first answer.

Fills an embedded store with the country of `benchmarks/country.py` and refreshes it, so that its
snapshot lies beside it. Then `sammachip serve` is started anew for each measurement, and one
question is put to it as soon as its port takes a connection: the time is on the wall, from the
start of the process to the last byte of the answer. `from disk` has the files put out of the memory
of the system before. CPU seconds and peak memory are the server's, read from /proc when it has
answered.

With `--keep` the store stays in a folder, and a store that is there already is used as it is.
"""

import argparse
import asyncio
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from http.client import HTTPConnection
from pathlib import Path

from benchmarks.country import Country
from benchmarks.filling import load
from benchmarks.machine import machine
from benchmarks.server_time import ServerClock
from graph_api.stores.sqlite import SqliteStore

SAGES = 10
_COMMAND = (sys.executable, "-c", "from graph_api.cli import main; main()")
_LOOK_EVERY_S = 0.002
_GIVE_UP_S = 120
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a service that has just begun."""

    name: str
    query: str
    variables: dict[str, object]


@dataclass(frozen=True, slots=True)
class Start:
    """One start of a service: seconds until its first answer, and what it took of the machine."""

    seconds: float
    cpu_seconds: float
    peak_mb: float


def questions(country: Country) -> list[Question]:
    """One that any store answers at once, one of the metrics, and one that needs the snapshot."""
    step = max(country.villages // SAGES, 1)
    sages = [f"S-{country.code(v)}" for v in range(0, country.villages, step)][:SAGES]
    return [
        Question(
            "a sage by id", "query Q($id: ID!) { node(id: $id) { id name } }", {"id": sages[0]}
        ),
        Question(
            "sages near a village",
            "query Q($village: ID!) { nearbySages(near: {village: $village}, radiusKm: 20, "
            "first: 3) { edges { distanceKm node { name } } } }",
            {"village": country.code(0)},
        ),
        Question(
            f"joint reach of {SAGES} sages",
            "query Q($ids: [ID!]!) { together(ids: $ids, question: JOINT_REACH, steps: 2) "
            "{ figures { name value } } }",
            {"ids": sages},
        ),
    ]


async def fill(country: Country, path: Path) -> None:
    """Write the country into an embedded store."""
    store = await SqliteStore.open(path)
    try:
        await load(store, country, ServerClock(None))
    finally:
        await store.close()


def refresh(path: Path) -> None:
    """Compute and publish its metrics, in a process of its own."""
    subprocess.run([*_COMMAND, "refresh", "--store", _url(path)], check=True)


def _url(path: Path) -> str:
    return f"sqlite:///{path.resolve()}"


def first_answer(path: Path, question: Question) -> Start:
    """Start a service, put the question, and end it."""
    with _free_port() as port:
        begun = time.perf_counter()
        command = [*_COMMAND, "serve", "--port", str(port), "--store", _url(path)]
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        try:
            body = _asked(server, port, question)
            seconds = time.perf_counter() - begun
            if "errors" in body:
                raise SystemExit(f"{question.name}: {body['errors']}")
            return Start(seconds, _cpu_seconds(server.pid), _peak_mb(server.pid))
        finally:
            server.terminate()
            server.wait()


@contextmanager
def _free_port() -> Iterator[int]:
    # Bound without listening, so that nobody else is given it; the service may share the address.
    with socket.socket() as held:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        held.bind(("127.0.0.1", 0))
        yield held.getsockname()[1]


def _asked(server: subprocess.Popen[bytes], port: int, question: Question) -> dict[str, object]:
    connection = HTTPConnection("127.0.0.1", port, timeout=_GIVE_UP_S)
    until = time.perf_counter() + _GIVE_UP_S
    while True:
        try:
            connection.connect()
            break
        except ConnectionRefusedError:
            if server.poll() is not None or time.perf_counter() > until:
                raise SystemExit("the service did not take a connection") from None
            time.sleep(_LOOK_EVERY_S)
    told = json.dumps({"query": question.query, "variables": question.variables})
    connection.request("POST", "/graphql", told, {"Content-Type": "application/json"})
    answer: dict[str, object] = json.loads(connection.getresponse().read())
    connection.close()
    return answer


def _cpu_seconds(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def _peak_mb(process: int) -> float:
    told = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    return int(told.partition("VmHWM:")[2].split()[0]) / 1024


def forget(folder: Path) -> None:
    """Have the system read the files from the disk the next time."""
    for path in folder.rglob("*"):
        if path.is_file():
            file = os.open(path, os.O_RDONLY)
            os.fsync(file)
            os.posix_fadvise(file, 0, 0, os.POSIX_FADV_DONTNEED)
            os.close(file)


def measured(path: Path, country: Country, starts: int) -> list[dict[str, object]]:
    """Every question to a new service several times; a row for each."""
    rows = list[dict[str, object]]()
    for question in questions(country):
        for cold in (False, True):
            took = list[Start]()
            for _ in range(starts):
                if cold:
                    forget(path.parent)
                took.append(first_answer(path, question))
            rows.append(_row(country, question, cold, took))
    return rows


def _row(
    country: Country, question: Question, cold: bool, took: Sequence[Start]
) -> dict[str, object]:
    middle = statistics.median(each.seconds for each in took)
    return {
        "question": question.name,
        "villages": country.villages,
        "files": "from disk" if cold else "in memory",
        "seconds": round(middle, 3),
        "seconds_worst": round(max(each.seconds for each in took), 3),
        "cpu_seconds": round(min(each.cpu_seconds for each in took), 2),
        "peak_mb": round(max(each.peak_mb for each in took)),
        "starts": [asdict(each) for each in took],
    }


def table(rows: Sequence[dict[str, object]]) -> str:
    """The rows as a table of Markdown."""
    names = ("question", "files", "seconds", "seconds_worst", "cpu_seconds", "peak_mb")
    lines = [
        "| first question | files | s, median | s, worst | CPU s | peak MB |",
        "|---" * 6 + "|",
    ]
    lines += [f"| {' | '.join(str(row[name]) for name in names)} |" for row in rows]
    return "\n".join(lines)


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--nodes", type=int, default=10_000)
    options.add_argument("--starts", type=int, default=3, help="how often each service is started")
    options.add_argument("--json", action="store_true", help="rows instead of a table")
    options.add_argument("--keep", type=Path, help="a folder to leave the store in, or to find it")
    given = options.parse_args()
    country = Country.of(given.nodes)
    with tempfile.TemporaryDirectory() as passing:
        folder = given.keep or Path(passing)
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"country-{country.villages}.db"
        if not path.exists():
            asyncio.run(fill(country, path))
            refresh(path)
        rows = measured(path, country, given.starts)
    if given.json:
        print(json.dumps(rows, indent=1, ensure_ascii=False))
        return
    print(f"{given.nodes:,} nodes asked for; {machine()}\n\n{table(rows)}")


if __name__ == "__main__":
    main()
