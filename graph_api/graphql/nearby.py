"""Nearby sages: on the ground and through the network, and why in this order."""

from collections.abc import Sequence
from datetime import date

import strawberry
from strawberry import Parent

from graph_api.domain import nodes as domain
from graph_api.domain.errors import InvalidArgument
from graph_api.domain.places import Precision
from graph_api.graphql.connections import Key, PageInfo, Slice, slice_after
from graph_api.graphql.context import Info
from graph_api.graphql.measures import SnapshotType
from graph_api.graphql.nodes import NodeType
from graph_api.graphql.people import PersonType, TeachingType
from graph_api.graphql.sizes import items, per_parent
from graph_api.graphql.things import OccupationType
from graph_api.ports import GraphReader, NodeAtDistance
from graph_api.services import nearby_sages as service
from graph_api.services.limits import PATH_STEPS_MAX
from graph_api.services.nearby_sages import NearbySage, NearbySages, RankPart, SageOrder, Teaching
from graph_api.services.snapshots import SnapshotState


@strawberry.input(description="WGS 84 degrees in or near Thailand · พิกัด")
class PointInput:
    """A place on the map."""

    lat: float
    lon: float


@strawberry.input(
    one_of=True, description="Where the question is asked from, one of three · ถามจากที่ใด"
)
class Near:
    """The origin of a question about distance."""

    village: strawberry.Maybe[strawberry.ID] = strawberry.field(
        description="Area code; a wider area than a village will do · รหัสหมู่บ้าน"
    )
    node: strawberry.Maybe[strawberry.ID] = strawberry.field(
        description="Id of a household, group, officer ... · รหัสครัวเรือน กลุ่ม หรือบุคคล"
    )
    point: strawberry.Maybe[PointInput] = strawberry.field(
        description="A bare point: nobody stands there, so no steps are counted · พิกัด"
    )


async def origin(store: GraphReader, near: Near) -> service.Origin:
    """The origin that a person means.

    Raises:
        InvalidArgument: it has no point, or not exactly one of the three is given.
        NodeNotFound: the village or node is not in the graph.
    """
    if near.village:
        return await service.origin_of_area(store, near.village.value)
    if near.node:
        return await service.origin_of_node(store, near.node.value)
    if near.point:
        return service.origin_of_point(near.point.value.lat, near.point.value.lon)
    raise InvalidArgument("near: ระบุ village, node หรือ point อย่างใดอย่างหนึ่ง")


def kilometres(metres: float) -> float:
    """Kilometres to the metre: nothing here is known more closely."""
    return round(metres / 1000, 3)


@strawberry.type(description="A part of a rank: weight times value is what it adds · องค์ประกอบ")
class Part:
    """One reason of the order."""

    name: RankPart
    value: float = strawberry.field(description="0 to 1")
    weight: float


@strawberry.type(description="Why in this order · คะแนนและเหตุผล")
class Rank:
    """A rank whose parts are shown."""

    @strawberry.field(description="Sum of weight times value, 0 to 1 · คะแนนรวม")
    @staticmethod
    def score(parent: Parent[NearbySage]) -> float:
        """The weighted sum."""
        return parent.rank

    @strawberry.field(metadata=items(len(RankPart)))
    @staticmethod
    def parts(parent: Parent[NearbySage]) -> list[Part]:
        """The parts, weightiest first."""
        return [
            Part(name=name, value=parent.parts[name], weight=weight)
            for name, weight in service.WEIGHTS.items()
        ]


