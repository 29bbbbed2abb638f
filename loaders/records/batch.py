"""Many records at once: which files of a folder are records, and what became of each."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from loaders.records.errors import RecordNotRead
from loaders.records.model import Json, KnowledgeRecordReading
from loaders.records.reader import read_record

ENDINGS = frozenset(
    {".txt", ".text", ".docx", ".html", ".htm", ".xhtml", ".pdf", ".doc", ".rtf", ".odt"}
)
"""Endings of what may be a record; some of them are refused, with the way to save them anew."""

READ, WARNED, REFUSED = "read", "warned", "refused"
STATES = (READ, WARNED, REFUSED)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file that may be a record, and what it is called in reports: its place in its folder."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: a reading or a refusal, never both."""

    name: str
    reading: KnowledgeRecordReading | None = None
    refusal: RecordNotRead | None = None

    @property
    def state(self) -> str:
        """`read`, `warned` (read, with something to look at) or `refused`."""
        if self.reading is None:
            return REFUSED
        return WARNED if self.reading.warnings else READ

    def to_json(self) -> Json:
        """The reading; for a refused file its name, and why and how to mend it."""
        if self.reading:
            return self.reading.to_json()
        refusal = self.refusal
        return {
            "source": {"file": self.name},
            "refused": refusal
            and {"code": refusal.code, "reason": refusal.reason, "mend": refusal.mend},
        }


def find_records(paths: Iterable[Path]) -> tuple[list[Candidate], list[Candidate]]:
    """The files that may be records, each once, and the other files of the folders.

    A file that is named is always a candidate, whatever its ending; in a folder (and the folders
    within) the ending decides, and hidden files and the locks of Word are passed over.
    """
    candidates: dict[Path, Candidate] = {}
    passed_over: dict[Path, Candidate] = {}
    for path in paths:
        for candidate in _files(path):
            kept = candidates if not path.is_dir() or _may_be_record(candidate) else passed_over
            kept.setdefault(candidate.path.resolve(), candidate)
    others = [found for path, found in passed_over.items() if path not in candidates]
    return list(candidates.values()), others


def read_each(candidates: Iterable[Candidate]) -> Iterator[Outcome]:
    """What became of each file, one after another."""
    for candidate in candidates:
        try:
            yield Outcome(candidate.name, read_record(candidate.path, candidate.name))
        except RecordNotRead as refusal:
            yield Outcome(candidate.name, refusal=refusal)


def counts_of(outcomes: Sequence[Outcome]) -> dict[str, int]:
    """How many files ended in each state; they add up to the files."""
    counted = Counter(outcome.state for outcome in outcomes)
    return {state: counted[state] for state in STATES}


def _files(path: Path) -> Iterator[Candidate]:
    if not path.is_dir():
        yield Candidate(path, path.name)
        return
    for found in sorted(path.rglob("*")):
        if found.is_file():
            yield Candidate(found, found.relative_to(path).as_posix())


def _may_be_record(candidate: Candidate) -> bool:
    hidden = any(part.startswith((".", "~$")) for part in candidate.name.split("/"))
    return not hidden and candidate.path.suffix.lower() in ENDINGS
