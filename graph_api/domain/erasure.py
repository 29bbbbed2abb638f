"""What remains of a person, officer or household whose personal data is erased on request.

The node stays, with its id, kinds, area and links, so that the network keeps its shape; whatever
tells who it is goes: the name and its parts, everything marked personal, where it was written down,
and the exact point, which becomes that of the area. Texts around the node that name it lose the
name. The name that is left marks the node as erased for good: a later statement that would bring
personal data back is refused (docs/decisions/0015-erasure.md).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from graph_api.domain.areas import AreaLevel, area_id, area_level, is_area_code
from graph_api.domain.errors import InvalidArgument
from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import Link, LinkType, Scalar
from graph_api.domain.nodes import LearningCentre, Node
from graph_api.domain.places import Point, Precision
from graph_api.domain.provenance import Provenance

ERASED_NAME = "(ลบข้อมูลส่วนบุคคลแล้ว)"
"""The name of every erased node, and what stands in a text where its name stood."""

SOURCE = "erased"
"""The source written on an erased node."""

ERASABLE = frozenset({NodeKind.PERSON, NodeKind.OFFICER, NodeKind.HOUSEHOLD})
"""Kinds of nodes that are human beings or their homes."""

_NAMED_FIELDS = frozenset({"title", "given_name", "family_name"})
_NO_TEXTS = frozenset({"id", "area", "parent"})
_SHORTEST = 4
"""Of a given name alone, in the name of somebody's home."""
_NAMESAKES = frozenset({NodeKind.PERSON, NodeKind.OFFICER})
"""Whoever of these bears the same name is another, and keeps it."""
_PRECISION = {
    AreaLevel.VILLAGE: Precision.VILLAGE,
    AreaLevel.SUBDISTRICT: Precision.SUBDISTRICT,
    AreaLevel.DISTRICT: Precision.DISTRICT,
    AreaLevel.PROVINCE: Precision.PROVINCE,
}


@dataclass(frozen=True, slots=True)
class Remains:
    """What a store writes in the place of what it holds; all of it replaces whole."""

    node: Node
    around: tuple[Node, ...]
    """Nodes beside it that named it, or whose point is that of its house."""
    links: tuple[Link, ...]
    """Links of it that named it."""


def check_erasable(node: Node) -> None:
    """Accept a node whose personal data can be erased.

    Raises:
        InvalidArgument: it is of a kind that holds none.
    """
    if node.KIND not in ERASABLE:
        raise InvalidArgument(
            f"{node.id} เป็น {node.KIND.value} ไม่มีข้อมูลส่วนบุคคลให้ลบ: ระบุรหัสของบุคคล เจ้าหน้าที่ หรือครัวเรือน"
        )


def is_erased(node: Node) -> bool:
    """Whether the personal data of a node has been erased."""
    return node.KIND in ERASABLE and node.name == ERASED_NAME


def brings_back(old: Node, new: Node) -> bool:
    """Whether a statement says again what was erased: of this node, or of one that it named."""
    if new.KIND is not old.KIND:
        return False
    if is_erased(old):
        return _bare(new, None) != _sourceless(new)
    return _names_again(old, new) or _tells_house_again(old, new)


def records_among(nodes: Iterable[Node]) -> set[str]:
    """The ids of knowledge records, whose sections may name their author."""
    return {node.id for node in nodes if node.KIND is NodeKind.KNOWLEDGE_RECORD}


def remains(
    node: Node, links: Iterable[Link], around: Iterable[Node], areas: Iterable[Node]
) -> Remains:
    """What is left of a node, of its links and of the nodes around that name it.

    `areas` are the areas that these nodes lie in (`areas_of`).
    """
    places = {area.area or "": area.point for area in areas if area.point}
    listed, names = list(links), names_of(node)
    homes = {link.target for link in listed if link.type is LinkType.HOSTS}
    left = _bare(node, places.get(node.area or ""))
    changed = []
    for beside in around:
        told = names | (_given_names(node) if beside.id in homes else set())
        after = _without_names(_without_house(beside, homes, places), told)
        if after != beside:
            changed.append(after)
    return Remains(
        replace(left, provenance=Provenance(SOURCE)),
        tuple(changed),
        tuple(new for old in listed if (new := _unnamed_link(old, names)) != old),
    )


