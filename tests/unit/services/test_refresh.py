"""A refresh publishes the metrics of one state of the graph, or leaves the last ones."""

import shutil
import threading
from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import combinations
from math import isnan
from typing import cast

import numpy as np
import pytest

from graph_api.analytics import engine
from graph_api.analytics.measures import STANDING
from graph_api.domain.errors import RefreshCancelled, StoreUnavailable
from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import LinkType
from graph_api.domain.metrics import (
    Metric,
    MetricSpec,
    MetricValue,
    NetworkFigure,
    SnapshotInfo,
)
from graph_api.ports import (
    GraphChanges,
    GraphLink,
    GraphNode,
    GraphStore,
    MetricColumn,
    Publication,
)
from graph_api.services.refresh import RefreshResult, refresh
from graph_api.services.shelf import Shelf
from graph_api.services.snapshot_reading import READS

PERSON = frozenset({NodeKind.PERSON})
DEGREE = MetricSpec(Metric.DEGREE)
BETWEENNESS = MetricSpec(Metric.BETWEENNESS)
START = datetime(2024, 5, 1, tzinfo=UTC)


class DictStore:
    """As much of a store as a refresh asks for, in dictionaries."""

    name = "dict"

    def __init__(self, ties: Sequence[tuple[str, str]]) -> None:
        self.ties = list(ties)
        self.commits = 1
        self.published: SnapshotInfo | None = None
        self.columns: Sequence[MetricColumn] = ()
        self.ids: Sequence[str] = ()
        self.figures: Mapping[NetworkFigure, float] = {}
        self.keep = 0
        self.publications = 0
        self.while_reading: Callable[[], None] = lambda: None
        self.whole_readings = 0
        self.log: list[tuple[int, tuple[str, str]]] = []

    def commit(self, *ties: tuple[str, str]) -> None:
        self.ties += ties
        self.commits += 1
        self.log += [(self.commits, tie) for tie in ties]

    async def version(self) -> int:
        return self.commits

    async def changes_since(
        self, version: int, pairs: Collection[tuple[str, str]]
    ) -> GraphChanges | None:
        changed = {tie for at, tie in self.log if at > version}
        asked = sorted({(min(tie), max(tie)) for tie in {*changed, *pairs}})
        actors = [GraphNode(node, PERSON, None) for node in sorted({x for t in changed for x in t})]
        links = [
            GraphLink(source, target, LinkType.TAUGHT)
            for source, target in self.ties
            if (min(source, target), max(source, target)) in asked
        ]
        return GraphChanges(self.commits, actors, asked, links)

    async def stream_nodes(self) -> AsyncIterator[Sequence[GraphNode]]:
        self.whole_readings += 1
        for node in sorted({end for tie in self.ties for end in tie}):
            yield [GraphNode(node, PERSON, None)]

    async def stream_links(self) -> AsyncIterator[Sequence[GraphLink]]:
        self.while_reading()
        for source, target in self.ties:
            yield [GraphLink(source, target, LinkType.TAUGHT)]

    async def snapshot(self) -> SnapshotInfo | None:
        return self.published

    async def metric_values(
        self, ids: Collection[str], specs: Collection[MetricSpec]
    ) -> Mapping[str, Sequence[MetricValue]]:
        by_spec = {column.spec: column for column in self.columns}
        return {
            node: [
                MetricValue(spec, float(by_spec[spec].values[at]), by_spec[spec].estimate)
                for spec in specs
                if spec in by_spec and not isnan(by_spec[spec].values[at])
            ]
            for node in ids
            if node in self.ids and (at := self.ids.index(node)) >= 0
        }

    async def publish(self, publication: Publication, keep: int) -> None:
        self.published, self.columns = publication.info, publication.columns
        self.ids, self.figures, self.keep = publication.ids, publication.figures, keep
        self.publications += 1

    async def confirm(self, snapshot: SnapshotInfo) -> None:
        assert self.published
        assert self.published.id == snapshot.id
        self.published = snapshot

    def value(self, spec: MetricSpec, node: str) -> float:
        at = self.ids.index(node)
        return next(column.values[at] for column in self.columns if column.spec == spec)


class Clock:
    """Every look at it is a minute later."""

    def __init__(self) -> None:
        self.time = START

    def __call__(self) -> datetime:
        self.time += timedelta(minutes=1)
        return self.time


