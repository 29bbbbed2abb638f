"""A reading in words, for an officer: what was read, what was mended, what to look at."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from graph_api.domain.calendar import thai_date
from graph_api.ports import Counts, WriteReport
from loaders.records.batch import READ, REFUSED, WARNED, Outcome, counts_of
from loaders.records.model import Json, KnowledgeRecordReading, Section

_TEMPLATES = {"cdd-km-numbered": "แบบเลขข้อ", "cdd-km-portal": "แบบหน้าเว็บ", "cdd-km-form": "แบบฟอร์ม"}
_FIELDS = {
    "title": "ชื่อความรู้",
    "author": "เจ้าขององค์ความรู้",
    "position": "ตำแหน่ง",
    "date": "วันที่",
    "office": "สำนักงาน",
    "phone": "โทรศัพท์",
    "email": "อีเมล",
    "address": "ที่อยู่",
}
_KINDS = {
    "background": "ความเป็นมา",
    "objectives": "วัตถุประสงค์",
    "materials": "วัตถุดิบ",
    "equipment": "อุปกรณ์",
    "process": "กระบวนการ",
    "technique": "เทคนิค",
    "cautions": "ข้อพึงระวัง",
    "results": "ผล",
    "success_factors": "ปัจจัยความสำเร็จ",
}
_REPAIRS = {
    "nbsp": "ช่องว่างพิเศษเป็นช่องว่างธรรมดา",
    "zero_width": "ตัดอักขระที่มองไม่เห็น",
    "nfc": "รวมอักขระเป็นรูปมาตรฐาน",
    "double_sara_e": "เเ เป็น แ",
    "nikhahit_aa": "ํ+า เป็น ำ",
    "torn_sara_am": "สระอำที่ขาดจากกัน",
    "tone_after_aa": "วรรณยุกต์หลังสระอา",
    "tone_after_am": "วรรณยุกต์หลังสระอำ",
    "tone_before_vowel": "วรรณยุกต์ก่อนสระบน",
    "presentation_form": "วรรณยุกต์แบบฟอนต์รุ่นเก่า",
    "dot_leader": "จุดไข่ปลาของแบบฟอร์มเป็นช่องว่าง",
    "double_mark": "สระหรือวรรณยุกต์ซ้ำ",
}
_PARTS = {
    "footnotes": "เชิงอรรถ",
    "endnotes": "อ้างอิงท้ายเรื่อง",
    "comments": "ข้อคิดเห็นริมหน้า",
    "header": "หัวกระดาษ",
    "footer": "ท้ายกระดาษ",
}
_MENTIONS = {"OnlineMedia": "สื่อออนไลน์", "Fair": "งาน/เทศกาล", "Programme": "โครงการ"}
_STATES = {READ: "อ่านได้", WARNED: "อ่านได้แต่ควรตรวจ", REFUSED: "ไม่รับ"}
_SHOWN = 5
_PERSONAL = {
    "phone": "โทรศัพท์",
    "email": "อีเมล",
    "address": "ที่อยู่",
    "author.name": "ชื่อผู้เขียน",
    "text.email": "อีเมลในเนื้อความ",
    "text.phone": "โทรศัพท์ในเนื้อความ",
    "text.citizen_id": "เลขประจำตัวประชาชนในเนื้อความ",
}


def as_text(reading: KnowledgeRecordReading) -> str:
    """A Thai summary of several lines; personal values are shown as what they are, not left out.

    The record belongs to the officer who asks for it; a shared log should use `personal_data`.
    """
    parts = [
        _head(reading),
        _sections(reading.sections),
        _listed("กล่าวถึง", _mentions(reading)),
        _listed("ซ่อมตัวอักษร", _repairs(reading)),
        _listed("ควรตรวจดู", map(warning_text, reading.warnings)),
        _listed("ข้อมูลส่วนบุคคลที่พบ", (_PERSONAL.get(x, x) for x in reading.personal_data)),
    ]
    return "\n\n".join(part for part in parts if part)


def warning_text(warning: Json) -> str:
    """One warning in Thai, with the thing it is about."""
    words = {name: _words(value) for name, value in warning.items()}
    words["field"] = _FIELDS.get(words.get("field", ""), words.get("field", ""))
    words["part"] = _PARTS.get(words.get("part", ""), words.get("part", ""))
    pattern = _WARNINGS.get(words["code"])
    return pattern.format_map(words) if pattern else str(dict(warning))


def line_of(outcome: Outcome) -> str:
    """One file in one line: what it is and how much there is to look at, or why it was refused."""
    reading, refusal = outcome.reading, outcome.refusal
    if reading is None:
        why = f"{refusal.reason} → {refusal.mend}" if refusal else ""
        return f"{_STATES[outcome.state]}  {outcome.name}: {' '.join(why.split())}"
    parts = [_TEMPLATES[reading.form.template], f"{len(reading.sections)} หัวข้อ"]
    if reading.warnings:
        parts.append(f"ควรตรวจดู {len(reading.warnings)} เรื่อง")
    title = reading.form.title or "(ไม่มีชื่อความรู้)"
    return f"{_STATES[outcome.state]}  {outcome.name}: {title} ({', '.join(parts)})"


def passed_over_line(names: Sequence[str]) -> str:
    """The files that are no records by their ending; the first of them by name."""
    more = f" และอีก {len(names) - _SHOWN:,} ไฟล์" if len(names) > _SHOWN else ""
    return f"ข้าม  {', '.join(names[:_SHOWN])}{more} (ไม่ใช่ชนิดไฟล์ของบันทึก)"


def last_line(outcomes: Sequence[Outcome], passed_over: int = 0) -> str:
    """The counts, which add up to the files."""
    return count_line(counts_of(outcomes), passed_over)


def count_line(counts: Mapping[str, int], passed_over: int = 0) -> str:
    """How many files ended in each state; they add up to the files."""
    states = " + ".join(f"{_STATES[state]} {count:,}" for state, count in counts.items())
    beside = f" (ข้ามไฟล์อื่น {passed_over:,})" if passed_over else ""
    return f"บันทึก {sum(counts.values()):,} ไฟล์ = {states}{beside}"


def graph_lines(written: WriteReport) -> Iterator[str]:
    """What the graph did with the facts of the records."""
    yield f"จุด: {_did(written.nodes)}"
    yield f"ความเชื่อมโยง: {_did(written.links)}"
    for lost in written.refused_nodes[:_SHOWN]:
        yield f"ไม่รับ {lost.node.id}: {lost.reason}"
    for refused in written.refused_links[:_SHOWN]:
        link = refused.link
        yield f"ไม่รับ {link.type.value} {link.source} → {link.target}: {refused.reason}"


def _did(counts: Counts) -> str:
    done = {
        "ใหม่": counts.created,
        "ปรับปรุง": counts.updated,
        "คงเดิม": counts.unchanged,
        "ไม่รับ": counts.refused,
    }
    return " + ".join(f"{name} {times:,}" for name, times in done.items())


def _words(value: object) -> str:
    return ", ".join(map(str, value)) or "ไม่ทราบ" if isinstance(value, list) else str(value)


_WARNINGS = {
    "missing_field": "ไม่พบ{field}",
    "empty_section": "หัวข้อ “{heading}” ไม่มีเนื้อความ",
    "content_may_not_match_heading": (
        "เนื้อความอาจไม่ตรงกับหัวข้อ “{heading}”: หัวข้อกระบวนการว่าง แต่หัวข้อนี้เป็นประโยคเรียงข้อ"
    ),
    "unread_field": "อ่าน{field}ไม่ได้: “{raw}” ({why})",
    "more_than_one": "{field}มีมากกว่าหนึ่ง ใช้รายการแรก: “{raw}”",
    "unknown_area": "ไม่พบเขตการปกครองชื่อ “{text}” หรือมีหลายแห่ง",
    "abolished_area": "“{text}” รหัส {was} เลิกใช้แล้ว ปัจจุบันคือ {now}",
    "unplaced_text": "ข้อความที่ไม่อยู่ใต้หัวข้อใด: “{text}”",
    "section_number_skipped": "เลขหัวข้อข้ามจาก {after} ไป {next}",
    "decoded_as": "อ่านตัวอักษรเป็น {encoding}",
    "pdf_line_wrap": "PDF ตัดบรรทัด {lines} แห่ง: ย่อหน้าอาจต่อกันหรือมีช่องว่างกลางคำ",
    "page_number_left_out": "ตัดเลขหน้า {pages} หน้า",
    "part_not_read": "ไม่ได้อ่าน{part}",
}


def _head(reading: KnowledgeRecordReading) -> str:
    form, who = reading.form, reading.form.identity
    rows = {
        "ไฟล์": f"{reading.source.file} ({_TEMPLATES[form.template]})",
        "ชื่อความรู้": form.title,
        "หมวด": form.category,
        "เจ้าขององค์ความรู้": who.author and who.author.name.raw,
        "ตำแหน่ง": who.author and who.author.position and who.author.position.raw,
        "สำนักงาน": who.office and who.office.raw,
        "ที่อยู่": who.address and who.address.raw,
        "โทรศัพท์": who.phone and who.phone.raw,
        "อีเมล": who.email,
        "วันที่": who.date and f"{thai_date(who.date.iso)} (เขียนว่า {who.date.raw})",
    }
    return "\n".join(f"{name}: {value}" for name, value in rows.items() if value)


def _sections(sections: tuple[Section, ...]) -> str:
    return "\n".join(["หัวข้อ", *(line for part in sections for line in _section(part, "  "))])


def _section(section: Section, indent: str) -> Iterator[str]:
    number = f"{section.number} " if section.number is not None else ""
    looks = (
        f" (ดูเหมือน{_KINDS.get(section.suspected_kind, section.suspected_kind)})"
        if section.suspected_kind
        else ""
    )
    counts = f"{len(section.paragraphs)} ย่อหน้า {len(section.items)} ข้อ"
    yield f"{indent}{number}{section.heading}: {counts}{looks}"
    for child in section.children:
        yield from _section(child, f"{indent}  ")


def _mentions(reading: KnowledgeRecordReading) -> Iterator[str]:
    for mention in reading.mentions:
        place = f" ที่ {mention.place_stated}" if mention.place_stated else ""
        yield f"{mention.text} ({_MENTIONS[mention.kind]}){place}"


def _repairs(reading: KnowledgeRecordReading) -> Iterator[str]:
    for kind, times in sorted(reading.repairs.items()):
        yield f"{_REPAIRS.get(kind, kind)} {times} แห่ง"


def _listed(head: str, lines: Iterable[str]) -> str:
    rows = [f"  - {line}" for line in lines]
    return "\n".join([head, *rows]) if rows else ""
