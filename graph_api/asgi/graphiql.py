"""The query page: GraphiQL where the build had it, else a plain page; nothing is asked outside.

Both pages are files of this package. A page learns its endpoint and its first queries from
`<template>` elements, so no script stands in it and the Content-Security-Policy can forbid such.
"""

import json
from collections.abc import Mapping
from functools import cache
from html import escape
from pathlib import Path
from string import Template

from starlette.responses import HTMLResponse
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

from graph_api.contracts import operations, schema_folder

HERE = Path(__file__).parent
PAGES = HERE / "pages"
GRAPHIQL = HERE / "static" / "graphiql"
FIRST_OPERATIONS = ("nearby-sages", "market-linkages", "village-network")
"""What a newcomer finds, a tab each: of an officer, an analyst and a visualiser."""

_OWN_SCRIPTS_ONLY = (
    "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "object-src 'none'"
)
# GraphiQL writes style attributes, and its style sheet carries fonts and pictures inside itself.
_GRAPHIQL_NEEDS = "; style-src 'self' 'unsafe-inline'; font-src 'self' data:; img-src 'self' data:"

_SMALLEST_QUERY = "query Welcome {\n  __typename\n}\n"


def is_bundled() -> bool:
    """Whether the build brought GraphiQL; without it the plain page is served."""
    return (GRAPHIQL / "graphiql.js").is_file()


def page(endpoint: str) -> HTMLResponse:
    """The page that sends queries to `endpoint`, a path of this service such as `/graphql`.

    The caller decides who gets it: a GET whose Accept header prefers HTML.
    """
    bundled = is_bundled()
    first = first_queries()
    template = _template("graphiql.html" if bundled else "plain.html")
    html = template.substitute(
        endpoint=escape(endpoint),
        query=escape(first[0]["query"]),
        variables=escape(first[0]["variables"]),
        tabs=escape(json.dumps(first, ensure_ascii=False)),
    )
    policy = _OWN_SCRIPTS_ONLY + (_GRAPHIQL_NEEDS if bundled else "")
    headers = {
        "Content-Security-Policy": policy,
        "Referrer-Policy": "no-referrer",
        "Vary": "Accept",
        "X-Content-Type-Options": "nosniff",
    }
    return HTMLResponse(html, headers=headers)


def static_routes() -> list[BaseRoute]:
    """The routes of the files that the page asks for; to be mounted at the service's root."""
    own: BaseRoute = Mount("/static/pages", StaticFiles(directory=PAGES), name="pages")
    if not is_bundled():
        return [own]
    return [own, Mount("/static/graphiql", StaticFiles(directory=GRAPHIQL), name="graphiql")]


@cache
def first_queries() -> tuple[Mapping[str, str], ...]:
    """The queries and their variables (JSON text) that a newcomer finds in the editor.

    They are the `FIRST_OPERATIONS` of `schema/operations/` that are there, with their variables;
    without any, the smallest query there is.
    """
    shipped = operations()
    first = [
        {"query": shipped[n], "variables": _variables(n)} for n in FIRST_OPERATIONS if n in shipped
    ]
    return tuple(first) or ({"query": _SMALLEST_QUERY, "variables": "{}"},)


def _variables(name: str) -> str:
    path = schema_folder() / "operations" / f"{name}.variables.json"
    return path.read_text(encoding="utf-8") if path.is_file() else "{}"


@cache
def _template(name: str) -> Template:
    return Template((PAGES / name).read_text(encoding="utf-8"))
