"""At which stage of weaving a network is, and so which step comes next."""

from dataclasses import dataclass
from enum import Enum

import numpy as np

from graph_api.analytics.engine import Engine, engine_for
from graph_api.analytics.snapshot import Snapshot, Values
from graph_api.analytics.summary import summary

WHOLE_FROM = 0.5
"""Share of the largest part below which a network is scattered."""

ONE_HUB_FROM = 0.5
"""Degree centralisation from which everything leans on one hub."""

HUB_SHARE = 0.1
"""A hub has at least this share of all others as contacts, and twice the mean."""

CORE_K = 3
CORE_FROM = 0.2
"""Share of nodes in the 3-core from which there is a core that holds without its hubs."""


class Stage(Enum):
    """The four stages of a community network (Krebs & Holley)."""

    SCATTERED = "SCATTERED"
    HUB_AND_SPOKE = "HUB_AND_SPOKE"
    MULTI_HUB = "MULTI_HUB"
    CORE_PERIPHERY = "CORE_PERIPHERY"


@dataclass(frozen=True, slots=True)
class NetworkStage:
    """The stage, and the figures that it was read from."""

    stage: Stage
    largest_share: float
    degree_centralisation: float
    hubs: int
    core_share: float


def network_stage(snapshot: Snapshot) -> NetworkStage:
    """The stage of a network by fixed rules, in this order.

    SCATTERED: the largest part holds less than half. HUB_AND_SPOKE: degree centralisation of 0.5
    or more, or no more than one hub and no core. CORE_PERIPHERY: a fifth or more are in the 3-core.
    MULTI_HUB: the rest. A hub has a tenth of all others as contacts, and twice the mean.
    Officer: scattered asks for a first weaver; one hub for more of them; several hubs for ties
    among them; a core for ties to the outside.
    Cost: O(n log n + m). Exact; the limits are this project's.
    Reference: Krebs & Holley 2006, Building Smart Communities through Network Weaving.

    >>> from graph_api.analytics.snapshot import snapshot_of_people
    >>> network_stage(snapshot_of_people([("hub", leaf) for leaf in "abcd"])).stage
    <Stage.HUB_AND_SPOKE: 'HUB_AND_SPOKE'>
    """
    figures = summary(snapshot)
    hubs, core = hub_count(snapshot), _core_share(snapshot)
    return NetworkStage(
        stage=stage_of(figures.largest_share, figures.degree_centralisation, hubs, core),
        largest_share=figures.largest_share,
        degree_centralisation=figures.degree_centralisation,
        hubs=hubs,
        core_share=core,
    )


def stage_of(
    largest_share: float, degree_centralisation: float, hubs: float, core_share: float
) -> Stage:
    """The stage that the rules of `network_stage` read from these figures.

    >>> stage_of(0.4, 0.9, 1, 0.0)
    <Stage.SCATTERED: 'SCATTERED'>
    """
    if largest_share < WHOLE_FROM:
        return Stage.SCATTERED
    if degree_centralisation >= ONE_HUB_FROM or (hubs <= 1 and core_share < CORE_FROM):
        return Stage.HUB_AND_SPOKE
    return Stage.CORE_PERIPHERY if core_share >= CORE_FROM else Stage.MULTI_HUB


def hub_count(snapshot: Snapshot) -> int:
    """How many nodes have a tenth of all others as contacts, and twice the mean. O(n)."""
    degrees = snapshot.ties.out_degrees()
    if len(degrees) < 2:
        return 0
    least = max(HUB_SHARE * (len(degrees) - 1), 2 * degrees.mean())
    return int(np.count_nonzero((degrees >= least) & (degrees > 0)))


def _core_share(snapshot: Snapshot) -> float:
    return float((_cores(snapshot) >= CORE_K).mean()) if len(snapshot) else 0.0


def _cores(snapshot: Snapshot) -> Values:
    if engine_for(len(snapshot)) is Engine.NETWORKX:
        from graph_api.analytics.cohesion import core_number  # it brings NetworkX

        return core_number(snapshot)
    from graph_api.analytics.by_kernels import Run

    return Run(snapshot).cores()[0]
