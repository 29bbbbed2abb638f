"""Answers about what came of it: incomes, practice, coverage, steps, visits."""

from collections.abc import Mapping, Sequence
from itertools import zip_longest

from graph_api.analytics.income import IncomeChange
from graph_api.domain.calendar import thai_date
from graph_api.domain.nodes import DevelopmentStage
from graph_api.services.answers.captions import BASES, STAGES
from graph_api.services.answers.form import Answer, AnswerRow, Figure, number, share
from graph_api.services.follow_up_and_practice import FollowUpAndPractice, FollowUpBand
from graph_api.services.group_coverage import GroupCoverage
from graph_api.services.income_by_distance import FURTHEST, IncomeByDistance
from graph_api.services.income_change import IncomeChange as EarnerChange
from graph_api.services.income_change import IncomeChanges, IncomeSummary
from graph_api.services.practice import Practice
from graph_api.services.shares import Comparison, Share
from graph_api.services.stage_progress import StageProgress, StageStep
from graph_api.services.study_visit_outcomes import StudyVisitOutcomes

_WHO: Mapping[int | None, str] = {
    0: "ผู้เข้าร่วม",
    **{steps: f"ห่าง {steps} ก้าว" for steps in range(1, FURTHEST + 1)},
    None: f"ไกลกว่า {FURTHEST} ก้าวหรือไม่มีทางถึง",
}
_ASSOCIATION = "เป็นความสัมพันธ์ ไม่ใช่เหตุและผล: ไม่ได้สุ่มว่าใครได้"


def income(found: IncomeChanges) -> Answer:
    """Rows: the villages, then the earners with both sides, the largest rise first."""
    villages = [AnswerRow(each.village, _summary(each.summary)) for each in found.villages]
    earners = [AnswerRow(each.earner, _sides(each), others=each.evidence) for each in found.earners]
    figures = [
        *_summary(found.all),
        *(
            share(
                f"rising_{basis.value.lower() if basis else 'mixed'}",
                f"เพิ่มขึ้นตั้งแต่ร้อยละ 3: {BASES[basis]}",
                of,
            )
            for basis, of in found.by_basis.items()
        ),
        number("one_side", "รู้รายได้ด้านเดียว (ไม่นับ)", found.one_side),
        number("none", "ไม่มีข้อมูลรายได้ (ไม่นับ)", found.none),
        number("no_period", "ตัวเลขที่ไม่มีช่วงเวลา (ไม่นับ)", found.no_period),
    ]
    return Answer(found.area, figures, [*villages, *earners], _ASSOCIATION)


def _sides(each: EarnerChange) -> list[Figure]:
    return [
        number("before", "ก่อน (บาทต่อปี)", each.before),
        number("after", "หลัง (บาทต่อปี)", each.after),
        number("change", "การเปลี่ยนแปลง (สัดส่วนของก่อน)", each.change),
    ]


def _summary(of: IncomeSummary) -> list[Figure]:
    return [
        number("median_before", "มัธยฐานก่อน (บาทต่อปี)", of.median_before),
        number("median_after", "มัธยฐานหลัง (บาทต่อปี)", of.median_after),
        number("median_change", "มัธยฐานของการเปลี่ยนแปลง (สัดส่วนของก่อน)", of.median_change),
        share("rising", "เพิ่มขึ้นตั้งแต่ร้อยละ 3", of.rising),
    ]


