"""The groups of the example, what they make, and where it was sold in two years."""

from collections.abc import Iterator, Sequence
from datetime import date

from examples.phayu.rows import Row, Rows, household, joined, short, slashed

GROUP_MEMBERS: dict[str, tuple[int, ...]] = {
    "G1": (1, 2, 3, 4, 6, 7, 8, 23),
    "G2": (11, 12, 13, 14, 15, 36),
    "G3": (21, 22, 24, 25, 26, 27, 43),
    "G4": (31, 32, 33, 34, 35),
    "G5": (41, 42, 44, 45, 46, 47),
    "G6": (61, 62, 63, 65, 66, 67),
    "G7": (71, 72, 73, 76, 77),
    "G8": (81, 82, 83, 84, 86, 87),
}
"""Member households of each group by number; the first one chairs it."""

_GROUPS = (
    ("G1", "กลุ่มทอเสื่อกกบ้านโนนตัวอย่าง", "33209901", "OC03", "ได้ดาว OTOP", (2560, 6, 12)),
    ("G2", "กลุ่มสมุนไพรบ้านโนนตัวอย่าง", "33209901", "OC08", "ลงทะเบียน OTOP", (2560, 6, 26)),
    ("G3", "กลุ่มจักสานบ้านหนองสมมติ", "33209902", "OC04", "ขายนอกชุมชน", (2560, 7, 10)),
    ("G4", "กลุ่มผักปลอดสารบ้านหนองสมมติ", "33209902", "OC06", "ขายในชุมชน", (2560, 8, 7)),
    ("G5", "กลุ่มทอผ้าบ้านโคกจำลอง", "33209903", "OC05", "ลงทะเบียน OTOP", (2560, 7, 24)),
    ("G6", "กลุ่มเพาะเห็ดบ้านดอนต้นแบบ", "33209904", "OC07", "ขายนอกชุมชน", (2560, 8, 21)),
    ("G7", "กลุ่มผักสวนครัวบ้านดอนต้นแบบ", "33209904", "OC06", "ขายในชุมชน", (2560, 9, 11)),
    ("G8", "กลุ่มจักสานบ้านห้วยทดลอง", "33209905", "OC04", "มีผลิตภัณฑ์", (2561, 1, 15)),
)

_PRODUCTS: list[Row] = [
    {
        "id": "PR01",
        "name": "เสื่อกกผืนเล็ก",
        "category": "ของใช้",
        "makers": "G1",
        "area": "33209901",
        "otop_year": 2560,
        "otop_stars": 3,
    },
    {
        "id": "PR02",
        "name": "เสื่อกกพับลายขัด",
        "category": "ของใช้",
        "makers": "G1",
        "area": "33209901",
        "otop_year": 2560,
        "otop_stars": 4,
    },
    {
        "id": "PR03",
        "name": "ลูกประคบสมุนไพร",
        "category": "สมุนไพรที่ไม่ใช่อาหาร",
        "makers": "G2",
        "area": "33209901",
        "otop_year": 2561,
    },
    {
        "id": "PR04",
        "name": "ตะกร้าไม้ไผ่",
        "category": "ของใช้",
        "makers": "G3",
        "area": "33209902",
    },
    {
        "id": "PR05",
        "name": "กระติบข้าว",
        "category": "ของใช้",
        "makers": joined("G3", "G8"),
        "area": "33209902",
    },
    {
        "id": "PR06",
        "name": "ผักปลอดสาร (กก.)",
        "category": "อาหาร",
        "makers": joined("G4", "G7", household(7)),
        "area": "332099",
    },
    {
        "id": "PR07",
        "name": "ผ้าขาวม้าทอมือ",
        "category": "ผ้าและเครื่องแต่งกาย",
        "makers": "G5",
        "area": "33209903",
        "otop_year": 2561,
    },
    {
        "id": "PR08",
        "name": "เห็ดนางฟ้าสด (กก.)",
        "category": "อาหาร",
        "makers": "G6",
        "area": "33209904",
    },
    {
        "id": "PR09",
        "name": "น้ำพริกเห็ด",
        "category": "อาหาร",
        "makers": "G6",
        "area": "33209904",
    },
    {
        "id": "PR10",
        "name": "ชาตะไคร้",
        "category": "เครื่องดื่ม",
        "makers": "G2",
        "area": "33209901",
    },
]

