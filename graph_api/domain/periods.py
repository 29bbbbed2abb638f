"""From when until when something holds, and which day it is in Thailand."""

from datetime import date, datetime, timedelta, timezone

THAI_TIME = timezone(timedelta(hours=7))
"""The time of the whole country; it has no summer time."""


def thai_day(moment: datetime) -> date:
    """The day that a moment falls on in Thailand.

    >>> thai_day(datetime.fromisoformat("2024-05-01T18:00:00+00:00"))
    datetime.date(2024, 5, 2)
    """
    return moment.astimezone(THAI_TIME).date()


def holds(since: date | None, until: date | None, day: date | None) -> bool:
    """Whether something that began and ended holds on a day; without a day, whether it ever did.

    >>> holds(date(2018, 1, 1), None, date(2017, 12, 31))
    False
    >>> holds(date(2018, 1, 1), date(2017, 1, 1), None)  # taken back: ended before it began
    False
    """
    if since and until and until < since:
        return False
    return day is None or ((since is None or since <= day) and (until is None or day <= until))
