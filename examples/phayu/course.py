"""What was meant in the example, what came of it, and what was written down about it."""

from collections.abc import Iterator

from examples.phayu.rows import Row, Rows, joined, short, worded

_PROGRAMMES: list[Row] = [
    {
        "id": "PG1",
        "name": "โครงการสร้างสัมมาชีพชุมชน (ตัวอย่าง)",
        "fiscal_year_from": 2560,
        "fiscal_year_to": 2564,
        "goals": joined("GOAL1", "GOAL2", "GOAL3"),
    },
]

_GOALS: list[Row] = [
    {
        "id": "GOAL1",
        "name": "ครัวเรือนที่อบรมทำอาชีพได้จริง",
        "fiscal_year": 2561,
        "text": "ครัวเรือนที่ผ่านการอบรมทำอาชีพต่อเนื่อง ไม่น้อยกว่าร้อยละ 85",
        "target": 85,
        "unit": "ร้อยละ",
        "area": "332099",
    },
    {
        "id": "GOAL2",
        "name": "หมู่บ้านมีกลุ่มอาชีพ",
        "fiscal_year": 2561,
        "text": "หมู่บ้านเป้าหมายตั้งกลุ่มอาชีพได้ ไม่น้อยกว่าร้อยละ 10",
        "target": 10,
        "unit": "ร้อยละ",
        "area": "332099",
    },
    {
        "id": "GOAL3",
        "name": "รายได้ครัวเรือนเพิ่มขึ้น",
        "fiscal_year": 2561,
        "text": "รายได้ของครัวเรือนเพิ่มขึ้น ไม่น้อยกว่าร้อยละ 3",
        "target": 3,
        "unit": "ร้อยละ",
        "area": "332099",
    },
]

_PLANS: list[Row] = [
    {
        "id": "PLAN1",
        "name": "แผนสัมมาชีพชุมชน ตำบลโนนตัวอย่าง ปีงบประมาณ 2560",
        "fiscal_year": 2560,
        "text": "คัดเลือกปราชญ์และทีมวิทยากร จัดเวทีทุกหมู่บ้าน แล้วอบรมครัวเรือนหมู่บ้านละ 20 ครัวเรือน",
        "area": "332099",
        "programme": "PG1",
        "goals": joined("GOAL1", "GOAL2"),
    },
    {
        "id": "PLAN2",
        "name": "แผนต่อยอดกลุ่มอาชีพ ตำบลโนนตัวอย่าง ปีงบประมาณ 2561",
        "fiscal_year": 2561,
        "text": "อบรมเพิ่ม ศึกษาดูงาน และหาพื้นที่จำหน่ายให้กลุ่ม",
        "area": "332099",
        "programme": "PG1",
        "goals": "GOAL3",
        "occupations": joined("OC03", "OC04", "OC07"),
    },
]

_MATERIALS: list[Row] = [
    {"id": "MAT1", "name": "ต้นกกแห้ง", "material_kind": "วัสดุสาธิต", "unit": "กก."},
    {"id": "MAT2", "name": "สีย้อมธรรมชาติ", "material_kind": "วัสดุสาธิต", "unit": "ชุด"},
    {"id": "MAT3", "name": "ก้อนเชื้อเห็ด", "material_kind": "วัตถุดิบ", "unit": "ก้อน"},
    {"id": "MAT4", "name": "กี่ทอผ้า", "material_kind": "อุปกรณ์", "unit": "หลัง"},
    {"id": "MAT5", "name": "เมล็ดพันธุ์ผัก", "material_kind": "วัสดุสาธิต", "unit": "ซอง"},
]

_Used = tuple[str, str, int | None, int | None, int | None, tuple[int, int, int] | None]
_USED: tuple[_Used, ...] = (
    # for, material, planned, delivered, baht, day of delivery
    ("E041", "MAT1", 20, 20, 800, (2560, 6, 5)),
    ("E041", "MAT2", 3, 2, 450, (2560, 6, 7)),
    ("E042", "MAT1", 15, 0, None, None),
    ("E045", "MAT4", 1, 1, 4500, (2561, 5, 10)),
    # Planned, and nobody wrote down whether it came.
    ("E046", "MAT5", 30, None, None, None),
    ("E047", "MAT3", 100, 100, 1000, (2560, 10, 2)),
    ("PR02", "MAT1", None, None, None, None),
    ("PR09", "MAT3", None, None, None, None),
)

