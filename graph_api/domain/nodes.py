"""The nodes of the graph, one class a kind: the declaration that tables, stores and API follow.

A field's metadata says what a reader of the class cannot see: `personal=True` marks personal
data (hidden unless asked for by someone who may). Document lines are those of the two knowledge
records the model was drawn from (docs/graph-model.md).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any, ClassVar

from graph_api.domain.areas import AreaLevel, area_level
from graph_api.domain.kinds import PERSON_ROLES, NodeKind
from graph_api.domain.places import Point, Precision
from graph_api.domain.provenance import Provenance


def personal() -> Any:
    """A field that holds personal data."""
    return field(default=None, metadata={"personal": True})


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """What every node has: an id that no name can be, a name to show, a place and a source.

    `area` is the code of the smallest area known to hold the node; `point` and `precision` are
    both given or both missing.
    """

    KIND: ClassVar[NodeKind]

    id: str
    name: str
    area: str | None = None
    point: Point | None = None
    precision: Precision | None = None
    provenance: Provenance | None = None

    @property
    def kind(self) -> NodeKind:
        """The kind to show: for a person, the first role held."""
        return self.KIND

    @property
    def kinds(self) -> frozenset[NodeKind]:
        """Every kind the node counts as."""
        return frozenset({self.KIND})


@dataclass(frozen=True, slots=True, kw_only=True)
class Area(Node):
    """A province, district, subdistrict or village; its code is the `area` of itself (A4, B9)."""

    KIND = NodeKind.AREA

    name_en: str | None = None

    @property
    def level(self) -> AreaLevel:
        """The level that the code names."""
        return area_level(self.area or "")


class CriterionState(Enum):
    """What is known of a selection criterion: shown, not yet shown, or shown not to hold."""

    PROVEN = "PROVEN"
    UNPROVEN = "UNPROVEN"
    FAILED = "FAILED"


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role (SAGE, TRAINER or LEADER) that a person holds, with the time it is held."""

    role: NodeKind
    since: date | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        if self.role not in PERSON_ROLES:
            msg = f"{self.role.value} is no role of a person"
            raise ValueError(msg)


