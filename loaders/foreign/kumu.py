"""Kumu's JSON: the blueprint that people import, and the export of a whole project."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from loaders.errors import FileNotReadable, FormUnknown


def kumu_elements(path: Path, *, links: bool) -> Iterator[dict[str, Any]]:
    """The elements or connections of a file, each by attribute.

    Raises:
        FileNotReadable: no JSON.
        FormUnknown: JSON, and none of Kumu's forms.
    """
    held = _read(path)
    found = held.get("connections" if links else "elements", [])
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise _unknown(path)
    # An export has ids of its own and all else in `attributes`; a blueprint names by labels.
    for each in found:
        yield _link(each) if links else _node(each)


def _node(element: Mapping[str, Any]) -> dict[str, Any]:
    flat = _flat(element)
    return {**flat, "id": element.get("_id", flat.get("label"))}


def _link(connection: Mapping[str, Any]) -> dict[str, Any]:
    flat = _flat(connection)
    return {**flat, "source": flat.pop("from", None), "target": flat.pop("to", None)}


def _flat(element: Mapping[str, Any]) -> dict[str, Any]:
    flat = {name: value for name, value in element.items() if name != "attributes"}
    inner = element.get("attributes")
    if isinstance(inner, dict):
        flat |= inner
    return {name: _plain(value) for name, value in flat.items() if value not in (None, "", [])}


def _plain(value: Any) -> Any:
    return "; ".join(map(str, value)) if isinstance(value, list) else value


def _read(path: Path) -> Mapping[str, Any]:
    try:
        held = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise FileNotReadable(
            f"เปิด {path} ไม่ได้ ({error.strerror}) ตรวจชื่อและสิทธิ์อ่านไฟล์\n{path}: cannot be opened"
        ) from error
    except (ValueError, RecursionError) as error:
        raise FileNotReadable(
            f"{path.name}: ไม่ใช่ JSON หรือไฟล์เสีย ({error}) ส่งออกใหม่แล้วลองอีกครั้ง\n"
            f"{path.name}: no JSON, or damaged"
        ) from error
    if not isinstance(held, dict) or "elements" not in held:
        raise _unknown(path)
    return held


def _unknown(path: Path) -> FormUnknown:
    return FormUnknown(
        f"{path.name}: ไม่ใช่ JSON ของ Kumu (ต้องมี elements และ connections) "
        f"ส่งออกเป็น blueprint แล้วลองใหม่\n"
        f"{path.name}: not Kumu's JSON, which holds elements and connections"
    )
