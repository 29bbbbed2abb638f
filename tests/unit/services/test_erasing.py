"""Erasing asks who and why, names who else bears the name, and lists every act."""

from collections.abc import AsyncIterator

import pytest

from graph_api.domain.errors import InvalidArgument, NodeNotFound
from graph_api.domain.nodes import Household, Market, Person
from graph_api.ports import GraphStore
from graph_api.services import erasing
from graph_api.services.erasing import audit_lines, erasable, erase
from graph_api.stores.sqlite import SqliteStore

NAME = "ปานทิพย์ สมมติยิ่ง"


@pytest.fixture
async def store() -> AsyncIterator[GraphStore]:
    opened = await SqliteStore.open(None)
    people = [Person(id="p1", name=f"นาง{NAME}", given_name="ปานทิพย์", family_name="สมมติยิ่ง")]
    people.append(Person(id="p2", name=NAME))
    homes = [Household(id=f"h{n}", name=f"ครัวเรือน {n}") for n in range(5)]
    await opened.write([*people, *homes, Market(id="m", name="ตลาด")], [])
    yield opened
    await opened.close()


async def test_another_of_the_same_name_is_named_and_keeps_it(store: GraphStore):
    done = await erase(store, "p1", asked_by=" อำเภอ ", reason=" คำขอ ")
    assert done.same_name == ("p2",)
    assert (await store.nodes(["p2"]))["p2"].name == NAME
    assert (done.erasure.line.asked_by, done.erasure.line.reason) == ("อำเภอ", "คำขอ")


@pytest.mark.parametrize("asked_by, reason", [("", "คำขอ"), ("อำเภอ", "  ")])
async def test_nothing_is_erased_without_who_and_why(store: GraphStore, asked_by: str, reason: str):
    with pytest.raises(InvalidArgument, match="เหตุผล"):
        await erase(store, "p1", asked_by=asked_by, reason=reason)
    assert not [line async for line in audit_lines(store)]
    assert NAME in (await store.nodes(["p1"]))["p1"].name


async def test_what_cannot_be_erased_is_told_before_anybody_is_asked(store: GraphStore):
    with pytest.raises(NodeNotFound, match="nobody"):
        await erasable(store, "nobody")
    with pytest.raises(InvalidArgument, match="MARKET"):
        await erasable(store, "m")


async def test_every_act_is_listed_over_many_pages(
    store: GraphStore, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(erasing, "_AT_A_TIME", 2)
    for number in range(5):
        await store.erase(f"h{number}", asked_by="อำเภอ", reason="คำขอ")
    lines = [line async for line in audit_lines(store)]
    assert [(line.number, line.node) for line in lines] == [(n + 1, f"h{n}") for n in range(5)]