@strawberry.type(description="A sage with distance, way and rank · ปราชญ์ที่อยู่ใกล้")
class NearbySageEdge:
    """An item of the answer; the source is the cursor and the sage."""

    cursor: str
    found: strawberry.Private[NearbySage]

    @strawberry.field(description="ระยะทาง (กม.)")
    def distance_km(self) -> float:
        """The distance on the ground."""
        return kilometres(self.found.metres)

    @strawberry.field(
        description="Through the network; null where no way was found · จำนวนก้าวในเครือข่าย"
    )
    def steps(self) -> int | None:
        """The length of the shortest way."""
        return self.found.steps

    @strawberry.field(
        graphql_type=list[NodeType],
        description="On the way, from your side on · ผ่านใครบ้าง",
        metadata=items(PATH_STEPS_MAX),
    )
    def via(self) -> Sequence[domain.Node]:
        """Who stands between."""
        return self.found.via

    @strawberry.field(graphql_type=Rank)
    def rank(self) -> NearbySage:
        """Why here in the list."""
        return self.found

    @strawberry.field(graphql_type=PersonType)
    def node(self) -> domain.Person:
        """The sage."""
        return self.found.sage

    @strawberry.field(graphql_type=TeachingType, description="การสอนที่ผ่านมา")
    def taught(self) -> Teaching:
        """What the sage has taught."""
        return self.found.taught

    @strawberry.field(graphql_type=list[OccupationType], metadata=items(3))
    def occupations(self) -> Sequence[domain.Node]:
        """What the sage practises."""
        return self.found.occupations


@strawberry.type(description="Someone or something at a distance")
class AtDistance:
    """A node and how far it is."""

    @strawberry.field(description="ระยะทาง (กม.)")
    @staticmethod
    def distance_km(parent: Parent[NodeAtDistance]) -> float:
        """The distance on the ground."""
        return kilometres(parent.metres)

    node: PersonType


@strawberry.type(description="Sages within the radius, and the nearest beyond it · ปราชญ์ใกล้เคียง")
class NearbySageConnection:
    """A page of the answer."""

    answer: strawberry.Private[NearbySages]
    piece: strawberry.Private[Slice[NearbySage]]

    @strawberry.field(metadata=per_parent())
    def edges(self) -> list[NearbySageEdge]:
        """The sages of this page."""
        pairs = zip(self.piece.cursors, self.piece.items, strict=True)
        return [NearbySageEdge(cursor=cursor, found=found) for cursor, found in pairs]

    @strawberry.field
    def page_info(self) -> PageInfo:
        """Where the page ends."""
        return self.piece.page_info

    @strawberry.field(description="In the radius · จำนวนทั้งหมดในรัศมี")
    def total_count(self) -> int:
        """How many sages lie in the radius."""
        return len(self.answer.sages)

    @strawberry.field(
        graphql_type=AtDistance | None,
        description="The nearest sage beyond the radius · คนที่ใกล้ที่สุดนอกรัศมี",
    )
    def nearest_outside(self) -> NodeAtDistance | None:
        """How far one would have to go."""
        return self.answer.nearest_outside

    @strawberry.field(description="How closely the place asked from is known · ความละเอียดของจุดที่ถาม")
    def precision(self) -> Precision:
        """The precision of the origin."""
        return self.answer.origin.precision

    @strawberry.field(description="รัศมี (กม.)")
    def radius_km(self) -> float:
        """The radius searched."""
        return self.answer.radius_km

    @strawberry.field(
        graphql_type=list[OccupationType],
        description="What `occupation` was taken to mean · อาชีพที่ค้น",
        metadata=items(3),
    )
    def occupations(self) -> Sequence[domain.Node]:
        """The occupations searched for."""
        return self.answer.occupations

    @strawberry.field(graphql_type=SnapshotType | None)
    async def snapshot(self, info: Info) -> SnapshotState | None:
        """The published snapshot (distances and ways are read live)."""
        return await info.context.snapshot()


async def nearby(
    info: Info,
    near: Near,
    *,
    radius_km: float,
    occupation: str | None,
    teaches_on: date | None,
    max_steps: int,
    order: SageOrder,
    first: int,
    after: str | None,
) -> NearbySageConnection:
    """A page of the sages near an origin."""
    store = info.context.store
    answer = await service.nearby_sages(
        store,
        await origin(store, near),
        radius_km=radius_km,
        occupation=occupation,
        teaches_on=teaches_on,
        max_steps=max_steps,
        order=order,
    )

    def key(sage: NearbySage) -> Key:
        return service.order_key(sage, order)

    return NearbySageConnection(answer=answer, piece=slice_after(answer.sages, key, first, after))
