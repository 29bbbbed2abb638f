"""Published metrics: all or nothing, read by node or in order."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from math import nan

import numpy as np
import pytest

from graph_api.domain.errors import InvalidArgument, SnapshotMissing
from graph_api.domain.kinds import NodeKind
from graph_api.domain.metrics import (
    Estimate,
    Method,
    Metric,
    MetricSpec,
    MetricValue,
    NetworkFigure,
    SnapshotInfo,
)
from graph_api.domain.nodes import Household, Person
from graph_api.ports import (
    GraphStore,
    KeptSnapshot,
    MetricColumn,
    MetricPoint,
    NodeFilter,
    Publication,
    Ranked,
)
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
REACHES = {"sage": 0.1, "h1": 1 / 3, "not a node": 1.0}
FIGURES = {NetworkFigure.COMPONENTS: 3.0, NetworkFigure.DENSITY: 1 / 7}
ACTORS = (NodeKind.PERSON, NodeKind.HOUSEHOLD)


def publication(
    info: SnapshotInfo = SNAPSHOT,
    degrees: Mapping[str, float] = DEGREES,
    reaches: Mapping[str, float] | None = REACHES,
    figures: Mapping[NetworkFigure, float] = FIGURES,
) -> Publication:
    """Values by id, as a refresh publishes them."""
    ids = sorted(degrees.keys() | (reaches or {}).keys())
    columns = [MetricColumn(DEGREE, Estimate(), [degrees.get(each, nan) for each in ids])]
    if reaches is not None:
        found = np.array([reaches.get(each, nan) for each in ids])
        columns.append(MetricColumn(REACH, SAMPLED, found))
    return Publication(info, ids, columns, figures)


@pytest.fixture
async def published(full: GraphStore) -> GraphStore:
    await full.publish(publication(), 3)
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
    await published.publish(publication(newer, {"h2": 9.0}, None), 3)
    assert await published.snapshot() == newer
    found = await published.ranking(DEGREE, ACTORS, None, 10, None)
    assert [(each.node.id, each.value, each.place) for each in found.items] == [("h2", 9.0, 1)]
    assert await published.metric_values(["sage", "h1"], [DEGREE, REACH]) == {}
    with pytest.raises(SnapshotMissing):
        await published.ranking(REACH, ACTORS, None, 10, None)


@pytest.mark.parametrize("snapshot_id", [SNAPSHOT.id, "def"])
async def test_a_metric_that_is_not_published_again_is_history(
    published: GraphStore, snapshot_id: str
):
    assert (await published.ranking(REACH, ACTORS, None, 1, None)).items
    await published.publish(publication(replace(SNAPSHOT, id=snapshot_id), reaches=None), 3)
    assert await published.metric_values(["h1"], [REACH, DEGREE]) == {
        "h1": [MetricValue(DEGREE, 3.0, Estimate())]
    }
    with pytest.raises(SnapshotMissing, match="refresh"):
        await published.ranking(REACH, ACTORS, None, 1, None)
    kept = [each.snapshot.id for each in await published.metric_history("h1", REACH)]
    assert kept == ([] if snapshot_id == SNAPSHOT.id else [SNAPSHOT.id])


async def test_going_back_to_an_earlier_snapshot_publishes_it(published: GraphStore):
    await published.publish(publication(replace(SNAPSHOT, id="def")), 3)
    await published.publish(publication(), 3)
    assert await published.snapshot() == SNAPSHOT


class BreaksOff(Mapping[NetworkFigure, float]):
    """Figures that break off, after the values have been read."""

    def __getitem__(self, key: NetworkFigure) -> float:
        return 5.0

    def __iter__(self) -> Iterator[NetworkFigure]:
        raise RuntimeError("broken off")

    def __len__(self) -> int:
        return 2


async def test_a_publication_that_fails_leaves_the_last_good_one(published: GraphStore):
    before = await ranked(published, ACTORS, None, 100)
    broken = publication(replace(SNAPSHOT, id="def"), {"h2": 7.0}, {}, BreaksOff())
    with pytest.raises(RuntimeError, match="broken off"):
        await published.publish(broken, 3)
    assert await published.snapshot() == SNAPSHOT
    assert await ranked(published, ACTORS, None, 100) == before
    assert (await published.metric_values(["h1"], [REACH]))["h1"][0].value == 1 / 3
    assert [kept.info for kept in await published.snapshots()] == [SNAPSHOT]
    assert len(await published.metric_history("h2", DEGREE)) == 1


def numbered(number: int) -> SnapshotInfo:
    later = SNAPSHOT.as_of + timedelta(days=number)
    return replace(SNAPSHOT, id=f"s{number}", as_of=later, graph_version=number)


async def test_earlier_snapshots_keep_their_figures_and_values(published: GraphStore):
    other = {NetworkFigure.COMPONENTS: 2.0}
    second = publication(numbered(2), {"h1": 4.0, "h3": 1.0}, None, other)
    await published.publish(second, 3)
    assert await published.snapshots() == [
        KeptSnapshot(numbered(2), other),
        KeptSnapshot(SNAPSHOT, FIGURES),
    ]
    assert await published.metric_history("h1", DEGREE) == [
        MetricPoint(SNAPSHOT, MetricValue(DEGREE, 3.0, Estimate())),
        MetricPoint(numbered(2), MetricValue(DEGREE, 4.0, Estimate())),
    ]
    assert await published.metric_history("h1", REACH) == [
        MetricPoint(SNAPSHOT, MetricValue(REACH, 1 / 3, SAMPLED))
    ]
    assert [point.value.value for point in await published.metric_history("sage", DEGREE)] == [2.0]


@pytest.mark.parametrize("node_id", ["nobody", "p1", "not a node", "", "a\0b"])
async def test_what_was_never_measured_has_no_history(published: GraphStore, node_id: str):
    assert await published.metric_history(node_id, DEGREE) == []


async def test_before_the_first_publication_there_is_no_history(full: GraphStore):
    assert await full.snapshots() == []
    assert await full.metric_history("sage", DEGREE) == []


@pytest.mark.parametrize("keep", [1, 2, 4])
async def test_no_more_snapshots_are_kept_than_asked_for(published: GraphStore, keep: int):
    for number in range(1, 6):
        await published.publish(publication(numbered(number), {"h1": float(number)}), keep)
    kept = range(6 - keep, 6)
    assert [each.info for each in await published.snapshots()] == list(map(numbered, kept))[::-1]
    found = await published.metric_history("h1", DEGREE)
    assert [(point.snapshot, point.value.value) for point in found] == [
        (numbered(number), float(number)) for number in kept
    ]


async def test_the_same_content_published_again_replaces_itself(published: GraphStore):
    again = replace(SNAPSHOT, graph_version=5)
    await published.publish(publication(again, {"h1": 8.0}), 3)
    assert [each.info for each in await published.snapshots()] == [again]
    assert [point.value.value for point in await published.metric_history("h1", DEGREE)] == [8.0]
    assert await published.metric_history("sage", DEGREE) == []


async def test_confirming_moves_the_time_and_version_on_alone(published: GraphStore):
    before = await ranked(published, ACTORS, None, 100)
    later = replace(SNAPSHOT, as_of=SNAPSHOT.as_of + timedelta(hours=1), graph_version=8)
    await published.confirm(later)
    assert await published.snapshot() == later
    assert await published.snapshots() == [KeptSnapshot(later, FIGURES)]
    assert await ranked(published, ACTORS, None, 100) == before


async def test_confirming_another_content_does_nothing(published: GraphStore):
    await published.confirm(replace(SNAPSHOT, id="def", graph_version=8))
    assert await published.snapshot() == SNAPSHOT


async def test_there_is_nothing_to_confirm_before_the_first_publication(full: GraphStore):
    await full.confirm(SNAPSHOT)
    assert await full.snapshot() is None


async def test_a_long_order_is_walked_page_by_page(store: GraphStore):
    """More nodes than one row of an order holds, and long runs of equal values."""
    homes = [Household(id=f"h{number:04}", name="บ้าน", area="33209901") for number in range(1300)]
    await store.write([*homes, Person(id="sage", name="ครู", area="33209901")], [])
    values = {home.id: float(number % 3 == 0) for number, home in enumerate(homes)} | {"sage": 0.5}
    await store.publish(publication(SNAPSHOT, values, None), 1)
    wanted = sorted(values, key=lambda each: (-values[each], each))
    for area in (None, "33209901"):
        found = await ranked(store, ACTORS, area, 400)
        assert [each.node.id for each in found] == wanted
        assert {each.place for each in found} == {1, 435, 436}
    only = await store.ranking(DEGREE, [NodeKind.PERSON], None, 10, None)
    assert [each.node.id for each in only.items] == ["sage"]


async def test_publishing_is_no_change_of_the_graph(full: GraphStore):
    version = await full.version()
    await full.publish(publication(), 3)
    assert await full.version() == version


async def test_values_stay_published_while_the_graph_changes(published: GraphStore):
    await published.write([replace(NODES[-1], name="ฝึกใหม่")], [])
    assert await published.snapshot() == SNAPSHOT
    assert (await published.metric_values(["h1"], [DEGREE]))["h1"][0].value == 3.0
