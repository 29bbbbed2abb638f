"""The wheel, built from the sdist and installed alone, is the whole product and nothing else."""

import os
import re
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

import graph_api
from tests.repository import ROOT, project_files

pytestmark = pytest.mark.slow

# No network: npm finds nothing, and the wheel carries the plain query page alone.
OFFLINE = {"npm_config_offline": "true", "npm_config_cache": "nowhere", "PIP_NO_INDEX": "1"}
KINDS_OF_FILES = r"py|typed|html|css|js|svg|txt|graphql|cypher|json|xlsx|csv|md"
EXPECTED = re.compile(
    rf"(graph_api|loaders)/(?!.*__pycache__)[\w./-]+\.({KINDS_OF_FILES})"
    r"|graph_api/py\.typed|loaders/py\.typed"
    r"|graph_api/stores/neo4j/server/jars/neo4j-[\d.]+\.(pom\.xml|sha256)"
    r"|sammachip_graph-[\d.]+\.dist-info/(METADATA|WHEEL|RECORD|entry_points\.txt|licenses/LICENSE)"
)


def run(*command: str | Path, cwd: Path) -> str:
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=environment | OFFLINE | {"npm_config_cache": str(cwd / "npm")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def distributions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist, and with the wheel that was built from it."""
    folder = tmp_path_factory.mktemp("dist")
    options = ("--no-isolation", "--skip-dependency-check", "--outdir", folder)
    run(sys.executable, "-m", "build", *options, ROOT, cwd=folder)
    return folder


@pytest.fixture(scope="module")
def sdist(distributions: Path) -> set[str]:
    """The names of the sdist's files, without the leading folder."""
    (archive,) = distributions.glob("*.tar.gz")
    with tarfile.open(archive) as tar:
        return {name.partition("/")[2] for name in tar.getnames()}


@pytest.fixture(scope="module")
def wheel(distributions: Path) -> set[str]:
    """The names of the wheel's files."""
    (archive,) = distributions.glob("*.whl")
    with zipfile.ZipFile(archive) as files:
        return set(files.namelist())


@pytest.fixture(scope="module")
def installed(distributions: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an empty environment that holds the wheel.

    What the project depends on is seen through a path file; such a file does not make the path
    files of that other place count, so our own package comes from the wheel alone.
    """
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    (archive,) = distributions.glob("*.whl")
    pip = (sys.executable, "-m", "pip", "--python", programs / "python")
    run(*pip, "install", "--quiet", "--no-deps", "--no-index", archive, cwd=folder)
    places = run(
        programs / "python", "-c", "import site; print(site.getsitepackages()[0])", cwd=folder
    )
    Path(places.strip(), "dependencies.pth").write_text(sysconfig.get_path("purelib"))
    return programs


def test_the_command_says_its_version(installed: Path, tmp_path: Path):
    assert graph_api.__version__ in run(installed / "sammachip", "--version", cwd=tmp_path)


@pytest.mark.parametrize(
    "folder, function", [("schema", "schema_folder"), ("examples", "examples_folder")]
)
def test_the_installed_package_finds_its_files(
    installed: Path, tmp_path: Path, folder: str, function: str
):
    program = f"from graph_api.contracts import {function} as where; print(where())"
    found = Path(run(installed / "python", "-c", program, cwd=tmp_path).strip())
    assert found.is_relative_to(installed.parent)
    shipped = {path.relative_to(found).as_posix(): path for path in found.rglob("*")}
    ours = [path for path in project_files() if path.is_relative_to(ROOT / folder)]
    ours = [path for path in ours if path.suffix not in {".py", ".md"}]
    assert ours
    for path in ours:
        name = path.relative_to(ROOT / folder).as_posix()
        assert shipped[name].read_bytes() == path.read_bytes()


def test_the_wheel_holds_every_module(wheel: set[str]):
    packages = (ROOT / "graph_api", ROOT / "loaders")
    modules = [
        path.relative_to(ROOT).as_posix()
        for path in project_files()
        if path.suffix == ".py" and any(path.is_relative_to(package) for package in packages)
    ]
    assert set(modules) <= wheel


def test_the_wheel_holds_nothing_else(wheel: set[str]):
    assert not [name for name in wheel if not EXPECTED.fullmatch(name)]


def test_the_query_page_is_in_the_wheel(wheel: set[str]):
    assert "graph_api/asgi/pages/plain.html" in wheel


def test_the_sdist_can_be_tested_and_built(sdist: set[str]):
    needed = {"pyproject.toml", "hatch_build.py", "Makefile", "LICENSE", "tests/conftest.py"}
    assert needed | {"web/package-lock.json", "requirements-dev.lock"} <= sdist


def test_the_sdist_holds_nothing_that_was_built(sdist: set[str]):
    assert not [name for name in sdist if "static/" in name or "node_modules" in name]
    assert not [name for name in sdist if "__pycache__" in name or name.startswith(".venv")]
