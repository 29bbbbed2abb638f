"""Random writes into each store and into plain dictionaries come to the same graph."""

import asyncio
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from graph_api.analytics.amended import amended, due
from graph_api.analytics.snapshot import Snapshot, SnapshotBuilder
from graph_api.domain.erasure import brings_back, remains
from graph_api.domain.errors import InvalidArgument, LinkNotAllowed, NodeNotFound
from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import Link, LinkType, check_link
from graph_api.domain.merging import merge_links, merge_nodes
from graph_api.domain.metrics import Direction
from graph_api.domain.names import name_key, sort_key
from graph_api.domain.nodes import Area, HeldRole, Household, Market, Node, Occupation, Person
from graph_api.domain.periods import thai_day
from graph_api.domain.places import Point, Precision, distance_m
from graph_api.ports import Counts, GraphLink, GraphNode, NodeFilter, Publication
from graph_api.services.snapshot_reading import read_snapshot
from tests.contract.naive import Walks, identity
from tests.contract.stores import Factory

IDS = st.sampled_from(["a", "b", "c", "d", "e", "f", "ก", "น้ำ", "x'\"y", "%_"])
NAMES = st.sampled_from(["กมล", "เกษม", "เกษม ", "แก้ว ใจดี", "ขวัญ", "Anan", "", '"OR" NEAR'])
AREAS = st.none() | st.sampled_from(["33", "3320", "33209901", "34", "33209902"])
DAYS = st.none() | st.dates(date(2015, 1, 1), date(2020, 12, 31))
POINTS = st.none() | st.builds(Point, lat=st.floats(5, 21), lon=st.floats(97, 106))
ROLES = st.lists(
    st.builds(
        HeldRole,
        role=st.sampled_from([NodeKind.SAGE, NodeKind.TRAINER, NodeKind.LEADER]),
        since=DAYS,
        until=DAYS,
    ),
    max_size=3,
).map(tuple)
TEXTS = st.none() | st.sampled_from(["๑", "บ้าน"])
NODES = st.one_of(
    st.builds(Person, id=IDS, name=NAMES, area=AREAS, point=POINTS, roles=ROLES, title=TEXTS),
    st.builds(Household, id=IDS, name=NAMES, area=AREAS, point=POINTS, house_no=TEXTS),
    st.builds(Occupation, id=IDS, name=NAMES, aliases=st.lists(NAMES, max_size=2).map(tuple)),
    st.builds(Area, id=IDS, name=NAMES, area=AREAS),
    st.builds(Market, id=IDS, name=NAMES, area=AREAS),
).map(lambda node: replace(node, precision=Precision.HOUSE) if node.point else node)
LINKS = st.builds(
    Link,
    type=st.sampled_from(
        [
            *(LinkType.TAUGHT, LinkType.PEER, LinkType.PRACTISES, LinkType.VISITED),
            *(LinkType.SIMILAR_TO, LinkType.SELLS_AT),
        ]
    ),
    source=IDS,
    target=IDS,
    key=st.sampled_from(["", "1"]),
    since=DAYS,
    until=DAYS,
    derived=st.booleans(),
    properties=st.dictionaries(st.sampled_from(["kind", "hours"]), st.sampled_from(["x", 2.5])),
)
DERIVED = st.builds(
    Link,
    type=st.sampled_from([LinkType.TAUGHT, LinkType.VISITED, LinkType.SELLS_AT]),
    source=IDS,
    target=IDS,
    key=st.sampled_from(["", "1"]),
    since=DAYS,
    until=DAYS,
    derived=st.just(True),
    properties=st.dictionaries(st.sampled_from(["activity", "hours"]), st.sampled_from(["x", 2.5])),
)
TYPES = (LinkType.TAUGHT, LinkType.PEER, LinkType.VISITED)


