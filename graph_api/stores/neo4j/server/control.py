"""Start, find and stop the server of a folder, by Docker or by Java."""

import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from graph_api.domain.errors import InvalidArgument
from graph_api.stores.neo4j.server import docker, process
from graph_api.stores.neo4j.server.home import USER, Home, Memory, new_password, write_secret
from graph_api.stores.neo4j.server.jars import jars_of
from graph_api.stores.neo4j.server.java import java_for
from graph_api.stores.neo4j.server.places import data_folder
from graph_api.stores.neo4j.server.releases import DEFAULT_RELEASE, Release, release

READY_S = 180.0


@dataclass(frozen=True, slots=True)
class Running:
    """A server that runs on this machine.

    `pid` is a Java process, `container` the name of a Docker container; one of them is given.
    """

    release: str
    home: Path
    port: int
    pid: int | None = None
    container: str | None = None

    @property
    def uri(self) -> str:
        """Where it answers."""
        return f"bolt://127.0.0.1:{self.port}"

    @property
    def user(self) -> str:
        """The user that the password is of."""
        return USER

    @property
    def password_file(self) -> Path:
        """The file that holds the password."""
        return Home(self.home).password_file

    @property
    def password(self) -> str:
        """The password."""
        return Home(self.home).password

    @property
    def alive(self) -> bool:
        """Whether it still runs."""
        if self.container:
            return docker.container_running(self.container)
        return self.pid is not None and process.is_running(self.pid, Home(self.home))


def default_home(name: str = DEFAULT_RELEASE, environment: Mapping[str, str] = os.environ) -> Path:
    """Where a user's own server of a release keeps its graph."""
    return data_folder(environment) / f"neo4j-{name}"


def up(
    home: Path,
    name: str = DEFAULT_RELEASE,
    *,
    memory: Memory | None = None,
    by: str | None = None,
    wait_s: float = READY_S,
    settings: Mapping[str, str] | None = None,
) -> Running:
    """The server of a folder, started if it does not run yet.

    `by` is "docker" or "java"; without it a folder keeps to what it was begun with, and a new one
    takes Docker where there is an engine, else Java. `settings` are further ones of neo4j.conf,
    for a server by Java.

    Raises:
        StoreUnavailable: it cannot be had or does not start.
        InvalidArgument: `by` is neither of the two, or the folder was begun with the other.
    """
    if (running := status(home)) is not None:
        return running
    before = _read_state(Home(home))
    chosen = _means(by, before)
    wanted = release(before.release if before else name)
    needs = memory or Memory()
    if chosen == "docker":
        started = _by_docker(wanted, Home(home), needs, wait_s)
    else:
        port = before.port if before else 0
        started = _by_java(wanted, Home(home), needs, port=port, wait_s=wait_s, settings=settings)
    _write_state(started)
    return started


def status(home: Path) -> Running | None:
    """The server of a folder, if it runs."""
    found = _read_state(Home(home))
    return found if found and found.alive else None


def down(home: Path) -> bool:
    """Stop the server of a folder; its graph stays. Whether one ran."""
    running = status(home)
    if running is None:
        return False
    if running.container:
        docker.remove_container(running.container)
    elif running.pid is not None:
        process.stop(running.pid, Home(home))
    return True


def kill(running: Running) -> None:
    """End a server that runs by Java at once, as a power cut would."""
    if running.pid is not None:
        process.kill(running.pid, Home(running.home))


def _means(by: str | None, before: Running | None) -> str:
    begun = None if before is None else "docker" if before.container else "java"
    if by not in (None, "docker", "java"):
        raise InvalidArgument(f"เริ่ม Neo4j ด้วย {by!r} ไม่ได้: เลือกได้ docker หรือ java")
    if by and begun and by != begun:
        raise InvalidArgument(f"ที่เก็บนี้เริ่มไว้ด้วย {begun} จึงใช้ {by} ไม่ได้: ใช้ {begun} หรือที่เก็บใหม่")
    return by or begun or ("docker" if docker.docker_available() else "java")


def _by_java(
    wanted: Release,
    home: Home,
    memory: Memory,
    *,
    port: int,
    wait_s: float,
    settings: Mapping[str, str] | None,
) -> Running:
    java = java_for(wanted)
    jars = jars_of(wanted, java)
    port = process.free_port(port)
    home.prepare(port, memory, settings)
    pid = process.start(process.command_line(wanted, java, jars, home, memory), home, wait_s)
    return Running(wanted.name, home.path, port, pid=pid)


def _by_docker(wanted: Release, home: Home, memory: Memory, wait_s: float) -> Running:
    home.path.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not home.password_file.exists():
        write_secret(home.password_file, new_password())
    name = f"sammachip-{home.path.name}"
    port = docker.run_container(
        wanted, name, home.password, memory, wait_s=wait_s, volume=f"{name}-data"
    )
    return Running(wanted.name, home.path, port, container=name)


def remove(running: Running) -> None:
    """Stop a server and throw its graph away, so that nothing has to be brought to a good end."""
    kill(running)
    if running.container:
        docker.remove_container(running.container)
        docker.remove_volume(f"{running.container}-data")
    shutil.rmtree(running.home, ignore_errors=True)


def _read_state(home: Home) -> Running | None:
    try:
        stored = json.loads(home.state_file.read_text(encoding="utf-8"))
        return Running(**{**stored, "home": home.path})
    except FileNotFoundError:
        return None
    except (ValueError, TypeError):
        # Half a file from a crash says nothing; the folder is begun anew with its data.
        return None


def _write_state(running: Running) -> None:
    stored = {**asdict(running), "home": str(running.home)}
    Home(running.home).state_file.write_text(json.dumps(stored), encoding="utf-8")
