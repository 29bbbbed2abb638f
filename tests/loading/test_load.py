"""From files to the graph: what lands, what is united, and that nothing dangles."""

from datetime import date

import pytest
from openpyxl import Workbook

from graph_api.domain.derivation import DERIVED_TYPES
from graph_api.domain.kinds import PERSON_ROLES, NodeKind
from graph_api.domain.links import LinkType
from graph_api.domain.nodes import Activity, Household, HouseholdStatus
from graph_api.domain.places import Point, Precision
from graph_api.services.derive import derive_links
from loaders import check, load
from tests.loading.example_rows import write_csv, write_examples
from tests.loading.memory_store import MemoryStore

VILLAGE = ("areas.csv", ["code", "name"], [["332001", "พยุห์"], ["33200101", "บ้านตัวอย่าง"]])


@pytest.fixture
def store():
    return MemoryStore()


@pytest.fixture
def files(tmp_path):
    """Writes tables given as (file name, headings, rows) and returns their folder."""

    def write(*tables):
        for name, headings, rows in tables:
            write_csv(tmp_path / name, headings, rows)
        return tmp_path

    return write


def graph(store):
    """What the store holds, without where it came from."""
    nodes = {i: repr(n).partition("provenance=")[0] for i, n in store.held.items()}
    links = {i: (k.since, k.until, dict(k.properties)) for i, k in store.linked.items()}
    return nodes, links


async def test_the_examples_of_the_contracts_make_one_graph(tmp_path, store):
    report = await load([write_examples(tmp_path)], store, derive=derive_links)
    assert report.refusals == ()
    assert report.exit_code == 0
    assert report.total.rows == report.total.accepted
    assert {link.type for link in store.linked.values()} >= set(LinkType) - DERIVED_TYPES
    assert {node.KIND for node in store.held.values()} == {
        kind for kind in NodeKind if kind not in PERSON_ROLES
    }
    assert all(link.source in store.held for link in store.linked.values())
    assert all(link.target in store.held for link in store.linked.values())


async def test_thai_and_english_headings_make_the_same_graph(tmp_path, store):
    other = MemoryStore()
    await load([write_examples(tmp_path / "th", "th")], store)
    await load([write_examples(tmp_path / "en", "en")], other)
    assert graph(store) == graph(other)


async def test_a_workbook_makes_the_same_graph_as_a_folder(tmp_path, store):
    folder = write_examples(tmp_path / "csv")
    book = Workbook()
    for path in sorted(folder.iterdir()):
        sheet = book.create_sheet(path.stem)
        for line in path.read_text(encoding="utf-8").splitlines():
            sheet.append(line.split(","))
    book.save(tmp_path / "all.xlsx")
    other = MemoryStore()
    report = await load([tmp_path / "all.xlsx"], other)
    assert report.refusals == ()
    await load([folder], store)
    assert graph(store) == graph(other)


async def test_a_second_load_changes_nothing(tmp_path, store):
    folder = write_examples(tmp_path)
    await load([folder], store, derive=derive_links)
    before = dict(store.held), dict(store.linked)
    again = await load([folder], store, derive=derive_links)
    assert (store.held, store.linked) == before
    for counts in (again.nodes, again.links, again.derived):
        assert counts is not None
        assert counts.created == counts.updated == counts.refused == 0
        assert counts.unchanged > 0


async def test_a_check_writes_nothing_and_says_the_same(tmp_path, store):
    folder = write_examples(tmp_path)
    checked = await check([folder], store)
    assert store.transactions == 0
    loaded = await load([folder], store)
    assert checked.tables == loaded.tables
    assert (checked.node_count, checked.link_count) == (loaded.node_count, loaded.link_count)


async def test_values_land_in_their_fields(files, store):
    folder = files(
        VILLAGE,
        (
            "households.csv",
            ["รหัส", "ชื่อ-สกุล", "บ้านเลขที่", "รหัสหมู่บ้าน", "สถานะ", "ละติจูด", "ลองจิจูด"],
            [["H1", "นายบุญมี ตัวอย่าง", "12/3", "๓๓๒๐๐๑๐๑", "อบรมแล้ว", "15.01", "104.41"]],
        ),
    )
    report = await load([folder], store)
    household = store.held["H1"]
    assert isinstance(household, Household)
    assert (household.name, household.head) == ("ครัวเรือน H1", "นายบุญมี ตัวอย่าง")
    assert (household.area, household.house_no) == ("33200101", "12/3")
    assert household.status is HouseholdStatus.TRAINED
    assert (household.point, household.precision) == (Point(15.01, 104.41), Precision.HOUSE)
    assert household.provenance is not None
    assert household.provenance.source == "households.csv"
    assert household.provenance.place == "แถว 2"
    assert [c.what for c in report.corrections] == ["เลขไทยเป็นเลขอารบิก"]
    assert report.tables["households"].corrected == 1


