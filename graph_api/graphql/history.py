"""Earlier snapshots: the network as a whole, and a metric of one node."""

import strawberry
from strawberry import Parent

from graph_api.analytics.stage import Stage
from graph_api.domain.metrics import Method, NetworkFigure
from graph_api.graphql.measures import SnapshotType
from graph_api.graphql.sizes import items
from graph_api.services.history import Point, Standing


@strawberry.type(description="The network as a whole in one number · ตัวเลขของทั้งเครือข่าย")
class NetworkFigureValue:
    """A figure and its value."""

    figure: NetworkFigure
    value: float


@strawberry.type(
    name="KeptSnapshot",
    description="The network as it was in a snapshot whose metrics are kept · เครือข่ายในภาพที่เก็บไว้",
)
class KeptSnapshotType:
    """One snapshot with its figures."""

    snapshot: SnapshotType
    stage: Stage | None = strawberry.field(
        description="Which step of weaving comes next · ขั้นของเครือข่าย"
    )

    @strawberry.field(graphql_type=list[NetworkFigureValue], metadata=items(len(NetworkFigure)))
    @staticmethod
    def figures(parent: Parent[Standing]) -> list[NetworkFigureValue]:
        """The figures, in the order of their names in the schema."""
        held = parent.figures
        return [
            NetworkFigureValue(figure=each, value=held[each])
            for each in NetworkFigure
            if each in held
        ]


@strawberry.type(description="A metric of a node in one snapshot · ค่าตัวชี้วัดในภาพเครือข่ายหนึ่ง")
class MetricPoint:
    """One point of a history."""

    snapshot: SnapshotType

    @strawberry.field
    @staticmethod
    def value(parent: Parent[Point]) -> float:
        """What it was."""
        return parent.value.value

    @strawberry.field
    @staticmethod
    def method(parent: Parent[Point]) -> Method:
        """Exact or sampled."""
        return parent.value.estimate.method

    @strawberry.field(description="Largest over the nodes, of a sampled value · ค่าคลาดเคลื่อนมาตรฐาน")
    @staticmethod
    def standard_error(parent: Parent[Point]) -> float | None:
        """The largest standard error."""
        return parent.value.estimate.standard_error
