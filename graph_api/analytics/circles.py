"""Circles of an area's network and how well they match a division such as that into villages."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import comb

from graph_api.analytics.communities import communities
from graph_api.analytics.snapshot import snapshot_of_people


@dataclass(frozen=True, slots=True)
class Circles:
    """Sets of ids that hang together more than chance would have it, largest first.

    `modularity` is that of the partition (Newman & Girvan 2004).
    """

    members: Sequence[frozenset[str]]
    modularity: float


def circles(nodes: Iterable[str], pairs: Iterable[tuple[str, str]], seed: int = 0) -> Circles:
    """The communities of these nodes and ties by Leiden, as sets: see `communities.communities`.

    >>> found = circles("abcdef", [("a", "b"), ("b", "c"), ("a", "c"), ("d", "e"), ("e", "f")])
    >>> [sorted(each) for each in found.members]
    [['a', 'b', 'c'], ['d', 'e', 'f']]
    """
    snapshot = snapshot_of_people(pairs, alone=nodes)
    found = communities(snapshot, seed)
    members = defaultdict[int, list[str]](list)
    for node, label in zip(snapshot.ids, found.labels.tolist(), strict=True):
        members[label].append(node)
    return Circles([frozenset(members[label]) for label in sorted(members)], found.modularity)


def purity(members: Sequence[frozenset[str]], division: Mapping[str, str]) -> float | None:
    """The share of those divided who are in the commonest part of their circle, 0 to 1.

    1: each circle lies within one part. Nothing where nobody is divided.

    >>> purity([frozenset("abc"), frozenset("d")], {"a": "1", "b": "1", "c": "2", "d": "2"})
    0.75
    """
    counted = [Counter(division[x] for x in each if x in division) for each in members]
    total = sum(sum(each.values()) for each in counted)
    return sum(max(each.values(), default=0) for each in counted) / total if total else None


def adjusted_rand(members: Sequence[frozenset[str]], division: Mapping[str, str]) -> float | None:
    """The adjusted Rand index: 1 where circles and parts are the same, about 0 by chance.

    Over those divided. Nothing where there are fewer than two of them. Reference: Hubert & Arabie
    1985, doi 10.1007/BF01908075.

    >>> adjusted_rand([frozenset("ab"), frozenset("cd")], dict(a="1", b="1", c="2", d="2"))
    1.0
    """
    parts: dict[str, int] = defaultdict(int)
    together = 0
    sizes = []
    for each in members:
        counted = Counter(division[x] for x in each if x in division)
        together += sum(comb(count, 2) for count in counted.values())
        sizes.append(sum(counted.values()))
        for part, count in counted.items():
            parts[part] += count
    pairs = comb(sum(sizes), 2)
    if not pairs:
        return None
    in_circles = sum(comb(size, 2) for size in sizes)
    in_parts = sum(comb(size, 2) for size in parts.values())
    expected = in_circles * in_parts / pairs
    most = (in_circles + in_parts) / 2
    return 1.0 if most == expected else (together - expected) / (most - expected)
