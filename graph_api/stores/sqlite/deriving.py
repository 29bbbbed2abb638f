"""Derived links: those of some activities and sellers, put in the place of the former ones."""

import sqlite3
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime

from graph_api.domain.acceptance import Identity, sift
from graph_api.domain.derivation import KEYED_BY_ACTIVITY, OF_SELLERS, check_derived
from graph_api.domain.links import Link
from graph_api.domain.replacing import replace_derived
from graph_api.ports import Counts, DerivedReport, RefusedLink
from graph_api.stores.sqlite import changes, stated
from graph_api.stores.sqlite.reading import type_list
from graph_api.stores.sqlite.rows import LINK_COLUMNS, json_list, to_link
from graph_api.stores.sqlite.writing import ends_of, known_links, next_pk, put_links

STANDING = f"""
    SELECT {LINK_COLUMNS} FROM json_each(:origins) AS w
    CROSS JOIN link AS l ON l.key = w.value AND l.derived = 1
        AND l.type IN (SELECT value FROM json_each(:keyed))
    UNION ALL
    SELECT {LINK_COLUMNS} FROM json_each(:origins) AS w
    CROSS JOIN node AS s ON s.id = w.value
    CROSS JOIN link AS l ON l.source = s.pk AND l.derived = 1
        AND l.type IN (SELECT value FROM json_each(:of_sellers))
"""
_REMOVE = "DELETE FROM link WHERE pk = ?"


def replace(
    connection: sqlite3.Connection, origins: Collection[str], links: Sequence[Link]
) -> DerivedReport:
    """See `GraphWriter.replace_derived`; the caller's transaction makes it all or nothing."""
    check_derived(origins, links)
    ends = ends_of(connection, {end for link in links for end in (link.source, link.target)})
    accepted, refused = sift(links, {each: end.kinds for each, end in ends.items()})
    pks, standing = _standing(connection, origins)
    same_pks, same = known_links(connection, {identity for identity, _ in accepted}, ends)
    pks |= same_pks
    result = replace_derived(standing | same, accepted)
    for pk, identity in enumerate(result.created, next_pk(connection, "link")):
        pks[identity] = pk
    now = datetime.now(UTC).isoformat()
    put = result.created | result.changed
    put_links(connection, ((pks[each], link) for each, link in put.items()), ends, now)
    _remove(connection, result.removed, pks)
    if put or result.removed:
        stated.move_version(connection, grows=not (result.changed or result.removed))
    counts = Counts(len(result.created), result.updates, result.unchanged, len(refused))
    return DerivedReport(counts, len(result.removed), [RefusedLink(*each) for each in refused])


def _remove(
    connection: sqlite3.Connection, gone: Mapping[Identity, Link], pks: Mapping[Identity, int]
) -> None:
    ends = ends_of(connection, {end for x in gone.values() for end in (x.source, x.target)})
    left = [(link, ends[link.source].pk, ends[link.target].pk) for link in gone.values()]
    changes.note(connection, (), left)
    connection.executemany(_REMOVE, [(pks[identity],) for identity in gone])


def _standing(
    connection: sqlite3.Connection, origins: Collection[str]
) -> tuple[dict[Identity, int], dict[Identity, Link]]:
    parameters = {
        "origins": json_list(sorted(set(origins))),
        "keyed": type_list(KEYED_BY_ACTIVITY),
        "of_sellers": type_list(OF_SELLERS),
    }
    found = [(row[0], to_link(row)) for row in connection.execute(STANDING, parameters)]
    return {link.identity: pk for pk, link in found}, {link.identity: link for _, link in found}
