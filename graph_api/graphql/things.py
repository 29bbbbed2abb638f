"""What is practised, made, sold, learnt from and held: occupations to activities."""

from datetime import time

import strawberry
from strawberry import Parent

from graph_api.domain import nodes as domain
from graph_api.domain.calendar import BUDDHIST_ERA
from graph_api.domain.nodes import (
    ActivityKind,
    CentreKind,
    MarketKind,
    MaterialKind,
    Phase,
    ProductCategory,
)
from graph_api.graphql.context import Info
from graph_api.graphql.days import Day
from graph_api.graphql.nodes import NodeType
from graph_api.graphql.sizes import items


@strawberry.type(name="Occupation", description="Honest livelihood, in a tree · สัมมาชีพ")
class OccupationType(NodeType):
    """An occupation."""

    SHOWS = domain.Occupation

    aliases: list[str] = strawberry.field(description="ชื่ออื่น", metadata=items(5))

    @strawberry.field(
        name="parent", graphql_type="OccupationType | None", description="อาชีพที่กว้างกว่า"
    )
    @staticmethod
    async def wider(parent: Parent[domain.Occupation], info: Info) -> domain.Node | None:
        """The wider occupation."""
        return await info.context.node(parent.parent) if parent.parent else None


@strawberry.type(name="Product", description="Community product · ผลิตภัณฑ์ชุมชน")
class ProductType(NodeType):
    """A product."""

    SHOWS = domain.Product

    category: ProductCategory | None
    otop_year: int | None = strawberry.field(description="Registered, common era · ค.ศ.")
    otop_stars: int | None = strawberry.field(description="1 to 5 · จำนวนดาว")

    @strawberry.field(description="Registered, Buddhist era · พ.ศ.")
    @staticmethod
    def otop_year_be(parent: Parent[domain.Product]) -> int | None:
        """The year of registration as Thai readers write it."""
        return parent.otop_year + BUDDHIST_ERA if parent.otop_year else None


@strawberry.type(name="Material", description="Raw material, equipment, for show · วัสดุ")
class MaterialType(NodeType):
    """A material."""

    SHOWS = domain.Material

    material_kind: MaterialKind | None
    unit: str | None = strawberry.field(description="What quantities count · หน่วยนับ")


@strawberry.type(
    name="Market", description="Selling place; an online one lies in no area · แหล่งจำหน่าย"
)
class MarketType(NodeType):
    """A market."""

    SHOWS = domain.Market

    market_kind: MarketKind | None
    recurrence: str | None = strawberry.field(description="When it is held · รอบที่จัด")


@strawberry.type(name="LearningCentre", description="Learning centre · ศูนย์เรียนรู้")
class LearningCentreType(NodeType):
    """A learning centre."""

    SHOWS = domain.LearningCentre

    centre_kind: CentreKind | None
    opened_on: Day | None = strawberry.field(description="วันเปิด")


@strawberry.type(name="OnlineMedia", description="Online learning medium · สื่อออนไลน์")
class OnlineMediaType(NodeType):
    """An online medium."""

    SHOWS = domain.OnlineMedia

    url: str | None
    platform: str | None = strawberry.field(description="Such as YouTube · ช่องทาง")
    retrieved_on: Day | None = strawberry.field(description="วันที่เปิดดู")


@strawberry.type(name="Activity", description="What happened on a day · กิจกรรม")
class ActivityType(NodeType):
    """An activity."""

    SHOWS = domain.Activity

    activity_kind: ActivityKind
    started_on: Day | None = strawberry.field(description="วันเริ่ม")
    ended_on: Day | None = strawberry.field(description="วันสิ้นสุด")
    hours: float | None = strawberry.field(description="จำนวนชั่วโมง")
    phase: Phase | None
    objective: str | None = strawberry.field(description="วัตถุประสงค์")

    @strawberry.field(description="Time of day, HH:MM · เวลาเริ่ม")
    @staticmethod
    def starts_at(parent: Parent[domain.Activity]) -> str | None:
        """When each of its days begins."""
        return _clock(parent.starts_at)

    @strawberry.field(description="Time of day, HH:MM · เวลาสิ้นสุด")
    @staticmethod
    def ends_at(parent: Parent[domain.Activity]) -> str | None:
        """When each of its days ends."""
        return _clock(parent.ends_at)


def _clock(at: time | None) -> str | None:
    return at.isoformat("minutes") if at else None
