"""Answers about whom to turn to: criteria, coverage, officers, centres and sages near here."""

from collections.abc import Sequence

from graph_api.domain.kinds import NodeKind
from graph_api.domain.nodes import Area, Node
from graph_api.services.answers.captions import CRITERIA, KINDS, spoken_name
from graph_api.services.answers.form import Answer, AnswerRow, Figure, number, share_of
from graph_api.services.coverage import HOUSEHOLDS, SAGES, TRAINERS, VillageCoverage
from graph_api.services.criteria import Assessed
from graph_api.services.learning_centres import NearbyCentre
from graph_api.services.nearby_sages import NearbySages
from graph_api.services.responsible_officers import Responsible
from graph_api.services.similar_sages import SameOrSimilar

_KM = 1_000


def criteria(area: Area | None, found: Sequence[Assessed]) -> Answer:
    """Rows: everybody, with 1 for a criterion that is proven, 0 for a failed one."""
    return Answer(
        area,
        [share_of("meets_all", "ผ่านเกณฑ์ครบ", (each.meets_all for each in found))],
        [_assessed(each) for each in found],
        "เกณฑ์ที่ยังไม่มีหลักฐานไม่ได้แปลว่าไม่ผ่าน",
    )


def _assessed(each: Assessed) -> AnswerRow:
    states = {
        **dict.fromkeys(each.proven, 1),
        **dict.fromkeys(each.unproven),
        **dict.fromkeys(each.failed, 0),
    }
    said = (
        _said("ยังไม่มีหลักฐาน", each.unproven),
        _said("มีหลักฐานว่าไม่ผ่าน", each.failed),
    )
    return AnswerRow(
        each.node,
        [number(name, CRITERIA[name], states[name]) for name in CRITERIA if name in states],
        says="; ".join(filter(None, said)) or "ผ่านเกณฑ์ครบ",
    )


def _said(state: str, names: Sequence[str]) -> str:
    return f"{state}: {', '.join(CRITERIA[name] for name in names)}" if names else ""


def coverage(area: Area, found: Sequence[VillageCoverage]) -> Answer:
    """Rows: the villages, with how many they have and what of it is too few."""
    return Answer(
        area,
        [share_of("complete", "หมู่บ้านที่ครบตามเกณฑ์", (not each.lacks for each in found))],
        [_village(each) for each in found],
        f"เกณฑ์ต่อหมู่บ้าน: ปราชญ์ {SAGES} วิทยากร {TRAINERS} ครัวเรือน {HOUSEHOLDS}",
    )


def _village(each: VillageCoverage) -> AnswerRow:
    counts = {
        NodeKind.SAGE: (each.sages, SAGES),
        NodeKind.TRAINER: (each.trainers, TRAINERS),
        NodeKind.HOUSEHOLD: (each.households, HOUSEHOLDS),
    }
    lacks = [f"{KINDS[kind]} {counts[kind][1] - counts[kind][0]}" for kind in each.lacks]
    return AnswerRow(
        each.village,
        [number(f"{kind.value.lower()}s", KINDS[kind], held) for kind, (held, _) in counts.items()],
        says=f"ยังขาด {', '.join(lacks)}" if lacks else "ครบ",
    )


def responsible(area: Area, found: Sequence[Responsible]) -> Answer:
    """Rows: the officers; the others are the area they are responsible for, then their offices."""
    return Answer(
        area,
        [number("officers", "เจ้าหน้าที่ที่รับผิดชอบ", len({each.officer.id for each in found}))],
        [
            AnswerRow(
                each.officer,
                says=f"รับผิดชอบ{spoken_name(each.area)}",
                day=each.link.since,
                others=[each.area, *each.offices],
                evidence=[each.link],
            )
            for each in found
        ],
    )


def centres(found: Sequence[NearbyCentre]) -> Answer:
    """Rows: the centres, the nearest first; the others are whose they are, the day of opening."""
    return Answer(
        None,
        [number("centres", "ศูนย์เรียนรู้ในรัศมี", len(found))],
        [
            AnswerRow(
                each.centre,
                [_distance(each.metres)],
                day=each.centre.opened_on,
                others=each.hosts,
            )
            for each in found
        ],
    )


def similar(found: SameOrSimilar) -> Answer:
    """Rows: the sages, the nearest first; the others are the occupations they were asked by."""
    same = _sages("อาชีพเดียวกัน", found.asked, found.same)
    near = [
        row
        for occupation, sages in found.similar
        for row in _sages("อาชีพใกล้เคียง", [occupation], sages)
    ]
    return Answer(
        None,
        [
            number("same", "ปราชญ์อาชีพเดียวกันในรัศมี", len(same)),
            number("similar", "ปราชญ์อาชีพใกล้เคียงในรัศมี", len(near)),
        ],
        [*same, *near],
        "" if same else "ไม่มีปราชญ์อาชีพเดียวกันในรัศมี จึงแสดงอาชีพใกล้เคียง",
    )


def _sages(says: str, occupations: Sequence[Node], found: NearbySages) -> list[AnswerRow]:
    return [
        AnswerRow(each.sage, [_distance(each.metres)], says=says, others=occupations)
        for each in found.sages
    ]


def _distance(metres: float) -> Figure:
    return number("distance_km", "ระยะทาง (กม.)", metres / _KM)
