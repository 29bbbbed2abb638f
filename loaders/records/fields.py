"""What the numbered form and the form of labels share: the lines around the author's name."""

import re
from collections.abc import Sequence

from loaders.reading.text import squeeze
from loaders.records.headings import read_heading
from loaders.records.lines import Line, images_in

_DOCUMENT_TYPE = re.compile(r"(?:แบบ(?:ฟอร์ม)?)?\s*(?:การ)?(?:จด)?บันทึก|แบบฟอร์ม|รายงาน")


def part_images(lines: Sequence[Line]) -> tuple[list[Line], list[str]]:
    """The lines that are no pictures, and the names of the pictures."""
    names = [name for line in lines for name in images_in(line.text)]
    return [line for line in lines if not images_in(line.text)], names


def read_preamble(lines: Sequence[Line]) -> tuple[str | None, list[str]]:
    """The type of the document, and what else stands before its first heading."""
    texts = [squeeze(line.text) for line in lines if not line.is_blank]
    kind = next((text for text in texts if _DOCUMENT_TYPE.match(text)), None)
    return kind, [text for text in texts if text != kind]


def read_title(lines: Sequence[Line]) -> tuple[str | None, list[str]]:
    """The title up to a blank line or a label; what follows belongs beside the author."""
    title: list[str] = []
    for at, line in enumerate(lines):
        heading = read_heading(line.text.strip())
        if title and (line.is_blank or (heading and heading.is_field)):
            return _joined(title), [rest.text for rest in lines[at:]]
        title += [] if line.is_blank else [line.text]
    return _joined(title), []


def _joined(texts: list[str]) -> str | None:
    whole = squeeze(" ".join(texts)).strip("“”\"' ")
    return re.sub(r"^เรื่อง\s*:?\s+", "", whole) or None