@pytest.fixture
def store() -> DictStore:
    return DictStore([("sage", "trainer"), ("trainer", "home")])


@pytest.fixture
def run(store: DictStore):
    clock = Clock()

    async def once(*, exact: int = 100, **options) -> RefreshResult:
        return await refresh(
            cast(GraphStore, store), exact_betweenness_nodes=exact, now=clock, **options
        )

    return once


async def test_it_publishes_every_standing_metric_of_every_actor(store: DictStore, run):
    result = await run()
    assert store.published == result.snapshot
    assert {column.spec for column in store.columns} == set(STANDING)
    assert store.value(DEGREE, "trainer") == 2
    assert store.value(BETWEENNESS, "trainer") == 1
    assert (result.snapshot.nodes, result.snapshot.links) == (3, 2)
    assert result.snapshot.graph_version == 1
    assert result.snapshot.as_of == START + timedelta(minutes=1)
    assert (result.computed, result.sampled, result.left_out) == (True, (), ())
    assert result.seconds > 0


async def test_it_publishes_the_figures_of_the_network(store: DictStore, run):
    store.commit(("one", "other"))
    await run(keep_last=3)
    assert store.figures[NetworkFigure.COMPONENTS] == 2
    assert store.figures[NetworkFigure.LARGEST_SHARE] == 3 / 5
    assert store.figures[NetworkFigure.ARTICULATION_POINTS] == 1
    assert store.figures[NetworkFigure.DENSITY] == 3 / 10
    assert store.keep == 3


async def test_the_same_graph_is_not_computed_again(store: DictStore, run):
    first = await run()
    second = await run()
    assert (second.computed, store.publications) == (False, 1)
    assert second.snapshot == first.snapshot


async def test_it_is_computed_again_when_asked_to(store: DictStore, run):
    first = await run()
    second = await run(force=True)
    assert (second.computed, store.publications) == (True, 2)
    assert second.snapshot.id == first.snapshot.id
    assert second.snapshot.as_of > first.snapshot.as_of


async def test_a_changed_graph_is_computed_again(store: DictStore, run):
    first = await run()
    store.commit(("sage", "another"))
    second = await run()
    assert second.computed
    assert second.snapshot.id != first.snapshot.id
    assert store.value(DEGREE, "sage") == 2


async def test_a_commit_that_leaves_the_network_alone_moves_the_version_on(store: DictStore, run):
    await run()
    before = store.columns
    store.commit()
    told: list[str] = []
    result = await run(progress=lambda what, _done, _of: told.append(what))
    assert (result.computed, told) == (False, [])
    assert result.snapshot.graph_version == 2
    assert store.published == result.snapshot
    assert store.columns is before
    assert store.publications == 1


async def test_a_metric_that_is_not_published_yet_is_computed(store: DictStore, run):
    await run()
    store.columns = [column for column in store.columns if column.spec != DEGREE]
    result = await run()
    assert result.computed
    assert store.value(DEGREE, "home") == 1


async def test_sampling_is_said_and_an_exact_run_replaces_a_sampled_one(store: DictStore, run):
    store.commit(*((f"p{number}", f"p{number + 1}") for number in range(40)))
    sampled = await run(exact=10)
    assert sampled.sampled == (BETWEENNESS,)
    assert (await run(exact=10)).computed is False
    exact = await run(exact=1_000)
    assert (exact.computed, exact.sampled) == (True, ())
    assert exact.snapshot.id == sampled.snapshot.id


async def test_a_graph_that_changes_while_it_is_read_is_read_again(store: DictStore, run):
    changes = [("sage", "late")]

    def change() -> None:
        if changes:
            store.commit(changes.pop())

    store.while_reading = change
    result = await run()
    assert result.snapshot.graph_version == 2
    assert (result.snapshot.nodes, result.snapshot.links) == (4, 3)


async def test_a_graph_that_never_rests_leaves_the_last_good_one(store: DictStore, run):
    good = await run()
    reads: list[int] = []

    def change() -> None:
        reads.append(store.commits)
        store.commit(("sage", f"late{len(reads)}"))

    store.while_reading = change
    with pytest.raises(StoreUnavailable, match="refresh") as raised:
        await run()
    assert "dict" in raised.value.message
    assert len(reads) == READS
    assert (store.published, store.publications) == (good.snapshot, 1)


