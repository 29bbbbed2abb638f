"""The files of `schema/`, as shipped: the promise of the API, the operations, the tables.

In a checkout they lie in `schema/` beside this package, in an installed wheel inside it, because
a Python package called `schema` would be overwritten by another distribution of that name.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

_PACKAGE = Path(__file__).parent


@cache
def schema_folder() -> Path:
    """The folder of contract files."""
    installed = _PACKAGE / "_schema"
    return installed if installed.is_dir() else _PACKAGE.parent / "schema"


@cache
def examples_folder() -> Path:
    """The folder of example networks."""
    installed = _PACKAGE / "_examples"
    return installed if installed.is_dir() else _PACKAGE.parent / "examples"


def api_sdl() -> str:
    """The GraphQL schema that this release promises."""
    return (schema_folder() / "api.graphql").read_text(encoding="utf-8")


def operations() -> dict[str, str]:
    """The shipped GraphQL operations: name of the file without its ending, text."""
    found = sorted((schema_folder() / "operations").glob("*.graphql"))
    return {path.stem: path.read_text(encoding="utf-8") for path in found}


def table_schemas() -> dict[str, dict[str, Any]]:
    """The JSON Schemas of the tables that can be loaded, by table name, in loading order."""
    found = sorted((schema_folder() / "tables").glob("*.schema.json"))
    schemas = [json.loads(path.read_text(encoding="utf-8")) for path in found]
    ordered = sorted(schemas, key=lambda schema: int(schema["x-order"]))
    return {schema["x-table"]: schema for schema in ordered}
