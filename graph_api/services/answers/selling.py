"""Answers about selling: market reach, brokers, unsold groups, fairs, the product space."""

from collections.abc import Sequence

from graph_api.domain.areas import AreaLevel
from graph_api.domain.nodes import Area
from graph_api.services.answers.captions import LEVELS
from graph_api.services.answers.form import Answer, AnswerRow, Figure, number, share, share_of
from graph_api.services.coming_fairs import ComingFair
from graph_api.services.market_brokers import MarketBroker, MarketBrokers
from graph_api.services.market_reach import MarketReach
from graph_api.services.product_space import (
    Beside,
    PlaceOfProducts,
    ProductOfPlaces,
    SoldBy,
    SoldProducts,
)
from graph_api.services.selling_places import PlaceGiver
from graph_api.services.shared_markets import SharedMarkets
from graph_api.services.trained_unsold import TrainedUnsoldGroups


def markets(found: MarketReach, level: AreaLevel) -> Answer:
    """Rows: the groups; the others are their markets, counted by side at one level."""
    rows = []
    for each in found.groups:
        sides = next(side for side in each.levels if side.level is level)
        figures = [
            number("inside", f"ตลาดใน{LEVELS[level]}", sides.inside),
            number("outside", f"ตลาดนอก{LEVELS[level]}", sides.outside),
            number("online", "ตลาดออนไลน์", sides.online),
            number("unknown", "ไม่รู้ที่ตั้งละเอียดพอ", sides.unknown),
        ]
        rows.append(AnswerRow(each.group, figures, others=each.markets))
    without = sum(not each.markets for each in found.groups)
    return Answer(found.area, [number("without", "กลุ่มที่ยังไม่มีตลาด", without)], rows)


def brokers(found: MarketBrokers) -> Answer:
    """Rows: the agencies; the others are the groups that first sold outside at or after."""
    figures = [number("undated", "กลุ่มที่ขายนอกพื้นที่โดยไม่รู้วัน", found.undated)]
    return Answer(
        found.area,
        figures,
        [_broker(each) for each in found.agencies],
        "บอกว่าอะไรเกิดก่อน ไม่ได้บอกว่าเป็นเหตุ",
    )


def _broker(each: MarketBroker) -> AnswerRow:
    figures = [
        number("arranged", "ครั้งที่จัดหาพื้นที่", len(each.arranged)),
        number("newly", "กลุ่มที่ขายนอกพื้นที่เป็นครั้งแรก", len(each.newly)),
        number("already", "กลุ่มที่ขายนอกพื้นที่อยู่แล้ว", each.already),
    ]
    sales = [newly.sale for newly in each.newly]
    groups = [newly.group for newly in each.newly]
    return AnswerRow(each.agency, figures, others=groups, evidence=[*sales, *each.arranged])


def unsold(found: TrainedUnsoldGroups) -> Answer:
    """Rows: the groups with trained members and no market or one; the others are the markets."""
    rows = [
        AnswerRow(
            each.group,
            [
                share("trained", "สมาชิกที่ผ่านการอบรม", each.trained),
                number("markets", "จำนวนตลาด", len(each.markets)),
            ],
            others=each.markets,
        )
        for each in found.groups
    ]
    return Answer(found.area, [number("groups", "กลุ่มทั้งหมด", found.of)], rows)


def shared(found: SharedMarkets) -> Answer:
    """Rows: pairs of groups; the others are the second group, then the fairs where they meet."""
    rows = [
        AnswerRow(
            each.first,
            [
                number("weight", "น้ำหนัก (Newman)", each.weight),
                number("fairs", "งานที่พบกัน", len(each.markets)),
            ],
            others=[each.second, *each.markets],
        )
        for each in found.pairs
    ]
    figures = [
        number("alone", "กลุ่มที่ไม่พบใครในงาน", len(found.alone)),
        number("kindless", "ตลาดที่ไม่รู้ชนิด (ไม่นับ)", found.kindless),
    ]
    return Answer(found.area, figures, rows)


def places(area: Area, found: Sequence[PlaceGiver]) -> Answer:
    """Rows: the agencies; the others are the markets that they found places at."""
    return Answer(
        area,
        [share_of("did_before", "หน่วยงานที่เคยจัดหาพื้นที่จำหน่าย", (x.did_before for x in found))],
        [_giver(each) for each in found],
    )


