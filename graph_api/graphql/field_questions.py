"""What is asked about the learning network and the work in the field; each is one service call."""

from datetime import date
from typing import Any

import strawberry

from graph_api.domain.kinds import NodeKind
from graph_api.graphql.answer_form import AnswerType
from graph_api.graphql.context import Info
from graph_api.graphql.nearby import Near, origin
from graph_api.graphql.sizes import costly
from graph_api.services import field_questions as asked
from graph_api.services.answers.form import Answer
from graph_api.services.follow_ups import DAYS

_OF_AN_AREA = 1_000


def _answer(description: str) -> Any:
    return strawberry.field(
        graphql_type=AnswerType | None, description=description, metadata=costly(_OF_AN_AREA)
    )


@strawberry.type
class FieldQuestions:
    """The questions of docs/questions.md about learning and the field."""

    @_answer("ใครสอนใคร เป็นชั้น")
    @staticmethod
    async def cascade(info: Info, *, id: strawberry.ID, levels: int = 4) -> Answer:
        """Who taught whom below a centre or a person, level by level."""
        return await asked.cascade(info.context.store, id, levels)

    @_answer("เส้นทางสั้นที่สุดระหว่างสองราย")
    @staticmethod
    async def chain(
        info: Info, *, source: strawberry.ID, target: strawberry.ID, max_steps: int = 6
    ) -> Answer:
        """One shortest way between two nodes, step by step."""
        return await asked.chain(info.context.store, source, target, max_steps)

    @_answer("การศึกษาดูงานข้ามพื้นที่")
    @staticmethod
    async def study_visits(info: Info, *, area: strawberry.ID) -> Answer:
        """Study visits of those who live in an area."""
        return await asked.study_visits(info.context.store, area)

    @_answer("เกิดขึ้นในปีงบประมาณ (ค.ศ.)")
    @staticmethod
    async def appeared(info: Info, *, area: strawberry.ID, fiscal_year: int) -> Answer:
        """What began in a fiscal year."""
        return await asked.appeared(info.context.store, area, fiscal_year)

    @_answer("กลุ่มก้อนของเครือข่ายเทียบกับหมู่บ้าน")
    @staticmethod
    async def circles(info: Info, *, area: strawberry.ID) -> Answer:
        """Communities of an area beside its villages."""
        return await asked.circles(info.context.store, area)

    @_answer("เกณฑ์คัดเลือก")
    @staticmethod
    async def criteria(
        info: Info, *, area: strawberry.ID | None = None, kind: NodeKind = NodeKind.SAGE
    ) -> Answer:
        """The state of the criteria by which people are chosen."""
        return await asked.criteria(info.context.store, area, kind)

    @_answer("หมู่บ้านที่ยังขาดปราชญ์ วิทยากร ครัวเรือน")
    @staticmethod
    async def coverage(info: Info, *, area: strawberry.ID, on: date | None = None) -> Answer:
        """Villages and what they lack."""
        return await asked.coverage(info.context.store, area, on)

    @_answer("เจ้าหน้าที่ผู้รับผิดชอบ")
    @staticmethod
    async def responsible(info: Info, *, area: strawberry.ID, on: date | None = None) -> Answer:
        """Officers responsible for an area or one around it."""
        return await asked.responsible(info.context.store, area, on)

    @_answer("ศูนย์เรียนรู้ใกล้เคียง")
    @staticmethod
    async def centres_near(
        info: Info,
        *,
        near: Near,
        radius_km: float = 30.0,
        occupation: str | None = None,
        on: date | None = None,
    ) -> Answer:
        """Learning centres within a radius."""
        return await asked.centres_near(
            info.context.store,
            await origin(info.context.store, near),
            radius_km=radius_km,
            occupation=occupation,
            on=on,
        )

    @_answer("ปราชญ์อาชีพเดียวกันหรือใกล้เคียง")
    @staticmethod
    async def similar_sages(
        info: Info, *, near: Near, occupation: str, radius_km: float = 20.0, on: date | None = None
    ) -> Answer:
        """Sages of the same occupation, else of a similar one."""
        return await asked.similar_sages(
            info.context.store,
            await origin(info.context.store, near),
            occupation,
            radius_km=radius_km,
            on=on,
        )

    @_answer("ครัวเรือนที่ค้างการติดตาม")
    @staticmethod
    async def follow_ups(info: Info, *, area: strawberry.ID, on: date, days: int = DAYS) -> Answer:
        """Households that are overdue or lack a phase."""
        return await asked.follow_ups(info.context.store, area, on, days)

    @_answer("เวทีก่อนการอบรม")
    @staticmethod
    async def forums_before(info: Info, *, area: strawberry.ID) -> Answer:
        """Trainings with the forum before each."""
        return await asked.forums_before(info.context.store, area)

    @_answer("กิจกรรมที่ทีมสนับสนุนเข้าร่วม")
    @staticmethod
    async def support_team(info: Info, *, area: strawberry.ID, on: date) -> Answer:
        """Activities at which a district support team was present."""
        return await asked.support_team(info.context.store, area, on)

    @_answer("วัสดุที่ยังไม่ได้รับครบ")
    @staticmethod
    async def undelivered(info: Info, *, area: strawberry.ID) -> Answer:
        """Materials planned that did not all come."""
        return await asked.undelivered(info.context.store, area)

    @_answer("อบรมที่เวลาชนกัน")
    @staticmethod
    async def clashes(info: Info, *, area: strawberry.ID) -> Answer:
        """Trainings at the same time as others or in a farm season."""
        return await asked.clashes(info.context.store, area)

    @_answer("ผู้ที่ควรเชิญเข้าเวที")
    @staticmethod
    async def invitations(info: Info, *, area: strawberry.ID, on: date | None = None) -> Answer:
        """Leaders and chairs to invite."""
        return await asked.invitations(info.context.store, area, on)

    @_answer("สื่อออนไลน์ของอาชีพ")
    @staticmethod
    async def online_learning(info: Info, *, occupation: str) -> Answer:
        """Online media of an occupation and who applied them."""
        return await asked.online_learning(info.context.store, occupation)

    @_answer("ภาคีที่หาพื้นที่จำหน่ายได้")
    @staticmethod
    async def selling_places(info: Info, *, area: strawberry.ID, on: date | None = None) -> Answer:
        """Agencies that can give a selling place."""
        return await asked.selling_places(info.context.store, area, on)

    @_answer("งานออกร้านที่จะมาถึง")
    @staticmethod
    async def coming_fairs(info: Info, *, area: strawberry.ID, on: date) -> Answer:
        """Fairs to come and groups without a place."""
        return await asked.coming_fairs(info.context.store, area, on)
