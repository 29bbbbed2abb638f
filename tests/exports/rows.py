"""Rows of the project's tables as officers fill them, all of which can be loaded."""

from datetime import date, time
from typing import Any

from hypothesis import strategies as st

Row = dict[str, Any]

DAYS = st.dates(date(1990, 1, 1), date(2024, 12, 31))
WORDS = st.sampled_from(
    ["ทอเสื่อ", "=สานตะกร้า", 'กลุ่ม "ก", ข', "น้ำพริก 12/3", "001", "1.50", "a'b", "๑ ๒"]
)
NAMES = st.sampled_from(["นายบุญมี ใจดี", "น.ส.มะลิ ตัวอย่าง", "ทองใบ", "นาง คำ แก้ว"])
PROSE = st.sampled_from(["อบรมก่อน", "  สองบรรทัด\nแล้วติดตาม ", "ก; ข, ค"])
CONFIDENCE = st.sampled_from([0.0, 0.5, 0.8, 1.0])
VILLAGES = ("33209901", "33209902")
AREAS: list[Row] = [
    {"area": "332099", "name": "โนนตัวอย่าง"},
    {"area": "33209901", "name": "บ้านหนึ่ง", "name_en": "Ban Nueng", "lat": 15.5, "lon": 104.25},
    {"area": "33209902", "name": "บ้านสอง"},
]


def maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | values


def some(ids: list[str]) -> st.SearchStrategy[Any]:
    return st.lists(st.sampled_from(ids), unique=True, max_size=2) if ids else st.just([])


def place() -> dict[str, st.SearchStrategy[Any]]:
    return {"area": maybe(st.sampled_from(VILLAGES))}


@st.composite
def span(draw: st.DrawFn) -> Row:
    days = sorted(draw(st.lists(DAYS, min_size=2, max_size=2)))
    return {
        name: day for name, day in zip(("since", "until"), days, strict=True) if draw(st.booleans())
    }


