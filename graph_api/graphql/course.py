"""What was meant, what came of it and what was written down: plans, outcomes, records."""

import strawberry

from graph_api.domain import nodes as domain
from graph_api.domain.nodes import Calendar, DevelopmentStage, IncomeBasis, Phase
from graph_api.graphql.days import Day
from graph_api.graphql.nodes import NodeType
from graph_api.graphql.sizes import items


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


@strawberry.type(name="KnowledgeRecord", description="Knowledge record · บันทึกองค์ความรู้")
class KnowledgeRecordType(NodeType):
    """A knowledge record; its sections are PART_OF it."""

    SHOWS = domain.KnowledgeRecord

    sha256: str | None
    template: str | None = strawberry.field(description="Form it was written in · แบบบันทึก")
    category: str | None
    written_on: Day | None
    date_written: str | None = strawberry.field(description="As written · วันที่ตามต้นฉบับ")
    calendar: Calendar | None
    repairs: int | None = strawberry.field(description="Letters mended · จำนวนที่ซ่อม")
    warnings: list[str] = strawberry.field(metadata=items(5))
    images: list[str] = strawberry.field(metadata=items(5))


@strawberry.type(name="RecordSection", description="Headed part of a record · หัวข้อในบันทึก")
class RecordSectionType(NodeType):
    """A section."""

    SHOWS = domain.RecordSection

    number: str | None
    heading: str | None = strawberry.field(description="As written · หัวข้อตามต้นฉบับ")
    section_kind: str | None
    suspected_kind: str | None = strawberry.field(description="Where the text does not fit it")
    text: str | None
    line: int | None = strawberry.field(description="Line of the heading in the file")
