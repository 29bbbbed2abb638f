"""The headings that knowledge records use, and the kind of section each announces."""

import re
from dataclasses import dataclass

from loaders.reading.text import squeeze

LONGEST_HEADING = 80

_FIELDS = {
    "title": r"ชื่อ(?:องค์)?ความรู้|ชื่อเรื่อง|ชื่อผลงาน|หัวข้อ(?:องค์)?ความรู้",
    "author": (
        r"(?:ชื่อ)?\s?(?:ผู้เป็น)?เจ้าของ(?:องค์)?ความรู้"
        r"|ชื่อ\s?[-–]\s?(?:นาม)?สกุล(?:เจ้าของ(?:องค์)?ความรู้)?"
        r"|ผู้(?:เขียน|บันทึก|จัดทำ|ถ่ายทอด|เล่า|ให้ข้อมูล)(?:(?:องค์)?ความรู้)?"
    ),
    "category": r"หมวด(?:หมู่)?(?:(?:องค์)?ความรู้)?|ประเภท(?:องค์)?ความรู้",
    "position": r"ตำแหน่ง",
    "office": r"สังกัด|หน่วยงาน(?:ต้นสังกัด)?(?=\s|:|สำนักงาน|$)",
    "phone": (r"(?:หมายเลข|เบอร์)?โทรศัพท์(?:มือถือ|เคลื่อนที่)?(?:ที่ติดต่อได้)?|เบอร์โทร|โทร\.|มือถือ"),
    "email": r"E-?mail(?: address)?|อีเมล์?|ไปรษณีย์อิเล็กทรอนิกส์",
    "address": r"ที่อยู่(?:ที่ติดต่อได้|ปัจจุบัน)?(?!อาศัย)|สถานที่ติดต่อ",
    "date": r"วัน\s?/?\s?เดือน\s?/?\s?ปี(?:ที่(?:บันทึก|จัดทำ))?|วันที่(?:บันทึก|จัดทำ|เขียน)?",
}
_SECTIONS = {
    "background": (
        r"(?:ที่มา|ความเป็นมา|ความสำคัญ|หลักการ|เหตุผล|แรงบันดาลใจ|สภาพปัญหา|บทนำ|เกริ่นนำ"
        r"|สถานการณ์ที่เกิดขึ้น)"
    ),
    "objectives": r"(?:วัตถุประสงค์|จุดมุ่งหมาย|จุดประสงค์|เป้าประสงค์|เป้าหมาย)",
    "materials": r"(?:วัตถุดิบ|วัสดุ)",
    "equipment": r"(?:อุปกรณ์|เครื่องมือ)",
    "process": r"(?:กระบวนการ|ว[ิี]ธีการ|ว[ิี]ธีทำ|ว[ิี]ธีดำเนิน|ขั้นตอน|การดำเนินงาน|ว[ิี]ธีแก้)",
    "technique": r"(?:เทคนิค|เคล็ดลับ|กลเม็ด|กลยุทธ์)",
    "cautions": r"(?:ข้อ(?:ที่)?(?:พึง|ควร)?(?:ระมัด)?ระวัง|สิ่งที่(?:พึง|ควร)ระวัง)",
    "results": r"(?:ผลการ|ผลลัพธ์|ผลที่|ผลสำเร็จ|ผลสัมฤทธิ์|ผลจาก|ผลของ|ประโยชน์(?:ที่|ของ(?:องค์)?ความรู้))",
    "success_factors": r"(?:ปัจจัย|เงื่อนไข(?:แห่ง|สู่)?ความสำเร็จ|กุญแจ(?:แห่ง|สู่)?ความสำเร็จ)",
    "problems": r"(?:ปัญหา|อุปสรรค)",
    "suggestions": r"(?:ข้อเสนอแนะ|ข้อคิดเห็น|แนวทางแก้ไข|แนวทางการแก้ไข|แนวทางการพัฒนา)",
    "story": r"เนื้อเรื่อง",
    "lessons": r"(?:บทเรียน|(?:บันทึก)?ขุมความรู้|แก่นความรู้|ข้อสรุป|สรุป|ความรู้ที่ได้|องค์ความรู้ที่ได้)",
    "references": r"(?:เอกสารอ้างอิง|แหล่งอ้างอิง|อ้างอิง|บรรณานุกรม)",
    "images": r"(?:รูป|ภาพ)(?:ประกอบ|ถ่าย|กิจกรรม)",
}
# What may follow a known word and still leave the line a heading and nothing else.
_TAIL = (
    r"(?:ที่ทำ|(?:ใน)?การดำเนิน(?:งาน|การ)|ดำเนิน(?:งาน|การ)|(?:ใน)?การทำงาน"
    r"|(?:ใน)?การปฏิบัติงาน|(?:การ)?แก้ไขปัญหา|แก้ปัญหา|ปัญหา|ที่พบ|(?:การ)?ทำ|ของปัญหา|ที่เกิดขึ้น|ที่ได้รับ|ที่คาดว่าจะได้รับ|ปฏิบัติ(?:งาน)?|(?:การ)?ผลิต|แก้ไข"
    r"|กิจกรรม|โครงการ|ที่ใช้|และเหตุผล"
    r"|(?:ที่|แห่ง|สู่|ของ|หลัก|สำคัญ)[ก-๛]{0,30}(?:สำเร็จ|ประสิทธิภาพ))?"
)
_FIELD = re.compile(
    "|".join(f"(?P<{kind}>{words})" for kind, words in _FIELDS.items()), re.IGNORECASE
)
_SECTION = re.compile("|".join(f"(?P<{kind}>{words})" for kind, words in _SECTIONS.items()))
# "ตำแหน่ง/สังกัด" is one label for two values; the values tell themselves apart.
_SECOND_LABEL = re.compile(r"^\s?/\s?(?:ตำแหน่ง|สังกัด|หน่วยงาน)")
_JOIN = re.compile(r"\s*[/,]\s*|\s*และ\s*|\s+")
_BRACKET = re.compile(r"\s*[(（][^()（）]*[)）]\s*$")


