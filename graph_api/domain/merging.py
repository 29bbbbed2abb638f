"""What two statements about the same node or link come to: the later one adds and replaces.

What is given replaces, what is not given (None, an absent property or role) stays: nothing is
deleted silently. Every store merges by these two functions, so that all keep the same facts.
"""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field, fields, replace
from typing import Generic, TypeVar

from graph_api.domain.links import Link
from graph_api.domain.nodes import Node, Person, united_roles
from graph_api.domain.provenance import Provenance

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

_KEPT = frozenset({"id", "provenance", "roles"})


def merge_nodes(old: Node, new: Node) -> Node:
    """The node that both statements together describe, with the provenance of the later one.

    A restated fact keeps its first provenance: where nothing but the provenance differs, `old`
    itself comes back. Only the very place that stated it can say how sure it is now.
    """
    stated = {
        f.name: value
        for f in fields(new)
        if f.name not in _KEPT and (value := getattr(new, f.name)) not in (None, ())
    }
    if isinstance(old, Person) and isinstance(new, Person):
        stated["roles"] = united_roles((*old.roles, *new.roles))
    merged = replace(old, **stated)
    if merged == old and not _is_less_or_more_sure(old.provenance, new.provenance):
        return old
    return replace(merged, provenance=new.provenance)


def merge_links(old: Link, new: Link) -> Link:
    """The link that both statements together describe; a declared link is no longer derived.

    As with nodes, `old` itself comes back where nothing but the provenance differs.
    """
    since, until = new.since or old.since, new.until or old.until
    derived = old.derived and new.derived
    properties = {**old.properties, **new.properties}
    said = (since, until, derived, properties)
    known = (old.since, old.until, old.derived, old.properties)
    if said == known and not _is_less_or_more_sure(old.provenance, new.provenance):
        return old
    return replace(
        old,
        since=since,
        until=until,
        derived=derived,
        properties=properties,
        provenance=new.provenance,
    )


def _is_less_or_more_sure(old: Provenance | None, new: Provenance | None) -> bool:
    """Whether the row or line that a fact came from has been given another confidence."""
    if old is None or new is None:
        return False
    return (old.source, old.place) == (new.source, new.place) and old.confidence != new.confidence


@dataclass(slots=True)
class Merged(Generic[K, V]):
    """What a number of statements came to: all that is known now, and what a store must write."""

    known: dict[K, V]
    created: list[K] = field(default_factory=list)
    changed: list[K] = field(default_factory=list)
    """What was known before and is different now."""
    updates: int = 0
    """How many statements changed something known (one thing may be changed twice)."""
    unchanged: int = 0


def merge_all(
    known: dict[K, V], statements: Iterable[tuple[K, V]], merge: Callable[[V, V], V]
) -> Merged[K, V]:
    """Merge statements into what is known, one after the other.

    >>> result = merge_all({"a": 1}, [("a", 1), ("b", 2), ("b", 2)], max)
    >>> result.created, result.changed, result.unchanged
    (['b'], [], 2)
    """
    merged = Merged(known)
    fresh, moved = dict[K, None](), dict[K, None]()
    for key, statement in statements:
        if key not in known:
            known[key] = statement
            fresh[key] = None
            continue
        before = known[key]
        known[key] = merge(before, statement)
        if known[key] is before:
            merged.unchanged += 1
            continue
        merged.updates += 1
        if key not in fresh:
            moved[key] = None
    merged.created, merged.changed = list(fresh), list(moved)
    return merged
