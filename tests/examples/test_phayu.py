"""The example is what its script writes, holds together, and tells what its README says."""

from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from examples.phayu.build import WORKBOOK, workbook
from tests.examples.by_hand import (
    ACTOR_SHEETS,
    Tables,
    actors,
    baht_by,
    cut_off_by,
    day,
    hhi,
    ids,
    neighbours,
    pieces,
    sages_near,
    side_of_district,
    ties,
)

README = (WORKBOOK.parent / "README.md").read_text(encoding="utf-8")
SAID = " ".join(README.split())


@pytest.fixture(scope="module")
def tables() -> Tables:
    return Tables()


# ---- the workbook ------------------------------------------------------------------------------


def test_the_committed_workbook_is_what_the_script_writes(tmp_path: Path):
    written = tmp_path / "phayu.xlsx"
    written.write_bytes(workbook())
    assert _cells(written) == _cells(WORKBOOK)


def test_the_script_writes_the_same_bytes_each_time():
    assert workbook() == workbook()


def test_the_workbook_is_small():
    assert WORKBOOK.stat().st_size < 150_000


def test_the_first_sheet_is_for_people(tables: Tables):
    assert tables.names[0] == "อ่านก่อน"


def _cells(path: Path) -> dict[str, Any]:
    book = CalamineWorkbook.from_path(str(path))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


# ---- the facts ---------------------------------------------------------------------------------


def test_every_id_is_given_once(tables: Tables):
    given = [row["รหัส"] for name in tables.names[2:] for row in tables[name] if "รหัส" in row]
    assert not [each for each, times in Counter(given).items() if times > 1]


def test_no_two_people_share_a_name(tables: Tables):
    people = [
        row.get("ชื่อ-สกุล") or row["หัวหน้าครัวเรือน"]
        for sheet in ("ปราชญ์ชุมชน", "วิทยากรสัมมาชีพ", "ครัวเรือนสัมมาชีพ", "เจ้าหน้าที่")
        for row in tables[sheet]
    ]
    assert not [name for name, times in Counter(people).items() if times > 1]


def test_every_village_had_a_forum_before_its_first_training(tables: Tables):
    held = [(row["จัดที่"], row["ประเภทกิจกรรม"], day(row["วันที่เริ่ม"])) for row in tables["กิจกรรม"]]
    for village in (row["รหัสพื้นที่"] for row in tables["พื้นที่"][1:]):
        forum = min(on for place, kind, on in held if (place, kind) == (village, "เวทีประชุม"))
        training = min(on for place, kind, on in held if (place, kind) == (village, "ฝึกอบรม"))
        assert forum < training


def test_nobody_visits_a_centre_before_it_opens_nor_sells_before_the_group_is_founded(
    tables: Tables,
):
    begun = {row["รหัส"]: day(row["วันที่เปิด"]) for row in tables["ศูนย์เรียนรู้"]}
    begun |= {row["รหัส"]: day(row["วันที่ตั้งกลุ่ม"]) for row in tables["กลุ่มอาชีพ"]}
    done = [(row["จัดที่"], day(row["วันที่เริ่ม"])) for row in tables["กิจกรรม"]]
    done += [(row["ผู้ขาย"], day(row["วันที่"])) for row in tables["การขาย"]]
    assert not [(who, on) for who, on in done if on < begun.get(who, on)]


def test_a_sale_at_a_fair_was_made_by_a_group_that_came(tables: Tables):
    held_at = {row["รหัส"]: row["จัดที่"] for row in tables["กิจกรรม"]}
    came = {(row["กิจกรรม"], row["ผู้เข้าร่วม"]) for row in tables["ผู้เข้าร่วมกิจกรรม"]}
    at_fairs = [row for row in tables["การขาย"] if row["กิจกรรม"]]
    assert at_fairs
    for row in at_fairs:
        assert held_at[row["กิจกรรม"]] == row["ตลาด"]
        assert (row["กิจกรรม"], row["ผู้ขาย"]) in came


def test_only_makers_sell_a_product(tables: Tables):
    makers = {row["รหัส"]: ids(row["ผู้ผลิต"]) for row in tables["ผลิตภัณฑ์"]}
    assert all(row["ผู้ขาย"] in makers[row["ผลิตภัณฑ์"]] for row in tables["การขาย"])


# ---- the numbers of the README -----------------------------------------------------------------


def test_the_readme_counts_the_actors(tables: Tables):
    count = Counter(ACTOR_SHEETS[sheet] for sheet in actors(tables).values())
    assert f"{count.total()} actors: " in SAID
    assert [
        f"{number} {name}" for name, number in count.items() if f"{number} {name}" not in SAID
    ] == []
    for sheet, what in {
        "อาชีพ": "occupations",
        "ผลิตภัณฑ์": "products",
        "กิจกรรม": "activities",
        "การขาย": "sales",
    }.items():
        assert f"{len(tables[sheet])} {what}" in SAID


