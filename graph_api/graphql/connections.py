"""Lists in pages: connections by the Relay specification, with opaque keyset cursors."""

import base64
import binascii
from bisect import bisect_right
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any, Generic, TypeVar

import orjson
import strawberry

from graph_api.domain.areas import AreaLevel
from graph_api.domain.errors import InvalidArgument
from graph_api.domain.kinds import NodeKind
from graph_api.domain.texts import is_text
from graph_api.graphql.context import Info
from graph_api.graphql.sizes import per_parent
from graph_api.ports import GraphReader, LinkPlace, NodeFilter
from graph_api.services import lookup
from graph_api.services.limits import PAGE_MAX, check_range

T = TypeVar("T")
Key = tuple[Any, ...]


@strawberry.type(description="Where a page ends · ข้อมูลหน้า")
class PageInfo:
    """What is needed to ask for the next page."""

    has_next_page: bool
    end_cursor: str | None = strawberry.field(description="Give it as `after` for the next page")


@strawberry.type
class Edge(Generic[T]):
    """An item of a connection."""

    cursor: str
    node: T


@strawberry.type
class Connection(Generic[T]):
    """A page of a list by name; the number of all is counted only when it is asked for."""

    edges: list[Edge[T]] = strawberry.field(metadata=per_parent())
    page_info: PageInfo
    count: strawberry.Private[Callable[[], Awaitable[int]]]

    @strawberry.field
    async def total_count(self) -> int:
        """How many items all pages hold."""
        return await self.count()


@strawberry.input(description="All conditions together · เงื่อนไขของรายการ")
class ListFilter:
    """Which nodes a list holds."""

    area: strawberry.ID | None = strawberry.field(
        default=None,
        description="Area code of 2, 4, 6 or 8 digits; takes in all that lies within · รหัสพื้นที่",
    )
    level: AreaLevel | None = strawberry.field(
        default=None,
        description="What is known at exactly this level; of areas, those of the level · ระดับพื้นที่",
    )
    occupation: str | None = strawberry.field(
        default=None, description="Name, part of a name or id of an occupation practised · อาชีพ"
    )
    text: str | None = strawberry.field(
        default=None, description="Part of the name; tones and sound-alikes may differ · ส่วนของชื่อ"
    )


@dataclass(frozen=True, slots=True)
class Slice(Generic[T]):
    """Some items of a sorted list, with the cursor of each."""

    items: Sequence[T]
    cursors: Sequence[str]
    has_next: bool

    @property
    def page_info(self) -> PageInfo:
        """The end of this page."""
        return PageInfo(
            has_next_page=self.has_next,
            end_cursor=self.cursors[-1] if self.cursors else None,
        )


async def connection(
    info: Info, kind: NodeKind, filter: ListFilter | None, first: int, after: str | None
) -> Connection[Any]:
    """A page of the nodes of a kind.

    Raises:
        InvalidArgument: an argument is out of bounds, or the cursor is none of this list.
        NodeNotFound: no occupation is named like the one in the filter.
    """
    store, given = info.context.store, filter or ListFilter()
    where = await lookup.make_filter(
        store,
        area=given.area,
        level=given.level,
        occupation=given.occupation,
        text=given.text,
    )
    page = await lookup.page(store, kind, where, first, decode_cursor(after))
    info.context.remember(page.items)
    cursors = [encode_cursor(cursor) for cursor in page.cursors]
    piece = Slice(page.items, cursors, page.has_next)
    return Connection(
        edges=[Edge(cursor=c, node=n) for c, n in zip(cursors, page.items, strict=True)],
        page_info=piece.page_info,
        count=lambda: _count(store, kind, where),
    )


async def _count(store: GraphReader, kind: NodeKind, where: NodeFilter) -> int:
    return await store.count(kind, where)


def slice_after(
    items: Sequence[T], key: Callable[[T], Key], first: int, after: str | None
) -> Slice[T]:
    """The items after a cursor, in a list that is at hand and in order of `key`.

    The cursor holds the key itself, so it stays good when the item it came from is gone.

    Raises:
        InvalidArgument: the cursor is none of this list, or `first` is out of bounds.
    """
    check_range("first", first, 1, PAGE_MAX)
    try:
        start = 0 if after is None else bisect_right(items, _decode_key(after), key=key)
    except (TypeError, orjson.JSONDecodeError):
        raise _not_of_this_list(after or "") from None
    found = items[start : start + first]
    cursors = [encode_key(key(item)) for item in found]
    return Slice(found, cursors, start + first < len(items))


def encode_key(key: Key) -> str:
    """The cursor of a key."""
    return encode_cursor(orjson.dumps(key).decode())


def decode_place(cursor: str | None) -> LinkPlace | None:
    """The place in a list of links that a cursor names.

    Raises:
        InvalidArgument: it names none.
    """
    if cursor is None:
        return None
    try:
        kind, source, target, key = _decode_key(cursor)
    except (TypeError, ValueError):
        raise _not_of_this_list(cursor) from None
    place = (kind, source, target, key)
    if not all(isinstance(part, str) and is_text(part) for part in place):
        raise _not_of_this_list(cursor)
    return place


def _decode_key(cursor: str) -> Key:
    # JSON has no infinity: what has no number of steps comes back as null.
    parts = orjson.loads(decode_cursor(cursor) or "")
    return tuple(inf if part is None else part for part in parts)


def encode_cursor(text: str) -> str:
    """An opaque cursor for a text."""
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def decode_cursor(cursor: str | None) -> str | None:
    """The text of a cursor.

    Raises:
        InvalidArgument: it is no cursor.
    """
    if cursor is None:
        return None
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        return base64.b64decode(padded, altchars=b"-_", validate=True).decode()
    except (binascii.Error, UnicodeError, ValueError):
        raise _not_of_this_list(cursor) from None


def _not_of_this_list(cursor: str) -> InvalidArgument:
    return InvalidArgument(
        f"after = {cursor!r} ไม่ใช่ตัวชี้ (cursor) ของรายการนี้: ใช้ค่า pageInfo.endCursor ของหน้าก่อน\n"
        f"after = {cursor!r} is no cursor of this list: give pageInfo.endCursor of the page before."
    )
