"""The analysts' questions through the API: each answers, and shares show what they are of."""

import pytest

from graph_api.services.analysis import Question
from tests.graphql.conftest import Client
from tests.graphql.test_operations import example

__all__ = ["example"]

ASK = """query($question: Question!) { analysis(area: "332099", question: $question) {
  area { code } note count snapshot { id }
  figures { name caption value part whole unknown interval }
  rows(first: 500) {
    node { id }
    figures { name caption value part whole interval }
    others { id }
    evidence { identity provenance { source place } }
  }
} }"""

OF_METRICS = {Question.BRIDGING_PEOPLE, Question.SINGLE_POINTS}
WITHOUT_ROWS = {Question.FOLLOW_UP, Question.GROUP_COVERAGE}


@pytest.mark.parametrize("question", Question)
async def test_every_question_answers_in_one_form(example: Client, question):
    answer = (await example.ask(ASK, question=question.value))["analysis"]
    assert answer["area"]["code"] == "332099"
    assert answer["count"] == len(answer["rows"])
    assert bool(answer["rows"]) is (question not in WITHOUT_ROWS)
    figures = [*answer["figures"], *(f for row in answer["rows"] for f in row["figures"])]
    assert figures
    assert len({each["name"] for each in answer["figures"]}) == len(answer["figures"])
    for of in (answer, *answer["rows"]):
        captions = [each["caption"] for each in of["figures"]]
        assert all(captions)
        assert len(set(captions)) == len(captions), "each says what it is"
    for each in figures:
        if each["whole"]:
            assert each["value"] == pytest.approx(each["part"] / each["whole"])
            low, high = each["interval"]
            assert 0 <= low <= each["value"] <= high <= 1
    assert bool(answer["snapshot"]) is (question in OF_METRICS)
    for row in answer["rows"]:
        assert all(link["provenance"]["source"] for link in row["evidence"])


@pytest.mark.parametrize(
    "question",
    [
        Question.FOLLOW_UP,
        Question.STUDY_VISITS,
        Question.HOUSEHOLD_INCOME,
        Question.INCOME_BY_DISTANCE,
    ],
)
async def test_an_association_is_named_as_one(example: Client, question):
    answer = (await example.ask(ASK, question=question.value))["analysis"]
    assert "ไม่ใช่เหตุและผล" in answer["note"]


async def test_a_record_shows_authors_office_sections_and_places(example: Client):
    query = """{ knowledgeRecords { edges { node {
      id authors { id } offices { id } writtenOn { calendarText } calendar warnings
      sections { number suspectedKind line }
      mentions { target { id } properties { line start end text } }
    } } } }"""
    edges = (await example.ask(query))["knowledgeRecords"]["edges"]
    records = {edge["node"]["id"]: edge["node"] for edge in edges}
    second = records["KR2"]
    assert [each["id"] for each in second["authors"]] == ["O4"]
    assert [each["id"] for each in second["offices"]] == ["A1"]
    assert second["writtenOn"]["calendarText"] == "12 ก.ย. 2561"
    assert [(each["suspectedKind"], each["line"]) for each in second["sections"]] == [
        ("process", 8),
        (None, 11),
    ]
    first = second["mentions"][0]
    assert first["target"]["id"] == "A5"
    said = first["properties"]
    assert (said["line"], said["end"] - said["start"]) == (10, len(said["text"]))


async def test_a_derived_link_leads_to_the_rows_behind_it(example: Client):
    query = """{ node(id: "H007") { links(types: [TAUGHT, SELLS_AT, SOLD_AT]) {
      edges { node { type derived restsOn { type derived provenance { place } } } } } } }"""
    links = [edge["node"] for edge in (await example.ask(query))["node"]["links"]["edges"]]
    assert {link["type"] for link in links} == {"TAUGHT", "SELLS_AT", "SOLD_AT"}
    for link in links:
        assert bool(link["restsOn"]) is link["derived"]
        assert all(not each["derived"] and each["provenance"]["place"] for each in link["restsOn"])


async def test_an_area_that_is_not_there_is_named(example: Client):
    error = await example.error('{ analysis(area: "9999", question: PRACTICE) { note } }')
    assert error["extensions"]["code"] == "NOT_FOUND"
