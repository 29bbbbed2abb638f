"""What each type of link may join; docs/graph-model.md says the same."""

import re
from itertools import product

import pytest

from graph_api.domain.derivation import DERIVED_TYPES
from graph_api.domain.errors import LinkNotAllowed
from graph_api.domain.kinds import ACTORS, PERSON_ROLES, NodeKind
from graph_api.domain.links import (
    LEARNING_LINKS,
    LINK_RULES,
    TIES,
    Link,
    LinkRule,
    LinkType,
    check_link,
    is_tie,
)
from graph_api.domain.nodes import NODE_CLASSES
from tests.repository import ROOT

PAGE = (ROOT / "docs" / "graph-model.md").read_text("utf-8")
IN_PROSE = {
    "group": NodeKind.OCCUPATION_GROUP,
    **{kind.value.lower().replace("_", " "): kind for kind in NodeKind},
}


def table(heading: str) -> dict[str, dict[str, str]]:
    """The rows of the table under a heading, by their first cell."""
    section = PAGE.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return {row[0]: dict(zip(cells[0], row, strict=True)) for row in cells[2:]}


def kinds_in(prose: str) -> frozenset[NodeKind]:
    return frozenset(IN_PROSE[name.strip()] for name in prose.split(","))


def ends_in(prose: str) -> tuple[set[bool], set[tuple[NodeKind, NodeKind]]]:
    """Whether a link is directed, and which kinds it joins, as the page writes it."""
    arrows, pairs = set(), set()
    for part in prose.split(";"):
        source, arrow, target = re.split(r" (→|–) ", part.strip())
        sources = kinds_in(source)
        targets = sources if target == "the same" else kinds_in(target)
        arrows.add(arrow == "→")
        pairs |= set(product(sources, targets))
    return arrows, pairs


def pairs_of(rule: LinkRule) -> set[tuple[NodeKind, NodeKind]]:
    return {
        (source, target)
        for source, target in product(NODE_CLASSES, repeat=2)
        if rule.joins({source}, {target})
    }


KINDS, LINKS = table("Nodes"), table("Links")


def test_the_page_lists_every_kind_and_every_type_of_link():
    assert set(KINDS) == {kind.value for kind in NodeKind}
    assert set(LINKS) == {link_type.value for link_type in LinkType}


@pytest.mark.parametrize("kind", NodeKind)
def test_the_page_marks_the_actors(kind: NodeKind):
    is_actor = kind in ACTORS or kind in PERSON_ROLES
    assert (KINDS[kind.value]["actor"] == "yes") == is_actor


@pytest.mark.parametrize("link_type", LinkType)
def test_the_page_says_what_a_link_joins(link_type: LinkType):
    rule, row = LINK_RULES[link_type], LINKS[link_type.value]
    assert ends_in(row["from → to"]) == ({rule.directed}, pairs_of(rule))
    assert (row["tie"] == "yes") == rule.tie
    assert (row["derived"] == "yes") == (link_type in DERIVED_TYPES)


@pytest.mark.parametrize("row", [*KINDS.values(), *LINKS.values()], ids=[*KINDS, *LINKS])
def test_each_row_of_the_page_names_its_lines(row: dict[str, str]):
    assert re.fullmatch(r"[AB]\d+(-[AB]\d+)?(, [AB]\d+(-[AB]\d+)?)*", row["documents"])


def test_the_sources_and_targets_of_a_rule_are_those_of_its_pairs():
    for rule in LINK_RULES.values():
        pairs = pairs_of(rule)
        assert {source for source, _ in pairs} == rule.sources
        assert {target for _, target in pairs} == rule.targets


def test_a_part_belongs_to_its_own_whole_alone():
    check_link(LinkType.PART_OF, {NodeKind.ACTIVITY}, {NodeKind.PLAN})
    with pytest.raises(LinkNotAllowed):
        check_link(LinkType.PART_OF, {NodeKind.ACTIVITY}, {NodeKind.KNOWLEDGE_RECORD})


def test_every_type_has_a_rule_and_every_kind_a_class_or_is_a_role():
    assert set(LINK_RULES) == set(LinkType)
    assert set(NODE_CLASSES) | set(PERSON_ROLES) == set(NodeKind)


@pytest.mark.parametrize("link_type", LinkType)
def test_a_rule_names_no_role_because_every_person_may_do_it(link_type: LinkType):
    rule = LINK_RULES[link_type]
    assert not (rule.sources | rule.targets) & set(PERSON_ROLES)


@pytest.mark.parametrize("link_type", [each for each in LinkType if not LINK_RULES[each].directed])
def test_an_undirected_link_may_be_stated_from_either_end(link_type: LinkType):
    rule = LINK_RULES[link_type]
    assert rule.sources == rule.targets
    one, other = (Link(type=link_type, source=a, target=b) for a, b in ("xy", "yx"))
    assert one.identity == other.identity == (link_type, "x", "y", "")


@pytest.mark.parametrize("link_type", [each for each in LinkType if LINK_RULES[each].directed])
def test_a_directed_link_has_its_own_identity_each_way(link_type: LinkType):
    one, other = (Link(type=link_type, source=a, target=b) for a, b in ("xy", "yx"))
    assert one.identity != other.identity


@pytest.mark.parametrize("link_type", LinkType)
def test_exactly_the_kinds_of_the_rule_are_joined(link_type: LinkType):
    rule = LINK_RULES[link_type]
    for source, target in product(NODE_CLASSES, repeat=2):
        if (source, target) in pairs_of(rule):
            check_link(link_type, {source}, {target})
        else:
            with pytest.raises(LinkNotAllowed) as raised:
                check_link(link_type, {source}, {target})
            said = raised.value.message
            assert all(each in said for each in (link_type.value, rule.caption_th, source.value))


def test_a_tie_joins_two_actors_by_a_tie_type():
    for link_type, source, target in product(LinkType, NODE_CLASSES, NODE_CLASSES):
        joined = is_tie(link_type, frozenset({source}), frozenset({target}))
        assert joined == (link_type in TIES and source in ACTORS and target in ACTORS)


def test_learning_follows_ties_alone():
    assert LEARNING_LINKS <= TIES
    assert {LinkType.TAUGHT} <= LEARNING_LINKS