_MEDIA: list[Row] = [
    {
        "id": "V1",
        "name": "สอนทอเสื่อลายขัด (ตัวอย่าง)",
        "url": "https://example.org/watch/1",
        "platform": "YouTube",
        "retrieved_on": short(2560, 5, 2),
        "occupations": "OC03",
    },
    {
        "id": "V2",
        "name": "เพาะเห็ดนางฟ้าในโรงเรือนเล็ก (ตัวอย่าง)",
        "url": "https://example.org/watch/2",
        "platform": "YouTube",
        "retrieved_on": short(2560, 8, 15),
        "occupations": "OC07",
    },
    {
        "id": "V3",
        "name": "ถ่ายทอดสดย้อมกกสีธรรมชาติ (ตัวอย่าง)",
        "url": "https://example.org/live/3",
        "platform": "Facebook",
        "occupations": "OC03",
    },
]

_LEARNT_ONLINE = (
    # learner, medium, applied (or nothing known), day
    ("H001", "V1", "ใช่", (2560, 5, 3)),
    ("H002", "V1", "ใช่", (2560, 5, 3)),
    ("H021", "V1", "ใช่", (2561, 2, 20)),
    ("H051", "V1", "ไม่ใช่", (2560, 8, 20)),
    ("T11", "V1", "ใช่", (2560, 7, 20)),
    ("H061", "V2", "ใช่", (2560, 8, 16)),
    ("H082", "V2", "ไม่ใช่", (2561, 7, 2)),
    ("H085", "V2", "ไม่ใช่", (2561, 7, 2)),
    ("H006", "V3", None, (2561, 10, 10)),
)

_TOLD, _BOOKED = "บอกเอง", "มีบัญชี"
_INCOMES = (
    # whose, before and after in baht, from books or told
    ("H001", 30_000, 36_000, _TOLD),
    ("H021", 24_000, 24_480, _TOLD),
    ("H041", 30_000, 33_000, _BOOKED),
    ("H061", 40_000, 38_000, _TOLD),
    ("H081", 20_000, 20_600, _TOLD),
    # Asked before, and not again.
    ("H096", 18_000, None, _TOLD),
)
_SOLD_BY_G1 = (40_000, 60_000)
"""What G1 sold in 2560 and 2561: the sums of its sales."""

_Step = tuple[str, tuple[int, int, int]]
_STEPS: dict[str, tuple[_Step, ...]] = {
    "G1": (
        ("ตั้งกลุ่มแล้ว", (2560, 6, 12)),
        ("บริหารจัดการได้", (2560, 6, 26)),
        ("มีผลิตภัณฑ์", (2560, 7, 3)),
        ("ขายในชุมชน", (2560, 7, 18)),
        ("ขายนอกชุมชน", (2560, 8, 15)),
        ("ลงทะเบียน OTOP", (2560, 10, 2)),
        ("ได้ดาว OTOP", (2561, 6, 29)),
    ),
    "G2": (
        ("ตั้งกลุ่มแล้ว", (2560, 6, 26)),
        ("บริหารจัดการได้", (2560, 7, 10)),
        ("มีผลิตภัณฑ์", (2560, 7, 24)),
        ("ขายในชุมชน", (2560, 8, 3)),
        ("ขายนอกชุมชน", (2560, 12, 8)),
        ("ลงทะเบียน OTOP", (2561, 3, 5)),
    ),
    "G3": (
        ("ตั้งกลุ่มแล้ว", (2560, 7, 10)),
        ("บริหารจัดการได้", (2560, 7, 31)),
        ("มีผลิตภัณฑ์", (2560, 8, 14)),
        ("ขายนอกชุมชน", (2560, 9, 8)),
    ),
    "G4": (
        ("ตั้งกลุ่มแล้ว", (2560, 8, 7)),
        ("บริหารจัดการได้", (2560, 8, 28)),
        ("มีผลิตภัณฑ์", (2560, 9, 18)),
        ("ขายในชุมชน", (2560, 10, 9)),
    ),
    "G5": (
        ("ตั้งกลุ่มแล้ว", (2560, 7, 24)),
        ("บริหารจัดการได้", (2560, 8, 7)),
        ("มีผลิตภัณฑ์", (2560, 9, 4)),
        ("ขายนอกชุมชน", (2560, 11, 27)),
        ("ลงทะเบียน OTOP", (2561, 3, 5)),
    ),
    "G6": (
        ("ตั้งกลุ่มแล้ว", (2560, 8, 21)),
        ("บริหารจัดการได้", (2560, 9, 11)),
        ("มีผลิตภัณฑ์", (2560, 9, 25)),
        ("ขายในชุมชน", (2560, 10, 28)),
        ("ขายนอกชุมชน", (2561, 3, 21)),
    ),
    "G7": (
        ("ตั้งกลุ่มแล้ว", (2560, 9, 11)),
        ("บริหารจัดการได้", (2560, 9, 25)),
        ("มีผลิตภัณฑ์", (2560, 10, 9)),
        ("ขายในชุมชน", (2560, 10, 28)),
    ),
    "G8": (
        ("ตั้งกลุ่มแล้ว", (2561, 1, 15)),
        ("บริหารจัดการได้", (2561, 2, 12)),
        ("มีผลิตภัณฑ์", (2561, 5, 7)),
    ),
    "H001": (("อบรมแล้ว", (2560, 4, 20)), ("ทำอาชีพแล้ว", (2560, 5, 15))),
    "H021": (("อบรมแล้ว", (2560, 5, 18)), ("ทำอาชีพแล้ว", (2561, 3, 1))),
    # Trained, and at the end of the two years not yet practising.
    "H009": (("อบรมแล้ว", (2560, 4, 27)),),
}
_SCHEMES = {"ลงทะเบียน OTOP": "ลงทะเบียนผู้ผลิต OTOP", "ได้ดาว OTOP": "คัดสรรสุดยอดผลิตภัณฑ์"}

