"""Answers about who learnt from whom: cascades, chains, visits, a year's beginnings, circles."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from graph_api.domain.areas import AreaLevel
from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import LINK_RULES, Link
from graph_api.domain.nodes import Activity, Area, Node
from graph_api.services.answers.captions import ACTIVITIES, KINDS, LEVELS
from graph_api.services.answers.form import Answer, AnswerRow, Figure, number
from graph_api.services.cascade import Cascade, Learner
from graph_api.services.chain import Chain
from graph_api.services.circles import Circle, CirclesAndVillages
from graph_api.services.fiscal_years import YearComparison
from graph_api.services.study_visits import VisitFlow

_TRUNCATED = "พื้นที่นี้ใหญ่เกินกว่าจะอ่านครบ: ถามพื้นที่ที่แคบลง"


def cascade(found: Cascade) -> Answer:
    """Figures: learners at each level. Rows: the learners; the other is who taught them first."""
    by_id = {found.root.id: found.root} | {each.node.id: each.node for each in found.learners}
    levels = Counter(each.level for each in found.learners)
    return Answer(
        None,
        [
            number("learners", "ผู้เรียนทั้งหมด", len(found.learners)),
            *(number(f"level_{n}", f"ผู้เรียนชั้นที่ {n}", levels[n]) for n in sorted(levels)),
        ],
        [_learner(each, by_id[each.teacher]) for each in found.learners],
    )


def _learner(each: Learner, teacher: Node) -> AnswerRow:
    return AnswerRow(
        each.node,
        [number("level", "ชั้นที่", each.level)],
        says=f"เรียนจาก{teacher.name}",
        day=each.links[-1].since,
        others=[teacher],
        evidence=each.links,
    )


def chain(found: Chain | None) -> Answer:
    """Rows: the nodes on the way; what is said of one, and its evidence, joins it to the last."""
    if found is None:
        return Answer(None, [number("steps", "จำนวนก้าว", None)], note="ไม่พบทางภายในจำนวนก้าวที่ถาม")
    names = {node.id: node.name for node in found.nodes}
    steps: Sequence[Sequence[Link]] = [(), *found.steps]
    return Answer(
        None,
        [number("steps", "จำนวนก้าว", len(found.steps))],
        [
            AnswerRow(
                node,
                [number("step", "ก้าวที่", at)],
                says=_sentences(links, names) or "ต้นทาง",
                evidence=links,
            )
            for at, (node, links) in enumerate(zip(found.nodes, steps, strict=True))
        ],
    )


def _sentences(links: Sequence[Link], names: Mapping[str, str]) -> str:
    said = (
        f"{names[link.source]} {LINK_RULES[link.type].caption_th} {names[link.target]}"
        for link in links
    )
    return " · ".join(dict.fromkeys(said))


def visits(area: Area, found: Sequence[VisitFlow], visitors: Mapping[str, Node]) -> Answer:
    """Rows: the places visited, one for each home and visit; the others are who went."""
    crossed = Counter(each.crosses for each in found)
    return Answer(
        area,
        [
            number("visits", "ครั้งที่ไปดูงาน (นับแยกตามหมู่บ้านที่ไป)", len(found)),
            *(
                number(f"crosses_{level.value.lower()}", f"ไปข้าม{LEVELS[level]}", crossed[level])
                for level in AreaLevel
            ),
        ],
        [
            AnswerRow(
                each.place,
                [number("visitors", "ผู้ไปดูงาน", len(each.links))],
                says=f"ข้าม{LEVELS[each.crosses]}" if each.crosses else "",
                day=each.day,
                others=[visitors[x.source] for x in each.links if x.source in visitors],
                evidence=each.links,
            )
            for each in found
        ],
    )


def year(area: Area, found: YearComparison) -> Answer:
    """Figures: how many of each kind and type began. Rows: the nodes that did."""
    figures = [
        figure
        for each in found.years
        for figure in (*_kinds(each.nodes_by_kind), *_types(each.links))
    ]
    return Answer(
        area,
        [*figures, number("undated", "ความเชื่อมโยงที่ไม่รู้วันเริ่ม (ไม่นับ)", found.undated)],
        [
            AnswerRow(node, says=_kind(node), day=each.days.get(node.id))
            for each in found.years
            for node in each.nodes
        ],
        _TRUNCATED if found.truncated else "",
    )


def _kind(node: Node) -> str:
    return ACTIVITIES[node.activity_kind] if isinstance(node, Activity) else KINDS[node.kind]


def _kinds(counts: Mapping[NodeKind, int]) -> list[Figure]:
    return [
        number(kind.value.lower(), f"สิ่งที่เกิดขึ้น: {KINDS[kind]}", counts[kind])
        for kind in NodeKind
        if counts.get(kind)
    ]


def _types(links: Iterable[Link]) -> list[Figure]:
    counts = Counter(link.type for link in links)
    return [
        number(f"link_{kind.value.lower()}", f"ความเชื่อมโยงที่เกิดขึ้น: {rule.caption_th}", counts[kind])
        for kind, rule in LINK_RULES.items()
        if counts[kind]
    ]


def circles(area: Area, found: CirclesAndVillages, villages: Mapping[str, Area]) -> Answer:
    """Rows: the circles by who has most ties in each; the others are all members."""
    return Answer(
        area,
        [
            number("circles", "จำนวนวง", len(found.circles)),
            number("modularity", "ความเป็นวง (0 คือโดยบังเอิญ)", found.modularity),
            number("agreement", "สัดส่วนผู้อยู่ในหมู่บ้านที่มากที่สุดของวง", found.agreement),
            number("adjusted_rand", "ความตรงกับหมู่บ้าน (0 บังเอิญ ถึง 1)", found.adjusted_rand),
        ],
        [_circle(each, villages) for each in found.circles],
        _TRUNCATED if found.truncated else "",
    )


def _circle(each: Circle, villages: Mapping[str, Area]) -> AnswerRow:
    names = {code: villages[code].name if code in villages else code for code in each.villages}
    largest = sorted(each.villages, key=lambda code: (-each.villages[code], code))
    return AnswerRow(
        each.busiest,
        [
            number("members", "สมาชิกของวง", len(each.members)),
            *(number(code, f"อยู่{names[code]}", each.villages[code]) for code in largest),
        ],
        says=", ".join(f"{names[code]} {each.villages[code]}" for code in largest),
        others=each.members,
    )
