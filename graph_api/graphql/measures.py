"""Metric values that say what they are, and the snapshot that they were computed on."""

from collections.abc import Sequence
from datetime import datetime

import strawberry
from strawberry import Parent

from graph_api.domain.metrics import Direction, LinkScope, Method, Metric, MetricSpec, MetricValue
from graph_api.graphql.context import Info
from graph_api.services.neighbourhoods import SHOWN_METRICS
from graph_api.services.ranking import WITH_STEPS, metric_spec
from graph_api.services.snapshots import SnapshotState


@strawberry.type(
    name="Snapshot",
    description="State of the network that metrics were computed on · ภาพเครือข่ายที่ใช้คำนวณ",
)
class SnapshotType:
    """The published snapshot."""

    @strawberry.field(description="Hash of the content: the same network has the same id")
    @staticmethod
    def id(parent: Parent[SnapshotState]) -> strawberry.ID:
        """The content hash."""
        return strawberry.ID(parent.info.id)

    @strawberry.field(description="When the network was read · เวลาที่อ่านข้อมูล")
    @staticmethod
    def as_of(parent: Parent[SnapshotState]) -> datetime:
        """The time of reading."""
        return parent.info.as_of

    @strawberry.field(description="Actors counted · จำนวนผู้เกี่ยวข้อง")
    @staticmethod
    def nodes(parent: Parent[SnapshotState]) -> int:
        """How many nodes were counted."""
        return parent.info.nodes

    @strawberry.field(description="Ties counted · จำนวนความเชื่อมโยง")
    @staticmethod
    def links(parent: Parent[SnapshotState]) -> int:
        """How many links were counted."""
        return parent.info.links

    @strawberry.field(description="How long ago that was, in seconds · ผ่านมาแล้วกี่วินาที")
    @staticmethod
    def age_seconds(parent: Parent[SnapshotState], info: Info) -> float:
        """The age when the question is answered."""
        return round((info.context.now() - parent.info.as_of).total_seconds(), 1)

    stale: bool = strawberry.field(
        description="The graph has changed since; refresh computes anew · ข้อมูลเปลี่ยนไปแล้ว"
    )


@strawberry.type(
    name="MetricValue",
    description="A value with all that is needed to read it rightly · ค่าตัวชี้วัดพร้อมวิธีคำนวณ",
)
class MetricValueType:
    """One value of one metric of one node."""

    value: float

    @strawberry.field
    @staticmethod
    def metric(parent: Parent[MetricValue]) -> Metric:
        """Which metric."""
        return parent.spec.metric

    @strawberry.field
    @staticmethod
    def direction(parent: Parent[MetricValue]) -> Direction:
        """Which way links were followed."""
        return parent.spec.direction

    @strawberry.field
    @staticmethod
    def links(parent: Parent[MetricValue]) -> LinkScope:
        """Which links were followed."""
        return parent.spec.links

    @strawberry.field(description="Of the reach metrics alone · จำนวนก้าว")
    @staticmethod
    def steps(parent: Parent[MetricValue]) -> int | None:
        """How many steps were taken."""
        return parent.spec.steps

    @strawberry.field
    @staticmethod
    def method(parent: Parent[MetricValue]) -> Method:
        """Exact or sampled."""
        return parent.estimate.method

    @strawberry.field(description="Of a sampled value · ขนาดตัวอย่าง")
    @staticmethod
    def sample_size(parent: Parent[MetricValue]) -> int | None:
        """How many were drawn."""
        return parent.estimate.sample_size

    @strawberry.field(description="Largest over the nodes, of a sampled value · ค่าคลาดเคลื่อนมาตรฐาน")
    @staticmethod
    def standard_error(parent: Parent[MetricValue]) -> float | None:
        """The largest standard error."""
        return parent.estimate.standard_error

    @strawberry.field(graphql_type=SnapshotType | None)
    @staticmethod
    async def snapshot(info: Info) -> SnapshotState | None:
        """The snapshot it was computed on."""
        return await info.context.snapshot()


def chosen_specs(metrics: Sequence[Metric] | None, steps: int | None) -> tuple[MetricSpec, ...]:
    """The published form of the metrics asked for; `steps` holds for the reach metrics.

    Without metrics, those that a picture of the network needs.

    Raises:
        InvalidArgument: `steps` is out of bounds.
    """
    asked = tuple(dict.fromkeys(metrics)) if metrics else ()
    if not asked and steps is None:
        return SHOWN_METRICS
    asked = asked or tuple(spec.metric for spec in SHOWN_METRICS)
    return tuple(metric_spec(each, steps if each in WITH_STEPS else None) for each in asked)
