"""Reading graphs from XML in a stream: nodes and links as they come, and no surprises.

Files from elsewhere are read, so a document type (with which entities could be declared that grow
without end) is refused, and nothing outside the file is ever opened.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NoReturn
from xml.parsers import expat

from graph_api.domain.errors import InputUnreadable
from loaders.errors import FileNotReadable, FormUnknown
from loaders.exports.attributes import LinkRecord, NodeRecord

MARK = "sammachip-graph 1"
"""What a graph of our own is marked with; the number rises when older releases cannot read it."""

_CHUNK = 1 << 16


class XmlReader:
    """What the readers of both forms share: `start` and `end` are theirs."""

    def __init__(self, root: str) -> None:
        self.mark: str | None = None
        self.nodes: list[NodeRecord] = []
        self.links: list[LinkRecord] = []
        self._root: str | None = root
        self._text: list[str] | None = None

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Begin an element."""
        raise NotImplementedError

    def end(self, name: str) -> None:
        """End an element."""
        raise NotImplementedError

    def collect(self) -> None:
        """Keep the text that follows."""
        self._text = []

    def collected(self) -> str:
        """The text since `collect`."""
        text, self._text = self._text or [], None
        return "".join(text)

    def need_mark(self) -> None:
        """Go on only with a graph of our own.

        Raises:
            FormUnknown: another program wrote the file, or a newer release.
        """
        if self.mark != MARK:
            raise _unknown_form(self.mark)

    def read(self, path: Path) -> Iterator[tuple[Sequence[NodeRecord], Sequence[LinkRecord]]]:
        """The nodes and links of a file, some at a time, in its order.

        Raises:
            FileNotReadable: no such file, no XML, or cut off.
            FormUnknown: see `need_mark`, or not this form at all.
        """
        parser = self._parser()
        try:
            with path.open("rb") as file:
                while chunk := file.read(_CHUNK):
                    parser.Parse(chunk, False)
                    yield self._taken()
                parser.Parse(b"", True)
            self.need_mark()
        except OSError as error:
            raise _unopened(path, error) from error
        except InputUnreadable as error:
            raise type(error)(f"{path.name}: {error.message}") from error
        except (expat.ExpatError, KeyError, ValueError) as error:
            raise _damaged(path, parser.CurrentLineNumber, error) from error

    def _taken(self) -> tuple[Sequence[NodeRecord], Sequence[LinkRecord]]:
        taken = (self.nodes, self.links)
        self.nodes, self.links = [], []
        return taken

    def _parser(self) -> expat.XMLParserType:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._started
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self._said
        parser.StartDoctypeDeclHandler = _refuse_document_type
        return parser

    def _started(self, name: str, attributes: Mapping[str, str]) -> None:
        if self._root is not None and name != self._root:
            raise _unknown_form(None)
        self._root = None
        self.start(name, attributes)

    def _said(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)


def _refuse_document_type(*_: object) -> NoReturn:
    raise FormUnknown(
        "มีการประกาศชนิดเอกสาร (DOCTYPE) ซึ่งไม่รับเพื่อความปลอดภัย\na document type is refused"
    )


def _unknown_form(mark: str | None) -> FormUnknown:
    if mark is not None and mark.startswith(MARK.split(maxsplit=1)[0]):
        return FormUnknown(
            f"เขียนโดยรุ่นที่ใหม่กว่า ({mark}) ปรับรุ่น sammachip-graph ก่อน\nwritten by a newer release"
        )
    return FormUnknown(
        "ไม่ใช่ไฟล์ที่ sammachip export เขียน ไฟล์จากโปรแกรมอื่นต้องมีไฟล์จับคู่: สั่ง sammachip mapping ไฟล์นี้ "
        "แล้วนำเข้าด้วย --mapping\n"
        "not written by `sammachip export`; other programs' graphs need a mapping: "
        "see `sammachip mapping`"
    )


def _damaged(path: Path, line: int, error: Exception) -> FileNotReadable:
    return FileNotReadable(
        f"{path.name} บรรทัด {line:,}: อ่านไม่ได้ ไฟล์อาจเสีย ถูกตัด หรือถูกแก้ ({error}) "
        f"ส่งออกใหม่แล้วลองอีกครั้ง\n"
        f"{path.name}: damaged or cut off; export it again"
    )


def _unopened(path: Path, error: OSError) -> FileNotReadable:
    return FileNotReadable(
        f"เปิด {path} ไม่ได้ ({error.strerror}) ตรวจชื่อ ตำแหน่ง และสิทธิ์อ่านไฟล์\n{path}: cannot be opened"
    )
