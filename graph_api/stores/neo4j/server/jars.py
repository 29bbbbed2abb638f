"""The jars of a server: brought by Maven, checked against the sums kept here, held in a cache."""

import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from graph_api.domain.errors import StoreUnavailable
from graph_api.stores.neo4j.server.java import Java
from graph_api.stores.neo4j.server.places import cache_folder
from graph_api.stores.neo4j.server.releases import Release

# An exact version, so that tomorrow's plugin does not change what is brought.
_GOAL = "org.apache.maven.plugins:maven-dependency-plugin:2.8:copy-dependencies"
_MINUTES = 20


def jars_of(wanted: Release, java: Java, environment: Mapping[str, str] = os.environ) -> Path:
    """The folder with the jars of a release, each with the sum it should have.

    Brought once; a cache that no longer matches its sums is brought again.

    Raises:
        StoreUnavailable: Maven is missing or fails, or what it brings is not what was listed.
    """
    folder = cache_folder(environment) / f"neo4j-{wanted.version}"
    if folder.is_dir() and not differences(folder, wanted):
        return folder
    bring(wanted, folder, java, environment)
    return folder


def bring(wanted: Release, folder: Path, java: Java, environment: Mapping[str, str]) -> None:
    """Bring the jars into a new folder beside the cache and put it in place once it is right.

    Raises:
        StoreUnavailable: as `jars_of`.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".coming-") as scratch:
        brought = Path(scratch) / "jars"
        _run_maven(wanted, brought, java, environment)
        if wrong := differences(brought, wanted):
            raise StoreUnavailable(
                f"ไฟล์ของ Neo4j {wanted.version} ที่ได้มาไม่ตรงกับรายการที่ตรวจไว้ จึงไม่ใช้: "
                + ", ".join(wrong[:5])
            )
        shutil.rmtree(folder, ignore_errors=True)
        brought.rename(folder)


def _run_maven(wanted: Release, into: Path, java: Java, environment: Mapping[str, str]) -> None:
    maven = shutil.which("mvn", path=environment.get("PATH"))
    if not maven:
        raise StoreUnavailable(
            f"ไม่พบ Maven (mvn) ที่ใช้นำ Neo4j {wanted.version} มา: ติดตั้ง Maven หรือใช้ Docker "
            "หรือชี้ NEO4J_URI ไปยังเครื่องที่มี Neo4j"
        )
    command = [maven, "-B", "-q", "-f", str(wanted.pom), _GOAL]
    command += ["-DincludeScope=runtime", f"-DoutputDirectory={into}"]
    # Maven is a script that needs a Java itself; the one that will run the server serves it too.
    surroundings = {**environment, "JAVA_HOME": environment.get("JAVA_HOME") or str(java.home)}
    try:
        done = subprocess.run(  # noqa: S603 (mvn by its full path, nothing of a user in it)
            command,
            env=surroundings,
            check=False,
            capture_output=True,
            text=True,
            timeout=_MINUTES * 60,
        )
    except subprocess.TimeoutExpired:
        raise StoreUnavailable(f"Maven ไม่จบภายใน {_MINUTES} นาที: ตรวจเครือข่ายแล้วลองใหม่") from None
    if done.returncode:
        last = "\n".join((done.stdout + done.stderr).strip().splitlines()[-5:])
        raise StoreUnavailable(f"Maven นำ Neo4j {wanted.version} มาไม่ได้:\n{last}")


def differences(folder: Path, wanted: Release) -> list[str]:
    """The jars that are missing, foreign, or not what their sums say, by name."""
    listed = listed_sums(wanted)
    there = {path.name for path in folder.glob("*")} if folder.is_dir() else set()
    changed = {name for name in there & listed.keys() if _sum(folder / name) != listed[name]}
    return sorted((listed.keys() ^ there) | changed)


def listed_sums(wanted: Release) -> dict[str, str]:
    """The sum that each jar should have, by file name."""
    lines = wanted.sums.read_text(encoding="ascii").splitlines()
    return {name: digest for digest, name in (line.split() for line in lines)}


def _sum(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
