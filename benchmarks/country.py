"""An invented country in nodes and links, of any size, from a seed; streamed, so memory is flat.

A village is one sage, four trainers, twenty households, a group and what it makes; ten villages
are a subdistrict, ten subdistricts a district with an officer, an agency, markets and a centre,
five districts a province. Villages lie as close in a small country as in a large one, so that what
is near does not grow with the country. Some centres are known everywhere, the largest to 3.2 % of
all people: the hubs of `benchmarks/network.py`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from graph_api.domain.areas import area_id
from graph_api.domain.kinds import NodeKind
from graph_api.domain.links import Link, LinkType
from graph_api.domain.nodes import (
    Agency,
    Area,
    HeldRole,
    Household,
    HouseholdStatus,
    LearningCentre,
    Market,
    Node,
    Occupation,
    OccupationGroup,
    Officer,
    Person,
    Product,
)
from graph_api.domain.places import Point, Precision
from graph_api.domain.provenance import Provenance

OF_A_VILLAGE = 28
"""Nodes of a village, its area among them."""
OCCUPATIONS = (
    "ทอเสื่อ",
    "ปลูกผัก",
    "แปรรูปอาหาร",
    "ทอผ้า",
    "เพาะเห็ด",
    "ทำสมุนไพร",
    "จักสาน",
    "เลี้ยงไก่",
    "ทำขนม",
    "เลี้ยงปลา",
)
HUB_SHARES = (0.032, 0.011, 0.006, 0.004, 0.003, 0.002, 0.002, 0.001, 0.001, 0.001)

_A_PROVINCE, _A_DISTRICT, _A_SUBDISTRICT = 500, 100, 10
_TRAINERS, _HOUSEHOLDS, _PEERS, _SALES = 4, 20, 45, 6
_FIRST = "สม บุญ ทอง วิ ประ คำ จัน มา อุ ดา นิ พร ศิ รัต สุ กิต ชา ธี ปา ลา".split()  # noqa: SIM905
_SECOND = "ชาย มี ดี ใจ ศักดิ์ พร ณี ชัย เพ็ญ ลักษณ์ วัฒน์ รัตน์ ศรี นภา เดช ทิพย์ มล ภา วรรณ กร".split()  # noqa: SIM905
_THIRD = "สกุล วงศ์ ตัวอย่าง สมมติ จำลอง ทดลอง ต้นแบบ แสน ผล สุข".split()  # noqa: SIM905
_BEGAN = date(2016, 1, 1)
_SOURCE = "invented.xlsx"


@dataclass(frozen=True, slots=True)
class Country:
    """How many villages there are, and the seed that everything is drawn from."""

    villages: int
    seed: int = 0

    @classmethod
    def of(cls, nodes: int, seed: int = 0) -> "Country":
        """The country that has about so many nodes."""
        return cls(max(nodes // OF_A_VILLAGE, 1), seed)

    def code(self, village: int) -> str:
        """The area code of a village."""
        province, rest = divmod(village, _A_PROVINCE)
        district, rest = divmod(rest, _A_DISTRICT)
        subdistrict, number = divmod(rest, _A_SUBDISTRICT)
        return f"{10 + province}{district + 1:02}{subdistrict + 1:02}{number + 1:02}"

    def point(self, village: int) -> Point:
        """Where a village lies: provinces side by side, villages anywhere in their province."""
        draws = Random(f"{self.seed}/point/{village}")
        row, column = divmod(village // _A_PROVINCE, 9)
        lat, lon = 6 + row * 1.5, 97.5 + column * 0.9
        return Point(round(lat + draws.random() * 1.5, 6), round(lon + draws.random() * 0.9, 6))

    def nodes(self) -> Iterator[Node]:
        """Every node, areas and hubs before villages."""
        for number, name in enumerate(OCCUPATIONS):
            yield Occupation(id=occupation(number), name=name, provenance=_PROVENANCE)
        for number in range(len(HUB_SHARES)):
            yield LearningCentre(id=hub(number), name=f"ช่องความรู้ {number}", provenance=_PROVENANCE)
        for village in range(self.villages):
            if village % _A_DISTRICT == 0:
                yield from self._district(village)
            yield from self._village(village)

    def links(self) -> Iterator[Link]:
        """Every link, village by village."""
        for village in range(self.villages):
            yield from self._links(village)

    def links_of(self, village: int) -> Iterator[Link]:
        """The links of one village."""
        return self._links(village)

    def homes(self, village: int) -> list[str]:
        """The ids of the households of a village."""
        return [_household(self.code(village), number) for number in range(_HOUSEHOLDS)]

    def household(self, draws: Random) -> str:
        """The id of some household."""
        return _household(self.code(draws.randrange(self.villages)), draws.randrange(_HOUSEHOLDS))

    def sage(self, draws: Random) -> str:
        """The id of some sage."""
        return f"S-{self.code(draws.randrange(self.villages))}"

    def _district(self, village: int) -> Iterator[Node]:
        code, point = self.code(village), self.point(village)
        for digits in (2, 4) if village % _A_PROVINCE == 0 else (4,):
            yield _area(code[:digits], point, Precision.DISTRICT)
        where = {"area": code[:4], "point": point, "precision": Precision.DISTRICT}
        draws = Random(f"{self.seed}/district/{village}")
        yield _Maker(Officer, where).of(f"O-{code[:4]}", _name(draws))
        yield _Maker(Agency, where).of(f"A-{code[:4]}", f"สำนักงาน {code[:4]}")
        yield _Maker(LearningCentre, where).of(f"C-{code[:4]}", f"ศูนย์เรียนรู้ {code[:4]}")
        for number in range(3):
            yield _Maker(Market, where).of(f"M-{code[:4]}-{number}", f"ตลาด {code[:4]} {number}")

    def _village(self, village: int) -> Iterator[Node]:
        code, point = self.code(village), self.point(village)
        draws = Random(f"{self.seed}/village/{village}")
        if village % _A_SUBDISTRICT == 0:
            yield _area(code[:6], point, Precision.SUBDISTRICT)
        yield _area(code, point, Precision.VILLAGE)
        at = {"area": code, "precision": Precision.HOUSE}
        sage = (HeldRole(NodeKind.SAGE, since=_BEGAN),)
        yield Person(
            id=f"S-{code}", name=_name(draws), roles=sage, point=_near(point, draws), **_given(at)
        )
        for number in range(_TRAINERS):
            roles = (HeldRole(NodeKind.TRAINER),)
            yield Person(
                id=f"T-{code}-{number}",
                name=_name(draws),
                roles=roles,
                point=_near(point, draws),
                **_given(at),
            )
        for number in range(_HOUSEHOLDS):
            name = _name(draws)
            yield Household(
                id=_household(code, number),
                name=name,
                head=name,
                house_no=str(number + 1),
                status=HouseholdStatus.TRAINED,
                point=_near(point, draws),
                **_given(at),
            )
        where = {"area": code, "point": point, "precision": Precision.VILLAGE}
        work = OCCUPATIONS[village % len(OCCUPATIONS)]
        yield _Maker(OccupationGroup, where).of(f"G-{code}", f"กลุ่ม{work} {_name(draws)}")
        yield _Maker(Product, {"area": code}).of(f"P-{code}", f"ผลิตภัณฑ์{work} {code}")

    def _links(self, village: int) -> Iterator[Link]:
        code = self.code(village)
        draws = Random(f"{self.seed}/links/{village}")
        homes = [_household(code, number) for number in range(_HOUSEHOLDS)]
        trainers = [f"T-{code}-{number}" for number in range(_TRAINERS)]
        people = [f"S-{code}", *trainers]
        yield from (_link(LinkType.TAUGHT, people[0], each) for each in trainers)
        for number, home in enumerate(homes):
            yield _link(LinkType.TAUGHT, trainers[number % _TRAINERS], home, since=_day(draws))
        pairs = {tuple(sorted(draws.sample(range(_HOUSEHOLDS), 2))) for _ in range(_PEERS)}
        for one, other in sorted(pairs):
            yield _link(LinkType.PEER, homes[one], homes[other], properties={"kind": "ช่วยงาน"})
        for each in (*people, *homes, f"G-{code}"):
            yield _link(LinkType.PRACTISES, each, occupation(draws.randrange(len(OCCUPATIONS))))
        yield from self._economy(code, homes, draws)
        for each in (*people, *homes):
            for number, share in enumerate(HUB_SHARES):
                if draws.random() < share:
                    yield _link(LinkType.VISITED, each, hub(number), since=_day(draws))

    def _economy(self, code: str, homes: Sequence[str], draws: Random) -> Iterator[Link]:
        group, district = f"G-{code}", code[:4]
        yield from (_link(LinkType.MEMBER_OF, home, group) for home in homes[:10])
        yield from (_link(LinkType.FOLLOWED_UP, f"O-{district}", home) for home in homes[:7])
        yield _link(LinkType.MAKES, group, f"P-{code}")
        for number in range(2):
            yield _link(LinkType.SELLS_AT, group, f"M-{district}-{number}")
        for number in range(_SALES):
            yield _link(
                LinkType.SOLD_AT,
                group,
                f"M-{district}-{draws.randrange(3)}",
                key=str(number),
                since=_day(draws),
                properties={
                    "product": f"P-{code}",
                    "amount_baht": float(draws.randrange(100, 9_000)),
                    "quantity": float(draws.randrange(1, 40)),
                },
            )


def occupation(number: int) -> str:
    """The id of an occupation."""
    return f"OC-{number:02}"


def hub(number: int) -> str:
    """The id of a centre that is known everywhere, the largest first."""
    return f"HUB-{number}"


_PROVENANCE = Provenance(source=_SOURCE, place="แถว 1")


class _Maker:
    """Makes nodes of a class that share where they are."""

    def __init__(self, cls: type[Node], where: dict[str, object]) -> None:
        self._cls, self._where = cls, where

    def of(self, node_id: str, name: str) -> Node:
        return self._cls(id=node_id, name=name, **_given(self._where))


def _given(values: dict[str, object]) -> dict[str, object]:
    return {"provenance": _PROVENANCE, **values}


def _area(code: str, point: Point, precision: Precision) -> Area:
    return Area(
        id=area_id(code),
        name=f"พื้นที่ {code}",
        area=code,
        point=point,
        precision=precision,
        provenance=_PROVENANCE,
    )


def _household(code: str, number: int) -> str:
    return f"H-{code}-{number:02}"


def _near(point: Point, draws: Random) -> Point:
    return Point(
        round(point.lat + (draws.random() - 0.5) * 0.02, 6),
        round(point.lon + (draws.random() - 0.5) * 0.02, 6),
    )


def _name(draws: Random) -> str:
    parts = [draws.choice(words) for words in (_FIRST, _SECOND, _FIRST, _SECOND, _THIRD)]
    return f"{parts[0]}{parts[1]} {parts[2]}{parts[3]}{parts[4]}"


def _day(draws: Random) -> date:
    return _BEGAN + timedelta(days=draws.randrange(700))


def _link(kind: LinkType, source: str, target: str, **more: object) -> Link:
    return Link(type=kind, source=source, target=target, provenance=_PROVENANCE, **more)
