"""Administrative areas of Thailand: province, district, subdistrict, village.

The official code (DOPA, TIS 1099) carries the tree: two digits a province, four a district, six
a subdistrict, eight a village. So "within" is a prefix, and the place of a node is a property
and not a link: a scope is one range scan in every store.
"""

from enum import Enum

_DIGITS = {2: 0, 4: 1, 6: 2, 8: 3}


class AreaLevel(Enum):
    """The four levels of area, widest first."""

    PROVINCE = "PROVINCE"
    DISTRICT = "DISTRICT"
    SUBDISTRICT = "SUBDISTRICT"
    VILLAGE = "VILLAGE"

    @property
    def digits(self) -> int:
        """How many digits of the code name an area of this level.

        >>> AreaLevel.SUBDISTRICT.digits
        6
        """
        return 2 * (_LEVELS.index(self) + 1)


_LEVELS = tuple(AreaLevel)


def is_area_code(code: str) -> bool:
    """Whether `code` has the form of an area code.

    >>> is_area_code("3320"), is_area_code("332"), is_area_code("๓๓")
    (True, False, False)
    """
    return len(code) in _DIGITS and code.isascii() and code.isdigit()


def area_level(code: str) -> AreaLevel:
    """The level that a code names.

    Raises:
        ValueError: the text is no area code.

    >>> area_level("33200101")
    <AreaLevel.VILLAGE: 'VILLAGE'>
    """
    if not is_area_code(code):
        msg = f"{code!r} is no area code: 2, 4, 6 or 8 digits"
        raise ValueError(msg)
    return _LEVELS[_DIGITS[len(code)]]


def parent_code(code: str) -> str | None:
    """The area around an area, or nothing for a province.

    >>> parent_code("33200101"), parent_code("33")
    ('332001', None)
    """
    return code[:-2] if len(code) > AreaLevel.PROVINCE.digits else None


def ancestors(code: str) -> tuple[str, ...]:
    """The areas around an area, nearest first.

    >>> ancestors("33200101")
    ('332001', '3320', '33')
    """
    return tuple(code[:digits] for digits in (6, 4, 2) if digits < len(code))


def code_at(code: str, level: AreaLevel) -> str | None:
    """The area of `level` that holds `code`, or nothing where the code is wider than that.

    >>> code_at("33200101", AreaLevel.DISTRICT), code_at("33", AreaLevel.DISTRICT)
    ('3320', None)
    """
    return code[: level.digits] if len(code) >= level.digits else None


def is_within(code: str, scope: str) -> bool:
    """Whether an area lies in another (an area lies in itself).

    >>> is_within("33200101", "3320"), is_within("33", "3320")
    (True, False)
    """
    return code.startswith(scope)


def area_id(code: str) -> str:
    """The node id of an area.

    >>> area_id("3320")
    'area:3320'
    """
    return f"area:{code}"
