"""Keys that make Thai names findable and sortable; for ranking, never for identity.

The fold drops tone marks and merges letters that sound alike, so that a misspelt name meets the
right one. It merges a few different names as well, so a key is never an identity.
"""

import re
import unicodedata

_SILENT = dict.fromkeys(map(ord, "\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4d\u0e4e"))
_SOUND_ALIKE = (
    "คขฃฅฆ",
    "ชฉฌ",
    "สซศษ",
    "ยญ",
    "ดฎ",
    "ตฏ",
    "ทฐฑฒถธ",
    "นณ",
    "พผภ",
    "ฟฝ",
    "ลฬ",
    "ไใ",
    "\u0e34\u0e35",  # sara i, ii
    "\u0e36\u0e37",  # sara ue, uee
    "\u0e38\u0e39",  # sara u, uu
)
_FOLD = _SILENT | {ord(letter): row[0] for row in _SOUND_ALIKE for letter in row[1:]}
_DIGITS = {ord(thai): str(value) for value, thai in enumerate("๐๑๒๓๔๕๖๗๘๙")}
_VOWEL_FIRST = re.compile("([เแโใไ])([^เแโใไ])")


class _KeptOf(dict[int, str]):
    """What a key keeps of each letter, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        folded = chr(code).translate(_DIGITS).translate(_FOLD).lower()
        kept = "".join(each for each in folded if each.isalnum() or _is_thai_sign(each))
        self[code] = kept
        return kept


_KEPT_OF = _KeptOf()


def name_key(text: str) -> str:
    """A name without what misspellings change: tones, sound-alike letters, blanks, case.

    >>> name_key("ทองใบ แก้วตัวอย่าง") == name_key("ทองไบ แกวตัวอยาง")
    True
    """
    return unicodedata.normalize("NFC", text).translate(_KEPT_OF)


def trigrams(key: str) -> tuple[str, ...]:
    """The distinct runs of three letters of a key, its two ends marked by `_`.

    >>> trigrams("กขค")
    ('_กข', 'กขค', 'ขค_')
    """
    padded = f"_{key}_"
    if not key:
        return ()
    return tuple(dict.fromkeys(padded[at : at + 3] for at in range(max(1, len(padded) - 2))))


def sort_key(text: str) -> str:
    """A key that puts Thai names in dictionary order by plain comparison.

    A vowel written before its consonant sorts after it, and tone marks decide only between
    words that are equal without them (Royal Institute dictionary order).

    >>> sorted(["เกษม", "กมล", "ขวัญ"], key=sort_key)
    ['กมล', 'เกษม', 'ขวัญ']
    """
    plain = unicodedata.normalize("NFC", text).casefold().translate(_DIGITS)
    swapped = _VOWEL_FIRST.sub(r"\2\1", plain)
    return f"{swapped.translate(_SILENT)}\u0001{swapped}"


def _is_thai_sign(letter: str) -> bool:
    return "\u0e30" <= letter <= "\u0e3a"
