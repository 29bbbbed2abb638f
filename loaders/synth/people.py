"""Who lives and works in the invented network: agencies, officers, sages, trainers, households."""

from collections.abc import Iterator
from typing import Any

from loaders.synth.country import Village
from loaders.synth.draws import Draws

Row = dict[str, Any]

TRAINERS, HOUSEHOLDS = 4, 20
_A_TRAINER = HOUSEHOLDS // TRAINERS

_ROOTS = ("หัตถกรรม", "เกษตรกรรม", "แปรรูป")
_OCCUPATIONS: tuple[tuple[str, int, str | None], ...] = (
    # name, which root, the id of one that is near
    ("ทอเสื่อ", 1, None),
    ("ปลูกผักปลอดสาร", 2, None),
    ("แปรรูปอาหาร", 3, None),
    ("ทอผ้า", 1, "OC-01"),
    ("เพาะเห็ด", 2, "OC-02"),
    ("แปรรูปสมุนไพร", 3, None),
    ("จักสาน", 1, "OC-01"),
    ("เลี้ยงไก่", 2, None),
    ("ทำขนม", 3, "OC-03"),
    ("เลี้ยงปลา", 2, "OC-08"),
)
OCCUPATIONS = tuple(f"OC-{at + 1:02}" for at in range(len(_OCCUPATIONS)))
"""The occupations people practise; the earlier, the commoner."""

_MEN = ("สมชัย", "บุญมี", "ประสิทธิ์", "คำดี", "วิชัย", "ทองดี", "อุดม", "สำราญ", "มานพ", "ถาวร")
_WOMEN = ("บัวลา", "สมจิตร", "หนูเพียร", "วันดี", "ลำดวน", "สายทอง", "มะลิ", "จันทา", "ละเอียด", "รัศมี")
_FAMILY = ("ใจตัวอย่าง", "บุญสมมติ", "ทองจำลอง", "แสนต้นแบบ", "ศรีทดลอง", "คำตัวอย่าง", "พรสมมติ", "ดีจำลอง")


def sage(code: str) -> str:
    """The id of the sage of a village."""
    return f"S-{code}"


def team(code: str) -> str:
    """The id of the team of a village."""
    return f"TM-{code}"


def trainer(code: str, number: int) -> str:
    """The id of a trainer of a village, 1 to 4."""
    return f"T-{code}-{number}"


def household(code: str, number: int) -> str:
    """The id of a household of a village, 1 to 20."""
    return f"H-{code}-{number:02}"


def office(area: str) -> str:
    """The id of the office of a district or province."""
    return f"A-{area}"


def officer(district: str) -> str:
    """The id of the officer of a district."""
    return f"O-{district}"


def plan(district: str) -> str:
    """The id of the plan of a district."""
    return f"PL-{district}"


def work(village: Village) -> list[str]:
    """The occupations the four trainers teach; the first is the sage's."""
    draws = village.draws("work")
    # What a province is known for comes up oftener than chance alone would have it.
    known_for = Draws(village.seed, village.province, "work").pick_early(OCCUPATIONS)
    own = known_for if draws.chance(40) else draws.pick_early(OCCUPATIONS)
    return [own, *(draws.pick_early(OCCUPATIONS) for _ in range(TRAINERS - 1))]


def occupations(first: Village) -> Iterator[Row]:
    """The rows of the occupations, with the first village of the network."""
    if first.number > 1:
        return
    for at, name in enumerate(_ROOTS, start=1):
        yield {"id": f"OC-R{at}", "name": name}
    for occupation, (name, root, near) in zip(OCCUPATIONS, _OCCUPATIONS, strict=True):
        similar = [near] if near else []
        yield {"id": occupation, "name": name, "parent": f"OC-R{root}", "similar_to": similar}


def areas(village: Village) -> Iterator[Row]:
    """The row of the village; the areas around it are official."""
    yield {"area": village.code, "name": village.name, "lat": village.lat, "lon": village.lon}


def agencies(village: Village) -> Iterator[Row]:
    """The office of each province and district."""
    if 2 in village.new:
        yield _office(village.province, "สำนักงานพาณิชย์จังหวัด", "PROVINCE")
    if 4 in village.new:
        yield _office(village.district, "สำนักงานพัฒนาชุมชนอำเภอ", "DISTRICT")


