"""The invented subdistrict: its places, its agencies, its people and what they work at.

Every name of a person, village and agency is invented, and so is every telephone number.
"""

from collections.abc import Iterator

from examples.phayu.economy import GROUP_MEMBERS
from examples.phayu.rows import Row, Rows, household, short, slashed, thai, trainer, worded

VILLAGES = {
    "33209901": ("บ้านโนนตัวอย่าง", "Ban Non Tua Yang", 14.9620, 104.4180),
    "33209902": ("บ้านหนองสมมติ", "Ban Nong Sommot", 14.9525, 104.4430),
    "33209903": ("บ้านโคกจำลอง", "Ban Khok Chamlong", 14.9430, 104.4140),
    "33209904": ("บ้านดอนต้นแบบ", "Ban Don Ton Baep", 14.9160, 104.4440),
    "33209905": ("บ้านห้วยทดลอง", "Ban Huai Thotlong", 14.9300, 104.4560),
}

_AREAS: list[Row] = [
    {
        "area": "332099",
        "name": "โนนตัวอย่าง",
        "name_en": "Non Tua Yang",
        "lat": 14.9407,
        "lon": 104.4350,
    },
]

_AREAS += [
    {"area": code, "name": name, "name_en": english, "lat": lat, "lon": lon}
    for code, (name, english, lat, lon) in VILLAGES.items()
]

_OCCUPATIONS: list[Row] = [
    {"id": "OC01", "name": "หัตถกรรม"},
    {"id": "OC02", "name": "เกษตรและแปรรูป"},
    {
        "id": "OC03",
        "name": "ทอเสื่อ",
        "aliases": "ทอเสื่อกก; สานเสื่อ",
        "parent": "OC01",
        "similar_to": "OC04",
    },
    {"id": "OC04", "name": "จักสาน", "aliases": "สานไม้ไผ่; ทำกระติบข้าว", "parent": "OC01"},
    {"id": "OC05", "name": "ทอผ้า", "aliases": "ทอผ้าพื้นเมือง", "parent": "OC01"},
    {
        "id": "OC06",
        "name": "ปลูกผักปลอดสาร",
        "aliases": "ปลูกผัก",
        "parent": "OC02",
        "similar_to": "OC07",
    },
    {"id": "OC07", "name": "เพาะเห็ด", "aliases": "เพาะเห็ดนางฟ้า", "parent": "OC02"},
    {"id": "OC08", "name": "แปรรูปสมุนไพร", "aliases": "ลูกประคบ", "parent": "OC02"},
]

_AGENCIES: list[Row] = [
    {
        "id": "A1",
        "name": "สำนักงานพัฒนาชุมชนอำเภอ (ตัวอย่าง)",
        "agency_level": "อำเภอ",
        "area": "332001",
        "lat": 14.9360,
        "lon": 104.3880,
    },
    {
        "id": "A2",
        "name": "องค์การบริหารส่วนตำบลโนนตัวอย่าง",
        "agency_level": "ตำบล",
        "area": "332099",
        "lat": 14.9560,
        "lon": 104.4260,
    },
    {
        "id": "A3",
        "name": "สำนักงานเกษตรอำเภอ (ตัวอย่าง)",
        "agency_level": "อำเภอ",
        "area": "332001",
        "lat": 14.9345,
        "lon": 104.3900,
    },
    {
        "id": "A4",
        "name": "ศูนย์ส่งเสริมการเรียนรู้ตำบลโนนตัวอย่าง",
        "agency_level": "ตำบล",
        "area": "33209902",
        "lat": 14.9535,
        "lon": 104.4400,
    },
    {
        "id": "A5",
        "name": "สำนักงานพาณิชย์จังหวัด (ตัวอย่าง)",
        "agency_level": "จังหวัด",
        "area": "3301",
        "lat": 15.1180,
        "lon": 104.3220,
    },
    {
        "id": "A6",
        "name": "สภาเกษตรกรจังหวัด (ตัวอย่าง)",
        "agency_level": "จังหวัด",
        "area": "3301",
        "lat": 15.1120,
        "lon": 104.3310,
    },
    {
        "id": "A7",
        "name": "สำนักงานพัฒนาชุมชนจังหวัด (ตัวอย่าง)",
        "agency_level": "จังหวัด",
        "area": "3301",
        "lat": 15.1150,
        "lon": 104.3240,
    },
]

