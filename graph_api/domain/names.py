"""Keys that make Thai names findable and sortable; for ranking, never for identity.

The fold drops tone marks and merges letters that sound alike, so that a misspelt name meets the
right one. It merges a few different names as well, so a key is never an identity.
"""

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
_LEADING_VOWELS = frozenset("เแโใไ")


def name_key(text: str) -> str:
    """A name without what misspellings change: tones, sound-alike letters, blanks, case.

    >>> name_key("ทองใบ แก้วตัวอย่าง") == name_key("ทองไบ แกวตัวอยาง")
    True
    """
    plain = unicodedata.normalize("NFC", text).translate(_DIGITS).translate(_FOLD).lower()
    return "".join(letter for letter in plain if letter.isalnum() or _is_thai_sign(letter))


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
    letters = list(plain)
    at = 0
    while at < len(letters) - 1:
        if letters[at] in _LEADING_VOWELS and letters[at + 1] not in _LEADING_VOWELS:
            letters[at], letters[at + 1] = letters[at + 1], letters[at]
            at += 1
        at += 1
    swapped = "".join(letters)
    return f"{swapped.translate(_SILENT)}\u0001{swapped}"


def _is_thai_sign(letter: str) -> bool:
    return "\u0e30" <= letter <= "\u0e3a"
