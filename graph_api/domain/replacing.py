"""What becomes of derived links when those that follow now take the place of those that stand.

The one kind of fact that is ever taken away: a derived link is no statement of anybody, and comes
back as soon as what it follows from says so again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from graph_api.domain.acceptance import Identity
from graph_api.domain.links import Link


@dataclass(slots=True)
class Replaced:
    """What a store must write and take away, and how many links stay as they are."""

    created: dict[Identity, Link] = field(default_factory=dict)
    changed: dict[Identity, Link] = field(default_factory=dict)
    removed: dict[Identity, Link] = field(default_factory=dict)
    updates: int = 0
    """How many of those given changed something (one link may be given twice)."""
    unchanged: int = 0


def replace_derived(
    standing: Mapping[Identity, Link], given: Iterable[tuple[Identity, Link]]
) -> Replaced:
    """Put the given derived links in the place of the standing ones.

    `standing` holds the derived links that are to be replaced and every link that has the
    identity of a given one. A declared link stays as it was declared; a derived one becomes the
    given one whole, so what no longer follows (a phase, a day) is gone.
    """
    result = Replaced()
    named = set[Identity]()
    for identity, link in given:
        named.add(identity)
        before = _latest(result, identity) or standing.get(identity)
        if before is None:
            result.created[identity] = link
        elif not before.derived or _said(before) == _said(link):
            result.unchanged += 1
        else:
            result.updates += 1
            _take(result, identity, link)
    result.removed = {
        identity: link
        for identity, link in standing.items()
        if link.derived and identity not in named
    }
    return result


def _latest(result: Replaced, identity: Identity) -> Link | None:
    return result.created.get(identity) or result.changed.get(identity)


def _take(result: Replaced, identity: Identity, link: Link) -> None:
    # Given twice, the later stands; a link that is new stays new.
    among = result.created if identity in result.created else result.changed
    among[identity] = link


def _said(link: Link) -> object:
    return replace(link, provenance=None)
