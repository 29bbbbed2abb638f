"""Facts into the store: one transaction, or batches of which a second run skips what landed."""

from collections.abc import Awaitable, Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

from graph_api.domain.links import Link
from graph_api.domain.nodes import Area, Node
from graph_api.ports import Counts, DerivedReport, GraphStore, RefusedLink, RefusedNode
from loaders.assemble import links_of, node_of
from loaders.journal import Journal, Progress
from loaders.progress import Tell
from loaders.staging import Staging

Derive = Callable[[GraphStore, Collection[str]], Awaitable[DerivedReport]]
"""Works out the links that follow from the activities and sellers of a load."""

AT_ONCE = 50_000
"""Up to so many nodes and links a load is one transaction: all of it lands or none."""

BATCH = 10_000
"""Larger loads go in batches of so many, nodes before links; a second run completes a first."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a load states, as far as it is not in the staging: the official areas; and how much."""

    staging: Staging
    areas: Sequence[Area]
    nodes: int
    links: int
    contested: bool

    @property
    def total(self) -> int:
        """All nodes and links."""
        return len(self.areas) + self.nodes + self.links

    @property
    def is_large(self) -> bool:
        """Whether they go in batches and not in one transaction."""
        return self.total > AT_ONCE


@dataclass(frozen=True, slots=True)
class Written:
    """What the store made of a load; `skipped` of the unchanged had landed in an earlier run."""

    nodes: Counts = field(default_factory=Counts)
    links: Counts = field(default_factory=Counts)
    refused_links: Sequence[RefusedLink] = ()
    refused_nodes: Sequence[RefusedNode] = ()
    derived: Counts | None = None
    derived_removed: int = 0
    skipped: int = 0


class Writer:
    """One load on its way into a store."""

    def __init__(
        self, store: GraphStore, facts: Facts, journal: Journal, load: str, tell: Tell
    ) -> None:
        self._store, self._facts, self._journal, self._load = store, facts, journal, load
        self._tell = tell
        self._written = Written()
        self._at = Progress(version=0)

    async def write(self, derive: Derive | None) -> Written:
        """Write the facts, then what follows from them."""
        self._at = Progress(version=await self._store.version())
        if self._facts.is_large:
            await self._write_batches()
        else:
            await self._write_at_once()
        if derive is not None and self._facts.total:
            await self._derive(derive)
        return self._written

    async def _write_at_once(self) -> None:
        nodes: list[Node] = [*self._facts.areas, *(n for _, n in self._nodes(0))]
        links = [link for _, link in self._links(0)]
        if nodes or links:
            await self._state(nodes, links)
        self._tell("บันทึก", self._facts.total, self._facts.total)

    async def _write_batches(self) -> None:
        earlier = self._journal.read(self._load)
        if earlier is not None and earlier.version == self._at.version:
            self._resume(earlier)
        for areas in _parts(self._facts.areas, BATCH):
            await self._state(areas, ())
        if self._at.stage == "nodes":
            await self._batches("nodes", self._nodes(self._at.row))
            self._at = replace(self._at, stage="links", row=0, offset=0)
        if self._at.stage == "links":
            await self._batches("links", self._links(self._at.row))
            self._at = replace(self._at, stage="derived", row=0, offset=0)
            self._journal.note(self._load, self._at)

    def _resume(self, earlier: Progress) -> None:
        self._at = earlier
        self._written = Written(
            nodes=Counts(unchanged=earlier.nodes),
            links=Counts(unchanged=earlier.links),
            skipped=earlier.nodes + earlier.links,
        )

    async def _batches(self, stage: str, facts: Iterator[tuple[int, Node | Link]]) -> None:
        landed = (self._at.row, self._at.offset)
        batch: list[Node | Link] = []
        row = in_row = 0
        for n, fact in facts:
            in_row = in_row + 1 if n == row else 1
            row = n
            if (row, in_row) <= landed:
                continue
            batch.append(fact)
            if len(batch) == BATCH:
                await self._land(stage, batch, row, in_row)
                batch = []
        if batch:
            await self._land(stage, batch, row, in_row)

    async def _land(self, stage: str, batch: Sequence[Node | Link], row: int, offset: int) -> None:
        nodes = [fact for fact in batch if isinstance(fact, Node)]
        links = [fact for fact in batch if isinstance(fact, Link)]
        await self._state(nodes, links)
        self._at = replace(
            self._at,
            version=await self._store.version(),
            stage=stage,
            row=row,
            offset=offset,
            nodes=self._at.nodes + len(nodes),
            links=self._at.links + len(links),
        )
        self._journal.note(self._load, self._at)
        self._tell("บันทึก", self._at.nodes + self._at.links, self._facts.total)

    async def _state(self, nodes: Sequence[Node], links: Sequence[Link]) -> None:
        report = await self._store.write(nodes, links)
        self._written = replace(
            self._written,
            nodes=self._written.nodes + report.nodes,
            links=self._written.links + report.links,
            refused_links=[*self._written.refused_links, *report.refused_links],
            refused_nodes=[*self._written.refused_nodes, *report.refused_nodes],
        )

    def _nodes(self, since: int) -> Iterator[tuple[int, Node]]:
        facts = self._facts
        for rows in facts.staging.standing(since):
            for row in rows:
                node = node_of(facts.staging, row, contested=facts.contested)
                if node is not None:
                    yield row.n, node

    def _links(self, since: int) -> Iterator[tuple[int, Link]]:
        facts = self._facts
        for rows in facts.staging.standing(since):
            for row in rows:
                for link in links_of(facts.staging, row, contested=facts.contested):
                    yield row.n, link

    async def _derive(self, derive: Derive) -> None:
        """Work out what follows, some ids at a time; an earlier run's are worked out already."""
        staging = self._facts.staging
        total, done = staging.touched_count(), 0
        derived, removed = Counts(unchanged=self._at.derived_links), 0
        for ids in staging.touched(self._at.derived):
            report = await derive(self._store, ids)
            derived += report.links
            removed += report.removed
            done += len(ids)
            self._tell("คำนวณความเชื่อมโยง", done, total)
            if self._facts.is_large:
                version = await self._store.version()
                self._at = replace(
                    self._at, version=version, derived=ids[-1], derived_links=derived.total
                )
                self._journal.note(self._load, self._at)
        if total:
            self._written = replace(self._written, derived=derived, derived_removed=removed)


def _parts(items: Sequence[Area], size: int) -> Iterator[Sequence[Area]]:
    for at in range(0, len(items), size):
        yield items[at : at + size]
