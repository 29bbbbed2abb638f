"""One cell: what is read, what is changed, and what is refused by which rule."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.cell_text import DIGITS, REPAIRED, CellRefused
from loaders.cells import is_citizen_id, is_missing, read_cell
from loaders.contract import tables
from loaders.reading.errors import CellNotRead

HALF_PAST_NINE = datetime.fromisoformat("2018-02-14T09:30")


def read(path, raw):
    table, column = path.split(".")
    cell = read_cell(tables()[table].columns[column], raw)
    return cell.value, list(cell.changes)


@pytest.mark.parametrize(
    "path,raw,value,changes",
    [
        ("households.id", 12.0, "12", []),
        ("households.id", "ค๐๑", "ค01", [DIGITS]),
        ("households.house_no", "๑๒/๓", "๑๒/๓", []),
        ("agencies.name", "อ าเภอ", "อำเภอ", [REPAIRED]),
        ("agencies.name", "ก\x07ข", "กข", [REPAIRED]),
        ("sales.amount_baht", "๑,ooo บาท", 1000.0, [DIGITS]),
        ("sales.amount_baht", "1,500.-", 1500.0, []),
        ("sages.capacity", 5.0, 5, []),
        ("products.otop_year", "พ.ศ. 2561", 2018, []),
        ("products.otop_year", 2018, 2018, []),
        ("sales.since", "14 ก.พ. 2561", date(2018, 2, 14), []),
        ("sales.since", "14 กพ 61", date(2018, 2, 14), ["ปีสองหลักอ่านเป็น พ.ศ."]),
        (
            "sales.since",
            datetime.fromisoformat("2018-02-14T09:30"),
            date(2018, 2, 14),
            ["ตัดเวลาออก เหลือวันที่"],
        ),
        ("sages.phone", "081-234-5678", "+66812345678", []),
        ("sages.phone", 812345678.0, "+66812345678", ["เติมเลข 0 ที่หายไปข้างหน้า"]),
        ("sages.phone", "045-612345 ต่อ 9", "+6645612345", ["ตัดหมายเลขต่อ 9 ออก"]),
        ("sages.area", "33-20-01", "332001", []),
        ("sages.area", 33200101.0, "33200101", []),
        ("sages.occupations", "weaving; weaving,\nbasketry", ("weaving", "basketry"), []),
        ("occupations.aliases", "ทอเสื่อ | สานเสื่อ", ("ทอเสื่อ", "สานเสื่อ"), []),
        ("sages.teaching_criterion", "ไม่ผ่าน", "FAILED", []),
        ("sages.teaching_criterion", True, "PROVEN", []),
        ("households.status", "practising", "PRACTISING", []),
        ("links.main", "ไม่ใช่", False, []),
        ("links.main", True, True, []),
        ("officers.responsible_for", "332001; ๓๓๒๐", ("332001", "3320"), [DIGITS]),
        ("activities.starts_at", "09:00", time(9), []),
        ("activities.starts_at", "9.30 น.", time(9, 30), []),
        ("activities.starts_at", "๑๓.๓๐", time(13, 30), [DIGITS]),
        ("activities.starts_at", time(16, 5, 9), time(16, 5), []),
        ("activities.starts_at", HALF_PAST_NINE, time(9, 30), []),
        ("activities.starts_at", timedelta(hours=8), time(8), []),
        ("activities.starts_at", 0.375, time(9), []),
        ("activities.ends_at", 16, time(16), []),
        ("plans.text", "อบรมก่อน\n  แล้วติดตาม", "อบรมก่อน\n  แล้วติดตาม", []),
        ("record_sections.text", "อ าเภอ\nพยุห์", "อำเภอ\nพยุห์", [REPAIRED]),
        ("knowledge_records.warnings", "ก, ข; ค\n\nง", ("ก, ข; ค", "ง"), []),
        ("households.willingness_criterion", "ยังไม่ประเมิน", "UNPROVEN", []),
        ("materials.material_kind", "วัสดุสาธิต", "DEMO", []),
        ("goals.fiscal_year", "2561", 2018, []),
        ("peers.confidence", 0.8, 0.8, []),
    ],
)
def test_a_cell_is_read(path, raw, value, changes):
    assert read(path, raw) == (value, changes)


@pytest.mark.parametrize(
    "raw", [None, "", "  ", "-", "None", "NULL", "#N/A", float("nan")], ids=repr
)
def test_what_means_nothing_is_an_empty_cell(raw):
    assert is_missing(raw)
    assert read("sages.phone", raw) == (None, [])


@pytest.mark.parametrize(
    "path,raw,rule",
    [
        ("households.id", "area:33", "id"),
        ("households.id", "H1;H2", "id"),
        ("households.id", "***", "id"),
        ("households.id", "1-1017-00230-70-8", "citizen-id"),
        ("households.id", "x" * 101, "length"),
        ("households.house_no", date(2026, 3, 12), "text"),
        ("households.house_no", time(12, 3), "text"),
        ("sales.amount_baht", "สิบบาท", "number"),
        ("sales.amount_baht", "-5", "range"),
        ("sales.quantity", 0, "range"),
        ("sales.amount_baht", float("inf"), "number"),
        ("sales.amount_baht", "9" * 5000, "number"),
        ("sages.capacity", "2.5", "number"),
        ("products.otop_stars", 6, "range"),
        ("products.otop_year", "61", "range"),
        ("sages.area", "332", "area-code"),
        ("households.status", "รวย", "choice"),
        ("links.main", "บางที", "boolean"),
        ("activities.starts_at", "24:00", "time"),
        ("activities.starts_at", "9:75", "time"),
        ("activities.starts_at", 9.3, "time"),
        ("activities.starts_at", timedelta(hours=30), "time"),
        ("activities.starts_at", "เช้า", "time"),
        ("plans.text", date(2026, 3, 12), "text"),
        ("trainers.volunteer_criterion", "คงผ่าน", "choice"),
        ("peers.confidence", 1.5, "range"),
    ],
)
def test_a_cell_is_refused_by_its_rule(path, raw, rule):
    with pytest.raises(CellRefused) as refused:
        read(path, raw)
    assert refused.value.rule == rule
    assert refused.value.reason
    assert refused.value.mend


def test_a_citizen_number_is_told_by_its_check_digit():
    assert is_citizen_id("1101700230708")
    assert not is_citizen_id("1101700230707")
    assert not is_citizen_id("0812345678")


ANY_CELL = st.one_of(
    st.none(),
    st.text(max_size=30),
    st.text("0123456789๐๑๒๓.,-/ ;กขพศ", max_size=20),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
)
ALL_COLUMNS = [column for table in tables().values() for column in table.columns.values()]


@given(column=st.sampled_from(ALL_COLUMNS), raw=ANY_CELL)
def test_any_cell_is_read_or_refused_with_reason_and_mend(column, raw):
    said, value = "", None
    try:
        value = read_cell(column, raw).value
    except CellNotRead as error:
        said = error.reason and error.mend
    is_list = column.reads in {"references", "texts", "area-codes"}
    assert said or value is not None or is_missing(raw) or is_list


def test_the_english_name_of_nan_province_is_a_name():
    assert not is_missing("Nan")
    assert is_missing("nan")
    assert is_missing("NaN")