def _giver(each: PlaceGiver) -> AnswerRow:
    markets = {market.id: market for event in each.arranged for market in event.markets}
    return AnswerRow(
        each.agency,
        [
            number("arranged", "งานที่จัดหาพื้นที่ให้", len(each.arranged)),
            number("supported", "รายที่ได้พื้นที่จำหน่าย", len(each.supported)),
        ],
        says="" if each.did_before else "ยังไม่เคยจัดหา",
        others=list(markets.values()),
        evidence=[*(event.link for event in each.arranged), *each.supported],
    )


def fairs(area: Area, found: Sequence[ComingFair]) -> Answer:
    """Rows: the events with their first day; the others are the groups without a place."""
    return Answer(
        area,
        [number("fairs", "งานที่จะมาถึง", len(found))],
        [
            AnswerRow(
                each.event,
                [
                    number("placed", "กลุ่มที่มีที่แล้ว", len(each.placed)),
                    number("not_placed", "กลุ่มที่ยังไม่มีที่", len(each.not_placed)),
                ],
                says=f"ที่{' '.join(market.name for market in each.markets)}" if each.markets else "",
                day=each.event.started_on,
                others=each.not_placed,
            )
            for each in found
        ],
    )


def products(found: SoldProducts) -> Answer:
    """Rows: the places, others what would be near steps; then the products, others the nearest."""
    of_areas = found.by is SoldBy.AREA
    level = LEVELS[found.level]
    figures = [
        number("places", level if of_areas else "ผู้ขาย", len(found.places)),
        number("products", "ผลิตภัณฑ์ (ชื่อเดียวกันนับเป็นหนึ่ง)", len(found.products)),
        number("unnamed", "การขายที่ไม่รู้ผลิตภัณฑ์ (ไม่นับ)", found.unnamed),
        number("unpriced", "การขายที่ไม่รู้มูลค่า (ไม่นับ)", found.unpriced),
    ]
    if of_areas:
        caption = f"การขายที่ไม่รู้{level}ของผู้ขาย (ไม่นับ)"
        figures.append(number("unplaced", caption, found.unplaced))
    rows = [*map(_place, found.places), *map(_product, found.products)]
    return Answer(found.area, figures, rows, _of_space(found))


def _of_space(found: SoldProducts) -> str:
    if len(found.places) == 1:
        return "มีผู้ขายหรือพื้นที่เดียว จึงเทียบไม่ได้: ถามพื้นที่ที่กว้างขึ้น หรือระดับ (level) ที่เล็กลง"
    return "เทียบกันเองภายในพื้นที่ที่ถามเท่านั้น ความซับซ้อนมีค่าเฉพาะส่วนที่เชื่อมถึงกันด้วยผลิตภัณฑ์ที่ทำเหมือนกัน"


def _place(each: PlaceOfProducts) -> AnswerRow:
    return AnswerRow(
        each.place,
        [
            number("eci", "ความซับซ้อนทางเศรษฐกิจ (ECI)", each.complexity),
            number("makes", "ผลิตภัณฑ์ที่ทำเด่น", len(each.makes)),
            *_beside("advantage", "ความได้เปรียบ", each.makes),
            *_beside("density", "ความใกล้จะทำได้", each.near),
        ],
        says=_said(("ทำเด่น", each.makes), ("ก้าวต่อไปที่ใกล้", each.near)),
        others=[beside.product for beside in each.near],
    )


def _product(each: ProductOfPlaces) -> AnswerRow:
    return AnswerRow(
        each.product,
        [
            number("pci", "ความซับซ้อนของผลิตภัณฑ์ (PCI)", each.complexity),
            number("makers", "จำนวนที่ทำเด่น", each.makers),
            *_beside("proximity", "ความใกล้กัน", each.near),
        ],
        says=_said(("ใกล้กับ", each.near)),
        others=[beside.product for beside in each.near],
    )


def _beside(name: str, caption: str, products: Sequence[Beside]) -> list[Figure]:
    return [
        number(f"{name}.{beside.product.id}", f"{caption}: {beside.product.name}", beside.value)
        for beside in products
    ]


def _said(*parts: tuple[str, Sequence[Beside]]) -> str:
    return "; ".join(
        f"{caption}: {', '.join(beside.product.name for beside in products)}"
        for caption, products in parts
        if products
    )
