"""Sections of knowledge records are found by any part of their text, alike in every store."""

from collections.abc import Collection
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph_api.domain.errors import InvalidArgument
from graph_api.domain.nodes import Household, RecordSection
from graph_api.domain.record_text import section_key, words_of
from graph_api.ports import GraphStore

TEXTS = {
    "s1": ("วัสดุอุปกรณ์", "ต้นกกสด ๓ มัด  สีย้อม กี่ทอเสื่อ"),
    "s2": ("ขั้นตอนการทำ", "ตัดต้นกก แล้วสอยเป็นเส้น ตากแดด ย้อมสีธรรมชาติ"),
    "s3": ("กลยุทธ์การขาย", "ขายที่ตลาดนัด และ OTOP Online"),
    "s4": (None, "กก"),
    "s5": ("แหล่งข้อมูล", None),
    "s6": ("ยาว", "น้ำ " + "เส้นไหมสีคราม " * 4_000 + "ปลายทาง"),
}
SECTIONS = [
    RecordSection(id=key, name=f"หัวข้อ {key}", heading=heading, text=text)
    for key, (heading, text) in TEXTS.items()
]


@pytest.fixture
async def shelf(store: GraphStore) -> GraphStore:
    """The store with these sections, and a household that has their words in its name."""
    await store.write([*SECTIONS, Household(id="h", name="ต้นกก ย้อมสี")], [])
    return store


def holding(words: Collection[str]) -> list[str]:
    """The slow and plain way."""
    return [
        section.id
        for section in SECTIONS
        if words and all(word in section_key(section) for word in words)
    ]


async def found(store: GraphStore, text: str) -> list[str]:
    return [node.id for node in (await store.sections_with(words_of(text), 99, None)).items]


@pytest.mark.parametrize(
    "text, ids",
    [
        ("ต้นกก", ["s1", "s2"]),
        ("ตนกก", ["s1", "s2"]),
        ("กก", ["s1", "s2", "s4"]),
        ("ก", ["s1", "s2", "s3", "s4", "s5", "s6"]),
        ("เสื่อ", ["s1"]),
        ("ย้อมสี ต้นกก", ["s2"]),
        ("วัสดุ กก", ["s1"]),
        ("otop online", ["s3"]),
        ("OnlineX", []),
        ("3 มัด", ["s1"]),
        ("ปลายทาง", ["s6"]),
        ("เส้นไหมสีคราม" * 4_001, []),
        ("เส้นไหมสีคราม" * 900, ["s6"]),
        ("", []),
        ('" OR * NEAR(', []),
    ],
)
async def test_a_section_is_found_by_all_words_wherever_they_stand(shelf, text, ids):
    assert set(ids) <= set(TEXTS)
    assert holding(words_of(text)) == await found(shelf, text)
    if text != "ก":
        assert await found(shelf, text) == ids


async def test_pages_go_on_after_an_id_though_a_section_comes_before_it(shelf):
    first = await shelf.sections_with(["กก"], 2, None)
    assert ([node.id for node in first.items], first.has_next) == (["s1", "s2"], True)
    await shelf.write([RecordSection(id="s0", name="ใหม่", text="กก")], [])
    second = await shelf.sections_with(["กก"], 2, first.cursors[-1])
    assert ([node.id for node in second.items], second.has_next) == (["s4"], False)
    with pytest.raises(InvalidArgument):
        await shelf.sections_with(["กก"], 2, "no cursor")


async def test_a_section_that_was_changed_is_found_by_its_new_text_alone(shelf):
    await shelf.write([replace(SECTIONS[3], text="ผือ")], [])
    assert await found(shelf, "กก") == ["s1", "s2"]
    assert await found(shelf, "ผือ") == ["s4"]


async def test_what_no_text_can_hold_is_found_nowhere(shelf):
    for word in ("\0", "\ud800", "' OR 1=1"):
        assert not (await shelf.sections_with([word], 9, None)).items


LETTERS = st.text(st.sampled_from('กขนาิ้ 3aB"*'), max_size=12)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=LETTERS, asked=LETTERS)
async def test_any_part_of_any_text(store, text, asked):
    section = RecordSection(id=f"s{text}", name="หัวข้อ", text=text)
    await store.write([section], [])
    words = words_of(asked)
    ids = [node.id for node in (await store.sections_with(words, 999, None)).items]
    holds = bool(words) and all(word in section_key(section) for word in words)
    assert (section.id in ids) == holds
