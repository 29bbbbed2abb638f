"""What became of each row: accepted, corrected or refused, and what was read in all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

from graph_api.ports import Counts

Rule = Literal[
    "required",
    "text",
    "length",
    "id",
    "citizen-id",
    "number",
    "range",
    "choice",
    "boolean",
    "date",
    "time",
    "time-order",
    "phone",
    "person-name",
    "position",
    "coordinate",
    "area-code",
    "duplicate-id",
    "id-taken",
    "reference",
    "reference-kind",
    "refused-reference",
    "circle",
    "self-link",
    "duplicate-link",
    "contradiction",
    "link-kinds",
    "link-property",
]
"""What a refused row breaks; docs/loading.md explains each."""

RULES: tuple[str, ...] = get_args(Rule)


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a row stands: file, sheet ("" for a file without sheets), row as a spreadsheet counts.

    >>> str(Place("households.xlsx", "ครัวเรือน", 17))
    'households.xlsx แผ่น ครัวเรือน แถว 17'
    """

    file: str
    sheet: str
    row: int

    def __str__(self) -> str:
        return " ".join(part for part in (self.file, self.within_file) if part)

    @property
    def within_file(self) -> str:
        """The sheet and row, without the file."""
        return f"แผ่น {self.sheet} แถว {self.row}" if self.sheet else f"แถว {self.row}"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a row was refused: the cell, the rule it breaks, and how to mend it.

    `column` is the heading as the file writes it, "" where the row as a whole is at fault.
    """

    place: Place
    table: str
    column: str
    value: str
    rule: Rule
    reason: str
    mend: str


@dataclass(frozen=True, slots=True)
class Correction:
    """What was changed in a cell of a row that was taken."""

    place: Place
    table: str
    column: str
    before: str
    after: str
    what: str


@dataclass(frozen=True, slots=True)
class TableCount:
    """What became of the rows of one table; the three outcomes add up to the rows."""

    rows: int
    accepted: int
    corrected: int
    refused: int

    def __add__(self, other: "TableCount") -> "TableCount":
        return TableCount(
            self.rows + other.rows,
            self.accepted + other.accepted,
            self.corrected + other.corrected,
            self.refused + other.refused,
        )


@dataclass(frozen=True, slots=True)
class WrittenRow:
    """A row as it was written, citizen-id cells left out, and why it is told of.

    A refused row is to be mended and loaded again; of a corrected one the reasons say what was
    changed.
    """

    table: str
    headings: Sequence[str]
    cells: Sequence[object]
    reasons: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadReport:
    """What a check or a load found and did.

    `node_count` and `link_count` count the facts that the accepted rows state; `nodes`, `links`
    and `derived` what the store made of them (None after a check, and `derived` where nothing
    was worked out); `skipped` of the unchanged ones had landed in an earlier run of the same load
    and were not sent again. Long lists are read from the disk whenever they are asked for. The
    store refuses links of accepted rows only if the graph changed in between, and nodes only if
    their personal data was erased on request; the warnings name them then.
    """

    files: Sequence[str]
    tables: Mapping[str, TableCount]
    node_count: int
    link_count: int
    refusals: Sequence[Refusal] = field(default=(), repr=False)
    corrections: Sequence[Correction] = field(default=(), repr=False)
    refused_rows: Sequence[WrittenRow] = field(default=(), repr=False)
    corrected_rows: Sequence[WrittenRow] = field(default=(), repr=False)
    warnings: Sequence[str] = ()
    dropped_citizen_ids: int = 0
    nodes: Counts | None = None
    links: Counts | None = None
    derived: Counts | None = None
    skipped: int = 0
    derived_removed: int = 0
    """How many derived links no longer followed and were removed."""
    seconds: float = field(default=0.0, compare=False)

    @property
    def total(self) -> TableCount:
        """The counts of all tables together."""
        return sum(self.tables.values(), start=TableCount(0, 0, 0, 0))

    @property
    def exit_code(self) -> int:
        """0 where every row was taken, else 1."""
        lost = sum(counts.refused for counts in (self.nodes, self.links) if counts)
        return 1 if self.total.refused or lost else 0
