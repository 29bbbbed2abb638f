"""What a client is told of an error: a code, a message to act on, and the page with the fix.

Only errors that are meant for a user say what went wrong; any other is logged under the request's
id, and the client is told the id alone.
"""

import logging
from typing import Any

from graphql import GraphQLError

from graph_api.domain.errors import SammachipError

_log = logging.getLogger(__name__)

HELP = "docs/errors.md"
SYNTAX = "GRAPHQL_PARSE_FAILED"
VALIDATION = "GRAPHQL_VALIDATION_FAILED"
BAD_VARIABLES = "BAD_USER_INPUT"
LIMIT = "LIMIT_EXCEEDED"
TIMEOUT = "TIMEOUT"
INTERNAL = "INTERNAL"


def help_for(code: str) -> str:
    """Where the mend for an error code is written."""
    return f"{HELP}#{code.lower()}"


def plain_error(code: str, message: str, **more: Any) -> dict[str, Any]:
    """An error that belongs to no field."""
    return {"message": message, "extensions": {"code": code, "help": help_for(code), **more}}


def told(error: SammachipError) -> dict[str, Any]:
    """An error that is meant for a user, as it is told."""
    return plain_error(error.code, error.message)


def request_error(error: GraphQLError, code: str) -> dict[str, Any]:
    """An error of the document or its variables: nothing has been executed."""
    told = dict(error.formatted)
    given = error.extensions or {}
    code = str(given.get("code", code))
    return {**told, "extensions": {**given, "code": code, "help": help_for(code)}}


def field_error(error: GraphQLError, request_id: str) -> dict[str, Any]:
    """An error met while a field was answered."""
    cause = cause_of(error)
    formatted: dict[str, Any] = dict(error.formatted)
    if isinstance(cause, SammachipError):
        return {**formatted, **told(cause)}
    if cause is None and not isinstance(error.original_error, Exception):
        return request_error(error, BAD_VARIABLES)
    _log.error("request %s: %s failed", request_id, error.path, exc_info=cause)
    return {**formatted, **internal_error(request_id)}


def internal_error(request_id: str) -> dict[str, Any]:
    """The mask: what a client is told of a fault of the service."""
    return plain_error(
        INTERNAL,
        f"เกิดข้อผิดพลาดภายในระบบ: แจ้งผู้ดูแลด้วยรหัส {request_id}\n"
        f"Internal error: give request id {request_id} to whoever runs the service.",
        requestId=request_id,
    )


def timeout_error(seconds: float) -> dict[str, Any]:
    """The answer did not come in time."""
    return plain_error(
        TIMEOUT,
        f"ใช้เวลาเกิน {seconds:g} วินาที: ถามให้แคบลง เช่น พื้นที่เล็กลงหรือจำนวนก้าวน้อยลง\n"
        f"No answer within {seconds:g} seconds: ask for less (a smaller area, fewer steps).",
    )


def cause_of(error: GraphQLError) -> BaseException | None:
    """What a field met; nothing where the error is one of GraphQL itself."""
    cause = error.original_error
    while isinstance(cause, GraphQLError):
        cause = cause.original_error
    return cause
