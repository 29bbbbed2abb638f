"""How far a load has come, kept beside the user's data: a load that was stopped goes on there.

A journal belongs to the same files read by the same contracts into the same store, and counts only
while the store is as the last batch left it (`GraphReader.version`). Whatever else was written
meanwhile, or a batch whose end was not noted before the process was killed, makes the load begin
at the first batch: that is slower and never wrong, as what is there already is left as it is.
"""

import hashlib
import json
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol

from graph_api.contracts import table_schemas

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Progress:
    """What has landed: all facts before fact `offset` of row `row`, nodes first, then links.

    `derived` is the last of the ids, in their order, whose derived links have been worked out
    (`derived_links` of them);
    `version` is the version of the store after that, `nodes` and `links` count what has landed.
    """

    version: int
    stage: str = "nodes"
    row: int = 0
    offset: int = 0
    nodes: int = 0
    links: int = 0
    derived: str = ""
    derived_links: int = 0


class Journal(Protocol):
    """Where the progress of loads is kept."""

    def read(self, load: str) -> Progress | None:
        """The progress of a load, if one is known."""
        ...

    def note(self, load: str, progress: Progress) -> None:
        """Keep the progress of a load."""
        ...


class NoJournal:
    """Keeps nothing: every load begins at the first batch."""

    def read(self, _load: str, /) -> Progress | None:
        """Nothing is known."""
        return None

    def note(self, _load: str, _progress: Progress, /) -> None:
        """Nothing is kept."""


class FolderJournal:
    """A small file for each load in a folder; a folder that cannot be written keeps nothing."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, load: str) -> Progress | None:
        """The progress of a load; a file that is damaged or of another release tells nothing."""
        try:
            return Progress(**json.loads(self._path(load).read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None

    def note(self, load: str, progress: Progress) -> None:
        """Keep the progress, whole or not at all."""
        path = self._path(load)
        beside = path.with_suffix(f".{os.getpid()}")
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            beside.write_text(json.dumps(asdict(progress)), encoding="utf-8")
            beside.replace(path)

    def _path(self, load: str) -> Path:
        return self._folder / f"{load}.json"


def load_digest(store: str, files: Sequence[Path]) -> str:
    """What tells a load from others: the store, the contracts, the files and all they hold."""
    digest = hashlib.sha256(json.dumps([store, table_schemas()], sort_keys=True).encode())
    for path in files:
        digest.update(f"\0{path.name}\0".encode())
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
    return digest.hexdigest()[:32]
