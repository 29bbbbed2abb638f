"""Who helps and where it is sold: partner agencies and markets."""

from dataclasses import dataclass
from enum import Enum

from graph_api.domain.kinds import NodeKind
from graph_api.domain.nodes.base import Node


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
