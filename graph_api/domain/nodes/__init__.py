"""The nodes of the graph, one class a kind: the declaration that tables, stores and API follow.

A field's metadata says what a reader of the class cannot see: `personal=True` marks personal
data (hidden unless asked for by someone who may). Document lines are those of the two knowledge
records the model was drawn from (docs/graph-model.md).
"""

from graph_api.domain.kinds import NodeKind
from graph_api.domain.nodes.activities import Activity, ActivityKind, Phase
from graph_api.domain.nodes.areas import Area
from graph_api.domain.nodes.base import Node, personal
from graph_api.domain.nodes.criteria import CriterionState
from graph_api.domain.nodes.learning import CentreKind, LearningCentre, OnlineMedia
from graph_api.domain.nodes.livelihoods import (
    GroupStage,
    Household,
    HouseholdStatus,
    Material,
    MaterialKind,
    Occupation,
    OccupationGroup,
    Product,
    ProductCategory,
)
from graph_api.domain.nodes.outcomes import (
    DevelopmentStage,
    IncomeBasis,
    IncomeObservation,
    StageChange,
)
from graph_api.domain.nodes.partners import Agency, AgencyLevel, Market, MarketKind
from graph_api.domain.nodes.people import HeldRole, Officer, Person, Team, TeamKind, united_roles
from graph_api.domain.nodes.plans import Goal, Plan, Programme
from graph_api.domain.nodes.records import Calendar, KnowledgeRecord, RecordSection

__all__ = [
    "NODE_CLASSES",
    "Activity",
    "ActivityKind",
    "Agency",
    "AgencyLevel",
    "Area",
    "Calendar",
    "CentreKind",
    "CriterionState",
    "DevelopmentStage",
    "Goal",
    "GroupStage",
    "HeldRole",
    "Household",
    "HouseholdStatus",
    "IncomeBasis",
    "IncomeObservation",
    "KnowledgeRecord",
    "LearningCentre",
    "Market",
    "MarketKind",
    "Material",
    "MaterialKind",
    "Node",
    "Occupation",
    "OccupationGroup",
    "Officer",
    "OnlineMedia",
    "Person",
    "Phase",
    "Plan",
    "Product",
    "ProductCategory",
    "Programme",
    "RecordSection",
    "StageChange",
    "Team",
    "TeamKind",
    "personal",
    "united_roles",
]

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
        Material,
        Agency,
        Market,
        LearningCentre,
        OnlineMedia,
        Activity,
        Programme,
        Plan,
        Goal,
        IncomeObservation,
        StageChange,
        KnowledgeRecord,
        RecordSection,
    )
}
"""The class of each kind that is not a role."""
