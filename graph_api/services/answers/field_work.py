"""Answers about what was done in the field: follow-ups, forums, materials, clashes, media."""

from collections.abc import Mapping, Sequence

from graph_api.domain.kinds import NodeKind
from graph_api.domain.nodes import Area, Node, Phase
from graph_api.services.answers.captions import ACTIVITIES, KINDS, PHASES
from graph_api.services.answers.form import Answer, AnswerRow, number, share, share_of
from graph_api.services.clashes import Clash
from graph_api.services.follow_ups import FollowUp
from graph_api.services.forums import ForumBefore
from graph_api.services.invitations import Invitation
from graph_api.services.materials import Undelivered
from graph_api.services.online_learning import MediumUsed
from graph_api.services.shares import Share
from graph_api.services.support_team import SupportPresence


def follow_ups(area: Area, found: Sequence[FollowUp]) -> Answer:
    """Rows: the households that are overdue or lack a phase; the day is of the last follow-up."""
    lacking = {phase: sum(phase in each.missing for each in found) for phase in Phase}
    return Answer(
        area,
        [
            share_of("in_time", "ครัวเรือนที่ติดตามทันกำหนด", (not each.overdue for each in found)),
            *(
                number(f"lacks_{phase.value.lower()}", f"ไม่เคยติดตาม{PHASES[phase]}", lacking[phase])
                for phase in Phase
            ),
        ],
        [_household(each) for each in found if each.overdue or each.missing],
    )


def _household(each: FollowUp) -> AnswerRow:
    never = " ".join(PHASES[phase] for phase in each.missing)
    said = (
        ("ไม่เคยติดตาม" if each.days is None else "เกินกำหนด") if each.overdue else "",
        f"ขาดการติดตาม{never}" if never and each.days is not None else "",
    )
    return AnswerRow(
        each.household,
        [
            number("days", "วันนับจากติดตามครั้งล่าสุด", each.days),
            number("overdue", "เกินกำหนด (1)", int(each.overdue)),
            *(
                number(f"lacks_{phase.value.lower()}", f"ไม่เคยติดตาม{PHASES[phase]}", 1)
                for phase in each.missing
            ),
        ],
        says="; ".join(filter(None, said)),
        day=each.last,
        evidence=each.visits,
    )


def forums(area: Area, found: Sequence[ForumBefore]) -> Answer:
    """Rows: the trainings with their day; the other is the forum before it, if there was one."""
    return Answer(
        area,
        [share_of("with_forum", "การอบรมที่มีเวทีก่อน", (each.forum is not None for each in found))],
        [_training(each) for each in found],
    )


def _training(each: ForumBefore) -> AnswerRow:
    held, before = each.training.started_on, each.forum.started_on if each.forum else None
    days = (held - before).days if held and before else None
    return AnswerRow(
        each.training,
        [number("days_before", "เวทีจัดก่อนการอบรม (วัน)", days)],
        says="มีเวทีก่อน" if each.forum else "ไม่มีเวทีก่อน",
        day=held,
        others=[each.forum] if each.forum else [],
    )


def support(area: Area, found: SupportPresence) -> Answer:
    """Rows: the activities at which a district support team was present, with their day."""
    present = (bool(each.links) for each in found.activities)
    return Answer(
        area,
        [share_of("attended", "กิจกรรมที่ทีมสนับสนุนเข้าร่วม", present)],
        [
            AnswerRow(
                each.activity,
                says=ACTIVITIES[each.activity.activity_kind],
                day=each.activity.started_on,
                evidence=each.links,
            )
            for each in found.attended
        ],
    )


def materials(area: Area, found: Sequence[Undelivered]) -> Answer:
    """Rows: the activities; the other is the material of which less came than was planned."""
    return Answer(
        area,
        [
            number("short", "ได้รับไม่ครบ", sum(each.delivered is not None for each in found)),
            number("unknown", "ไม่มีบันทึกว่าได้รับ", sum(each.delivered is None for each in found)),
        ],
        [_undelivered(each) for each in found],
    )


def _undelivered(each: Undelivered) -> AnswerRow:
    unit = f" ({each.material.unit})" if each.material.unit else ""
    return AnswerRow(
        each.activity,
        [
            number("planned", f"ตามแผน{unit}", each.planned),
            number("delivered", f"ได้รับ{unit}", each.delivered),
            number("short_of", f"ยังไม่ได้รับ{unit}", each.short_of),
        ],
        says="ไม่มีบันทึกว่าได้รับ" if each.delivered is None else "ได้รับไม่ครบ",
        day=each.activity.started_on,
        others=[each.material],
        evidence=[each.link],
    )


def clashes(area: Area, found: Sequence[Clash], people: Mapping[str, Node]) -> Answer:
    """Rows: the sessions; the others are what each clashes with, then who was to be at both."""
    return Answer(
        area,
        [number("clashes", "เวลาที่ชนกัน", len(found))],
        [
            AnswerRow(
                each.session,
                [number("shared", "ผู้ที่ต้องไปทั้งสองงาน", len(each.shared))],
                says=f"ชนกับ{ACTIVITIES[each.other.activity_kind]}: {each.other.name}",
                day=each.session.started_on,
                others=[each.other, *(people[x] for x in each.shared if x in people)],
            )
            for each in found
        ],
    )


def invitations(area: Area, found: Sequence[Invitation]) -> Answer:
    """Rows: whom to invite, said as what; the others are the groups they chair."""
    return Answer(
        area,
        [number("people", "ผู้ที่ควรเชิญ", len(found))],
        [
            AnswerRow(
                each.person,
                [number("chairs", "กลุ่มที่เป็นหัวหน้า", len(each.chairs))],
                says=" ".join(KINDS[role] for role in NodeKind if role in each.roles),
                others=each.chairs,
                evidence=each.links,
            )
            for each in found
        ],
    )


def media(found: Sequence[MediumUsed]) -> Answer:
    """Rows: the media, with the households that applied them; the day is that of looking."""
    return Answer(
        None,
        [number("media", "สื่อของอาชีพนี้", len(found))],
        [
            AnswerRow(
                each.medium,
                [
                    share("applied", "ครัวเรือนที่นำไปใช้", _applied(each)),
                    number("others", "ผู้เรียนอื่น", len(each.others)),
                ],
                day=each.medium.retrieved_on,
                evidence=[*each.households, *each.others],
            )
            for each in found
        ],
    )


def _applied(each: MediumUsed) -> Share:
    return Share(each.applied, each.applied + each.not_applied, each.unknown)
