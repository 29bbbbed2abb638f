"""Dates of either era and every spelling are read; what is no day is refused with the mend."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_api.domain.calendar import MONTHS, SHORT_MONTHS, thai_date
from loaders.reading.dates import Calendar, read_date
from loaders.reading.errors import DateNotRead

VALENTINE = date(2018, 2, 14)
DAYS = st.dates(date(1860, 1, 1), date(2200, 12, 31))


@pytest.mark.parametrize(
    "raw",
    [
        "14 กุมภาพันธ์ 2561",
        "๑๔ กุมภาพันธ์ ๒๕๖๑",
        "14 ก.พ. 2561",
        "14 ก. พ. 2561",
        "14 กพ 2561",
        "14กพ2561",
        "14-ก.พ.-2561",
        "14 กุมภา 2561",
        "วันพุธที่ 14 กุมภาพันธ์ พ.ศ. 2561",
        "วันที่ ๑๔ เดือน กุมภาพันธ์ พ.ศ. ๒๕๖๑",
        "14/2/2561",
        "14.02.2561",
        "14-02-2561",
        "2561-02-14",
    ],
)
def test_buddhist_dates_in_the_forms_people_use(raw):
    read = read_date(raw)
    assert (read.iso, read.calendar, read.flags) == (VALENTINE, Calendar.BE, ())
    assert read.raw == raw


@pytest.mark.parametrize(
    "raw", ["2018-02-14", "14/02/2018", "14 Feb 2018", "14 ก.พ. ค.ศ. 2018", "14 February 2018"]
)
def test_common_era_dates(raw):
    read = read_date(raw)
    assert (read.iso, read.calendar) == (VALENTINE, Calendar.CE)


@pytest.mark.parametrize("raw", ["14 ก.พ. 61", "14/2/61", "14.02.61", "๑๔ กพ ๖๑", "14-ก.พ.-61"])
def test_a_year_of_two_digits_is_buddhist_and_flagged(raw):
    read = read_date(raw)
    assert (read.iso, read.calendar, read.flags) == (VALENTINE, Calendar.BE, ("two_digit_year",))


def test_a_latin_o_typed_as_a_thai_zero():
    assert read_date("๑o ก.พ. ๒๕๖o").iso == date(2017, 2, 10)


@pytest.mark.parametrize(
    "raw,at",
    [
        ("5/11/2017 08:49:07", time(8, 49, 7)),
        ("2017-11-05T08:49:07", time(8, 49, 7)),
        ("2017-11-05-08:49", time(8, 49)),
        ("5 พ.ย. 2560 เวลา 08.49 น.", time(8, 49)),
    ],
)
def test_the_time_of_day_is_kept(raw, at):
    read = read_date(raw)
    assert (read.iso, read.at) == (date(2017, 11, 5), at)
    assert read.iso_text == f"2017-11-05T{at.isoformat()}"


def test_a_stated_offset_is_flagged_and_not_applied():
    read = read_date("2017-11-05T23:30:00+07:00")
    assert (read.iso_text, read.flags) == ("2017-11-05T23:30:00", ("timezone_stated",))


@pytest.mark.parametrize(
    "raw", ["30 ก.พ. 2560", "30 กุมภาพันธ์ 2560", "30/2/60", "2017-02-30", "๓๐ กพ ๒๕๖๐"]
)
def test_30_february_2560_is_refused_with_reason_and_mend(raw):
    with pytest.raises(DateNotRead) as refused:
        read_date(raw)
    assert refused.value.raw == raw
    assert refused.value.reason == "กุมภาพันธ์ 2560 มี 28 วัน"
    assert refused.value.mend == "เขียนเป็น 28 ก.พ. 2560 หรือ 2017-02-28"


@pytest.mark.parametrize(
    "raw,word",
    [
        ("", "ไม่มีวันที่"),
        (None, "ไม่มีวันที่"),
        ("2561", "อ่านเป็นวันที่ไม่ได้"),
        (43145, "อ่านเป็นวันที่ไม่ได้"),
        ("ก.พ. 2561", "อ่านเป็นวันที่ไม่ได้"),
        ("14 ฟหก 2561", "ไม่รู้จักเดือน"),
        ("02/14/2018", "ไม่มีเดือนที่ 14"),
        ("14 ก.พ. พ.ศ. 2018", "พ.ศ. หรือ ค.ศ."),
        ("14/2/1561", "พ.ศ. หรือ ค.ศ."),
        ("14/2/2561 25:00", "ไม่มีเวลา"),
    ],
)
def test_what_is_no_date_is_refused_with_a_reason(raw, word):
    with pytest.raises(DateNotRead) as refused:
        read_date(raw)
    assert word in refused.value.reason
    assert refused.value.mend


def test_month_before_day_names_the_date_it_may_mean():
    with pytest.raises(DateNotRead, match=r"14 ก\.พ\. 2561 หรือ 2018-02-14"):
        read_date("02/14/2018")


def test_a_spreadsheets_own_dates():
    assert read_date(datetime(2018, 2, 14)).flags == ("excel_date",)  # noqa: DTZ001 - as Excel has it
    assert read_date(datetime(2018, 2, 14, 9, 30)).at == time(9, 30)  # noqa: DTZ001 - as Excel has it
    typed_as_buddhist = read_date(date(2561, 2, 14))
    assert typed_as_buddhist.iso == VALENTINE
    assert typed_as_buddhist.flags == ("excel_date", "excel_be_year")


def test_a_leap_day_of_the_wrong_era_is_refused():
    with pytest.raises(DateNotRead, match="28 วัน"):
        read_date(date(2560, 2, 29))


@given(DAYS)
def test_every_day_comes_back_from_every_form(day):
    be = day.year + 543
    forms = [
        thai_date(day),
        f"{day.day} {MONTHS[day.month - 1]} {be}",
        f"{day.day}{SHORT_MONTHS[day.month - 1].replace('.', '')}{be}",
        f"{day.day}/{day.month}/{be}",
        day.isoformat(),
        f"{day:%d/%m/%Y}",
    ]
    assert {read_date(form).iso for form in forms} == {day}


@given(st.text(max_size=25))
def test_any_text_is_a_date_or_refused(text):
    try:
        read = read_date(text)
    except DateNotRead:
        return
    assert read.iso.isoformat() == read.iso_text[:10]
