"""Sections of knowledge records by the words in them."""

from collections.abc import Collection

from neo4j import AsyncManagedTransaction

from graph_api.domain.cursors import decode, encode
from graph_api.domain.nodes import Node
from graph_api.domain.record_text import runs
from graph_api.domain.texts import is_text
from graph_api.ports import Page
from graph_api.stores.neo4j.connection import Query, ask
from graph_api.stores.neo4j.name_search import quoted
from graph_api.stores.neo4j.rows import to_node

_MOST = 200
"""How many runs of letters are asked for: the index takes no more than some hundreds."""

_BY_GRAMS = "CALL db.index.fulltext.queryNodes('section_grams', $grams) YIELD node AS n"
_ALL = "MATCH (n:RecordSection) WHERE n.order_key > '' WITH n"
_EXACT = (
    "WHERE all(word IN $words WHERE n.section_key CONTAINS word) AND n.id > $after "
    "WITH n ORDER BY n.id LIMIT $first RETURN collect(properties(n))"
)


def sections_query(words: Collection[str], first: int, after: str) -> Query:
    """The sections that hold all of some words: the index proposes, CONTAINS decides."""
    asked = {"words": sorted(words), "after": after, "first": first}
    grams = list(dict.fromkeys(run for word in sorted(words) for run in runs(word)))[:_MOST]
    if grams:
        asked["grams"] = " AND ".join(map(quoted, grams))
        return Query(f"{_BY_GRAMS} {_EXACT}", asked)
    return Query(f"{_ALL} {_EXACT}", asked)


async def sections_with(
    tx: AsyncManagedTransaction, words: Collection[str], first: int, after: str | None
) -> Page[Node]:
    """See `GraphReader.sections_with`."""
    [begun] = ("",) if after is None else decode(after, str)
    if not words or not all(map(is_text, words)):
        return Page((), (), has_next=False)
    [found] = await ask(tx, sections_query(words, first + 1, begun))
    shown = [to_node(stored) for stored in found[:first]]
    return Page(shown, [encode(node.id) for node in shown], has_next=len(found) > first)
