"""The numbers that Word and browsers write before the entries of a list, as text."""

from collections.abc import Callable

_THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_THAI_LETTERS = "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_MOST_REPEATED = 780
"""Word itself counts letters no further (z repeated thirty times)."""


def numeral(number: int, style: str) -> str:
    """A number in a style of WordprocessingML (ST_NumberFormat); an unknown style is decimal.

    >>> numeral(12, "thaiNumbers"), numeral(3, "thaiLetters"), numeral(28, "lowerLetter")
    ('๑๒', 'ค', 'bb')
    >>> numeral(14, "upperRoman"), numeral(7, "bullet")
    ('XIV', '-')
    """
    return _STYLES.get(style, str)(number)


def _letters(alphabet: str, number: int) -> str:
    if not 1 <= number <= _MOST_REPEATED:
        return str(number)
    times, place = divmod(number - 1, len(alphabet))
    return alphabet[place] * (times + 1)


def _roman(number: int) -> str:
    if not 1 <= number < 4000:
        return str(number)
    written = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        written += letters * times
    return written


_STYLES: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "thaiNumbers": lambda number: str(number).translate(_THAI_DIGITS),
    "thaiLetters": lambda number: _letters(_THAI_LETTERS, number),
    "lowerLetter": lambda number: _letters(_LATIN, number),
    "upperLetter": lambda number: _letters(_LATIN, number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "bullet": lambda _: "-",
    "none": lambda _: "",
}
