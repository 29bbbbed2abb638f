"""Sections of knowledge records by the words in them."""

import sqlite3
from collections.abc import Collection

from graph_api.domain.cursors import decode, encode
from graph_api.domain.nodes import Node
from graph_api.domain.texts import is_text
from graph_api.ports import Page
from graph_api.stores.sqlite.rows import NODE_COLUMNS, json_list, to_nodes

_LEAST = 3
"""The letters that the trigram index needs of a word."""

# The index proposes, `instr` decides: so a word is found just where the text holds it.
_EXACT = """
    NOT EXISTS (SELECT 1 FROM json_each(:words) AS w WHERE instr(g.text, w.value) = 0)
    AND n.id > :after ORDER BY n.id LIMIT :first
"""
_FROM = f"SELECT {NODE_COLUMNS} FROM section_gram AS g CROSS JOIN node AS n ON n.pk = g.rowid"
SECTIONS = f"{_FROM} WHERE g.section_gram MATCH :grams AND {_EXACT}"
SECTIONS_BY_SHORT_WORDS = f"{_FROM} WHERE {_EXACT}"


def quoted(word: str) -> str:
    """A word of a full-text question, as text and never as syntax.

    >>> print(quoted('a"b'))
    "a""b"
    """
    return '"' + word.replace('"', '""') + '"'


def sections_with(
    connection: sqlite3.Connection, words: Collection[str], first: int, after: str | None
) -> Page[Node]:
    """See `GraphReader.sections_with`."""
    [begun] = ("",) if after is None else decode(after, str)
    if not words or not all(map(is_text, words)):
        return Page((), (), has_next=False)
    long = [word for word in sorted(words) if len(word) >= _LEAST]
    rows = connection.execute(
        SECTIONS if long else SECTIONS_BY_SHORT_WORDS,
        {
            "grams": " AND ".join(map(quoted, long)),
            "words": json_list(sorted(words)),
            "after": begun,
            "first": first + 1,
        },
    ).fetchall()
    shown = to_nodes(connection, rows[:first])
    return Page(shown, [encode(node.id) for node in shown], has_next=len(rows) > first)
