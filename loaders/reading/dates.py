"""Dates as people write them in Thailand.

Buddhist or common era, Thai or Arabic numerals, months in full or short. The era is told by the
year: 2400 and later is Buddhist (BE = CE + 543), 1800 to 2399 is common. Nothing else is
guessed: a date that cannot be is refused with the reason and the mend, and what was assumed
stands in the flags.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from graph_api.domain.calendar import BUDDHIST_ERA, MONTHS, SHORT_MONTHS, thai_date
from loaders.reading.errors import DateNotRead
from loaders.reading.text import repair, squeeze, thai_digits_to_arabic

_FIRST_BE_YEAR, _LAST_BE_YEAR, _FIRST_CE_YEAR = 2400, 2799, 1800

_ENGLISH = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)


class Calendar(StrEnum):
    """The era a year was written in: Buddhist or common."""

    BE = "BE"
    CE = "CE"


@dataclass(frozen=True, slots=True)
class ReadDate:
    """A date as written (`raw`) and as read.

    `iso` is the day in the common era, `calendar` the era it was written in, `at` the time of
    day where one is written. Flags: `two_digit_year` (read as Buddhist era), `excel_date` (a
    spreadsheet's own date), `excel_be_year` (one typed there with a Buddhist year),
    `timezone_stated` (its offset is part of the text and is not applied).
    """

    raw: str
    iso: date
    calendar: Calendar
    flags: tuple[str, ...] = ()
    at: time | None = None

    @property
    def iso_text(self) -> str:
        """The date, and the time where there is one, in ISO 8601."""
        if self.at is None:
            return self.iso.isoformat()
        return datetime.combine(self.iso, self.at).isoformat()


@dataclass(frozen=True, slots=True)
class _Parts:
    raw: str
    year: str
    month: int
    day: int
    era: str | None = None
    at: time | None = None
    flags: tuple[str, ...] = ()


def read_date(raw: object) -> ReadDate:
    """A date from a text, or from a date or datetime object of a spreadsheet.

    Raises:
        DateNotRead: blank, not understood, or a day that does not exist.

    >>> read_date("๑๔ ก.พ. ๒๕๖๑").iso_text, read_date("14/2/2018").calendar.value
    ('2018-02-14', 'CE')
    >>> read_date("14 กพ 61").flags
    ('two_digit_year',)
    """
    if isinstance(raw, date):
        return _from_object(raw)
    text = squeeze("" if raw is None else str(raw))
    plain, at, zone = _part_time(thai_digits_to_arabic(squeeze(repair(text).text)), text)
    parts = _parts(plain, text)
    flags = ("timezone_stated",) if zone else ()
    return _resolve(_Parts(text, parts[0], parts[1], parts[2], parts[3], at, flags))


# ---- parts of the text -------------------------------------------------------------------------

_LEAD = re.compile(
    r"^(?:เมื่อ\s*)?(?:วัน\s*(?:จันทร์|อังคาร|พุธ|พฤหัสบดี|พฤหัส|ศุกร์|เสาร์|อาทิตย์)?\s*(?:ที่|,)?\s*)?:?\s*"
)
_TIME = re.compile(
    r"(?:[T,\- ]\s*|\s*เวลา\s*)(?P<h>\d{1,2})[:.](?P<m>\d{2})(?:[:.](?P<s>\d{2})(?:\.\d+)?)?"
    r"\s*(?:น\.?)?\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2})?$"
)
_MARK = r"(?P<era>พ\.?\s?ศ\.?|ค\.?\s?ศ\.?|B\.?E\.?|A\.?D\.?)?"
_WORDED = re.compile(
    rf"(?P<d>\d{{1,2}})[\s\-/.]*(?:เดือน\s*)?(?P<m>[ก-๛]+(?:\.?\s?[ก-๛]+)?\.?|[A-Za-z]+\.?)"
    rf"[\s\-/,.]*{_MARK}\s*(?P<y>\d{{4}}|\d{{2}})",
)
_DMY = re.compile(
    rf"(?P<d>\d{{1,2}})\s?(?P<sep>[/.\-])\s?(?P<m>\d{{1,2}})\s?(?P=sep)\s?{_MARK}\s*"
    r"(?P<y>\d{4}|\d{2})"
)
_YMD = re.compile(r"(?P<y>\d{4})(?P<sep>[/.\-])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})")
_ERA_AHEAD = re.compile(r"(?:พ\.?\s?ศ\.?|ค\.?\s?ศ\.?)$")
_MEND = "เขียนเป็น 14 ก.พ. 2561 หรือ 2018-02-14"


def _month_key(text: str) -> str:
    return re.sub(r"[\s.]", "", text).lower().replace("กรกฏา", "กรกฎา")


def _month_numbers() -> dict[str, int]:
    numbers: dict[str, int] = {}
    for names in (MONTHS, SHORT_MONTHS, _ENGLISH, [name[:3] for name in _ENGLISH]):
        numbers |= {_month_key(name): at for at, name in enumerate(names, start=1)}
    for at, name in enumerate(MONTHS, start=1):
        numbers[re.sub("(คม|ยน|พันธ์)$", "", name)] = at
    return numbers | {"sept": 9}


_MONTH_NUMBERS = _month_numbers()


def _part_time(plain: str, raw: str) -> tuple[str, time | None, str | None]:
    found = _TIME.search(plain)
    # The rest must still be a date: 14.02.61 ends like a time of day.
    if not found or not _match(plain[: found.start()]):
        return plain, None, None
    try:
        at = time(int(found["h"]), int(found["m"]), int(found["s"] or 0))
    except ValueError as error:
        reason = f"ไม่มีเวลา {squeeze(found[0]).strip('T-, ')}"
        raise DateNotRead(raw, reason, "เวลาต้องอยู่ระหว่าง 00:00 ถึง 23:59") from error
    return plain[: found.start()], at, found["zone"]


def _match(plain: str) -> re.Match[str] | None:
    text = _LEAD.sub("", plain).strip()
    return _YMD.fullmatch(text) or _DMY.fullmatch(text) or _WORDED.fullmatch(text)


def _parts(plain: str, raw: str) -> tuple[str, int, int, str | None]:
    if not plain:
        raise DateNotRead(raw, "ไม่มีวันที่", _MEND)
    found = _match(plain)
    if not found:
        raise DateNotRead(raw, f"“{raw}” อ่านเป็นวันที่ไม่ได้", _MEND)
    marked = found.groupdict()
    return found["y"], _month(found["m"], raw), int(found["d"]), marked.get("era")


def _month(text: str, raw: str) -> int:
    if text.isdecimal():
        return int(text)
    bare = re.sub(r"\s*(?:พ\.?ศ\.?|ค\.?ศ\.?)$", "", text) or text
    number = _MONTH_NUMBERS.get(_month_key(text)) or _MONTH_NUMBERS.get(_month_key(bare))
    if number is None:
        raise DateNotRead(raw, f"ไม่รู้จักเดือน “{text.strip()}”", _MEND)
    return number


# ---- what the parts mean -----------------------------------------------------------------------


def _resolve(parts: _Parts) -> ReadDate:
    year, calendar, flags = _year(parts)
    _refuse_month(parts, year)
    _refuse_day(parts, year)
    return ReadDate(
        raw=parts.raw,
        iso=date(year, parts.month, parts.day),
        calendar=calendar,
        flags=(*parts.flags, *flags),
        at=parts.at,
    )


def _year(parts: _Parts) -> tuple[int, Calendar, tuple[str, ...]]:
    era = _era(parts.era)
    number = int(parts.year)
    if len(parts.year) == 2:
        if era is Calendar.CE:
            return 2000 + number, Calendar.CE, ("two_digit_year",)
        return 2500 + number - BUDDHIST_ERA, Calendar.BE, ("two_digit_year",)
    told = _told_by_year(number)
    if told is None or (era and era is not told):
        reason = f"ปี {number} อ่านเป็น พ.ศ. หรือ ค.ศ. ไม่ได้"
        raise DateNotRead(parts.raw, reason, "เขียนปีสี่หลัก เช่น พ.ศ. 2561 หรือ ค.ศ. 2018")
    return number - (BUDDHIST_ERA if told is Calendar.BE else 0), told, ()


def _era(written: str | None) -> Calendar | None:
    if not written:
        return None
    return Calendar.BE if written[0] in "พBb" else Calendar.CE


def _told_by_year(number: int) -> Calendar | None:
    if _FIRST_BE_YEAR <= number <= _LAST_BE_YEAR:
        return Calendar.BE
    return Calendar.CE if _FIRST_CE_YEAR <= number < _FIRST_BE_YEAR else None


def _refuse_month(parts: _Parts, year: int) -> None:
    if 1 <= parts.month <= 12:
        return
    mend = _MEND
    if 1 <= parts.day <= 12 and 1 <= parts.month <= monthrange(year, parts.day)[1]:
        mend = f"ถ้าเดือนมาก่อนวัน เขียนเป็น {_both(date(year, parts.day, parts.month))}"
    raise DateNotRead(parts.raw, f"ไม่มีเดือนที่ {parts.month}", mend)


def _refuse_day(parts: _Parts, year: int) -> None:
    last = monthrange(year, parts.month)[1]
    if 1 <= parts.day <= last:
        return
    nearest = date(year, parts.month, max(1, min(parts.day, last)))
    reason = f"{MONTHS[parts.month - 1]} {year + BUDDHIST_ERA} มี {last} วัน"
    raise DateNotRead(parts.raw, reason, f"เขียนเป็น {_both(nearest)}")


def _both(day: date) -> str:
    return f"{thai_date(day)} หรือ {day.isoformat()}"


def _from_object(raw: date) -> ReadDate:
    at = raw.time() if isinstance(raw, datetime) and raw.time() != time() else None
    flags: tuple[str, ...] = ("excel_date",)
    if raw.year >= _FIRST_BE_YEAR:
        flags = (*flags, "excel_be_year")
    parts = _Parts(str(raw), f"{raw.year:04}", raw.month, raw.day, None, at, flags)
    return _resolve(parts)
