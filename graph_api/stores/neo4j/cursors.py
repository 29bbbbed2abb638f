"""Cursors of pages: where a page ended, as text that only this store reads."""

import json
from typing import Any

from graph_api.domain.errors import InvalidArgument
from graph_api.stores.neo4j.rows import is_text


def encode(*place: str | float) -> str:
    """A cursor for a place in a list."""
    return json.dumps(place, ensure_ascii=False, separators=(",", ":"))


def decode(cursor: str, *types: type) -> tuple[Any, ...]:
    """The place in a list that a cursor names.

    Raises:
        InvalidArgument: the text is no cursor of such a list.
    """
    try:
        place = json.loads(cursor, parse_constant=_refuse)
    except (ValueError, RecursionError):
        place = None
    fits = isinstance(place, list) and len(place) == len(types)
    if not fits or not all(map(_is, place, types)):
        msg = f"ตำแหน่งหน้า (after) {cursor[:40]!r} ใช้กับรายการนี้ไม่ได้: ใช้ endCursor ของหน้าก่อน"
        raise InvalidArgument(msg)
    return tuple(place)


def _is(value: object, wanted: type) -> bool:
    return isinstance(value, wanted) and (not isinstance(value, str) or is_text(value))


def _refuse(constant: str) -> float:
    raise ValueError(constant)
