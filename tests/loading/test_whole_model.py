"""The course of the programme from its tables: selection to income, each where it belongs."""

from datetime import date, time

import pytest

from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import LinkType
from graph_api.domain.nodes import (
    Activity,
    ActivityKind,
    CriterionState,
    DevelopmentStage,
    Household,
    IncomeBasis,
    IncomeObservation,
    Person,
    Phase,
    StageChange,
)
from graph_api.services.derive import derive_links
from loaders import load
from tests.loading.example_rows import write_csv
from tests.loading.memory_store import MemoryStore


@pytest.fixture
def files(tmp_path):
    """Writes tables given as (file name, headings, rows) and returns their folder."""

    def write(*tables):
        for name, headings, rows in tables:
            write_csv(tmp_path / f"{name}.csv", headings, rows)
        return tmp_path

    return write


PEOPLE = (
    ("เจ้าหน้าที่", ["รหัส", "ชื่อ-สกุล"], [["O1", "นางก ข"], ["O2", "นายค ง"]]),
    ("หน่วยงานภาคี", ["รหัส", "ชื่อหน่วยงาน"], [["A1", "อบต."], ["A2", "พาณิชย์"]]),
    ("ครัวเรือนสัมมาชีพ", ["รหัส"], [["H1"], ["H2"]]),
    ("กลุ่มอาชีพ", ["รหัส", "ชื่อกลุ่ม"], [["G1", "กลุ่มทอเสื่อ"]]),
    ("ตลาด", ["รหัส", "ชื่อตลาด"], [["M1", "งานประจำปี"]]),
)


def links(store, kind):
    return {(k.source, k.target): k for k in store.linked.values() if k.type is kind}


def sure(fact):
    assert fact.provenance is not None
    return fact.provenance.confidence


async def test_a_criterion_is_proven_unproven_or_failed_and_nothing_else(files):
    store = MemoryStore()
    folder = files(
        (
            "วิทยากรสัมมาชีพ",
            ["รหัส", "ชื่อ-สกุล", "เกณฑ์ชำนาญอาชีพ", "เกณฑ์สมัครใจเป็นวิทยากร"],
            [["T1", "นางก ข", "ผ่าน", "ยังไม่ประเมิน"], ["T2", "นางค ง", "น่าจะผ่าน", ""]],
        ),
        ("ครัวเรือนสัมมาชีพ", ["รหัส", "เกณฑ์สมัครใจฝึกอาชีพ"], [["H1", "ไม่ผ่าน"], ["H2", ""]]),
    )
    report = await load([folder], store)
    assert [(r.place.row, r.rule, r.value) for r in report.refusals] == [(3, "choice", "น่าจะผ่าน")]
    trainer, home = store.held["T1"], store.held["H1"]
    assert isinstance(trainer, Person)
    assert isinstance(home, Household)
    assert (trainer.livelihood_criterion, trainer.volunteer_criterion) == (
        CriterionState.PROVEN,
        CriterionState.UNPROVEN,
    )
    assert home.willingness_criterion is CriterionState.FAILED
    assert "T2" not in store.held


async def test_an_officer_is_responsible_for_an_area_for_a_time(files):
    store = MemoryStore()
    rows = [["O1", "3320", "2559-10-01", "2560-09-30"], ["O2", "3320", "2560-10-01", ""]]
    folder = files(*PEOPLE, ("พื้นที่รับผิดชอบ", ["เจ้าหน้าที่", "รหัสพื้นที่", "ตั้งแต่", "ถึง"], rows))
    assert (await load([folder], store)).exit_code == 0
    held = links(store, LinkType.RESPONSIBLE_FOR)
    assert held.keys() == {("O1", "area:3320"), ("O2", "area:3320")}
    ended = held["O1", "area:3320"]
    assert (ended.since, ended.until) == (date(2016, 10, 1), date(2017, 9, 30))


async def test_a_chair_leads_a_group_and_an_organisation(files):
    store = MemoryStore()
    chairs = (
        "ประธานกลุ่มและองค์กร",
        ["รหัส", "ชื่อ-สกุล", "เป็นประธานของ", "วันที่เริ่ม"],
        [["P1", "นางจ ฉ", "G1; A1", "1 ม.ค. 2560"]],
    )
    assert (await load([files(*PEOPLE, chairs)], store)).exit_code == 0
    assert store.held["P1"].kinds == {NodeKind.PERSON, NodeKind.CHAIR}
    led = links(store, LinkType.LEADS)
    assert {ends: link.since for ends, link in led.items()} == {
        ("P1", "G1"): date(2017, 1, 1),
        ("P1", "A1"): date(2017, 1, 1),
    }