def income_distance(found: IncomeByDistance) -> Answer:
    """Figures: the changes of those who took part, and of those one, two, three ties away.

    Rows: the households, the nearest first.
    """
    figures = [
        figure
        for away, change in found.changes.items()
        for figure in _at_distance("beyond" if away is None else f"steps_{away}", away, change)
    ]
    return Answer(
        found.area,
        [
            number("took_part", "ผู้เข้าร่วมการอบรมและการสาธิตในพื้นที่", found.took_part),
            *figures,
            number("one_side", "ครัวเรือนที่รู้รายได้ด้านเดียว (ไม่นับ)", found.one_side),
            number("none", "ครัวเรือนที่ไม่มีข้อมูลรายได้ (ไม่นับ)", found.none),
        ],
        [
            AnswerRow(
                each.change.earner,
                [number("steps", "ก้าวจากผู้เข้าร่วม", each.steps), *_sides(each.change)],
                says=_WHO[each.steps],
                others=each.change.evidence,
            )
            for each in found.households
        ],
        f"{_ASSOCIATION} ครัวเรือนที่อยู่ไกลต่างจากผู้เข้าร่วมในเรื่องอื่นด้วย จึงไม่ใช่กลุ่มเปรียบเทียบ",
    )


def _at_distance(name: str, away: int | None, change: IncomeChange) -> list[Figure]:
    who = _WHO[away]
    rising, low_high = round(change.rising * change.households), change.interval or (None, None)
    return [
        share(f"{name}.rising", f"รายได้เพิ่มขึ้น: {who}", Share(rising, change.households)),
        number(f"{name}.median_before", f"มัธยฐานก่อน (บาทต่อปี): {who}", change.median_before),
        number(f"{name}.median_after", f"มัธยฐานหลัง (บาทต่อปี): {who}", change.median_after),
        number(f"{name}.median_change", f"มัธยฐานของส่วนต่าง (บาทต่อปี): {who}", change.median_change),
        number(f"{name}.change_low", f"ส่วนต่าง ช่วงเชื่อมั่น 95 % ด้านต่ำ: {who}", low_high[0]),
        number(f"{name}.change_high", f"ส่วนต่าง ช่วงเชื่อมั่น 95 % ด้านสูง: {who}", low_high[1]),
    ]


def practising(found: Practice) -> Answer:
    """Rows: the occupations, most trained first."""
    rows = [
        AnswerRow(each.occupation, [share("practising", "ทำอาชีพที่อบรม", each.practising)])
        for each in found.occupations
    ]
    figures = [
        number("target", "เป้าหมายของโครงการ (สัดส่วน)", found.target),
        share("any_taught", "ทำอาชีพใดอาชีพหนึ่งที่อบรม", found.any_taught),
        share("by_status", "ทำอาชีพ ตามสถานะที่บันทึก", found.by_status),
        number("untrained", "ครัวเรือนที่ยังไม่อบรม", found.untrained),
        number("no_occupation", "อบรมโดยไม่รู้อาชีพ (ไม่นับ)", found.no_occupation),
    ]
    return Answer(found.area, figures, rows)


def coverage(found: GroupCoverage) -> Answer:
    """Rows: the target villages that have no group."""
    figures = [
        number("target", "เป้าหมายของโครงการ (สัดส่วน)", found.target),
        share("villages", "หมู่บ้านเป้าหมายที่มีกลุ่มอาชีพ", found.villages),
        number("unplaced_groups", "กลุ่มที่ไม่รู้หมู่บ้าน", found.unplaced_groups),
        number("unplaced_households", "ครัวเรือนที่ไม่รู้หมู่บ้าน", found.unplaced_households),
    ]
    return Answer(found.area, figures, [AnswerRow(each, ()) for each in found.without])


def stages(found: StageProgress) -> Answer:
    """Figures: each step's share, median days and stall; rows: the groups that stand there."""
    until = f"รอนับถึง {thai_date(found.as_of)} " if found.as_of else ""
    return Answer(
        found.area,
        [
            number("groups", "กลุ่มทั้งหมด", found.groups),
            *(figure for step in found.steps for figure in _step(step, found.stall)),
            number("undated", "ขั้นที่ไม่รู้วัน", found.undated),
        ],
        [row for step in found.steps for row in _standing(step)],
        f"{until}ขั้นที่ไม่มีวันที่นับเฉพาะว่าถึงแล้ว",
    )


