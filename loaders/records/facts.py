"""A reading as facts of the graph: the record, its sections, its author and what it names.

Nothing is made of what a record speaks of without naming it. An occupation or agency is linked
where its name, as the graph knows it, stands in the text; a fair is a market of which nothing but
the name is known; a programme or medium is one for all records.

Of the author's address only the district is kept: the house and village may be a home, and are
stored where somebody asks for them (`with_address`). Telephone numbers, e-mail addresses and
citizen ids within the text are put out of sight before it is stored.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from graph_api.domain.areas import AreaLevel, area_id, code_at
from graph_api.domain.links import Link, LinkType, Scalar
from graph_api.domain.nodes import (
    Agency,
    AgencyLevel,
    Calendar,
    KnowledgeRecord,
    Market,
    MarketKind,
    Node,
    Officer,
    OnlineMedia,
    Person,
    Programme,
    RecordSection,
)
from graph_api.domain.provenance import Provenance
from loaders.records.graph import (
    OFFICE_PREFIX,
    author_id,
    is_officer,
    mention_id,
    office_id,
    record_id,
)
from loaders.records.model import Author, KnowledgeRecordReading, Mention, Office, Section
from loaders.records.occurrences import Occurrence, areas_in, named_in, names_in
from loaders.records.privacy import masked
from loaders.records.report import warning_text

INFERRED = 0.9
"""Confidence in what was found by a name: the name fits one thing, and may mean another."""

_MASKED = re.compile(r"\[(?:โทรศัพท์|อีเมล|เลขประจำตัวประชาชน)\]")
_MOBILE = re.compile(r"จังหวัดเคลื่อนที่")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What the graph knows by name: names and aliases by id."""

    occupations: Mapping[str, Sequence[str]] = field(default_factory=dict)
    agencies: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RecordFacts:
    """The nodes and links of one record; `areas` are codes of areas that the links point to."""

    nodes: Sequence[Node]
    links: Sequence[Link]
    areas: frozenset[str]


def facts_of(
    reading: KnowledgeRecordReading, lexicon: Lexicon, *, with_address: bool = False
) -> RecordFacts:
    """All that one record says, as the graph holds it."""
    facts = _Facts(reading, with_address=with_address)
    facts.add_record()
    facts.add_sections(reading.sections)
    facts.add_author()
    facts.add_mentions(lexicon)
    return facts.collected()


