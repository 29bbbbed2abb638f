"""One form for every analyst's answer: figures with their denominators, rows, and evidence.

The services behind it have answers with types of their own; in this form a table, a page or an
export can show any of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from graph_api.domain.links import Link
from graph_api.domain.nodes import Area, Node
from graph_api.services.shares import Comparison, Share


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its name and Thai caption; a share brings its part, whole and interval."""

    name: str
    caption: str
    value: float | None
    share: Share | None = None


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """What is said of one thing: whom it concerns, the others in it, figures, and links behind."""

    node: Node
    figures: Sequence[Figure]
    others: Sequence[Node] = ()
    evidence: Sequence[Link] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question about an area; `note` says in Thai how not to read it."""

    area: Area
    figures: Sequence[Figure]
    rows: Sequence[AnswerRow]
    note: str = ""


def number(name: str, caption: str, value: float | None) -> Figure:
    """A figure that is a number."""
    return Figure(name, caption, value)


def share(name: str, caption: str, of: Share) -> Figure:
    """A figure that is a share, shown with what it is a share of."""
    return Figure(name, caption, of.value, of)


def compared(name: str, caption: str, of: Comparison) -> list[Figure]:
    """The two shares of a comparison, and how far they differ."""
    return [
        share(f"{name}_with", f"{caption} (มี)", of.with_it),
        share(f"{name}_without", f"{caption} (ไม่มี)", of.without),
        number(f"{name}_difference", f"{caption} (ต่างกัน)", of.difference),
    ]
