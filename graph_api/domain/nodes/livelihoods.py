"""What people live by: households, occupations, groups, products and what these are made of."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from graph_api.domain.kinds import NodeKind
from graph_api.domain.nodes.base import Node, personal
from graph_api.domain.nodes.criteria import CriterionState


class HouseholdStatus(Enum):
    """How far a household has come in the programme (A17, A39, B13)."""

    SELECTED = "SELECTED"
    TRAINED = "TRAINED"
    PRACTISING = "PRACTISING"
    GROUPED = "GROUPED"
    MODEL = "MODEL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Household(Node):
    """A target household on its way to a livelihood household (A17, A39, B13, B22).

    It is chosen by one criterion: it wants to be trained in an occupation (B13).
    """

    KIND = NodeKind.HOUSEHOLD

    head: str | None = personal()
    house_no: str | None = personal()
    phone: str | None = personal()
    status: HouseholdStatus | None = None
    willingness_criterion: CriterionState | None = None


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


class MaterialKind(Enum):
    """What a material is for (A20, B29, B37)."""

    RAW = "RAW"
    EQUIPMENT = "EQUIPMENT"
    DEMO = "DEMO"


@dataclass(frozen=True, slots=True, kw_only=True)
class Material(Node):
    """A raw material, a piece of equipment, or what a demonstration needs (A20, B29, B37)."""

    KIND = NodeKind.MATERIAL

    material_kind: MaterialKind | None = None
    unit: str | None = None
    """What its quantities count: กก., ชุด."""