@dataclass(frozen=True, slots=True)
class Heading:
    """A line read as a heading.

    `is_whole` when known heading words fill it; otherwise it only begins with one. `rest` is
    what stands on the same line behind the heading.
    """

    text: str
    kind: str
    rest: str = ""
    is_whole: bool = False
    is_field: bool = False


def read_heading(text: str) -> Heading | None:
    """A known heading at the beginning of a text, or None."""
    return _field_heading(text) or _section_heading(text)


def section_kind(heading: str) -> str | None:
    """The kind a heading announces, several joined by "+"; None where no word of it is known.

    >>> section_kind("ขั้นตอน/เทคนิค/ข้อควรระวัง"), section_kind("วัสดุ (ถ้ามี)")
    ('process+technique+cautions', 'materials')
    """
    found = [match.lastgroup for part in _parts(heading) if (match := _SECTION.match(part))]
    kinds = dict.fromkeys(kind for kind in found if kind)
    return "+".join(kinds) or None


def is_whole_heading(text: str) -> bool:
    """Whether known heading words fill the text.

    >>> is_whole_heading("ปัญหาและอุปสรรค"), is_whole_heading("ผลการทอผ้าของกลุ่ม")
    (True, False)
    """
    parts = _parts(text)
    return bool(parts) and all(_is_whole_part(part) for part in parts)


def labels() -> dict[str, str]:
    """The pattern of each label that may stand around an author's name."""
    return dict(_FIELDS)


def _parts(heading: str) -> list[str]:
    bare = _BRACKET.sub("", squeeze(heading))
    return [part for part in _JOIN.split(bare) if part]


def _is_whole_part(part: str) -> bool:
    found = _SECTION.match(part)
    return bool(found and re.fullmatch(_TAIL, part[found.end() :]))


def _field_heading(text: str) -> Heading | None:
    found = _FIELD.match(text)
    if not found or not found.lastgroup:
        return None
    rest = _SECOND_LABEL.sub("", text[found.end() :]).lstrip(" :：\t")
    return Heading(found[0].strip(), found.lastgroup, rest, is_whole=True, is_field=True)


def _section_heading(text: str) -> Heading | None:
    head, rest = _part_heading(text)
    # Its first words say what a heading is; a sentence may hold such a word anywhere.
    if not head or len(head) > LONGEST_HEADING or not _SECTION.match(head):
        return None
    kind = section_kind(head)
    return Heading(squeeze(head), kind, rest, is_whole_heading(head)) if kind else None


def _part_heading(text: str) -> tuple[str, str]:
    """The heading apart from a text that begins on its line: after a colon or a wide gap."""
    stripped = text.strip()
    for gap in (r"\s*:\s*", r"\s{2,}|\t+"):
        head, *rest = re.split(gap, stripped, maxsplit=1)
        if rest and (is_whole_heading(head) or (gap.startswith(r"\s*:") and not rest[0])):
            return head, rest[0]
    if len(stripped) <= LONGEST_HEADING:
        return stripped, ""
    head, _, rest_text = stripped.partition(" ")
    return (head, rest_text) if is_whole_heading(head) else ("", "")
