"""Records into the graph, through the port: some hundred at a time, each of them whole."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph_api.domain.areas import ancestors, area_id
from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import Link
from graph_api.domain.nodes import Agency, Node, Occupation, OnlineMedia, Programme
from graph_api.ports import Counts, GraphReader, GraphStore, NodeFilter, WriteReport
from loaders.areas import official_areas
from loaders.progress import Tell, silent
from loaders.records.batch import STATES, Candidate, read_each
from loaders.records.facts import Lexicon, RecordFacts, facts_of
from loaders.records.graph import OFFICE_PREFIX
from loaders.records.report import line_of

AT_ONCE = 200
"""Records in one transaction."""

_PAGE = 500
_SHARED = (Agency, OnlineMedia, Programme)
"""What several records name, each in its own words: the first one's stay."""


@dataclass(frozen=True, slots=True)
class RecordLoad:
    """What became of the files, and of the facts of those that were read.

    `states` counts them by state, `refused` names those that were, `lines` tells of each in Thai;
    the readings themselves are let go as they land, so memory does not grow with the folder.
    """

    states: Mapping[str, int]
    refused: Sequence[str]
    lines: Sequence[str]
    written: WriteReport


async def load_records(
    candidates: Sequence[Candidate],
    store: GraphStore,
    *,
    with_address: bool = False,
    progress: Tell = silent,
) -> RecordLoad:
    """Read the files and write what they say; a file that is refused stops no other.

    A record is known by the hash of its content, so a second load of it changes nothing, whatever
    the file is called.
    """
    lexicon = await lexicon_of(store)
    states = Counter[str](dict.fromkeys(STATES, 0))
    refused, lines = list[str](), list[str]()
    waiting: list[RecordFacts] = []
    written = WriteReport(Counts(), Counts(), ())
    for done, outcome in enumerate(read_each(candidates), start=1):
        states[outcome.state] += 1
        refused += [outcome.name] if outcome.refusal else []
        lines.append(line_of(outcome))
        if outcome.reading:
            waiting.append(facts_of(outcome.reading, lexicon, with_address=with_address))
        if waiting and (len(waiting) == AT_ONCE or done == len(candidates)):
            written = _sum(written, await _write(store, waiting))
            waiting.clear()
        progress("บันทึกองค์ความรู้", done, len(candidates))
    if waiting:
        written = _sum(written, await _write(store, waiting))
    return RecordLoad(states, refused, lines, written)


async def lexicon_of(store: GraphReader) -> Lexicon:
    """The occupations and agencies that the graph knows by name.

    Agencies that records themselves brought are left out: a record read before them and one read
    after them would say different things.
    """
    return Lexicon(
        occupations={
            node.id: (node.name, *(node.aliases if isinstance(node, Occupation) else ()))
            for node in await _all(store, NodeKind.OCCUPATION)
        },
        agencies={
            node.id: (node.name,)
            for node in await _all(store, NodeKind.AGENCY)
            if not node.id.startswith(OFFICE_PREFIX)
        },
    )


async def _all(store: GraphReader, kind: NodeKind) -> list[Node]:
    cursor, found = None, list[Node]()
    while True:
        page = await store.page(kind, NodeFilter(), _PAGE, cursor)
        found += page.items
        if not page.has_next:
            return found
        cursor = page.cursors[-1]


async def _write(store: GraphStore, facts: Iterable[RecordFacts]) -> WriteReport:
    nodes: dict[str, Node] = {}
    links: dict[object, Link] = {}
    areas = set[str]()
    for of_one in facts:
        nodes |= {node.id: node for node in of_one.nodes if node.id not in nodes}
        links |= {link.identity: link for link in of_one.links if link.identity not in links}
        areas |= of_one.areas
    there = await store.nodes([each for each, node in nodes.items() if isinstance(node, _SHARED)])
    fresh = [node for node in nodes.values() if node.id not in there]
    return await store.write([*await _areas(store, areas), *fresh], [*links.values()])


async def _areas(store: GraphReader, codes: set[str]) -> list[Node]:
    """The official areas that are named and not yet there: what is there keeps its name."""
    wanted = {each for code in codes for each in (code, *ancestors(code))}
    known = await store.nodes([area_id(code) for code in sorted(wanted)])
    return list(official_areas(codes, {node.area or "" for node in known.values()}))


def _sum(one: WriteReport, other: WriteReport) -> WriteReport:
    return WriteReport(
        one.nodes + other.nodes,
        one.links + other.links,
        [*one.refused_links, *other.refused_links],
        [*one.refused_nodes, *other.refused_nodes],
    )
