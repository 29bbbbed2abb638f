"""A snapshot brought up to date by what changed since, without reading the whole graph.

The rows of every pair that changed are taken out and put in anew; all others stay as they are. The
result has the id that a snapshot of the whole graph would have.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph_api.analytics.adjacency import Adjacency
from graph_api.analytics.attributes import Coded, Names, Places, T, coded
from graph_api.analytics.calendar import BITS, Coming, Links, first_day, last_day
from graph_api.analytics.snapshot import Snapshot, content_hash
from graph_api.analytics.typed import Teachings
from graph_api.domain.kinds import ACTORS
from graph_api.domain.links import LEARNING_LINKS, TIES
from graph_api.domain.periods import thai_day
from graph_api.ports import GraphChanges, GraphLink

Keys = NDArray[np.int64]
"""Pairs of places as one number each: the first times the number of nodes, plus the second."""

_A_SEARCH = 20
"""Looking a name up by halving takes as long as so many names of a table of all."""


def due(snapshot: Snapshot, day: date) -> list[tuple[str, str]] | None:
    """The pairs whose links another day changes though nobody wrote anything.

    Nothing where that is not known: the snapshot does not say, or the day lies before its own.
    """
    coming = snapshot.coming
    if coming is None or day < thai_day(snapshot.info.as_of):
        return None
    brought = coming.by(day)
    firsts, seconds = coming.firsts[brought].tolist(), coming.seconds[brought].tolist()
    ids = snapshot.ids
    return sorted({(ids[u], ids[v]) for u, v in zip(firsts, seconds, strict=True)})


def amended(earlier: Snapshot, changes: GraphChanges, *, as_of: datetime) -> Snapshot:
    """The snapshot of the graph as it is after these changes, at a moment.

    The changes have to hold all that happened since the earlier snapshot was read, the pairs that
    are `due` on that day among them. O(n + m), and O(changes x log m).

    Raises:
        ValueError: the earlier snapshot does not say what the calendar brings.
    """
    if earlier.coming is None:
        raise ValueError("the snapshot does not say what is coming")
    actors = {node.id: node for node in changes.actors if node.kinds & ACTORS}
    ids, place = _with_names(earlier.ids, actors)
    nodes, day = len(ids), thai_day(as_of)
    at = _places(ids, {*actors, *(end for pair in changes.pairs for end in pair)})
    pairs, links = _pairs(changes.pairs, at), _links(changes.links, at)
    gone = np.concatenate([pairs @ [nodes, 1], pairs @ [1, nodes]])
    counted = links.on(day)

    def exchanged(rows: Adjacency, said: NDArray[Any], new: _Entries) -> Any:
        return _Entries.of(rows, said, place, nodes).exchanged(gone, new).rows(nodes)

    ties, words = exchanged(earlier.ties, earlier.tie_types, _new_ties(counted, nodes))
    of_pairs, of_days = _new_learning(counted, nodes)
    unsaid = np.zeros(earlier.learning.pairs, np.int8)
    learning, _ = exchanged(earlier.learning, unsaid, of_pairs)
    teachings = Teachings(*exchanged(earlier.teachings.rows, earlier.teachings.days, of_days))
    changed = np.array([at[name] for name in actors], np.int64)
    told_kinds, told_areas = coded(earlier.kinds), coded(earlier.areas)
    of_kinds, of_areas = ([n.kinds for n in actors.values()], [n.area for n in actors.values()])
    kinds = _with_values(told_kinds, place, nodes, changed, of_kinds)
    areas = _with_values(told_areas, place, nodes, changed, of_areas)
    told = content_hash(ids, kinds, areas, ties, learning, tie_types=words, teachings=teachings)
    info = replace(
        earlier.info,
        id=told,
        as_of=as_of,
        nodes=nodes,
        links=ties.pairs // 2,
        graph_version=changes.version,
    )
    coming = _coming(earlier.coming, place, gone, Coming.after(day, links), nodes)
    return Snapshot(info, ids, kinds, areas, ties, learning, words, teachings, coming)


# ---- names and attributes ------------------------------------------------------------------------


def _with_names(old: Sequence[str], actors: Collection[str]) -> tuple[Names, Keys]:
    """All names in order, and the new place of every old one."""
    names = old if isinstance(old, Names) else Names.of(old)
    known = _places(names, actors)
    new = sorted(name for name in actors if name not in known)
    if not new:
        return names, np.arange(len(names))
    before = np.array([_place_for(names, name) for name in new], np.int64)
    added = Names.of(new)
    starts = np.concatenate(([0], names.ends))
    lengths = np.diff(added.ends, prepend=0)
    text = np.insert(names.text, np.repeat(starts[before], lengths), added.text)
    ends = np.cumsum(np.insert(np.diff(starts), before, lengths))
    counts = np.bincount(before, minlength=len(names) + 1)[: len(names)]
    return Names(text, ends), np.arange(len(names)) + np.cumsum(counts)


def _place_for(names: Names, name: str) -> int:
    low, high = 0, len(names)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if names[middle] < name else (low, middle)
    return low


def _places(names: Sequence[str], wanted: Collection[str]) -> dict[str, int]:
    """The places of those of some names that are there."""
    table: Mapping[str, int] = Places(names)
    if len(wanted) * _A_SEARCH > len(names):
        table = {name: place for place, name in enumerate(names)}
    return {name: place for name in wanted if (place := table.get(name)) is not None}


def _with_values(
    old: Coded[T], place: Keys, nodes: int, changed: Keys, values: Sequence[T]
) -> Coded[T]:
    known = {value: code for code, value in enumerate(old.values)}
    codes = np.zeros(nodes, np.int32)
    codes[place] = old.codes
    codes[changed] = [known.setdefault(value, len(known)) for value in values]
    return Coded(codes, tuple(known))


# ---- links ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class _Entries:
    """Entries of rows: ascending keys (one may stand several times), and what is said of each."""

    keys: Keys
    said: NDArray[Any]

    @classmethod
    def of(cls, rows: Adjacency, said: NDArray[Any], place: Keys, nodes: int) -> "_Entries":
        """Those of rows of before, in their new places."""
        return cls(np.repeat(place, rows.out_degrees()) * nodes + place[rows.indices], said)

    def exchanged(self, gone: Keys, new: "_Entries") -> "_Entries":
        """These without the ones of some keys, and with the new ones."""
        kept = ~_between(self.keys, gone)
        keys, said = self.keys[kept], self.said[kept]
        before = np.searchsorted(keys, new.keys)
        return _Entries(np.insert(keys, before, new.keys), np.insert(said, before, new.said))

    def rows(self, nodes: int) -> tuple[Adjacency, NDArray[Any]]:
        """The rows that have these entries."""
        sources, targets = np.divmod(self.keys, max(nodes, 1))
        counts = np.bincount(sources, minlength=nodes)
        indptr = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
        indices, said = targets.astype(np.int32), self.said
        indptr.flags.writeable = indices.flags.writeable = said.flags.writeable = False
        return Adjacency(indptr, indices), said


def _pairs(pairs: Collection[tuple[str, str]], at: Mapping[str, int]) -> Keys:
    """The places of the pairs of two actors, a row each, the lower first."""
    found = [(at[u], at[v]) for u, v in pairs if u in at and v in at and u != v]
    return np.sort(np.array(found, np.int64).reshape(-1, 2), axis=1)


def _links(given: Collection[GraphLink], at: Mapping[str, int]) -> Links:
    between = [x for x in given if x.source in at and x.target in at and x.source != x.target]
    chosen = [link for link in between if link.type in TIES]
    return Links(
        np.array([at[link.source] for link in chosen], np.int64),
        np.array([at[link.target] for link in chosen], np.int64),
        np.array([BITS[link.type] for link in chosen], np.int8),
        np.array([first_day(link.since) for link in chosen], np.int64),
        np.array([last_day(link.until) for link in chosen], np.int64),
    )


def _new_ties(links: Links, nodes: int) -> _Entries:
    there, back = links.sources * nodes + links.targets, links.targets * nodes + links.sources
    keys, which = np.unique(np.concatenate((there, back)), return_inverse=True)
    words = np.zeros(len(keys), np.uint32)
    bits = np.left_shift(np.uint32(1), np.tile(links.types, 2).astype(np.uint32))
    np.bitwise_or.at(words, which, bits)
    return _Entries(keys, words)


def _new_learning(links: Links, nodes: int) -> tuple[_Entries, _Entries]:
    """Who taught whom, and on which days."""
    taught = links.of_types(LEARNING_LINKS)
    keys = taught.sources * nodes + taught.targets
    once, by_day = np.unique(keys), np.unique(np.column_stack((keys, taught.first)), axis=0)
    return (
        _Entries(once, np.zeros(len(once), np.int8)),
        _Entries(by_day[:, 0], by_day[:, 1].astype(np.int32)),
    )


def _between(held: Keys, wanted: Keys) -> NDArray[np.bool_]:
    """Which of ascending keys are among those wanted."""
    edges = np.zeros(len(held) + 1, np.int32)
    once = np.unique(wanted)
    np.add.at(edges, np.searchsorted(held, once, "left"), 1)
    np.add.at(edges, np.searchsorted(held, once, "right"), -1)
    return np.cumsum(edges)[:-1] > 0


def _coming(old: Coming, place: Keys, gone: Keys, new: Coming, nodes: int) -> Coming:
    firsts, seconds = place[old.firsts], place[old.seconds]
    kept = ~np.isin(firsts * nodes + seconds, gone)
    return Coming(
        np.concatenate((old.days[kept], new.days)),
        np.concatenate((firsts[kept], new.firsts)),
        np.concatenate((seconds[kept], new.seconds)),
    )
