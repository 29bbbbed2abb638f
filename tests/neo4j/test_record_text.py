"""Why sections are sought by runs of letters: the analyzer for Thai misses words that are there."""

import re

import pytest
from neo4j import AsyncDriver

from tests.repository import ROOT

pytestmark = pytest.mark.neo4j
INDEX = (
    "CREATE FULLTEXT INDEX tried IF NOT EXISTS FOR (n:Tried) ON EACH [n.text] "
    "OPTIONS {indexConfig: {`fulltext.analyzer`: 'thai'}}"
)
ASK = "CALL db.index.fulltext.queryNodes('tried', $word) YIELD node RETURN collect(node.at) AS at"
WORDS = ("เสื่อ", "กก", "ทอเสื่อ", "ต้นกก", "ตลาด", "กลุ่ม", "ผ้าไหม", "ศูนย์", "น้ำ", "ความรู้", "กี่")


def sections() -> list[str]:
    files = sorted((ROOT / "tests" / "data" / "records").glob("*.txt"))
    whole = "\n\n".join(path.read_text(encoding="utf-8") for path in files)
    return [part for part in re.split(r"\n\s*\n|\n(?=\s*\d+\.)", whole) if part.strip()]


async def test_the_analyzer_for_thai_misses_words_that_stand_in_the_text(driver: AsyncDriver):
    texts = sections()
    await driver.execute_query(INDEX)
    try:
        await driver.execute_query(
            "UNWIND range(0, size($texts) - 1) AS at CREATE (:Tried {at: at, text: $texts[at]})",
            texts=texts,
        )
        there, found = 0, 0
        for word in WORDS:
            standing = {at for at, text in enumerate(texts) if word in text}
            answer = await driver.execute_query(ASK, word=f'"{word}"')
            there += len(standing)
            found += len(standing & set(answer.records[0]["at"]))
    finally:
        await driver.execute_query("MATCH (n:Tried) DETACH DELETE n")
        await driver.execute_query("DROP INDEX tried")
    assert 0 < found < there
