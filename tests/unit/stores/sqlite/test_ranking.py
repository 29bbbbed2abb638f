"""A ranking is the same whether its nodes are put in order or an order is walked down."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from graph_api.domain.kinds import NodeKind
from graph_api.domain.metrics import Estimate, Metric, MetricSpec, SnapshotInfo
from graph_api.domain.nodes import Household, Person
from graph_api.ports import MetricColumn, Publication
from graph_api.stores.sqlite import SqliteStore, ranking
from graph_api.stores.sqlite.published import PLACES

DEGREE = MetricSpec(Metric.DEGREE)
HOMES = 3 * PLACES + 10


async def pages(store: SqliteStore, kinds: Sequence[NodeKind], area: str | None) -> list[object]:
    found, after = list[object](), None
    while True:
        page = await store.ranking(DEGREE, kinds, area, 190, after)
        found.append(page)
        if not page.has_next:
            return found
        after = page.cursors[-1]


@pytest.mark.parametrize("area", [None, "33", "33209901", "33209902", "99"])
@pytest.mark.parametrize("kinds", [[NodeKind.HOUSEHOLD], [NodeKind.PERSON], list(NodeKind), []])
async def test_both_ways_come_to_the_same_pages(monkeypatch, kinds, area):
    store = await SqliteStore.open(None)
    homes = [
        Household(id=f"h{number}", name="บ้าน", area=f"3320990{1 + number % 2}")
        for number in range(HOMES)
    ]
    people = [Person(id=f"p{number}", name="ครู", area="33209902") for number in range(5)]
    await store.write([*homes, *people], [])
    ids = sorted(node.id for node in [*homes, *people])
    values = [float("nan") if each == "h7" else float(len(each) % 3) for each in ids]
    info = SnapshotInfo("x", datetime(2020, 1, 1, tzinfo=UTC), len(ids), 1, 1)
    column = MetricColumn(DEGREE, Estimate(), values)
    await store.publish(Publication(info, ids, [column], {}), 1)
    one_by_one = await pages(store, kinds, area)
    monkeypatch.setattr(ranking, "FEW", -1)
    assert await pages(store, kinds, area) == one_by_one
    await store.close()
