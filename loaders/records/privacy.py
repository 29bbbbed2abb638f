"""Which personal data a record holds, so that it can be hidden where it is shown."""

import re
from collections.abc import Iterable, Iterator

from loaders.reading.errors import PhoneNotRead
from loaders.reading.phones import read_phone
from loaders.reading.text import thai_digits_to_arabic
from loaders.records.model import Identity, Section

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}\.\w")
_WHOLE_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]{1,63}\.)+\w{1,63}")
_PHONE = re.compile(r"(?<!\d)(?:\+66|0)(?:[ -]?\d){8,9}(?!\d)")
_CITIZEN_ID = re.compile(r"(?<!\d)\d[- ]?\d{4}[- ]?\d{5}[- ]?\d{2}[- ]?\d(?!\d)")


def personal_data_of(identity: Identity, sections: Iterable[Section]) -> tuple[str, ...]:
    """The names of the fields with personal data; `text.` for what stands within the sections."""
    held = {
        "phone": identity.phone,
        "email": identity.email,
        "address": identity.address,
        "author.name": identity.author,
    }
    fields = [name for name, value in held.items() if value]
    return (*fields, *sorted({kind for text in _texts(sections) for kind in _in_text(text)}))


def _texts(sections: Iterable[Section]) -> Iterator[str]:
    for section in sections:
        yield from section.paragraphs
        yield from section.items
        yield from _texts(section.children)


def masked(text: str) -> str:
    """The text with telephone numbers, e-mail addresses and citizen ids put out of sight.

    >>> masked("โทร ๐๘๑-๒๓๔-๕๖๗๘ ได้ทุกวัน")
    'โทร [โทรศัพท์] ได้ทุกวัน'
    """
    plain = thai_digits_to_arabic(text)
    found = [
        *((each.span(), "[อีเมล]") for each in _WHOLE_EMAIL.finditer(plain)),
        *(
            (each.span(), "[เลขประจำตัวประชาชน]")
            for each in _CITIZEN_ID.finditer(plain)
            if _is_citizen_id(each[0])
        ),
        *((each.span(), "[โทรศัพท์]") for each in _PHONE.finditer(plain) if _is_phone(each[0])),
    ]
    end, parts = 0, list[str]()
    for (start, stop), mark in sorted(found):
        if start >= end:
            parts += [text[end:start], mark]
            end = stop
    return "".join((*parts, text[end:]))


def _in_text(text: str) -> Iterator[str]:
    plain = thai_digits_to_arabic(text)
    if _EMAIL.search(plain):
        yield "text.email"
    if any(_is_citizen_id(found) for found in _CITIZEN_ID.findall(plain)):
        yield "text.citizen_id"
    if any(map(_is_phone, _PHONE.findall(plain))):
        yield "text.phone"


def _is_phone(written: str) -> bool:
    try:
        return bool(read_phone(written))
    except PhoneNotRead:
        return False


def _is_citizen_id(written: str) -> bool:
    """The last digit checks the others: 11 minus their weighted sum modulo 11."""
    *digits, check = (int(digit) for digit in re.sub(r"\D", "", written))
    weighted = sum(weight * digit for weight, digit in zip(range(13, 1, -1), digits, strict=True))
    return (11 - weighted % 11) % 10 == check
