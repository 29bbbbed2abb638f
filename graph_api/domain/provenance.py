"""Where a fact comes from and how sure it is: every node and every link keeps this."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Provenance:
    """The source of one fact.

    `source` names the file (or the reference data), `place` the sheet and row or the line in
    it, `confidence` is 1.0 for what a person wrote down and lower for what was inferred.
    `loaded_at` is set by the store when the fact first lands or changes (UTC).
    """

    source: str
    place: str = ""
    confidence: float = 1.0
    loaded_at: datetime | None = None
