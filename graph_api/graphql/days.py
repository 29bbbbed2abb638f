"""Days as a program and as a person reads them."""

import datetime as dt

import strawberry
from strawberry import Parent

from graph_api.domain.calendar import thai_date


@strawberry.type(description="A day · วันที่")
class Day:
    """A day of the common era with the text that Thai readers expect."""

    @strawberry.field(description="ISO 8601, common era (ค.ศ.)")
    @staticmethod
    def date(parent: Parent[dt.date]) -> dt.date:
        """The day itself."""
        return parent

    @strawberry.field(description="Buddhist era, such as 14 ก.พ. 2561 · วันที่แบบไทย (พ.ศ.)")
    @staticmethod
    def calendar_text(parent: Parent[dt.date]) -> str:
        """The day as Thai officials write it."""
        return thai_date(parent)