async def test_a_selling_place_that_was_arranged_stays_on_the_event(files):
    store = MemoryStore()
    folder = files(
        *PEOPLE,
        (
            "กิจกรรม",
            ["รหัส", "ประเภทกิจกรรม", "ชื่อกิจกรรม", "วันที่เริ่ม", "จัดที่", "ผู้จัดหาพื้นที่"],
            [["E1", "ออกร้าน", "ออกร้าน", "8 ธ.ค. 2560", "M1", "A2"]],
        ),
        ("ผู้เข้าร่วมกิจกรรม", ["กิจกรรม", "ผู้เข้าร่วม", "จำนวนชั่วโมง"], [["E1", "G1", "6"]]),
    )
    assert (await load([folder], store, derive=derive_links)).exit_code == 0
    assert links(store, LinkType.ARRANGED).keys() == {("A2", "E1")}
    assert links(store, LinkType.HELD_AT).keys() == {("E1", "M1")}
    assert links(store, LinkType.ATTENDED)["G1", "E1"].properties == {"hours": 6.0}


async def test_publicity_informs_the_agencies_that_came(files):
    store = MemoryStore()
    folder = files(
        *PEOPLE,
        (
            "กิจกรรม",
            ["รหัส", "ประเภทกิจกรรม", "ชื่อกิจกรรม", "เวลาเริ่ม", "เวลาสิ้นสุด", "ผู้นำกิจกรรม"],
            [["E1", "ประชาสัมพันธ์", "เผยแพร่ผลงาน", "๙.๓๐ น.", "12:00", "O1"]],
        ),
        ("ผู้เข้าร่วมกิจกรรม", ["กิจกรรม", "ผู้เข้าร่วม"], [["E1", "A2"], ["E1", "H1"]]),
    )
    assert (await load([folder], store, derive=derive_links)).exit_code == 0
    informed = links(store, LinkType.INFORMED)
    assert informed.keys() == {("O1", "A2")}
    assert informed["O1", "A2"].derived
    held = store.held["E1"]
    assert isinstance(held, Activity)
    assert held.activity_kind is ActivityKind.PUBLICITY
    assert (held.starts_at, held.ends_at) == (time(9, 30), time(12))


async def test_an_end_at_four_that_was_meant_in_the_afternoon_is_refused(files):
    row = ["E1", "อบรม", "อบรม", "9.00", "4.00"]
    folder = files(("กิจกรรม", ["รหัส", "ประเภทกิจกรรม", "ชื่อกิจกรรม", "เวลาเริ่ม", "เวลาสิ้นสุด"], [row]))
    [refusal] = (await load([folder], MemoryStore())).refusals
    assert (refusal.rule, refusal.column) == ("time-order", "เวลาสิ้นสุด")
    assert "เวลาทั้งสอง" in refusal.mend


async def test_incomes_and_steps_belong_to_whom_they_concern(files):
    store = MemoryStore()
    folder = files(
        *PEOPLE,
        (
            "รายได้ก่อนและหลัง",
            ["รหัส", "ของใคร", "รายได้ (บาท)", "ตั้งแต่วันที่", "ถึงวันที่", "ที่มาของตัวเลข", "ระยะ"],
            [["IN1", "H1", "36,000", "1/10/2558", "30/9/2559", "บอกเอง", "ก่อนอบรม"]],
        ),
        (
            "การพัฒนาต่อยอด",
            ["รหัส", "ของใคร", "ขั้นที่ถึง", "วันที่", "โครงการที่รับรอง", "ปีที่รับรอง"],
            [["ST1", "G1", "ลงทะเบียน OTOP", "5 มี.ค. 2561", "ลงทะเบียน OTOP", "2561"]],
        ),
    )
    assert (await load([folder], store)).exit_code == 0
    income, step = store.held["IN1"], store.held["ST1"]
    assert isinstance(income, IncomeObservation)
    assert isinstance(step, StageChange)
    assert (income.baht, income.basis, income.phase) == (
        36_000.0,
        IncomeBasis.DECLARED,
        Phase.BEFORE,
    )
    assert (income.period_start, income.period_end) == (date(2015, 10, 1), date(2016, 9, 30))
    assert (step.stage, step.changed_on, step.year) == (
        DevelopmentStage.OTOP_REGISTERED,
        date(2018, 3, 5),
        2018,
    )
    assert links(store, LinkType.CONCERNS).keys() == {("IN1", "H1"), ("ST1", "G1")}


async def test_how_sure_a_row_is_is_said_of_all_that_it_states(files):
    store = MemoryStore()
    folder = files(
        ("อาชีพ", ["รหัส", "ชื่ออาชีพ"], [["OC1", "ทอเสื่อ"]]),
        ("ครัวเรือนสัมมาชีพ", ["รหัส", "อาชีพ", "ความมั่นใจ"], [["H1", "OC1", "0.6"], ["H2", "OC1", ""]]),
    )
    assert (await load([folder], store)).exit_code == 0
    told = {key: sure(fact) for key, fact in store.held.items() if key[0] == "H"}
    assert told == {"H1": 0.6, "H2": 1.0}
    practised = links(store, LinkType.PRACTISES)
    assert {ends[0]: sure(link) for ends, link in practised.items()} == told
