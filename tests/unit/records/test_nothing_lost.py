"""Whatever is typed under headings comes out again, and no text makes the reader stumble."""

import json
from collections import Counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from loaders.reading.text import squeeze
from loaders.records import RecordNotRead, read_bytes

QUANTITIES = ["2.5", "9.5", "๑๒", "A4", "08.30"]
WORDS = st.lists(
    st.sampled_from([*QUANTITIES, "ทอผ้า", "ประชุม", "กระบวนการ", "ผลการ", "กก.", "ก->ข", "(ข)"]),
    min_size=1,
    max_size=6,
)
MARKS = st.sampled_from(["", "๑. ", "2) ", "- ", "(๓) ", "    ", "\t", "* "])
LINES = st.lists(st.tuples(MARKS, WORDS) | st.just(("", [])), max_size=12)
HEADINGS = ["ความเป็นมา", "กระบวนการ", "ผลการดำเนินงาน", "ข้อพึงระวัง"]
NUMBERS = ["๑.", "2. ", "4.1 ", "หมู่ 0", "๙๙"]
KNOWN = ["ชื่อความรู้ ", "เจ้าขององค์ความรู้ ", "ความเป็นมา", "กระบวนการ", " ->", "\n", "Email :"]
LABELS = ["ตำแหน่ง ", "โทรศัพท์ : ", "ที่อยู่ : ", "วันที่ : ", "นาย", "ต.", "อ.", "จ.", "เว็บไซต์"]
OTHERS = ["image1", "งานบุญ", "https://", "และ", "(", ")", "\u00a0", "\u0e48", " า"]
SCRAPS = st.sampled_from([*NUMBERS, *KNOWN, *LABELS, *OTHERS])
BESIDE = st.lists(
    st.tuples(
        st.sampled_from(["", "โดย : ", "ตำแหน่ง : ", "วันที่ : ", "ที่อยู่ : ", "โทรศัพท์ : ", "Email : "])
        | st.sampled_from(["หมวดหมู่ : ", "สังกัด : ", "เว็บไซต์ ", "กรม ", ""]),
        st.lists(
            st.sampled_from(["นายเอก", "ตัวอย่าง", "๑๒", "2561", "กลุ่มบ้าน", "x@y.org"]), max_size=3
        ),
    ),
    max_size=8,
)


def everything(record):
    return squeeze(" ".join(_strings(record)))


def _strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)


def typed(lines):
    return "".join(mark + " ".join(words) + "\n" for mark, words in lines)


def lost(bodies, text):
    """Words that the reading holds less often than they were typed."""
    found = Counter(everything(read_bytes(text.encode(), "x.txt").to_json()).split())
    return Counter(word for lines in bodies for _, words in lines for word in words) - found


@given(st.lists(LINES, min_size=4, max_size=4))
def test_every_word_under_the_portals_headings_comes_out(bodies):
    parts = zip(HEADINGS, map(typed, bodies), strict=True)
    text = "ชื่อเรื่อง\n" + "".join(f"{heading} ->\n{body}" for heading, body in parts)
    assert not lost(bodies, text)


@given(st.lists(LINES, min_size=4, max_size=4))
def test_every_word_under_numbered_headings_comes_out(bodies):
    parts = zip("๓๔๕๖", HEADINGS, map(typed, bodies), strict=True)
    text = "๑.ชื่อความรู้ สมมุติ\n๒.เจ้าขององค์ความรู้ นายเอก ตัวอย่าง\n" + "".join(
        f"{number}.{heading}\n{body}" for number, heading, body in parts
    )
    assert not lost(bodies, text)


@given(BESIDE, BESIDE)
def test_every_word_around_the_portals_sections_comes_out(ahead, footer):
    text = f"{typed(ahead)}ความเป็นมา ->\nก\nผลลัพธ์ ->\nข\nเว็บไซต์\n{typed(footer)}"
    assert not lost([ahead, footer], text)


@given(BESIDE, BESIDE)
def test_every_word_around_the_author_of_the_numbered_form_comes_out(ahead, beside):
    author = "๑.ชื่อความรู้ ก\n๒.เจ้าขององค์ความรู้ นางสมมุติ ตัวอย่าง\n"
    text = f"{typed(ahead)}{author}{typed(beside)}๓.ความเป็นมา\nข\n"
    assert not lost([ahead, beside], text)


@given(st.lists(SCRAPS | st.text(max_size=8), max_size=60).map("".join))
@example("๑.ชื่อความรู้\n๒.ความเป็นมา\n")
@example("ความเป็นมา ->\nกระบวนการ ->\nเว็บไซต์")
def test_no_text_makes_it_stumble(text):
    try:
        reading = read_bytes(text.encode("utf-8", "surrogatepass"), "x.txt")
    except RecordNotRead:
        return
    record = reading.to_json()
    assert json.loads(json.dumps(record, ensure_ascii=False)) == record


@given(st.binary(max_size=200))
def test_no_bytes_make_it_stumble(data):
    try:
        reading = read_bytes(data, "x.txt")
    except RecordNotRead:
        return
    assert reading.source.bytes == len(data)


@pytest.mark.parametrize(
    "filler",
    [" " * 300_000, "-" * 300_000, "1" * 300_000, "a." * 150_000, "(" * 300_000, "ก\n" * 100_000],
    ids=["blanks", "dashes", "digits", "dots", "brackets", "lines"],
)
def test_a_long_hostile_text_is_read_without_searching_it_over_and_over(filler):
    """Quadratic searching would take minutes here; reading takes a fraction of a second."""
    text = f"๑.ชื่อความรู้ ก\n๒.เจ้าขององค์ความรู้ นายเอก {filler}\n๓.ความเป็นมา\nข {filler}\n"
    assert len(read_bytes(text.encode(), "x.txt").sections) == 1
