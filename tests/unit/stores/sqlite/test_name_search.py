"""Candidates by name are the ones that counting all names by hand gives, in whatever way found."""

import sqlite3
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_api.domain.kinds import NodeKind
from graph_api.domain.names import name_key, trigrams
from graph_api.domain.nodes import HeldRole, Household, Node, Occupation, Person
from graph_api.ports import NameCandidate
from graph_api.stores.sqlite import name_search, reading
from graph_api.stores.sqlite.connections import Connections
from graph_api.stores.sqlite.grams import grams_of
from graph_api.stores.sqlite.rows import names_of
from graph_api.stores.sqlite.writing import write

NAMES = st.text("กขคงอ", max_size=5)
AREAS = st.none() | st.sampled_from(["33", "3320", "34"])
IDS = st.sampled_from([f"{at:02}" for at in range(40)])
SAGE = (HeldRole(NodeKind.SAGE),)
NODES = st.one_of(
    st.builds(Person, id=IDS, name=NAMES, area=AREAS, roles=st.sampled_from([(), SAGE])),
    st.builds(Household, id=IDS, name=NAMES, area=AREAS),
    st.builds(Occupation, id=IDS, name=NAMES, aliases=st.lists(NAMES, max_size=2).map(tuple)),
)
KINDS = st.sets(
    st.sampled_from([NodeKind.PERSON, NodeKind.SAGE, NodeKind.HOUSEHOLD, NodeKind.OCCUPATION]),
    min_size=1,
)


@pytest.fixture(scope="module")
def memory():
    connections = Connections(None)
    yield connections._writer
    connections._close_all()


def by_hand(
    nodes: Sequence[Node], runs: Sequence[str], kinds: set[NodeKind], area: str | None, limit: int
) -> list[NameCandidate]:
    met = [
        NameCandidate(node.id, node.name, len(set(runs) & set(grams_of(names_of(node)))))
        for node in nodes
        if node.kinds & kinds and (node.area or "").startswith(area or "")
    ]
    found = sorted((each for each in met if each.shared_trigrams), key=best_first)
    return found[:limit]


def best_first(candidate: NameCandidate) -> tuple[int, str]:
    return (-candidate.shared_trigrams, candidate.id)


@settings(deadline=None)
@given(
    first=st.lists(NODES, unique_by=lambda node: node.id, max_size=30),
    renamed=st.dictionaries(IDS, NAMES, max_size=5),
    asked=st.tuples(NAMES, KINDS, AREAS, st.integers(1, 6)),
)
def test_against_counting_by_hand(memory: sqlite3.Connection, first, renamed, asked):
    name, kinds, area, limit = asked
    names = {node.id: node for node in first}
    again = [type(names[i])(id=i, name=new) for i, new in renamed.items() if i in names]
    runs = trigrams(name_key(name))
    memory.execute("BEGIN")
    try:
        write(memory, first, [])
        write(memory, again, [])
        nodes = known(memory, names)
        wanted = by_hand(nodes, runs, kinds, area, limit)
        assert name_search.name_candidates(memory, runs, kinds, area, limit) == wanted
    finally:
        memory.execute("ROLLBACK")


def known(memory: sqlite3.Connection, ids: dict[str, Node]) -> list[Node]:
    return list(reading.nodes(memory, ids).values())


@pytest.mark.parametrize("alike_ids", ["early", "late"])
def test_of_many_equally_alike_the_first_by_id(memory: sqlite3.Connection, alike_ids: str):
    """The many lie early among the ids, or so late that going through the ids is given up."""
    letters = {"early": ("a", "b"), "late": ("b", "a")}[alike_ids]
    alike = [Household(id=f"{letters[0]}{at:05}", name="กขค") for at in range(3000)]
    other = [Household(id=f"{letters[1]}{at:05}", name="งงง") for at in range(6000)]
    memory.execute("BEGIN")
    try:
        write(memory, [*other, *alike], [])
        found = name_search.name_candidates(
            memory, trigrams(name_key("กขค")), [NodeKind.HOUSEHOLD], None, 5
        )
        assert [each.id for each in found] == [f"{letters[0]}{at:05}" for at in range(5)]
    finally:
        memory.execute("ROLLBACK")
