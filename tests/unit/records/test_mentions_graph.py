"""What a record mentions, and the graph that follows from it and from nothing else."""

from pathlib import Path

import pytest

from loaders.records import read_bytes, read_record
from loaders.records.report import as_text

DATA = Path(__file__).parents[2] / "data" / "records"
SHELL = "ชื่อเรื่อง\nความเป็นมา ->\n{}\nผลลัพธ์ ->\nดี\n"


def read(body):
    return read_bytes(SHELL.format(body).encode(), "invented.txt").to_json()


def named(body):
    return [(m["kind"], m["text"]) for m in read(body)["mentions"]]


@pytest.mark.parametrize(
    "body,mentions",
    [
        ("เรียนผ่านYouTubeเป็นต้น", [("OnlineMedia", "YouTube")]),
        ("ดูจากยูทูป และ youtube อีกครั้ง", [("OnlineMedia", "ยูทูป")]),
        ("ระบบออนไลน์ online outline", []),
        ("ตั้งไลน์กลุ่ม", [("OnlineMedia", "ไลน์")]),
        ("การดำเนินงานประจำปี งานพัฒนาชุมชน งานวิจัย", []),
        ("เช่น งานประจำปีของหมู่บ้าน", []),
        ("ผู้ร่วมจัดงานบุญบั้งไฟซึ่งมีทุกปี", [("Fair", "งานบุญบั้งไฟ")]),
        ("ออกร้าน งานบุญบั้งไฟซึ่งจัดทุกปี", [("Fair", "งานบุญบั้งไฟ")]),
        (
            "ได้แก่งานกาชาด งานประเพณีชักพระ, เทศกาลเงาะ",
            [("Fair", "งานกาชาด"), ("Fair", "งานประเพณีชักพระ"), ("Fair", "เทศกาลเงาะ")],
        ),
        ("ร่วม งานกาชาด แล้วก็ งานกาชาด", [("Fair", "งานกาชาด")]),
        ("สินค้า OTOP นวัตวิถี กับ OTOP ห้าดาว", [("Programme", "OTOP นวัตวิถี"), ("Programme", "OTOP")]),
        ("โคก หนอง นา", [("Programme", "โคก หนอง นา")]),
        ("ชาวบ้าน ปราชญ์ และครัวเรือน 20 ครัวเรือน มีรายได้ 5,000 บาท", []),
    ],
)
def test_what_a_text_names(body, mentions):
    assert named(body) == mentions


def test_scope_and_place_only_where_they_are_written():
    stated = read("ร่วม งานกาชาด ณ ศาลากลางจังหวัด แล้วไป งานประเพณีแห่ปลา (ระดับอำเภอ)")["mentions"]
    assert [(m["scope_stated"], m["place_stated"]) for m in stated] == [
        (None, "ศาลากลางจังหวัด"),
        ("ระดับอำเภอ", None),
    ]


@pytest.mark.parametrize("file", sorted(path.name for path in DATA.glob("*.txt")))
def test_links_join_nodes_of_the_record_or_areas_and_no_name_is_an_id(file):
    record = read_record(DATA / file).to_json()
    graph = record["graph"]
    ids = {node["id"] for node in graph["nodes"]}
    assert len(ids) == len(graph["nodes"])
    for link in graph["links"]:
        assert link["from"] in ids
        assert link["to"] in ids or link["to"].startswith("area:")
    assert all(identity.isascii() for identity in ids)


@pytest.mark.parametrize("file", sorted(path.name for path in DATA.glob("*.txt")))
def test_no_sage_household_group_product_or_figure_is_invented(file):
    graph = read_record(DATA / file).to_json()["graph"]
    labels = {node["label"] for node in graph["nodes"]}
    assert labels <= {"KnowledgeRecord", "Officer", "Person", "Agency", "OnlineMedia", "Market"}
    assert not labels & set(graph["must_not_invent"])


def test_an_address_link_is_restricted():
    graph = read_record(DATA / "numbered_children.txt").to_json()["graph"]
    link = next(link for link in graph["links"] if link["type"] == "HAS_ADDRESS_IN")
    assert link["restricted"] is True
    assert link["to"] == "area:55010104"


def test_two_records_by_one_name_stay_two_people():
    text = "๑.ชื่อความรู้ {}\n๒.เจ้าขององค์ความรู้ นายสมมุติ ตัวอย่าง\n๓.ความเป็นมา\nก\n"
    first, second = (
        {n["id"] for n in read_bytes(text.format(t).encode(), "a").to_json()["graph"]["nodes"]}
        for t in ("หนึ่ง", "สอง")
    )
    assert not first & second


def test_personal_data_in_the_text_is_named():
    found = read("โทร 081-234-5678 อีเมล a@example.org เลขบัตร 1-1014-00000-00-6")["personal_data"]
    assert found == ["text.citizen_id", "text.email", "text.phone"]
    assert read("ปี 2560 จำนวน 1,234 คน รหัส 1-1014-00000-00-5")["personal_data"] == []


@pytest.mark.parametrize("file", sorted(path.name for path in DATA.glob("*.txt")))
def test_the_summary_names_title_headings_and_every_warning(file):
    reading = read_record(DATA / file)
    text = as_text(reading)
    assert str(reading.form.title) in text
    assert all(section.heading in text for section in reading.sections)
    assert text.count("\n  - ") == (
        len(reading.mentions)
        + len(reading.repairs)
        + len(reading.warnings)
        + len(reading.personal_data)
    )
    assert "{" not in text