def test_the_readme_counts_the_ties(tables: Tables):
    count = Counter(tie[0] for tie in ties(tables))
    assert 400 <= count.total() <= 520
    pairs = {frozenset(tie[1:3]) for tie in ties(tables)}
    assert f"{count.total()} ties between actors, which join {len(pairs)} pairs" in SAID
    cells = [cell.strip() for line in README.splitlines() for cell in line.split("|")]
    told = {
        name.split()[0]: int(number)
        for name, number in pairwise(cells)
        if number.isdecimal() and name.split()[:1] and name.split()[0].isupper()
    }
    assert {name: told.get(name) for name in count} == dict(count)


# ---- the three answers -------------------------------------------------------------------------


def test_the_best_known_sage_comes_before_the_nearest(tables: Tables):
    found = sages_near(tables, "33209905", "OC03", 20.0)
    inside = [sage for sage in found if sage["km"] <= 20]
    assert [sage["id"] for sage in inside] == ["S1", "S3", "S2"]
    assert min(inside, key=lambda sage: sage["km"])["id"] == "S2"
    names = {row["รหัส"]: row["ชื่อ-สกุล"] for row in tables["ปราชญ์ชุมชน"]}
    for sage in inside:
        row = f"| {names[sage['id']]} ({sage['id']}) | {sage['km']:.2f} | {sage['steps']} "
        row += f"| {sage['times']} | {sage['passed']} | {sage['rank']:.3f} |"
        assert row in SAID


def test_one_sage_lies_just_beyond_the_radius_and_one_has_ended(tables: Tables):
    found = {sage["id"]: sage for sage in sages_near(tables, "33209905", "OC03", 20.0)}
    assert 20 < found["S5"]["km"] < 22
    assert f"just beyond the radius: {found['S5']['km']:.2f} km" in SAID
    assert [name for name, sage in found.items() if sage["until"]] == ["S3"]


def test_two_ties_join_the_two_circles(tables: Tables):
    graph = neighbours(tables)
    assert len(pieces(graph)) == 1
    for one, other in (("S4", "S1"), ("H065", "C1")):
        graph[one].remove(other)
        graph[other].remove(one)
    many, few = pieces(graph)
    assert f"the circle of three villages ({len(many)} actors)" in SAID
    assert f"the circle of two ({len(few)} actors)" in SAID
    assert {f"H{number:03}" for number in range(61, 101)} < few


def test_one_sage_holds_a_village_to_the_rest(tables: Tables):
    cut = {actor: len(cut_off_by(tables, actor)) for actor in actors(tables)}
    lost = cut_off_by(tables, "S4")
    assert max(cut, key=lambda actor: cut[actor]) == "S4"
    assert sorted(cut.values())[-2] < len(lost)
    assert f"left, {len(lost)} actors would be cut off" in SAID
    assert {each for each in lost if each[0] == "H"} == {f"H{n:03}" for n in range(81, 101)}


def test_without_the_study_visit_the_sage_would_hold_both_villages(tables: Tables):
    graph = neighbours(tables, without="S4")
    assert "C1" in graph["H065"]
    before = next(piece for piece in pieces(graph) if "H065" in piece)
    assert "S1" in before
    graph["H065"].remove("C1")
    graph["C1"].remove("H065")
    assert "S1" not in next(piece for piece in pieces(graph) if "H065" in piece)


def test_most_of_the_value_leaves_the_district(tables: Tables):
    markets = {row["รหัส"]: row for row in tables["ตลาด"]}
    by_market = baht_by(tables, "ตลาด")
    total = sum(by_market.values())
    assert f"Sales of {total:,.0f} baht" in SAID
    for side, said in (
        ("outside", "outside the district"),
        ("inside", "inside the district"),
        ("online", "online"),
    ):
        baht = sum(b for (m,), b in by_market.items() if side_of_district(markets[m]) == side)
        assert f"| {said} | {baht:,.0f} | {baht / total:.1%}".replace("%", " %") in SAID


def test_the_sellers_differ_in_how_much_they_depend_on_one_buyer(tables: Tables):
    by_pair = baht_by(tables, "ผู้ขาย", "ตลาด")
    sellers = {seller for seller, _ in by_pair}
    for seller in sellers:
        amounts = [baht for (who, _), baht in by_pair.items() if who == seller]
        row = f"{seller}{'' if seller == 'H007' else ')'} | {sum(amounts):,.0f} | {len(amounts)} "
        row += f"| {max(amounts) / sum(amounts):.0%} | {hhi(amounts):,.0f} |".replace("%", " %")
        assert row in SAID, row
    assert {row["รหัส"] for row in tables["กลุ่มอาชีพ"]} - sellers == {"G8"}


def test_the_online_shop_grows(tables: Tables):
    by_year: Counter[int] = Counter()
    for row in tables["การขาย"]:
        if row["ตลาด"] == "M8":
            by_year[day(row["วันที่"]).year + 543] += int(row["จำนวนเงิน (บาท)"])
    assert by_year[2561] > 3 * by_year[2560]
    assert f"from {by_year[2560]:,} baht in 2560 to {by_year[2561]:,} in 2561" in SAID
