"""How long the lists of the schema are, said where each is declared; limits.py adds it up."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_KEY = "size"


@dataclass(frozen=True, slots=True)
class Size:
    """How many items stand below a field.

    A list holds `times` items; with `argument`, as many as that argument asks for (the length of
    an argument that is a list). An object with `argument` is a connection: its lists declared by
    `per_parent` hold as many items as the argument says, times `times`. `weight` is what the
    field costs before any item is counted.
    """

    argument: str | None = None
    times: int = 1
    of_parent: bool = False
    weight: int = 1


DEFAULT = Size()


def size_of(metadata: Mapping[Any, Any]) -> Size | None:
    """The declared size in the metadata of a field."""
    found = metadata.get(_KEY)
    return found if isinstance(found, Size) else None


def items(times: int) -> dict[str, Size]:
    """A list of about so many items, however it is asked."""
    return {_KEY: Size(times=times)}


def by_argument(name: str, *, default: int = 1, weight: int = 1) -> dict[str, Size]:
    """A list, or the lists of a connection, of the length that an argument says.

    `default` holds where a list argument is left out.
    """
    return {_KEY: Size(argument=name, times=default, weight=weight)}


def per_parent(times: int = 1) -> dict[str, Size]:
    """A list of as many items as the connection around it was asked for, times `times`."""
    return {_KEY: Size(times=times, of_parent=True)}


def costly(weight: int) -> dict[str, Size]:
    """One object that takes much work, however little of it is shown."""
    return {_KEY: Size(weight=weight)}
