"""Answers about people: reach, bridges, single points, peers, likeness, ties, centres."""

from datetime import date

from graph_api.domain.calendar import thai_date
from graph_api.domain.links import LINK_RULES, LinkType
from graph_api.domain.metrics import Direction
from graph_api.services.answers.form import Answer, AnswerRow, Figure, number, share
from graph_api.services.bridging_people import BridgingPeople
from graph_api.services.centre_origins import CentreOrigins
from graph_api.services.homophily import GroupMixing, Homophily
from graph_api.services.learning_reach import LearningReach
from graph_api.services.peer_density import PeerDensity
from graph_api.services.single_points import SinglePoints
from graph_api.services.ties_by_type import Contacts, TiesByType

_WAYS = {
    Direction.OUT: ("_out", " (ออก)"),
    Direction.IN: ("_in", " (เข้า)"),
    Direction.UNDIRECTED: ("", ""),
}


def reach(found: LearningReach) -> Answer:
    """Rows: the sages, the widest reach first, then the households that nobody reaches."""
    sages = [
        AnswerRow(
            each.sage,
            [
                number("households", "ครัวเรือนที่ไปถึง", each.households),
                number("learners", "ผู้เรียนทั้งหมด", each.learners),
                number("villages", "หมู่บ้านที่ไปถึง", each.villages),
                share("of_area", "สัดส่วนของครัวเรือนในพื้นที่", each.of_area),
            ],
        )
        for each in found.sages
    ]
    unreached = [AnswerRow(each, says="การสอนของปราชญ์ยังไปไม่ถึง") for each in found.unreached]
    return Answer(
        found.area,
        [
            number("steps", "จำนวนทอดของการสอน", found.steps),
            share("reached", "ครัวเรือนที่การสอนของปราชญ์ไปถึง", found.reached),
        ],
        [*sages, *unreached],
        "นับตามทิศทางผู้สอนไปผู้เรียน และนับครัวเรือนนอกพื้นที่ด้วย ยกเว้นในสัดส่วน",
    )


def bridges(found: BridgingPeople) -> Answer:
    """Rows: persons and officers; the others are the villages of the pairs they alone join."""
    rows = [
        AnswerRow(
            each.ranked.node,
            [
                number("betweenness", "ความเป็นตัวเชื่อม", each.ranked.value),
                number("villages", "หมู่บ้านที่เกี่ยวข้อง", len(each.villages)),
                number("joins_alone", "คู่หมู่บ้านที่เชื่อมอยู่คนเดียว", len(each.joins_alone)),
            ],
            says=", ".join(
                f"มีเพียงคนนี้เชื่อม{pair.first.name}กับ{pair.second.name}" for pair in each.joins_alone
            ),
            others=list(
                {v.id: v for pair in each.joins_alone for v in (pair.first, pair.second)}.values()
            ),
        )
        for each in found.people
    ]
    figures = [number("people", "ผู้ที่มีค่า (แสดงไม่เกิน 50)", len(rows))]
    note = "ค่าความเป็นตัวเชื่อมเป็นของเครือข่ายทั้งหมดในภาพล่าสุด"
    return Answer(found.area, figures, rows, note, found.snapshot)


def points(found: SinglePoints) -> Answer:
    """Rows: the people; the others are the households cut off without them."""
    rows = [
        AnswerRow(
            each.person,
            [
                number("households", "ครัวเรือนที่จะขาดจากเครือข่าย", len(each.households)),
                number("actors", "ผู้เกี่ยวข้องทั้งหมดที่จะขาด", each.actors),
            ],
            others=each.households,
        )
        for each in found.people
    ]
    note = "ตรวจเฉพาะผู้ที่ตัดขาดมากที่สุด 50 คน" if found.truncated else ""
    figures = [number("at_least", "นับตั้งแต่ (ครัวเรือน)", found.at_least)]
    return Answer(found.area, figures, rows, note, found.snapshot)


