"""A Neo4j for the tests: NEO4J_URI, else Docker, else Java; else they are skipped, saying why.

`--require-neo4j` makes a missing server a failure, so that a green run says that it was tested.
A server is begun when the first test asks for it and ended with the run, however the run ends.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO
from urllib.parse import quote, urlsplit, urlunsplit

import pytest

from graph_api.domain.errors import StoreUnavailable
from graph_api.stores.neo4j.server import control
from graph_api.stores.neo4j.server.home import Memory
from graph_api.stores.neo4j.server.releases import DEFAULT_RELEASE, RELEASES
from tests.repository import ROOT

HOW_TO_GET_ONE = (
    "no Neo4j server: set NEO4J_URI (with NEO4J_PASSWORD), or start Docker, or install Maven and "
    "a Java (17 or 21 for 5.26, 21 or later for 2026.08)"
)
MEMORY = Memory(heap="640m", pages="96m")
NEO4J_STORES = tuple(f"neo4j-{name}" for name in RELEASES)


@dataclass(frozen=True)
class TestServer:
    """Where a server answers, and what is needed to end it."""

    __test__ = False

    uri: str
    user: str
    password: str
    running: control.Running | None = None

    @property
    def home(self) -> Path:
        """The folder of a server that these tests have started."""
        assert self.running is not None
        return self.running.home

    def kill(self) -> None:
        """End it as a power cut would."""
        assert self.running is not None
        control.kill(self.running)

    @property
    def url(self) -> str:
        """The server as SAMMACHIP_STORE names it."""
        parts = urlsplit(self.uri)
        who = f"{quote(self.user, safe='')}:{quote(self.password, safe='')}@"
        return urlunsplit(parts._replace(netloc=who + parts.netloc))


GiveServer = Callable[[str], TestServer]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--require-neo4j", action="store_true", help="fail where there is no Neo4j server"
    )


@pytest.fixture(scope="session")
def neo4j_server(request: pytest.FixtureRequest) -> Iterator[GiveServer]:
    """A function that gives the server of a release, such as "5.26"."""
    servers: dict[str, TestServer] = {}
    missing: dict[str, str] = {}

    def give(release: str) -> TestServer:
        if release in missing:
            refuse(request.config, missing[release])
        if release not in servers:
            try:
                servers[release] = from_environment() or started(release)
            except StoreUnavailable as error:
                missing[release] = error.message
                refuse(request.config, error.message)
        return servers[release]

    try:
        yield give
    finally:
        for server in servers.values():
            if server.running:
                control.remove(server.running)


def refuse(config: pytest.Config, reason: str) -> None:
    said = f"{HOW_TO_GET_ONE} ({reason})"
    if config.getoption("--require-neo4j", default=False):
        pytest.fail(said)
    pytest.skip(said.replace("\n", " "))


def from_environment() -> TestServer | None:
    uri = os.environ.get("NEO4J_URI")
    if not uri:
        return None
    user = os.environ.get("NEO4J_USER", "neo4j")
    return TestServer(uri, user, os.environ.get("NEO4J_PASSWORD", ""))


def started(release: str) -> TestServer:
    home = new_home(release)
    try:
        return as_test_server(control.up(home, release, memory=MEMORY))
    except BaseException:
        control.down(home)
        raise


def as_test_server(running: control.Running) -> TestServer:
    return TestServer(running.uri, running.user, running.password, running)


@contextmanager
def server_of_its_own(
    config: pytest.Config,
    release: str = DEFAULT_RELEASE,
    *,
    home: Path | None = None,
    settings: Mapping[str, str] | None = None,
) -> Iterator[TestServer]:
    """A server by Java that a test may stop, kill or set up as it likes."""
    home = home or new_home("own")
    try:
        running = control.up(home, release, memory=MEMORY, by="java", settings=settings)
    except StoreUnavailable as error:
        refuse(config, error.message)
        raise
    try:
        yield as_test_server(running)
    finally:
        control.remove(control.status(home) or running)


def new_home(name: str) -> Path:
    """A folder for a server that ends with this run, even if the run is killed."""
    home = Path(tempfile.mkdtemp(prefix=f"neo4j-{name}-"))
    homes = janitor()
    homes.write(f"{home}\n")
    homes.flush()
    return home


@cache
def janitor() -> IO[str]:
    """Where the janitor is told of homes; it sees the end of this process as the end of these."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.neo4j_janitor"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    assert process.stdin is not None
    # It outlives this process on purpose.
    process.returncode = 0
    return process.stdin
