"""What was meant to happen: programmes, their yearly plans, and the goals both aim at.

Fiscal years are those of the Thai administration, which begin on 1 October of the year before;
they are kept in the common era (2018 is ปีงบประมาณ 2561).
"""

from dataclasses import dataclass

from graph_api.domain.kinds import NodeKind
from graph_api.domain.nodes.base import Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme(Node):
    """A programme or strategy of several years (A9, B13)."""

    KIND = NodeKind.PROGRAMME

    fiscal_year_from: int | None = None
    fiscal_year_to: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan(Node):
    """The plan of an area for a fiscal year: what activities follow (A12, A13, A20, B42)."""

    KIND = NodeKind.PLAN

    fiscal_year: int | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal(Node):
    """What a forum agreed on or a plan aims at, perhaps as a number to reach (A15, A44)."""

    KIND = NodeKind.GOAL

    fiscal_year: int | None = None
    text: str | None = None
    target: float | None = None
    """The number to reach, in `unit`."""
    unit: str | None = None
