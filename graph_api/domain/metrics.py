"""Metric values that say what they are: the metric, its parameters, the method, the snapshot."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum


class Metric(Enum):
    """What can be asked of a node's place in the network; definitions in docs/metrics.md."""

    DEGREE = "DEGREE"
    IN_DEGREE = "IN_DEGREE"
    OUT_DEGREE = "OUT_DEGREE"
    REACH_COUNT = "REACH_COUNT"
    REACH_SHARE = "REACH_SHARE"
    REACH_EFFICIENCY = "REACH_EFFICIENCY"
    LEARNING_REACH = "LEARNING_REACH"
    CASCADE_REACH = "CASCADE_REACH"
    BETWEENNESS = "BETWEENNESS"
    CLOSENESS = "CLOSENESS"
    HARMONIC_CLOSENESS = "HARMONIC_CLOSENESS"
    PAGERANK = "PAGERANK"
    COMPONENT = "COMPONENT"
    COMPONENT_SIZE = "COMPONENT_SIZE"
    ARTICULATION = "ARTICULATION"
    CUT_OFF = "CUT_OFF"
    BRIDGES = "BRIDGES"
    CORE_NUMBER = "CORE_NUMBER"
    CONSTRAINT = "CONSTRAINT"
    EFFECTIVE_SIZE = "EFFECTIVE_SIZE"
    EIGENVECTOR = "EIGENVECTOR"
    DIFFUSION = "DIFFUSION"
    COMMUNITY = "COMMUNITY"
    COMMUNITY_SIZE = "COMMUNITY_SIZE"


class NetworkFigure(Enum):
    """The network as a whole in one number; definitions in docs/metrics.md."""

    COMPONENTS = "COMPONENTS"
    LARGEST_SHARE = "LARGEST_SHARE"
    DENSITY = "DENSITY"
    ARTICULATION_POINTS = "ARTICULATION_POINTS"
    DEGREE_CENTRALISATION = "DEGREE_CENTRALISATION"
    HUBS = "HUBS"
    CORE_SHARE = "CORE_SHARE"
    COMMUNITIES = "COMMUNITIES"
    MODULARITY = "MODULARITY"
    DEGREE_ASSORTATIVITY = "DEGREE_ASSORTATIVITY"
    EI_BY_VILLAGE = "EI_BY_VILLAGE"
    EI_BY_SUBDISTRICT = "EI_BY_SUBDISTRICT"


class Direction(Enum):
    """Which way links are followed."""

    UNDIRECTED = "UNDIRECTED"
    OUT = "OUT"
    IN = "IN"


class Method(Enum):
    """Whether every node was counted or a sample stands for them."""

    EXACT = "EXACT"
    SAMPLED = "SAMPLED"


class LinkScope(Enum):
    """Which links a metric follows: every tie between actors, or learning links only."""

    TIES = "TIES"
    LEARNING = "LEARNING"


@dataclass(frozen=True, slots=True)
class MetricSpec:
    """A metric with its parameters: two values may be compared only under the same spec.

    `steps` is given for the reach metrics alone.
    """

    metric: Metric
    direction: Direction = Direction.UNDIRECTED
    links: LinkScope = LinkScope.TIES
    steps: int | None = None

    @property
    def key(self) -> str:
        """A stable name for stores and files.

        >>> MetricSpec(Metric.REACH_COUNT, steps=2).key
        'REACH_COUNT/UNDIRECTED/TIES/2'
        """
        parts = (self.metric.value, self.direction.value, self.links.value)
        return "/".join(parts if self.steps is None else (*parts, str(self.steps)))

    @classmethod
    def from_key(cls, key: str) -> "MetricSpec":
        """The spec that `key` names.

        Raises:
            ValueError: the text is no key of a spec.
        """
        metric, direction, links, *steps = key.split("/")
        return cls(
            Metric(metric),
            Direction(direction),
            LinkScope(links),
            int(steps[0]) if steps else None,
        )


@dataclass(frozen=True, slots=True)
class Estimate:
    """How a metric was computed; a sampled one says the size and the standard error."""

    method: Method = Method.EXACT
    sample_size: int | None = None
    standard_error: float | None = None
    """Largest standard error over the nodes, in the unit of the metric."""


@dataclass(frozen=True, slots=True)
class SnapshotInfo:
    """The state of the graph that metrics were computed on.

    `id` is the hash of the content, so the same graph gives the same id; `graph_version` is the
    store's version when it was read.
    """

    id: str
    as_of: datetime
    nodes: int
    links: int
    graph_version: int


@dataclass(frozen=True, slots=True)
class MetricValue:
    """One value with all that is needed to read it rightly."""

    spec: MetricSpec
    value: float
    estimate: Estimate
