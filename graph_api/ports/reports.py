"""What came of a change, and what was refused."""

from collections.abc import Sequence
from dataclasses import dataclass

from graph_api.domain.audit import AuditLine
from graph_api.domain.links import Link
from graph_api.domain.nodes import Node


@dataclass(frozen=True, slots=True)
class RefusedNode:
    """A node that was not written, and why (its personal data was erased on request)."""

    node: Node
    reason: str


@dataclass(frozen=True, slots=True)
class RefusedLink:
    """A link that was not written, and why (missing end, or kinds that its rule does not join)."""

    link: Link
    reason: str


@dataclass(frozen=True, slots=True)
class Counts:
    """What became of a number of nodes or links; the four add up to the number given.

    Something given twice in one write counts once as created or updated and then as unchanged
    (or updated, where the second statement differs).
    """

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.created + other.created,
            self.updated + other.updated,
            self.unchanged + other.unchanged,
            self.refused + other.refused,
        )

    @property
    def total(self) -> int:
        """All that was given."""
        return self.created + self.updated + self.unchanged + self.refused


@dataclass(frozen=True, slots=True)
class WriteReport:
    """What one write did."""

    nodes: Counts
    links: Counts
    refused_links: Sequence[RefusedLink]
    refused_nodes: Sequence[RefusedNode] = ()


@dataclass(frozen=True, slots=True)
class Erasure:
    """What an erasure did.

    `redacted` are the ids of the nodes around whose texts named the erased one, or whose point was
    that of its house. `leftover` says, in Thai, where copies may still lie and what ends them;
    nothing where none does.
    """

    line: AuditLine
    redacted: Sequence[str]
    leftover: str | None


@dataclass(frozen=True, slots=True)
class DerivedReport:
    """What became of the derived links of some activities and sellers.

    `links` counts those given; `removed` those that stood and follow no longer.
    """

    links: Counts
    removed: int
    refused_links: Sequence[RefusedLink]
