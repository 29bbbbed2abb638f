"""Who acts: persons with their roles, officers, teams, households, groups, agencies."""

from collections.abc import Iterable
from datetime import date

import strawberry
from strawberry import Parent

from graph_api.domain import nodes as domain
from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import Link, LinkType
from graph_api.domain.metrics import Direction
from graph_api.domain.nodes import (
    AgencyLevel,
    CriterionState,
    GroupStage,
    HouseholdStatus,
    TeamKind,
)
from graph_api.graphql.context import Info
from graph_api.graphql.days import Day
from graph_api.graphql.enums import Criterion
from graph_api.graphql.nodes import NodeType
from graph_api.graphql.sizes import items
from graph_api.graphql.things import OccupationType
from graph_api.services.nearby_sages import Teaching, teaching


@strawberry.type(description="A role with the time it is held · บทบาทและช่วงเวลา")
class HeldRole:
    """A role of a person."""

    role: NodeKind
    since: Day | None
    until: Day | None


@strawberry.type(description="A criterion of a sage and what is known of it · เกณฑ์และหลักฐาน")
class CriterionCheck:
    """One of the criteria that a person or household is chosen by (B13, B19, B20, B39)."""

    name: Criterion
    state: CriterionState


@strawberry.type(
    name="Teaching", description="What was taught, each activity and learner once · การสอน"
)
class TeachingType:
    """A sum of teaching."""

    times: int = strawberry.field(description="Activities · จำนวนครั้ง")
    learners: int = strawberry.field(description="จำนวนผู้เรียน")
    last: Day | None = strawberry.field(description="ครั้งล่าสุด")


def _checked(name: Criterion, state: CriterionState | None) -> CriterionCheck:
    return CriterionCheck(name=name, state=state or CriterionState.UNPROVEN)


async def occupations_of(node: domain.Node, info: Info) -> list[domain.Node]:
    """The occupations that a node practises."""
    found = await info.context.links(node.id, frozenset({LinkType.PRACTISES}), Direction.OUT)
    occupations = await info.context.nodes(list(dict.fromkeys(link.target for link in found)))
    return [occupation for occupation in occupations if occupation]


async def _taught(person: domain.Node, info: Info) -> Iterable[Link]:
    return await info.context.links(person.id, frozenset({LinkType.TAUGHT}), Direction.OUT)


@strawberry.type(
    name="Person",
    description="A person of the community: sage, trainer, leader · บุคคล: ปราชญ์ วิทยากร ผู้นำ",
)
class PersonType(NodeType):
    """A person; one human being is one node, whatever roles are held."""

    SHOWS = domain.Person

    title: str | None
    given_name: str | None
    family_name: str | None
    capacity: int | None = strawberry.field(
        description="Households taught at a time · รับได้กี่ครัวเรือน"
    )
    roles: list[HeldRole] = strawberry.field(description="บทบาท", metadata=items(2))

    @strawberry.field(
        description="Three of a sage; of a trainer LIVELIHOOD and VOLUNTEER · เกณฑ์คัดเลือก",
        metadata=items(3),
    )
    @staticmethod
    def criteria(parent: Parent[domain.Person]) -> list[CriterionCheck]:
        """The criteria of the roles held; what nothing is known of is unproven."""
        states = {
            Criterion.LIVELIHOOD: parent.livelihood_criterion,
            Criterion.TEACHING: parent.teaching_criterion,
            Criterion.VOLUNTEER: parent.volunteer_criterion,
        }
        if not parent.kinds & {NodeKind.SAGE, NodeKind.TRAINER}:
            return []
        if NodeKind.SAGE not in parent.kinds:
            del states[Criterion.TEACHING]
        return [_checked(name, state) for name, state in states.items()]

    @strawberry.field(graphql_type=list[OccupationType], description="อาชีพที่ทำ", metadata=items(3))
    @staticmethod
    async def occupations(parent: Parent[domain.Person], info: Info) -> list[domain.Node]:
        """What the person practises."""
        return await occupations_of(parent, info)

    @strawberry.field(graphql_type=TeachingType, description="การสอนทั้งหมด")
    @staticmethod
    async def taught(parent: Parent[domain.Person], info: Info) -> Teaching:
        """All that the person has taught."""
        return teaching(list(await _taught(parent, info)))

    @strawberry.field(graphql_type=Day | None, description="สอนครั้งล่าสุด")
    @staticmethod
    async def last_taught(parent: Parent[domain.Person], info: Info) -> date | None:
        """The last day of teaching."""
        return teaching(list(await _taught(parent, info))).last


@strawberry.type(name="Officer", description="Community development officer · เจ้าหน้าที่พัฒนาชุมชน")
class OfficerType(NodeType):
    """An officer."""

    SHOWS = domain.Officer

    title: str | None
    given_name: str | None
    family_name: str | None
    position: str | None = strawberry.field(description="ตำแหน่ง")
    position_level: str | None = strawberry.field(description="ระดับ")


@strawberry.type(name="Team", description="Trainer or support team · ทีมวิทยากร ทีมสนับสนุน")
class TeamType(NodeType):
    """A team."""

    SHOWS = domain.Team

    @strawberry.field(graphql_type=TeamKind)
    @staticmethod
    def team_kind(parent: Parent[domain.Team]) -> TeamKind:
        """The kind stated, or a village's trainer team where none is."""
        return parent.team_kind or TeamKind.VILLAGE_TRAINER


@strawberry.type(name="Household", description="Livelihood household · ครัวเรือนสัมมาชีพ")
class HouseholdType(NodeType):
    """A household; its head, house number and phone are personal and not shown."""

    SHOWS = domain.Household

    status: HouseholdStatus | None

    @strawberry.field(description="WILLINGNESS alone · เกณฑ์คัดเลือก", metadata=items(1))
    @staticmethod
    def criteria(parent: Parent[domain.Household]) -> list[CriterionCheck]:
        """The one criterion; what nothing is known of is unproven."""
        return [_checked(Criterion.WILLINGNESS, parent.willingness_criterion)]

    @strawberry.field(graphql_type=list[OccupationType], description="อาชีพที่ทำ", metadata=items(3))
    @staticmethod
    async def occupations(parent: Parent[domain.Household], info: Info) -> list[domain.Node]:
        """What the household practises."""
        return await occupations_of(parent, info)


@strawberry.type(name="OccupationGroup", description="Occupation group · กลุ่มอาชีพ")
class OccupationGroupType(NodeType):
    """A group of households that share an occupation."""

    SHOWS = domain.OccupationGroup

    stage: GroupStage | None
    founded_on: Day | None = strawberry.field(description="วันก่อตั้ง")
    registration_no: str | None = strawberry.field(description="เลขทะเบียน")

    @strawberry.field(graphql_type=list[OccupationType], description="อาชีพที่ทำ", metadata=items(3))
    @staticmethod
    async def occupations(parent: Parent[domain.OccupationGroup], info: Info) -> list[domain.Node]:
        """What the group practises."""
        return await occupations_of(parent, info)


@strawberry.type(name="Agency", description="Partner agency · หน่วยงานภาคี")
class AgencyType(NodeType):
    """A partner agency."""

    SHOWS = domain.Agency

    agency_level: AgencyLevel | None