class Model:
    """The same graph in two dictionaries."""

    def __init__(self) -> None:
        self.nodes: dict[str, Node] = {}
        self.links: dict[tuple[LinkType, str, str, str], Link] = {}

    def write(self, nodes: list[Node], links: list[Link]) -> tuple[Counts, Counts]:
        known = dict(self.nodes)
        node_counts = Counts()
        for node in nodes:
            if node.id in self.nodes and brings_back(self.nodes[node.id], node):
                node_counts += Counts(refused=1)
                continue
            old = known.get(node.id)
            if old is not None and old.KIND is not node.KIND:
                raise InvalidArgument(node.id)
            known[node.id] = node if old is None else merge_nodes(old, node)
            node_counts += became(old, known[node.id])
        self.nodes = known
        link_counts = Counts()
        for link in links:
            link_counts += self.put(link)
        return node_counts, link_counts

    def put(self, link: Link) -> Counts:
        if not self.may_be(link):
            return Counts(refused=1)
        _, source, target, _ = link.identity
        stated = replace(link, source=source, target=target)
        old = self.links.get(link.identity)
        self.links[link.identity] = stated if old is None else merge_links(old, stated)
        return became(old, self.links[link.identity])

    def snapshot(self, as_of: datetime, version: int) -> Snapshot:
        """The network of actors, built from all there is."""
        builder = SnapshotBuilder()
        builder.add_nodes(GraphNode(n.id, n.kinds, n.area) for n in self.nodes.values())
        builder.add_links(
            GraphLink(link.source, link.target, link.type, link.since, link.until)
            for link in self.links.values()
        )
        return builder.build(as_of=as_of, graph_version=version)

    def erase(self, node_id: str) -> None:
        """The node, what is around it, and its links become what is left of them."""
        links = [each for each in self.links.values() if node_id in (each.source, each.target)]
        ends = {end for each in links for end in (each.source, each.target)} - {node_id}
        around = [self.nodes[end] for end in ends]
        areas = [
            node
            for node in self.nodes.values()
            if isinstance(node, Area) and node.id == f"area:{node.area}"
        ]
        left = remains(self.nodes[node_id], links, around, areas)
        for node in (left.node, *left.around):
            self.nodes[node.id] = bare(node)
        self.links |= {each.identity: each for each in left.links}

    def may_be(self, link: Link) -> bool:
        if not {link.source, link.target} <= self.nodes.keys():
            return False
        try:
            check_link(link.type, self.nodes[link.source].kinds, self.nodes[link.target].kinds)
        except LinkNotAllowed:
            return False
        return True

    def replace_derived(self, origins: list[str], links: list[Link]) -> tuple[Counts, int]:
        """One after the other: what is given, then what is left of the former ones."""
        counts, named = Counts(), set()
        for link in links:
            if not self.may_be(link):
                counts += Counts(refused=1)
                continue
            named.add(link.identity)
            old = self.links.get(link.identity)
            if old is None or old.derived:
                self.links[link.identity] = link
            counts += became(old, self.links[link.identity])
        gone = [
            identity
            for identity, link in self.links.items()
            if link.derived and follows_from(link) in origins and identity not in named
        ]
        for each in gone:
            del self.links[each]
        return counts, len(gone)


def follows_from(link: Link) -> str | None:
    """What a link that may be derived follows from: its activity, or its seller."""
    if link.type in {LinkType.TAUGHT, LinkType.VISITED}:
        return link.key
    return link.source if link.type is LinkType.SELLS_AT else None


def became(old: object, new: object) -> Counts:
    if old is None:
        return Counts(created=1)
    return Counts(unchanged=1) if old == new else Counts(updated=1)


def bare(fact):
    return replace(fact, provenance=None)


