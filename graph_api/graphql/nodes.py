"""What every node can be asked: the `Node` interface, areas, and links.

A resolver is given the domain object itself; the classes here only say what of it is shown.
Personal data (fields marked `personal` in the domain) are not shown at all.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar
from urllib.parse import quote

import strawberry
from strawberry import Parent

from graph_api.domain import nodes as domain
from graph_api.domain.areas import AreaLevel, area_id, code_at, parent_code
from graph_api.domain.derivation import ACTIVITY_LINKS
from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import LINK_RULES, Link, LinkType
from graph_api.domain.metrics import Direction, Metric, MetricValue
from graph_api.domain.nodes import NODE_CLASSES
from graph_api.domain.places import Precision
from graph_api.graphql.connections import PageInfo, Slice, decode_place, encode_key
from graph_api.graphql.context import Info
from graph_api.graphql.days import Day
from graph_api.graphql.measures import MetricValueType, chosen_specs
from graph_api.graphql.sizes import by_argument, items, per_parent
from graph_api.ports import link_place
from graph_api.services.fact_sources import activity_of, rests_on
from graph_api.services.limits import PAGE_MAX, check_range

_TYPE_NAMES: Mapping[type, str] = {cls: cls.__name__ for cls in NODE_CLASSES.values()}


@strawberry.type(name="Point", description="WGS 84 degrees · พิกัด")
class PointType:
    """A place on the map."""

    lat: float
    lon: float


@strawberry.type(
    name="Provenance", description="Where a fact comes from and how sure it is · ที่มาของข้อมูล"
)
class ProvenanceType:
    """The source of a fact."""

    source: str = strawberry.field(description="File or reference data · ไฟล์หรือแหล่งอ้างอิง")
    place: str = strawberry.field(description="Sheet and row, or line · ชีตและแถว หรือบรรทัด")
    confidence: float = strawberry.field(description="1 as written down, less where inferred")
    loaded_at: datetime | None = strawberry.field(description="เวลาที่นำเข้า")


@strawberry.interface(
    name="Node",
    description="Anything in the graph; its id is global and readable · สิ่งหนึ่งในเครือข่าย",
)
class NodeType:
    """The fields that every kind of node has."""

    SHOWS: ClassVar[type[domain.Node]]
    """The domain class whose objects are of this type."""

    id: strawberry.ID = strawberry.field(description="Global id, as in the tables · รหัส")
    name: str = strawberry.field(description="ชื่อ")
    kind: NodeKind = strawberry.field(description="The kind to show: of a person the first role")
    point: PointType | None = strawberry.field(description="พิกัด")
    precision: Precision | None = strawberry.field(description="How closely `point` is known")
    provenance: ProvenanceType | None = strawberry.field(description="ที่มาของข้อมูล")

    @strawberry.field(description="Every kind it counts as · ทุกชนิดที่นับรวม", metadata=items(3))
    @staticmethod
    def kinds(parent: Parent[domain.Node]) -> list[NodeKind]:
        """All kinds, in the order of the enum."""
        return [kind for kind in NodeKind if kind in parent.kinds]

    @strawberry.field(
        graphql_type="AreaType | None",
        description="Smallest area known to hold it · พื้นที่เล็กที่สุดที่ตั้งอยู่",
    )
    @staticmethod
    async def area(parent: Parent[domain.Node], info: Info) -> domain.Node | None:
        """The area node."""
        return await info.context.node(area_id(parent.area)) if parent.area else None

    @strawberry.field(description="Code of `area`, known even where the area is not · รหัสพื้นที่")
    @staticmethod
    def area_code(parent: Parent[domain.Node]) -> strawberry.ID | None:
        """The area code."""
        return strawberry.ID(parent.area) if parent.area else None

    @strawberry.field(
        graphql_type=list[MetricValueType],
        description="Published metrics; `steps` holds for reach · ตัวชี้วัด",
        metadata=by_argument("metrics", default=7),
    )
    @staticmethod
    async def metrics(
        parent: Parent[domain.Node],
        info: Info,
        *,
        metrics: list[Metric] | None = None,
        steps: int | None = None,
    ) -> list[MetricValue]:
        """The values that are published for this node."""
        specs = chosen_specs(metrics, steps)
        return list(await info.context.metric_values(parent.id, specs))

    @strawberry.field(
        graphql_type="LinkConnection",
        description="Links that leave (OUT), meet (IN) or touch it · ความเชื่อมโยง",
        metadata=by_argument("first"),
    )
    @staticmethod
    async def links(
        parent: Parent[domain.Node],
        info: Info,
        *,
        types: list[LinkType] | None = None,
        direction: Direction = Direction.UNDIRECTED,
        first: int = 50,
        after: str | None = None,
    ) -> "LinkConnection":
        """A page of the links of this node, by type and ends."""
        wanted = frozenset(types or LinkType)
        check_range("first", first, 1, PAGE_MAX)
        place = decode_place(after)
        page = await info.context.link_page(parent.id, (wanted, direction, first, place))
        cursors = [encode_key(link_place(link)) for link in page.items]
        piece = Slice(page.items, cursors, page.has_next)
        return LinkConnection(piece=piece, total_count=page.total, origin=parent.id)

    @classmethod
    def is_type_of(cls, node: Any, _: Any) -> bool:
        """Whether a node is of this type."""
        return isinstance(node, cls.SHOWS)

    @classmethod
    def resolve_type(cls, node: domain.Node, *_: Any) -> str:
        """The name of the GraphQL type of a node."""
        return _TYPE_NAMES[type(node)]


@strawberry.type(name="Area", description="Province, district, subdistrict, village · พื้นที่")
class AreaType(NodeType):
    """An area; `area` is the area itself, `parent` the one around it."""

    SHOWS = domain.Area

    level: AreaLevel
    name_en: str | None

    @strawberry.field(description="2, 4, 6 or 8 digits · รหัสพื้นที่")
    @staticmethod
    def code(parent: Parent[domain.Area]) -> strawberry.ID:
        """The official code."""
        return strawberry.ID(parent.area or "")

    @strawberry.field(name="parent", graphql_type="AreaType | None")
    @staticmethod
    async def around(parent: Parent[domain.Area], info: Info) -> domain.Node | None:
        """The area around this one."""
        code = parent_code(parent.area or "")
        return await info.context.node(area_id(code)) if code else None

    @strawberry.field(graphql_type="AreaType | None", description="จังหวัด")
    @staticmethod
    async def province(parent: Parent[domain.Area], info: Info) -> domain.Node | None:
        """The province that holds it."""
        return await _area_at(parent, info, AreaLevel.PROVINCE)

    @strawberry.field(graphql_type="AreaType | None", description="อำเภอ")
    @staticmethod
    async def district(parent: Parent[domain.Area], info: Info) -> domain.Node | None:
        """The district that holds it."""
        return await _area_at(parent, info, AreaLevel.DISTRICT)

    @strawberry.field(graphql_type="AreaType | None", description="ตำบล")
    @staticmethod
    async def subdistrict(parent: Parent[domain.Area], info: Info) -> domain.Node | None:
        """The subdistrict that holds it."""
        return await _area_at(parent, info, AreaLevel.SUBDISTRICT)


async def _area_at(area: domain.Area, info: Info, level: AreaLevel) -> domain.Node | None:
    code = code_at(area.area or "", level)
    return await info.context.node(area_id(code)) if code else None


@strawberry.type(name="Link", description="One link: who, what, when, who says so · ความเชื่อมโยง")
class LinkView:
    """A link, with the extra values that its type may carry."""

    type: LinkType
    since: Day | None = strawberry.field(description="ตั้งแต่")
    until: Day | None = strawberry.field(description="ถึง")
    derived: bool = strawberry.field(description="Worked out from activities and sales")
    provenance: ProvenanceType | None

    @strawberry.field(description="Stable text that tells links apart, for drawing · รหัสเส้น")
    @staticmethod
    def identity(parent: Parent[Link]) -> str:
        """The parts of the identity, percent-encoded, joined by bars."""
        kind, *rest = parent.identity
        return "|".join([kind.value, *(quote(part, safe=":") for part in rest)])

    @strawberry.field(description="What the link says, in Thai · ความหมาย")
    @staticmethod
    def caption(parent: Parent[Link]) -> str:
        """The Thai caption of the type."""
        return LINK_RULES[parent.type].caption_th

    @strawberry.field
    @staticmethod
    def directed(parent: Parent[Link]) -> bool:
        """Whether the order of the ends matters."""
        return LINK_RULES[parent.type].directed

    @strawberry.field
    @staticmethod
    def source_id(parent: Parent[Link]) -> strawberry.ID:
        """The id of the source."""
        return strawberry.ID(parent.source)

    @strawberry.field
    @staticmethod
    def target_id(parent: Parent[Link]) -> strawberry.ID:
        """The id of the target."""
        return strawberry.ID(parent.target)

    @strawberry.field(graphql_type=NodeType | None)
    @staticmethod
    async def source(parent: Parent[Link], info: Info) -> domain.Node | None:
        """The node that the link leaves."""
        return await info.context.node(parent.source)

    @strawberry.field(graphql_type=NodeType | None)
    @staticmethod
    async def target(parent: Parent[Link], info: Info) -> domain.Node | None:
        """The node that the link meets."""
        return await info.context.node(parent.target)

    @strawberry.field(graphql_type=NodeType | None, description="Activity it comes from · กิจกรรม")
    @staticmethod
    async def activity(parent: Parent[Link], info: Info) -> domain.Node | None:
        """The activity that the link was derived from or belongs to."""
        return await _named_by(parent, "activity", info)

    @strawberry.field(graphql_type=NodeType | None, description="Product sold · ผลิตภัณฑ์ที่ขาย")
    @staticmethod
    async def product(parent: Parent[Link], info: Info) -> domain.Node | None:
        """The product of a sale."""
        return await _named_by(parent, "product", info)

    @strawberry.field(
        graphql_type=list["LinkView"],
        description="Facts a derived link follows from · ข้อเท็จจริงที่ใช้คำนวณ",
        metadata=items(5),
    )
    @staticmethod
    async def rests_on(parent: Parent[Link], info: Info) -> list[Link]:
        """The links behind a derived one, each with its own source."""
        if not parent.derived:
            return []
        if activity := activity_of(parent):
            facts = await info.context.links(activity, ACTIVITY_LINKS, Direction.UNDIRECTED)
        else:
            sold = frozenset({LinkType.SOLD_AT})
            facts = await info.context.links(parent.source, sold, Direction.OUT)
        return rests_on(parent, facts)

    @strawberry.field(graphql_type="LinkProperties", description="ข้อมูลประกอบ")
    @staticmethod
    def properties(parent: Parent[Link]) -> "LinkProperties":
        """What the link says besides."""
        stated = parent.properties.items()
        known: dict[str, Any] = {name: value for name, value in stated if name in _PROPERTIES}
        return LinkProperties(**known)


async def _named_by(link: Link, name: str, info: Info) -> domain.Node | None:
    node_id = link.properties.get(name)
    return await info.context.node(str(node_id)) if node_id else None


@strawberry.type(description="What a type of link may say besides; null where it does not")
class LinkProperties:
    """The properties of all link rules together."""

    activity: strawberry.ID | None = None
    product: strawberry.ID | None = None
    role: str | None = None
    kind: str | None = None
    phase: str | None = None
    result: str | None = None
    main: bool | None = None
    weight: float | None = None
    hours: float | None = None
    amount_baht: float | None = None
    quantity: float | None = None
    medium: str | None = None
    applied: bool | None = None
    planned: float | None = None
    delivered: float | None = None
    cost_baht: float | None = None
    line: int | None = None
    start: int | None = None
    end: int | None = None
    text: str | None = None


_PROPERTIES = frozenset(LinkProperties.__annotations__)


@strawberry.type(description="A link of a node, and the node at its other end")
class LinkEdge:
    """An item of a list of links."""

    cursor: str
    node: LinkView
    origin: strawberry.Private[str]

    @strawberry.field(graphql_type=NodeType | None, description="The other end · อีกปลายหนึ่ง")
    async def other(self, info: Info) -> domain.Node | None:
        """The end that is not the node asked about."""
        link: Any = self.node
        return await info.context.node(link.target if link.source == self.origin else link.source)


@strawberry.type(description="A page of the links of a node")
class LinkConnection:
    """Links by type and ends."""

    piece: strawberry.Private[Slice[Link]]
    origin: strawberry.Private[str]
    total_count: int

    @strawberry.field(metadata=per_parent())
    def edges(self) -> list[LinkEdge]:
        """The links of this page."""
        pairs = zip(self.piece.cursors, self.piece.items, strict=True)
        return [_edge(cursor, link, self.origin) for cursor, link in pairs]

    @strawberry.field
    def page_info(self) -> PageInfo:
        """Where the page ends."""
        return self.piece.page_info


def _edge(cursor: str, link: Any, origin: str) -> LinkEdge:
    return LinkEdge(cursor=cursor, node=link, origin=origin)
