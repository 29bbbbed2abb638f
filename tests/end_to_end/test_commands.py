"""The commands as an officer meets them: what they say, how they end, what they leave behind."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from loaders.tables_out import write_tables
from tests.end_to_end.commands import ROOT, sammachip

EXAMPLE = ROOT / "examples" / "phayu" / "phayu.xlsx"
VILLAGE = "33209901"
AREAS: list[dict[str, object]] = [
    {"area": "332099", "name": "โนนตัวอย่าง"},
    {"area": VILLAGE, "name": "บ้านตัวอย่าง"},
]


def households(*rows: dict[str, object]) -> dict[str, list[dict[str, object]]]:
    return {"areas": list(AREAS), "households": [{"area": VILLAGE, **row} for row in rows]}


def refused(done, *told: str) -> None:
    """The command failed with a message that says all of this, and without a traceback."""
    said = done.stdout + done.stderr
    assert done.returncode == 1, said
    assert "Traceback" not in said
    for each in told:
        assert each in said, said


def count_nodes(store: Path) -> int:
    import sqlite3

    connection = sqlite3.connect(store)
    try:
        return int(connection.execute("SELECT count(*) FROM node").fetchone()[0])
    finally:
        connection.close()


def test_the_example_loads_without_a_refused_row_and_a_second_time_changes_nothing(tmp_path):
    url = f"sqlite:///{tmp_path / 'graph.db'}"
    first = sammachip("load", str(EXAMPLE), "--store", url)
    assert first.returncode == 0, first.stdout + first.stderr
    before = count_nodes(tmp_path / "graph.db")
    second = sammachip("load", str(EXAMPLE), "--store", url)
    assert second.returncode == 0
    assert count_nodes(tmp_path / "graph.db") == before > 150


def test_check_reports_and_writes_nothing(tmp_path):
    done = sammachip("check", str(EXAMPLE), cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_demo_answers_all_three_users(tmp_path):
    done = sammachip("demo", "--check", cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == ""
    for told in ("officer", "visualiser", "analyst"):
        assert told in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_version():
    from graph_api import __version__

    assert __version__ in sammachip("--version").stdout


def test_export_schema_prints_the_promise():
    done = sammachip("export-schema")
    assert done.stdout == (ROOT / "schema" / "api.graphql").read_text(encoding="utf-8")


def test_synth_is_deterministic_and_loads(tmp_path):
    for name in ("one", "two"):
        out = str(tmp_path / name)
        done = sammachip("synth", "--villages", "3", "--seed", "7", "--out", out)
        assert done.returncode == 0, done.stderr
    written = [{p.name: p.read_bytes() for p in (tmp_path / n).iterdir()} for n in ("one", "two")]
    assert written[0] == written[1]
    url = f"sqlite:///{tmp_path / 'graph.db'}"
    loaded = sammachip("load", str(tmp_path / "one"), "--store", url)
    assert loaded.returncode == 0, loaded.stdout


def test_a_record_as_text_and_as_json():
    path = next((ROOT / "tests" / "data" / "records").glob("*.txt"))
    assert sammachip("record", str(path)).stdout.strip()
    reading = json.loads(sammachip("record", str(path), "--json").stdout)
    assert reading["source"]["file"] == path.name


def test_a_refused_row_is_explained_the_others_land_and_the_end_is_1(tmp_path):
    write_tables(
        tmp_path / "in",
        households({"id": "H1", "head": "นายหนึ่ง ตัวอย่าง"}, {"id": "H2", "area": "99999999"}),
    )
    url = f"sqlite:///{tmp_path / 'graph.db'}"
    report = tmp_path / "refused.xlsx"
    done = sammachip("load", str(tmp_path / "in"), "--store", url, "--report", str(report))
    refused(done, "99999999", "แถว 3")
    assert report.exists()
    # The two areas, their district and province, and the one household that stands.
    assert count_nodes(tmp_path / "graph.db") == 5


def test_30_february_is_refused_with_the_mend(tmp_path):
    write_tables(tmp_path / "in", {"areas": AREAS})
    text = f"รหัส,รหัสหมู่บ้าน,วันที่คัดเลือก\nH1,{VILLAGE},30 ก.พ. 2560\n"
    (tmp_path / "in" / "households.csv").write_text(text, encoding="utf-8")
    done = sammachip("check", str(tmp_path / "in"), cwd=tmp_path)
    refused(done, "households.csv", "แถว 2", "วันที่คัดเลือก", "30 ก.พ. 2560", "28 ก.พ. 2560")


@pytest.mark.parametrize(
    "name, content, told",
    [
        ("households.csv", b"", "households.csv"),
        ("households.csv", "หัว,ครัวเรือน\nก,ข\n".encode(), "households.csv"),
        ("households.xlsx", b"not a workbook", "households.xlsx"),
        ("households.csv", b"\xff\xfe\x00\xd8\x00", "households.csv"),
    ],
    ids=["empty", "missing column", "damaged workbook", "no encoding"],
)
def test_a_fault_of_a_file_loads_nothing_at_all(tmp_path, name, content, told):
    folder = tmp_path / "in"
    write_tables(folder, {"areas": AREAS})
    (folder / name).write_bytes(content)
    store = tmp_path / "graph.db"
    done = sammachip("load", str(folder), "--store", f"sqlite:///{store}")
    refused(done, told)
    assert not store.exists() or count_nodes(store) == 0


def test_a_file_of_the_wrong_type_is_named_with_the_types_that_can_be_read(tmp_path):
    path = tmp_path / "households.pdf"
    path.write_bytes(b"%PDF-1.4")
    refused(sammachip("check", str(path), cwd=tmp_path), "households.pdf", "xlsx", "csv")


def test_a_file_of_another_type_in_a_folder_is_passed_over_and_named(tmp_path):
    write_tables(tmp_path / "in", {"areas": AREAS})
    (tmp_path / "in" / "households.pdf").write_bytes(b"%PDF-1.4")
    done = sammachip("check", str(tmp_path / "in"), cwd=tmp_path)
    assert done.returncode == 0
    assert "households.pdf" in done.stdout


def test_a_file_in_cp874_is_read(tmp_path):
    text = f"รหัส,หัวหน้าครัวเรือน,รหัสหมู่บ้าน\nH1,นายหนึ่ง ตัวอย่าง,{VILLAGE}\n"
    write_tables(tmp_path / "in", {"areas": AREAS})
    (tmp_path / "in" / "households.csv").write_bytes(text.encode("cp874"))
    done = sammachip("check", str(tmp_path / "in"), cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("command", ["load", "check"])
def test_a_path_that_is_not_there_is_named(tmp_path, command):
    done = sammachip(command, str(tmp_path / "ไม่มี.xlsx"), cwd=tmp_path)
    refused(done, "ไม่มี.xlsx")


@pytest.mark.parametrize(
    "url", ["sqlite:////no/such/folder/graph.db", "mongodb://x", "sqlite:////proc/version"]
)
def test_a_store_that_cannot_be_opened_is_named_with_the_mend(tmp_path, url):
    refused(sammachip("load", str(EXAMPLE), "--store", url), "--store")


def test_a_number_in_the_environment_that_is_none_is_named(tmp_path):
    done = sammachip("refresh", SAMMACHIP_EXACT_BETWEENNESS_NODES="many", cwd=tmp_path)
    refused(done, "SAMMACHIP_EXACT_BETWEENNESS_NODES", "many")


def test_beyond_loopback_it_does_not_serve(tmp_path):
    refused(sammachip("serve", "--host", "0.0.0.0", cwd=tmp_path), "0.0.0.0", "127.0.0.1")


def test_a_port_that_is_taken_is_named(tmp_path):
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        refused(sammachip("demo", "--port", port, "--no-browser", cwd=tmp_path), port, "--port")


def test_a_graph_moves_from_store_to_store_and_the_exports_say_the_same(tmp_path):
    first, second = (f"sqlite:///{tmp_path / name}" for name in ("a.db", "b.db"))
    assert sammachip("load", str(EXAMPLE), "--store", first).returncode == 0
    out = sammachip("export", str(tmp_path / "g.graphml"), "--store", first)
    assert out.returncode == 0, out.stderr
    into = sammachip("load", str(tmp_path / "g.graphml"), "--store", second)
    assert into.returncode == 0, into.stdout + into.stderr
    again = sammachip("export", str(tmp_path / "again.graphml"), "--store", second)
    assert "เนื้อหา" in out.stdout
    assert again.stdout.replace("again.graphml", "g.graphml") == out.stdout


def test_check_reads_graph_files_and_makes_no_store(tmp_path):
    url = f"sqlite:///{tmp_path / 'a.db'}"
    assert sammachip("load", str(EXAMPLE), "--store", url).returncode == 0
    assert sammachip("export", str(tmp_path / "g.gexf"), "--store", url).returncode == 0
    done = sammachip("check", str(tmp_path / "g.gexf"), "--store", f"sqlite:///{tmp_path / 'b.db'}")
    assert (done.returncode, done.stdout) == (0, "อ่าน 368 จุด 1,345 ความเชื่อมโยง\n")
    assert not (tmp_path / "b.db").exists()


def test_an_export_without_a_store_makes_none(tmp_path):
    done = sammachip("export", "g.graphml", cwd=tmp_path)
    refused(done, "STORE_UNAVAILABLE", "sammachip load")
    assert list(tmp_path.iterdir()) == []


def test_tables_and_graph_files_are_loaded_one_after_the_other(tmp_path):
    done = sammachip("load", str(EXAMPLE), "g.gexf", "--store", f"sqlite:///{tmp_path / 'a.db'}")
    refused(done, "INVALID_ARGUMENT", "สั่งทีละชนิด")


def test_a_template_is_written_checked_and_never_written_over(tmp_path):
    out = str(tmp_path / "t.xlsx")
    done = sammachip("template", "--out", out, "--tables", "households, groups")
    assert done.returncode == 0, done.stderr
    refused(sammachip("template", "--out", out), "FILE_NOT_WRITABLE", "--force")
    refused(sammachip("check", out), "SHEET_EMPTY", "ไม่มีแถวข้อมูล")
    refused(
        sammachip("template", "--out", "x.xlsx", "--tables", "weather"), "weather", "households"
    )


def test_derive_works_out_again_what_follows_and_says_so(tmp_path: Path):
    store = f"sqlite:///{tmp_path / 'graph.db'}"
    assert sammachip("load", str(EXAMPLE), "--store", store).returncode == 0
    done = sammachip("derive", "--store", store)
    assert done.returncode == 0, done.stderr
    assert "ใหม่ 0 เปลี่ยน 0" in done.stdout
    assert "เอาออก 0" in done.stdout
    assert "sammachip refresh" in done.stdout


RECORDS = ROOT / "tests" / "data" / "records"


def test_a_folder_of_records_and_tables_is_loaded_as_both(tmp_path):
    folder, url = tmp_path / "ทั้งหมด", f"sqlite:///{tmp_path / 'graph.db'}"
    write_tables(folder, households({"id": "H1", "name": "ครัวเรือนหนึ่ง"}))
    for path in RECORDS.glob("*.txt"):
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "bad.txt").write_text("ไม่ใช่บันทึก", encoding="utf-8")
    done = sammachip("load", str(folder), "--store", url)
    assert done.returncode == 0, done.stdout + done.stderr
    for told in ("ครัวเรือนสัมมาชีพ: 1 แถว", "บันทึก 7 ไฟล์", "ไม่รับ 1", "bad.txt", "ไม่พบหัวข้อ"):
        assert told in done.stdout
    refused(sammachip("load", str(folder / "bad.txt"), "--store", url), "bad.txt", "ไม่พบหัวข้อ")
    again = sammachip("load", str(folder), "--store", url)
    assert again.returncode == 0, again.stdout + again.stderr
    assert "ใหม่ 0 + ปรับปรุง 0" in again.stdout
    checked = sammachip("check", str(RECORDS), cwd=tmp_path)
    assert checked.returncode == 0
    assert "บันทึก 6 ไฟล์" in checked.stdout


def test_erased_is_erased_listed_and_not_brought_back(tmp_path: Path):
    store = ("--store", f"sqlite:///{tmp_path / 'graph.db'}")
    why = ("--by", "สนง.พช.อำเภอ", "--reason", "คำขอ ๑/๒๕๖๑")
    assert sammachip("load", str(EXAMPLE), *store).returncode == 0
    asked = sammachip("erase", "S1", *why, *store)
    assert asked.returncode == 1, "nothing is erased without a yes"
    assert "ยังไม่มี" in sammachip("audit", *store).stdout
    done = sammachip("erase", "S1", *why, "--yes", *store)
    assert done.returncode == 0, done.stderr
    assert "ลำดับ 1" in done.stdout
    listed = sammachip("audit", *store).stdout
    assert all(each in listed for each in ("S1", "สนง.พช.อำเภอ", "คำขอ ๑/๒๕๖๑"))
    name = "ทองใบ แก้วตัวอย่าง".encode()
    assert not [path for path in tmp_path.iterdir() if name in path.read_bytes()]
    again = sammachip("load", str(EXAMPLE), *store)
    assert again.returncode == 1
    assert "S1" in again.stdout
    assert "ถูกลบตามคำขอ" in again.stdout
    assert not [path for path in tmp_path.iterdir() if name in path.read_bytes()]
    refused(sammachip("erase", "M1", *why, "--yes", *store), "M1", "INVALID_ARGUMENT")


@pytest.mark.skipif(os.name == "nt", reason="signals of this kind are those of POSIX")
@pytest.mark.parametrize("command", ["refresh", "export", "audit"])
def test_ctrl_c_while_a_command_is_still_being_imported_is_said_in_thai(tmp_path, command):
    code = (
        "import os, signal, sys; from graph_api.cli import main; "
        "program = sys.modules['graph_api.cli.main']; "
        "program.import_module = lambda name: os.kill(os.getpid(), signal.SIGINT); main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, command],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 130
    assert done.stderr.strip() == "หยุดตามคำสั่ง (Ctrl+C)"