@st.composite
def tables_of_a_village(draw: st.DrawFn) -> dict[str, list[Row]]:
    """A few rows of most tables that name each other."""

    def rows(prefix: str, most: int = 3, /, **columns: st.SearchStrategy[Any]) -> list[Row]:
        count = draw(st.integers(0, most))
        return [
            {"id": f"{prefix}{at}", **{name: draw(held) for name, held in columns.items()}}
            for at in range(count)
        ]

    def ids(held: list[Row]) -> list[str]:
        return [row["id"] for row in held]

    point = draw(st.booleans())
    where = {"lat": st.floats(5, 21), "lon": st.floats(97, 106)} if point else {}
    occupations = rows(
        "อาชีพ", name=WORDS, aliases=st.lists(st.sampled_from(["ก", "ข"]), unique=True)
    )
    works = ids(occupations)
    agencies = rows("A", name=WORDS, area=maybe(st.sampled_from(["33", "3320", "332001"])))
    criteria = maybe(st.sampled_from(["PROVEN", "UNPROVEN", "FAILED"]))
    sages = rows(
        "S", name=NAMES, occupations=some(works), livelihood_criterion=criteria, **place(), **where
    )
    for row in sages:
        row.update(draw(span()))
    # The same person may hold two roles.
    leaders = [
        {"id": row["id"], "name": row["name"], **draw(span())}
        for row in sages
        if draw(st.booleans())
    ]
    teams = rows("T", name=WORDS, led_by=maybe(st.sampled_from(ids(sages))) if sages else st.none())
    phones = maybe(st.sampled_from(["+66812345678", "+6645612345"]))
    households = rows(
        "0",
        4,
        name=maybe(WORDS),
        head=maybe(NAMES),
        house_no=maybe(st.sampled_from(["12/3", "007", "5"])),
        phone=phones,
        status=maybe(st.sampled_from(["SELECTED", "TRAINED", "MODEL"])),
        occupations=some(works),
        selected_by=some(ids(sages)),
        **place(),
        **where,
    )
    groups = rows(
        "G",
        name=WORDS,
        occupations=some(works),
        founded_on=maybe(DAYS),
        registration_no=maybe(WORDS),
    )
    markets = rows("M", name=WORDS, **place())
    products = rows(
        "P",
        name=WORDS,
        makers=some(ids(groups) + ids(households)),
        otop_year=maybe(st.integers(2001, 2024)),
        otop_stars=maybe(st.integers(1, 5)),
    )
    years = maybe(st.integers(2001, 2024))
    goals = rows(
        "GOAL", name=WORDS, fiscal_year=years, text=maybe(PROSE), target=maybe(st.floats(0, 1e6))
    )
    programmes = rows("PG", name=WORDS, fiscal_year_from=years, goals=some(ids(goals)))
    plans = rows(
        "PLAN",
        name=WORDS,
        fiscal_year=years,
        text=maybe(PROSE),
        programme=maybe(st.sampled_from(ids(programmes))) if programmes else st.none(),
        goals=some(ids(goals)),
        occupations=some(works),
        **place(),
    )
    materials = rows(
        "MAT",
        name=WORDS,
        material_kind=maybe(st.sampled_from(["RAW", "EQUIPMENT", "DEMO"])),
        unit=maybe(WORDS),
    )
    media = rows(
        "V",
        name=WORDS,
        url=maybe(st.just("https://example.org/v?a=1;b")),
        platform=maybe(WORDS),
        retrieved_on=maybe(DAYS),
        occupations=some(works),
    )
    activities = rows(
        "E",
        name=WORDS,
        activity_kind=st.sampled_from(
            ["TRAINING", "STUDY_VISIT", "FOLLOW_UP", "FORUM", "PUBLICITY", "FARM_SEASON"]
        ),
        started_on=maybe(DAYS),
        hours=maybe(st.floats(0.5, 100)),
        phase=maybe(st.sampled_from(["BEFORE", "AFTER"])),
        starts_at=maybe(st.sampled_from([time(9), time(13, 30)])),
        confidence=maybe(CONFIDENCE),
        plan=maybe(st.sampled_from(ids(plans))) if plans else st.none(),
        goals=some(ids(goals)),
        led_by=some(ids(sages) + ids(agencies)),
        occupations=some(works),
        **place(),
    )
    used = [
        {"used_for": thing, "material": material, "planned": draw(maybe(st.floats(0, 1e6)))}
        | {"delivered": draw(maybe(st.integers(0, 9))), "since": draw(maybe(DAYS))}
        for thing in ids(activities) + ids(products)
        for material in ids(materials)
        if draw(st.booleans())
    ]
    learnt = [
        {"learner": who, "media": medium, "applied": draw(maybe(st.booleans())), **draw(span())}
        | {"confidence": draw(maybe(CONFIDENCE))}
        for who in ids(households) + ids(sages)
        for medium in ids(media)
        if draw(st.booleans())
    ]
    whose = some(ids(households) + ids(groups) + ids(products))
    incomes = rows(
        "IN",
        name=maybe(WORDS),
        concerns=whose,
        baht=st.floats(0, 1e9),
        period_start=maybe(DAYS),
        basis=maybe(st.sampled_from(["DECLARED", "RECORDED"])),
        phase=maybe(st.sampled_from(["BEFORE", "AFTER"])),
        confidence=maybe(CONFIDENCE),
    )
    steps = rows(
        "ST",
        concerns=whose,
        stage=st.sampled_from(["TRAINED", "FORMED", "OTOP_STARRED"]),
        changed_on=maybe(DAYS),
        scheme=maybe(WORDS),
        year=years,
    )
    chairs = rows("C", name=NAMES, chair_of=some(ids(groups) + ids(agencies)), **place())
    officers = rows("O", name=NAMES, position=maybe(st.just("พัฒนากร")))
    responsible = [
        {"officer": officer, "area": draw(st.sampled_from(VILLAGES)), **draw(span())}
        for officer in ids(officers)
    ]
    selected = [
        {"selector": officer, "selected": home, "since": draw(maybe(DAYS))}
        | {"activity": draw(maybe(st.sampled_from(ids(activities)))) if activities else None}
        for officer in ids(officers)
        for home in ids(households)
        if draw(st.booleans())
    ]
    records = rows(
        "KR",
        name=WORDS,
        authors=some(ids(officers)),
        occupations=some(works),
        written_on=maybe(DAYS),
        date_written=maybe(WORDS),
        calendar=maybe(st.sampled_from(["BE", "CE"])),
        repairs=maybe(st.integers(0, 99)),
        warnings=st.lists(st.sampled_from(["ก; ข", "ค, ง"]), unique=True),
    )
    sections = rows(
        "KRS",
        name=maybe(WORDS),
        record=maybe(st.sampled_from(ids(records))) if records else st.none(),
        number=maybe(st.just("4.1")),
        heading=maybe(WORDS),
        suspected_kind=maybe(st.just("process")),
        text=maybe(PROSE),
        line=maybe(st.integers(1, 999)),
    )
    mentions = [
        {"record": record, "named": medium, "place": f"{at}:0", "line": 1 + at, "start": 0}
        | {"end": 4, "text": draw(PROSE), "confidence": draw(maybe(CONFIDENCE))}
        for record in ids(records)
        for medium in ids(media)
        for at in range(2)
        if draw(st.booleans())
    ]
    everybody = ids(sages) + ids(households) + ids(groups)
    participants = [
        {"activity": activity, "participant": who, "result": draw(maybe(WORDS))}
        for activity in ids(activities)
        for who in everybody
        if draw(st.booleans())
    ]
    members = [
        {"member": member, "group": group, "role": draw(maybe(WORDS)), **draw(span())}
        for group in ids(groups)
        for member in ids(households)
        if draw(st.booleans())
    ]
    peers = [
        {"household": a, "peer": b, "kind": draw(maybe(st.sampled_from(["HELP"]))), **draw(span())}
        for a in ids(households)
        for b in ids(households)
        if a < b and draw(st.booleans())
    ]
    sales = [
        {
            "no": f"{number}",
            "seller": seller,
            "market": draw(st.sampled_from(ids(markets))),
            "product": draw(maybe(st.sampled_from(ids(products)))) if products else None,
            "since": draw(DAYS),
            "amount_baht": draw(st.floats(0, 1e9)),
            "quantity": draw(maybe(st.integers(1, 1000))),
        }
        for number, seller in enumerate(ids(groups) * 2)
        if markets
    ]
    held: dict[str, list[Row]] = {
        "areas": list(AREAS),
        "occupations": occupations,
        "agencies": agencies,
        "sages": sages,
        "leaders": leaders,
        "teams": teams,
        "households": households,
        "groups": groups,
        "group_members": members,
        "markets": markets,
        "products": products,
        "activities": activities,
        "participants": participants,
        "peers": peers,
        "sales": sales,
        "programmes": programmes,
        "goals": goals,
        "plans": plans,
        "materials": materials,
        "material_uses": used,
        "online_media": media,
        "media_learning": learnt,
        "incomes": incomes,
        "stage_changes": steps,
        "chairs": chairs,
        "officers": officers,
        "responsibilities": responsible,
        "selections": selected,
        "knowledge_records": records,
        "record_sections": sections,
        "mentions": mentions,
    }
    return {name: rows for name, rows in held.items() if rows}
