"""What is asked about a set of people, given or to be chosen, answered in the one form."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

from graph_api.domain.nodes import Node
from graph_api.ports import GraphReader
from graph_api.services.adoption import Passing, adoption
from graph_api.services.answers import sets
from graph_api.services.answers.form import Answer
from graph_api.services.joint_reach import joint_reach
from graph_api.services.key_people import (
    Among,
    Chosen,
    introductions,
    spreading_seeds,
    threshold_seeds,
    widest_cover,
)
from graph_api.services.population import nodes_by_id
from graph_api.services.shelf import Shelf
from graph_api.services.what_if import if_they_left, if_they_met


class SetQuestion(Enum):
    """What is asked about a given set."""

    JOINT_REACH = "JOINT_REACH"
    LEAVING = "LEAVING"
    MEETING = "MEETING"
    ADOPTION = "ADOPTION"


class Choice(Enum):
    """What a set is to be chosen for."""

    COVER = "COVER"
    SEEDS = "SEEDS"
    SEEDS_BY_TWO = "SEEDS_BY_TWO"
    INTRODUCTIONS = "INTRODUCTIONS"


@dataclass(frozen=True, slots=True)
class SetTerms:
    """How far ties are followed, with what chance something is passed on, how many are chosen."""

    steps: int = 2
    passing: Passing = field(default_factory=Passing)
    k: int = 5


async def of_set(
    store: GraphReader,
    shelf: Shelf | None,
    ids: Sequence[str],
    question: SetQuestion,
    terms: SetTerms,
) -> Answer:
    """The answer to a question about these actors, in the published network.

    Raises:
        InvalidArgument: there are no ids or too many, or a term is out of bounds.
        SnapshotMissing: nothing is published, or its snapshot is not kept as files here.
        NodeNotFound: an id is no actor of the snapshot.
    """
    match question:
        case SetQuestion.JOINT_REACH:
            found = await joint_reach(store, shelf, ids, terms.steps)
            return sets.joint_reach(found, await nodes_by_id(store, ids))
        case SetQuestion.LEAVING:
            change = await if_they_left(store, shelf, ids)
            return sets.change(change, await _set(store, ids))
        case SetQuestion.MEETING:
            change = await if_they_met(store, shelf, ids)
            return sets.change(change, await _set(store, ids))
        case SetQuestion.ADOPTION:
            spread = await adoption(store, shelf, ids, terms.passing)
            return sets.adoption(spread, await _set(store, ids))


async def chosen_set(
    store: GraphReader, shelf: Shelf | None, choice: Choice, among: Among, terms: SetTerms
) -> Answer:
    """The set that is best for something, in the published network.

    Raises:
        InvalidArgument: a term is out of bounds, or there is no candidate or too many.
        SnapshotMissing: nothing is published, or its snapshot is not kept as files here.
    """
    found = await _chosen(store, shelf, choice, among, terms)
    return sets.chosen(found, await nodes_by_id(store, sets.named(found)))


async def _chosen(
    store: GraphReader, shelf: Shelf | None, choice: Choice, among: Among, terms: SetTerms
) -> Chosen:
    match choice:
        case Choice.COVER:
            return await widest_cover(store, shelf, terms.k, among, terms.steps)
        case Choice.SEEDS:
            return await spreading_seeds(store, shelf, terms.k, terms.passing)
        case Choice.SEEDS_BY_TWO:
            return await threshold_seeds(store, shelf, terms.k, among)
        case Choice.INTRODUCTIONS:
            return await introductions(store, shelf, terms.k, among)


async def _set(store: GraphReader, ids: Sequence[str]) -> list[Node]:
    found = await nodes_by_id(store, ids)
    return [found[each] for each in dict.fromkeys(ids) if each in found]
