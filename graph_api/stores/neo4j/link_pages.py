"""Pages of the links of single nodes, by identity; the server cuts them."""

from collections.abc import Collection, Mapping

from neo4j import AsyncManagedTransaction

from graph_api.domain.links import LinkType
from graph_api.domain.metrics import Direction
from graph_api.ports import LinkPage, LinkPlace
from graph_api.stores.neo4j.connection import Query, ask
from graph_api.stores.neo4j.reading import arrow, type_pattern
from graph_api.stores.neo4j.rows import texts, to_links

# The properties are read of the links that are shown, and the parts of the key of all.
_CUT = """\
WITH DISTINCT r, type(r) AS kind, startNode(r).id AS source, endNode(r).id AS target
WHERE kind > $kind OR kind = $kind AND (source > $source OR source = $source AND
  (target > $target OR target = $target AND r.key > $key))
WITH r, kind, source, target ORDER BY kind, source, target, r.key LIMIT $first
RETURN collect([kind, source, target, properties(r)]) AS links"""


def pages_query(
    ids: Collection[str],
    types: Collection[LinkType],
    direction: Direction,
    first: int,
    after: LinkPlace | None,
) -> Query:
    """The first links of each node after a place, and how many each has."""
    head, tail = arrow(direction)
    pattern = f"(n){head}[r{type_pattern(types)}]{tail}()"
    text = (
        f"MATCH (n:Node) WHERE n.id IN $ids\nCALL (n) {{ MATCH {pattern}\n{_CUT} }}\n"
        f"RETURN collect([n.id, links, COUNT {{ {pattern} }}])"
    )
    kind, source, target, key = after or ("", "", "", "")
    place = {"kind": kind, "source": source, "target": target, "key": key}
    return Query(text, {"ids": texts(ids), "first": first, **place})


async def link_pages(
    tx: AsyncManagedTransaction,
    ids: Collection[str],
    types: Collection[LinkType],
    direction: Direction,
    *,
    first: int,
    after: LinkPlace | None,
) -> Mapping[str, LinkPage]:
    """See `GraphReader.link_pages`."""
    if not types:
        return {}
    [found] = await ask(tx, pages_query(ids, types, direction, first + 1, after))
    return {
        node_id: LinkPage(to_links(links)[:first], len(links) > first, total)
        for node_id, links, total in found
    }
