"""The questions that can be asked: each is one service call."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import strawberry

from graph_api.domain import nodes as domain
from graph_api.domain.areas import AreaLevel
from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import LinkType
from graph_api.domain.metrics import Metric
from graph_api.graphql.answer_form import AnswerType
from graph_api.graphql.answers import Counted, RankingConnection, SearchResult, Summary
from graph_api.graphql.connections import Connection, ListFilter, connection, decode_cursor
from graph_api.graphql.context import Info
from graph_api.graphql.course import (
    GoalType,
    IncomeObservationType,
    PlanType,
    ProgrammeType,
    StageChangeType,
)
from graph_api.graphql.field_questions import FieldQuestions
from graph_api.graphql.history import KeptSnapshotType, MetricPoint
from graph_api.graphql.marketing import MarketLinkagesType
from graph_api.graphql.measures import SnapshotType, chosen_specs
from graph_api.graphql.nearby import Near, NearbySageConnection, nearby
from graph_api.graphql.networks import Network
from graph_api.graphql.nodes import AreaType, NodeType
from graph_api.graphql.people import (
    AgencyType,
    HouseholdType,
    OccupationGroupType,
    OfficerType,
    PersonType,
    TeamType,
)
from graph_api.graphql.records import FoundRecordType, KnowledgeRecordType, RecordSectionType
from graph_api.graphql.set_questions import SetQuestions
from graph_api.graphql.sizes import by_argument, costly, items
from graph_api.graphql.things import (
    ActivityType,
    LearningCentreType,
    MarketType,
    MaterialType,
    OccupationType,
    OnlineMediaType,
    ProductType,
)
from graph_api.services import lookup
from graph_api.services.analysis import Question, Terms, analysis
from graph_api.services.answers.form import Answer
from graph_api.services.history import (
    SNAPSHOTS_MAX,
    Point,
    Standing,
    kept_snapshots,
    metric_history,
)
from graph_api.services.knowledge_records import FoundRecord, records_about
from graph_api.services.limits import NETWORK_BUDGET_DEFAULT, PAGE_DEFAULT, PAGE_MAX, check_range
from graph_api.services.market_figures import GroupBy
from graph_api.services.market_linkages import MarketLinkages, market_linkages
from graph_api.services.nearby_sages import SageOrder
from graph_api.services.neighbourhoods import NetworkView, area_network, ego_network
from graph_api.services.ranking import Ranking, ranking
from graph_api.services.search import Found, search
from graph_api.services.snapshots import SnapshotState


def _list_of(shown: type[Any], kind: NodeKind, description: str) -> Any:
    """A connection over all nodes of a kind."""

    async def resolve(
        info: Info,
        filter: ListFilter | None = None,
        first: int = PAGE_DEFAULT,
        after: str | None = None,
    ) -> Any:
        return await connection(info, kind, filter, first, after)

    return strawberry.field(
        resolver=resolve,
        graphql_type=Connection[shown] | None,  # type: ignore[valid-type]
        description=description,
        metadata=by_argument("first", weight=10),
    )


@strawberry.type(description="Questions to the learning network · คำถามต่อเครือข่ายการเรียนรู้")
class Query(FieldQuestions, SetQuestions):
    """The root of every question."""

    @strawberry.field(graphql_type=NodeType | None, description="One node by its id · ดูตามรหัส")
    @staticmethod
    async def node(info: Info, id: strawberry.ID) -> domain.Node | None:
        """The node with this id, or null."""
        return await info.context.node(id)

    @strawberry.field(
        graphql_type=list[NodeType | None] | None,
        description="Nodes by their ids, null for an unknown one, at most 500 · ดูหลายรหัส",
        metadata=by_argument("ids", default=PAGE_DEFAULT),
    )
    @staticmethod
    async def nodes(info: Info, ids: list[strawberry.ID]) -> list[domain.Node | None]:
        """The nodes with these ids, in this order."""
        check_range("ids", len(ids), 0, PAGE_MAX)
        return await info.context.nodes(ids)

    @strawberry.field(
        graphql_type=list[SearchResult] | None,
        description="By a name that may be misspelt; `within` is an area code · ค้นหาด้วยชื่อ",
        metadata=by_argument("first", weight=50),
    )
    @staticmethod
    async def search(
        info: Info,
        *,
        text: str,
        kinds: list[NodeKind] | None = None,
        within: strawberry.ID | None = None,
        first: int = 10,
    ) -> list[Found]:
        """The nodes whose names are most like a text."""
        return list(await search(info.context.store, text, kinds or (), within, first))

    sages = _list_of(PersonType, NodeKind.SAGE, "ปราชญ์ชุมชน")
    trainers = _list_of(PersonType, NodeKind.TRAINER, "วิทยากรสัมมาชีพ")
    leaders = _list_of(PersonType, NodeKind.LEADER, "ผู้นำชุมชน")
    chairs = _list_of(PersonType, NodeKind.CHAIR, "ประธานกลุ่มและองค์กร")
    people = _list_of(PersonType, NodeKind.PERSON, "บุคคลทุกบทบาท")
    officers = _list_of(OfficerType, NodeKind.OFFICER, "เจ้าหน้าที่พัฒนาชุมชน")
    teams = _list_of(TeamType, NodeKind.TEAM, "ทีมวิทยากรและทีมสนับสนุน")
    households = _list_of(HouseholdType, NodeKind.HOUSEHOLD, "ครัวเรือน")
    occupations = _list_of(OccupationType, NodeKind.OCCUPATION, "อาชีพ")
    occupation_groups = _list_of(OccupationGroupType, NodeKind.OCCUPATION_GROUP, "กลุ่มอาชีพ")
    products = _list_of(ProductType, NodeKind.PRODUCT, "ผลิตภัณฑ์")
    agencies = _list_of(AgencyType, NodeKind.AGENCY, "หน่วยงานภาคี")
    markets = _list_of(MarketType, NodeKind.MARKET, "ตลาดและแหล่งจำหน่าย")
    learning_centres = _list_of(LearningCentreType, NodeKind.LEARNING_CENTRE, "ศูนย์เรียนรู้")
    activities = _list_of(ActivityType, NodeKind.ACTIVITY, "กิจกรรม")
    materials = _list_of(MaterialType, NodeKind.MATERIAL, "วัสดุ วัตถุดิบ อุปกรณ์")
    online_media = _list_of(OnlineMediaType, NodeKind.ONLINE_MEDIA, "สื่อออนไลน์")
    programmes = _list_of(ProgrammeType, NodeKind.PROGRAMME, "โครงการและยุทธศาสตร์")
    plans = _list_of(PlanType, NodeKind.PLAN, "แผนงาน")
    goals = _list_of(GoalType, NodeKind.GOAL, "เป้าหมาย")
    income_observations = _list_of(
        IncomeObservationType, NodeKind.INCOME_OBSERVATION, "รายได้ก่อนและหลัง"
    )
    stage_changes = _list_of(StageChangeType, NodeKind.STAGE_CHANGE, "การพัฒนาต่อยอด")
    knowledge_records = _list_of(KnowledgeRecordType, NodeKind.KNOWLEDGE_RECORD, "บันทึกองค์ความรู้")
    record_sections = _list_of(RecordSectionType, NodeKind.RECORD_SECTION, "หัวข้อในบันทึก")
    areas = _list_of(AreaType, NodeKind.AREA, "Areas of all levels · พื้นที่ทุกระดับ")

    @strawberry.field(
        graphql_type=Network | None,
        description="What lies within `steps` (1 to 4) of a node; no linkTypes means ties · "
        "เครือข่ายรอบตัว",
        metadata=by_argument("budget", weight=100),
    )
    @staticmethod
    async def ego_network(
        info: Info,
        *,
        id: strawberry.ID,
        steps: int = 2,
        link_types: list[LinkType] | None = None,
        budget: int = NETWORK_BUDGET_DEFAULT,
        metrics: list[Metric] | None = None,
    ) -> NetworkView:
        """The network around a node."""
        view = await ego_network(
            info.context.store,
            id,
            steps=steps,
            types=link_types or (),
            budget=budget,
            metrics=chosen_specs(metrics, None),
        )
        info.context.remember(view.subgraph.nodes)
        return view

    @strawberry.field(
        graphql_type=Network | None,
        description="The network of an area, with partners outside it · เครือข่ายของพื้นที่",
        metadata=by_argument("budget", weight=100),
    )
    @staticmethod
    async def network(
        info: Info,
        *,
        area: strawberry.ID,
        kinds: list[NodeKind] | None = None,
        link_types: list[LinkType] | None = None,
        budget: int = NETWORK_BUDGET_DEFAULT,
        partners: bool = True,
        metrics: list[Metric] | None = None,
    ) -> NetworkView:
        """The network of an area."""
        view = await area_network(
            info.context.store,
            area,
            kinds=kinds or (),
            types=link_types or (),
            budget=budget,
            partners=partners,
            metrics=chosen_specs(metrics, None),
        )
        info.context.remember(view.subgraph.nodes)
        return view

    @strawberry.field(
        graphql_type=NearbySageConnection | None,
        description="Sages near a village, node or point, on the ground and through the network · "
        "ปราชญ์ใกล้เคียง",
        metadata=by_argument("first", weight=200),
    )
    @staticmethod
    async def nearby_sages(
        info: Info,
        *,
        near: Near,
        radius_km: float = 20.0,
        occupation: str | None = None,
        teaches_on: date | None = None,
        max_steps: int = 6,
        order_by: SageOrder = SageOrder.RANK,
        first: int = 10,
        after: str | None = None,
    ) -> NearbySageConnection:
        """The sages near an origin."""
        return await nearby(
            info,
            near,
            radius_km=radius_km,
            occupation=occupation,
            teaches_on=teaches_on,
            max_steps=max_steps,
            order=order_by,
            first=first,
            after=after,
        )

    @strawberry.field(
        graphql_type=MarketLinkagesType | None,
        description="Where products go; since and until are included · การเชื่อมโยงตลาด",
        metadata=costly(2_000),
    )
    @staticmethod
    async def market_linkages(
        info: Info,
        *,
        area: strawberry.ID,
        group_by: GroupBy = GroupBy.SELLER,
        since: date | None = None,
        until: date | None = None,
    ) -> MarketLinkages:
        """The marketing linkages of an area."""
        return await market_linkages(
            info.context.store, area, group_by=group_by, since=since, until=until
        )

    @strawberry.field(
        graphql_type=AnswerType | None,
        description="`level` is where outside begins, or what a place is · คำถามของนักวิเคราะห์",
        metadata=costly(5_000),
    )
    @staticmethod
    async def analysis(
        info: Info,
        *,
        area: strawberry.ID,
        question: Question,
        level: AreaLevel | None = None,
        steps: int = 3,
        at_least: int = 1,
        as_of: date | None = None,
        link_types: list[LinkType] | None = None,
    ) -> Answer:
        """The answer to an analyst's question about an area."""
        terms = Terms(level, steps, at_least, as_of, link_types or ())
        return await analysis(info.context.store, area, question, terms)

    @strawberry.field(
        graphql_type=list[FoundRecordType] | None,
        description="Records about a technique or occupation, surest first · ค้นบันทึกองค์ความรู้",
        metadata=by_argument("first", weight=200),
    )
    @staticmethod
    async def records_about(
        info: Info, *, text: str, area: strawberry.ID | None = None, first: int = 10
    ) -> list[FoundRecord]:
        """The records that say something about a text."""
        return list(await records_about(info.context.store, text, area=area, first=first))

    @strawberry.field(
        graphql_type=RankingConnection | None,
        description="Who comes first; no kinds means every actor · จัดอันดับตามตัวชี้วัด",
        metadata=by_argument("first", weight=50),
    )
    @staticmethod
    async def ranking(
        info: Info,
        *,
        metric: Metric,
        steps: int | None = None,
        kinds: list[NodeKind] | None = None,
        area: strawberry.ID | None = None,
        first: int = 10,
        after: str | None = None,
    ) -> Ranking:
        """Nodes by a published metric."""
        found = await ranking(
            info.context.store,
            metric,
            steps=steps,
            kinds=kinds or (),
            area=area,
            first=first,
            after=decode_cursor(after),
        )
        info.context.remember([each.node for each in found.page.items])
        return found

    @strawberry.field(
        graphql_type=SnapshotType | None,
        description="What the metrics are of; null before the first refresh · ภาพเครือข่าย",
    )
    @staticmethod
    async def snapshot(info: Info) -> SnapshotState | None:
        """Which snapshot metrics come from."""
        return await info.context.snapshot()

    @strawberry.field(
        graphql_type=list[KeptSnapshotType] | None,
        description="Snapshots whose metrics are kept, newest first · ภาพเครือข่ายที่เก็บไว้",
        metadata=by_argument("first", weight=10),
    )
    @staticmethod
    async def snapshots(info: Info, first: int = 12) -> Sequence[Standing]:
        """The network as a whole, snapshot by snapshot."""
        return await kept_snapshots(info.context.store, first)

    @strawberry.field(
        graphql_type=list[MetricPoint] | None,
        description="A metric of a node in each kept snapshot, oldest first · ค่าที่ผ่านมา",
        metadata=items(SNAPSHOTS_MAX),
    )
    @staticmethod
    async def metric_history(
        info: Info, *, id: strawberry.ID, metric: Metric, steps: int | None = None
    ) -> Sequence[Point]:
        """How a metric of a node has moved."""
        return await metric_history(info.context.store, id, metric, steps)

    @strawberry.field(
        graphql_type=Summary | None, description="Counts of an area, or of all · สรุปจำนวน"
    )
    @staticmethod
    async def summary(info: Info, area: strawberry.ID | None = None) -> Counted:
        """How many of each kind."""
        store = info.context.store
        scope = await lookup.required_area(store, area) if area else None
        return Counted(scope, await store.kind_counts(area))