async def test_a_failure_while_computing_leaves_the_last_good_one(store: DictStore, run):
    good = await run()
    store.commit(("sage", "another"))

    def fail(_what: str, done: int, _of: int) -> None:
        if done == 3:
            raise RuntimeError("out of memory")

    with pytest.raises(RuntimeError, match="out of memory"):
        await run(progress=fail)
    assert (store.published, store.publications) == (good.snapshot, 1)
    assert store.value(DEGREE, "sage") == 1


async def test_it_computes_off_the_event_loop_and_tells_how_far_it_is(run):
    threads: set[threading.Thread] = set()
    counts: list[tuple[int, int]] = []

    def progress(what: str, done: int, of: int) -> None:
        assert what
        threads.add(threading.current_thread())
        counts.append((done, of))

    await run(progress=progress)
    assert threading.current_thread() not in threads
    assert counts[-1][0] == counts[-1][1] == len(counts) - 1


async def test_an_empty_graph_has_a_snapshot_too(store: DictStore, run):
    store.ties.clear()
    result = await run()
    assert (result.snapshot.nodes, result.snapshot.links) == (0, 0)
    assert store.published == result.snapshot
    assert (await run()).computed is False


async def test_a_refresh_that_is_stopped_leaves_the_last_good_one(store: DictStore, run):
    good = await run()
    store.commit(("sage", "another"))
    stop, told = threading.Event(), list[str]()

    def stop_at_the_third(what: str, _done: int, _of: int) -> None:
        told.append(what)
        if len(told) == 3:
            stop.set()

    with pytest.raises(RefreshCancelled, match="ค่าที่เผยแพร่ครั้งล่าสุดยังใช้ได้"):
        await run(progress=stop_at_the_third, stop=stop)
    assert len(told) == 3
    assert (store.published, store.publications) == (good.snapshot, 1)


async def test_it_is_stopped_while_reading_too(store: DictStore, run):
    stop = threading.Event()
    store.while_reading = stop.set
    with pytest.raises(RefreshCancelled):
        await run(stop=stop)
    assert store.published is None


async def test_it_is_stopped_up_to_the_moment_before_publishing(store: DictStore, run):
    stop = threading.Event()

    def at_the_end(_what: str, done: int, of: int) -> None:
        if done == of:
            stop.set()

    with pytest.raises(RefreshCancelled):
        await run(progress=at_the_end, stop=stop)
    assert store.publications == 0


async def test_the_snapshot_is_kept_as_files(store: DictStore, run, tmp_path):
    shelf = Shelf(tmp_path / "snapshots")
    result = await run(shelf=shelf)
    kept = shelf.latest()
    assert kept
    assert kept.snapshot.info == result.snapshot
    assert {column.spec for column in kept.columns} == set(STANDING)


async def test_a_folder_that_cannot_be_written_is_said_and_hinders_nothing(
    store: DictStore, run, tmp_path
):
    (tmp_path / "file").write_text("", encoding="utf-8")
    result = await run(shelf=Shelf(tmp_path / "file"))
    assert result.not_kept
    assert store.published == result.snapshot


@pytest.mark.parametrize("harm", ["taken away", "spoilt"])
async def test_files_that_are_gone_or_spoilt_are_made_anew(
    store: DictStore, run, tmp_path, harm: str
):
    shelf = Shelf(tmp_path / "snapshots")
    first = await run(shelf=shelf)
    place = tmp_path / "snapshots" / first.snapshot.id
    if harm == "taken away":
        shutil.rmtree(tmp_path / "snapshots")
    else:
        (place / "manifest.json").write_text("{", encoding="utf-8")
    assert (await run(shelf=shelf)).computed
    assert Shelf(tmp_path / "snapshots").open(first.snapshot.id).info.id == first.snapshot.id
    assert not (await run(shelf=shelf)).computed


async def test_a_small_change_is_an_update_with_the_values_of_a_whole_refresh(
    store: DictStore, run, tmp_path, monkeypatch
):
    pytest.importorskip("numba", reason="the extra [national] is not installed")
    monkeypatch.setattr(engine, "KERNELS_FROM_NODES", 0)
    shelf = Shelf(tmp_path / "snapshots")
    store.commit(*((f"p{number}", f"p{number + 1}") for number in range(40)))
    assert (await run(shelf=shelf)).updated is False
    store.commit(("sage", "p7"))
    assert (await run(shelf=shelf)).updated is True
    updated = store.columns
    assert (await run(shelf=shelf, force=True)).updated is False
    for one, other in zip(updated, store.columns, strict=True):
        assert (one.spec, one.estimate) == (other.spec, other.estimate)
        np.testing.assert_allclose(one.values, other.values, rtol=1e-9, atol=1e-13)


