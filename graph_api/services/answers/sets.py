"""Answers about sets of people: what they reach, what is lost or won with them, whom to choose."""

from collections.abc import Mapping, Sequence

from graph_api.analytics.contagion import Contagion
from graph_api.analytics.influence import Influence
from graph_api.analytics.introductions import Introduction, NewTie
from graph_api.analytics.key_players import Cover
from graph_api.domain.links import LINK_RULES
from graph_api.domain.nodes import Node
from graph_api.services.adoption import Adoption, Passing
from graph_api.services.answers.form import Answer, AnswerRow, Figure, number, share
from graph_api.services.joint_reach import JointReach
from graph_api.services.key_people import Chosen
from graph_api.services.shares import Share
from graph_api.services.what_if import NetworkChange

Nodes = Mapping[str, Node]

_KINDS = {
    Introduction.CLOSING: "มีคนรู้จักร่วมกัน",
    Introduction.BRIDGING: "เชื่อมวงที่ยังไม่รู้จักกัน",
}


def joint_reach(found: JointReach, nodes: Nodes) -> Answer:
    """Rows: the set, with what each reaches alone and what nobody else of the set reaches."""
    rows = [
        AnswerRow(
            nodes[each],
            [
                number("alone", "ไปถึงได้ลำพัง", part.alone),
                number("adds", "มีเพียงรายนี้ที่ไปถึง", part.adds),
            ],
            says="" if part.adds else "รายอื่นไปถึงแทนได้ทั้งหมด",
        )
        for each, part in found.parts.items()
        if each in nodes
    ]
    figures = [
        number("steps", "ภายในจำนวนก้าว", found.steps),
        share("reached", "ไปถึงร่วมกัน (นับคนละครั้ง รวมตัวเอง)", found.reached),
    ]
    return Answer(None, figures, rows, snapshot=found.snapshot)


def change(found: NetworkChange, nodes: Sequence[Node]) -> Answer:
    """Figures: each of the network before and after. Rows: the set."""
    before, after = found.figures.before, found.figures.after
    pairs = (
        ("components", "จำนวนส่วน", before.components, after.components),
        ("largest_share", "สัดส่วนของส่วนที่ใหญ่ที่สุด", before.largest_share, after.largest_share),
        ("density", "ความหนาแน่น", before.density, after.density),
        (
            "articulation_points",
            "จุดเชื่อมวิกฤต",
            before.articulation_points,
            after.articulation_points,
        ),
        (
            "degree_centralisation",
            "การกระจุกของความเชื่อมโยง",
            before.degree_centralisation,
            after.degree_centralisation,
        ),
        (
            "fragmentation",
            "สัดส่วนคู่ที่ไปไม่ถึงกัน (F)",
            found.figures.fragmentation_before,
            found.figures.fragmentation_after,
        ),
        ("distance_fragmentation", "การห่างกัน (DF)", found.distance_before, found.distance_after),
        ("nodes", "จำนวนผู้เกี่ยวข้อง", before.nodes, after.nodes),
        ("links", "จำนวนความเชื่อมโยง", before.links, after.links),
    )
    return Answer(
        None,
        [figure for pair in pairs for figure in _before_and_after(*pair)],
        [AnswerRow(node) for node in nodes],
        "คำนวณจากภาพเครือข่าย ไม่ได้บอกว่าคนอื่นจะทำอย่างไรต่อ",
        found.snapshot,
    )


def _before_and_after(
    name: str, caption: str, before: float | None, after: float | None
) -> tuple[Figure, Figure]:
    return (
        number(f"{name}_before", f"{caption} ก่อน", before),
        number(f"{name}_after", f"{caption} หลัง", after),
    )


_MODEL = "เป็นแบบจำลอง: โอกาสส่งต่อเป็นค่าที่ผู้ถามกำหนด ไม่ใช่ค่าที่วัดได้ จึงใช้เทียบชุดต่าง ๆ ไม่ใช่ใช้พยากรณ์"


def adoption(found: Adoption, nodes: Sequence[Node]) -> Answer:
    """Figures: those expected by chance with the error, and by hearing from two. Rows: the set."""
    return Answer(
        None,
        [
            *_chances(found.passing),
            *_spread(found.spread),
            *_by_two(found.by_two, found.actors),
        ],
        [AnswerRow(node) for node in nodes],
        _MODEL,
        found.snapshot,
    )


