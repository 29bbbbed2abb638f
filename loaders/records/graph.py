"""What a record adds to the graph: itself, its author, office, area, and what it names.

A name is no identity. What has no code of its own gets an id made of the record's content, so
two records by people of one name stay two people until somebody joins them.
"""

import re
from collections.abc import Iterable
from hashlib import sha256

from loaders.records.model import Form, Json, Mention, Office

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

_OFFICER = re.compile(
    r"นักวิชาการ|นักจัดการ|เจ้าพนักงาน|เจ้าหน้าที่|พัฒนาการ|พัฒนากร|ผู้อำนวยการ|หัวหน้า|ปลัด|นายอำเภอ"
)
_CDD = re.compile(r"พัฒนาชุมชน|สพ[อจ]\.")
_LABELS = {"OnlineMedia": "OnlineMedia", "Fair": "Market"}


def graph_of(sha: str, form: Form, mentions: Iterable[Mention]) -> Json:
    """Nodes and links as plain JSON; `sha` is the digest of the record's file."""
    record = f"record:{sha[:16]}"
    nodes: list[Json] = [{"id": record, "label": "KnowledgeRecord", "title": form.title}]
    links: list[Json] = []
    _add_author(record, sha, form, nodes, links)
    for mention in mentions:
        if mention.kind in _LABELS:
            named = _mention_id(sha, mention)
            nodes.append({"id": named, "label": _LABELS[mention.kind], "name": mention.text})
            links.append(_link("MENTIONS", record, named))
    return {"nodes": nodes, "links": links, "must_not_invent": list(NEVER_READ)}


def _add_author(record: str, sha: str, form: Form, nodes: list[Json], links: list[Json]) -> None:
    who = form.identity
    if who.author is None:
        return
    author = f"person:{_digest(sha, 'author')}"
    position = who.author.position.raw if who.author.position else None
    label = "Officer" if position and _OFFICER.match(position) else "Person"
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
    known = bool(code and _CDD.search(office.name))
    agency = f"agency:cdd:{code}" if known else f"agency:{_digest(sha, 'office', office.name)}"
    nodes.append({"id": agency, "label": "Agency", "name": office.name})
    links.append(_link("WORKS_AT", author, agency))
    if code:
        links.append(_link("LOCATED_IN", agency, f"area:{code}"))


def _mention_id(sha: str, mention: Mention) -> str:
    """A platform is one for all records; a fair's name alone does not say which fair it is."""
    if mention.kind == "OnlineMedia":
        return f"media:{mention.key if mention.key.isalnum() else _digest(mention.key)}"
    return f"market:{_digest(sha, mention.kind, mention.key)}"


def _link(kind: str, start: str, end: str) -> Json:
    return {"type": kind, "from": start, "to": end}


def _digest(*parts: str) -> str:
    return sha256("\x1f".join(parts).encode()).hexdigest()[:16]
