"""Who taught, visited, followed up and helped whom in the example, from 2560 to 2561."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from examples.phayu.community import LEADER_OF_TEAM, NOT_TRAINED, TRAINER_WORK, VILLAGES
from examples.phayu.economy import FAIRS
from examples.phayu.events import SUPPORT_TEAM_CAME, events
from examples.phayu.rows import Row, Rows, household, joined, short, slashed, thai, trainer, worded

_CENTRES: list[Row] = [
    {
        "id": "C1",
        "name": "ศูนย์เรียนรู้ทอเสื่อบ้านนางทองใบ",
        "centre_kind": "บ้านปราชญ์",
        "area": "33209901",
        "hosted_by": "S1",
        "occupations": "OC03",
        "opened_on": short(2560, 3, 1),
        "lat": 14.9612,
        "lon": 104.4196,
    },
    {
        "id": "C2",
        "name": "ศูนย์เรียนรู้จักสานและสมุนไพรบ้านหนองสมมติ",
        "centre_kind": "ชุมชน",
        "area": "33209902",
        "hosted_by": "G3",
        "occupations": "OC04; OC08",
        "opened_on": short(2560, 7, 17),
        "lat": 14.9530,
        "lon": 104.4425,
    },
    {
        "id": "C3",
        "name": "ศูนย์เรียนรู้เพาะเห็ดครัวเรือนต้นแบบ",
        "centre_kind": "ครัวเรือนต้นแบบ",
        "area": "33209904",
        "hosted_by": household(65),
        "occupations": "OC07",
        "opened_on": short(2560, 12, 4),
    },
    {
        "id": "C4",
        "name": "ศูนย์เรียนรู้ทอเสื่อและผ้าไหมบ้านนางประไพ",
        "centre_kind": "บ้านปราชญ์",
        "area": "331402",
        "hosted_by": "S5",
        "occupations": "OC03; OC05",
        "opened_on": short(2558, 8, 3),
        "lat": 14.7420,
        "lon": 104.4710,
    },
    {
        "id": "C5",
        "name": "ศูนย์ศึกษาและพัฒนาชุมชน (ตัวอย่าง)",
        "centre_kind": "ศูนย์ศึกษาและพัฒนาชุมชน",
        "area": "330101",
        "hosted_by": "A7",
        "opened_on": short(2540, 4, 1),
        "lat": 15.1090,
        "lon": 104.3350,
    },
    {
        "id": "C6",
        "name": "ศูนย์เรียนรู้ทอเสื่อครัวเรือนต้นแบบ",
        "centre_kind": "ครัวเรือนต้นแบบ",
        "area": "33209901",
        "hosted_by": household(7),
        "occupations": "OC03",
        "opened_on": short(2561, 8, 1),
        "lat": 14.9605,
        "lon": 104.4172,
    },
]

_Teaching = tuple[str, str, str, tuple[int, int, int], str, str, str, tuple[str, ...]]
_TEACHING: tuple[_Teaching, ...] = (
    # id, kind, name, first day, place, taught by, occupation, learners
    (
        "E011",
        "อบรม",
        "ทบทวนทอเสื่อสำหรับวิทยากร",
        (2560, 7, 13),
        "C1",
        "S1",
        "OC03",
        (trainer(9), trainer(11)),
    ),
    (
        "E041",
        "สาธิต",
        "สาธิตย้อมกกสีธรรมชาติ",
        (2560, 6, 8),
        "C1",
        "S1",
        "OC03",
        (household(6), household(7), household(8)),
    ),
    (
        "E042",
        "สาธิต",
        "สาธิตทอเสื่อลายขัด บ้านโคกจำลอง",
        (2560, 8, 17),
        "33209903",
        "S1",
        "OC03",
        (household(51), household(52), household(53)),
    ),
    (
        "E043",
        "อบรม",
        "อบรมทอเสื่อลายใหม่",
        (2561, 2, 14),
        "C1",
        "S1",
        "OC03",
        (household(21), household(22), household(23), household(24)),
    ),
    (
        "E044",
        "อบรม",
        "อบรมทอเสื่อพับ บ้านโคกจำลอง",
        (2560, 9, 7),
        "33209903",
        "S3",
        "OC03",
        (household(54), household(55)),
    ),
    (
        "E045",
        "สาธิต",
        "สาธิตทอผ้าขาวม้าลายใหม่",
        (2561, 5, 17),
        "G5",
        "S3",
        "OC05",
        (household(41), household(45), household(47)),
    ),
    (
        "E046",
        "อบรม",
        "อบรมปลูกผักหลังนา บ้านห้วยทดลอง",
        (2561, 6, 14),
        "33209905",
        "S4",
        "OC06",
        (household(81), household(86), household(91)),
    ),
    (
        "E047",
        "สาธิต",
        "สาธิตทำก้อนเชื้อเห็ด",
        (2560, 10, 5),
        "G6",
        "S4",
        "OC07",
        (household(66), household(71)),
    ),
    (
        "E048",
        "อบรม",
        "อบรมจักสาน รุ่นที่ 2",
        (2561, 1, 18),
        "C2",
        trainer(5),
        "OC04",
        (household(43), household(44)),
    ),
    (
        "E049",
        "อบรม",
        "อบรมทำลูกประคบ รุ่นที่ 2",
        (2561, 3, 8),
        "C2",
        trainer(3),
        "OC08",
        (household(36), household(37), household(38)),
    ),
    (
        "E050",
        "อบรม",
        "อบรมเพาะเห็ด รุ่นที่ 2",
        (2561, 3, 22),
        "C3",
        trainer(13),
        "OC07",
        (household(71), household(72)),
    ),
)

_Visit = tuple[str, str, tuple[int, int, int], str, str, str, tuple[str, ...]]
_VISITS: tuple[_Visit, ...] = (
    # id, name, day, place, led by, occupation, visitors
    (
        "E061",
        "ศึกษาดูงานทอเสื่อต่างอำเภอ",
        (2560, 5, 18),
        "C4",
        "O1",
        "OC03",
        (trainer(1), household(1), household(2), household(44), "O1"),
    ),
    (
        "E062",
        "ดูงานบ้านปราชญ์ทอเสื่อ",
        (2560, 7, 6),
        "C1",
        "O1",
        "OC03",
        (trainer(5), household(21), household(25)),
    ),
    (
        "E063",
        "ดูงานศูนย์จักสาน",
        (2560, 7, 20),
        "C2",
        "O1",
        "OC04",
        (household(41), household(46), household(56)),
    ),
    ("E064", "ดูงานการตั้งศูนย์เรียนรู้", (2560, 9, 14), "C1", "O3", "OC03", (household(65), "O3")),
    (
        "E065",
        "ดูงานหมู่บ้านข้างเคียง",
        (2561, 3, 15),
        "33209902",
        "O1",
        "OC06",
        (household(47), household(59)),
    ),
    (
        "E066",
        "ดูงานศูนย์สมุนไพร",
        (2561, 7, 19),
        "C2",
        "A4",
        "OC08",
        ("G2", household(13), household(16)),
    ),
)

_FollowUp = tuple[str, str, tuple[int, int, int], str, str, tuple[str, ...]]
_FOLLOW_UPS: tuple[_FollowUp, ...] = (
    # id, phase, day, area, followed up by, whom
    ("E071", "ก่อนอบรม", (2560, 3, 23), "332099", "O1", ("H001", "H021", "H041")),
    ("E072", "ระหว่างอบรม", (2560, 6, 1), "332099", "O1", ("H003", "H021", "H026", "H049")),
    ("E073", "หลังอบรม", (2560, 11, 9), "332099", "O1", ("G1", "G2", "G3", "G4", "G5")),
    ("E074", "หลังอบรม", (2561, 6, 21), "332099", "O1", ("G1", "G5", "H007")),
    ("E075", "หลังอบรม", (2560, 10, 19), "33209904", "O3", ("G6", "G7", "H065")),
)

_ARRANGED_BY = {"M4": "A3", "M5": "A5", "M6": "A5; A1", "M7": "A6"}
_AT_FAIR = {
    "E081": ("G3",),
    "E082": ("G6", "G7"),
    "E083": ("G1", "G2", "G5"),
    "E084": ("G6",),
    "E085": ("G6", "G7"),
    "E086": ("G2", "G3", "G5"),
    "E087": ("G6",),
    "E088": ("G1", "G2", "G5"),
}

_SUPPORT = (
    ("A1", "G1", "วัสดุอุปกรณ์", 15000, (2560, 6, 19)),
    ("A1", "G3", "งบประมาณ", 20000, (2560, 8, 1)),
    ("A1", "G5", "งบประมาณ", 20000, (2560, 8, 1)),
    ("A1", "E061", "งบประมาณ", 12000, (2560, 5, 18)),
    ("A2", "G1", "งบประมาณ", 10000, (2560, 10, 2)),
    ("A2", "G2", "วัสดุอุปกรณ์", 8000, (2560, 10, 2)),
    ("A2", "G4", "วัสดุอุปกรณ์", 6500, (2560, 10, 2)),
    ("A2", "C1", "งบประมาณ", 5000, (2560, 3, 6)),
    ("A4", "C2", "คำแนะนำ", None, (2560, 8, 9)),
    ("A4", "G4", "คำแนะนำ", None, (2560, 9, 20)),
    ("A5", "G1", "พื้นที่จำหน่าย", None, (2560, 11, 30)),
    ("A5", "G2", "พื้นที่จำหน่าย", None, (2560, 11, 30)),
    ("A5", "G3", "พื้นที่จำหน่าย", None, (2560, 8, 31)),
    ("A5", "G5", "พื้นที่จำหน่าย", None, (2560, 11, 30)),
    ("A3", "G6", "วัสดุอุปกรณ์", 9000, (2560, 9, 4)),
    ("A3", "G7", "คำแนะนำ", None, (2560, 9, 25)),
    ("A3", "C3", "งบประมาณ", 4000, (2560, 12, 4)),
    ("A3", "E064", "งบประมาณ", 1500, (2560, 9, 14)),
    ("A6", "G6", "พื้นที่จำหน่าย", None, (2561, 3, 1)),
)

_HELP, _NETWORK = "ช่วยเหลือกัน", "เครือข่ายอาชีพ"
_PEERS = (
    *((1, 2, _HELP), (3, 6, _NETWORK), (11, 13, _HELP), (7, 16, _HELP)),
    *((21, 25, _NETWORK), (31, 35, _HELP), (37, 38, _HELP)),
    *((41, 42, _NETWORK), (51, 52, _HELP), (8, 23, _NETWORK), (14, 36, _NETWORK)),
    *((26, 43, _NETWORK), (61, 65, _NETWORK), (71, 76, _HELP), (66, 78, _HELP)),
    *((81, 86, _HELP), (91, 97, _NETWORK)),
)

_COORDINATION = (
    ("A1", "A2", (2559, 10, 3)),
    ("A1", "A5", (2560, 6, 1)),
    ("A2", "A4", (2559, 10, 3)),
    ("A3", "A6", (2560, 10, 2)),
    ("O1", "S1", (2560, 1, 16)),
    ("O1", "S2", (2560, 1, 16)),
    ("O3", "S4", (2560, 1, 20)),
    ("S1", "S3", (2560, 3, 6)),
    ("S4", "S1", (2560, 3, 6)),
    ("A1", "A7", (2559, 10, 3)),
    ("L1", "S1", (2560, 1, 16)),
    ("L2", "S2", (2560, 1, 16)),
    ("L3", "S3", (2560, 1, 16)),
    ("L4", "O3", (2560, 1, 16)),
    ("L5", "S4", (2560, 1, 16)),
)

_HOURS_OF_DAY = {"E043": ("09:00", "16:00"), "E050": ("09:00", "12:00")}
"""When those trainings began and ended that share their day with another."""


def learning() -> Rows:
    """The tables of centres, activities and of who took part, helped and worked together."""
    return {
        "learning_centres": _CENTRES,
        "activities": [
            *_forums(),
            *_trainings_of_trainers(),
            *_trainings(),
            *_other_teaching(),
            *_study_visits(),
            *_follow_ups(),
            *_selling_events(),
            *(row for row, _ in events()),
        ],
        "participants": list(_participants()),
        "support": list(_support()),
        "peers": [
            {"household": household(one), "peer": household(other), "kind": kind}
            for one, other, kind in _PEERS
        ],
        "coordination": [
            {"partner": one, "other": other, "since": short(*day)}
            for one, other, day in _COORDINATION
        ],
    }


def _forums() -> Iterator[Row]:
    for at, (code, (name, *_)) in enumerate(VILLAGES.items()):
        yield {
            "id": f"E{at + 1:03}",
            "activity_kind": "เวทีประชุม",
            "name": f"เวทีชี้แจงโครงการ {name}",
            "started_on": worded(2560, 1, 23 + at),
            "hours": 3,
            "phase": "ก่อนอบรม",
            "held_at": code,
            "led_by": joined("O1", "O3") if at == 3 else "O1",
            "plan": "PLAN1",
            "goals": joined("GOAL1", "GOAL2"),
            "objective": "สร้างความเข้าใจและวางเป้าหมายร่วมกันก่อนเริ่มอบรม",
        }


def _trainings_of_trainers() -> Iterator[Row]:
    for at, (code, (name, *_)) in enumerate(VILLAGES.items()):
        yield {
            "id": f"E{at + 6:03}",
            "activity_kind": "อบรม",
            "name": f"อบรมทีมวิทยากร {name}",
            "started_on": short(2560, 3, 6 + 7 * (at % 3)),
            "ended_on": short(2560, 3, 8 + 7 * (at % 3)),
            "hours": 18,
            "held_at": "C1" if at == 0 else code,
            "led_by": LEADER_OF_TEAM[at],
            "occupations": joined(*sorted(set(TRAINER_WORK[4 * at : 4 * at + 4]))),
            "plan": "PLAN1",
            "objective": "เตรียมวิทยากรของหมู่บ้านให้ถ่ายทอดได้",
        }


def _trainings() -> Iterator[Row]:
    names = {
        "OC03": "ทอเสื่อ",
        "OC04": "จักสาน",
        "OC05": "ทอผ้า",
        "OC06": "ปลูกผักปลอดสาร",
        "OC07": "เพาะเห็ด",
        "OC08": "แปรรูปสมุนไพร",
    }
    for number in range(1, 21):
        day = date(2017, 4, 20) + timedelta(days=7 * (number - 1))
        work = TRAINER_WORK[number - 1]
        write = (short, slashed, thai)[number % 3]
        yield {
            "id": f"E{number + 20:03}",
            "activity_kind": "ฝึกอบรม",
            "name": f"อบรม{names[work]} กลุ่มที่ {(number - 1) % 4 + 1}",
            "started_on": write(day.year + 543, day.month, day.day),
            "hours": 6,
            "phase": "ระหว่างอบรม",
            "held_at": list(VILLAGES)[(number - 1) // 4],
            "led_by": trainer(number),
            "occupations": work,
            "plan": "PLAN1",
        }


def _other_teaching() -> Iterator[Row]:
    for activity, kind, name, day, place, led_by, work, _ in _TEACHING:
        begins, ends = _HOURS_OF_DAY.get(activity, (None, None))
        yield {
            "id": activity,
            "activity_kind": kind,
            "name": name,
            "started_on": short(*day),
            "starts_at": begins,
            "ends_at": ends,
            "hours": 3 if kind == "สาธิต" or ends == "12:00" else 6,
            "held_at": place,
            "led_by": led_by,
            "occupations": work,
        }


def _study_visits() -> Iterator[Row]:
    for activity, name, day, place, led_by, work, _ in _VISITS:
        yield {
            "id": activity,
            "activity_kind": "ศึกษาดูงาน",
            "name": name,
            "started_on": short(*day),
            "hours": 6,
            "held_at": place,
            "led_by": led_by,
            "occupations": work,
        }


def _follow_ups() -> Iterator[Row]:
    for activity, phase, day, area, led_by, _ in _FOLLOW_UPS:
        yield {
            "id": activity,
            "activity_kind": "ติดตามเยี่ยมเยียน",
            "name": f"ติดตามเยี่ยมเยียน{phase}",
            "started_on": slashed(*day),
            "hours": 6,
            "phase": phase,
            "held_at": area,
            "led_by": led_by,
        }


def _selling_events() -> Iterator[Row]:
    for activity, (market, day) in FAIRS.items():
        last = day + timedelta(days=2)
        yield {
            "id": activity,
            "activity_kind": "ออกร้าน",
            "name": f"ออกร้าน ครั้งที่ {int(activity[1:]) - 80}",
            "started_on": short(day.year + 543, day.month, day.day),
            "ended_on": short(last.year + 543, last.month, last.day),
            "held_at": market,
            "arranged_by": _ARRANGED_BY[market],
        }


def _participants() -> Iterator[Row]:
    for activity, who, result in _attendance():
        role = "ผู้สนับสนุน" if who == "TEAM6" else None
        yield {"activity": activity, "participant": who, "role": role, "result": result}


def _attendance() -> Iterator[tuple[str, str, str | None]]:
    for at in range(5):
        for who in (LEADER_OF_TEAM[at], household(20 * at + 1), household(20 * at + 11)):
            yield f"E{at + 1:03}", who, None
        for number in range(4 * at + 1, 4 * at + 5):
            yield f"E{at + 6:03}", trainer(number), "พร้อมเป็นวิทยากร"
    for number in range(1, 21):
        for learner in range(5 * number - 4, 5 * number + 1):
            if learner not in NOT_TRAINED:
                result = "นำไปทำที่บ้านแล้ว" if learner % 3 else None
                yield f"E{number + 20:03}", household(learner), result
    yield from _listed([(row[0], row[-1]) for row in _TEACHING])
    yield from _listed([(row[0], row[-1]) for row in _VISITS])
    yield from _listed([(row[0], row[-1]) for row in _FOLLOW_UPS])
    yield from _listed(list(_AT_FAIR.items()))
    yield from _listed([(str(row["id"]), came) for row, came in events()])
    yield from _listed([(activity, ("TEAM6",)) for activity in SUPPORT_TEAM_CAME])


def _listed(
    rows: Sequence[tuple[str, tuple[str, ...]]],
) -> Iterator[tuple[str, str, str | None]]:
    for activity, people in rows:
        for who in people:
            yield activity, who, None


def _support() -> Iterator[Row]:
    for supporter, supported, kind, baht, day in _SUPPORT:
        yield {
            "supporter": supporter,
            "supported": supported,
            "kind": kind,
            "amount_baht": baht,
            "since": short(*day),
        }