_MARKETS: list[Row] = [
    {
        "id": "M1",
        "name": "ร้านค้าชุมชนบ้านโนนตัวอย่าง",
        "market_kind": "ร้านค้า",
        "area": "33209901",
        "recurrence": "ทุกวัน",
        "lat": 14.9628,
        "lon": 104.4171,
    },
    {
        "id": "M2",
        "name": "ตลาดนัดตำบลโนนตัวอย่าง",
        "market_kind": "ตลาดนัด",
        "area": "33209902",
        "recurrence": "ทุกวันอังคาร",
        "lat": 14.9533,
        "lon": 104.4416,
    },
    {
        # The code of the subdistrict before the district was split off: still found in old files.
        "id": "M3",
        "name": "ตลาดสดอำเภอ (ตัวอย่าง)",
        "market_kind": "ตลาด",
        "area": "330110",
        "recurrence": "ทุกวัน",
        "lat": 14.9371,
        "lon": 104.3864,
    },
    {
        "id": "M4",
        "name": "งานบุญวัดดอนต้นแบบ",
        "market_kind": "งานประจำปี",
        "area": "33209904",
        "recurrence": "งานกฐิน และงานบุญเดือนหก",
        "lat": 14.9152,
        "lon": 104.4432,
    },
    {
        "id": "M5",
        "name": "งานของดีประจำจังหวัด (ตัวอย่าง)",
        "market_kind": "งานประจำปี",
        "area": "3301",
        "recurrence": "ธันวาคม ทุกปี",
        "lat": 15.1150,
        "lon": 104.3290,
    },
    {
        "id": "M6",
        "name": "งานแสดงสินค้าชุมชนต่างจังหวัด (ตัวอย่าง)",
        "market_kind": "งานแสดงสินค้า",
        "area": "3401",
        "recurrence": "สิงหาคมหรือกันยายน ทุกปี",
        "lat": 15.2300,
        "lon": 104.8570,
    },
    {
        "id": "M7",
        "name": "หน่วยบริการจังหวัดเคลื่อนที่ (ตัวอย่าง)",
        "market_kind": "จังหวัดเคลื่อนที่",
        "area": "3316",
        "recurrence": "เดือนละครั้ง หมุนเวียนไปตามอำเภอ",
        "lat": 14.9450,
        "lon": 104.2710,
    },
    {
        "id": "M8",
        "name": "ร้านออนไลน์ของดีโนนตัวอย่าง",
        "market_kind": "ออนไลน์",
        "recurrence": "ตลอดเวลา",
    },
    {
        "id": "M9",
        "name": "ร้านของฝากในเมือง (ตัวอย่าง)",
        "market_kind": "ร้านค้า",
        "area": "330101",
        "recurrence": "ทุกวัน",
        "lat": 15.1030,
        "lon": 104.3360,
    },
]

FAIRS: dict[str, tuple[str, date]] = {
    "E081": ("M6", date(2017, 9, 8)),
    "E082": ("M4", date(2017, 10, 28)),
    "E083": ("M5", date(2017, 12, 8)),
    "E084": ("M7", date(2018, 3, 21)),
    "E085": ("M4", date(2018, 5, 26)),
    "E086": ("M6", date(2018, 8, 10)),
    "E087": ("M7", date(2018, 9, 19)),
    "E088": ("M5", date(2018, 12, 7)),
}
"""The selling events: at which market, on which first day."""

