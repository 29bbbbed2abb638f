"""What a record adds to the graph: itself, its author, office, area, and what it names.

A name is no identity. What has no code of its own gets an id made of the record's content, so
two records by people of one name stay two people until somebody joins them.
"""

import re
from collections.abc import Iterable
from hashlib import sha256

from loaders.records.model import Author, Form, Json, Mention, Office

NEVER_READ = (
    "Sage",
    "Trainer",
    "Household",
    "OccupationGroup",
    "Product",
    "income values",
    "coordinates",
    "village of the practice",
)
"""What a record speaks of without naming one: no reading may hold any of these."""

OFFICE_PREFIX = "agency:"
"""How the ids of the offices that records name begin."""

_OFFICER = re.compile(
    r"นักวิชาการ|นักจัดการ|เจ้าพนักงาน|เจ้าหน้าที่|พัฒนาการ|พัฒนากร|ผู้อำนวยการ|หัวหน้า|ปลัด|นายอำเภอ"
)
_CDD = re.compile(r"พัฒนาชุมชน|สพ[อจ]\.")
_LABELS = {"OnlineMedia": "OnlineMedia", "Fair": "Market"}


def graph_of(sha: str, form: Form, mentions: Iterable[Mention]) -> Json:
    """Nodes and links as plain JSON; `sha` is the digest of the record's file."""
    record = record_id(sha)
    nodes: list[Json] = [{"id": record, "label": "KnowledgeRecord", "title": form.title}]
    links: list[Json] = []
    _add_author(record, sha, form, nodes, links)
    for mention in mentions:
        if mention.kind in _LABELS:
            named = mention_id(sha, mention)
            nodes.append({"id": named, "label": _LABELS[mention.kind], "name": mention.text})
            links.append(_link("MENTIONS", record, named))
    return {"nodes": nodes, "links": links, "must_not_invent": list(NEVER_READ)}


def _add_author(record: str, sha: str, form: Form, nodes: list[Json], links: list[Json]) -> None:
    who = form.identity
    if who.author is None:
        return
    author = author_id(sha)
    position = who.author.position.raw if who.author.position else None
    label = "Officer" if is_officer(who.author) else "Person"
    nodes.append({"id": author, "label": label, "position": position})
    links.append(_link("WROTE", author, record))
    if who.office:
        _add_office(sha, author, who.office, nodes, links)
    if who.address and who.address.narrowest_code:
        area = f"area:{who.address.narrowest_code}"
        links.append(_link("HAS_ADDRESS_IN", author, area) | {"restricted": True})


def _add_office(
    sha: str, author: str, office: Office, nodes: list[Json], links: list[Json]
) -> None:
    code = office.amphoe_code or office.changwat_code
    agency = office_id(sha, office)
    nodes.append({"id": agency, "label": "Agency", "name": office.name})
    links.append(_link("WORKS_AT", author, agency))
    if code:
        links.append(_link("LOCATED_IN", agency, f"area:{code}"))


def record_id(sha: str) -> str:
    """The id of the record whose file has this digest."""
    return f"record:{sha[:16]}"


def author_id(sha: str) -> str:
    """The id of a record's author: of this record alone, for a name is no identity."""
    return f"person:{_digest(sha, 'author')}"


def is_officer(author: Author) -> bool:
    """Whether the position written beside the name is one of an officer."""
    return bool(author.position and _OFFICER.match(author.position.raw))


def office_id(sha: str, office: Office) -> str:
    """The department's office of an area is one for all records; another is of this one alone."""
    code = office.amphoe_code or office.changwat_code
    known = bool(code and _CDD.search(office.name))
    return OFFICE_PREFIX + (f"cdd:{code}" if known else _digest(sha, "office", office.name))


def mention_id(sha: str, mention: Mention) -> str:
    """The id of what is named.

    A platform or programme is one for all records; a fair's name alone does not say which fair
    it is.
    """
    if mention.kind == "Programme":
        return f"programme:{mention.key}"
    if mention.kind == "OnlineMedia":
        return f"media:{mention.key if mention.key.isalnum() else _digest(mention.key)}"
    return f"market:{_digest(sha, mention.kind, mention.key)}"


def _link(kind: str, start: str, end: str) -> Json:
    return {"type": kind, "from": start, "to": end}


def _digest(*parts: str) -> str:
    return sha256("\x1f".join(parts).encode()).hexdigest()[:16]
