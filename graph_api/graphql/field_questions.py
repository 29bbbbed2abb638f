"""What is asked about the learning network and the work in the field; each is one service call."""

from datetime import date
from typing import Any

import strawberry

from graph_api.domain.kinds import NodeKind
from graph_api.graphql import rows
from graph_api.graphql.context import Info
from graph_api.graphql.findings import Answer, FindingsType
from graph_api.graphql.nearby import Near, origin
from graph_api.graphql.sizes import costly
from graph_api.services.cascade import cascade
from graph_api.services.chain import shortest_chain
from graph_api.services.circles import circles_and_villages
from graph_api.services.clashes import clashes
from graph_api.services.coming_fairs import coming_fairs
from graph_api.services.coverage import coverage
from graph_api.services.criteria import criteria
from graph_api.services.fiscal_years import compare_years
from graph_api.services.follow_ups import DAYS, follow_ups
from graph_api.services.forums import forums_before_trainings
from graph_api.services.invitations import invitations
from graph_api.services.learning_centres import nearby_centres
from graph_api.services.materials import undelivered_materials
from graph_api.services.online_learning import online_learning
from graph_api.services.responsible_officers import responsible_officers
from graph_api.services.selling_places import selling_places
from graph_api.services.similar_sages import same_or_similar_sages
from graph_api.services.study_visits import study_visit_flows
from graph_api.services.support_team import support_presence

_OF_AN_AREA = 1_000


def _answer(description: str) -> Any:
    return strawberry.field(
        graphql_type=FindingsType | None, description=description, metadata=costly(_OF_AN_AREA)
    )


@strawberry.type
class FieldQuestions:
    """The questions of docs/questions.md that are answered in rows."""

    @_answer("ใครสอนใคร เป็นชั้น")
    @staticmethod
    async def cascade(info: Info, *, id: strawberry.ID, levels: int = 4) -> Answer:
        """Who taught whom below a centre or a person, level by level."""
        return rows.of_cascade(await cascade(info.context.store, id, levels=levels))

    @_answer("เส้นทางสั้นที่สุดระหว่างสองราย")
    @staticmethod
    async def chain(
        info: Info, *, source: strawberry.ID, target: strawberry.ID, max_steps: int = 6
    ) -> Answer:
        """One shortest way between two nodes, step by step."""
        return rows.of_chain(
            await shortest_chain(info.context.store, source, target, max_steps=max_steps)
        )

    @_answer("การศึกษาดูงานข้ามพื้นที่")
    @staticmethod
    async def study_visits(info: Info, *, area: strawberry.ID) -> Answer:
        """Study visits of those who live in an area."""
        return await rows.of_visits(info, await study_visit_flows(info.context.store, area))

    @_answer("เกิดขึ้นในปีงบประมาณ (ค.ศ.)")
    @staticmethod
    async def appeared(info: Info, *, area: strawberry.ID, fiscal_year: int) -> Answer:
        """What began in a fiscal year."""
        return rows.of_year(await compare_years(info.context.store, area, [fiscal_year]))

    @_answer("กลุ่มก้อนของเครือข่ายเทียบกับหมู่บ้าน")
    @staticmethod
    async def circles(info: Info, *, area: strawberry.ID) -> Answer:
        """Communities of an area beside its villages."""
        return rows.of_circles(await circles_and_villages(info.context.store, area))

    @_answer("เกณฑ์คัดเลือก")
    @staticmethod
    async def criteria(
        info: Info, *, area: strawberry.ID | None = None, kind: NodeKind = NodeKind.SAGE
    ) -> Answer:
        """The state of the criteria by which people are chosen."""
        return rows.of_criteria(await criteria(info.context.store, area, kind))

    @_answer("หมู่บ้านที่ยังขาดปราชญ์ วิทยากร ครัวเรือน")
    @staticmethod
    async def coverage(info: Info, *, area: strawberry.ID, on: date | None = None) -> Answer:
        """Villages and what they lack."""
        return rows.of_coverage(await coverage(info.context.store, area, on=on))

    @_answer("เจ้าหน้าที่ผู้รับผิดชอบ")
    @staticmethod
    async def responsible(info: Info, *, area: strawberry.ID, on: date | None = None) -> Answer:
        """Officers responsible for an area or one around it."""
        return rows.of_responsible(await responsible_officers(info.context.store, area, on))

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
        return rows.of_centres(
            await nearby_centres(
                info.context.store,
                await origin(info.context.store, near),
                radius_km=radius_km,
                occupation=occupation,
                on=on,
            )
        )

    @_answer("ปราชญ์อาชีพเดียวกันหรือใกล้เคียง")
    @staticmethod
    async def similar_sages(
        info: Info, *, near: Near, occupation: str, radius_km: float = 20.0, on: date | None = None
    ) -> Answer:
        """Sages of the same occupation, else of a similar one."""
        return rows.of_similar(
            await same_or_similar_sages(
                info.context.store,
                await origin(info.context.store, near),
                occupation,
                radius_km=radius_km,
                teaches_on=on,
            )
        )

    @_answer("ครัวเรือนที่ค้างการติดตาม")
    @staticmethod
    async def follow_ups(info: Info, *, area: strawberry.ID, on: date, days: int = DAYS) -> Answer:
        """Households that are overdue or lack a phase."""
        return rows.of_follow_ups(await follow_ups(info.context.store, area, on, days=days))

    @_answer("เวทีก่อนการอบรม")
    @staticmethod
    async def forums_before(info: Info, *, area: strawberry.ID) -> Answer:
        """Trainings with the forum before each."""
        return rows.of_forums(await forums_before_trainings(info.context.store, area))

    @_answer("กิจกรรมที่ทีมสนับสนุนเข้าร่วม")
    @staticmethod
    async def support_team(info: Info, *, area: strawberry.ID, on: date) -> Answer:
        """Activities at which a district support team was present."""
        return rows.of_support(await support_presence(info.context.store, area, on))

    @_answer("วัสดุที่ยังไม่ได้รับครบ")
    @staticmethod
    async def undelivered(info: Info, *, area: strawberry.ID) -> Answer:
        """Materials planned that did not all come."""
        return rows.of_materials(await undelivered_materials(info.context.store, area))

    @_answer("อบรมที่เวลาชนกัน")
    @staticmethod
    async def clashes(info: Info, *, area: strawberry.ID) -> Answer:
        """Trainings at the same time as others or in a farm season."""
        return await rows.of_clashes(info, await clashes(info.context.store, area))

    @_answer("ผู้ที่ควรเชิญเข้าเวที")
    @staticmethod
    async def invitations(info: Info, *, area: strawberry.ID, on: date | None = None) -> Answer:
        """Leaders and chairs to invite."""
        return rows.of_invitations(await invitations(info.context.store, area, on))

    @_answer("สื่อออนไลน์ของอาชีพ")
    @staticmethod
    async def online_learning(info: Info, *, occupation: str) -> Answer:
        """Online media of an occupation and who applied them."""
        return rows.of_media(await online_learning(info.context.store, occupation))

    @_answer("ภาคีที่หาพื้นที่จำหน่ายได้")
    @staticmethod
    async def selling_places(info: Info, *, area: strawberry.ID, on: date | None = None) -> Answer:
        """Agencies that can give a selling place."""
        return rows.of_places(await selling_places(info.context.store, area, on))

    @_answer("งานออกร้านที่จะมาถึง")
    @staticmethod
    async def coming_fairs(info: Info, *, area: strawberry.ID, on: date) -> Answer:
        """Fairs to come and groups without a place."""
        return rows.of_fairs(await coming_fairs(info.context.store, area, on))
