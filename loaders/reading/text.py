"""Thai text as it should have been typed.

Repairs change how a word is spelt in code points, never which word it is; every repair is
counted by its kind, so that a report can say what was changed.
"""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field

_ZERO_WIDTH = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_NBSP = re.compile("[\u00a0\u2007\u202f]")
_TONES = "\u0e48\u0e49\u0e4a\u0e4b"
_UPPER_VOWELS = "\u0e31\u0e34-\u0e37"
_AA, _AM, _NIKHAHIT = "\u0e32", "\u0e33", "\u0e4d"

# Fonts before OpenType kept moved copies of the marks in the private area U+F700 to U+F71A, and
# their PDFs still give these; the table is the one of HarfBuzz (hb-ot-shaper-thai.cc).
_PRESENTATION = {
    "\uf700": "ฐ",
    "\uf70f": "ญ",
    **dict(zip("\uf701\uf702\uf703\uf704", "\u0e34\u0e35\u0e36\u0e37", strict=True)),
    **dict(zip("\uf705\uf706\uf707\uf708\uf709", "\u0e48\u0e49\u0e4a\u0e4b\u0e4c", strict=True)),
    **dict(zip("\uf70a\uf70b\uf70c\uf70d\uf70e", "\u0e48\u0e49\u0e4a\u0e4b\u0e4c", strict=True)),
    **dict(zip("\uf713\uf714\uf715\uf716\uf717", "\u0e48\u0e49\u0e4a\u0e4b\u0e4c", strict=True)),
    **dict(zip("\uf710\uf711\uf712", "\u0e31\u0e4d\u0e47", strict=True)),
    **dict(zip("\uf718\uf719\uf71a", "\u0e38\u0e39\u0e3a", strict=True)),
}
_PRESENTED = re.compile(f"[{''.join(_PRESENTATION)}]")

_RULES: tuple[tuple[str, re.Pattern[str], str], ...] = (
    ("double_sara_e", re.compile("\u0e40\u0e40"), "\u0e41"),
    ("nikhahit_aa", re.compile(f"{_NIKHAHIT}([{_TONES}]?){_AA}"), rf"\1{_AM}"),
    # A PDF loses the ring of sara am and leaves a blank before what is then a plain sara aa; no
    # Thai word begins with that vowel. Only a blank counts: a line's end tears nothing.
    ("torn_sara_am", re.compile(f"([ก-ฮ][{_TONES}]?){_NIKHAHIT}? {_AA}"), rf"\1{_AM}"),
    ("tone_after_aa", re.compile(f"({_AA}+)([{_TONES}])"), r"\2\1"),
    ("tone_after_am", re.compile(f"{_AM}([{_TONES}])"), rf"\1{_AM}"),
    ("tone_before_vowel", re.compile(f"([{_TONES}])([{_UPPER_VOWELS}])"), r"\2\1"),
    ("double_mark", re.compile(f"([{_TONES}{_UPPER_VOWELS}\u0e38\u0e39\u0e4c])\\1+"), r"\1"),
)

_THAI_DIGITS = {ord(thai): str(value) for value, thai in enumerate("๐๑๒๓๔๕๖๗๘๙")}
_LETTER_O_AMONG_DIGITS = re.compile(
    r"(?<![A-Za-z])[oO]+(?=[๐-๙])|(?<=[๐-๙])[oO,.]*[oO](?![A-Za-z])"
)


@dataclass(frozen=True, slots=True)
class Repaired:
    """Text after repair, and how often each kind of repair was made (none: not in the map)."""

    text: str
    repairs: dict[str, int] = field(default_factory=dict)


def repair(text: str) -> Repaired:
    """Text in NFC with ordinary blanks, and Thai vowels and tone marks in their right order.

    Kinds: `nbsp`, `zero_width` and `presentation_form` (characters), `nfc` (words),
    `double_sara_e`, `nikhahit_aa`, `torn_sara_am`, `tone_after_aa`, `tone_after_am`,
    `tone_before_vowel`, `double_mark`.
    A text that was repaired once needs no repair again.

    >>> repair("สรา้ง")
    Repaired(text='สร้าง', repairs={'tone_after_aa': 1})
    >>> repair("อ าเภอเเละตำบล").repairs
    {'double_sara_e': 1, 'torn_sara_am': 1}
    """
    if text.isascii():
        return Repaired(text)
    counts: Counter[str] = Counter()
    text = _counted(counts, "zero_width", _ZERO_WIDTH, "", text)
    text = _counted(counts, "nbsp", _NBSP, " ", text)
    text = _presented(counts, text)
    text = _until_still(counts, text)
    return Repaired(text, dict(counts))


def thai_digits_to_arabic(text: str) -> str:
    """Thai digits as 0 to 9, and a Latin o typed as a zero among them.

    >>> thai_digits_to_arabic("๒o ขบวน"), thai_digits_to_arabic("๑,ooo คน")
    ('20 ขบวน', '1,000 คน')
    >>> thai_digits_to_arabic("OTOP ๕ ดาว")
    'OTOP 5 ดาว'
    """
    zeroed = _LETTER_O_AMONG_DIGITS.sub(lambda found: re.sub("[oO]", "0", found[0]), text)
    return zeroed.translate(_THAI_DIGITS)


def squeeze(text: str) -> str:
    """Text with every run of blanks (line ends too) as one blank, and none at its ends.

    >>> squeeze("  ทัศน์   ใจดี ")
    'ทัศน์ ใจดี'
    """
    return " ".join(text.split())


def _counted(
    counts: Counter[str], kind: str, pattern: re.Pattern[str], right: str, text: str
) -> str:
    mended, times = pattern.subn(right, text)
    if times:
        counts[kind] += times
    return mended


def _presented(counts: Counter[str], text: str) -> str:
    mended, times = _PRESENTED.subn(lambda found: _PRESENTATION[found[0]], text)
    if times:
        counts["presentation_form"] += times
    return mended


def _until_still(counts: Counter[str], text: str) -> str:
    """One repair may uncover another; each moves a mark to its place, so this comes to an end."""
    before = ""
    while text != before:
        before = text
        text = _nfc(counts, text)
        for kind, pattern, right in _RULES:
            text = _counted(counts, kind, pattern, right, text)
    return text


def _nfc(counts: Counter[str], text: str) -> str:
    if unicodedata.is_normalized("NFC", text):
        return text
    words = text.split(" ")
    counts["nfc"] += sum(not unicodedata.is_normalized("NFC", word) for word in words)
    return unicodedata.normalize("NFC", text)