class _Facts:
    def __init__(self, reading: KnowledgeRecordReading, *, with_address: bool) -> None:
        self._reading = reading
        self._with_address = with_address
        self._sha = reading.source.sha256
        self._id = record_id(self._sha)
        self._nodes: dict[str, Node] = {}
        self._links: dict[object, Link] = {}

    def collected(self) -> RecordFacts:
        areas = {node.area for node in self._nodes.values() if node.area}
        prefix = area_id("")
        areas |= {
            link.target.removeprefix(prefix)
            for link in self._links.values()
            if link.target.startswith(prefix)
        }
        return RecordFacts(
            tuple(self._nodes.values()), tuple(self._links.values()), frozenset(areas)
        )

    # ---- the record and its sections -----------------------------------------------------------

    def add_record(self) -> None:
        reading, form = self._reading, self._reading.form
        day = form.identity.date
        self._add(
            KnowledgeRecord(
                id=self._id,
                name=masked(form.title or "") or f"บันทึก {reading.source.file}",
                area=self._place(),
                sha256=self._sha,
                template=form.template,
                category=form.category,
                written_on=day.iso if day else None,
                date_written=day.raw if day else None,
                calendar=Calendar(day.calendar.value) if day else None,
                repairs=sum(reading.repairs.values()),
                warnings=tuple(self._warnings()),
                images=form.images,
                provenance=self._from(1),
            )
        )

    def add_sections(self, sections: Iterable[Section], within: str = "") -> None:
        for at, section in enumerate(sections, start=1):
            place = f"{within}{at}"
            node = RecordSection(
                id=f"{self._id}/{place}",
                name=section.heading,
                number=None if section.number is None else str(section.number),
                heading=section.heading,
                section_kind=section.kind,
                suspected_kind=section.suspected_kind,
                text=masked("\n".join((*section.paragraphs, *section.items))) or None,
                line=section.line,
                provenance=self._from(section.line),
            )
            self._add(node)
            self._link(LinkType.PART_OF, node.id, self._id, section.line)
            self.add_sections(section.children, f"{place}.")

    def _warnings(self) -> Iterator[str]:
        for warning in self._reading.warnings:
            yield f"{warning['code']}: {masked(warning_text(warning))}"
        hidden = sum(len(_MASKED.findall(text)) for text in map(masked, self._texts()))
        if hidden:
            yield f"personal_data_hidden: ซ่อนข้อมูลส่วนบุคคลในเนื้อความ {hidden} แห่ง"

    def _texts(self) -> Iterator[str]:
        parts = [*self._reading.sections]
        while parts:
            section = parts.pop()
            yield from (*section.paragraphs, *section.items)
            parts += section.children

    # ---- who wrote it --------------------------------------------------------------------------

    def add_author(self) -> None:
        who = self._reading.form.identity
        if who.author is None:
            return
        author, line = author_id(self._sha), self._line_with(who.author.name.raw)
        officer = is_officer(who.author)
        self._add(self._officer(who.author, line) if officer else self._person(who.author, line))
        self._link(LinkType.WROTE, author, self._id, line)
        if who.office:
            agency = self._agency(who.office)
            self._add(agency)
            if officer:
                self._link(LinkType.WORKS_AT, author, agency.id, line)
            else:
                self._mention(Occurrence("Agency", agency.id, who.office.name, line), agency.id)

    def _officer(self, author: Author, line: int) -> Officer:
        name, post = author.name, author.position
        return Officer(
            id=author_id(self._sha),
            name=name.full,
            area=self._place(home=True),
            title=name.title,
            given_name=name.given,
            family_name=name.family,
            position=post.base if post else None,
            position_level=post.level if post else None,
            phone=self._phone(),
            provenance=self._from(line),
        )

    def _person(self, author: Author, line: int) -> Person:
        name = author.name
        return Person(
            id=author_id(self._sha),
            name=name.full,
            area=self._place(home=True),
            title=name.title,
            given_name=name.given,
            family_name=name.family,
            phone=self._phone(),
            provenance=self._from(line),
        )

    def _agency(self, office: Office) -> Agency:
        levels = {4: AgencyLevel.DISTRICT, 2: AgencyLevel.PROVINCE}
        code = office.amphoe_code or office.changwat_code
        known = office_id(self._sha, office)
        is_cdd = known.startswith(f"{OFFICE_PREFIX}cdd:")
        return Agency(
            id=known,
            name=office.name,
            area=code,
            agency_level=levels.get(len(code)) if code and is_cdd else None,
            provenance=self._from(self._line_with(office.name), INFERRED if code else 1.0),
        )

    def _phone(self) -> str | None:
        phone = self._reading.form.identity.phone
        return phone.e164 if phone else None

    def _place(self, *, home: bool = False) -> str | None:
        """The area of the office, else of the address: no narrower than a district unless asked."""
        who = self._reading.form.identity
        office = who.office and (who.office.amphoe_code or who.office.changwat_code)
        address = who.address.narrowest_code if who.address else None
        if home and self._with_address and address:
            return address
        district = address and (code_at(address, AreaLevel.DISTRICT) or address)
        return office or district

    # ---- what it names -------------------------------------------------------------------------

    def add_mentions(self, lexicon: Lexicon) -> None:
        mentioned = {(each.kind, each.key): each for each in self._reading.mentions}
        for found in named_in(self._reading):
            node = self._named(mentioned[found.kind, found.key])
            self._add(node)
            self._mention(found, node.id)
        for found in names_in(self._reading, "Occupation", lexicon.occupations):
            self._mention(found, found.key, INFERRED)
            if found.text in (self._reading.form.title or ""):
                self._link(LinkType.ABOUT, self._id, found.key, found.line, INFERRED)
        for found in names_in(self._reading, "Agency", lexicon.agencies):
            self._mention(found, found.key, INFERRED)
        for found in areas_in(self._reading):
            self._mention(found, area_id(found.key), INFERRED)

    def _named(self, mention: Mention) -> Node:
        known, source = mention_id(self._sha, mention), self._from(None)
        if mention.kind == "OnlineMedia":
            is_address = mention.key.startswith("http")
            return OnlineMedia(
                id=known,
                name=mention.text,
                url=mention.key if is_address else None,
                platform=None if is_address else mention.key,
                provenance=source,
            )
        if mention.kind == "Programme":
            return Programme(id=known, name=mention.text, provenance=source)
        kind = MarketKind.MOBILE_PROVINCE if _MOBILE.search(mention.text) else MarketKind.FAIR
        return Market(id=known, name=mention.text, market_kind=kind, provenance=source)

    def _mention(self, found: Occurrence, target: str, confidence: float = 1.0) -> None:
        said: dict[str, Scalar] = {"line": found.line, "text": found.text}
        if found.start is not None and found.end is not None:
            said |= {"start": found.start, "end": found.end}
        self._link(
            LinkType.MENTIONS, self._id, target, found.line, confidence, key=found.place, said=said
        )

    # ---- what all of them share ----------------------------------------------------------------

    def _add(self, node: Node) -> None:
        self._nodes.setdefault(node.id, node)

    def _link(
        self,
        kind: LinkType,
        source: str,
        target: str,
        line: int,
        confidence: float = 1.0,
        *,
        key: str = "",
        said: Mapping[str, Scalar] | None = None,
    ) -> None:
        link = Link(
            type=kind,
            source=source,
            target=target,
            key=key,
            properties=said or {},
            provenance=self._from(line, confidence),
        )
        self._links.setdefault(link.identity, link)

    def _from(self, line: int | None, confidence: float = 1.0) -> Provenance:
        place = f"บรรทัด {line}" if line else ""
        return Provenance(self._reading.source.file, place, confidence)

    def _line_with(self, text: str) -> int:
        """The first line in which a text stands, whatever its blanks; 0 where none holds it."""
        bare = "".join(text.split())
        return next(
            (line.at for line in self._reading.lines if bare in "".join(line.text.split())), 0
        )