def officers(village: Village) -> Iterator[Row]:
    """The officer of each district."""
    if 4 not in village.new:
        return
    yield {
        "id": officer(village.district),
        "name": _name(village.draws("officer")),
        "position": "นักวิชาการพัฒนาชุมชนปฏิบัติการ",
        "agency": office(village.district),
        "responsible_for": [village.district],
        "area": village.district,
    }


def sages(village: Village) -> Iterator[Row]:
    """The sage of the village; one in twenty has ended the role."""
    draws = village.draws("sage")
    yield {
        "id": sage(village.code),
        "name": _name(draws),
        "area": village.code,
        "occupations": work(village)[:1],
        "livelihood_criterion": "PROVEN",
        "teaching_criterion": "UNPROVEN" if draws.chance(15) else "PROVEN",
        "volunteer_criterion": "UNPROVEN" if draws.chance(5) else "PROVEN",
        "capacity": 5 + draws.below(6),
        "lat": village.lat,
        "lon": village.lon,
        "precision": "HOUSE",
        "since": "2017-01-16",
        "until": "2018-09-30" if draws.chance(5) else None,
    }


def trainers(village: Village) -> Iterator[Row]:
    """The four trainers of the village, chosen by its sage."""
    draws = village.draws("trainers")
    for number, occupation in enumerate(work(village), start=1):
        yield {
            "id": trainer(village.code, number),
            "name": _name(draws),
            "area": village.code,
            "occupations": [occupation],
            "team": team(village.code),
            "selected_by": [sage(village.code)],
            "since": "2017-02-06",
        }


def teams(village: Village) -> Iterator[Row]:
    """The trainer team of the village, led by its sage."""
    yield {
        "id": team(village.code),
        "name": f"ทีมวิทยากร{village.name}",
        "team_kind": "VILLAGE_TRAINER",
        "area": village.code,
        "led_by": sage(village.code),
        "since": "2017-02-06",
    }


def households(village: Village) -> Iterator[Row]:
    """The twenty households of the village, chosen by its team."""
    draws = village.draws("households")
    taught = work(village)
    for number in range(1, HOUSEHOLDS + 1):
        yield {
            "id": household(village.code, number),
            "name": f"ครัวเรือนที่ {number} {village.name}",
            "area": village.code,
            "status": draws.pick_early(("PRACTISING", "GROUPED", "TRAINED", "SELECTED", "MODEL")),
            "occupations": [taught[(number - 1) // _A_TRAINER]],
            "selected_by": [team(village.code)],
            "since": "2017-02-20",
        }


def learners(village: Village, number: int) -> list[str]:
    """The households that a trainer of the village teaches; one in twenty stays away."""
    draws = village.draws(f"learners {number}")
    first = (number - 1) * _A_TRAINER + 1
    chosen = range(first, first + _A_TRAINER)
    return [household(village.code, each) for each in chosen if not draws.chance(5)]


def peers(village: Village) -> Iterator[Row]:
    """Households that help each other, mostly of one village, now and then of two."""
    draws = village.draws("peers")
    pairs = set()
    for _ in range(1 + draws.below(8)):
        one, other = draws.some(2, range(1, HOUSEHOLDS + 1))
        elsewhere = village.before if village.before and draws.chance(10) else village.code
        pairs.add((household(village.code, one), household(elsewhere, other)))
    for one_id, other_id in sorted(pairs):
        kind = draws.pick(("HELP", "OCCUPATION_NETWORK"))
        yield {"household": one_id, "peer": other_id, "kind": kind}


def coordination(village: Village) -> Iterator[Row]:
    """The officer of the district works with the sage, sages of neighbours with each other."""
    draws = village.draws("coordination")
    if draws.chance(80):
        yield {"partner": officer(village.district), "other": sage(village.code)}
    if village.before and draws.chance(25):
        yield {"partner": sage(village.code), "other": sage(village.before)}
    if 4 in village.new:
        yield {"partner": office(village.district), "other": office(village.province)}


def _office(area: str, name: str, level: str) -> Row:
    return {"id": office(area), "name": f"{name} {area}", "agency_level": level, "area": area}


def _name(draws: Draws) -> str:
    given = f"นาย{draws.pick(_MEN)}" if draws.chance(50) else f"นาง{draws.pick(_WOMEN)}"
    return f"{given} {draws.pick(_FAMILY)}"