async def test_only_what_changed_is_read_and_the_result_is_that_of_a_whole_reading(
    store: DictStore, run, tmp_path
):
    shelf = Shelf(tmp_path / "snapshots")
    assert (await run(shelf=shelf)).read_whole
    for tie in [("home", "new"), ("sage", "home"), ("sage", "home")]:
        store.commit(tie)
        found = await run(shelf=shelf)
        assert (found.read_whole, store.whole_readings) == (False, 1)
        whole = await run()
        assert whole.read_whole
        assert whole.snapshot.id == found.snapshot.id
        assert whole.snapshot.graph_version == found.snapshot.graph_version == store.commits
        store.whole_readings = 1
    assert store.value(DEGREE, "home") == 3


async def test_all_is_read_when_told_to_or_when_the_store_cannot_tell(
    store: DictStore, run, tmp_path, monkeypatch
):
    shelf = Shelf(tmp_path / "snapshots")
    await run(shelf=shelf)
    store.commit(("sage", "home"))
    assert (await run(shelf=shelf, force=True)).read_whole

    async def cannot_tell(version: int, pairs: object) -> None:
        return None

    monkeypatch.setattr(store, "changes_since", cannot_tell)
    assert (await run(shelf=shelf)).read_whole


async def test_a_change_of_what_is_no_tie_leaves_the_next_one_readable_alone(
    store: DictStore, run, tmp_path
):
    shelf = Shelf(tmp_path / "snapshots")
    await run(shelf=shelf)
    store.commit()
    assert (await run(shelf=shelf)).computed is False
    store.commit(("sage", "home"))
    result = await run(shelf=shelf)
    assert (result.computed, result.read_whole, store.whole_readings) == (True, False, 1)


async def test_the_shelf_of_another_database_is_not_taken_for_ones_own(
    store: DictStore, run, tmp_path
):
    other, shelf = DictStore([*store.ties]), Shelf(tmp_path / "snapshots")
    await run()
    await refresh(
        cast(GraphStore, other), exact_betweenness_nodes=9, now=lambda: START, shelf=shelf
    )
    assert store.published
    assert other.published
    assert store.published.id == other.published.id
    assert store.published.graph_version == other.published.graph_version
    store.commit(("sage", "home"))
    assert (await run(shelf=shelf)).read_whole


async def test_a_clock_that_was_set_back_makes_it_read_all(store: DictStore, run, tmp_path):
    shelf = Shelf(tmp_path / "snapshots")
    await run(shelf=shelf)
    found = await refresh(
        cast(GraphStore, store),
        exact_betweenness_nodes=9,
        now=lambda: START - timedelta(days=1),
        shelf=shelf,
    )
    assert found.read_whole


def _circle(letter: str, size: int) -> list[tuple[str, str]]:
    return list(combinations([f"{letter}{number}" for number in range(size)], 2))


async def test_a_circle_keeps_its_label_when_another_outgrows_it(store: DictStore, run):
    community = MetricSpec(Metric.COMMUNITY)
    store.ties = [*_circle("a", 5), *_circle("b", 4)]
    await run()
    before = {node: store.value(community, node) for node in ("a0", "b0")}
    assert before == {"a0": 1, "b0": 2}
    store.commit(*_circle("b", 8), *_circle("c", 3))
    await run()
    assert {node: store.value(community, node) for node in before} == before
    assert store.value(community, "c0") == 3


async def test_labels_are_kept_from_the_shelf_as_from_the_store(
    store: DictStore, run, tmp_path, monkeypatch
):
    async def not_asked(ids: object, specs: object) -> None:
        raise AssertionError("the labels lie on the shelf")

    community = MetricSpec(Metric.COMMUNITY)
    store.ties = [*_circle("a", 5), *_circle("b", 4)]
    shelf = Shelf(tmp_path / "snapshots")
    await run(shelf=shelf)
    store.commit(*_circle("b", 8), *_circle("A", 3))
    monkeypatch.setattr(store, "metric_values", not_asked)
    await run(shelf=shelf)
    labels = {node: store.value(community, node) for node in ("a0", "b0", "A0")}
    assert labels == {"a0": 1, "b0": 2, "A0": 3}
