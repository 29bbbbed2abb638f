"""Which form of answer a client wants (GraphQL over HTTP; RFC 9110, section 12.5.1)."""

from collections.abc import Iterator
from typing import NamedTuple

JSON = "application/json"
GRAPHQL = "application/graphql-response+json"
HTML = "text/html"


class _Range(NamedTuple):
    """A media range of an Accept header; `*` stands for anything."""

    kind: str
    subkind: str
    quality: float

    def fits(self, media: str) -> bool:
        kind, _, subkind = media.partition("/")
        return self.kind in ("*", kind) and self.subkind in ("*", subkind)

    @property
    def closeness(self) -> int:
        return (self.kind != "*") + (self.subkind != "*")


def preferred(accept: str | None, offers: tuple[str, ...]) -> str | None:
    """The offer that a client likes best, or nothing where it takes none.

    Without a header, or where only `*/*` decides, it is the first offer. Of offers liked equally
    it is the one that the header names more closely, then earlier.

    >>> preferred("application/graphql-response+json, application/json", (JSON, GRAPHQL))
    'application/graphql-response+json'
    >>> preferred("*/*", (JSON, GRAPHQL)), preferred("text/plain", (JSON, GRAPHQL))
    ('application/json', None)
    """
    if not accept or not accept.strip():
        return offers[0]
    ranges = list(_ranges(accept))
    liked = [(_liking(ranges, offer), -at, offer) for at, offer in enumerate(offers)]
    (quality, *_), _, offer = max(liked)
    return offer if quality > 0 else None


def _liking(ranges: list[_Range], offer: str) -> tuple[float, int, int]:
    fitting = [(each, -at) for at, each in enumerate(ranges) if each.fits(offer)]
    if not fitting:
        return (0.0, 0, 0)
    # The closest range says the quality, even where a wider one is kinder.
    each, at = max(fitting, key=lambda found: (found[0].closeness, found[1]))
    return (each.quality, each.closeness, at if each.closeness else 0)


def _ranges(accept: str) -> Iterator[_Range]:
    for part in accept.split(","):
        media, *parameters = (piece.strip().lower() for piece in part.split(";"))
        kind, _, subkind = media.partition("/")
        if kind and subkind:
            yield _Range(kind, subkind, _quality(parameters))


def _quality(parameters: list[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(max(float(value), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0
