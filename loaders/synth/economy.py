"""What the invented network makes and where it sells: groups, products, markets, sales, support."""

from collections.abc import Iterator
from dataclasses import dataclass

from loaders.synth.country import Village
from loaders.synth.draws import Draws
from loaders.synth.people import HOUSEHOLDS, Row, household, office, work

_EXHIBITION, _ONLINE = "M-EX", ("M-ON-1", "M-ON-2", "M-ON-3")
_PRICES = (20, 35, 50, 80, 120, 250, 500)
_CATEGORIES = ("FOOD", "UTENSIL", "TEXTILE", "HERB", "BEVERAGE")
_STAGES = ("SELLING_INSIDE", "SELLING_OUTSIDE", "PRODUCT", "OTOP_REGISTERED", "MANAGED", "FORMED")


@dataclass(frozen=True, slots=True)
class Group:
    """A group of a village and its households; it makes one product."""

    id: str
    occupation: str
    members: list[str]

    @property
    def product(self) -> str:
        """The id of what the group makes."""
        return f"P-{self.id[2:]}"


def groups_of(village: Village) -> list[Group]:
    """The groups of the village: none, one or two."""
    draws = village.draws("groups")
    taught = work(village)
    return [
        Group(
            f"G-{village.code}-{number}",
            taught[number - 1],
            [
                household(village.code, each)
                for each in draws.some(5 + draws.below(5), range(1, HOUSEHOLDS + 1))
            ],
        )
        for number in range(1, draws.pick((0, 1, 1, 2)) + 1)
    ]


def groups(village: Village) -> Iterator[Row]:
    """The rows of the groups."""
    draws = village.draws("group rows")
    for group in groups_of(village):
        yield {
            "id": group.id,
            "name": f"กลุ่มอาชีพที่ {group.id[-1]} {village.name}",
            "area": village.code,
            "occupations": [group.occupation],
            "stage": draws.pick_early(_STAGES),
            "founded_on": f"2017-{6 + draws.below(4):02}-{1 + draws.below(28):02}",
            "chair": group.members[0],
        }


def group_members(village: Village) -> Iterator[Row]:
    """The members beside the one who chairs."""
    for group in groups_of(village):
        for member in group.members[1:]:
            yield {"member": member, "group": group.id, "since": "2017-10-02"}


def products(village: Village) -> Iterator[Row]:
    """What the groups make; one in four is registered."""
    draws = village.draws("products")
    for group in groups_of(village):
        registered = draws.chance(25)
        yield {
            "id": group.product,
            "name": f"ผลิตภัณฑ์ของกลุ่มอาชีพที่ {group.id[-1]} {village.name}",
            "category": draws.pick_early(_CATEGORIES),
            "makers": [group.id],
            "area": village.code,
            "otop_year": 2018 if registered else None,
            "otop_stars": 1 + draws.below(5) if registered else None,
        }


def markets(village: Village) -> Iterator[Row]:
    """The selling places that begin with this village, from its shop to those of the nation."""
    if village.number == 1:
        yield _market(_EXHIBITION, "งานแสดงสินค้าระดับประเทศ", "EXHIBITION", "10")
        for at, online in enumerate(_ONLINE, start=1):
            yield {"id": online, "name": f"ร้านออนไลน์ {at}", "market_kind": "ONLINE"}
    if 2 in village.new:
        province = village.province
        yield _market(f"M-{province}", f"งานประจำปีจังหวัด {province}", "FAIR", province)
    if 4 in village.new:
        district = village.district
        yield _market(f"M-{district}", f"ตลาดอำเภอ {district}", "MARKET", district)
    if 6 in village.new:
        name = f"ตลาดนัดตำบล {village.subdistrict}"
        yield _market(f"M-{village.subdistrict}", name, "MARKET", village.subdistrict)
    if _has_shop(village):
        yield {
            **_market(f"M-{village.code}", f"ร้านค้า{village.name}", "SHOP", village.code),
            "lat": village.lat,
            "lon": village.lon,
        }


def sales(village: Village) -> Iterator[Row]:
    """Two years of sales; one group in eight has no market, and one market often takes most."""
    draws = village.draws("sales")
    for group in groups_of(village):
        if not draws.chance(12):
            sold = _sold(group, _markets_of(village, draws), draws)
            yield from (
                {"no": f"{group.id[2:]}-{at:02}", **sale} for at, sale in enumerate(sold, 1)
            )


def _sold(group: Group, chosen: list[str], draws: Draws) -> Iterator[Row]:
    price = draws.pick(_PRICES)
    for at, market in enumerate(chosen, start=1):
        for _ in range(1 + draws.below(4)):
            quantity = 1 + draws.below(200 // at**2)
            year, month, day = 2017 + draws.below(2), 10 + draws.below(3), 1 + draws.below(28)
            yield {
                "seller": group.id,
                "product": group.product,
                "market": market,
                "since": f"{year}-{month}-{day:02}",
                "amount_baht": price * quantity,
                "quantity": quantity,
            }


def support(village: Village) -> Iterator[Row]:
    """What the offices of the district and the province gave to the groups."""
    draws = village.draws("support")
    for group in groups_of(village):
        if draws.chance(50):
            yield {
                "supporter": office(village.district),
                "supported": group.id,
                "kind": draws.pick(("MATERIAL", "BUDGET", "ADVICE")),
                "amount_baht": 1000 * (1 + draws.below(20)),
                "since": "2017-10-09",
            }
        if draws.chance(15):
            yield {
                "supporter": office(village.province),
                "supported": group.id,
                "kind": "MARKET",
                "since": "2017-11-30",
            }


def _has_shop(village: Village) -> bool:
    return village.draws("shop").chance(30)


def _markets_of(village: Village, draws: Draws) -> list[str]:
    """One to four selling places, in an order of their own: the first takes most."""
    near = [f"M-{village.code}"] if _has_shop(village) else []
    near += [f"M-{village.subdistrict}", f"M-{village.district}", f"M-{village.province}"]
    chosen = draws.some(1 + draws.below(4), [*near, draws.pick_early(_ONLINE), _EXHIBITION])
    turn = draws.below(len(chosen))
    return chosen[turn:] + chosen[:turn]


def _market(market: str, name: str, kind: str, area: str) -> Row:
    return {"id": market, "name": name, "market_kind": kind, "area": area}
