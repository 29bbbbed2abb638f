"""The build hook brings GraphiQL into the wheel, and a build without npm still succeeds."""

import shutil
import sys
from pathlib import Path

import pytest
from hatchling.bridge.app import Application

from hatch_build import FILES, LICENCES, NODE_FROM_PYPI, STAMP, CustomBuildHook
from tests.repository import ROOT

FAKE_NPM = f"""#!{sys.executable}
import pathlib, sys
if sys.argv[1] != "ci" or not pathlib.Path("package-lock.json").is_file():
    sys.exit("asked for something else: " + " ".join(sys.argv))
for name in {sorted(FILES.values())!r}:
    file = pathlib.Path("node_modules", name)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("content of " + name)
pathlib.Path("node_modules/react/LICENSE").write_text("free to use")
"""
FAKE_NODE = "#!/bin/sh\necho v{major}.1.0\n"
NO_REGISTRY = "#!/bin/sh\necho 'npm error code ECONNREFUSED' >&2\necho 'more' >&2\nexit 1\n"


class Listening(Application):
    def __init__(self) -> None:
        super().__init__()
        self.warnings: list[str] = []

    def display_warning(self, message: str = "", **_: object) -> None:
        self.warnings.append(message)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with the pinned packages and nothing built."""
    (tmp_path / "web").mkdir()
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(ROOT / "web" / name, tmp_path / "web")
    return tmp_path


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder on PATH."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def put(folder: Path, *, npm: str = FAKE_NPM, node_major: int = 22) -> None:
    for name, text in {"npm": npm, "node": FAKE_NODE.format(major=node_major)}.items():
        (folder / name).write_text(text)
        (folder / name).chmod(0o755)


def hook(project: Path) -> tuple[CustomBuildHook, Listening]:
    app = Listening()
    made = CustomBuildHook(str(project), {}, None, None, "", "wheel", app)  # type: ignore[arg-type]
    return made, app


def built(project: Path) -> Path:
    return project / "graph_api" / "asgi" / "static" / "graphiql"


def test_what_the_page_needs_is_copied_with_the_licences(project: Path, programs: Path):
    put(programs)
    made, app = hook(project)
    made.initialize("standard", {})
    assert {path.name for path in built(project).iterdir()} == {*FILES, LICENCES, STAMP}
    assert (built(project) / "react.js").read_text() == f"content of {FILES['react.js']}"
    assert "free to use" in (built(project) / LICENCES).read_text()
    assert not app.warnings


def test_without_a_registry_the_build_goes_on_and_says_so_in_one_line(
    project: Path, programs: Path
):
    put(programs, npm=NO_REGISTRY)
    made, app = hook(project)
    made.initialize("standard", {})
    assert not built(project).exists()
    assert app.warnings == [
        "GraphiQL left out, plain query page instead: npm error code ECONNREFUSED"
    ]


def test_what_was_built_from_the_same_lock_is_kept(project: Path, programs: Path):
    put(programs)
    hook(project)[0].initialize("standard", {})
    put(programs, npm=NO_REGISTRY)
    made, app = hook(project)
    made.initialize("standard", {})
    assert (built(project) / "graphiql.js").is_file()
    assert not app.warnings


def test_a_changed_lock_is_built_anew(project: Path, programs: Path):
    put(programs)
    hook(project)[0].initialize("standard", {})
    (built(project) / "react.js").write_text("old")
    with (project / "web" / "package-lock.json").open("a") as lock:
        lock.write("\n")
    hook(project)[0].initialize("standard", {})
    assert (built(project) / "react.js").read_text() != "old"


@pytest.mark.parametrize(
    "node_major, asked", [(None, [NODE_FROM_PYPI]), (16, [NODE_FROM_PYPI]), (18, []), (24, [])]
)
def test_node_is_asked_of_pypi_only_where_path_has_none_that_is_new_enough(
    project: Path, programs: Path, node_major: int | None, asked: list[str]
):
    if node_major:
        put(programs, node_major=node_major)
    assert hook(project)[0].dependencies() == asked


def test_nothing_is_asked_of_pypi_when_all_is_built(project: Path, programs: Path):
    put(programs)
    hook(project)[0].initialize("standard", {})
    for program in programs.iterdir():
        program.unlink()
    assert hook(project)[0].dependencies() == []