def united_roles(roles: Iterable[HeldRole]) -> tuple[HeldRole, ...]:
    """Each role once, by name; what a later statement gives replaces.

    >>> parts = [HeldRole(NodeKind.SAGE, since=date(2016, 1, 1)), HeldRole(NodeKind.SAGE)]
    >>> united_roles(parts) == (parts[0],)
    True
    """
    held = dict[NodeKind, HeldRole]()
    for new in roles:
        old = held.get(new.role, new)
        held[new.role] = HeldRole(new.role, new.since or old.since, new.until or old.until)
    return tuple(sorted(held.values(), key=lambda role: role.role.value))


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Node):
    """A person of the community with the roles held: sage, trainer, community leader.

    The three criteria of a sage (B19, B39): runs a successful livelihood in the community, can
    pass the knowledge on, volunteers for the whole process.
    """

    KIND = NodeKind.PERSON

    title: str | None = None
    given_name: str | None = None
    family_name: str | None = None
    phone: str | None = personal()
    roles: tuple[HeldRole, ...] = ()
    livelihood_criterion: CriterionState | None = None
    teaching_criterion: CriterionState | None = None
    volunteer_criterion: CriterionState | None = None
    capacity: int | None = None
    """How many households the person can teach at a time."""

    def __post_init__(self) -> None:
        # Two persons with the same roles are equal, in whatever order and pieces they are given.
        object.__setattr__(self, "roles", united_roles(self.roles))

    @property
    def kind(self) -> NodeKind:
        """The first role held, in the order of PERSON_ROLES, or PERSON."""
        held = {role.role for role in self.roles}
        return next((role for role in PERSON_ROLES if role in held), NodeKind.PERSON)

    @property
    def kinds(self) -> frozenset[NodeKind]:
        """PERSON and every role held."""
        return frozenset({NodeKind.PERSON, *(role.role for role in self.roles)})

    def role(self, role: NodeKind) -> HeldRole | None:
        """The role as held, or nothing."""
        return next((held for held in self.roles if held.role is role), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer(Node):
    """A community development officer (A3, A25, B7, B18)."""

    KIND = NodeKind.OFFICER

    title: str | None = None
    given_name: str | None = None
    family_name: str | None = None
    position: str | None = None
    position_level: str | None = None
    phone: str | None = personal()


class TeamKind(Enum):
    """A village's trainer team, or the district team that supports it (B20, B21)."""

    VILLAGE_TRAINER = "VILLAGE_TRAINER"
    DISTRICT_SUPPORT = "DISTRICT_SUPPORT"


@dataclass(frozen=True, slots=True, kw_only=True)
class Team(Node):
    """A trainer team of a village, led by a sage, or a district support team (A9, B20-B22)."""

    KIND = NodeKind.TEAM

    team_kind: TeamKind | None = None
    """A team of which nothing is said is shown as a village's trainer team."""


class HouseholdStatus(Enum):
    """How far a household has come in the programme (A17, A39, B13)."""

    SELECTED = "SELECTED"
    TRAINED = "TRAINED"
    PRACTISING = "PRACTISING"
    GROUPED = "GROUPED"
    MODEL = "MODEL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Household(Node):
    """A target household on its way to a livelihood household (A17, A39, B13, B22)."""

    KIND = NodeKind.HOUSEHOLD

    head: str | None = personal()
    house_no: str | None = personal()
    phone: str | None = personal()
    status: HouseholdStatus | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Occupation(Node):
    """An occupation, in a tree of kinds of work (A17, B13, B19)."""

    KIND = NodeKind.OCCUPATION

    aliases: tuple[str, ...] = ()
    parent: str | None = None
    """Id of the wider occupation."""


class GroupStage(Enum):
    """How far an occupation group has come, in the documents' own order (A19, A35-A39, B5)."""

    FORMED = "FORMED"
    MANAGED = "MANAGED"
    PRODUCT = "PRODUCT"
    SELLING_INSIDE = "SELLING_INSIDE"
    SELLING_OUTSIDE = "SELLING_OUTSIDE"
    OTOP_REGISTERED = "OTOP_REGISTERED"
    OTOP_STARRED = "OTOP_STARRED"


@dataclass(frozen=True, slots=True, kw_only=True)
class OccupationGroup(Node):
    """A group of households that share an occupation (A19, A35, A37, B13)."""

    KIND = NodeKind.OCCUPATION_GROUP

    stage: GroupStage | None = None
    founded_on: date | None = None
    registration_no: str | None = None


class ProductCategory(Enum):
    """The five OTOP categories."""

    FOOD = "FOOD"
    BEVERAGE = "BEVERAGE"
    TEXTILE = "TEXTILE"
    UTENSIL = "UTENSIL"
    HERB = "HERB"


@dataclass(frozen=True, slots=True, kw_only=True)
class Product(Node):
    """A community product, perhaps registered as OTOP with one to five stars (B5, B13, B25)."""

    KIND = NodeKind.PRODUCT

    category: ProductCategory | None = None
    otop_year: int | None = None
    """Year of OTOP registration, common era; missing where the product is not registered."""
    otop_stars: int | None = None


class AgencyLevel(Enum):
    """The level of the administration an agency works at (A14)."""

    SUBDISTRICT = "SUBDISTRICT"
    DISTRICT = "DISTRICT"
    PROVINCE = "PROVINCE"
    NATIONAL = "NATIONAL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency(Node):
    """A partner agency that brings materials, advice or selling places (A14, A28, B13, B31)."""

    KIND = NodeKind.AGENCY

    agency_level: AgencyLevel | None = None


class MarketKind(Enum):
    """What kind of selling place a market is (A39, B25, B35)."""

    SHOP = "SHOP"
    MARKET = "MARKET"
    FAIR = "FAIR"
    EXHIBITION = "EXHIBITION"
    MOBILE_PROVINCE = "MOBILE_PROVINCE"
    ONLINE = "ONLINE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Market(Node):
    """A selling place; an online one lies in no area (A39, B13, B25)."""

    KIND = NodeKind.MARKET

    market_kind: MarketKind | None = None
    recurrence: str | None = None


class CentreKind(Enum):
    """What a learning centre grew from (A18, A41, B13)."""

    SAGE_HOME = "SAGE_HOME"
    COMMUNITY = "COMMUNITY"
    HOUSEHOLD = "HOUSEHOLD"
    CDD_COLLEGE = "CDD_COLLEGE"


@dataclass(frozen=True, slots=True, kw_only=True)
class LearningCentre(Node):
    """A place where a livelihood is shown and taught (A18, A41, B13)."""

    KIND = NodeKind.LEARNING_CENTRE

    centre_kind: CentreKind | None = None
    opened_on: date | None = None


class ActivityKind(Enum):
    """What happened (A15-A21, B18-B27)."""

    FORUM = "FORUM"
    TRAINING = "TRAINING"
    DEMONSTRATION = "DEMONSTRATION"
    STUDY_VISIT = "STUDY_VISIT"
    FOLLOW_UP = "FOLLOW_UP"
    SELLING_EVENT = "SELLING_EVENT"


class Phase(Enum):
    """Before, during or after a training (B24)."""

    BEFORE = "BEFORE"
    DURING = "DURING"
    AFTER = "AFTER"


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity(Node):
    """Something that happened on a day: the truth that teaching and visiting links follow from."""

    KIND = NodeKind.ACTIVITY

    activity_kind: ActivityKind
    started_on: date | None = None
    ended_on: date | None = None
    hours: float | None = None
    phase: Phase | None = None
    objective: str | None = None


NODE_CLASSES: dict[NodeKind, type[Node]] = {
    cls.KIND: cls
    for cls in (
        Area,
        Person,
        Officer,
        Team,
        Household,
        Occupation,
        OccupationGroup,
        Product,
        Agency,
        Market,
        LearningCentre,
        Activity,
    )
}
"""The class of each kind that is not a role."""