class Comparison(RuleBasedStateMachine):
    """One store beside the model."""

    factory: Factory

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.open = AsyncExitStack()
        folder = self.open.enter_context(TemporaryDirectory())
        self.store = self.run(self.open.enter_async_context(self.factory(Path(folder))))
        self.model = Model()
        self.version = self.run(self.store.version())
        self.snapshot: Snapshot | None = None
        self.now = datetime(2015, 6, 1, tzinfo=UTC)

    def run(self, work):
        return self.runner.run(work)

    def teardown(self) -> None:
        self.run(self.open.aclose())
        self.runner.close()

    @rule(nodes=st.lists(NODES, max_size=4), links=st.lists(LINKS, max_size=6))
    def write(self, nodes: list[Node], links: list[Link]) -> None:
        try:
            wanted = self.model.write(nodes, links)
        except InvalidArgument:
            with pytest.raises(InvalidArgument):
                self.run(self.store.write(nodes, links))
            return
        report = self.run(self.store.write(nodes, links))
        assert (report.nodes, report.links) == wanted
        assert len(report.refused_links) == report.links.refused
        moved = self.run(self.store.version()) > self.version
        assert moved == any(counts.created or counts.updated for counts in wanted)
        self.version = self.run(self.store.version())

    @rule(
        origins=st.lists(st.sampled_from(["", "1", "a", "c", "e"]), max_size=3),
        links=st.lists(DERIVED, max_size=5),
    )
    def replace_derived(self, origins: list[str], links: list[Link]) -> None:
        given = [link for link in links if follows_from(link) in origins]
        counts, removed = self.model.replace_derived(origins, given)
        report = self.run(self.store.replace_derived(origins, given))
        assert (report.links, report.removed) == (counts, removed)
        assert len(report.refused_links) == counts.refused
        moved = self.run(self.store.version()) > self.version
        assert moved == bool(counts.created or counts.updated or removed)
        self.version = self.run(self.store.version())

    @rule(node_id=IDS)
    def erase(self, node_id: str) -> None:
        if node_id not in self.model.nodes:
            with pytest.raises(NodeNotFound):
                self.run(self.store.erase(node_id, asked_by="ก", reason="ข"))
        elif self.model.nodes[node_id].KIND not in {NodeKind.PERSON, NodeKind.HOUSEHOLD}:
            with pytest.raises(InvalidArgument):
                self.run(self.store.erase(node_id, asked_by="ก", reason="ข"))
        else:
            self.model.erase(node_id)
            self.run(self.store.erase(node_id, asked_by="ก", reason="ข"))
            version = self.run(self.store.version())
            assert version > self.version
            self.version = version

    @rule(links=st.lists(LINKS, min_size=1, max_size=3))
    def replace_with_what_does_not_follow(self, links: list[Link]) -> None:
        with pytest.raises(InvalidArgument):
            self.run(self.store.replace_derived(["nobody"], links))

    @invariant()
    def the_same_facts(self) -> None:
        found = self.run(self.store.nodes(self.model.nodes))
        assert {each: bare(node) for each, node in found.items()} == self.model.nodes
        links = self.run(self.store.links_of(self.model.nodes, LinkType, Direction.UNDIRECTED))
        assert [bare(link) for link in links] == sorted(self.model.links.values(), key=identity)

    @rule(
        kind=st.sampled_from([NodeKind.PERSON, NodeKind.SAGE, NodeKind.HOUSEHOLD]),
        area=AREAS,
        key=st.none() | st.sampled_from(["ก", "กษม", "แกวใจ", "x"]).map(name_key),
    )
    def lists(self, kind: NodeKind, area: str | None, key: str | None) -> None:
        where = NodeFilter(area=area, name_key=key)
        page = self.run(self.store.page(kind, where, 99, None))
        wanted = [
            node
            for node in self.model.nodes.values()
            if kind in node.kinds
            and (node.area or "").startswith(area or "")
            and (key or "") in name_key(node.name)
        ]
        wanted.sort(key=lambda node: (sort_key(node.name), node.id))
        assert [bare(node) for node in page.items] == wanted
        assert self.run(self.store.count(kind, where)) == len(wanted)

    @rule(origin=IDS, goal=IDS, steps=st.integers(0, 4))
    def walks(self, origin: str, goal: str, steps: int) -> None:
        walks = Walks(self.model.nodes.values(), self.model.links.values(), TYPES)
        around = self.run(self.store.neighbourhood([origin], TYPES, steps, 99))
        assert around.steps == walks.steps([origin], steps)
        way = walks.path([origin], goal, steps)
        found = self.run(self.store.paths([origin], [goal], TYPES, steps))
        assert found == ({} if way is None else {goal: way})

    @rule(later=st.integers(0, 400), publish=st.booleans())
    def refreshes(self, later: int, publish: bool) -> None:
        """What changed since the last snapshot brings it to what all of the graph gives."""
        self.now += timedelta(days=later)
        whole = self.run(read_snapshot(self.store, lambda: self.now))
        assert whole.info == self.model.snapshot(self.now, self.version).info
        if self.snapshot is not None:
            pairs = due(self.snapshot, thai_day(self.now))
            told = self.run(self.store.changes_since(self.snapshot.info.graph_version, pairs))
            assert told is not None
            assert amended(self.snapshot, told, as_of=self.now).info == whole.info
        if publish:
            self.run(self.store.publish(Publication(whole.info, whole.ids, [], {}), 2))
            self.snapshot = whole

    @rule(lat=st.floats(5, 21), lon=st.floats(97, 106), radius=st.floats(0, 2e6))
    def near(self, lat: float, lon: float, radius: float) -> None:
        here = Point(lat, lon)
        measured = sorted(
            (distance_m(here, node.point), node.id)
            for node in self.model.nodes.values()
            if node.KIND is NodeKind.HOUSEHOLD and node.point
        )
        found = self.run(self.store.nearby(NodeKind.HOUSEHOLD, here, radius, None))
        assert [(hit.metres, hit.node.id) for hit in found] == [
            pair for pair in measured if pair[0] <= radius
        ]


def test_random_writes_against_dictionaries(factory: Factory, request: pytest.FixtureRequest):
    # Over the network a step takes hundreds of times as long.
    examples = 10 if "neo4j" in request.node.name else 100
    machine = type("Machine", (Comparison,), {"factory": staticmethod(factory)})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=15,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
