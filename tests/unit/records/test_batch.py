"""A folder of records: each file has one end, and the counts add up."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from graph_api.cli.records import record
from loaders.errors import FileNotWritable
from loaders.records import RecordNotRead
from loaders.records.batch import counts_of, find_records, read_each
from tests.unit.records import files

WHOLE = [
    "๑.ชื่อความรู้ การสานตะกร้า",
    "๒.เจ้าขององค์ความรู้ นายสมมุติ ตัวอย่าง สังกัด สำนักงานพัฒนาชุมชนอำเภอพยุห์ จังหวัดศรีสะเกษ",
    "โทรศัพท์ ๐๘๑-๒๓๔๕๖๗๘ วันที่ ๓ มีนาคม ๒๕๖๑",
    "๓.ความเป็นมา",
    "ตะกร้าขายได้ทั้งปี",
]
LESS = ["๑.ชื่อความรู้ การออม", "๒.เจ้าขององค์ความรู้ นางทดสอบ ตัวอย่าง", "๓.ความเป็นมา", "ไม่มีเงินเก็บ"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    held = tmp_path / "บันทึก"
    (held / "ปี๖๑").mkdir(parents=True)
    (held / "ก.txt").write_bytes(files.as_txt(WHOLE))
    (held / "ข.docx").write_bytes(files.as_docx(WHOLE))
    (held / "ปี๖๑" / "ก.txt").write_bytes(files.as_txt(LESS))
    (held / "ปี๖๑" / "ค.pdf").write_bytes(b"%PDF-1.7 ...")
    (held / "ปี๖๑" / "ง.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    (held / "~$ข.docx").write_bytes(b"lock")
    (held / "รูป.jpg").write_bytes(b"\xff\xd8")
    return held


def run(*arguments):
    return CliRunner().invoke(record, list(map(str, arguments)))


def test_every_file_of_a_folder_ends_once_and_the_counts_add_up(folder):
    candidates, others = find_records([folder])
    counts = counts_of(list(read_each(candidates)))
    assert counts == {"read": 2, "warned": 1, "refused": 2}
    assert {other.name for other in others} == {"~$ข.docx", "รูป.jpg"}
    assert sum(counts.values()) + len(others) == sum(p.is_file() for p in folder.rglob("*"))


def test_a_file_given_twice_is_read_once(folder):
    candidates, _ = find_records([folder, folder / "ก.txt", folder / ".." / folder.name / "ก.txt"])
    assert len(candidates) == 5


def test_a_named_file_is_read_whatever_its_ending(folder):
    path = folder / "ก.บันทึก"
    path.write_bytes(files.as_txt(WHOLE))
    assert [found.path for found in find_records([path])[0]] == [path]
    assert path in [found.path for found in find_records([folder])[1]]
    assert path in [found.path for found in find_records([folder, path])[0]]
    assert path not in [found.path for found in find_records([folder, path])[1]]


def test_a_folder_gives_a_line_a_file_and_ends_with_1_where_one_was_refused(folder):
    done = run(folder)
    lines = done.output.splitlines()
    assert done.exit_code == 1
    assert len(lines) == 7
    assert lines[0].startswith("อ่านได้  ก.txt: การสานตะกร้า (แบบเลขข้อ, 1 หัวข้อ)")
    assert "ปี๖๑/ก.txt" in lines[2]
    assert "ควรตรวจดู" in lines[2]
    assert lines[3].startswith("ไม่รับ  ปี๖๑/ค.pdf: ไฟล์ PDF เสีย")
    assert lines[-1] == "บันทึก 5 ไฟล์ = อ่านได้ 2 + อ่านได้แต่ควรตรวจ 1 + ไม่รับ 2 (ข้ามไฟล์อื่น 2)"


def test_several_files_in_good_order_end_with_0(folder):
    done = run(folder / "ก.txt", folder / "ข.docx")
    assert done.exit_code == 0
    assert done.output.splitlines()[-1].startswith("บันทึก 2 ไฟล์ = อ่านได้ 2")


def test_json_of_a_folder_is_a_list_and_nothing_else(folder):
    done = run(folder, "--json")
    found = json.loads(done.stdout)
    assert [each["source"]["file"] for each in found] == [
        "ก.txt",
        "ข.docx",
        "ปี๖๑/ก.txt",
        "ปี๖๑/ค.pdf",
        "ปี๖๑/ง.doc",
    ]
    assert found[3]["refused"]["code"] == "RECORD_NOT_READ"
    assert found[3]["refused"]["mend"]
    assert "บันทึก 5 ไฟล์" in done.stderr


def test_json_of_one_file_is_one_object(folder):
    assert json.loads(run(folder / "ก.txt", "--json").stdout)["title"] == "การสานตะกร้า"


def test_out_holds_a_json_for_each_reading_where_the_file_stood(folder, tmp_path):
    out = tmp_path / "ผล"
    run(folder, "--out", out)
    written = {path.relative_to(out).as_posix() for path in out.rglob("*.json")}
    assert written == {"ก.txt.json", "ข.docx.json", "ปี๖๑/ก.txt.json"}
    held = json.loads((out / "ปี๖๑" / "ก.txt.json").read_text(encoding="utf-8"))
    assert held["title"] == "การออม"


def test_files_of_one_name_do_not_take_each_others_place(folder, tmp_path):
    out = tmp_path / "ผล"
    run(folder / "ก.txt", folder / "ปี๖๑" / "ก.txt", "--out", out)
    assert {path.name for path in out.iterdir()} == {"ก.txt.json", "ก.txt (2).json"}


def test_a_place_that_cannot_be_written_is_named(folder):
    done = run(folder / "ก.txt", "--out", folder / "ก.txt" / "ผล")
    assert isinstance(done.exception, FileNotWritable)


def test_a_folder_without_records_is_refused(tmp_path):
    assert isinstance(run(tmp_path).exception, RecordNotRead)


def test_one_refused_file_is_an_error_with_its_reason(folder):
    done = run(folder / "ปี๖๑" / "ค.pdf")
    assert isinstance(done.exception, RecordNotRead)


def test_a_missing_file_among_several_is_refused_by_name(folder):
    done = run(folder / "ก.txt", folder / "ไม่มี.txt")
    assert done.exit_code == 1
    assert "ไม่รับ  ไม่มี.txt: ไม่พบไฟล์" in done.output
