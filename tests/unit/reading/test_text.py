"""Texts are repaired, each repair counted; numerals and blanks are made one kind."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.reading.text import repair, squeeze, thai_digits_to_arabic

THAI = st.text(st.sampled_from("กขนวา ำเแิีุู่้๊์ํๆa1\u00a0\u200b\n"), max_size=40)


@pytest.mark.parametrize(
    "typed,right,kind",
    [
        ("สรา้งบา้น", "สร้างบ้าน", {"tone_after_aa": 2}),
        ("อ าเภอ", "อำเภอ", {"torn_sara_am": 1}),
        ("น้ าใจ จ าเป็น", "น้ำใจ จำเป็น", {"torn_sara_am": 2}),
        ("เเปลง", "แปลง", {"double_sara_e": 1}),
        ("นํ้า", "น้ำ", {"nikhahit_aa": 1}),
        ("นำ้", "น้ำ", {"tone_after_am": 1}),
        ("ท่ี", "ที่", {"tone_before_vowel": 1}),
        ("กู้้", "กู้", {"double_mark": 1}),
        ("ก\u00a0ข\u202fค", "ก ข ค", {"nbsp": 2}),
        ("ก\u200bข\ufeff", "กข", {"zero_width": 2}),
        ("cafe\u0301", "caf\u00e9", {"nfc": 1}),
    ],
)
def test_each_kind_of_repair_is_made_and_counted(typed, right, kind):
    repaired = repair(typed)
    assert (repaired.text, repaired.repairs) == (right, kind)


@pytest.mark.parametrize("right", ["กู่ น้ำ สร้าง แม่ อำเภอ", "มา อาบ", "plain", "ก\nาบ", ""])
def test_a_text_that_is_right_stays_as_it_is(right):
    assert repair(right).text == right
    assert repair(right).repairs == {}


@given(THAI)
def test_a_repaired_text_needs_no_repair(text):
    once = repair(text)
    assert repair(once.text).repairs == {}
    assert all(count > 0 for count in once.repairs.values())


@given(THAI)
def test_no_repair_means_the_same_text(text):
    repaired = repair(text)
    if not repaired.repairs:
        assert repaired.text == text


@pytest.mark.parametrize(
    "typed,right",
    [
        ("๒o ขบวน", "20 ขบวน"),
        ("๑,ooo คน", "1,000 คน"),
        ("o๘๑-๒๓๔๕๖๗๘", "081-2345678"),
        ("OTOP ๕ ดาว", "OTOP 5 ดาว"),
        ("๕ OTOP", "5 OTOP"),
        ("๕OTOP", "5OTOP"),
        ("gogo", "gogo"),
    ],
)
def test_thai_digits_and_the_letter_o_among_them(typed, right):
    assert thai_digits_to_arabic(typed) == right


def test_squeeze_leaves_single_blanks():
    assert squeeze(" ก\t ข\n\nค ") == "ก ข ค"