_RECORDS: list[Row] = [
    {
        "id": "KR1",
        "name": "เทคนิคการสร้างทีมวิทยากรทอเสื่อ (ตัวอย่าง)",
        "area": "3320",
        "authors": "O1",
        "occupations": "OC03",
        "programmes": "PG1",
        "category": "เสริมสร้างสัมมาชีพ",
        "written_on": worded(2561, 3, 20),
        "date_written": "20 มีนาคม 2561",
        "calendar": "พ.ศ.",
        "template": "cdd-km-numbered",
        "repairs": 2,
        "images": "ทอเสื่อ1.jpg\nทอเสื่อ2.jpg",
    },
    {
        "id": "KR2",
        "name": "การหาพื้นที่จำหน่ายให้กลุ่มจักสาน (ตัวอย่าง)",
        "area": "3320",
        "authors": "O4",
        "occupations": "OC04",
        "category": "ส่งเสริมเศรษฐกิจฐานราก",
        "written_on": worded(2561, 9, 12),
        "date_written": "2018-09-12 10:15:00",
        "calendar": "ค.ศ.",
        "template": "cdd-km-portal",
        "repairs": 0,
        "warnings": "content_may_not_match_heading: วัตถุประสงค์",
    },
]

_SECTIONS = (
    # record, number, heading, kind, kind that the text looks like, line, text
    (
        "KR1",
        "๔.๑",
        "กระบวนการ",
        "process",
        None,
        12,
        "ปราชญ์เลือกวิทยากรในหมู่บ้านสี่คน ฝึกด้วยกันที่บ้านปราชญ์สามวัน\nแล้วให้แต่ละคนสอนครัวเรือนที่อยู่ใกล้บ้านห้าครัวเรือน",
    ),
    (
        "KR1",
        "๔.๒",
        "เทคนิค",
        "technique",
        None,
        15,
        "แช่กกก่อนทอหนึ่งคืน\nดูตัวอย่างลายจาก YouTube ก่อนลงมือ แล้วนำไปขายที่ตลาดนัดตำบล",
    ),
    (
        "KR2",
        None,
        "วัตถุประสงค์",
        "objectives",
        "process",
        8,
        "สำรวจว่ากลุ่มทำได้เดือนละกี่ใบ\nขอพื้นที่จากสำนักงานพาณิชย์จังหวัด แล้วพากลุ่มไปงานแสดงสินค้าต่างจังหวัด",
    ),
    ("KR2", None, "อุปกรณ์", "equipment", None, 11, None),
)
_MENTIONS = (
    # record, what, line, text of the line, text named
    ("KR1", "V1", 17, "ดูตัวอย่างลายจาก YouTube ก่อนลงมือ แล้วนำไปขายที่ตลาดนัดตำบล", "YouTube"),
    ("KR1", "M2", 17, "ดูตัวอย่างลายจาก YouTube ก่อนลงมือ แล้วนำไปขายที่ตลาดนัดตำบล", "ตลาดนัดตำบล"),
    (
        "KR2",
        "A5",
        10,
        "ขอพื้นที่จากสำนักงานพาณิชย์จังหวัด แล้วพากลุ่มไปงานแสดงสินค้าต่างจังหวัด",
        "สำนักงานพาณิชย์จังหวัด",
    ),
    (
        "KR2",
        "M6",
        10,
        "ขอพื้นที่จากสำนักงานพาณิชย์จังหวัด แล้วพากลุ่มไปงานแสดงสินค้าต่างจังหวัด",
        "งานแสดงสินค้าต่างจังหวัด",
    ),
)
_LIKELY = 0.8
"""How sure it is that a name in a record means a thing of the tables."""
_HEARSAY = 0.7
"""How sure an income is that was told and not booked."""


