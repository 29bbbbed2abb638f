"""Names that may be the one looked for: those that share most trigrams with it."""

from collections.abc import Collection, Sequence

from neo4j import AsyncManagedTransaction

from graph_api.domain.kinds import NodeKind
from graph_api.domain.texts import is_text
from graph_api.ports import NameCandidate
from graph_api.stores.neo4j.connection import Query, ask
from graph_api.stores.neo4j.rows import in_order


def name_candidates_query(
    trigrams: Sequence[str], kinds: Collection[NodeKind], area: str | None, limit: int
) -> Query:
    """The names that share most trigrams: counted and not weighed, as in every store.

    Each trigram is asked for by itself and its hits are counted: a seventh of the time of asking
    for all at once and looking at the text of every hit.
    """
    text = (
        "UNWIND $asked AS gram "
        "CALL db.index.fulltext.queryNodes('node_grams', gram) YIELD node AS n "
        "WITH n, count(*) AS shared "
        "WHERE any(kind IN n.kinds WHERE kind IN $kinds) "
        "AND ($area IS NULL OR n.area STARTS WITH $area) "
        "WITH n, shared ORDER BY shared DESC, n.id LIMIT $first "
        "RETURN collect([n.id, n.name, shared])"
    )
    return Query(
        text,
        {
            "asked": [quoted(gram) for gram in dict.fromkeys(trigrams) if is_text(gram)],
            "kinds": [kind.value for kind in in_order(kinds)],
            "area": area,
            "first": limit,
        },
    )


def quoted(term: str) -> str:
    r"""A term of a full-text question, as text and never as syntax.

    >>> print(quoted('a"b'))
    "a\"b"
    """
    return '"' + term.replace("\\", "\\\\").replace('"', '\\"') + '"'


async def name_candidates(
    tx: AsyncManagedTransaction,
    trigrams: Sequence[str],
    kinds: Collection[NodeKind],
    area: str | None,
    limit: int,
) -> list[NameCandidate]:
    """See `GraphReader.name_candidates`."""
    query = name_candidates_query(trigrams, kinds, area, limit)
    if not query.parameters["asked"]:
        return []
    [found] = await ask(tx, query)
    return [NameCandidate(*each) for each in found]
