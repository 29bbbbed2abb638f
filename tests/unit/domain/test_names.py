"""Keys of Thai names: what finds a misspelt name, and the order of a Thai dictionary."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_api.domain.names import name_key, sort_key, trigrams

Syllable = tuple[str, str, str]
SYLLABLES = st.tuples(
    st.sampled_from(["", "เ", "แ", "ไ"]),
    st.sampled_from(["ก", "ข", "ม"]),
    st.sampled_from(["", "่", "้", "๊"]),
)
THAI = st.text(st.characters(min_codepoint=0x0E01, max_codepoint=0x0E4E), max_size=12)


def spelt(syllables: list[Syllable], *, tones: bool = True) -> str:
    return "".join(f"{vowel}{letter}{tone if tones else ''}" for vowel, letter, tone in syllables)


@pytest.mark.parametrize(
    "one, other",
    [
        ("แก้ว", "แกว"),
        ("ใจดี", "ไจดี"),
        ("ศรี สมบูรณ์", "สรีสมบูรน"),
        ("ณัฐ", "นัธ"),
        ("พิมพ์", "ภิมภ์"),
        ("หมู่ที่ ๑๒", "หมู่ที่12"),
        ("ANAN", "anan"),
        ("นางสาว-สุข", "นางสาว สุข"),
        ("ชฎา", "ฉดา"),
    ],
)
def test_spellings_that_sound_alike_share_a_key(one: str, other: str):
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize("one, other", [("กา", "ขา"), ("ดี", "ดา"), ("มา", "มาก"), ("ปี", "ปู")])
def test_names_that_sound_different_do_not(one: str, other: str):
    assert name_key(one) != name_key(other)


@given(st.text())
def test_folding_a_folded_name_changes_nothing(text: str):
    key = name_key(text)
    assert name_key(key) == key
    assert not any(letter.isspace() for letter in key)


@given(st.text(), st.text())
def test_a_blank_or_case_never_matters(one: str, other: str):
    assert name_key(f"{one} {other}") == name_key(f"{one}  -{other}")


@pytest.mark.parametrize(
    "words",
    [
        # The order of the letters, vowels written before their consonant, tones last.
        ["กก", "กา", "เกา", "ไก", "ขา"],
        ["กก", "กด", "กะ", "กัน", "กา", "กิน", "เก", "แก", "โก", "ไก"],
        ["กา", "ก่า", "ก้า", "ก๊า", "ก๋า"],
        ["เก", "เก่", "เก้", "เกก"],
        ["มา", "ม้า", "มาก", "ม้าก"],
        ["ขาว", "ข่าว", "ข้าว", "เขา", "แขก"],
        ["พล", "เพล", "เพลง", "แพ", "แพร", "โพ"],
        ["a", "B", "c", "กา"],
        ["บ้าน ๑", "บ้าน ๒", "บ้าน ๙"],
    ],
    ids="|".join,
)
def test_names_sort_as_in_a_thai_dictionary(words: list[str]):
    shuffled = [*words[::2], *words[1::2]][::-1]
    assert sorted(shuffled, key=sort_key) == words


@given(THAI, THAI)
def test_only_equal_names_sort_alike(one: str, other: str):
    if sort_key(one) == sort_key(other):
        assert sorted(one) == sorted(other)


@given(st.lists(SYLLABLES), st.lists(SYLLABLES))
def test_tones_decide_only_between_words_equal_without_them(
    one: list[Syllable], other: list[Syllable]
):
    if sort_key(spelt(one, tones=False)) < sort_key(spelt(other, tones=False)):
        assert sort_key(spelt(one)) < sort_key(spelt(other))


@pytest.mark.parametrize(
    "key, runs",
    [
        ("", ()),
        ("ก", ("_ก_",)),
        ("กข", ("_กข", "กข_")),
        ("กกกกก", ("_กก", "กกก", "กก_")),
    ],
)
def test_trigrams(key: str, runs: tuple[str, ...]):
    assert trigrams(key) == runs


@given(st.text(min_size=1))
def test_trigrams_are_distinct_runs_of_three_that_cover_the_key(key: str):
    runs = trigrams(key)
    assert len(set(runs)) == len(runs)
    assert all(len(run) == 3 and run in f"_{key}_" for run in runs)
    assert {letter for run in runs for letter in run} == set(f"_{key}_")
