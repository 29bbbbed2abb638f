"""What was erased cannot be read from the store's files, whatever reads their bytes."""

import struct
from collections.abc import AsyncGenerator
from pathlib import Path

from graph_api.domain.links import Link, LinkType
from graph_api.domain.nodes import Household, KnowledgeRecord, Person, RecordSection
from graph_api.domain.places import Point, Precision
from graph_api.stores.sqlite import SqliteStore

SECRETS = ("ปานทิพย์", "สมมติยิ่ง", "0812345678", "แถวของปานทิพย์")
HOUSE = Point(15.123456, 104.543219)
SOMEBODY = Person(
    id="p1",
    name="ปานทิพย์ สมมติยิ่ง",
    given_name="ปานทิพย์",
    family_name="สมมติยิ่ง",
    phone="0812345678",
    area="33209901",
    point=HOUSE,
    precision=Precision.HOUSE,
)


RECORD = KnowledgeRecord(id="r", name="บันทึก")
SECTION = RecordSection(id="r#1", name="เจ้าของ", text="เขียนโดยปานทิพย์ สมมติยิ่ง โทร 0812345678")
LINKS = (
    Link(type=LinkType.WROTE, source="p1", target="r"),
    Link(type=LinkType.PART_OF, source="r#1", target="r"),
)


def bytes_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir()))


def spoken_of(held: bytes) -> list[str]:
    """Which secrets stand in the bytes: as text, as runs of three letters, as coordinates."""
    grams = {secret[at : at + 3] for secret in SECRETS[:2] for at in range(len(secret) - 2)}
    said = [text for text in (*SECRETS, *grams) if text.encode() in held]
    numbers = {
        f"{axis} as {kind}": struct.pack(kind, value)
        for axis, value in (("lat", HOUSE.lat), ("lon", HOUSE.lon))
        for kind in (">d", ">f")
    }
    return said + [name for name, packed in numbers.items() if packed in held]


def others() -> list[Household]:
    return [
        Household(
            id=f"h{n}", name=f"บ้าน {n}", point=Point(15 + n / 1000, 104), precision=Precision.HOUSE
        )
        for n in range(300)
    ]


async def filled(path: Path) -> SqliteStore:
    store = await SqliteStore.open(path)
    await store.write([SOMEBODY, *others(), RECORD, SECTION], LINKS)
    await store.write([Person(id="p1", name="ปานทิพย์ สมมติยิ่ง", phone="0899999999")], [])
    await store.write([Person(id="p1", name="ปานทิพย์ สมมติยิ่ง", phone="0812345678")], [])
    return store


async def test_the_bytes_of_the_files_hold_nothing_of_it(tmp_path: Path):
    store = await filled(tmp_path / "graph.db")
    assert set(spoken_of(bytes_of(tmp_path))) >= {"ปานทิพย์", "0812345678", "lat as >d"}
    done = await store.erase("p1", asked_by="ก", reason="ข")
    assert done.leftover is None
    assert spoken_of(bytes_of(tmp_path)) == [], "while the store is open, log included"
    assert len(await store.nearby(Household.KIND, Point(15.1, 104), 500_000, None)) == 300
    await store.close()
    assert spoken_of(bytes_of(tmp_path)) == []


async def test_a_reader_under_way_is_waited_for_or_told_of(tmp_path: Path):
    store = await filled(tmp_path / "graph.db")
    batches = store.export_nodes()
    await anext(batches)
    done = await store.erase("p1", asked_by="ก", reason="ข")
    assert done.leftover is None or "erase" in done.leftover
    assert isinstance(batches, AsyncGenerator)
    await batches.aclose()
    if done.leftover:
        again = await store.erase("p1", asked_by="ก", reason="ข")
        assert again.leftover is None
    assert spoken_of(bytes_of(tmp_path)) == []
    await store.close()
