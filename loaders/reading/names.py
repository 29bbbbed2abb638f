"""Names of persons: the title apart from the given and the family name."""

import re
from dataclasses import dataclass

from loaders.reading.errors import NameNotRead
from loaders.reading.text import repair, squeeze

_SHORT = {
    "น.ส.": "นางสาว",
    "ด.ช.": "เด็กชาย",
    "ด.ญ.": "เด็กหญิง",
    "ว่าที่ร.ต.": "ว่าที่ร้อยตรี",
    "ว่าที่ร.ท.": "ว่าที่ร้อยโท",
    "ว่าที่ร.อ.": "ว่าที่ร้อยเอก",
    "ว่าที่พ.ต.": "ว่าที่พันตรี",
}
_CIVIL = ("นางสาว", "นาง", "นาย", "เด็กชาย", "เด็กหญิง", "หม่อมหลวง", "หม่อมราชวงศ์", "คุณหญิง")
_POLICE = ("นายดาบตำรวจ", "ดาบตำรวจ")
_ACADEMIC = ("ศาสตราจารย์", "รองศาสตราจารย์", "ผู้ช่วยศาสตราจารย์", "ดอกเตอร์")
_MONKS = (
    "พระครู",
    "พระมหา",
    "พระอาจารย์",
    "พระอธิการ",
    "พระปลัด",
    "พระสมุห์",
    "พระใบฎีกา",
    "พระ",
    "สามเณร",
    "แม่ชี",
)
_GRADES = ("ร้อย", "พัน", "จ่าสิบ", "สิบ", "พลตำรวจ", "นาวา", "เรือ", "นาวาอากาศ", "เรืออากาศ")
_RANKS = tuple(
    f"{ahead}{corps}{grade}"
    for ahead in ("ว่าที่", "")
    for corps in _GRADES
    for grade in ("ตำรวจตรี", "ตำรวจโท", "ตำรวจเอก", "ตรี", "โท", "เอก")
)
_DOTTED = (
    r"น\.?\s?ส\.",
    r"ด\.\s?[ชญต]\.",
    r"ม\.\s?[รล]\.(?:\s?ว\.)?",
    r"(?:ว่าที่\s?)?[รพสจ]\.\s?(?:ส\.\s?)?[ตทอ]\.(?:\s?[ตทอ]\.)?",
    r"(?:ผศ|รศ|ศ|ดร|อ|นพ|พญ)\.",
    r"(?i:Mrs?|Ms|Miss|Dr)\.?(?=\s)",
)
_WORDS = sorted((*_CIVIL, *_POLICE, *_ACADEMIC, *_MONKS, *_RANKS), key=len, reverse=True)
# After a title a name begins: with a consonant or a vowel written before one. Without this the
# name นายิกา would lose its first syllable.
_TITLE = re.compile(
    rf"(?:{'|'.join([*_DOTTED, *map(re.escape, _WORDS)])})(?:หญิง(?=\s))?\s*(?=[ก-ฮเแโใไA-Za-z])"
)
_BRACKETED = re.compile(r"[(（][^()（）]*[)）]?")
_MEND = "เขียนคำนำหน้า ชื่อ และนามสกุล เช่น นางใจดี ตัวอย่าง"


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name as written and its parts; a part that is not written is None.

    A shortened title is given in full (น.ส. as นางสาว); `raw` keeps what was written.
    """

    raw: str
    title: str | None
    given: str
    family: str | None

    @property
    def full(self) -> str:
        """Title, given and family name, so that reading it again gives the same parts.

        >>> read_person_name("น.ส.ใจดี ตัวอย่าง").full
        'นางสาวใจดี ตัวอย่าง'
        >>> read_person_name("ว่าที่ร้อยตรีหญิง ใจดี ตัวอย่าง").full
        'ว่าที่ร้อยตรีหญิง ใจดี ตัวอย่าง'
        """
        title = self.title or ""
        # Without a blank, the หญิง of a rank would begin the name.
        is_rank = title.endswith("หญิง") and title not in _CIVIL
        gap = " " if title and (title[-1].isascii() or is_rank) else ""
        return f"{title}{gap}{' '.join(filter(None, (self.given, self.family)))}"


def read_person_name(raw: str) -> PersonName:
    """The title, given and family name of one person.

    Raises:
        NameNotRead: blank, a title alone, or a text with digits in it.

    >>> read_person_name("น.ส.ใจดี  ณ ตัวอย่าง")
    PersonName(raw='น.ส.ใจดี ณ ตัวอย่าง', title='นางสาว', given='ใจดี', family='ณ ตัวอย่าง')
    """
    text = squeeze(repair(raw).text)
    if not re.search(r"[ก-ฮA-Za-z]", text):
        raise NameNotRead("ไม่มีชื่อบุคคล", _MEND)
    if re.search(r"\d", text):
        raise NameNotRead(f"“{text}” มีตัวเลขอยู่ในชื่อบุคคล", _MEND)
    title, rest = _part_title(text)
    if not _BRACKETED.sub("", rest).strip() or rest in _WORDS:
        raise NameNotRead(f"“{text}” มีแต่คำนำหน้า ไม่มีชื่อ", _MEND)
    # A remark or a nickname in brackets is no family name; `raw` keeps it.
    given, _, family = squeeze(_BRACKETED.sub(" ", rest)).partition(" ")
    return PersonName(raw=text, title=title, given=given, family=family or None)


def _part_title(text: str) -> tuple[str | None, str]:
    """Titles may follow one another (ผศ.ดร.), so they are taken until a name begins."""
    at = 0
    while found := _TITLE.match(text, at):
        at = found.end()
    written = text[:at].strip()
    full = _SHORT.get(written.replace(" ", "").replace("นส.", "น.ส."), written)
    return full or None, text[at:]
