"""How headings, sheet names and words of enumerations are compared."""

import re
import unicodedata

from loaders.reading.text import repair

_NO_LETTER = re.compile("[^0-9A-Za-z\u00aa-\u02af\u0e01-\u0e4e\u0e50-\u0e59]")
_BRACKETED = re.compile(r"[(\[][^)\]]*[)\]]")


def heading_key(text: str) -> str:
    """A heading without what writers vary: blanks, punctuation, brackets, case, Unicode form.

    >>> heading_key(" ชื่อ - สกุล ") == heading_key("ชื่อสกุล"), heading_key("Led_by*")
    (True, 'ledby')
    """
    plain = unicodedata.normalize("NFC", repair(text).text)
    return _NO_LETTER.sub("", plain).lower()


def without_brackets(text: str) -> str:
    """A heading without what stands in brackets.

    >>> without_brackets("วันที่ (พ.ศ.)").strip()
    'วันที่'
    """
    return _BRACKETED.sub("", text)
