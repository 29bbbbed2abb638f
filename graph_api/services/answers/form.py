"""The one form of every answer: figures with what they are of, rows, the links behind, a note.

The services behind it have answers with types of their own, and the modules beside this one say
which of their parts goes where; in this form a table, a page or an export can show any of them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from graph_api.domain.links import Link
from graph_api.domain.nodes import Area, Node
from graph_api.services.shares import Share
from graph_api.services.snapshots import SnapshotState


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its name and Thai caption; a share brings its part, whole and interval."""

    name: str
    caption: str
    value: float | None
    share: Share | None = None


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """What is said of one thing.

    `says` is the finding in Thai where figures alone do not tell it, `day` the day it is of,
    `others` whom or what it concerns besides, `evidence` the links that prove it.
    """

    node: Node
    figures: Sequence[Figure] = ()
    says: str = ""
    day: date | None = None
    others: Sequence[Node] = ()
    evidence: Sequence[Link] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question; `note` says in Thai how not to read it.

    `area` is missing where the question is not about one, `snapshot` where no metrics are in it.
    """

    area: Area | None
    figures: Sequence[Figure]
    rows: Sequence[AnswerRow] = ()
    note: str = ""
    snapshot: SnapshotState | None = None


def number(name: str, caption: str, value: float | None) -> Figure:
    """A figure that is a number."""
    return Figure(name, caption, value)


def share(name: str, caption: str, of: Share) -> Figure:
    """A figure that is a share, shown with what it is a share of."""
    return Figure(name, caption, of.value, of)


def share_of(name: str, caption: str, has_it: Iterable[bool]) -> Figure:
    """How many have it, as a share of all there are (so that it has no interval).

    >>> share_of("even", "คู่", (n % 2 == 0 for n in range(5))).value
    0.6
    """
    held = list(has_it)
    return share(name, caption, Share(sum(held), len(held), sample=False))
