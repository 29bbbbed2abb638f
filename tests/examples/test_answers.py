"""The service gives the three answers that the tables give by hand."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime

import pytest

from graph_api.domain.areas import AreaLevel
from graph_api.domain.metrics import Metric
from graph_api.services.derive import derive_links
from graph_api.services.market_figures import GroupBy, Side
from graph_api.services.market_linkages import market_linkages
from graph_api.services.nearby_sages import nearby_sages, origin_of_area
from graph_api.services.neighbourhoods import area_network
from graph_api.services.ranking import ranking
from graph_api.services.refresh import refresh
from graph_api.stores.sqlite import SqliteStore
from loaders import LoadReport, load
from tests.examples.by_hand import (
    WORKBOOK,
    Tables,
    actors,
    baht_by,
    cut_off_by,
    hhi,
    sages_near,
    side_of_district,
    ties,
)

SAID = " ".join((WORKBOOK.parent / "README.md").read_text(encoding="utf-8").split())
VILLAGE, SUBDISTRICT, WEAVING = "33209905", "332099", "OC03"


@pytest.fixture(scope="module")
def tables() -> Tables:
    return Tables()


@pytest.fixture
async def loaded() -> AsyncIterator[tuple[SqliteStore, LoadReport]]:
    store = await SqliteStore.open(None)
    report = await load([WORKBOOK], store, derive=derive_links)
    await refresh(
        store, exact_betweenness_nodes=20_000, now=lambda: datetime(2018, 12, 31, tzinfo=UTC)
    )
    yield store, report
    await store.close()


@pytest.fixture
def store(loaded: tuple[SqliteStore, LoadReport]) -> SqliteStore:
    return loaded[0]


async def test_no_row_is_refused_and_a_few_are_corrected(
    loaded: tuple[SqliteStore, LoadReport], tables: Tables
):
    report = loaded[1]
    assert list(report.refusals) == []
    assert report.total.rows == sum(len(tables[name]) for name in tables.names[1:])
    assert report.total.corrected == 3
    total = report.total
    assert (
        f"Of {total.rows} rows {total.accepted} are accepted as they are, 3 are corrected" in SAID
    )
    assert {correction.column for correction in report.corrections} == {
        "หัวหน้าครัวเรือน",
        "รหัสพื้นที่",
    }


async def test_loading_again_changes_nothing(loaded: tuple[SqliteStore, LoadReport]):
    again = await load([WORKBOOK], loaded[0], derive=derive_links)
    for counts in (again.nodes, again.links, again.derived):
        assert counts is not None
        assert (counts.created, counts.updated, counts.refused) == (0, 0, 0)


# ---- the officer -------------------------------------------------------------------------------


async def test_the_sages_near_a_village_come_as_by_hand(store: SqliteStore, tables: Tables):
    by_hand = sages_near(tables, VILLAGE, WEAVING, 20.0)
    origin = await origin_of_area(store, VILLAGE)
    answer = await nearby_sages(store, origin, radius_km=20.0, occupation="ทอเสื่อ")
    assert [
        (
            each.sage.id,
            pytest.approx(each.metres / 1000),
            each.steps,
            each.taught.times,
            pytest.approx(each.rank),
        )
        for each in answer.sages
    ] == [
        (sage["id"], sage["km"], sage["steps"], sage["times"], sage["rank"])
        for sage in by_hand
        if sage["km"] <= 20
    ]
    assert answer.nearest_outside is not None
    assert answer.nearest_outside.node.id == "S5"


async def test_the_way_to_the_best_sage_goes_through_the_sage_next_door(store: SqliteStore):
    origin = await origin_of_area(store, VILLAGE)
    answer = await nearby_sages(store, origin, occupation="ทอเสื่อ")
    assert [node.id for node in answer.sages[0].via][1:] == ["S4"]


async def test_a_sage_who_has_ended_is_left_out_of_a_later_day(store: SqliteStore):
    origin = await origin_of_area(store, VILLAGE)
    answer = await nearby_sages(store, origin, occupation="ทอเสื่อ", teaches_on=date(2018, 12, 1))
    assert [each.sage.id for each in answer.sages] == ["S1", "S2"]


# ---- the visualiser ----------------------------------------------------------------------------


async def test_the_network_has_the_actors_and_ties_of_the_tables(
    store: SqliteStore, tables: Tables
):
    inside = await area_network(store, SUBDISTRICT)
    shown = {node.id for node in inside.subgraph.nodes}
    # Shown are those who live there and their partners outside; ties of two outsiders are not.
    expected = [tie for tie in ties(tables) if {tie[1], tie[2]} <= shown]
    outside = shown - {node.id for node in inside.subgraph.nodes if _lives_there(node.area)}
    expected = [tie for tie in expected if not {tie[1], tie[2]} <= outside]
    assert shown <= actors(tables).keys()
    assert len(inside.subgraph.links) == len(expected) > 400


async def test_the_snapshot_counts_as_the_tables_do(store: SqliteStore, tables: Tables):
    snapshot = await store.snapshot()
    assert snapshot is not None
    assert snapshot.nodes == len(actors(tables))
    assert snapshot.links == len({frozenset(tie[1:3]) for tie in ties(tables)})


async def test_the_one_who_would_be_missed_most_is_found(store: SqliteStore, tables: Tables):
    found = await ranking(store, Metric.CUT_OFF, first=1)
    [first] = found.page.items
    assert (first.node.id, first.value) == ("S4", len(cut_off_by(tables, "S4")))


def _lives_there(area: str | None) -> bool:
    return (area or "").startswith(SUBDISTRICT)


# ---- the analyst -------------------------------------------------------------------------------


async def test_the_value_leaves_the_district_as_by_hand(store: SqliteStore, tables: Tables):
    answer = await market_linkages(store, SUBDISTRICT, group_by=GroupBy.SELLER)
    [split] = [each for each in answer.splits if each.level is AreaLevel.DISTRICT]
    markets = {row["รหัส"]: row for row in tables["ตลาด"]}
    by_market = baht_by(tables, "ตลาด")
    for side in (Side.INSIDE, Side.OUTSIDE, Side.ONLINE):
        baht = [
            b for (m,), b in by_market.items() if side_of_district(markets[m]) == side.name.lower()
        ]
        assert split.sides[side].baht == sum(baht)
    assert Side.UNKNOWN not in split.sides


async def test_the_sellers_depend_on_their_markets_as_by_hand(store: SqliteStore, tables: Tables):
    answer = await market_linkages(store, SUBDISTRICT)
    by_pair = baht_by(tables, "ผู้ขาย", "ตลาด")
    assert {linkage.seller.id for linkage in answer.sellers} == {seller for seller, _ in by_pair}
    for linkage in answer.sellers:
        amounts = {m: baht for (who, m), baht in by_pair.items() if who == linkage.seller.id}
        assert linkage.totals.baht == sum(amounts.values())
        assert linkage.concentration.hhi == pytest.approx(hhi(list(amounts.values())))
        assert linkage.main_market.id == max(amounts, key=lambda market: amounts[market])
    assert [group.id for group in answer.without_market] == ["G8"]
