"""A snapshot brought up to date is the one that a whole reading would give."""

from collections import defaultdict
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_api.analytics.amended import amended, due
from graph_api.analytics.snapshot import Snapshot, snapshot_of_people
from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import LinkType
from graph_api.ports import GraphChanges, GraphLink, GraphNode
from tests.unit.analytics.networks import AS_OF, Drawn, networks

Pair = tuple[str, str]


def by_pair(links: list[GraphLink]) -> dict[Pair, list[GraphLink]]:
    found: dict[Pair, list[GraphLink]] = defaultdict(list)
    for link in links:
        found[pair_of(link)].append(link)
    return found


def pair_of(link: GraphLink) -> Pair:
    return min(link.source, link.target), max(link.source, link.target)


def told(old: Drawn, new: Drawn, also: list[Pair]) -> GraphChanges:
    """What a store would tell: what differs, whole."""
    before, now = by_pair(old.links), by_pair(new.links)
    pairs = {pair for pair in {*before, *now} if before.get(pair) != now.get(pair)} | {*also}
    links = [link for pair in sorted(pairs) for link in now.get(pair, [])]
    actors = [node for node in new.nodes if node not in old.nodes]
    return GraphChanges(8, actors, sorted(pairs), links)


def check(old: Drawn, new: Drawn, later: timedelta = timedelta(0)) -> Snapshot:
    earlier, as_of = old.snapshot(), AS_OF + later
    also = due(earlier, as_of.date())
    assert also is not None
    found = amended(earlier, told(old, new, also), as_of=as_of)
    whole = new.snapshot(as_of)
    assert found.info == replace(whole.info, graph_version=8)
    assert (found.ids, found.kinds, found.areas) == (whole.ids, whole.kinds, whole.areas)
    for one, other in [(found.ties, whole.ties), (found.teachings.rows, whole.teachings.rows)]:
        assert (one.indptr.dtype, one.indices.dtype) == (other.indptr.dtype, other.indices.dtype)
    assert coming(found) == coming(whole)
    return found


def coming(snapshot: Snapshot) -> list[tuple[int, int, int]]:
    of = snapshot.coming
    assert of is not None
    return sorted(zip(of.days.tolist(), of.firsts.tolist(), of.seconds.tolist(), strict=True))


@st.composite
def changed(draw: st.DrawFn) -> tuple[Drawn, Drawn]:
    """A network, and what became of it: nodes that came or changed, any links, some the same."""
    new = draw(networks(max_nodes=9))
    late = draw(st.sets(st.sampled_from(new.nodes))) if new.nodes else set()
    there = [node for node in new.nodes if node not in late]
    ids = {node.id for node in there}
    areas = st.sampled_from([None, "33200101", "33200109"])
    old_nodes = [node._replace(area=draw(areas)) for node in there]
    among = [link for link in new.links if {link.source, link.target} <= ids]
    kept = [link for link in among if draw(st.booleans())]
    if ids:
        ends = st.sampled_from(sorted(ids))
        days = st.none() | st.dates(date(2024, 4, 28), date(2024, 5, 4))
        types = st.sampled_from([LinkType.TAUGHT, LinkType.PEER])
        gone = st.builds(GraphLink, ends, ends, types, days, days)
        kept += draw(st.lists(gone, max_size=6))
    return Drawn(old_nodes, kept), new


@given(changed(), st.integers(0, 5))
@settings(max_examples=300, deadline=None)
def test_any_change_and_any_day_give_the_whole_reading(graphs: tuple[Drawn, Drawn], days: int):
    check(*graphs, timedelta(days=days))


PEOPLE = [GraphNode(each, frozenset({NodeKind.HOUSEHOLD}), None) for each in "abc"]


def test_a_link_begins_and_ends_by_the_calendar_alone():
    link = GraphLink("a", "b", LinkType.PEER, date(2024, 5, 2), date(2024, 5, 3))
    drawn = Drawn(PEOPLE, [link])
    counts = [check(drawn, drawn, timedelta(days=days)).info.links for days in range(4)]
    assert counts == [0, 1, 1, 0]


def test_nothing_is_due_but_what_changes_by_that_day():
    links = [
        GraphLink("a", "b", LinkType.PEER, date(2024, 5, 3)),
        GraphLink("c", "b", LinkType.PEER, None, date(2024, 5, 1)),
        GraphLink("a", "c", LinkType.TAUGHT, None, date(2024, 5, 1)),
    ]
    snapshot = Drawn(PEOPLE, links).snapshot()
    assert due(snapshot, date(2024, 5, 1)) == []
    assert due(snapshot, date(2024, 5, 2)) == [("b", "c")]
    assert due(snapshot, date(2024, 5, 3)) == [("a", "b"), ("b", "c")]


def test_an_earlier_day_and_an_unknown_calendar_are_said():
    snapshot = snapshot_of_people([("a", "b")])
    assert due(snapshot, date(2023, 12, 31)) is None
    assert due(replace(snapshot, coming=None), date(2024, 1, 1)) is None
    nothing = GraphChanges(1, [], [], [])
    with pytest.raises(ValueError, match="coming"):
        amended(replace(snapshot, coming=None), nothing, as_of=datetime(2024, 1, 1, tzinfo=UTC))


def test_names_stay_where_they_are_and_nothing_can_be_changed():
    earlier = Drawn(PEOPLE, [GraphLink("a", "b", LinkType.PEER)]).snapshot()
    found = amended(earlier, GraphChanges(8, PEOPLE[:1], [("a", "c")], []), as_of=AS_OF)
    assert found.ids is earlier.ids
    assert found.info.id == earlier.info.id
    with pytest.raises(ValueError, match="read-only"):
        found.ties.indices[0] = 0
