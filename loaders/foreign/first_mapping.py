"""A first mapping, made of what a file holds, for people to go over and mend."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from loaders.contract import tables
from loaders.foreign.graph import ID, SOURCE, TARGET, Part, parts_of
from loaders.foreign.mapping import OTHERS
from loaders.keys import heading_key

_FEW = 30
"""Up to so many different values an attribute may say what a thing is."""

_SAYS_KIND = tuple(map(heading_key, ("type", "kind", "ประเภท", "ชนิด", "category", "group", "role")))
_SAYS_TYPE = tuple(
    map(heading_key, ("relation", "relationship", "type", "kind", "ประเภท", "ชนิด", "label"))
)
_DRAWN = frozenset({"directed", "undirected", "mutual"})
"""Values by which programs say how a link is drawn, and not what it is."""

_ENDS = frozenset({ID, SOURCE, TARGET})


@dataclass(slots=True)
class _Attribute:
    count: int = 0
    values: Counter[str] = field(default_factory=Counter)
    """The different values, as long as there are few."""


def first_mapping(paths: Sequence[Path]) -> str:
    """The text of a mapping for these files: what is sure is filled in, the rest left to choose.

    Raises:
        InputUnreadable: a file cannot be read.
    """
    parts = parts_of(paths)
    nodes = _attributes(part for part in parts if not part.holds_links)
    links = _attributes(part for part in parts if part.holds_links)
    return "\n".join([*_head(paths), *_nodes(nodes), "", *_links(links), ""])


def _attributes(parts: Iterable[Part]) -> dict[str, _Attribute]:
    found: dict[str, _Attribute] = {}
    for part in parts:
        for values in part.read():
            for name, value in values.items():
                if name not in _ENDS and value is not None:
                    each = found.setdefault(name, _Attribute())
                    each.count += 1
                    if len(each.values) <= _FEW:
                        each.values[str(value).strip()] += 1
    return found


def _head(paths: Sequence[Path]) -> Iterator[str]:
    yield f"# การจับคู่ของ {', '.join(path.name for path in paths)}: แก้ด้านขวาของ = ให้ครบ แล้วสั่ง"
    yield f"#   sammachip check {' '.join(path.name for path in paths)} --mapping ไฟล์นี้"
    yield '# "" คือข้าม ไม่นำเข้า; "*" คือค่าอื่นทั้งหมด'


def _nodes(found: dict[str, _Attribute]) -> Iterator[str]:
    kind = _teller(found, _SAYS_KIND)
    yield from ("", "[nodes]", f"# แอตทริบิวต์ที่บอกว่าจุดเป็นอะไร\nkind = {_quoted(kind)}", "")
    yield "[nodes.kinds]"
    listed = ", ".join(f"{t.name} ({t.sheet})" for t in tables().values() if t.node_kind)
    yield f"# ตาราง: {listed}"
    values = found[kind].values if kind else Counter[str]()
    yield from (f"{_quoted(v)} = {_quoted(_table(v))}  # {n:,} จุด" for v, n in values.most_common())
    yield f'"{OTHERS}" = "people"' if not kind else f'# "{OTHERS}" = ""'
    yield from ("", "[nodes.columns]", "# แอตทริบิวต์ = คอลัมน์ของตาราง")
    for name, each in found.items():
        if name != kind:
            yield f"{_quoted(name)} = {_quoted(_column(name))}{_example(each)}"


def _links(found: dict[str, _Attribute]) -> Iterator[str]:
    kind = _teller(found, _SAYS_TYPE)
    yield from ("[links]", f"# แอตทริบิวต์ที่บอกชนิดความเชื่อมโยง\ntype = {_quoted(kind)}")
    yield "# ค่าที่ต้องกลับทิศ เช่น เรียนจาก\nreversed = []"
    yield from ("", "[links.types]")
    words = tables()["links"].columns["type"].words
    yield f"# ชนิด: {', '.join(f'{each} ({said[0]})' for each, said in words.items())}"
    values = found[kind].values if kind else Counter[str]()
    yield from (f"{_quoted(v)} = {_quoted(_type(v))}  # {n:,} เส้น" for v, n in values.most_common())
    yield f'"{OTHERS}" = ""' if not kind else f'# "{OTHERS}" = ""'
    yield from ("", "[links.columns]")
    columns = tables()["links"].by_heading
    for name, each in found.items():
        if name != kind:
            known = columns.get(heading_key(name))
            yield f"{_quoted(name)} = {_quoted(known.name if known else '')}{_example(each)}"


def _teller(found: dict[str, _Attribute], names: Sequence[str]) -> str:
    """The attribute that says what things are: by its name, and by having few values."""
    for wanted in names:
        for name, each in found.items():
            is_few = len(each.values) <= _FEW
            is_drawn = all(value.lower() in _DRAWN for value in each.values)
            if heading_key(name) == wanted and is_few and not is_drawn:
                return name
    return ""


def _table(value: str) -> str:
    key = heading_key(value)
    for table in tables().values():
        if table.node_kind is None:
            continue
        kinds = {table.role, table.node_kind if table.role is None else None}
        words = {heading_key(kind.value) for kind in kinds if kind}
        if key in table.sheet_keys | words:
            return table.name
    return ""


def _type(value: str) -> str:
    return tables()["links"].columns["type"].by_word.get(heading_key(value), "")


def _column(name: str) -> str:
    key = heading_key(name)
    if key == "label":
        return "name"
    for table in tables().values():
        if table.node_kind is not None and (found := table.by_heading.get(key)):
            return found.name
    return ""


def _example(attribute: _Attribute) -> str:
    example = next(iter(attribute.values), "").replace("\n", " ")[:40]
    return f"  # เช่น {example}" if example else ""


def _quoted(text: str) -> str:
    """A text as TOML writes it (its basic strings are those of JSON but for DEL)."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
