"""Faults of a file as a whole: nothing of the input is loaded (or nothing written).

InputUnreadable (graph_api.domain.errors)
├── FileNotReadable      missing, not permitted, damaged, or in no known encoding
├── FileTooLarge         a workbook that would fill the memory once unpacked
├── FileTypeUnknown      an ending that no reader here knows
├── FormUnknown          a graph file that another program or a newer release wrote
├── MappingInvalid       a mapping of another program's graph that cannot be followed
├── SheetEmpty           a table without headings, or an input without any row
├── TableUnknown         a file or sheet in which no table is recognised
├── ColumnMissing        a table without a column it cannot do without
└── SeveralFaults        more than one of these

SammachipError (the same)
├── ExtraMissing         a form that needs a package which is not installed
└── FileNotWritable      a report or table that cannot be written where it was asked for
"""

from graph_api.domain.errors import InputUnreadable, SammachipError


class FileNotReadable(InputUnreadable):
    """A file is missing, not permitted, damaged, or in no known encoding."""

    code = "FILE_NOT_READABLE"


class FileTooLarge(InputUnreadable):
    """A workbook would fill the memory once unpacked."""

    code = "FILE_TOO_LARGE"


class FileTypeUnknown(InputUnreadable):
    """A file has an ending that no reader here knows."""

    code = "FILE_TYPE_UNKNOWN"


class FormUnknown(InputUnreadable):
    """A graph file was written by another program, or by a newer release."""

    code = "FORM_UNKNOWN"


class MappingInvalid(InputUnreadable):
    """A mapping names what does not exist, or says nothing of what the file holds."""

    code = "MAPPING_INVALID"


class SheetEmpty(InputUnreadable):
    """A table has no headings, or the whole input has no row."""

    code = "SHEET_EMPTY"


class TableUnknown(InputUnreadable):
    """No table is recognised in a file or sheet."""

    code = "TABLE_UNKNOWN"


class ColumnMissing(InputUnreadable):
    """A table lacks a column it cannot do without."""

    code = "COLUMN_MISSING"


class SeveralFaults(InputUnreadable):
    """More than one fault; the message holds each on a line of its own."""

    code = "SEVERAL_FAULTS"


class FileNotWritable(SammachipError):
    """A report or table cannot be written where, or as what, it was asked for."""

    code = "FILE_NOT_WRITABLE"


class ExtraMissing(SammachipError):
    """A form needs a package that is not installed."""

    code = "EXTRA_MISSING"


def raise_all(faults: list[InputUnreadable]) -> None:
    """Raise what was found: nothing, the one fault, or all of them together."""
    if len(faults) == 1:
        raise faults[0]
    if faults:
        raise SeveralFaults("\n".join(fault.message for fault in faults))
