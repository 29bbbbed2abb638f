"""What is too much is refused before it costs anything, and fast, whatever it looks like."""

from time import process_time

import pytest
from graphql import get_introspection_query, parse
from hypothesis import given
from hypothesis import strategies as st

from graph_api.contracts import operations
from graph_api.graphql.limits import Limits, Measure, excess, measure
from graph_api.graphql.schema import core


def _measure(query: str, **variables: object) -> Measure:
    return measure(core, parse(query), None, variables)


def _refused(query: str, **variables: object) -> set[str]:
    found = excess(_measure(query, **variables), Limits())
    return {str((error.extensions or {})["limit"]) for error in found}


def test_introspection_passes():
    assert _refused(get_introspection_query(input_value_deprecation=True)) == set()


def test_the_shipped_operations_pass():
    assert operations()
    for name, text in operations().items():
        assert _refused(text) == set(), name


def _chain(length: int, last: str = "__typename") -> str:
    spreads = (f"fragment f{n} on Query {{ ...f{n + 1} ...f{n + 1} }}" for n in range(length))
    return f"{{ ...f0 }} {' '.join(spreads)} fragment f{length} on Query {{ {last} }}"


BOMBS = {
    "deep": ("{ node(id: 1) {" + "area {" * 20 + "name" + "}" * 22, {"depth"}),
    "aliases": ("{" + " ".join(f"a{n}: __typename" for n in range(31)) + "}", {"aliases"}),
    "roots": ("{" + "snapshot { id } " * 21 + "}", {"root_fields"}),
    "directives": ("{ __typename " + "@skip(if: false) " * 31 + "}", {"directives"}),
    "cost": (
        """{ households(first: 500) { edges { node {
            links(first: 500) { edges { other { id } } } } } } }""",
        {"cost"},
    ),
    "chain of aliases": (_chain(50, "a: __typename"), {"aliases"}),
    "chain of lists": (_chain(12, "households(first: 500) { edges { node { id } } }"), {"cost"}),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_refused_by_its_limit(bomb):
    query, limits = BOMBS[bomb]
    assert limits <= _refused(query)


@pytest.mark.parametrize("length", [10, 100, 180])
def test_a_chain_of_fragments_costs_no_more_than_its_text(length):
    document = parse(_chain(length, "a: __typename"))
    started = process_time()
    found = measure(core, document, None, {})
    assert process_time() - started < 0.2
    assert found.aliases == 2**length


def test_fragments_in_a_circle_are_left_to_validation():
    query = "{ ...a } fragment a on Query { snapshot { id } ...b } fragment b on Query { ...a }"
    assert _measure(query).depth == 2


def test_a_chain_that_is_too_long_to_walk_is_refused():
    fragments = " ".join(f"fragment f{n} on Query {{ ...f{n + 1} }}" for n in range(3000))
    assert _refused(f"{{ ...f0 }} {fragments} fragment f3000 on Query {{ __typename }}") == {
        "depth"
    }


def test_the_length_of_a_list_is_read_from_wherever_it_is_said():
    # Ten for the list itself, one for its edges; a node and an id for each row.
    ids = "{ edges { node { id } } }"
    assert _measure(f"{{ sages(first: 7) {ids} }}").cost == 10 + 1 + 7 * 2
    assert _measure(f"query($n: Int!) {{ sages(first: $n) {ids} }}", n=7).cost == 25
    assert _measure(f"query($n: Int! = 7) {{ sages(first: $n) {ids} }}").cost == 25
    assert _measure(f"{{ sages {ids} }}").cost == _measure(f"{{ sages(first: 50) {ids} }}").cost


def test_a_list_argument_sets_the_length():
    two = _measure("{ nodes(ids: [1, 2]) { id } }").cost
    four = _measure("query($i: [ID!]!) { nodes(ids: $i) { id } }", i=["1", "2", "3", "4"]).cost
    assert four - two == 2


def test_only_the_operation_that_is_asked_for_counts():
    document = parse(
        "query A { snapshot { id } } query B { households(first: 500) { totalCount } }"
    )
    costs = [measure(core, document, name, {}).cost for name in ("A", "B", None, "C")]
    assert costs[0] < costs[1] == costs[2] == costs[3]


NAMES = st.sampled_from(["snapshot", "sages", "edges", "node", "id", "nonsense", "__schema"])
SELECTIONS = st.recursive(
    NAMES, lambda inner: st.builds(lambda n, s: f"{n} {{ {s} }}", NAMES, inner), max_leaves=8
)


@given(SELECTIONS, st.lists(SELECTIONS, max_size=4))
def test_a_document_that_says_more_costs_no_less(first, more):
    whole = _measure("{ " + " ".join([first, *more]) + " }")
    part = _measure(f"{{ {first} }}")
    assert all(a >= b for a, b in zip(whole, part, strict=True))


async def test_too_many_tokens_are_refused(client):
    told = await client.answer("{" + "__typename " * 2001 + "}")
    (error,) = told["errors"]
    assert error["extensions"]["code"] == "LIMIT_EXCEEDED"
    assert error["extensions"]["limit"] == "tokens"


async def test_a_refusal_says_what_to_ask_for_instead(client):
    error = await client.error(BOMBS["cost"][0])
    assert error["extensions"]["code"] == "LIMIT_EXCEEDED"
    assert "first" in error["message"]
    assert "250000" in error["message"]