def course() -> Rows:
    """The tables of plans, materials, media, incomes, steps and records."""
    return {
        "programmes": _PROGRAMMES,
        "goals": _GOALS,
        "plans": _PLANS,
        "materials": _MATERIALS,
        "material_uses": list(_uses()),
        "online_media": _MEDIA,
        "media_learning": [
            {"learner": who, "media": medium, "applied": applied, "since": short(*day)}
            for who, medium, applied, day in _LEARNT_ONLINE
        ],
        "incomes": list(_incomes()),
        "stage_changes": list(_steps()),
        "knowledge_records": _RECORDS,
        "record_sections": list(_sections()),
        "mentions": list(_mentions()),
    }


def _uses() -> Iterator[Row]:
    for used_for, material, planned, delivered, baht, day in _USED:
        yield {
            "used_for": used_for,
            "material": material,
            "planned": planned,
            "delivered": delivered,
            "cost_baht": baht,
            "since": short(*day) if day else None,
        }


def _incomes() -> Iterator[Row]:
    for number, (whose, before, after, basis) in enumerate(_INCOMES, start=1):
        # Fiscal years: the one before the programme began, and its second.
        for phase, baht, year in (("ก่อนอบรม", before, 2558), ("หลังอบรม", after, 2560)):
            if baht is not None:
                yield {
                    "id": f"IN{number:02}{'A' if phase == 'ก่อนอบรม' else 'B'}",
                    "name": f"รายได้{phase} {whose}",
                    "concerns": whose,
                    "baht": baht,
                    "period_start": short(year, 10, 1),
                    "period_end": short(year + 1, 9, 30),
                    "basis": basis,
                    "phase": phase,
                    "confidence": _HEARSAY if basis == _TOLD else None,
                }
    for year, baht, phase in zip((2560, 2561), _SOLD_BY_G1, ("ก่อนอบรม", "หลังอบรม"), strict=True):
        yield {
            "id": f"IN07{'A' if year == 2560 else 'B'}",
            "name": f"ยอดขายกลุ่มทอเสื่อกก ปี {year}",
            "concerns": "G1",
            "baht": baht,
            "period_start": short(year, 1, 1),
            "period_end": short(year, 12, 31),
            "basis": _BOOKED,
            "phase": phase,
        }


def _steps() -> Iterator[Row]:
    number = 0
    for whose, steps in _STEPS.items():
        for stage, day in steps:
            number += 1
            yield {
                "id": f"ST{number:02}",
                "name": f"{whose} {stage}",
                "concerns": whose,
                "stage": stage,
                "changed_on": short(*day),
                "scheme": _SCHEMES.get(stage),
                "year": day[0] if stage in _SCHEMES else None,
            }


def _sections() -> Iterator[Row]:
    for at, (record, number, heading, kind, suspected, line, text) in enumerate(_SECTIONS, start=1):
        yield {
            "id": f"{record}-{at}",
            "name": heading,
            "record": record,
            "number": number,
            "heading": heading,
            "section_kind": kind,
            "suspected_kind": suspected,
            "text": text,
            "line": line,
        }


def _mentions() -> Iterator[Row]:
    for record, named, line, within, text in _MENTIONS:
        start = within.index(text)
        yield {
            "record": record,
            "named": named,
            "place": f"{line}:{start}",
            "line": line,
            "start": start,
            "end": start + len(text),
            "text": text,
            "confidence": _LIKELY,
        }
