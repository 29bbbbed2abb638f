"""Published metrics: all or nothing, read by node or in order."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from graph_api.domain.errors import InvalidArgument, SnapshotMissing
from graph_api.domain.kinds import NodeKind
from graph_api.domain.metrics import (
    Estimate,
    Method,
    Metric,
    MetricSpec,
    MetricValue,
    SnapshotInfo,
)
from graph_api.ports import GraphStore, MetricColumn, NodeFilter, Ranked
from tests.contract.network import NODES

DEGREE = MetricSpec(Metric.DEGREE)
REACH = MetricSpec(Metric.REACH_SHARE, steps=2)
SAMPLED = Estimate(Method.SAMPLED, sample_size=200, standard_error=0.01)
SNAPSHOT = SnapshotInfo("abc", datetime(2020, 1, 2, 3, 4, 5, 6, tzinfo=UTC), 9, 12, 1)
DEGREES = {
    "sage": 2.0,
    "trainer": 2.0,
    "twin": 2.0,
    "h1": 3.0,
    "h2": 2.0,
    "h3": 1.0,
    "alone": 0.0,
    "villager": -1.5,
}
COLUMNS = (
    MetricColumn(DEGREE, Estimate(), DEGREES),
    MetricColumn(REACH, SAMPLED, {"sage": 0.1, "h1": 1 / 3, "not a node": 1.0}),
)
ACTORS = (NodeKind.PERSON, NodeKind.HOUSEHOLD)


@pytest.fixture
async def published(full: GraphStore) -> GraphStore:
    await full.publish(SNAPSHOT, COLUMNS)
    return full


def places(kinds: tuple[NodeKind, ...], area: str) -> list[tuple[str, float, int]]:
    """The ranking worked out by counting who is higher."""
    listed = {
        node.id: DEGREES[node.id]
        for node in NODES
        if node.id in DEGREES and node.kinds & set(kinds) and (node.area or "").startswith(area)
    }
    return [
        (node_id, value, 1 + sum(other > value for other in listed.values()))
        for node_id, value in sorted(listed.items(), key=lambda item: (-item[1], item[0]))
    ]


async def ranked(
    store: GraphStore, kinds: tuple[NodeKind, ...], area: str | None, first: int
) -> list[Ranked]:
    found, after = list[Ranked](), None
    while True:
        page = await store.ranking(DEGREE, kinds, area, first, after)
        found += page.items
        assert len(page.cursors) == len(page.items) <= first
        if not page.has_next:
            return found
        after = page.cursors[-1]


async def test_before_the_first_publication_there_is_nothing(full: GraphStore):
    assert await full.snapshot() is None
    assert await full.metric_values(["sage"], [DEGREE]) == {}
    with pytest.raises(SnapshotMissing, match="refresh"):
        await full.ranking(DEGREE, ACTORS, None, 10, None)


async def test_what_is_published_comes_back_exactly(published: GraphStore):
    assert await published.snapshot() == SNAPSHOT
    assert await published.metric_values(["sage", "h1", "p1", "nobody"], [REACH, DEGREE]) == {
        "sage": [MetricValue(REACH, 0.1, SAMPLED), MetricValue(DEGREE, 2.0, Estimate())],
        "h1": [MetricValue(REACH, 1 / 3, SAMPLED), MetricValue(DEGREE, 3.0, Estimate())],
    }


async def test_values_come_in_the_order_asked_and_missing_ones_are_left_out(
    published: GraphStore,
):
    other = MetricSpec(Metric.BETWEENNESS)
    found = await published.metric_values(["h1", "h2", "h1"], [DEGREE, other, REACH])
    assert {each: [value.spec for value in found[each]] for each in found} == {
        "h1": [DEGREE, REACH],
        "h2": [DEGREE],
    }
    assert await published.metric_values(["h1"], []) == {}
    assert await published.metric_values([], [DEGREE]) == {}


async def test_a_metric_that_is_not_published_cannot_rank(published: GraphStore):
    with pytest.raises(SnapshotMissing, match="BETWEENNESS"):
        await published.ranking(MetricSpec(Metric.BETWEENNESS), ACTORS, None, 10, None)


@pytest.mark.parametrize("first", [1, 2, 3, 100])
@pytest.mark.parametrize("area", [None, "3320", "33209901", "34"])
@pytest.mark.parametrize(
    "kinds", [ACTORS, (NodeKind.TRAINER, NodeKind.PERSON), (NodeKind.LEADER,), ()]
)
async def test_equal_values_share_the_best_place_on_whatever_page(
    published: GraphStore, kinds: tuple[NodeKind, ...], area: str | None, first: int
):
    found = await ranked(published, kinds, area, first)
    assert [(each.node.id, each.value, each.place) for each in found] == places(kinds, area or "")


async def test_a_cursor_of_any_place_continues_after_it(published: GraphStore):
    whole = await published.ranking(DEGREE, ACTORS, None, 100, None)
    for at, cursor in enumerate(whole.cursors, 1):
        rest = await published.ranking(DEGREE, ACTORS, None, 100, cursor)
        assert rest.items == whole.items[at:]


@pytest.mark.parametrize("cursor", ["", "x", "[]", '[1.0,"a"]', '["a","b"]', '[NaN,"a",1,1]'])
async def test_a_text_that_is_no_cursor_is_refused(published: GraphStore, cursor: str):
    with pytest.raises(InvalidArgument, match="after"):
        await published.ranking(DEGREE, ACTORS, None, 10, cursor)


async def test_a_cursor_of_a_list_of_names_is_no_cursor_of_a_ranking(published: GraphStore):
    page = await published.page(NodeKind.PERSON, NodeFilter(), 1, None)
    with pytest.raises(InvalidArgument, match="after"):
        await published.ranking(DEGREE, ACTORS, None, 10, page.cursors[0])


async def test_publishing_again_replaces_everything(published: GraphStore):
    newer = replace(SNAPSHOT, id="def", graph_version=2)
    await published.publish(newer, [MetricColumn(DEGREE, Estimate(), {"h2": 9.0})])
    assert await published.snapshot() == newer
    found = await published.ranking(DEGREE, ACTORS, None, 10, None)
    assert [(each.node.id, each.value, each.place) for each in found.items] == [("h2", 9.0, 1)]
    assert await published.metric_values(["sage", "h1"], [DEGREE, REACH]) == {}
    with pytest.raises(SnapshotMissing):
        await published.ranking(REACH, ACTORS, None, 10, None)


async def test_going_back_to_an_earlier_snapshot_publishes_it(published: GraphStore):
    await published.publish(replace(SNAPSHOT, id="def"), COLUMNS)
    await published.publish(SNAPSHOT, COLUMNS)
    assert await published.snapshot() == SNAPSHOT


class BreaksOff(Mapping[str, float]):
    """Values that break off after the first."""

    def __getitem__(self, key: str) -> float:
        return 5.0

    def __iter__(self) -> Iterator[str]:
        yield "h1"
        raise RuntimeError("broken off")

    def __len__(self) -> int:
        return 2


async def test_a_publication_that_fails_leaves_the_last_good_one(published: GraphStore):
    before = await ranked(published, ACTORS, None, 100)
    broken = (replace(COLUMNS[0], values={"h2": 7.0}), MetricColumn(REACH, SAMPLED, BreaksOff()))
    with pytest.raises(RuntimeError, match="broken off"):
        await published.publish(replace(SNAPSHOT, id="def"), broken)
    assert await published.snapshot() == SNAPSHOT
    assert await ranked(published, ACTORS, None, 100) == before
    assert (await published.metric_values(["h1"], [REACH]))["h1"][0].value == 1 / 3


async def test_publishing_is_no_change_of_the_graph(full: GraphStore):
    version = await full.version()
    await full.publish(SNAPSHOT, COLUMNS)
    assert await full.version() == version


async def test_values_stay_published_while_the_graph_changes(published: GraphStore):
    await published.write([replace(NODES[-1], name="ฝึกใหม่")], [])
    assert await published.snapshot() == SNAPSHOT
    assert (await published.metric_values(["h1"], [DEGREE]))["h1"][0].value == 3.0