_OFFICERS: list[Row] = [
    {
        "id": "O1",
        "name": "นางสาวพิมพ์ใจ พัฒนาตัวอย่าง",
        "position": "นักวิชาการพัฒนาชุมชนชำนาญการ",
        "agency": "A1",
        "area": "3320",
        "phone": "045-000-001",
        "since": worded(2558, 10, 1),
    },
    {
        "id": "O2",
        "name": "นายธีระ นำพาสมมติ",
        "position": "พัฒนาการอำเภอ",
        "agency": "A1",
        "responsible_for": "3320",
        "area": "3320",
        "phone": "045-000-002",
        "since": worded(2559, 10, 3),
    },
    {
        "id": "O3",
        "name": "นายกิตติ เกษตรจำลอง",
        "position": "นักวิชาการส่งเสริมการเกษตรปฏิบัติการ",
        "agency": "A3",
        "responsible_for": "332099",
        "area": "3320",
        "phone": "045-000-003",
        "since": worded(2559, 4, 1),
    },
    {
        "id": "O4",
        "name": "นางสาวอรุณ ส่งเสริมต้นแบบ",
        "position": "เจ้าพนักงานพัฒนาชุมชนชำนาญงาน",
        "agency": "A1",
        "area": "3320",
        "phone": "045-000-004",
        "since": worded(2556, 10, 1),
    },
]

_RESPONSIBILITIES: list[Row] = [
    {
        "officer": "O4",
        "area": "332099",
        "since": worded(2556, 10, 1),
        "until": worded(2558, 9, 30),
    },
    {"officer": "O1", "area": "332099", "since": worded(2558, 10, 1)},
    {"officer": "O4", "area": "33209905", "since": worded(2561, 10, 1)},
]

_PASSED, _OPEN, _FAILED = "ผ่าน", "ยังไม่ประเมิน", "ไม่ผ่าน"
_SAGES: list[Row] = [
    {
        "id": "S1",
        "name": "นางทองใบ แก้วตัวอย่าง",
        "area": "33209901",
        "occupations": "OC03",
        "livelihood_criterion": _PASSED,
        "teaching_criterion": _PASSED,
        "volunteer_criterion": _PASSED,
        "capacity": 8,
        "phone": "081-000-0001",
        "lat": 14.9612,
        "lon": 104.4196,
        "since": short(2560, 1, 16),
    },
    {
        "id": "S2",
        "name": "นายบุญส่ง ศรีสมมติ",
        "area": "33209902",
        "occupations": "OC04; OC03",
        "livelihood_criterion": _PASSED,
        "teaching_criterion": _OPEN,
        "volunteer_criterion": _PASSED,
        "capacity": 5,
        "phone": "081-000-0002",
        "lat": 14.9519,
        "lon": 104.4441,
        "since": short(2560, 1, 16),
    },
    {
        "id": "S3",
        "name": "นางคำพอง บุญจำลอง",
        "area": "33209903",
        "occupations": "OC05; OC03",
        "livelihood_criterion": _PASSED,
        "teaching_criterion": _PASSED,
        "volunteer_criterion": _PASSED,
        "capacity": 6,
        "phone": "081-000-0003",
        "lat": 14.9437,
        "lon": 104.4152,
        "since": short(2560, 1, 16),
        "until": short(2561, 9, 30),
    },
    {
        "id": "S4",
        "name": "นายสมหมาย ดีต้นแบบ",
        "area": "33209904",
        "occupations": "OC07; OC06",
        "livelihood_criterion": _PASSED,
        "teaching_criterion": _PASSED,
        "volunteer_criterion": _PASSED,
        "capacity": 10,
        "phone": "081-000-0004",
        "lat": 14.9171,
        "lon": 104.4449,
        "since": short(2560, 1, 16),
    },
    {
        "id": "S5",
        "name": "นางประไพ ไหมทดลอง",
        "area": "331402",
        "occupations": "OC03; OC05",
        "livelihood_criterion": _PASSED,
        "teaching_criterion": _PASSED,
        "volunteer_criterion": _FAILED,
        "capacity": 12,
        "phone": "081-000-0005",
        "lat": 14.7420,
        "lon": 104.4710,
        "since": short(2558, 6, 1),
    },
]

