"""Answers about selling in the one form: market reach, brokers, unsold groups, shared fairs."""

from graph_api.domain.areas import AreaLevel
from graph_api.services.answer_form import Answer, AnswerRow, number, share
from graph_api.services.market_brokers import MarketBroker, MarketBrokers
from graph_api.services.market_reach import MarketReach
from graph_api.services.shared_markets import SharedMarkets
from graph_api.services.trained_unsold import TrainedUnsoldGroups


def markets(found: MarketReach, level: AreaLevel) -> Answer:
    """Rows: the groups; the others are their markets, counted by side at one level."""
    rows = []
    for each in found.groups:
        sides = next(side for side in each.levels if side.level is level)
        figures = [
            number("inside", "ตลาดในพื้นที่", sides.inside),
            number("outside", "ตลาดนอกพื้นที่", sides.outside),
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
