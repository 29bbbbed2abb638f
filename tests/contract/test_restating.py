"""A large write that is made again is known by its digest, and never for longer than it is true."""

from dataclasses import replace
from datetime import time

from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import Link, LinkType
from graph_api.domain.nodes import Activity, ActivityKind, Household, Node, Person
from graph_api.domain.provenance import Provenance
from graph_api.domain.restating import WORTH_KEEPING, digest
from graph_api.ports import Counts, GraphStore, NodeFilter

MANY = WORTH_KEEPING
HOMES: list[Node] = [Household(id=f"h{at:04}", name=f"บ้าน {at}") for at in range(MANY)]
TIES = [
    Link(type=LinkType.PEER, source=f"h{at:04}", target=f"h{at + 1:04}") for at in range(MANY - 1)
]


async def test_a_large_write_made_again_changes_nothing(store: GraphStore):
    first = await store.write(HOMES, TIES)
    assert (first.nodes, first.links) == (Counts(created=MANY), Counts(created=MANY - 1))
    version = await store.version()
    again = await store.write(HOMES, TIES)
    assert (again.nodes, again.links) == (Counts(unchanged=MANY), Counts(unchanged=MANY - 1))
    assert await store.version() == version


async def test_what_was_added_in_between_changes_nothing_of_it(store: GraphStore):
    await store.write(HOMES, TIES)
    await store.write([Household(id="new", name="ใหม่")], [])
    again = await store.write(HOMES, TIES)
    assert again.nodes == Counts(unchanged=MANY)
    assert await store.count(NodeKind.HOUSEHOLD, NodeFilter()) == MANY + 1


async def test_what_was_changed_in_between_is_changed_back(store: GraphStore):
    await store.write(HOMES, TIES)
    await store.write([replace(HOMES[7], name="ชื่ออื่น")], [])
    again = await store.write(HOMES, TIES)
    assert again.nodes == Counts(updated=1, unchanged=MANY - 1)
    assert (await store.nodes(["h0007"]))["h0007"].name == HOMES[7].name
    assert (await store.write(HOMES, TIES)).nodes == Counts(unchanged=MANY)


async def test_a_link_that_was_changed_in_between_is_changed_back(store: GraphStore):
    links = [replace(link, properties={"kind": "ช่วยงาน"}) for link in TIES]
    await store.write(HOMES, links)
    await store.write([], [replace(links[3], properties={"kind": "อื่น"})])
    assert (await store.write(HOMES, links)).links == Counts(updated=1, unchanged=MANY - 2)


async def test_a_refused_link_is_taken_once_its_end_is_there(store: GraphStore):
    links = [*TIES, Link(type=LinkType.PEER, source="h0000", target="late")]
    assert (await store.write(HOMES, links)).links == Counts(created=MANY - 1, refused=1)
    assert (await store.write(HOMES, links)).links == Counts(unchanged=MANY - 1, refused=1)
    await store.write([Household(id="late", name="มาทีหลัง")], [])
    assert (await store.write(HOMES, links)).links == Counts(created=1, unchanged=MANY - 1)


async def test_a_write_that_contradicts_itself_does_so_each_time(store: GraphStore):
    twice = [*HOMES, replace(HOMES[0], name="ชื่ออื่น")]
    assert (await store.write(twice, [])).nodes == Counts(created=MANY, updated=1)
    assert (await store.write(twice, [])).nodes == Counts(updated=2, unchanged=MANY - 1)
    assert (await store.write(twice, [])).nodes == Counts(updated=2, unchanged=MANY - 1)


async def test_a_derived_link_that_is_withdrawn_is_stated_anew(store: GraphStore):
    nodes = [*HOMES, Person(id="sage", name="ครู")]
    taught = Link(type=LinkType.TAUGHT, source="sage", target="h0000", key="lesson", derived=True)
    assert (await store.write(nodes, [*TIES, taught])).links == Counts(created=MANY)
    assert (await store.replace_derived(["lesson"], [])).removed == 1
    again = await store.write(nodes, [*TIES, taught])
    assert again.links == Counts(created=1, unchanged=MANY - 1)


async def test_links_derived_after_a_load_leave_it_known(store: GraphStore):
    nodes = [*HOMES, Person(id="sage", name="ครู")]
    taught = Link(type=LinkType.TAUGHT, source="sage", target="h0000", key="lesson", derived=True)
    await store.write(nodes, TIES)
    await store.replace_derived(["lesson"], [taught])
    again = await store.write(nodes, TIES)
    assert (again.nodes, again.links) == (Counts(unchanged=MANY + 1), Counts(unchanged=MANY - 1))


def test_the_source_is_no_part_of_what_is_stated():
    moved = [replace(node, provenance=Provenance(source="other.xlsx")) for node in HOMES]
    assert digest(moved, TIES) == digest(HOMES, TIES)


def test_a_write_with_times_of_day_is_known_again_too():
    lesson = Activity(id="e", name="e", activity_kind=ActivityKind.TRAINING, starts_at=time(9))
    assert digest([lesson], []) == digest([replace(lesson)], []) is not None
    assert digest([lesson], []) != digest([replace(lesson, starts_at=time(9, 30))], [])


def test_every_other_difference_tells_two_writes_apart():
    first_tie, first_home = TIES[0], HOMES[0]
    ties = [
        replace(first_tie, key="x"),
        replace(first_tie, derived=True),
        replace(first_tie, properties={"kind": "ก"}),
    ]
    homes = [
        replace(first_home, name="x"),
        replace(first_home, area="33"),
        Household(id=first_home.id, name=first_home.name, head="ก"),
        replace(first_home, provenance=Provenance("a.xlsx", confidence=0.5)),
    ]
    seen = {digest(HOMES, TIES), digest(HOMES, TIES[1:]), digest(HOMES[1:], TIES)}
    seen |= {digest(HOMES, [tie, *TIES[1:]]) for tie in ties}
    seen |= {digest([home, *HOMES[1:]], TIES) for home in homes}
    assert len(seen) == 10
    assert None not in seen