def areas_of(nodes: Iterable[Node]) -> set[str]:
    """The ids of the areas that nodes lie in."""
    return {area_id(node.area) for node in nodes if node.area}


def names_of(node: Node) -> set[str]:
    """By what a text speaks of this node and no other: names of several words, the telephone."""
    parts = [getattr(node, name, None) for name in ("given_name", "family_name")]
    whole = " ".join(filter(None, parts)) if all(parts) else None
    names = {node.name, whole, getattr(node, "head", None)}
    said = {name for name in names if name and " " in name.strip() and name != ERASED_NAME}
    phone: str | None = getattr(node, "phone", None)
    return said | ({phone} if phone else set())


def _names_again(old: Node, new: Node) -> bool:
    """Whether a text that lost a name is given again with something in that place."""
    return any(
        _fills_in(before, now)
        for f in fields(old)
        for before, now in _texts(getattr(old, f.name), getattr(new, f.name))
    )


def _texts(before: object, now: object) -> Iterator[tuple[str, str]]:
    if isinstance(before, str) and isinstance(now, str):
        yield before, now
    elif isinstance(before, tuple) and isinstance(now, tuple):
        yield from (
            (b, n) for b in before for n in now if isinstance(b, str) and isinstance(n, str)
        )


def _fills_in(before: str, now: str) -> bool:
    if ERASED_NAME not in before or ERASED_NAME in now:
        return False
    around = map(re.escape, before.split(ERASED_NAME))
    return re.fullmatch(".+".join(around), now, re.DOTALL) is not None


def _tells_house_again(old: Node, new: Node) -> bool:
    at_home = new.point is not None and new.precision in {None, Precision.HOUSE}
    marked = old.provenance is not None and old.provenance.source == SOURCE
    return marked and at_home and new.point != old.point


def _bare(node: Node, place: Point | None) -> Node:
    gone: dict[str, Any] = {
        f.name: None for f in fields(node) if f.metadata.get("personal") or f.name in _NAMED_FIELDS
    }
    return _sourceless(_without_exact_point(replace(node, name=ERASED_NAME, **gone), place))


def _sourceless(node: Node) -> Node:
    return replace(node, provenance=None)


def _without_exact_point(node: Node, place: Point | None) -> Node:
    if node.point is None or node.precision not in {None, Precision.HOUSE}:
        return node
    if place is None or not is_area_code(node.area or ""):
        return replace(node, point=None, precision=None)
    return replace(node, point=place, precision=_PRECISION[area_level(node.area or "")])


def _given_names(node: Node) -> set[str]:
    given: str | None = getattr(node, "given_name", None)
    return {given} if given is not None and len(given) >= _SHORTEST else set()


def _without_house(beside: Node, homes: set[str], places: Mapping[str, Point]) -> Node:
    # A centre at somebody's home stands where the house stands.
    if beside.id not in homes or not isinstance(beside, LearningCentre):
        return beside
    after = _without_exact_point(beside, places.get(beside.area or ""))
    # The source is the mark by which the exact point is known again (`brings_back`).
    return after if after == beside else replace(after, provenance=Provenance(SOURCE))


def _without_names(node: Node, names: Iterable[str]) -> Node:
    if node.KIND in _NAMESAKES:
        return node
    longest_first = sorted(names, key=len, reverse=True)
    changed: dict[str, Any] = {}
    for f in fields(node):
        value = getattr(node, f.name)
        if f.name not in _NO_TEXTS and isinstance(value, str):
            changed[f.name] = _unnamed(value, longest_first)
        elif isinstance(value, tuple) and all(isinstance(each, str) for each in value):
            changed[f.name] = tuple(_unnamed(each, longest_first) for each in value)
    if node.provenance:
        place = _unnamed(node.provenance.place, longest_first)
        changed["provenance"] = replace(node.provenance, place=place)
    return replace(node, **changed)


def _unnamed_link(link: Link, names: set[str]) -> Link:
    longest_first = sorted(names, key=len, reverse=True)
    said: dict[str, Scalar] = {
        key: _unnamed(value, longest_first) if isinstance(value, str) else value
        for key, value in link.properties.items()
    }
    origin = link.provenance
    if origin:
        origin = replace(origin, place=_unnamed(origin.place, longest_first))
    return replace(link, properties=said, provenance=origin)


def _unnamed(text: str, names: Iterable[str]) -> str:
    for name in names:
        text = text.replace(name, ERASED_NAME)
    return text
