"""What an analysis reads: nodes and links with no more than it needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import LinkType


class GraphNode(NamedTuple):
    """What an analysis needs of a node."""

    id: str
    kinds: frozenset[NodeKind]
    area: str | None


class GraphLink(NamedTuple):
    """What an analysis needs of a link; `since` and `until` as in `domain.links.Link`.

    A link that was taken back, or does not hold any more, is given as any other: who counts links
    asks `domain.links.counts_on`.
    """

    source: str
    target: str
    type: LinkType
    since: date | None = None
    until: date | None = None


CHANGES_KEPT = 200_000
"""So many changes of actors and ties a store remembers; beyond, reading all is as cheap."""


@dataclass(frozen=True, slots=True)
class GraphChanges:
    """What of the network of actors is not as it was at an earlier version.

    `version` is that of the graph as told here. `actors` came or changed; none ever goes. Between
    `pairs` (ends in order) a tie came, changed or went, or somebody asked for them; `links` are all
    ties between them now. More may be told than has changed.
    """

    version: int
    actors: Sequence[GraphNode]
    pairs: Sequence[tuple[str, str]]
    links: Sequence[GraphLink]
