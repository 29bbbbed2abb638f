"""A server as a Docker container, on machines with a Docker engine."""

import os
import shutil
import subprocess
import time
from collections.abc import Mapping

from graph_api.domain.errors import StoreUnavailable
from graph_api.stores.neo4j.server.home import Memory
from graph_api.stores.neo4j.server.releases import Release

_BOLT = 7687
_POLL_S = 0.5
_PULL_S = 900


def docker_available(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether there is a Docker client and an engine that answers it."""
    if not shutil.which("docker", path=environment.get("PATH")):
        return False
    try:
        return _docker("info", environment=environment, wait_s=20).returncode == 0
    except subprocess.TimeoutExpired:
        return False


def run_container(
    release: Release,
    name: str,
    password: str,
    memory: Memory,
    *,
    wait_s: float,
    volume: str | None = None,
    environment: Mapping[str, str] = os.environ,
) -> int:
    """Run a server in a container, bound to the loopback; the port it answers on.

    Without a volume the graph is gone with the container.

    Raises:
        StoreUnavailable: Docker fails, or the server is not ready in time; no container is left.
    """
    # Named and not given: a value on the command line could be read by every user.
    surroundings = {**environment, "NEO4J_AUTH": f"neo4j/{password}"}
    started = _docker(
        *_arguments(release, name, memory, volume), environment=surroundings, wait_s=_PULL_S
    )
    if started.returncode:
        raise StoreUnavailable(f"Docker เริ่ม Neo4j ไม่ได้: {started.stderr.strip()}")
    try:
        _await_ready(name, environment, wait_s)
        shown = _docker("port", name, f"{_BOLT}/tcp", environment=environment)
        return int(shown.stdout.strip().splitlines()[0].rpartition(":")[2])
    except BaseException:
        remove_container(name, environment)
        raise


def _arguments(release: Release, name: str, memory: Memory, volume: str | None) -> list[str]:
    settings = {
        "server_memory_heap_initial__size": memory.heap,
        "server_memory_heap_max__size": memory.heap,
        "server_memory_pagecache_size": memory.pages,
        "dbms_usage__report_enabled": "false",
    }
    arguments = ["run", "--detach", "--name", name, "--publish", f"127.0.0.1::{_BOLT}"]
    arguments += ["--env", "NEO4J_AUTH"]
    for setting, value in settings.items():
        arguments += ["--env", f"NEO4J_{setting}={value}"]
    if volume:
        arguments += ["--volume", f"{volume}:/data"]
    return [*arguments, release.image]


def _await_ready(name: str, environment: Mapping[str, str], wait_s: float) -> None:
    end = time.monotonic() + wait_s
    while True:
        logs = _docker("logs", "--tail", "15", name, environment=environment)
        if "Started." in logs.stdout:
            return
        if not container_running(name, environment) or time.monotonic() > end:
            raise StoreUnavailable(f"Neo4j ใน Docker ไม่พร้อมใช้:\n{logs.stdout}{logs.stderr}")
        time.sleep(_POLL_S)


def container_running(name: str, environment: Mapping[str, str] = os.environ) -> bool:
    """Whether a container of this name runs."""
    shown = _docker("inspect", "--format", "{{.State.Running}}", name, environment=environment)
    return shown.stdout.strip() == "true"


def remove_container(name: str, environment: Mapping[str, str] = os.environ) -> None:
    """Stop a container and remove it; a named volume stays."""
    _docker("stop", "--time", "60", name, environment=environment, wait_s=90)
    _docker("rm", "--force", "--volumes", name, environment=environment)


def remove_volume(name: str, environment: Mapping[str, str] = os.environ) -> None:
    """Throw a named volume away."""
    _docker("volume", "rm", "--force", name, environment=environment)


def _docker(
    *arguments: str, environment: Mapping[str, str], wait_s: float = 60
) -> "subprocess.CompletedProcess[str]":
    client = shutil.which("docker", path=environment.get("PATH")) or "docker"
    return subprocess.run(  # noqa: S603 (docker by its full path)
        [client, *arguments],
        env=dict(environment),
        capture_output=True,
        text=True,
        timeout=wait_s,
        check=False,
    )
