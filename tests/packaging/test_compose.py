"""docker-compose.yml: pinned, limited, with no password of its own, and on this machine alone."""

import os
import re
import shutil
import subprocess
from typing import Any

import pytest
import yaml

from graph_api.stores.neo4j.server.releases import DEFAULT_RELEASE, release
from tests.repository import ROOT

TEXT = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load(TEXT)
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
DEPENDS_ON = {
    "migrate": {"neo4j": {"condition": "service_healthy"}},
    "api": {"migrate": {"condition": "service_completed_successfully"}},
}


def test_neo4j_is_the_release_that_the_project_is_tried_on():
    assert SERVICES["neo4j"]["image"] == release(DEFAULT_RELEASE).image


@pytest.mark.parametrize("name", ["neo4j", "migrate", "api"])
def test_every_service_has_limits(name: str):
    assert {"mem_limit", "cpus", "pids_limit"} <= SERVICES[name].keys()


def test_the_password_has_no_default():
    asked = re.findall(r"\$\{NEO4J_PASSWORD([^}]*)\}", TEXT)
    assert asked
    assert all(rest.startswith(":?") for rest in asked)
    assert SERVICES["neo4j"]["environment"]["NEO4J_AUTH"].startswith("neo4j/${NEO4J_PASSWORD:?")


def test_the_graph_outlives_its_container():
    kept = [volume.partition(":") for volume in SERVICES["neo4j"]["volumes"]]
    assert {where for _, _, where in kept} == {"/data", "/logs"}
    assert {name for name, _, _ in kept} == COMPOSE["volumes"].keys()


def test_nothing_is_published_beyond_this_machine():
    ports = [port for service in SERVICES.values() for port in service.get("ports", ())]
    assert ports
    assert all(port.startswith("127.0.0.1:") for port in ports)


@pytest.mark.parametrize("name", DEPENDS_ON)
def test_each_service_waits_for_the_one_before(name: str):
    assert SERVICES[name]["depends_on"] == DEPENDS_ON[name]


def test_the_image_compiles_its_kernels_while_it_is_built():
    """Into a folder of the user it runs as: numba takes up no cache that it may not write to."""
    steps = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    assert "COPY requirements-national.lock ./" in steps
    user, cache, built = map(
        steps.index,
        (
            "USER sammachip",
            "ENV NUMBA_CACHE_DIR=/var/cache/sammachip",
            "RUN sammachip kernels",
        ),
    )
    assert user < cache < built
    assert "read_only" not in SERVICES["api"]


def compose(*arguments: str, password: str | None) -> "subprocess.CompletedProcess[str]":
    environment = {key: value for key, value in os.environ.items() if key != "NEO4J_PASSWORD"}
    if password:
        environment["NEO4J_PASSWORD"] = password
    command = ["docker", "compose", "--file", str(ROOT / "docker-compose.yml"), *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def compose_client() -> None:
    if not shutil.which("docker") or compose("version", password=None).returncode:
        pytest.skip("no docker compose: install Docker with its compose plugin")


@pytest.mark.usefixtures("compose_client")
def test_docker_compose_accepts_the_file():
    checked = compose("config", "--quiet", password="correct horse")
    assert checked.returncode == 0, checked.stderr


@pytest.mark.usefixtures("compose_client")
def test_docker_compose_asks_for_the_password():
    checked = compose("config", "--quiet", password=None)
    assert checked.returncode != 0
    assert "NEO4J_PASSWORD" in checked.stderr