_Sold = tuple[str, str, str, int, Sequence[tuple[str | tuple[int, int, int], int]]]
_SOLD: tuple[_Sold, ...] = (
    # seller, product, market, baht a piece, (day or selling event, pieces)
    (
        "G1",
        "PR02",
        "M9",
        500,
        (
            ((2560, 8, 15), 10),
            ((2560, 10, 16), 12),
            ((2560, 11, 20), 20),
            ((2560, 12, 25), 22),
            ((2561, 2, 12), 18),
            ((2561, 4, 5), 24),
            ((2561, 6, 18), 12),
            ((2561, 8, 20), 10),
            ((2561, 10, 15), 14),
            ((2561, 12, 17), 22),
        ),
    ),
    ("G1", "PR01", "M5", 250, (("E083", 18), ("E088", 22))),
    (
        "G1",
        "PR01",
        "M2",
        250,
        (((2560, 7, 18), 6), ((2560, 11, 7), 8), ((2561, 1, 9), 8), ((2561, 5, 15), 10)),
    ),
    (
        "G2",
        "PR03",
        "M1",
        50,
        (((2560, 8, 3), 30), ((2560, 12, 4), 40), ((2561, 4, 9), 60), ((2561, 9, 3), 50)),
    ),
    (
        "G2",
        "PR03",
        "M2",
        50,
        (((2560, 8, 22), 40), ((2561, 1, 16), 50), ((2561, 4, 10), 60), ((2561, 7, 17), 50)),
    ),
    (
        "G2",
        "PR03",
        "M3",
        50,
        (((2560, 9, 14), 50), ((2560, 12, 21), 60), ((2561, 4, 11), 60), ((2561, 8, 16), 50)),
    ),
    ("G2", "PR03", "M5", 50, (("E083", 100), ("E088", 140))),
    ("G2", "PR03", "M6", 50, (("E086", 180),)),
    (
        "G2",
        "PR10",
        "M8",
        50,
        (
            ((2560, 11, 2), 16),
            ((2560, 12, 14), 24),
            ((2561, 3, 8), 30),
            ((2561, 7, 5), 46),
            ((2561, 11, 8), 64),
        ),
    ),
    ("G3", "PR04", "M6", 200, (("E081", 40), ("E086", 80))),
    (
        "G3",
        "PR05",
        "M3",
        100,
        (((2560, 10, 5), 20), ((2560, 12, 28), 25), ((2561, 4, 12), 30), ((2561, 10, 4), 25)),
    ),
    (
        "G3",
        "PR04",
        "M8",
        200,
        (((2560, 12, 7), 5), ((2561, 4, 19), 8), ((2561, 9, 6), 17)),
    ),
    (
        "G4",
        "PR06",
        "M1",
        20,
        (
            ((2560, 10, 9), 120),
            ((2560, 12, 11), 160),
            ((2561, 2, 5), 140),
            ((2561, 11, 12), 180),
        ),
    ),
    (
        "G4",
        "PR06",
        "M2",
        20,
        (
            ((2560, 10, 24), 200),
            ((2560, 12, 19), 240),
            ((2561, 2, 20), 220),
            ((2561, 11, 20), 340),
        ),
    ),
    ("G5", "PR07", "M5", 200, (("E083", 60), ("E088", 90))),
    ("G5", "PR07", "M9", 200, (((2560, 11, 27), 15), ((2561, 4, 3), 25), ((2561, 12, 11), 20))),
    ("G5", "PR07", "M6", 200, (("E086", 50),)),
    (
        "G5",
        "PR07",
        "M8",
        200,
        (((2560, 12, 15), 10), ((2561, 5, 10), 12), ((2561, 11, 15), 18)),
    ),
    ("G6", "PR09", "M7", 40, (("E084", 120), ("E087", 180))),
    ("G6", "PR08", "M4", 60, (("E082", 45), ("E085", 55))),
    (
        "G7",
        "PR06",
        "M4",
        20,
        (("E082", 320), ("E085", 380)),
    ),
    ("H007", "PR06", "M2", 20, (((2560, 11, 14), 80), ((2561, 1, 23), 120))),
)


def economy() -> Rows:
    """The tables of groups, products, markets and sales."""
    return {
        "groups": list(_groups()),
        "group_members": list(_members()),
        "markets": _MARKETS,
        "products": _PRODUCTS,
        "sales": list(_sales()),
    }


def _groups() -> Iterator[Row]:
    for number, (group, name, area, occupation, stage, founded) in enumerate(_GROUPS, start=1):
        yield {
            "id": group,
            "name": name,
            "area": area,
            "occupations": occupation,
            "stage": stage,
            "founded_on": short(*founded),
            "registration_no": f"3-33-20-99/1-{number:04}" if number < 7 else None,
            "chair": household(GROUP_MEMBERS[group][0]),
        }


def _members() -> Iterator[Row]:
    for officer in ("O1", "O4"):
        yield {"member": officer, "group": "TEAM6", "role": "สมาชิก", "since": date(2017, 1, 9)}
    for group, _, _, _, _, (year, month, day) in _GROUPS:
        for at, member in enumerate(GROUP_MEMBERS[group][1:], start=1):
            yield {
                "member": household(member),
                "group": group,
                "role": {1: "เหรัญญิก", 2: "เลขานุการ"}.get(at, "สมาชิก"),
                # A day typed as a day: the spreadsheet keeps it in the common era.
                "since": date(year - 543, month, day),
            }


def _sales() -> Iterator[Row]:
    sold = [
        (_day(when), seller, product, market, when, pieces, price)
        for seller, product, market, price, days in _SOLD
        for when, pieces in days
    ]
    sold.sort(key=lambda sale: sale[:4])
    for number, (day, seller, product, market, when, pieces, price) in enumerate(sold, start=1):
        yield {
            "no": f"{day.year + 543 - 2500}-{number:03}",
            "seller": seller,
            "product": product,
            "market": market,
            "activity": when if isinstance(when, str) else None,
            "since": slashed(day.year + 543, day.month, day.day),
            "amount_baht": price * pieces,
            "quantity": pieces,
        }


def _day(when: str | tuple[int, int, int]) -> date:
    if isinstance(when, str):
        return FAIRS[when][1]
    year, month, day = when
    return date(year - 543, month, day)
