"""Telephone numbers of Thailand in the international form (E.164)."""

import re
from dataclasses import dataclass

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from loaders.reading.errors import PhoneNotRead
from loaders.reading.text import repair, squeeze, thai_digits_to_arabic

_EXTENSION = re.compile(r"\s*(?:ต่อ|ext\.?|#)\s*(\d+(?:\s*[-,]\s*\d+)*)", re.IGNORECASE)
_LABEL = re.compile(r"^(?:หมายเลข)?(?:โทรศัพท์|เบอร์โทรศัพท์|เบอร์โทร|มือถือ|โทร)\.?\s*:?\s*")
_LONGEST = 100
"""Characters; what is longer is no telephone number, and is slow to search for one."""
_MEND = "เขียนหมายเลขเดียวต่อหนึ่งช่อง เช่น 081-234-5678 หรือ 045-612-345"
_KINDS = {
    PhoneNumberType.MOBILE: "mobile",
    PhoneNumberType.FIXED_LINE: "fixed_line",
    PhoneNumberType.FIXED_LINE_OR_MOBILE: "fixed_line_or_mobile",
    PhoneNumberType.TOLL_FREE: "toll_free",
    PhoneNumberType.VOIP: "voip",
}


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone number as written, in E.164, what kind of line, and the extension if any."""

    raw: str
    e164: str
    kind: str
    extension: str | None = None


def read_phone(raw: object) -> Phone:
    """One telephone number; Thai digits are read and "ต่อ 12" is set apart.

    A number whose leading zero a spreadsheet dropped (812345678) is read as well.

    Raises:
        PhoneNotRead: blank, no valid number, or more than one number.

    >>> read_phone("๐๘๑-๒๓๔๕๖๗๘")
    Phone(raw='๐๘๑-๒๓๔๕๖๗๘', e164='+66812345678', kind='mobile', extension=None)
    >>> read_phone("0 4561 2345 ต่อ 12").extension
    '12'
    """
    written = _as_text(raw)
    plain = thai_digits_to_arabic(squeeze(repair(written).text))
    extension = _EXTENSION.search(plain)
    number = _parse(_LABEL.sub("", _EXTENSION.sub("", plain)), written)
    return Phone(
        raw=squeeze(written),
        e164=phonenumbers.format_number(number, PhoneNumberFormat.E164),
        kind=_KINDS.get(phonenumbers.number_type(number), "other"),
        extension=squeeze(extension[1]) if extension else None,
    )


def _as_text(raw: object) -> str:
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    return str(raw)


def _parse(plain: str, written: str) -> phonenumbers.PhoneNumber:
    if not plain:
        raise PhoneNotRead("ไม่มีหมายเลขโทรศัพท์", _MEND)
    if len(plain) > _LONGEST:
        raise PhoneNotRead(f"“{squeeze(written)[:_LONGEST]}...” ไม่ใช่หมายเลขโทรศัพท์", _MEND)
    if len(list(phonenumbers.PhoneNumberMatcher(plain, "TH"))) > 1:
        raise PhoneNotRead(f"“{squeeze(written)}” มีมากกว่าหนึ่งหมายเลข", _MEND)
    try:
        number = phonenumbers.parse(plain, "TH")
    except phonenumbers.NumberParseException as error:
        raise PhoneNotRead(f"“{squeeze(written)}” ไม่ใช่หมายเลขโทรศัพท์", _MEND) from error
    if not phonenumbers.is_valid_number(number) or re.search(r"[ก-ฮ]", plain):
        raise PhoneNotRead(f"“{squeeze(written)}” ไม่ใช่หมายเลขโทรศัพท์ที่ใช้ได้ในประเทศไทย", _MEND)
    return number