TRAINER_WORK = (
    *("OC03", "OC03", "OC08", "OC06"),
    *("OC04", "OC04", "OC06", "OC08"),
    *("OC05", "OC05", "OC03", "OC06"),
    *("OC07", "OC07", "OC06", "OC06"),
    *("OC04", "OC04", "OC06", "OC07"),
)
"""The occupation that each of the twenty trainers teaches."""

LEADER_OF_TEAM = ("S1", "S2", "S3", "S4", "S4")
"""The sage of each village's team; the last village has no sage of its own."""

CHAIRS = {"P01": "G1", "P02": "G2", "P03": "G3", "P04": "G4", "P05": "G5"} | {
    "P06": "G6",
    "P07": "G7",
    "P08": "G8",
}
"""The person who chairs each group: the head of the household that does."""

_TRAINER_CRITERIA = {
    7: (_PASSED, _OPEN),
    13: (_OPEN, _PASSED),
    20: (_FAILED, _PASSED),
}
"""Trainers who are not known to be able in the livelihood, and to volunteer."""

_NOT_WILLING = {18: _FAILED, 39: _OPEN, 57: _OPEN, 96: _FAILED}
"""Households of which it is not known that they want to be trained."""

NOT_TRAINED = frozenset({18, 39, 57, 96})
"""Households that were chosen and did not come to a training."""

MODELS = frozenset({7, 65})
"""Households that others come to see."""

_MEN = (
    *("สมชัย", "บุญมี", "ประสิทธิ์", "คำดี", "สุวิทย์", "วิชัย", "ทองดี", "สมพร", "บุญเลิศ", "อุดม"),
    *("จันทร์", "สำราญ", "ไพโรจน์", "เเสวง", "มานพ", "ถาวร", "สนั่น", "ณรงค์", "เฉลิม", "พรชัย"),
)
_WOMEN = (
    *("บัวลา", "ทองสุข", "สมจิตร", "คำปุ่น", "หนูเพียร", "วันดี", "ลำดวน", "บุญช่วย", "สายทอง", "มะลิ"),
    *("อรทัย", "จันทา", "สุนีย์", "พูนทรัพย์", "ละเอียด", "บานเย็น", "ประนอม", "รัศมี", "นงคราญ", "กัลยา"),
)
_FAMILIES = ("ใจตัวอย่าง", "บุญสมมติ", "ทองจำลอง", "แสนต้นแบบ", "ศรีทดลอง", "คำตัวอย่าง", "พรสมมติ")


def community() -> Rows:
    """The tables of places, agencies and people."""
    return {
        "areas": _AREAS,
        "occupations": _OCCUPATIONS,
        "agencies": _AGENCIES,
        "officers": _OFFICERS,
        "responsibilities": _RESPONSIBILITIES,
        "sages": _SAGES,
        "trainers": list(_trainers()),
        "leaders": list(_leaders()),
        "chairs": list(_chairs()),
        "teams": [*_teams(), _SUPPORT_TEAM],
        "households": list(_households()),
        "selections": [
            {"selector": by, "selected": sage, "activity": "E014", "since": short(2560, 1, 16)}
            for by, sage in (("O1", "S1"), ("O1", "S2"), ("O1", "S3"), ("O3", "S4"))
        ],
    }


def _name(number: int) -> str:
    """An invented name: no two of the first 280 are the same."""
    man, at = number % 2, number // 2 % 20
    given = f"นาย{_MEN[at]}" if man else f"{'นาง' if number % 3 else 'น.ส.'}{_WOMEN[at]}"
    return f"{given} {_FAMILIES[(number + number // 40) % 7]}"


