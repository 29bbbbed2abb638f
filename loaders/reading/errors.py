"""Why a cell was not read, in words a user can act on.

CellNotRead             reason and mend, both in Thai
├── BytesNotDecoded     the bytes of a file are no text in an encoding known here
├── CoordinatesNotRead  a latitude and longitude that are no place in Thailand
├── DateNotRead         a date that cannot be, or cannot be understood
├── NameNotRead         a person's name that is none
├── PhoneNotRead        a telephone number that is none
└── PositionNotRead     a position that is blank
"""


class CellNotRead(ValueError):
    """Base of all of them: `reason` says what is wrong, `mend` how to write it instead."""

    def __init__(self, reason: str, mend: str) -> None:
        super().__init__(f"{reason} {mend}")
        self.reason = reason
        self.mend = mend


class BytesNotDecoded(CellNotRead):
    """The bytes of a file are no text in an encoding known here."""


class CoordinatesNotRead(CellNotRead):
    """A latitude and a longitude that are no place in Thailand."""


class DateNotRead(CellNotRead):
    """A date that cannot be, or that cannot be understood; `raw` is what was written."""

    def __init__(self, raw: str, reason: str, mend: str) -> None:
        super().__init__(reason, mend)
        self.raw = raw


class NameNotRead(CellNotRead):
    """A person's name that is none."""


class PhoneNotRead(CellNotRead):
    """A telephone number that is none."""


class PositionNotRead(CellNotRead):
    """A position that is blank."""
