"""The mapping: what the attributes of another program's graph mean here, in TOML.

[nodes]
kind = "type"                   # the attribute that says what a node is
[nodes.kinds]                   # its values, and the table of each ("" leaves such nodes out)
Sage = "sages"
"*" = "people"                  # every other value, and none
[nodes.columns]                 # attribute = column of the tables
Label = "name"
[nodes.fixed.markets]           # columns that the file does not hold, by table
market_kind = "MARKET"
[links]
type = "Relation"
reversed = ["learned from"]     # values whose links go the other way round
[links.types]                   # value = type of link ("" leaves such links out)
teaches = "TAUGHT"
"learned from" = "TAUGHT"
[links.columns]
Weight = "weight"
"""

import tomllib
from collections.abc import Mapping as AbcMapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from loaders.contract import Table, tables
from loaders.errors import FileNotReadable, MappingInvalid
from loaders.keys import heading_key

OTHERS = "*"
"""Stands for every value that has no line of its own."""

_NODES = frozenset({"kind", "kinds", "columns", "fixed"})
_LINKS = frozenset({"type", "types", "columns", "reversed"})


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping that has been checked; `kinds` and `types` hold "" for what is left out."""

    file: str
    kind: str
    kinds: AbcMapping[str, str]
    node_columns: AbcMapping[str, str]
    fixed: AbcMapping[str, AbcMapping[str, str]]
    type: str
    types: AbcMapping[str, str]
    link_columns: AbcMapping[str, str]
    reversed: frozenset[str]


def read_mapping(path: Path) -> Mapping:
    """Read and check a mapping.

    Raises:
        FileNotReadable: the file is missing or may not be read.
        MappingInvalid: no TOML, or a key, table, column or type that does not exist.
    """
    try:
        held = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise FileNotReadable(
            f"เปิด {path} ไม่ได้ ({error.strerror}) ตรวจชื่อและสิทธิ์อ่านไฟล์\n{path}: cannot be opened"
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise MappingInvalid(
            f"{path.name}: ไม่ใช่ TOML ที่ถูกต้อง ({error}) ดูตัวอย่างด้วย sammachip mapping\n"
            f"{path.name}: no TOML"
        ) from error
    return _Checked(path.name).mapping(held)


class _Checked:
    """Checks of one file, whose name each message begins with."""

    def __init__(self, file: str) -> None:
        self._file = file

    def mapping(self, held: AbcMapping[str, Any]) -> Mapping:
        self._only(held, {"nodes", "links"}, "")
        nodes, links = self._section(held, "nodes"), self._section(held, "links")
        self._only(nodes, _NODES, "nodes.")
        self._only(links, _LINKS, "links.")
        kinds = {v: self._table(v, t) for v, t in self._texts(nodes, "kinds").items()}
        chosen = {name for name in kinds.values() if name}
        fixed = self._section(nodes, "fixed")
        return Mapping(
            file=self._file,
            kind=self._text(nodes, "kind"),
            kinds=kinds,
            node_columns={
                attribute: self._column(attribute, column, [tables()[name] for name in chosen])
                for attribute, column in self._texts(nodes, "columns").items()
            },
            fixed={self._table("nodes.fixed", t): self._fixed(t, fixed) for t in fixed},
            type=self._text(links, "type"),
            types={v: self._type(v, t) for v, t in self._texts(links, "types").items()},
            link_columns={
                attribute: self._column(attribute, column, [tables()["links"]])
                for attribute, column in self._texts(links, "columns").items()
            },
            reversed=self._list(links, "reversed"),
        )

    def _table(self, value: str, name: str) -> str:
        key = heading_key(name)
        if not key:
            return ""
        for table in tables().values():
            if table.node_kind is not None and key in table.sheet_keys | {heading_key(table.name)}:
                return table.name
        listed = ", ".join(f"{t.name} ({t.sheet})" for t in tables().values() if t.node_kind)
        raise self._fault(f"“{value}” = “{name}”: ไม่มีตารางชื่อนี้ เลือกจาก: {listed}", "no such table")

    def _column(self, attribute: str, name: str, among: list[Table]) -> str:
        key = heading_key(name)
        if not key:
            return ""
        for table in among:
            if found := table.by_heading.get(key):
                return found.name
        listed = ", ".join(dict.fromkeys(c for table in among for c in table.columns))
        raise self._fault(
            f"“{attribute}” = “{name}”: ไม่มีคอลัมน์นี้ในตารางที่เลือก เลือกจาก: {listed}", "no such column"
        )

    def _fixed(self, table: str, fixed: AbcMapping[str, Any]) -> dict[str, str]:
        own = tables()[self._table("nodes.fixed", table)]
        return {self._column(c, c, [own]): v for c, v in self._texts(fixed, table).items()}

    def _type(self, value: str, name: str) -> str:
        if not heading_key(name):
            return ""
        column = tables()["links"].columns["type"]
        if found := column.by_word.get(heading_key(name)):
            return found
        listed = ", ".join(f"{each} ({words[0]})" for each, words in column.words.items())
        raise self._fault(
            f"“{value}” = “{name}”: ไม่มีชนิดความเชื่อมโยงนี้ เลือกจาก: {listed}", "no such type of link"
        )

    def _section(self, held: AbcMapping[str, Any], name: str) -> AbcMapping[str, Any]:
        found = held.get(name, {})
        if not isinstance(found, dict):
            raise self._fault(f"“{name}” ต้องเป็นหัวข้อ [{name}]", f"{name} is no table")
        return found

    def _texts(self, held: AbcMapping[str, Any], name: str) -> dict[str, str]:
        found = self._section(held, name)
        for key, value in found.items():
            if not isinstance(value, str):
                raise self._fault(
                    f"[{name}] “{key}” ต้องเป็นข้อความในเครื่องหมายคำพูด", f"{key} is no text"
                )
        return dict(found)

    def _text(self, held: AbcMapping[str, Any], name: str) -> str:
        found = held.get(name, "")
        if not isinstance(found, str):
            raise self._fault(f"“{name}” ต้องเป็นข้อความในเครื่องหมายคำพูด", f"{name} is no text")
        return found

    def _list(self, held: AbcMapping[str, Any], name: str) -> frozenset[str]:
        found = held.get(name, [])
        if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
            raise self._fault(f'“{name}” ต้องเป็นรายการข้อความ เช่น ["เรียนจาก"]', f"{name} is no list")
        return frozenset(found)

    def _only(self, held: AbcMapping[str, Any], known: set[str] | frozenset[str], at: str) -> None:
        for key in held:
            if key not in known:
                listed = ", ".join(sorted(known))
                raise self._fault(f"ไม่รู้จัก “{at}{key}” ใช้ได้: {listed}", f"unknown key {at}{key}")

    def _fault(self, thai: str, english: str) -> MappingInvalid:
        return MappingInvalid(f"{self._file}: {thai}\n{self._file}: {english}")
