"""What came of it: incomes observed before and after, and dated steps up the ladder."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from graph_api.domain.kinds import NodeKind
from graph_api.domain.nodes.activities import Phase
from graph_api.domain.nodes.base import Node


class IncomeBasis(Enum):
    """Whether an income was told by those who earned it or taken from books."""

    DECLARED = "DECLARED"
    RECORDED = "RECORDED"


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomeObservation(Node):
    """Income of a household or group in a period, before or after training (A7, A39, B13, B25).

    Two incomes are compared only over periods of equal length.
    """

    KIND = NodeKind.INCOME_OBSERVATION

    baht: float
    """Income over the whole period, in baht."""
    period_start: date | None = None
    period_end: date | None = None
    basis: IncomeBasis | None = None
    phase: Phase | None = None


class DevelopmentStage(Enum):
    """The documents' own ladder, lowest step first (A17, A19, A35-A39, B5, B13).

    A household climbs the first two steps, a group or its product the others, which are those
    of `GroupStage`.
    """

    TRAINED = "TRAINED"
    PRACTISING = "PRACTISING"
    FORMED = "FORMED"
    MANAGED = "MANAGED"
    PRODUCT = "PRODUCT"
    SELLING_INSIDE = "SELLING_INSIDE"
    SELLING_OUTSIDE = "SELLING_OUTSIDE"
    OTOP_REGISTERED = "OTOP_REGISTERED"
    OTOP_STARRED = "OTOP_STARRED"


@dataclass(frozen=True, slots=True, kw_only=True)
class StageChange(Node):
    """A step up, from trained to OTOP, on a day (A37 พัฒนาต่อยอด, B5)."""

    KIND = NodeKind.STAGE_CHANGE

    stage: DevelopmentStage
    """The step that was reached."""
    changed_on: date | None = None
    scheme: str | None = None
    """The register or contest that says so: OTOP registration, Product Champion stars, segment."""
    year: int | None = None
    """Year of the round of that scheme, common era."""
