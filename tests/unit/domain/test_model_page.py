"""docs/graph-model.md lists every property and word of the model, and where each line is kept."""

import re
from dataclasses import fields
from enum import Enum

import pytest

from graph_api.domain.codec import property_types
from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import LINK_RULES, LinkType
from graph_api.domain.nodes import NODE_CLASSES, Node
from tests.repository import ROOT

PAGE = (ROOT / "docs" / "graph-model.md").read_text("utf-8")


def rows(heading: str) -> list[list[str]]:
    """The rows of the tables under a heading, without their heads."""
    section = PAGE.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    heads = {at - 1 for at, row in enumerate(cells) if set(row[0]) == {"-"}}
    return [row for at, row in enumerate(cells) if at not in heads and set(row[0]) != {"-"}]


PROPERTIES = {name: listed.split(", ") for name, listed in rows("Properties")}
WORDS = {name: listed.split(", ") for name, listed in rows("Words")}
KEPT = [kept for _, _, kept in rows("The documents, line by line")]


@pytest.mark.parametrize("cls", NODE_CLASSES.values(), ids=lambda cls: cls.__name__)
def test_the_page_lists_the_properties_of_a_kind(cls: type[Node]):
    personal = {each.name for each in fields(cls) if each.metadata.get("personal")}
    shown = [f"*{name}*" if name in personal else name for name in property_types(cls)]
    assert [name for name in PROPERTIES[cls.KIND.value] if name] == shown


def test_the_page_lists_the_properties_of_links_and_nothing_else():
    told = {name: listed for name, listed in PROPERTIES.items() if name in LinkType.__members__}
    assert told == {
        kind.value: list(rule.properties) for kind, rule in LINK_RULES.items() if rule.properties
    }
    assert PROPERTIES.keys() - told.keys() == {kind.value for kind in NODE_CLASSES}


def test_the_page_lists_the_words_of_every_enumeration():
    held = {
        kind.__name__: [each.value for each in kind]
        for cls in NODE_CLASSES.values()
        for kind in property_types(cls).values()
        if issubclass(kind, Enum)
    }
    assert held == WORDS


def test_every_part_of_the_model_is_spoken_of_in_the_documents():
    named = set(re.findall(r"[A-Z_]{3,}", " ".join(KEPT)))
    known = {each.value for each in (*NodeKind, *LinkType)}
    assert named <= known
    # What is around everything, and what the documents only imply, have no line of their own.
    assert known - named == {"AREA", "PERSON"}
