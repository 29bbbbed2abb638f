"""Two statements about one thing: what is given replaces, what is not given stays."""

from dataclasses import fields, replace

from hypothesis import given
from hypothesis import strategies as st

from graph_api.domain.kinds import PERSON_ROLES
from graph_api.domain.links import Link, LinkType
from graph_api.domain.merging import merge_all, merge_links, merge_nodes
from graph_api.domain.nodes import Node, Person
from graph_api.domain.provenance import Provenance
from tests.unit.domain.facts import THREE_OF_ONE_LINK, THREE_OF_ONE_NODE

Nodes = tuple[Node, Node, Node]
Links = tuple[Link, Link, Link]
OLD, NEW = Provenance("เก่า.xlsx"), Provenance("ใหม่.xlsx")


@given(THREE_OF_ONE_NODE)
def test_saying_a_node_again_changes_nothing_not_even_its_source(nodes: Nodes):
    old = replace(nodes[0], provenance=OLD)
    assert merge_nodes(old, replace(old, provenance=NEW)) is old
    merged = merge_nodes(old, nodes[1])
    assert merge_nodes(merged, nodes[1]) is merged


@given(THREE_OF_ONE_NODE)
def test_merging_nodes_is_associative(nodes: Nodes):
    a, b, c = nodes
    assert merge_nodes(merge_nodes(a, b), c) == merge_nodes(a, merge_nodes(b, c))


@given(THREE_OF_ONE_NODE)
def test_each_field_of_a_node_is_the_later_one_given(nodes: Nodes):
    old, new, _ = nodes
    merged = merge_nodes(old, new)
    for each in fields(old):
        if each.name not in {"roles", "provenance"}:
            given_now = getattr(new, each.name)
            stays = given_now in (None, ())
            assert getattr(merged, each.name) == (getattr(old, each.name) if stays else given_now)


@given(THREE_OF_ONE_NODE)
def test_each_day_of_a_role_is_the_later_one_given(nodes: Nodes):
    old, new, _ = nodes
    if isinstance(old, Person) and isinstance(new, Person):
        merged = merge_nodes(old, new)
        assert isinstance(merged, Person)
        assert merged.kinds == old.kinds | new.kinds
        for role in PERSON_ROLES:
            before, now, held = old.role(role), new.role(role), merged.role(role)
            if held is not None:
                assert held.since == ((now and now.since) or (before and before.since))
                assert held.until == ((now and now.until) or (before and before.until))


@given(THREE_OF_ONE_NODE)
def test_a_changed_node_names_the_later_source(nodes: Nodes):
    old, new = replace(nodes[0], provenance=OLD), replace(nodes[1], provenance=NEW)
    merged = merge_nodes(old, new)
    same_but_for_source = replace(merged, provenance=OLD) == old
    assert merged.provenance == (OLD if same_but_for_source else NEW)


@given(THREE_OF_ONE_LINK)
def test_saying_a_link_again_changes_nothing_not_even_its_source(links: Links):
    old = replace(links[0], provenance=OLD)
    assert merge_links(old, replace(old, provenance=NEW)) is old
    merged = merge_links(old, links[1])
    assert merge_links(merged, links[1]) is merged


@given(THREE_OF_ONE_LINK)
def test_merging_links_is_associative(links: Links):
    a, b, c = links
    assert merge_links(merge_links(a, b), c) == merge_links(a, merge_links(b, c))


@given(THREE_OF_ONE_LINK)
def test_a_link_once_declared_is_declared(links: Links):
    old, new, _ = links
    merged = merge_links(old, new)
    assert merged.derived == (old.derived and new.derived)
    assert merged.properties == {**old.properties, **new.properties}
    assert merged.identity == old.identity


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 3))), st.sets(st.sampled_from("abc"))
)
def test_every_statement_is_counted_once(statements: list[tuple[str, int]], known: set[str]):
    def keep_same(old: tuple[int], new: tuple[int]) -> tuple[int]:
        return old if old == new else new

    before: dict[str, tuple[int]] = dict.fromkeys(known, (0,))
    said = [(key, (value,)) for key, value in statements]
    merged = merge_all(dict(before), said, keep_same)
    assert len(merged.created) + merged.updates + merged.unchanged == len(statements)
    assert set(merged.created) == {key for key, _ in statements} - known
    assert set(merged.changed) <= known
    assert {key for key in known if merged.known[key] != before[key]} <= set(merged.changed)
    assert merged.known == {**before, **dict(said)}


def test_a_link_type_is_no_part_of_what_merging_changes():
    old = Link(type=LinkType.PEER, source="a", target="b", properties={"kind": "x"})
    assert merge_links(old, Link(type=LinkType.PEER, source="a", target="b")) is old