async def test_the_areas_around_a_used_area_come_from_the_official_list(files, store):
    await load([files(VILLAGE)], store)
    assert {i: n.provenance.source for i, n in store.held.items()} == {
        "area:33": "geothai",
        "area:3320": "geothai",
        "area:332001": "areas.csv",
        "area:33200101": "areas.csv",
    }


async def test_an_abolished_code_goes_to_its_successor(files, store):
    report = await load(
        [files(("people.csv", ["id", "name", "area"], [["P1", "นายก ข", "330110"]]))], store
    )
    assert store.held["P1"].area == "332001"
    assert "330110" in report.corrections[0].what
    assert report.exit_code == 0


async def test_one_person_in_two_tables_is_one_node_with_two_roles(files, store):
    folder = files(
        ("sages.csv", ["id", "name", "since"], [["P1", "นางก ข", "2560-01-05"]]),
        ("trainers.csv", ["id", "name", "phone"], [["P1", "นางก ข", "0812345678"]]),
    )
    report = await load([folder], store)
    assert report.exit_code == 0
    person = store.held["P1"]
    assert person.kinds == {NodeKind.PERSON, NodeKind.SAGE, NodeKind.TRAINER}
    assert person.phone == "+66812345678"
    assert person.role(NodeKind.SAGE).since == date(2017, 1, 5)


async def test_two_persons_under_one_id_are_refused(files, store):
    folder = files(
        ("sages.csv", ["id", "name"], [["P1", "นางก ข"]]),
        ("trainers.csv", ["id", "name"], [["P1", "นายค ง"]]),
    )
    report = await load([folder], store)
    assert [r.rule for r in report.refusals] == ["contradiction"]
    assert "sages.csv แถว 2" in report.refusals[0].reason
    assert store.held["P1"].kinds == {NodeKind.PERSON, NodeKind.SAGE}


async def test_a_reference_may_name_what_the_store_holds(files, store, tmp_path):
    await load([files(("groups.csv", ["id", "name"], [["G1", "กลุ่มทอเสื่อ"]]))], store)
    later = write_csv(tmp_path / "products.csv", ["id", "name", "makers"], [["PR1", "เสื่อ", "G1"]])
    report = await load([later], store)
    assert report.exit_code == 0
    assert [link.type for link in store.linked.values()] == [LinkType.MAKES]
    checked_alone = await check([later])
    assert [r.rule for r in checked_alone.refusals] == ["reference"]


async def test_an_id_of_another_kind_in_the_store_is_refused(files, store, tmp_path):
    await load([files(("groups.csv", ["id", "name"], [["X1", "กลุ่มทอเสื่อ"]]))], store)
    later = write_csv(tmp_path / "markets.csv", ["id", "name"], [["X1", "ตลาด"]])
    report = await load([later], store)
    assert [r.rule for r in report.refusals] == ["id-taken"]
    assert report.node_count == 0


async def test_what_hangs_on_a_refused_row_is_refused_with_it(files, store):
    folder = files(
        ("sages.csv", ["id", "name", "phone"], [["S1", "นางก ข", "12"], ["S2", "นางค ง", ""]]),
        ("teams.csv", ["id", "name", "led_by"], [["T1", "ทีม", "S1"], ["T2", "ทีมสอง", "S2"]]),
        ("trainers.csv", ["id", "name", "team"], [["R1", "นายจ ฉ", "T1"], ["R2", "นายช ซ", "T2"]]),
        ("households.csv", ["id", "selected_by"], [["H1", "R1"], ["H2", "R2"]]),
    )
    report = await load([folder], store)
    assert [(r.table, r.rule) for r in report.refusals] == [
        ("sages", "phone"),
        ("trainers", "refused-reference"),
        ("teams", "refused-reference"),
        ("households", "refused-reference"),
    ]
    assert "sages.csv แถว 2" in report.refusals[2].reason
    assert set(store.held) == {"S2", "T2", "R2", "H2"}
    assert (report.total.accepted, report.total.refused) == (4, 4)


async def test_a_contradiction_found_late_leaves_nothing_dangling(files, store):
    folder = files(
        ("sages.csv", ["id", "name"], [["S1", "นางก ข"]]),
        ("teams.csv", ["id", "name", "led_by"], [["T1", "ทีม", "S1"]]),
        (
            "trainers.csv",
            ["id", "name", "team", "since"],
            [["S1", "นางคนอื่น ข", "T1", ""], ["R1", "นายค ง", "T1", ""]],
        ),
    )
    report = await load([folder], store)
    assert [r.rule for r in report.refusals] == ["contradiction"]
    assert {(k.source, k.target) for k in store.linked.values()} == {("S1", "T1"), ("R1", "T1")}


async def test_a_group_and_its_chair_in_the_members_table_agree(files, store):
    folder = files(
        ("households.csv", ["id"], [["H1"]]),
        ("groups.csv", ["id", "name", "chair"], [["G1", "กลุ่ม", "H1"]]),
        ("group_members.csv", ["member", "group", "since"], [["H1", "G1", "2560-05-01"]]),
    )
    report = await load([folder], store)
    assert report.exit_code == 0
    [link] = store.linked.values()
    assert (link.properties, link.since) == ({"role": "ประธาน"}, date(2017, 5, 1))