def peers(found: PeerDensity) -> Answer:
    """Rows: the groups, each with the share of pairs that help each other."""
    rows = [
        AnswerRow(each.group, [share("pairs", "คู่ที่เกื้อกูลกัน", each.pairs)]) for each in found.groups
    ]
    figures = [
        share("within", "คู่ที่เกื้อกูลกัน ในกลุ่มเดียวกัน", found.within),
        share("between", "คู่ที่เกื้อกูลกัน ต่างกลุ่ม", found.between),
        number("ungrouped", "ครัวเรือนที่ไม่อยู่ในกลุ่ม (ไม่นับ)", found.ungrouped),
        number("other", "ความเชื่อมโยงที่ปลายหนึ่งไม่อยู่ในกลุ่ม", found.other),
    ]
    return Answer(found.area, figures, rows, "ผู้รวมกลุ่มอาจรู้จักกันอยู่ก่อน จึงไม่ใช่ผลของกลุ่ม")


def likeness(found: Homophily) -> Answer:
    """Rows: the occupations or areas, each with its own E-I index, then who has ties that leave."""
    figures = [
        number("ei", "ดัชนี E-I (-1 อยู่ภายใน ถึง 1 ออกภายนอก)", found.mixing.ei),
        number("internal", "ความเชื่อมโยงภายใน", found.mixing.internal),
        number("external", "ความเชื่อมโยงภายนอก", found.mixing.external),
        number("unknown", "ไม่รู้ของปลายใดปลายหนึ่ง", found.mixing.unknown),
        number("assortativity", "ความชอบพวกเดียวกัน (0 คือโดยบังเอิญ)", found.assortativity),
    ]
    rows = [
        *(_mixing(each, "") for each in found.groups),
        *(_mixing(each, "เชื่อมออกภายนอก") for each in found.outward),
    ]
    return Answer(found.area, figures, rows, "กลุ่มใหญ่มีความเชื่อมโยงภายในมากอยู่แล้วโดยบังเอิญ")


def _mixing(each: GroupMixing, says: str) -> AnswerRow:
    figures = [
        number("ei", "ดัชนี E-I", each.mixing.ei),
        number("internal", "อยู่ภายใน", each.mixing.internal),
        number("external", "ออกภายนอก", each.mixing.external),
    ]
    return AnswerRow(each.of, figures, says=says)


def ties(found: TiesByType) -> Answer:
    """Figures: pairs joined by each type. Rows: the actors, the busiest first, by type and way."""
    figures = [
        number("actors", "ผู้ที่มีความเชื่อมโยง", len(found.actors)),
        *(
            number(kind.value.lower(), f"จำนวนคู่: {LINK_RULES[kind].caption_th}", count)
            for kind, count in found.pairs.items()
        ),
    ]
    return Answer(
        found.area,
        figures,
        [_contacts(each) for each in found.actors],
        _of_day(found.day),
    )


def _of_day(day: date | None) -> str:
    said = "ออก: รายนี้เป็นฝ่ายกระทำ เข้า: เป็นฝ่ายรับ คู่ที่เชื่อมกันหลายชนิดอยู่ในหลายตัวเลข"
    return f"{said} นับความเชื่อมโยง ณ วันที่ {thai_date(day)}" if day else said


def _contacts(each: Contacts) -> AnswerRow:
    most_first = sorted(each.by_type.items(), key=lambda x: (-x[1], x[0][0].value, x[0][1].value))
    by_type = [_by_type(kind, way, count) for (kind, way), count in most_first]
    return AnswerRow(each.actor, [number("degree", "ผู้ที่เชื่อมโยงโดยตรง", each.degree), *by_type])


def _by_type(kind: LinkType, way: Direction, count: int) -> Figure:
    suffix, said = _WAYS[way]
    return number(f"{kind.value.lower()}{suffix}", f"{LINK_RULES[kind].caption_th}{said}", count)


def centres(found: CentreOrigins) -> Answer:
    """Rows: the households; the others lead from the sage to the household, then the centre."""
    rows = [
        AnswerRow(
            each.household,
            [number("months", "เดือนจากเรียนครั้งแรกถึงเปิดศูนย์", each.months)],
            others=[*each.line, each.centre],
            evidence=each.evidence,
        )
        for each in found.origins
    ]
    return Answer(found.area, [share("became", "ครัวเรือนที่เป็นศูนย์เรียนรู้", found.became)], rows)
