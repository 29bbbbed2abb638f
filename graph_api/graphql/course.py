"""What was meant and what came of it: plans, goals, incomes, steps."""

import strawberry

from graph_api.domain import nodes as domain
from graph_api.domain.nodes import DevelopmentStage, IncomeBasis, Phase
from graph_api.graphql.days import Day
from graph_api.graphql.nodes import NodeType


@strawberry.type(name="Programme", description="Programme or strategy · โครงการ ยุทธศาสตร์")
class ProgrammeType(NodeType):
    """A programme of several years."""

    SHOWS = domain.Programme

    fiscal_year_from: int | None = strawberry.field(description="Common era · ค.ศ.")
    fiscal_year_to: int | None


@strawberry.type(name="Plan", description="Plan of a fiscal year · แผนงาน")
class PlanType(NodeType):
    """A plan."""

    SHOWS = domain.Plan

    fiscal_year: int | None = strawberry.field(description="Common era · ปีงบประมาณ (ค.ศ.)")
    text: str | None


@strawberry.type(name="Goal", description="What a plan or forum aims at · เป้าหมาย")
class GoalType(NodeType):
    """A goal."""

    SHOWS = domain.Goal

    fiscal_year: int | None
    text: str | None
    target: float | None = strawberry.field(description="Number to reach · ค่าเป้าหมาย")
    unit: str | None


@strawberry.type(name="IncomeObservation", description="Income of a period · รายได้ก่อน/หลัง")
class IncomeObservationType(NodeType):
    """An income of those whom it CONCERNS."""

    SHOWS = domain.IncomeObservation

    baht: float
    period_start: Day | None
    period_end: Day | None
    basis: IncomeBasis | None
    phase: Phase | None


@strawberry.type(name="StageChange", description="A step up on a day · การพัฒนาต่อยอด")
class StageChangeType(NodeType):
    """A step of what it CONCERNS."""

    SHOWS = domain.StageChange

    stage: DevelopmentStage
    changed_on: Day | None
    scheme: str | None = strawberry.field(description="Register or contest · โครงการที่รับรอง")
    year: int | None = strawberry.field(description="Its round, common era · ปี (ค.ศ.)")
