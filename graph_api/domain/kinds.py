"""The kinds of nodes, and which of them are actors of the network.

A person counts as several kinds at once: PERSON and each role held (SAGE, TRAINER, ...), as one
node may carry several labels. A role is no node of its own: one human being stays one node, or
centrality would split between them (docs/decisions/0002-roles-are-kinds.md).
"""

from enum import Enum


class NodeKind(Enum):
    """What a node is; the API, the tables and both stores use these names."""

    AREA = "AREA"
    PERSON = "PERSON"
    SAGE = "SAGE"
    TRAINER = "TRAINER"
    LEADER = "LEADER"
    CHAIR = "CHAIR"
    OFFICER = "OFFICER"
    TEAM = "TEAM"
    HOUSEHOLD = "HOUSEHOLD"
    OCCUPATION = "OCCUPATION"
    OCCUPATION_GROUP = "OCCUPATION_GROUP"
    PRODUCT = "PRODUCT"
    MATERIAL = "MATERIAL"
    AGENCY = "AGENCY"
    MARKET = "MARKET"
    LEARNING_CENTRE = "LEARNING_CENTRE"
    ONLINE_MEDIA = "ONLINE_MEDIA"
    ACTIVITY = "ACTIVITY"
    PROGRAMME = "PROGRAMME"
    PLAN = "PLAN"
    GOAL = "GOAL"
    INCOME_OBSERVATION = "INCOME_OBSERVATION"
    STAGE_CHANGE = "STAGE_CHANGE"
    KNOWLEDGE_RECORD = "KNOWLEDGE_RECORD"
    RECORD_SECTION = "RECORD_SECTION"


PERSON_ROLES = (NodeKind.SAGE, NodeKind.TRAINER, NodeKind.LEADER, NodeKind.CHAIR)
"""Roles a person may hold, the one shown first where several are held."""

ACTORS = frozenset(
    {
        NodeKind.PERSON,
        NodeKind.OFFICER,
        NodeKind.TEAM,
        NodeKind.HOUSEHOLD,
        NodeKind.OCCUPATION_GROUP,
        NodeKind.AGENCY,
        NodeKind.MARKET,
        NodeKind.LEARNING_CENTRE,
    }
)
"""Kinds that act in the network. The others describe actors (areas, occupations, products, media,
activities, plans) or say what came of them (incomes, stage changes, records); counted as nodes they
would tie everyone in a village, every weaver or all of a programme to everyone else."""
