"""Web pages: blocks, list numbers, tables and pictures, as a browser shows them.

selectolax builds the tree by the rules of the HTML standard, so that unclosed tags mean here
what they mean on the screen.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from loaders.records.errors import RecordNotRead
from loaders.records.formats.document import Document, Page
from loaders.records.formats.numerals import numeral

LONGEST_PAGE = 1_000_000
"""Characters with the tags, without embedded pictures."""
DEEPEST_PAGE = 500
"""Elements open at once. Pages made by Word have some twenty."""

_MEND = "เปิดหน้าเว็บ คัดลอกข้อความไปวางใน Word แล้วบันทึกเป็น .docx"
_EMBEDDED = re.compile(r"data:[a-z]+/[a-z0-9.+-]+;base64,[A-Za-z0-9+/=\s]*", re.IGNORECASE)
# Those that end by themselves are left out: they hold nothing, or the next of them ends them.
_TAG = re.compile(
    r"<(/?)(?!(?:p|li|t[dhr]|d[td]|tbody|option|br|hr|img|input|meta|link|col|wbr|area|base|source)\b)"
    r"([a-z][a-z0-9]*)",
    re.IGNORECASE,
)
_NOT_SHOWN = re.compile("script|style|noscript|template|head|nav|svg|iframe|object|select|button")
_PARAGRAPH = re.compile("p|h[1-6]|ul|ol|dl|table|blockquote|pre|hr")
_LINE = re.compile(
    "div|li|d[td]|section|article|header|footer|main|aside|form|fieldset|legend|fig(?:ure|caption)"
    "|address|center|caption|details|summary|tr"
)
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_STYLES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BEGINS_A_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html|head|body|meta|table|div|p)\b",
    re.IGNORECASE | re.DOTALL,
)


def is_html(text: str) -> bool:
    """Whether a text begins as a web page does.

    >>> is_html("<!DOCTYPE html><p>ก"), is_html("a < b")
    (True, False)
    """
    return bool(_BEGINS_A_PAGE.match(text[:4096]))


def read_html(text: str, file: str) -> Document:
    """The text of a web page; what a browser does not show is left out.

    Raises:
        RecordNotRead: too long, or nested past any use.
    """
    page = _EMBEDDED.sub("", text)
    if len(page) > LONGEST_PAGE:
        raise RecordNotRead(file, f"หน้าเว็บยาวเกิน {LONGEST_PAGE:,} ตัวอักษร", _MEND)
    if _most_open(page) > DEEPEST_PAGE:
        raise RecordNotRead(file, f"หน้าเว็บซ้อนกันลึกเกิน {DEEPEST_PAGE} ชั้น", _MEND)
    root = LexborHTMLParser(page).body
    reader = _Reader()
    if root is not None:
        reader.read(root)
    return Document(reader.page.text())


class _Reader:
    """Walks the tree without recursion."""

    def __init__(self) -> None:
        self.page = Page()
        self._line: list[str] = []
        self._mark = ""
        self._shown = 0
        self._as_typed = 0
        self._lists: list[Callable[[LexborNode], str]] = []
        self._outer: list[Page] = []
        self._rows: list[list[list[str]]] = []

    def read(self, root: LexborNode) -> None:
        for node, leaving in _walk(root):
            if leaving:
                self._leave(node.tag or "")
            else:
                self._enter(node)
        self._flush()

    def _enter(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag == "-text":
            self._text(node.text_content or "")
        elif tag == "br":
            self._flush(even_empty=True)
        elif tag == "img":
            self._shown += 1
        elif tag in ("td", "th"):
            self._flush()
            self._outer.append(self.page)
            self.page = Page(self.page.pictures)
        else:
            self._open(tag, node)

    def _open(self, tag: str, node: LexborNode) -> None:
        self._break(tag)
        if tag == "tr":
            self._rows.append([])
        elif tag == "pre":
            self._as_typed += 1
        elif tag in ("ol", "ul"):
            self._lists.append(_counter(node) if tag == "ol" else lambda _: "- ")
        elif tag == "li":
            self._mark = self._lists[-1](node) if self._lists else "- "

    def _leave(self, tag: str) -> None:
        self._break(tag)
        if tag in ("td", "th"):
            self._flush()
            cell, self.page = self.page.lines(), self._outer.pop()
            if self._rows:
                self._rows[-1].append(cell)
            else:
                self.page.row([cell])
        elif tag == "tr":
            self.page.row(self._rows.pop())
        elif tag == "pre":
            self._as_typed -= 1
        elif tag in ("ol", "ul"):
            self._lists.pop()

    def _break(self, tag: str) -> None:
        if _PARAGRAPH.fullmatch(tag):
            self._flush()
            self.page.part()
        elif _LINE.fullmatch(tag):
            self._flush()

    def _text(self, text: str) -> None:
        if not self._as_typed:
            self._line.append(_BLANKS.sub(" ", text))
            return
        first, *others = text.split("\n")
        self._line.append(first)
        for line in others:
            self._flush(even_empty=True)
            self._line.append(line)

    def _flush(self, *, even_empty: bool = False) -> None:
        joined = "".join(self._line)
        line = joined if self._as_typed else re.sub(" {2,}", " ", joined).strip(" ")
        self._line = []
        if line:
            self.page.add(self._mark + line)
            self._mark = ""
        elif even_empty:
            self.page.part()
        self.page.show(self._shown)
        self._shown = 0


def _most_open(page: str) -> int:
    """How many elements are open at once, at most.

    The rules of HTML look through all open elements at nearly every tag, so that a page of
    nothing but openings takes minutes.
    """
    open_now: Counter[str] = Counter()
    total = most = 0
    for found in _TAG.finditer(page):
        tag = found[2].lower()
        if not found[1]:
            open_now[tag] += 1
            total += 1
            most = max(most, total)
        elif open_now[tag]:
            open_now[tag] -= 1
            total -= 1
    return most


def _walk(root: LexborNode) -> Iterator[tuple[LexborNode, bool]]:
    """Every node that is shown, once when it begins and, if it may hold others, when it ends."""
    waiting: list[tuple[LexborNode, bool]] = [(root, False)]
    while waiting:
        node, leaving = waiting.pop()
        yield node, leaving
        if leaving or node.tag == "-text":
            continue
        waiting.append((node, True))
        waiting += [(child, False) for child in reversed(list(_children(node)))]


def _children(node: LexborNode) -> Iterator[LexborNode]:
    return (child for child in node.iter(include_text=True) if _is_shown(child))


def _is_shown(node: LexborNode) -> bool:
    if node.tag == "-text":
        return True
    if _NOT_SHOWN.fullmatch(node.tag or ""):
        return False
    attributes = node.attributes
    return "hidden" not in attributes and not _HIDDEN.search(attributes.get("style") or "")


def _counter(node: LexborNode) -> Callable[[LexborNode], str]:
    """The numbers of an `ol`: it may begin elsewhere, and an entry may set its own."""
    attributes = node.attributes
    style = _STYLES.get(attributes.get("type") or "", "decimal")
    if "thai" in (attributes.get("style") or ""):
        style = "thaiNumbers"
    count = _whole(attributes.get("start"), 1) - 1

    def mark(entry: LexborNode) -> str:
        nonlocal count
        count = _whole(entry.attributes.get("value"), count + 1)
        return f"{numeral(count, style)}. "

    return mark


def _whole(written: str | None, otherwise: int) -> int:
    return int(written) if re.fullmatch(r"-?[0-9]{1,6}", written or "") and written else otherwise
