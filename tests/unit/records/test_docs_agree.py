"""docs/records.md says what the reader does."""

import re
from pathlib import Path

from loaders.reading.text import repair
from loaders.records import labelled, numbered, portal
from loaders.records.formats import telling
from loaders.records.formats.document import LONGEST_TEXT
from loaders.records.formats.html import DEEPEST_PAGE
from loaders.records.formats.pdf import MOST_PAGES
from loaders.records.formats.zipped import MOST_INFLATED
from loaders.records.report import _REPAIRS, _WARNINGS, warning_text

TEXT = Path("docs/records.md").read_text(encoding="utf-8")
SOURCES = [path.read_text(encoding="utf-8") for path in Path("loaders/records").rglob("*.py")]


def table(heading):
    return TEXT.split(f"## {heading}\n")[1].split("\n## ")[0]


def test_every_form_is_named():
    named = set(re.findall(r"^\| `([a-z-]+)`", table("Forms"), flags=re.MULTILINE))
    assert named == {numbered.TEMPLATE, portal.TEMPLATE, labelled.TEMPLATE}


def test_every_warning_is_explained_and_said_in_thai():
    raised = {code for text in SOURCES for code in re.findall(r'"code": "([a-z_]+)"', text)}
    rows = re.findall(r"^\| (`.+?) \|", table("Warnings"), flags=re.MULTILINE)
    assert {code for row in rows for code in re.findall("`([a-z_]+)`", row)} == raised
    assert raised == set(_WARNINGS)


def test_every_repair_is_explained_and_said_in_thai():
    assert set(re.findall(r"`([a-z_]+)`", table("Repairs"))) - {"repairs"} == set(_REPAIRS)
    assert set(re.findall(r"`([a-z_]+)`", repair.__doc__ or "")) <= set(_REPAIRS)


def test_a_warning_speaks_to_the_officer():
    assert "เชิงอรรถ" in warning_text({"code": "part_not_read", "part": "footnotes"})


def test_the_limits_are_those_of_the_reader():
    said = " ".join(table("Formats").split())
    assert f"over {telling.LARGEST_FILE // 1_000_000} MB" in said
    assert LONGEST_TEXT == 1_000_000
    assert "a million characters" in said
    assert f"past {MOST_INFLATED // 1_000_000} MB of XML" in said
    assert f"deeper than {DEEPEST_PAGE} elements" in said
    assert f"over {MOST_PAGES} pages" in said