def _chances(passing: Passing) -> list[Figure]:
    caption = "โอกาสส่งต่อของแต่ละความเชื่อมโยง" + (" ชนิดอื่น" if passing.of_types else "")
    return [
        number("chance", caption, passing.of_tie),
        *(
            number(
                f"chance.{kind.value.lower()}", f"โอกาสส่งต่อ: {LINK_RULES[kind].caption_th}", chance
            )
            for kind, chance in passing.of_types.items()
        ),
    ]


def _spread(found: Influence) -> list[Figure]:
    return [
        number("expected", "จำนวนที่คาดว่าจะทำตาม (รวมผู้เริ่ม)", found.value),
        number("standard_error", "ค่าคลาดเคลื่อนมาตรฐาน", found.standard_error),
        number("runs", "จำนวนครั้งที่จำลอง", found.runs),
    ]


def _by_two(found: Contagion, actors: int) -> list[Figure]:
    return [
        share("by_two", "ทำตามเมื่อเห็นสองราย (รวมผู้เริ่ม)", Share(found.adopters, actors, sample=False)),
        number("rounds", "จำนวนรอบ", found.rounds),
    ]


def named(found: Chosen) -> set[str]:
    """The ids that an answer names."""
    match found.choice:
        case Cover() as cover:
            return set(cover.chosen)
        case Influence() | Contagion() as begun:
            return set(begun.seeds)
        case ties:
            return {end for tie in ties for end in tie.ends}


def chosen(found: Chosen, nodes: Nodes) -> Answer:
    """Figures: the worth of the choice and how sure it is. Rows: who was chosen, in order."""
    out_of = number("candidates", "ผู้ให้เลือก", found.candidates)
    match found.choice:
        case Cover() as cover:
            figures, rows, note = _cover(cover, found.actors, nodes)
        case Influence() as seeds:
            figures, rows, note = _seeds(seeds, nodes)
        case Contagion() as by_two:
            figures, rows = _by_two(by_two, found.actors), _in_order(by_two.seeds, nodes)
            note = "ไม่มีหลักประกันว่าเป็นชุดที่ดีที่สุด"
        case ties:
            figures, rows = [], [_tie(tie, nodes) for tie in ties if nodes.keys() >= {*tie.ends}]
            note = "เลือกทีละคู่ ไม่มีหลักประกันว่าเป็นชุดที่ดีที่สุด"
    return Answer(None, [*figures, out_of], rows, note, found.snapshot)


def _cover(cover: Cover, actors: int, nodes: Nodes) -> tuple[list[Figure], list[AnswerRow], str]:
    figures = [
        share(
            "covered", "ไปถึงร่วมกัน (นับคนละครั้ง รวมตัวเอง)", Share(cover.covered, actors, sample=False)
        ),
        number("upper_bound", "ไม่มีชุดใดไปถึงเกินจำนวนนี้", cover.upper_bound),
        number("guarantee", "ไม่น้อยกว่าสัดส่วนนี้ของชุดที่ดีที่สุด", cover.guarantee),
    ]
    rows = [
        AnswerRow(
            nodes[each],
            [
                number("order", "ลำดับที่เลือก", at + 1),
                number("gain", "เพิ่มจากผู้ที่เลือกก่อน", gain),
            ],
        )
        for at, (each, gain) in enumerate(zip(cover.chosen, cover.gains, strict=True))
        if each in nodes
    ]
    return figures, rows, ""


def _seeds(seeds: Influence, nodes: Nodes) -> tuple[list[Figure], list[AnswerRow], str]:
    figures = [
        *_spread(seeds),
        number("claimed", "ค่าที่ใช้เลือก (สูงเกินจริง ไว้เทียบเท่านั้น)", seeds.claimed),
    ]
    return figures, _in_order(seeds.seeds, nodes), _MODEL


def _in_order(ids: Sequence[str], nodes: Nodes) -> list[AnswerRow]:
    return [
        AnswerRow(nodes[each], [number("order", "ลำดับที่เลือก", at)])
        for at, each in enumerate(ids, 1)
        if each in nodes
    ]


def _tie(tie: NewTie, nodes: Nodes) -> AnswerRow:
    one, other = tie.ends
    return AnswerRow(
        nodes[one],
        [number("gain", "คู่ที่เข้ามาอยู่ภายในสองก้าว", tie.gain)],
        says=_KINDS[tie.kind],
        others=[nodes[other]],
    )