def _step(step: StageStep, stall: DevelopmentStage | None) -> list[Figure]:
    name, stage = step.stage.value.lower(), STAGES[step.stage]
    figures = [share(f"{name}.reached", f"{stage}: ถึงขั้นนี้", step.reached)]
    if step.timed:
        caption = f"{stage}: วันจากขั้นก่อน (มัธยฐานของ {step.timed})"
        figures.append(number(f"{name}.days", caption, step.days))
    if step.went_on:
        figures.append(share(f"{name}.went_on", f"{stage}: ไปต่อขั้นถัดไป", step.went_on))
    if step.stage is stall:
        figures.append(number(f"{name}.stall", f"{stage}: ติดมากที่สุด", len(step.standing)))
    return figures


def _standing(step: StageStep) -> list[AnswerRow]:
    """The groups whose last step it is; those of which the day is known come first."""
    return [
        AnswerRow(
            group,
            [number("waiting", "วันที่รออยู่", waiting)],
            says=f"อยู่ที่ขั้น {STAGES[step.stage]}",
        )
        for group, waiting in zip_longest(step.standing, step.waiting)
    ]


def follow_up(found: FollowUpAndPractice) -> Answer:
    """Figures alone: shares that carry on, by how often they were followed up."""
    figures = [
        *_bands("households", "ครัวเรือนที่ทำอาชีพต่อ", found.households),
        *_compared("households", "ครัวเรือนที่ทำอาชีพต่อ", found.households_compared),
        *_bands("groups", "กลุ่มที่ยังดำเนินงาน", found.groups),
        *_compared("groups", "กลุ่มที่ยังดำเนินงาน", found.groups_compared),
        number("undated", "การติดตามที่ไม่รู้วัน (ไม่นับ)", found.undated),
    ]
    return Answer(found.area, figures, (), _ASSOCIATION)


def _compared(name: str, caption: str, of: Comparison) -> list[Figure]:
    return [
        share(f"{name}_with", f"{caption}: ได้รับการติดตาม", of.with_it),
        share(f"{name}_without", f"{caption}: ไม่ได้รับการติดตาม", of.without),
        number(f"{name}_difference", f"{caption}: ต่างกัน", of.difference),
    ]


def _bands(name: str, caption: str, bands: Sequence[FollowUpBand]) -> list[Figure]:
    return [
        share(
            f"{name}_{band.least}{'' if band.most is not None else '_or_more'}",
            f"{caption} ติดตาม {band.least} ครั้ง{'' if band.most is not None else 'ขึ้นไป'}",
            band.carrying_on,
        )
        for band in bands
    ]


def visits(found: StudyVisitOutcomes) -> Answer:
    """Rows: the groups that went; the evidence is the visit, then what was new after it."""
    rows = [
        AnswerRow(
            each.group,
            [
                number("products", "ผลิตภัณฑ์ใหม่หลังดูงาน", len(each.products)),
                number("markets", "ตลาดใหม่หลังดูงาน", len(each.markets)),
            ],
            evidence=[each.visit, *(n.link for n in (*each.products, *each.markets))],
        )
        for each in found.outcomes
    ]
    figures = [
        number("days", "นับภายใน (วัน)", found.days),
        *_before_and_after("new_products", "กลุ่มที่มีผลิตภัณฑ์ใหม่", found),
        *_before_and_after("new_markets", "กลุ่มที่มีตลาดใหม่", found),
        number("never_went", "กลุ่มที่ไม่เคยดูงาน", found.never_went),
        number("undated", "สิ่งใหม่ที่ไม่รู้วัน (ไม่นับ)", found.undated),
    ]
    return Answer(found.area, figures, rows, f"{_ASSOCIATION} กลุ่มที่เติบโตมีสิ่งใหม่อยู่แล้ว")


def _before_and_after(name: str, caption: str, found: StudyVisitOutcomes) -> list[Figure]:
    of = found.new_products if name == "new_products" else found.new_markets
    return [
        share(f"{name}_after", f"{caption} หลังดูงาน", of.with_it),
        share(f"{name}_before", f"{caption} ก่อนดูงาน", of.without),
    ]