def _trainers() -> Iterator[Row]:
    codes = list(VILLAGES)
    for number in range(1, 21):
        village = (number - 1) // 4
        able, willing = _TRAINER_CRITERIA.get(number, (_PASSED, _PASSED))
        yield {
            "id": trainer(number),
            "name": _name(200 + number),
            "area": codes[village],
            "occupations": TRAINER_WORK[number - 1],
            "livelihood_criterion": able,
            "volunteer_criterion": willing,
            "team": f"TEAM{village + 1}",
            "selected_by": LEADER_OF_TEAM[village],
            "capacity": 5,
            "phone": f"089-000-01{number:02}",
            **_point(codes[village], number, 0.0012),
            "since": slashed(2560, 2, 6 + 2 * village),
        }


def _leaders() -> Iterator[Row]:
    for at, code in enumerate(VILLAGES):
        yield {
            "id": f"L{at + 1}",
            "name": _name(230 + at),
            "area": code,
            "phone": f"087-000-02{at + 1:02}",
            "since": short(2557, 6, 1),
        }


def _chairs() -> Iterator[Row]:
    codes = list(VILLAGES)
    for person, group in CHAIRS.items():
        head = GROUP_MEMBERS[group][0]
        yield {
            "id": person,
            "name": _name(head),
            "area": codes[(head - 1) // 20],
            "chair_of": group,
            "since": short(2560, 6, 12) if group != "G8" else short(2561, 1, 15),
        }
    yield {
        "id": "P09",
        "name": "นายประสงค์ สภาตัวอย่าง",
        "area": "3301",
        "chair_of": "A6",
        "since": short(2559, 1, 4),
    }


_SUPPORT_TEAM: Row = {
    "id": "TEAM6",
    "name": "ทีมสนับสนุนการขับเคลื่อนสัมมาชีพชุมชน ระดับอำเภอ",
    "team_kind": "ทีมสนับสนุนอำเภอ",
    "area": "3320",
    "led_by": "O2",
    "since": short(2560, 1, 9),
}


def _teams() -> Iterator[Row]:
    for at, (code, (name, *_)) in enumerate(VILLAGES.items()):
        yield {
            "id": f"TEAM{at + 1}",
            "name": f"ทีมวิทยากรสัมมาชีพ{name}",
            "team_kind": "ทีมวิทยากรหมู่บ้าน",
            "area": code,
            "led_by": LEADER_OF_TEAM[at],
            "since": slashed(2560, 2, 6 + 2 * at),
        }


def _households() -> Iterator[Row]:
    codes = list(VILLAGES)
    for number in range(1, 101):
        village = (number - 1) // 20
        yield {
            "id": household(number),
            "name": f"ครัวเรือนที่ {(number - 1) % 20 + 1} {VILLAGES[codes[village]][0]}",
            "head": _name(number),
            "house_no": f"{3 * number % 97 + 1}" + ("/1" if number % 9 == 0 else ""),
            "area": codes[village],
            "status": _status(number),
            "occupations": TRAINER_WORK[(number - 1) // 5],
            "willingness_criterion": _NOT_WILLING.get(number, _PASSED),
            "selected_by": f"TEAM{village + 1}",
            **_point(codes[village], number, 0.0030),
            "since": (thai if number % 20 == 1 else short)(2560, 2, 20 + village),
        }


def _status(number: int) -> str:
    if number in NOT_TRAINED:
        return "ได้รับคัดเลือก"
    if number in MODELS:
        return "ครัวเรือนต้นแบบ"
    if any(number in members for members in GROUP_MEMBERS.values()):
        return "รวมกลุ่มแล้ว"
    return "ทำอาชีพแล้ว" if number % 3 else "อบรมแล้ว"


def _point(code: str, number: int, spread: float) -> dict[str, float]:
    """A house near the middle of its village, on a grid of five by five."""
    _, _, lat, lon = VILLAGES[code]
    row, column = divmod(number * 7 % 25, 5)
    return {
        "lat": round(lat + (row - 2) * spread / 2, 5),
        "lon": round(lon + (column - 2) * spread / 2 + number % 4 * 0.00015, 5),
    }