async def test_the_place_of_an_activity_gives_its_area(files, store):
    folder = files(
        VILLAGE,
        ("learning_centres.csv", ["id", "name", "area"], [["C1", "ศูนย์", "33200101"]]),
        (
            "activities.csv",
            ["id", "kind", "name", "held_at"],
            [["E1", "อบรม", "ก", "C1"], ["E2", "เวที", "ข", "332001"], ["E3", "เวที", "ค", ""]],
        ),
    )
    assert (await load([folder], store)).exit_code == 0
    areas = {n.id: n.area for n in store.held.values() if isinstance(n, Activity)}
    assert areas == {"E1": "33200101", "E2": "332001", "E3": None}


async def test_a_date_without_the_link_it_belongs_to_is_said(files, store):
    report = await load([files(("households.csv", ["id", "since"], [["H1", "2561-01-01"]]))], store)
    assert report.tables["households"].corrected == 1
    assert "ไม่ได้เก็บ" in report.corrections[0].what


async def test_participants_of_a_later_file_are_taught_too(files, store, tmp_path):
    folder = files(
        ("sages.csv", ["id", "name"], [["S1", "นางก ข"]]),
        ("households.csv", ["id"], [["H1"], ["H2"]]),
        (
            "activities.csv",
            ["id", "kind", "name", "started_on", "led_by", "hours"],
            [["E1", "อบรม", "ทอเสื่อ", "14 ก.พ. 2561", "S1", "6"]],
        ),
        ("participants.csv", ["activity", "participant"], [["E1", "H1"]]),
    )
    first = await load([folder], store, derive=derive_links)
    later = tmp_path / "later"
    later.mkdir()
    write_csv(later / "participants.csv", ["activity", "participant"], [["E1", "H2"]])
    second = await load([later], store, derive=derive_links)
    assert [r.derived.created for r in (first, second) if r.derived] == [1, 1]
    taught = [link for link in store.linked.values() if link.type is LinkType.TAUGHT]
    assert [(k.source, k.target, k.key, k.since, k.derived) for k in taught] == [
        ("S1", "H1", "E1", date(2018, 2, 14), True),
        ("S1", "H2", "E1", date(2018, 2, 14), True),
    ]
    assert taught[0].properties == {"activity": "E1", "hours": 6.0}


async def test_a_declared_link_is_left_as_declared(files, store):
    folder = files(
        ("groups.csv", ["id", "name"], [["G1", "กลุ่ม"]]),
        ("markets.csv", ["id", "name"], [["M1", "ตลาด"]]),
        (
            "sales.csv",
            ["no", "seller", "market", "date", "amount"],
            [["1", "G1", "M1", "2561-03-01", "10"]],
        ),
        (
            "links.csv",
            ["type", "source", "target", "since"],
            [["SELLS_AT", "G1", "M1", "2560-01-01"]],
        ),
    )
    await load([folder], store, derive=derive_links)
    [sells] = [k for k in store.linked.values() if k.type is LinkType.SELLS_AT]
    assert (sells.derived, sells.since) == (False, date(2017, 1, 1))


async def test_a_load_of_ordinary_size_is_one_transaction(tmp_path, store):
    await load([write_examples(tmp_path)], store)
    assert store.transactions == 1


async def test_a_large_load_states_nodes_before_links(tmp_path, store, monkeypatch):
    monkeypatch.setattr("loaders.writing.AT_ONCE", 30)
    monkeypatch.setattr("loaders.writing.BATCH", 10)
    folder = write_examples(tmp_path)
    report = await load([folder], store)
    assert (report.exit_code, report.node_count, report.link_count) == (0, 32, 60)
    assert store.transactions == 4 + 6
    other = MemoryStore()
    monkeypatch.undo()
    await load([folder], other)
    assert graph(other) == graph(store)


async def test_a_load_cut_short_is_completed_by_the_next(tmp_path, store, monkeypatch):
    monkeypatch.setattr("loaders.writing.AT_ONCE", 30)
    monkeypatch.setattr("loaders.writing.BATCH", 10)
    folder = write_examples(tmp_path)

    def stop(stage: str, done: int, total: int) -> None:
        if stage == "บันทึก" and done > total / 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await load([folder], store, progress=stop)
    assert 0 < len(store.linked) < 60
    assert all({k.source, k.target} <= set(store.held) for k in store.linked.values())
    report = await load([folder], store)
    assert report.exit_code == 0
    assert len(store.linked) == 60


async def test_progress_ends_at_the_whole(tmp_path, store):
    told = []
    await load([write_examples(tmp_path)], store, progress=lambda *said: told.append(said))
    stages = {"อ่าน", "ตรวจรหัส", "รวมข้อมูล", "บันทึก"}
    assert {stage for stage, _, _ in told} == stages
    assert all(done <= total for _, done, total in told)
    assert {stage for stage, done, total in told if done == total} == stages
