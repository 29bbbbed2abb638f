"""A write that was made before, known again at the cost of reading it once.

Merging is idempotent: what a write stated is no news when it is stated again, unless something
known was changed or taken away in between (what was added in between changes nothing of it). So a
store keeps the digest of each large write together with the version it led to, and answers the same
write with "unchanged" for as long as it has only grown since.
"""

import marshal
from collections.abc import Callable, Sequence
from dataclasses import fields
from datetime import date, time
from enum import Enum
from functools import cache
from hashlib import blake2b
from operator import attrgetter
from typing import Any

from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import Link
from graph_api.domain.nodes import NODE_CLASSES, HeldRole, Node
from graph_api.domain.places import Point
from graph_api.domain.provenance import Provenance

WORTH_KEEPING = 1_000
"""From so many statements on a write is worth remembering."""

_PLAIN = frozenset({str, int, float, bool, type(None)})
# The last format of marshal that writes equal values alike, however they came about.
_FORMAT = 2


def digest(nodes: Sequence[Node], links: Sequence[Link]) -> bytes | None:
    """What tells this write from every other; nothing where it must not be kept.

    Of the sources only how sure they are counts: where a fact was read again is no news.

    A write that states something twice is not kept: the second statement may change the first,
    and would do so again. Neither is one that holds what has no plain form.

    >>> from graph_api.domain.nodes import Household
    >>> one, other = Household(id="h", name="ก"), Household(id="h", name="ข")
    >>> digest([one], []) == digest([one], []) != digest([other], [])
    True
    >>> digest([one, other], []) is None
    True
    """
    if len({node.id for node in nodes}) < len(nodes):
        return None
    if len({link.identity for link in links}) < len(links):
        return None
    stated = ([_node(node) for node in nodes], [_link(link) for link in links])
    try:
        return blake2b(marshal.dumps(stated, _FORMAT), digest_size=16).digest()
    except ValueError:
        return None


def _node(node: Node) -> tuple[object, ...]:
    kind: str = node.KIND._value_
    values = _values(node.KIND)(node)
    return (
        kind,
        _sure(node.provenance),
        *(each if type(each) in _PLAIN else _plain(each) for each in values),
    )


@cache
def _values(kind: NodeKind) -> Callable[[Node], tuple[Any, ...]]:
    stated = fields(NODE_CLASSES[kind])
    return attrgetter(*(f.name for f in stated if f.name != "provenance"))


def _link(link: Link) -> tuple[object, ...]:
    return (
        link.type._value_,
        link.source,
        link.target,
        link.key,
        link.since and link.since.toordinal(),
        link.until and link.until.toordinal(),
        link.derived,
        tuple(link.properties.items()),
        _sure(link.provenance),
    )


def _sure(provenance: Provenance | None) -> float:
    return 1.0 if provenance is None else provenance.confidence


def _plain(value: object) -> object:
    match value:
        case Point():
            return (value.lat, value.lon)
        case Enum():
            return value.value
        case date() | time():
            return value.isoformat()
        case HeldRole():
            return (value.role.value, _plain(value.since), _plain(value.until))
        case tuple():
            return tuple(map(_plain, value))
    return value
