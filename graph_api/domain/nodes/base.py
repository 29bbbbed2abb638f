"""What every node has, and how a field says that it is personal."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from graph_api.domain.kinds import NodeKind
from graph_api.domain.places import Point, Precision
from graph_api.domain.provenance import Provenance


def personal() -> Any:
    """A field that holds personal data."""
    return field(default=None, metadata={"personal": True})


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """What every node has: an id that no name can be, a name to show, a place and a source.

    `area` is the code of the smallest area known to hold the node; `point` and `precision` are
    both given or both missing.
    """

    KIND: ClassVar[NodeKind]

    id: str
    name: str
    area: str | None = None
    point: Point | None = None
    precision: Precision | None = None
    provenance: Provenance | None = None

    @property
    def kind(self) -> NodeKind:
        """The kind to show: for a person, the first role held."""
        return self.KIND

    @property
    def kinds(self) -> frozenset[NodeKind]:
        """Every kind the node counts as."""
        return frozenset({self.KIND})
