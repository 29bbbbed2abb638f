"""A Neo4j of one's own: jars checked, Java chosen, secrets kept, failures in one message."""

import json
import os
import socket
import stat
import subprocess
import sys
import textwrap
from pathlib import Path
from xml.etree import ElementTree

import pytest

from graph_api.domain.errors import InvalidArgument, StoreUnavailable
from graph_api.stores.neo4j.server import control, docker, jars, java, process
from graph_api.stores.neo4j.server.home import Home, Memory, credential
from graph_api.stores.neo4j.server.places import cache_folder, data_folder
from graph_api.stores.neo4j.server.releases import RELEASES, Release, release

POSIX = pytest.mark.skipif(os.name != "posix", reason="shell scripts stand for programs")
POM = "{http://maven.apache.org/POM/4.0.0}"


def script(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n" + textwrap.dedent(text), encoding="utf-8")
    path.chmod(0o755)
    return path


def fake_java(home: Path, version: str) -> Path:
    return script(home / "bin" / "java", f"""echo 'openjdk version "{version}"' >&2\n""")


@pytest.mark.parametrize("wanted", RELEASES.values(), ids=RELEASES)
def test_the_pom_names_the_server_by_exact_version_and_no_repository(wanted: Release):
    project = ElementTree.parse(wanted.pom).getroot()
    [version] = project.findall(f"{POM}dependencies/{POM}dependency/{POM}version")
    assert version.text == wanted.version
    assert not project.findall(f"{POM}repositories")


@pytest.mark.parametrize("wanted", RELEASES.values(), ids=RELEASES)
def test_every_jar_of_a_release_has_a_sum(wanted: Release):
    sums = jars.listed_sums(wanted)
    assert f"neo4j-{wanted.version}.jar" in sums
    assert len(sums) > 200
    assert all(len(digest) == 64 for digest in sums.values())


def test_a_release_that_nobody_tried_is_refused():
    with pytest.raises(InvalidArgument, match=r"4\.4"):
        release("4.4")


@pytest.mark.parametrize(
    "name, version, runs",
    [
        ("5.26", 11, False),
        ("5.26", 17, True),
        ("5.26", 21, True),
        ("5.26", 25, False),
        ("2026.08", 17, False),
        ("2026.08", 21, True),
        ("2026.08", 25, True),
    ],
)
def test_which_java_runs_which_release(name: str, version: int, runs: bool):
    assert release(name).runs_on(version) == runs


@POSIX
def test_java_home_comes_first_and_one_that_is_too_old_is_passed_over(tmp_path: Path):
    old = fake_java(tmp_path / "old", "1.8.0_402")
    good = fake_java(tmp_path / "good", "21.0.8")
    environment = {"JAVA_HOME": str(old.parent.parent), "PATH": str(good.parent)}
    found = java.java_for(release("5.26"), environment)
    assert (found.launcher, found.version) == (good, 21)


@POSIX
def test_no_java_at_all_is_said_with_the_way_to_one(tmp_path: Path, monkeypatch):
    old = fake_java(tmp_path / "old", "11.0.2")
    monkeypatch.setattr(java, "_launchers", lambda environment: iter([old]))
    with pytest.raises(StoreUnavailable, match=r"Java 17-21.*sammachip-graph\[java\]"):
        java.java_for(release("5.26"), {})


@pytest.fixture
def small(tmp_path: Path, monkeypatch) -> Release:
    """A release of two jars."""
    folder = tmp_path / "listed"
    folder.mkdir()
    monkeypatch.setattr("graph_api.stores.neo4j.server.releases._JARS", folder)
    made = Release("1", "1.0", "Main", 17, None)
    made.pom.write_text("<project/>", encoding="utf-8")
    hello = "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03"
    made.sums.write_text(f"{hello}  a.jar\n{hello}  b.jar\n", encoding="ascii")
    return made


def maven(folder: Path, brings: str) -> dict[str, str]:
    """A Maven that brings some files, and an environment in which it is the one found."""
    script(
        folder / "bin" / "mvn",
        f"""
        for each in "$@"; do case $each in -DoutputDirectory=*) into=${{each#*=}};; esac; done
        mkdir -p "$into"; cd "$into"; echo run >> "{folder}/runs"
        {brings}
        """,
    )
    cache = str(folder / "cache")
    return {"PATH": f"{folder / 'bin'}:{os.environ['PATH']}", "SAMMACHIP_CACHE": cache}


JAVA = java.Java(Path("/usr/bin/java"), 21)
BOTH = "echo hello > a.jar; echo hello > b.jar"


@POSIX
def test_jars_are_brought_once_and_again_when_one_was_changed(small: Release, tmp_path: Path):
    environment = maven(tmp_path, BOTH)
    folder = jars.jars_of(small, JAVA, environment)
    assert jars.jars_of(small, JAVA, environment) == folder
    assert (tmp_path / "runs").read_text().count("run") == 1
    (folder / "b.jar").write_text("tampered")
    jars.jars_of(small, JAVA, environment)
    assert (tmp_path / "runs").read_text().count("run") == 2
    assert not jars.differences(folder, small)


@POSIX
@pytest.mark.parametrize(
    "brings",
    ["echo hello > a.jar", BOTH + "; echo x > c.jar", "echo hello > a.jar; echo bad > b.jar"],
    ids=["missing", "foreign", "changed"],
)
def test_jars_that_are_not_those_listed_are_not_used(small: Release, tmp_path: Path, brings: str):
    environment = maven(tmp_path, brings)
    with pytest.raises(StoreUnavailable, match=r"[bc]\.jar"):
        jars.jars_of(small, JAVA, environment)
    assert [path.name for path in (tmp_path / "cache").iterdir()] == []


@POSIX
def test_what_maven_says_is_passed_on(small: Release, tmp_path: Path):
    environment = maven(tmp_path, "echo '[ERROR] no route'; exit 1")
    with pytest.raises(StoreUnavailable, match="no route"):
        jars.jars_of(small, JAVA, environment)


def test_no_maven_is_one_line(small: Release, tmp_path: Path):
    environment = {"PATH": str(tmp_path), "SAMMACHIP_CACHE": str(tmp_path)}
    with pytest.raises(StoreUnavailable, match="Maven") as caught:
        jars.jars_of(small, JAVA, environment)
    assert "\n" not in caught.value.message


def test_folders_follow_the_environment(tmp_path: Path):
    assert cache_folder({"SAMMACHIP_CACHE": str(tmp_path)}) == tmp_path
    assert cache_folder({"XDG_CACHE_HOME": str(tmp_path)}) == tmp_path / "sammachip"
    assert data_folder({"XDG_DATA_HOME": "relative"}) == Path.home() / ".local/share/sammachip"


@POSIX
def test_only_the_owner_can_read_the_password_and_it_stays(tmp_path: Path):
    home = Home(tmp_path / "home")
    home.prepare(4321, Memory())
    first = home.password
    home.prepare(4322, Memory())
    assert home.password == first
    assert len(first) >= 32
    assert stat.S_IMODE(home.password_file.stat().st_mode) == 0o600
    assert stat.S_IMODE(home.path.stat().st_mode) == 0o700
    written = [path for path in home.path.rglob("*") if path.is_file()]
    assert [path for path in written if first in path.read_text()] == [home.password_file]


def test_the_server_is_told_to_listen_on_the_loopback_alone(tmp_path: Path):
    Home(tmp_path).prepare(4321, Memory())
    lines = (tmp_path / "conf" / "neo4j.conf").read_text().splitlines()
    assert "server.bolt.listen_address=127.0.0.1:4321" in lines
    assert {"server.http.enabled=false", "server.https.enabled=false"} <= set(lines)
    assert not [line for line in lines if "0.0.0.0" in line]


def test_the_credential_is_what_neo4j_admin_writes():
    salt = bytes.fromhex("b102ce57929b8731885c038e491ee29d26446cdb25d3fbda65c75eb5a00f2bd5")
    digest = "58503a3b58c12d57562d1663939c70505072b8ea28cb81446d56d5d41fe3b91a"
    assert credential("abcdefgh123", salt) == f"neo4j:SHA-256,{digest},{salt.hex()},1024:"


def server_of(home: Home, body: str) -> list[str]:
    """A process that stands for a server of this home; it has the home in its command line."""
    return [sys.executable, "-c", textwrap.dedent(body), str(home.path)]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(tmp_path / "home")
    made.prepare(4321, Memory())
    return made


LASTS = """
    import pathlib, sys, time
    log = pathlib.Path(sys.argv[1], "logs", "neo4j.log")
    log.open("a").write("INFO Started.\\n")
    time.sleep(600)
"""


@POSIX
def test_a_server_is_ready_by_its_log_and_stopped_by_its_number(home: Home):
    home.log.write_text("INFO Started.\n")  # of the last time
    pid = process.start(server_of(home, LASTS), home, 30)
    assert process.is_running(pid, home)
    assert not process.is_running(pid, Home(home.path / "other"))
    process.stop(pid, home)
    assert not process.is_running(pid, home)
    assert home.log.read_text().count("Started.") == 2


@POSIX
def test_a_server_that_ends_is_said_with_the_last_lines_of_its_log(home: Home):
    ends = 'import sys; print("no room left"); sys.exit(1)'
    with pytest.raises(StoreUnavailable, match="no room left"):
        process.start(server_of(home, ends), home, 30)


@POSIX
def test_a_server_that_is_not_ready_in_time_is_ended(home: Home):
    slow = """
        import os, pathlib, sys, time
        pathlib.Path(sys.argv[1], "pid").write_text(str(os.getpid()))
        print("still recovering", flush=True)
        time.sleep(600)
    """
    with pytest.raises(StoreUnavailable, match="still recovering"):
        process.start(server_of(home, slow), home, 2)
    assert not process.is_running(int((home.path / "pid").read_text()), home)


def test_a_port_that_is_taken_is_not_chosen():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert process.free_port(port) != port
    assert process.free_port() > 0


def test_a_folder_without_a_server_has_none(tmp_path: Path):
    assert control.status(tmp_path) is None
    assert control.down(tmp_path) is False
    (tmp_path / "server.json").write_text('{"half')
    assert control.status(tmp_path) is None


def test_a_folder_keeps_to_what_it_was_begun_with(tmp_path: Path):
    state = {"release": "5.26", "home": "x", "port": 1, "pid": None, "container": None}
    (tmp_path / "server.json").write_text(json.dumps(state))
    with pytest.raises(InvalidArgument, match="java"):
        control.up(tmp_path, by="docker")


@POSIX
def test_a_container_is_bound_to_the_loopback_and_its_password_is_on_no_command_line(
    tmp_path: Path,
):
    script(
        tmp_path / "docker",
        f"""
        echo "$@" >> "{tmp_path}/asked"
        case $1 in
            run) echo "$NEO4J_AUTH" > "{tmp_path}/auth";;
            logs) echo "INFO Started.";;
            port) echo "127.0.0.1:49153";;
            inspect) echo true;;
        esac
        """,
    )
    environment = {"PATH": f"{tmp_path}:{os.environ['PATH']}"}
    assert docker.docker_available(environment)
    port = docker.run_container(
        release("5.26"), "one", "secret-word", Memory(), wait_s=5, environment=environment
    )
    asked = (tmp_path / "asked").read_text()
    assert port == 49153
    assert "--publish 127.0.0.1::7687" in asked
    assert "neo4j:5.26.30-community" in asked
    assert "secret-word" not in asked
    assert (tmp_path / "auth").read_text() == "neo4j/secret-word\n"


@POSIX
def test_a_docker_without_an_engine_is_none(tmp_path: Path):
    script(tmp_path / "docker", "echo 'Cannot connect' >&2; exit 1\n")
    assert not docker.docker_available({"PATH": f"{tmp_path}:{os.environ['PATH']}"})
    assert not docker.docker_available({"PATH": str(tmp_path / "nothing")})


def test_the_command_line_says_that_no_server_runs(tmp_path: Path):
    command = [sys.executable, "-c", "from graph_api.cli import main; main()", "neo4j", "status"]
    environment = {**os.environ, "SAMMACHIP_DATA": str(tmp_path)}
    said = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert said.returncode == 3
    assert "sammachip neo4j up" in said.stdout
