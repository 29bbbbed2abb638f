"""The answers of the example worked out from the rows of its workbook, in plain Python.

Nothing of the service is used here: the workbook is read as cells, a date as its three parts, a
distance by the formula. So an answer that agrees with this one agrees with the tables.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import product
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

WORKBOOK = Path(__file__).parents[2] / "examples" / "phayu" / "phayu.xlsx"

Row = dict[str, Any]
Tie = tuple[str, str, str, str]

_MONTHS = (
    *("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย."),
    *("ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."),
)
_LONG = (
    *("มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน"),
    *("กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม"),
)
_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


class Tables:
    """The sheets of the workbook, each a list of rows by Thai heading."""

    def __init__(self, path: Path = WORKBOOK) -> None:
        book = CalamineWorkbook.from_path(str(path))
        self._sheets = {name: _rows(book, name) for name in book.sheet_names}

    def __getitem__(self, sheet: str) -> list[Row]:
        return self._sheets[sheet]

    @property
    def names(self) -> list[str]:
        return list(self._sheets)


def _rows(book: CalamineWorkbook, name: str) -> list[Row]:
    headings, *lines = book.get_sheet_by_name(name).to_python()
    return [dict(zip(map(str, headings), line, strict=True)) for line in lines]


def ids(cell: Any) -> list[str]:
    """The ids in a cell."""
    return [part.strip() for part in str(cell).split(";") if part.strip()]


def day(cell: Any) -> date:
    """A day as the workbook writes it, in the common era."""
    if isinstance(cell, date):
        return cell
    text = str(cell).translate(_DIGITS)
    parts = text.split("/") if "/" in text else text.split()
    months = {name: at for names in (_MONTHS, _LONG) for at, name in enumerate(names, start=1)}
    month = months.get(parts[1]) or int(parts[1])
    return date(int(parts[2]) - 543, month, int(parts[0]))


def kilometres(a: Sequence[float], b: Sequence[float]) -> float:
    """Great-circle distance between two (latitude, longitude) on a sphere of 6,371.0088 km."""
    (lat_a, lon_a), (lat_b, lon_b) = (tuple(map(radians, point)) for point in (a, b))
    square = sin((lat_b - lat_a) / 2) ** 2
    square += cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    return 2 * 6371.0088 * asin(sqrt(square))


# ---- the network -------------------------------------------------------------------------------

ACTOR_SHEETS = {
    "ปราชญ์ชุมชน": "sages",
    "วิทยากรสัมมาชีพ": "trainers",
    "ผู้นำชุมชน": "leaders",
    "ประธานกลุ่มและองค์กร": "chairs",
    "ครัวเรือนสัมมาชีพ": "households",
    "กลุ่มอาชีพ": "groups",
    "หน่วยงานภาคี": "agencies",
    "ตลาด": "markets",
    "ทีมวิทยากร": "teams",
    "ศูนย์เรียนรู้": "learning centres",
    "เจ้าหน้าที่": "officers",
}


def actors(tables: Tables) -> dict[str, str]:
    """The ids of all actors, each with the sheet it stands in."""
    return {row["รหัส"]: sheet for sheet in ACTOR_SHEETS for row in tables[sheet]}


def ties(tables: Tables) -> set[Tie]:
    """The ties between actors: those written down, and those that follow from the activities.

    A tie is its type, its two ends and what tells it from another of the same type.
    """
    known = actors(tables)
    every = {*_written(tables), *_taught(tables), *_visited(tables), *_followed_up(tables)}
    return {tie for tie in every if tie[1] in known and tie[2] in known}


# Sheets in which a row is a tie or holds one: type, heading of the source, heading of the target.
_ONE_TIE_A_ROW = {
    "วิทยากรสัมมาชีพ": ("MEMBER_OF", "รหัส", "ทีม"),
    "สมาชิกกลุ่ม": ("MEMBER_OF", "สมาชิก", "กลุ่ม"),
    "กลุ่มอาชีพ": ("MEMBER_OF", "ประธานกลุ่ม", "รหัส"),
    "ทีมวิทยากร": ("LEADS", "หัวหน้าทีม", "รหัส"),
    "ประธานกลุ่มและองค์กร": ("LEADS", "รหัส", "เป็นประธานของ"),
    "การคัดเลือก": ("SELECTED", "ผู้คัดเลือก", "ผู้ได้รับคัดเลือก"),
    "เจ้าหน้าที่": ("WORKS_AT", "รหัส", "หน่วยงาน"),
    "ศูนย์เรียนรู้": ("HOSTS", "เจ้าของศูนย์", "รหัส"),
    "การขาย": ("SELLS_AT", "ผู้ขาย", "ตลาด"),
}
_EITHER_WAY = {
    "ครัวเรือนเครือข่าย": ("PEER", "ครัวเรือน", "ครัวเรือนคู่เครือข่าย"),
    "การประสานงาน": ("COORDINATES_WITH", "ฝ่ายที่หนึ่ง", "ฝ่ายที่สอง"),
}


def _written(tables: Tables) -> Iterator[Tie]:
    for sheet, (kind, source, target) in _ONE_TIE_A_ROW.items():
        yield from ((kind, row[source], row[target], "") for row in tables[sheet])
    for sheet, (kind, *ends) in _EITHER_WAY.items():
        for row in tables[sheet]:
            one, other = sorted(row[end] for end in ends)
            yield kind, one, other, ""
    for sheet in ("วิทยากรสัมมาชีพ", "ครัวเรือนสัมมาชีพ"):
        yield from (("SELECTED", row["ผู้คัดเลือก"], row["รหัส"], "") for row in tables[sheet])
    for row in tables["การสนับสนุน"]:
        told = f"{row['ประเภทการสนับสนุน']} {row['วันที่']}"
        yield "SUPPORTED", row["ผู้สนับสนุน"], row["ผู้รับการสนับสนุน"], told


def _company(tables: Tables) -> dict[str, list[str]]:
    came: dict[str, list[str]] = defaultdict(list)
    for row in tables["ผู้เข้าร่วมกิจกรรม"]:
        came[row["กิจกรรม"]].append(row["ผู้เข้าร่วม"])
    return came


def _of_kind(tables: Tables, *kinds: str) -> list[Row]:
    return [row for row in tables["กิจกรรม"] if row["ประเภทกิจกรรม"] in kinds]


def _is_one_of(letters: str, who: str) -> bool:
    """Whether an id is of a kind that its first letter names; a team is none of them."""
    return who[0] in letters and not who.startswith("TEAM")


def _taught(tables: Tables) -> Iterator[Tie]:
    came = _company(tables)
    for row in _of_kind(tables, "อบรม", "ฝึกอบรม", "สาธิต"):
        for teacher, learner in product(ids(row["ผู้นำกิจกรรม"]), came[row["รหัส"]]):
            if _is_one_of("ST", teacher) and _is_one_of("STH", learner):
                yield "TAUGHT", teacher, learner, row["รหัส"]


def _visited(tables: Tables) -> Iterator[Tie]:
    came = _company(tables)
    for row in _of_kind(tables, "ศึกษาดูงาน"):
        for visitor in came[row["รหัส"]]:
            if _is_one_of("STHG", visitor):
                yield "VISITED", visitor, row["จัดที่"], row["รหัส"]


def _followed_up(tables: Tables) -> Iterator[Tie]:
    came = _company(tables)
    for row in _of_kind(tables, "ติดตามเยี่ยมเยียน"):
        for officer, visited in product(ids(row["ผู้นำกิจกรรม"]), came[row["รหัส"]]):
            if _is_one_of("STHG", visited):
                yield "FOLLOWED_UP", officer, visited, row["รหัส"]


def neighbours(tables: Tables, without: str = "") -> dict[str, set[str]]:
    """Who is tied to whom, either way; `without` leaves one actor out."""
    graph: dict[str, set[str]] = {actor: set() for actor in actors(tables) if actor != without}
    for _, one, other, _ in ties(tables):
        if without not in (one, other):
            graph[one].add(other)
            graph[other].add(one)
    return graph


def steps_from(graph: dict[str, set[str]], origins: Sequence[str]) -> dict[str, int]:
    """The number of ties to each actor that can be reached, from the nearest origin."""
    found = dict.fromkeys(origins, 0)
    queue = deque(origins)
    while queue:
        here = queue.popleft()
        for there in graph[here] - found.keys():
            found[there] = found[here] + 1
            queue.append(there)
    return found


def pieces(graph: dict[str, set[str]]) -> list[set[str]]:
    """The parts of the network that hang together, largest first."""
    left, found = set(graph), []
    while left:
        piece = set(steps_from(graph, [min(left)]))
        found.append(piece)
        left -= piece
    return sorted(found, key=len, reverse=True)


def cut_off_by(tables: Tables, actor: str) -> set[str]:
    """Who loses the largest remaining part of the network when an actor leaves."""
    before = next(piece for piece in pieces(neighbours(tables)) if actor in piece)
    after = [p for p in pieces(neighbours(tables, without=actor)) if p < before]
    return set().union(*after[1:])


# ---- the three answers -------------------------------------------------------------------------


def sages_near(tables: Tables, village: str, occupation: str, radius_km: float) -> list[Row]:
    """The sages of an occupation within a radius of a village, best first, with their parts."""
    home = next(row for row in tables["พื้นที่"] if row["รหัสพื้นที่"] == village)
    here = [
        row["รหัส"]
        for sheet in ACTOR_SHEETS
        for row in tables[sheet]
        if row.get("รหัสหมู่บ้าน", row.get("รหัสพื้นที่")) == village
    ]
    steps = steps_from(neighbours(tables), here)
    taught = [tie for tie in ties(tables) if tie[0] == "TAUGHT"]
    found = []
    for row in tables["ปราชญ์ชุมชน"]:
        km = kilometres((home["ละติจูด"], home["ลองจิจูด"]), (row["ละติจูด"], row["ลองจิจูด"]))
        times = len({activity for _, teacher, _, activity in taught if teacher == row["รหัส"]})
        passed = Counter(value for key, value in row.items() if key.startswith("เกณฑ์"))["ผ่าน"]
        parts = {
            "near": 1 - km / radius_km,
            "known": 1 / (1 + steps[row["รหัส"]]),
            "taught": min(1, times / 5),
            "criteria": passed / 3,
        }
        rank = sum(
            parts[part] * weight for part, weight in zip(parts, (0.4, 0.3, 0.2, 0.1), strict=True)
        )
        if occupation in ids(row["อาชีพ"]):
            found.append(
                {"id": row["รหัส"], "km": km, "steps": steps[row["รหัส"]], "times": times}
                | {"passed": passed, "rank": rank, "until": row["วันที่สิ้นสุด"]}
            )
    return sorted(found, key=lambda sage: -sage["rank"])


def baht_by(tables: Tables, *columns: str) -> dict[tuple[str, ...], float]:
    """The baht of all sales added up by some columns of the sales sheet."""
    total: dict[tuple[str, ...], float] = defaultdict(float)
    for row in tables["การขาย"]:
        total[tuple(row[column] for column in columns)] += row["จำนวนเงิน (บาท)"]
    return dict(total)


def hhi(amounts: Sequence[float]) -> float:
    """The sum of the squared shares, times 10,000."""
    return sum((amount / sum(amounts)) ** 2 for amount in amounts) * 10_000


def side_of_district(market: Row) -> str:
    """Where a market lies, seen from the district 3320 (3301 10 became 3320 01)."""
    if market["ประเภทตลาด"] == "ออนไลน์":
        return "online"
    area = str(market["รหัสพื้นที่"]).replace("330110", "332001")
    return "inside" if area.startswith("3320") else "outside"
