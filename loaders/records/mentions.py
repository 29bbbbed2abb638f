"""What a record's text names: online media, fairs, programmes. By rules, and nothing else.

A record speaks of households, sages and products without naming any; none is made of it here.
"""

import re
from collections.abc import Iterable, Iterator

from loaders.reading.text import squeeze
from loaders.records.model import Mention, Section

_MEDIA = {
    "youtube": r"(?<![A-Za-z.])you\s?tube(?![A-Za-z.])|ยูทู[ปบ]",
    "facebook": r"(?<![A-Za-z.])facebook(?![A-Za-z.])|เฟ[ซส]บุ๊?[กค]",
    "line": r"(?<![A-Za-z.])(?-i:LINE|Line)(?![A-Za-z.])|(?<!ออน)ไลน์",
    "tiktok": r"(?<![A-Za-z.])tik\s?tok(?![A-Za-z.])|ติ๊ก\s?ต็?อก",
    "instagram": r"(?<![A-Za-z.])instagram(?![A-Za-z.])|อินสตาแกรม",
}
_URL = re.compile(r"https?://[^\s<>\"'()ก-๛]+")
# The programme of which every such record is a part is no mention, so it is not listed.
_PROGRAMMES = {
    "otop-nawatwithi": r"(?:OTOP|โอทอป)\s?นวัตวิถี",
    "otop": r"(?<![A-Za-z])OTOP(?![A-Za-z])|โอทอป|หนึ่งตำบล\s?หนึ่งผลิตภัณฑ์",
    "khok-nong-na": r"โคก\s?หนอง\s?นา",
    "women-fund": r"กองทุนพัฒนาบทบาทสตรี",
    "poverty-fund": r"โครงการแก้ไขปัญหาความยากจน|กข\.\s?คจ\.",
}
# A fair is a name that begins with งาน and a word for a fair, or that is one (เทศกาล, มหกรรม).
# งานประจำปี alone names no fair: it is a kind of them.
_FAIR_KIND = (
    r"(?:นมัสการ|สมโภช|ประเพณี|เทศกาล|กาชาด|บุญ|มหกรรม|แสดงสินค้า|จำหน่ายสินค้า|จังหวัดเคลื่อนที่|อำเภอยิ้ม"
    r"|ไหม|ผ้า|ของดี|วัน[ก-ฮ]|ลอยกระทง|สงกรานต์|แห่|ฉลอง|\s?OTOP|\s?โอทอป)"
)
_AHEAD_OF_FAIR = ("ได้แก่", "เช่น", "ใน", "และ", "หรือ", "ร่วม", "ไป", "จัด", "ชม", "เที่ยว")
_FAIR = re.compile(
    rf"(?:(?<![ก-๛A-Za-z])|{'|'.join(f'(?<={word})' for word in _AHEAD_OF_FAIR)})"
    rf"(?P<name>(?:งาน{_FAIR_KIND}|(?:เทศกาล|มหกรรม)(?=[ก-ฮเแโใไ]))[^\s,;()“”\"]*(?:\s[A-Z][\w-]*(?:\s\d{{4}})?)*)"
    r"(?P<behind>\s*\([^()]*\)|\s+(?:ณ|ที่)\s*[^\s,;]+|\s+ระดับ[^\s,;]+)?"
)
_FAIR_ENDS = re.compile(
    r"(?:และ|หรือ|ซึ่ง|โดย|เพื่อ|เป็นต้น|ฯลฯ|ที่จัด|ณ(?=[ก-ฮ])|ทุกปี|ประจำทุกปี|ตลอดจน|รวมทั้ง).*$"
)
_SCOPE = re.compile(r"(ระดับ[^\s,;()]+|(?:ใน|นอก|ต่าง)(?:หมู่บ้าน|ตำบล|อำเภอ|จังหวัด|พื้นที่|ชุมชน|ประเทศ))")
_PLACE = re.compile(r"(?:ณ|ที่)\s*([^\s,;()]+)")


def mentions_of(title: str | None, sections: Iterable[Section]) -> tuple[Mention, ...]:
    """Media, fairs and programmes in this order, each once, as first written."""
    texts = [title or "", *_texts(sections)]
    fairs = [fair for text in texts for fair in _fairs(text)]
    plain = [_FAIR.sub(" ", text) for text in texts]
    found = [
        *(mention for text in texts for mention in _media(text)),
        *fairs,
        *(mention for text in plain for mention in _named("Programme", _PROGRAMMES, text)),
    ]
    return tuple({(mention.kind, mention.key): mention for mention in found[::-1]}.values())[::-1]


def _texts(sections: Iterable[Section]) -> Iterator[str]:
    for section in sections:
        yield from section.paragraphs
        yield from section.items
        yield from _texts(section.children)


def _media(text: str) -> Iterator[Mention]:
    for url in _URL.findall(text):
        address = url.rstrip(".,;")
        yield Mention("OnlineMedia", address, address)
    yield from _named("OnlineMedia", _MEDIA, _URL.sub(" ", text))


def _named(kind: str, words: dict[str, str], text: str) -> Iterator[Mention]:
    found: list[tuple[int, Mention]] = []
    for key, pattern in words.items():
        found += [
            (match.start(), Mention(kind, squeeze(match[0]), key))
            for match in re.finditer(pattern, text, re.IGNORECASE)
        ]
        text = re.sub(pattern, lambda match: " " * len(match[0]), text, flags=re.IGNORECASE)
    yield from (mention for _, mention in sorted(found, key=lambda pair: pair[0]))


def _fairs(text: str) -> Iterator[Mention]:
    for found in _FAIR.finditer(text):
        name = squeeze(_FAIR_ENDS.sub("", found["name"]))
        behind = found["behind"] or ""
        scope, place = _SCOPE.search(behind), _PLACE.search(behind)
        yield Mention(
            "Fair",
            name,
            name.replace(" ", "").casefold(),
            scope_stated=scope[1] if scope else None,
            place_stated=place[1] if place else None,
        )
