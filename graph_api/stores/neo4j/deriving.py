"""Derived links: those of some activities and sellers, put in the place of the former ones."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from neo4j import AsyncManagedTransaction

from graph_api.domain.acceptance import Identity, sift
from graph_api.domain.derivation import KEYED_BY_ACTIVITY, OF_SELLERS, check_derived
from graph_api.domain.links import Link, LinkType
from graph_api.domain.replacing import replace_derived
from graph_api.ports import Counts, DerivedReport, RefusedLink
from graph_api.stores.neo4j import stated
from graph_api.stores.neo4j.changes import note
from graph_api.stores.neo4j.connection import Query, ask, tell
from graph_api.stores.neo4j.rows import link_uid, texts, to_link
from graph_api.stores.neo4j.writing import (
    by_type,
    create_links_query,
    kinds_of,
    known_links,
    slices,
    take_turn,
)

_FOUND = "RETURN collect([type(r), s.id, t.id, properties(r)])"


def of_activities_query(kind: LinkType, activities: Collection[str]) -> Query:
    """The derived links of a type that follow from some activities."""
    text = f"MATCH (s)-[r:{kind.value}]->(t) WHERE r.key IN $keys AND r.derived {_FOUND}"
    return Query(text, {"keys": texts(activities)})


def of_sellers_query(kind: LinkType, sellers: Collection[str]) -> Query:
    """The derived links of a type that follow from the sales of some sellers."""
    text = f"MATCH (s:Node)-[r:{kind.value}]->(t) WHERE s.id IN $ids AND r.derived {_FOUND}"
    return Query(text, {"ids": texts(sellers)})


def exchange_links_query(kind: LinkType, rows: Sequence[Mapping[str, Any]]) -> Query:
    """Links of a type made into others whole, but for the version at which they landed."""
    text = (
        f"UNWIND $rows AS row MATCH ()-[r:{kind.value} {{uid: row.stated.uid}}]->() "
        "WITH r, row, r.landed AS landed SET r = row.stated SET r.landed = landed"
    )
    return Query(text, {"rows": rows})


def remove_links_query(kind: LinkType, uids: Sequence[str]) -> Query:
    """Take links of a type away."""
    text = f"UNWIND $uids AS uid MATCH ()-[r:{kind.value} {{uid: uid}}]->() DELETE r"
    return Query(text, {"uids": uids})


def removed_query(version: int) -> Query:
    """Say that something was taken away, so that a reading under way notices."""
    return Query("MATCH (g:Graph {id: 'graph'}) SET g.removed = $version", {"version": version})


async def replace(
    tx: AsyncManagedTransaction, origins: Collection[str], links: Sequence[Link]
) -> DerivedReport:
    """See `GraphWriter.replace_derived`; the caller's transaction makes it all or nothing."""
    check_derived(origins, links)
    turn, now = await take_turn(tx), datetime.now(UTC)
    version = turn.version
    kinds = await kinds_of(tx, {end for link in links for end in (link.source, link.target)})
    accepted, refused = sift(links, kinds)
    standing = await _standing(tx, origins)
    standing |= await known_links(tx, {identity for identity, _ in accepted})
    result = replace_derived(standing, accepted)
    stamps = {"moved": version}
    for kind, rows in by_type(result.created, result.created, now, stamps | {"landed": version}):
        await tell(tx, create_links_query(kind, rows))
    for kind, rows in by_type(result.changed, result.changed, now, stamps):
        await tell(tx, exchange_links_query(kind, rows))
    await _remove(tx, result.removed.values(), version)
    became = (result.created, result.changed, result.removed)
    await note(tx, turn, (), (link for of in became for link in of.values()))
    if result.created or result.changed or result.removed:
        grows = not (result.changed or result.removed)
        await stated.move_version(tx, version, grows=grows)
    counts = Counts(len(result.created), result.updates, result.unchanged, len(refused))
    return DerivedReport(counts, len(result.removed), [RefusedLink(*each) for each in refused])


async def _standing(tx: AsyncManagedTransaction, origins: Collection[str]) -> dict[Identity, Link]:
    found: dict[Identity, Link] = {}
    for some in slices(sorted(set(origins))):
        queries = [of_activities_query(kind, some) for kind in sorted_types(KEYED_BY_ACTIVITY)]
        queries += [of_sellers_query(kind, some) for kind in sorted_types(OF_SELLERS)]
        for query in queries:
            [rows] = await ask(tx, query)
            found.update({link.identity: link for link in (to_link(*row) for row in rows)})
    return found


def sorted_types(types: Collection[LinkType]) -> list[LinkType]:
    """Link types by name."""
    return sorted(types, key=lambda kind: kind.value)


async def _remove(tx: AsyncManagedTransaction, links: Iterable[Link], version: int) -> None:
    uids: dict[LinkType, list[str]] = {}
    for link in links:
        uids.setdefault(link.type, []).append(link_uid(link.source, link.target, link.key))
    for kind, wanted in uids.items():
        for some in slices(wanted):
            await tell(tx, remove_links_query(kind, some))
    if uids:
        await tell(tx, removed_query(version))
