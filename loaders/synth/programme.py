"""What holds the invented network together from outside: plans, media, materials, results.

A few online media are known to all the country and most to one province, so they are hubs.
"""

from collections.abc import Iterator

from loaders.synth.country import Village
from loaders.synth.draws import Draws
from loaders.synth.economy import groups_of
from loaders.synth.people import HOUSEHOLDS, OCCUPATIONS, TRAINERS, Row, household, plan, sage

_PROGRAMME, _GOALS = "PG-1", ("GO-1", "GO-2")
_YEARS = (2017, 2021)
_CHANNELS = 40
_PLATFORMS = ("YouTube", "Facebook", "TikTok", "LINE")
_MATERIALS = (
    # name, kind, unit
    ("กกแห้ง", "RAW", "กก."),
    ("เมล็ดพันธุ์ผัก", "RAW", "ซอง"),
    ("เส้นด้าย", "RAW", "ไจ"),
    ("ก้อนเชื้อเห็ด", "RAW", "ก้อน"),
    ("อาหารไก่", "RAW", "กระสอบ"),
    ("แป้งและน้ำตาล", "RAW", "กก."),
    ("กี่ทอเสื่อ", "EQUIPMENT", "หลัง"),
    ("เตาอบ", "EQUIPMENT", "เครื่อง"),
    ("ชุดสาธิต", "DEMO", "ชุด"),
)
_STAGES = ("FORMED", "PRODUCT", "SELLING_INSIDE", "SELLING_OUTSIDE", "OTOP_REGISTERED")


def programmes(village: Village) -> Iterator[Row]:
    """The one programme, with the first village."""
    if village.number == 1:
        yield {
            "id": _PROGRAMME,
            "name": "โครงการสัมมาชีพชุมชน (จำลอง)",
            "fiscal_year_from": _YEARS[0],
            "fiscal_year_to": _YEARS[1],
            "goals": list(_GOALS),
        }


def goals(village: Village) -> Iterator[Row]:
    """What the programme aims at."""
    if village.number == 1:
        names = ("ครัวเรือนที่อบรมแล้วทำอาชีพ", "กลุ่มอาชีพมีที่ขาย")
        for goal, name, target in zip(_GOALS, names, (85, 60), strict=True):
            row: Row = {"id": goal, "name": name, "fiscal_year": _YEARS[0]}
            yield {**row, "target": target, "unit": "ร้อยละ"}


def plans(village: Village) -> Iterator[Row]:
    """The plan of each district."""
    if 4 in village.new:
        yield {
            "id": plan(village.district),
            "name": f"แผนสัมมาชีพอำเภอ {village.district}",
            "fiscal_year": _YEARS[0],
            "area": village.district,
            "programme": _PROGRAMME,
            "goals": list(_GOALS),
        }


def online_media(village: Village) -> Iterator[Row]:
    """The channels of the country, and one of each province."""
    if village.number == 1:
        for at in range(1, _CHANNELS + 1):
            yield _channel(f"V-{at:02}", f"ช่องสอนอาชีพ {at}", at)
    if 2 in village.new:
        province = village.province
        yield {**_channel(f"V-P{province}", f"ช่องของจังหวัด {province}", 1), "area": province}


def media_learning(village: Village) -> Iterator[Row]:
    """One household in four, and half of the sages, learned something from a channel."""
    draws = village.draws("media")
    for number in range(1, HOUSEHOLDS + 1):
        if draws.chance(25):
            yield _learned(household(village.code, number), village, draws)
    if draws.chance(50):
        yield _learned(sage(village.code), village, draws)


def materials(village: Village) -> Iterator[Row]:
    """What is used in trainings."""
    if village.number == 1:
        for at, (name, kind, unit) in enumerate(_MATERIALS, start=1):
            yield {"id": _material(at), "name": name, "material_kind": kind, "unit": unit}


def material_uses(village: Village) -> Iterator[Row]:
    """What each training planned and got; one in ten got less."""
    draws = village.draws("material uses")
    for number in range(1, TRAINERS + 1):
        planned = 10 * (1 + draws.below(5))
        delivered = planned // 2 if draws.chance(10) else planned
        yield {
            "used_for": f"E-{village.code}-T{number}",
            "material": _material(1 + draws.below(len(_MATERIALS))),
            "planned": planned,
            "delivered": delivered,
            "cost_baht": 40 * delivered,
        }


def incomes(village: Village) -> Iterator[Row]:
    """What each group's work brought before and after."""
    draws = village.draws("incomes")
    for group in groups_of(village):
        before = 1000 * (5 + draws.below(30))
        after = before + 500 * draws.below(40)
        for phase, year, baht in (("BEFORE", 2016, before), ("AFTER", 2018, after)):
            yield {
                "id": f"IN-{group.id[2:]}-{phase[0]}",
                "name": f"รายได้ {year + 543} กลุ่มอาชีพที่ {group.id[-1]} {village.name}",
                "concerns": [group.id],
                "baht": baht,
                "period_start": f"{year}-01-01",
                "period_end": f"{year}-12-31",
                "basis": draws.pick(("DECLARED", "DECLARED", "RECORDED")),
                "phase": phase,
            }


def stage_changes(village: Village) -> Iterator[Row]:
    """How far half of the groups came."""
    draws = village.draws("stages")
    for group in groups_of(village):
        if draws.chance(50):
            stage = draws.pick_early(_STAGES)
            yield {
                "id": f"ST-{group.id[2:]}",
                "name": f"พัฒนาการกลุ่มอาชีพที่ {group.id[-1]} {village.name}",
                "concerns": [group.id],
                "stage": stage,
                "changed_on": f"2018-{1 + draws.below(9):02}-{1 + draws.below(28):02}",
                "scheme": "OTOP" if stage == "OTOP_REGISTERED" else None,
                "year": 2018,
            }


def _channel(media: str, name: str, at: int) -> Row:
    return {
        "id": media,
        "name": name,
        "url": f"https://example.org/{media}",
        "platform": _PLATFORMS[at % len(_PLATFORMS)],
        "retrieved_on": "2018-10-01",
        "occupations": [OCCUPATIONS[at % len(OCCUPATIONS)]],
    }


def _learned(learner: str, village: Village, draws: Draws) -> Row:
    """The first channels are known to most (a draw below a draw below a draw), the rest to few."""
    if draws.chance(15):
        media = f"V-P{village.province}"
    else:
        media = f"V-{1 + draws.below(1 + draws.below(1 + draws.below(_CHANNELS))):02}"
    return {"learner": learner, "media": media, "applied": draws.chance(40), "since": "2017-08-01"}


def _material(at: int) -> str:
    return f"MT-{at:02}"
