"""Find a node by a name that may be misspelt.

The store proposes the nodes whose folded names share most trigrams with the text, also with two of
its letters swapped; they are then ranked by edit similarity, of the folded names above all and a
little of the names as written, which parts those that sound alike. The fold ranks, it never
identifies. `python -m benchmarks.names` measures what is found.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from graph_api.domain.errors import InvalidArgument
from graph_api.domain.kinds import NodeKind
from graph_api.domain.names import name_key, trigrams
from graph_api.domain.nodes import Node
from graph_api.ports import GraphReader, NameCandidate
from graph_api.services.limits import PAGE_MAX, check_area, check_range
from graph_api.services.lookup import nodes_in_order

_CANDIDATES = 100
_SWAPPED_UP_TO = 12
"""Of longer names enough trigrams stay whole where two letters are swapped."""

_AS_WRITTEN = 0.2
"""How much the names as written count beside the folded ones."""

_LEAST_SCORE = 45.0


@dataclass(frozen=True, slots=True)
class Found:
    """A node and how alike its name is to the text, 0 to 100."""

    node: Node
    score: float


async def search(
    store: GraphReader,
    text: str,
    kinds: Collection[NodeKind] = (),
    within: str | None = None,
    first: int = 10,
) -> Sequence[Found]:
    """The nodes whose names are most like `text`, best first.

    `kinds` empty means every kind; `within` is an area code.

    Raises:
        InvalidArgument: the text is empty, `first` is out of bounds, `within` is no area code.
    """
    check_range("first", first, 1, PAGE_MAX)
    if within is not None:
        check_area(within)
    key = name_key(text)
    if not key:
        msg = "คำค้นว่างเปล่า: พิมพ์ชื่อคน กลุ่ม อาชีพ หรือสถานที่อย่างน้อยหนึ่งตัวอักษร"
        raise InvalidArgument(msg)
    wanted = kinds or tuple(NodeKind)
    candidates = await store.name_candidates(_asked(key), wanted, within, max(_CANDIDATES, first))
    scored = sorted(((similarity(text, each), each) for each in candidates), key=_best_first)
    best = [(score, each.id) for score, each in scored if score >= _LEAST_SCORE][:first]
    nodes = {node.id: node for node in await nodes_in_order(store, [i for _, i in best])}
    return [Found(nodes[node_id], score) for score, node_id in best if node_id in nodes]


def similarity(text: str, candidate: NameCandidate) -> float:
    """How alike a text and the name of a candidate are, 0 to 100.

    Letters lost, added, changed or swapped (optimal string alignment) count, after the fold and
    before it. A text that is a part of a longer name counts almost as much as the whole name.
    """
    key, name = name_key(text), name_key(candidate.name)
    whole = 100 * OSA.normalized_similarity(key, name)
    part = fuzz.partial_ratio(key, name) if len(key) <= len(name) else 0.0
    written = 100 * OSA.normalized_similarity(text, candidate.name)
    return (1 - _AS_WRITTEN) * max(whole, 0.9 * part) + _AS_WRITTEN * written


def _asked(key: str) -> Sequence[str]:
    """The trigrams of a folded text, and of a short one those of it with two letters swapped."""
    asked = dict.fromkeys(trigrams(key))
    for at in range(len(key) - 1 if len(key) <= _SWAPPED_UP_TO else 0):
        asked |= dict.fromkeys(trigrams(key[:at] + key[at + 1] + key[at] + key[at + 2 :]))
    return list(asked)


def _best_first(scored: tuple[float, NameCandidate]) -> tuple[float, str]:
    score, candidate = scored
    return (-score, candidate.id)
