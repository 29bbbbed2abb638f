"""The links of the graph: which kinds each type may join, declared once and checked everywhere.

`LINK_RULES` is the single declaration. Loaders, both stores, the API and the docs follow it.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from graph_api.domain.errors import LinkNotAllowed
from graph_api.domain.kinds import ACTORS, NodeKind
from graph_api.domain.periods import holds
from graph_api.domain.provenance import Provenance

Scalar = str | int | float | bool


class LinkType(Enum):
    """What a link says; read from its source to its target."""

    TAUGHT = "TAUGHT"
    LEADS = "LEADS"
    MEMBER_OF = "MEMBER_OF"
    SELECTED = "SELECTED"
    PRACTISES = "PRACTISES"
    SIMILAR_TO = "SIMILAR_TO"
    MAKES = "MAKES"
    SOLD_AT = "SOLD_AT"
    SELLS_AT = "SELLS_AT"
    PEER = "PEER"
    SUPPORTED = "SUPPORTED"
    COORDINATES_WITH = "COORDINATES_WITH"
    WORKS_AT = "WORKS_AT"
    RESPONSIBLE_FOR = "RESPONSIBLE_FOR"
    HOSTS = "HOSTS"
    LED = "LED"
    ATTENDED = "ATTENDED"
    ARRANGED = "ARRANGED"
    HELD_AT = "HELD_AT"
    ABOUT = "ABOUT"
    VISITED = "VISITED"
    FOLLOWED_UP = "FOLLOWED_UP"
    INFORMED = "INFORMED"
    LEARNED_FROM_MEDIA = "LEARNED_FROM_MEDIA"
    USES = "USES"
    PART_OF = "PART_OF"
    AIMS_AT = "AIMS_AT"
    CONCERNS = "CONCERNS"
    WROTE = "WROTE"
    MENTIONS = "MENTIONS"


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRule:
    """What a link type may join and what it means.

    `directed`: the order of the two ends matters. `tie`: the link counts as a tie of the network
    of actors that reach and centrality are computed on. `learning`: knowledge flows along it from
    source to target. `deed`: it says what was done, and that stays true when the doing has ended.
    `properties`: the extra values it may carry, by name and Python type. `pairs`: which source goes
    with which target, where not every one goes with every other.
    """

    sources: frozenset[NodeKind]
    targets: frozenset[NodeKind]
    caption_th: str
    directed: bool = True
    tie: bool = False
    learning: bool = False
    deed: bool = False
    properties: Mapping[str, type[Scalar]] = field(default_factory=dict)
    pairs: frozenset[tuple[NodeKind, NodeKind]] | None = None

    def joins(self, sources: Collection[NodeKind], targets: Collection[NodeKind]) -> bool:
        """Whether a node of these kinds may be linked to one of those."""
        if self.pairs is None:
            return not (self.sources.isdisjoint(sources) or self.targets.isdisjoint(targets))
        return any(source in sources and target in targets for source, target in self.pairs)


def _kinds(*kinds: NodeKind) -> frozenset[NodeKind]:
    return frozenset(kinds)


_K = NodeKind
_SELLERS = _kinds(_K.OCCUPATION_GROUP, _K.HOUSEHOLD)
_HELPERS = _kinds(_K.AGENCY, _K.OFFICER, _K.TEAM)
_ORGANISERS = _kinds(_K.PERSON, _K.OFFICER, _K.TEAM, _K.AGENCY, _K.LEARNING_CENTRE)
_PARTAKERS = _kinds(_K.PERSON, _K.HOUSEHOLD, _K.OCCUPATION_GROUP, _K.OFFICER, _K.TEAM, _K.AGENCY)
_PLACES = _kinds(_K.AREA, _K.LEARNING_CENTRE, _K.MARKET, _K.OCCUPATION_GROUP)
_PARTS = frozenset(
    {
        (_K.ACTIVITY, _K.PLAN),
        (_K.PLAN, _K.PROGRAMME),
        (_K.RECORD_SECTION, _K.KNOWLEDGE_RECORD),
    }
)

LINK_RULES: Mapping[LinkType, LinkRule] = {
    # Learning: A17, B13 (a sage teaches trainers, they teach households).
    LinkType.TAUGHT: LinkRule(
        sources=_kinds(_K.PERSON),
        targets=_kinds(_K.PERSON, _K.HOUSEHOLD),
        caption_th="สอน",
        tie=True,
        learning=True,
        deed=True,
        properties={"activity": str, "hours": float},
    ),
    # A9, A14, B20-B22: a sage leads the village's trainer team, a chair a group or organisation.
    LinkType.LEADS: LinkRule(
        sources=_kinds(_K.PERSON, _K.OFFICER),
        targets=_kinds(_K.TEAM, _K.OCCUPATION_GROUP, _K.AGENCY),
        caption_th="เป็นหัวหน้า",
        tie=True,
    ),
    # B20, A35, B24: trainers belong to a team, households to a group.
    LinkType.MEMBER_OF: LinkRule(
        sources=_kinds(_K.PERSON, _K.OFFICER, _K.HOUSEHOLD),
        targets=_kinds(_K.TEAM, _K.OCCUPATION_GROUP),
        caption_th="เป็นสมาชิก",
        tie=True,
        properties={"role": str},
    ),
    # B19, B20, B22: who chose whom to take part.
    LinkType.SELECTED: LinkRule(
        sources=_kinds(_K.PERSON, _K.TEAM, _K.OFFICER),
        targets=_kinds(_K.PERSON, _K.HOUSEHOLD),
        caption_th="คัดเลือก",
        tie=True,
        deed=True,
        properties={"activity": str},
    ),
    # B13, B19.
    LinkType.PRACTISES: LinkRule(
        sources=_kinds(_K.PERSON, _K.HOUSEHOLD, _K.OCCUPATION_GROUP, _K.LEARNING_CENTRE),
        targets=_kinds(_K.OCCUPATION),
        caption_th="ประกอบอาชีพ",
        properties={"main": bool},
    ),
    # A17: the same or a near occupation.
    LinkType.SIMILAR_TO: LinkRule(
        sources=_kinds(_K.OCCUPATION),
        targets=_kinds(_K.OCCUPATION),
        caption_th="ใกล้เคียงกับ",
        directed=False,
        properties={"weight": float},
    ),
    # B13, B25.
    LinkType.MAKES: LinkRule(sources=_SELLERS, targets=_kinds(_K.PRODUCT), caption_th="ผลิต"),
    # A39, B13, B25: one sale; `since` is its day, the key its number in the books.
    LinkType.SOLD_AT: LinkRule(
        sources=_SELLERS,
        targets=_kinds(_K.MARKET),
        caption_th="ขายได้ที่",
        properties={"product": str, "activity": str, "amount_baht": float, "quantity": float},
    ),
    # A39, B13: derived from the sales, or declared.
    LinkType.SELLS_AT: LinkRule(
        sources=_SELLERS, targets=_kinds(_K.MARKET), caption_th="ขายที่", tie=True
    ),
    # A33, A39: households help each other or form an occupation network.
    LinkType.PEER: LinkRule(
        sources=_kinds(_K.HOUSEHOLD),
        targets=_kinds(_K.HOUSEHOLD),
        caption_th="เกื้อกูลกัน",
        directed=False,
        tie=True,
        properties={"kind": str},
    ),
    # A14, A20, A28, B13, B21: material, budget, advice, visits, markets.
    LinkType.SUPPORTED: LinkRule(
        sources=_HELPERS,
        targets=_kinds(_K.OCCUPATION_GROUP, _K.HOUSEHOLD, _K.ACTIVITY, _K.LEARNING_CENTRE),
        caption_th="สนับสนุน",
        tie=True,
        deed=True,
        properties={"kind": str, "amount_baht": float},
    ),
    # A14: agencies of all levels, leaders and sages work together.
    LinkType.COORDINATES_WITH: LinkRule(
        sources=_kinds(_K.AGENCY, _K.OFFICER, _K.PERSON),
        targets=_kinds(_K.AGENCY, _K.OFFICER, _K.PERSON),
        caption_th="ประสานงานกับ",
        directed=False,
        tie=True,
    ),
    # A4.
    LinkType.WORKS_AT: LinkRule(
        sources=_kinds(_K.OFFICER), targets=_kinds(_K.AGENCY), caption_th="สังกัด", tie=True
    ),
    # A25, B18, B23.
    LinkType.RESPONSIBLE_FOR: LinkRule(
        sources=_kinds(_K.OFFICER), targets=_kinds(_K.AREA), caption_th="รับผิดชอบ"
    ),
    # A41, B13: whose home or household the centre is.
    LinkType.HOSTS: LinkRule(
        sources=_kinds(_K.PERSON, _K.HOUSEHOLD, _K.OCCUPATION_GROUP, _K.AGENCY),
        targets=_kinds(_K.LEARNING_CENTRE),
        caption_th="เปิดเป็นศูนย์เรียนรู้",
        tie=True,
    ),
    # Who taught at or ran an activity, who came, who found the place, and where it was.
    LinkType.LED: LinkRule(
        sources=_ORGANISERS, targets=_kinds(_K.ACTIVITY), caption_th="เป็นผู้นำกิจกรรม"
    ),
    LinkType.ATTENDED: LinkRule(
        sources=_PARTAKERS,
        targets=_kinds(_K.ACTIVITY),
        caption_th="เข้าร่วม",
        properties={"role": str, "hours": float, "result": str},
    ),
    LinkType.ARRANGED: LinkRule(
        sources=_HELPERS, targets=_kinds(_K.ACTIVITY), caption_th="จัดหาพื้นที่ให้"
    ),
    # A17: teaching online is held at the medium it goes through.
    LinkType.HELD_AT: LinkRule(
        sources=_kinds(_K.ACTIVITY), targets=_PLACES | {_K.ONLINE_MEDIA}, caption_th="จัดที่"
    ),
    LinkType.ABOUT: LinkRule(
        sources=_kinds(_K.ACTIVITY, _K.ONLINE_MEDIA, _K.KNOWLEDGE_RECORD, _K.GOAL, _K.PLAN),
        targets=_kinds(_K.OCCUPATION, _K.PROGRAMME),
        caption_th="ว่าด้วย",
    ),
    # A18: derived from study visits.
    LinkType.VISITED: LinkRule(
        sources=_kinds(_K.PERSON, _K.HOUSEHOLD, _K.OCCUPATION_GROUP),
        targets=_PLACES,
        caption_th="ไปศึกษาดูงานที่",
        tie=True,
        deed=True,
        properties={"activity": str},
    ),
    # A21, B23, B33, B40: derived from follow-up activities, or declared.
    LinkType.FOLLOWED_UP: LinkRule(
        sources=_kinds(_K.OFFICER, _K.TEAM, _K.PERSON, _K.AGENCY),
        targets=_kinds(_K.HOUSEHOLD, _K.OCCUPATION_GROUP, _K.PERSON),
        caption_th="ติดตามเยี่ยมเยียน",
        tie=True,
        deed=True,
        properties={"activity": str, "phase": str},
    ),
    # B27, B31: derived from publicity, or declared. No tie: what is told to everybody joins nobody.
    LinkType.INFORMED: LinkRule(
        sources=_HELPERS,
        targets=_kinds(_K.AGENCY),
        caption_th="ประชาสัมพันธ์ให้",
        properties={"activity": str, "medium": str},
    ),
    # A17: learnt from a video or page; `applied` says whether it was tried at home.
    LinkType.LEARNED_FROM_MEDIA: LinkRule(
        sources=_kinds(_K.PERSON, _K.HOUSEHOLD),
        targets=_kinds(_K.ONLINE_MEDIA),
        caption_th="เรียนรู้จากสื่อ",
        properties={"applied": bool},
    ),
    # A20, B29, B37: planned and delivered are quantities; since and until are days of delivery.
    LinkType.USES: LinkRule(
        sources=_kinds(_K.PRODUCT, _K.ACTIVITY),
        targets=_kinds(_K.MATERIAL),
        caption_th="ใช้วัสดุ",
        properties={"planned": float, "delivered": float, "cost_baht": float},
    ),
    # A13, A20, B13: activities follow a plan, a plan a programme; sections make up a record.
    LinkType.PART_OF: LinkRule(
        sources=frozenset(source for source, _ in _PARTS),
        targets=frozenset(target for _, target in _PARTS),
        caption_th="เป็นส่วนหนึ่งของ",
        pairs=_PARTS,
    ),
    # A15, A44.
    LinkType.AIMS_AT: LinkRule(
        sources=_kinds(_K.PLAN, _K.ACTIVITY, _K.PROGRAMME),
        targets=_kinds(_K.GOAL),
        caption_th="มุ่งสู่เป้าหมาย",
    ),
    # A37, A39, B13: whose income was observed, and who or what made a step.
    LinkType.CONCERNS: LinkRule(
        sources=_kinds(_K.INCOME_OBSERVATION, _K.STAGE_CHANGE),
        targets=_kinds(_K.HOUSEHOLD, _K.OCCUPATION_GROUP, _K.PRODUCT, _K.PERSON),
        caption_th="เป็นข้อมูลของ",
    ),
    # A3, B7.
    LinkType.WROTE: LinkRule(
        sources=_kinds(_K.OFFICER, _K.PERSON),
        targets=_kinds(_K.KNOWLEDGE_RECORD),
        caption_th="เขียน",
    ),
    # A17, B25: the key is the place in the text; start and end count letters of the line.
    LinkType.MENTIONS: LinkRule(
        sources=_kinds(_K.KNOWLEDGE_RECORD),
        targets=_kinds(
            *(_K.MARKET, _K.ONLINE_MEDIA, _K.OCCUPATION, _K.AGENCY, _K.AREA, _K.PROGRAMME)
        ),
        caption_th="กล่าวถึง",
        properties={"line": int, "start": int, "end": int, "text": str},
    ),
}
"""What each type of link may join."""

TIES = frozenset(kind for kind, rule in LINK_RULES.items() if rule.tie)
"""Link types that count as ties of the network of actors."""

LEARNING_LINKS = frozenset(kind for kind, rule in LINK_RULES.items() if rule.learning)
"""Link types along which knowledge flows from source to target."""

DEEDS = frozenset(kind for kind, rule in LINK_RULES.items() if rule.tie and rule.deed)
"""Ties by what was done: whoever was taught, helped or visited stays so when it is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One link: what it says, between which nodes, from when to when, and who says so.

    Two links of the same type between the same nodes are told apart by `key` (the activity taught
    at, the number of a sale); without one they are the same link. `derived` marks what was worked
    out from activities and sales and can be worked out again.
    """

    type: LinkType
    source: str
    target: str
    key: str = ""
    since: date | None = None
    until: date | None = None
    derived: bool = False
    properties: Mapping[str, Scalar] = field(default_factory=dict)
    provenance: Provenance | None = None

    @property
    def identity(self) -> tuple[LinkType, str, str, str]:
        """What makes two statements the same link; undirected ends are put in order."""
        ends = (self.source, self.target)
        first, second = ends if LINK_RULES[self.type].directed else sorted(ends)
        return (self.type, first, second, self.key)


def check_link(
    link_type: LinkType, source_kinds: Iterable[NodeKind], target_kinds: Iterable[NodeKind]
) -> None:
    """Accept a link between nodes of these kinds, or say why it cannot be.

    Raises:
        LinkNotAllowed: the rule of the type does not join these kinds.
    """
    rule = LINK_RULES[link_type]
    sources, targets = frozenset(source_kinds), frozenset(target_kinds)
    if rule.joins(sources, targets):
        return
    msg = (
        f"ความเชื่อมโยง {link_type.value} ({rule.caption_th}) ใช้ระหว่าง {_names(sources)} กับ "
        f"{_names(targets)} ไม่ได้: ต้นทางต้องเป็น {_names(rule.sources)} "
        f"และปลายทางต้องเป็น {_names(rule.targets)}"
    )
    raise LinkNotAllowed(msg)


def _names(kinds: Iterable[NodeKind]) -> str:
    return "/".join(sorted(kind.value for kind in kinds)) or "?"


def is_tie(
    link_type: LinkType, source_kinds: frozenset[NodeKind], target_kinds: frozenset[NodeKind]
) -> bool:
    """Whether a link counts in the network of actors: a tie type that joins two actors."""
    return link_type in TIES and bool(source_kinds & ACTORS) and bool(target_kinds & ACTORS)


def counts_on(link_type: LinkType, since: date | None, until: date | None, day: date) -> bool:
    """Whether a link counts in the network of a day: it has begun, and has not ended or is a deed.

    One that was taken back (it ended before it began) never does.

    >>> ended = date(2017, 1, 1), date(2018, 1, 1), date(2019, 1, 1)
    >>> counts_on(LinkType.MEMBER_OF, *ended), counts_on(LinkType.TAUGHT, *ended)
    (False, True)
    """
    if link_type in DEEDS:
        return holds(since, until, None) and (since is None or since <= day)
    return holds(since, until, day)
