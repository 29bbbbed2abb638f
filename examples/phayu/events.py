"""What else happened in the example: selection, the first centre, clashes, seasons, publicity."""

from collections.abc import Iterator

from examples.phayu.community import VILLAGES
from examples.phayu.rows import Row, household, joined, short

SUPPORT_TEAM_CAME = ("E001", "E002", "E003", "E021", "E026", "E041", "E061", "E083")
"""The activities at which the district's support team was present."""

_Event = tuple[Row, tuple[str, ...]]


def events() -> Iterator[_Event]:
    """Activities, each with those who attended."""
    yield from _selections()
    yield from _teaching()
    yield from _visits()
    yield from _follow_ups()
    yield from _fairs_to_come()
    yield from _seasons()
    yield from _publicity()


def _selections() -> Iterator[_Event]:
    yield (
        {
            "id": "E014",
            "activity_kind": "คัดเลือก",
            "name": "คัดเลือกปราชญ์ชุมชน ตำบลโนนตัวอย่าง",
            "started_on": short(2560, 1, 16),
            "hours": 3,
            "held_at": "332099",
            "led_by": joined("O1", "O3"),
            "plan": "PLAN1",
        },
        ("S1", "S2", "S3", "S4", "L1", "L2", "L3", "L4", "L5"),
    )
    for at, (code, (name, *_)) in enumerate(VILLAGES.items()):
        yield (
            {
                "id": f"E{at + 15:03}",
                "activity_kind": "คัดเลือก",
                "name": f"คัดเลือกครัวเรือน {name}",
                "started_on": short(2560, 2, 20 + at),
                "hours": 3,
                "held_at": code,
                "led_by": f"TEAM{at + 1}",
                "plan": "PLAN1",
            },
            (f"L{at + 1}",),
        )


def _teaching() -> Iterator[_Event]:
    # The first training of all: before any forum, and not in a village of the subdistrict.
    yield (
        {
            "id": "E012",
            "activity_kind": "อบรม",
            "name": "อบรมปราชญ์ชุมชน ที่ศูนย์ศึกษาและพัฒนาชุมชน",
            "started_on": short(2560, 1, 18),
            "ended_on": short(2560, 1, 20),
            "starts_at": "09:00",
            "ends_at": "16:00",
            "hours": 18,
            "held_at": "C5",
            "led_by": "C5",
            "plan": "PLAN1",
        },
        ("S1", "S2", "S3", "S4"),
    )
    yield (
        {
            "id": "E051",
            "activity_kind": "สาธิต",
            "name": "สาธิตย้อมกกสีธรรมชาติ ถ่ายทอดสด",
            "started_on": short(2561, 10, 10),
            "starts_at": "19:00",
            "ends_at": "20:30",
            "hours": 1.5,
            "held_at": "V3",
            "led_by": "T01",
            "occupations": "OC03",
        },
        (household(6), household(7)),
    )
    # At the same hours as E043, with a household that came to both.
    yield (
        {
            "id": "E052",
            "activity_kind": "อบรม",
            "name": "อบรมแปลงผักรวม บ้านหนองสมมติ",
            "started_on": short(2561, 2, 14),
            "starts_at": "13:00",
            "ends_at": "16:00",
            "hours": 3,
            "held_at": "33209902",
            "led_by": "T07",
            "occupations": "OC06",
            "plan": "PLAN2",
        },
        (household(21), household(31)),
    )
    # On the day of E050 and for a household of it, but after it: no clash.
    yield (
        {
            "id": "E053",
            "activity_kind": "อบรม",
            "name": "อบรมผักสวนครัว บ้านดอนต้นแบบ",
            "started_on": short(2561, 3, 22),
            "starts_at": "13:00",
            "ends_at": "16:00",
            "hours": 3,
            "held_at": "33209904",
            "led_by": "T15",
            "occupations": "OC06",
            "plan": "PLAN2",
        },
        (household(71), household(73)),
    )


def _visits() -> Iterator[_Event]:
    yield (
        {
            "id": "E067",
            "activity_kind": "ศึกษาดูงาน",
            "name": "ดูงานการขายผ้าต่างจังหวัด",
            "started_on": short(2561, 5, 24),
            "hours": 6,
            "held_at": "340101",
            "led_by": "O1",
            "occupations": "OC05",
            "plan": "PLAN2",
        },
        ("G5", household(41), household(45)),
    )


def _follow_ups() -> Iterator[_Event]:
    yield (
        {
            "id": "E076",
            "activity_kind": "ติดตามเยี่ยมเยียน",
            "name": "ติดตามเยี่ยมเยียนหลังอบรม",
            "started_on": short(2561, 11, 15),
            "hours": 6,
            "phase": "หลังอบรม",
            "held_at": "332099",
            "led_by": "O1",
            "plan": "PLAN2",
        },
        ("G2", household(1), household(21)),
    )


def _fairs_to_come() -> Iterator[_Event]:
    for activity, number, market, first, last, by, groups in (
        ("E089", 9, "M7", (2562, 1, 16), (2562, 1, 18), "A6", ("G6",)),
        ("E090", 10, "M4", (2562, 5, 25), (2562, 5, 27), "A3", ()),
    ):
        yield (
            {
                "id": activity,
                "activity_kind": "ออกร้าน",
                "name": f"ออกร้าน ครั้งที่ {number}",
                "started_on": short(*first),
                "ended_on": short(*last),
                "held_at": market,
                "arranged_by": by,
            },
            groups,
        )


def _seasons() -> Iterator[_Event]:
    for activity, name, village, first, last in (
        ("E091", "ฤดูทำนา บ้านห้วยทดลอง", "33209905", (2561, 6, 1), (2561, 7, 15)),
        ("E092", "ฤดูเกี่ยวข้าว บ้านโนนตัวอย่าง", "33209901", (2560, 11, 1), (2560, 12, 15)),
    ):
        yield (
            {
                "id": activity,
                "activity_kind": "ฤดูทำการเกษตร",
                "name": name,
                "started_on": short(*first),
                "ended_on": short(*last),
                "held_at": village,
            },
            (),
        )


def _publicity() -> Iterator[_Event]:
    for activity, name, day, place, by, agencies in (
        (
            "E093",
            "เผยแพร่ผลงานสัมมาชีพชุมชน",
            (2561, 11, 20),
            "332099",
            joined("O1", "TEAM6"),
            ("A2", "A4", "A5"),
        ),
        ("E094", "แนะนำกลุ่มเพาะเห็ดต่อสภาเกษตรกร", (2561, 2, 5), "3301", "A3", ("A6",)),
    ):
        yield (
            {
                "id": activity,
                "activity_kind": "ประชาสัมพันธ์",
                "name": name,
                "started_on": short(*day),
                "hours": 2,
                "held_at": place,
                "led_by": by,
            },
            agencies,
        )
