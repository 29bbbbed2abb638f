"""What a client asks, read from an HTTP request; anything else is refused with the reason."""

from collections.abc import Mapping
from typing import Any

import orjson
from starlette.datastructures import Headers
from starlette.requests import Request

from graph_api.asgi.replies import Refusal
from graph_api.graphql.execution import Question

_UTF8 = frozenset({"utf-8", "utf8"})


async def read_question(request: Request, body_bytes: int) -> Question:
    """The question of a POST or GET.

    Raises:
        Refusal: the request is not well formed.
    """
    if request.method == "GET":
        return _question(_from_url(request), read_only=True)
    _check_content_type(request.headers)
    return _question(_decode(await _body(request, body_bytes)), read_only=False)


def _from_url(request: Request) -> dict[str, Any]:
    given: dict[str, Any] = dict(request.query_params)
    for name in ("variables", "extensions"):
        if name in given:
            given[name] = _decode(given[name].encode())
    return given


def _check_content_type(headers: Headers) -> None:
    media, *parameters = headers.get("content-type", "").lower().split(";")
    charsets = {
        value.strip().strip('"')
        for name, _, value in (each.partition("=") for each in parameters)
        if name.strip() == "charset"
    }
    if media.strip() != "application/json" or not charsets <= _UTF8:
        raise Refusal(
            415,
            "UNSUPPORTED_MEDIA_TYPE",
            "ส่งคำถามเป็น Content-Type: application/json (UTF-8)\n"
            "Send the question as Content-Type: application/json in UTF-8.",
            Accept="application/json",
        )


async def _body(request: Request, limit: int) -> bytes:
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and int(declared[:19]) > limit:
        raise _too_large(limit)
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit:
            raise _too_large(limit)
    return bytes(body)


def _too_large(limit: int) -> Refusal:
    return Refusal(
        413,
        "BODY_TOO_LARGE",
        f"คำถามยาวเกิน {limit:,} ไบต์\nThe request body is longer than {limit:,} bytes.",
    )


def _decode(text: bytes) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise _bad(f"ไม่ใช่ JSON ที่อ่านได้ · no readable JSON: {error}") from None


def _question(given: Any, *, read_only: bool) -> Question:
    if not isinstance(given, Mapping):
        raise _bad("ต้องเป็นออบเจ็กต์ JSON ที่มี query · the body must be a JSON object with `query`")
    query = given.get("query")
    if not isinstance(query, str) or not query.strip():
        raise _bad("ไม่มีคำถาม: ใส่ข้อความใน query · `query` must be a text that is not empty")
    _check(given, "operationName", str, "a text")
    _check(given, "variables", Mapping, "an object")
    _check(given, "extensions", Mapping, "an object")
    return Question(
        query=query,
        variables=given.get("variables"),
        operation_name=given.get("operationName") or None,
        read_only=read_only,
    )


def _check(given: Mapping[str, Any], name: str, kind: type, what: str) -> None:
    value = given.get(name)
    if value is not None and not isinstance(value, kind):
        raise _bad(f"{name} ไม่ถูกชนิด · `{name}` must be {what} or null")


def _bad(message: str) -> Refusal:
    return Refusal(400, "BAD_REQUEST", message)
