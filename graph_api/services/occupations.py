"""Which occupations a person means by a word."""

from collections.abc import Sequence

from graph_api.domain.errors import NodeNotFound
from graph_api.domain.kinds import NodeKind
from graph_api.domain.names import name_key, trigrams
from graph_api.domain.nodes import Node, Occupation
from graph_api.ports import GraphReader

_CANDIDATES = 20


async def matching_occupations(store: GraphReader, text: str) -> Sequence[Node]:
    """The occupations that `text` names: by id, by name or alias, or by a part of either.

    A name or alias that matches whole wins over one that holds the text as a part.

    Raises:
        NodeNotFound: none is named like this; the message gives the nearest names.
    """
    by_id = (await store.nodes((text,))).get(text)
    if isinstance(by_id, Occupation):
        return (by_id,)
    key = name_key(text)
    candidates = await store.name_candidates(
        trigrams(key), (NodeKind.OCCUPATION,), None, _CANDIDATES
    )
    found = await store.nodes([candidate.id for candidate in candidates])
    nodes = [node for node in found.values() if isinstance(node, Occupation)]
    whole = [node for node in nodes if key in _keys(node)]
    part = [node for node in nodes if any(key in each for each in _keys(node))] if key else []
    matching = sorted(whole or part, key=lambda node: node.id)
    if not matching:
        near = ", ".join(candidate.name for candidate in candidates[:5]) or "ยังไม่มีอาชีพในข้อมูล"
        msg = f"ไม่พบอาชีพ {text!r}: ชื่อที่ใกล้เคียง ได้แก่ {near}"
        raise NodeNotFound(msg)
    return matching


def _keys(occupation: Occupation) -> list[str]:
    return [name_key(name) for name in (occupation.name, *occupation.aliases)]
