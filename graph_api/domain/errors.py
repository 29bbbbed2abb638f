"""Errors a user can meet.

SammachipError            code, message: names the thing, the rule and the mend
├── NationalExtraMissing  a network that only the compiled kernels can serve
├── LinkNotAllowed        a link between kinds that the model does not join
├── NodeNotFound          an id, village or area that is not in the graph
├── InvalidArgument       a request that cannot be answered as it was asked
├── SnapshotMissing       metrics were asked for before the first refresh
├── RefreshCancelled      a refresh was told to stop; the last good metrics stand
├── StoreUnavailable      the store cannot be opened, written or reached
├── TookTooLong           the store gave a question up
└── InputUnreadable       a file that cannot be read as what it should be
"""

from typing import ClassVar


class SammachipError(Exception):
    """Base of every error whose message is meant for a user.

    `message` is Thai first, then English after a line break, where both help.
    """

    code: ClassVar[str] = "ERROR"

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class NationalExtraMissing(SammachipError):
    """The network is too large for NetworkX alone, and the compiled kernels are not installed."""

    code = "NATIONAL_EXTRA_MISSING"


class LinkNotAllowed(SammachipError):
    """A link joins two kinds of nodes that its rule does not join."""

    code = "LINK_NOT_ALLOWED"


class NodeNotFound(SammachipError):
    """An id, a village code or an area code names nothing in the graph."""

    code = "NOT_FOUND"


class InvalidArgument(SammachipError):
    """An argument is outside what the question allows."""

    code = "INVALID_ARGUMENT"


class SnapshotMissing(SammachipError):
    """A metric was asked for and no snapshot has been published yet."""

    code = "SNAPSHOT_MISSING"


class RefreshCancelled(SammachipError):
    """A refresh was told to stop before it had published; the last good metrics stand."""

    code = "REFRESH_CANCELLED"


class StoreUnavailable(SammachipError):
    """The store cannot be opened, written or reached."""

    code = "STORE_UNAVAILABLE"


class TookTooLong(SammachipError):
    """The store worked at a question for longer than it may, and gave it up."""

    code = "TIMEOUT"


class InputUnreadable(SammachipError):
    """A file cannot be read as what it should be."""

    code = "INPUT_UNREADABLE"
