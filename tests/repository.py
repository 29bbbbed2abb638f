"""Where the repository is, and which files belong to it."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
_LEFT_BY_TOOLS = {".git", ".venv", "node_modules", "build", "dist", "static"}


@cache
def project_files() -> tuple[Path, ...]:
    """The files of the project, committed or about to be; in a copy without git, all files."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return tuple(path for path in sorted(ROOT.rglob("*")) if _is_ours(path))
    paths = (ROOT / name for name in listed.stdout.split("\0") if name)
    return tuple(sorted(path for path in paths if path.is_file()))


def _is_ours(path: Path) -> bool:
    parts = path.relative_to(ROOT).parts
    hidden = any(part.endswith(("_cache", "__")) or part in _LEFT_BY_TOOLS for part in parts)
    return path.is_file() and not hidden
