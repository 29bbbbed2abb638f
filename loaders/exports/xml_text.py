r"""Text in XML: what XML 1.0 cannot hold is written as spreadsheets' XML writes it.

A letter without a place in XML (a control character) becomes `_xHHHH_`, and an underscore that
would be taken for the beginning of one `_x005F_` (ST_Xstring, ECMA-376 part 1, 22.9.2.19).
"""

import re
from xml.sax.saxutils import escape, quoteattr

_UNWRITABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]|_(?=x[0-9A-Fa-f]{4}_)"
)
_WRITTEN = re.compile("_x([0-9A-Fa-f]{4})_")


def content(text: str) -> str:
    r"""Text between tags.

    >>> content("a<b\r"), content("\x01"), content("_x0001_")
    ('a&lt;b&#13;', '_x0001_', '_x005F_x0001_')
    """
    return escape(_writable(text), {"\r": "&#13;"})


def attribute(text: str) -> str:
    """The value of an attribute, with its quotation marks.

    >>> print(attribute('12" pot'))
    '12" pot'
    """
    return quoteattr(_writable(text))


def plain(text: str) -> str:
    r"""What was meant by a text that was read.

    >>> plain("_x0001_"), plain("_x005F_x0001_")
    ('\x01', '_x0001_')
    """
    return _WRITTEN.sub(lambda found: chr(int(found[1], 16)), text)


def _writable(text: str) -> str:
    return _UNWRITABLE.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
