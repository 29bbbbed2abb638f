"""Questions 32 to 37: incomes, practice, coverage, steps, follow-up, study visits.

Worked out from the rows of the example (examples/phayu).
"""

from datetime import date
from statistics import median

import pytest

from graph_api.domain.nodes import DevelopmentStage, IncomeBasis
from graph_api.services.follow_up_and_practice import follow_up_and_practice
from graph_api.services.group_coverage import group_coverage
from graph_api.services.income_change import Earner, income_changes
from graph_api.services.practice import practice
from graph_api.services.stage_progress import stage_progress
from graph_api.services.study_visit_outcomes import study_visit_outcomes

TAMBON = "332099"


def counted(share):
    return (share.part, share.whole)


async def test_32_income_before_and_after(store):
    """Baht in the 366 days before and the 365 days of the second fiscal year.

    H001 30,000 to 36,000, H021 24,000 to 24,480 (+2 %), H041 30,000 to 33,000, H061 40,000 to
    38,000, H081 20,000 to 20,600 (+3 %). Three of five rose by 3 of 100; H096 was not asked
    again, and of 94 households nothing is known.
    """
    found = await income_changes(store, TAMBON)
    before, after = (
        (30_000, 24_000, 30_000, 40_000, 20_000),
        (36_000, 24_480, 33_000, 38_000, 20_600),
    )
    assert counted(found.all.rising) == (3, 5)
    assert found.all.rising.unknown == 95
    assert (found.one_side, found.none, found.no_period) == (1, 94, 0)
    assert found.all.median_before == pytest.approx(median(before) / 366 * 365.25)
    assert found.all.median_after == pytest.approx(median(after) / 365 * 365.25)
    assert found.all.median_change == pytest.approx(1.03 * 366 / 365 - 1)
    assert [each.earner.id for each in found.earners] == ["H001", "H041", "H081", "H021", "H061"]
    assert {basis: counted(share) for basis, share in found.by_basis.items()} == {
        IncomeBasis.DECLARED: (2, 4),
        IncomeBasis.RECORDED: (1, 1),
    }
    assert {each.village.id[-2:]: counted(each.summary.rising) for each in found.villages} == {
        "01": (1, 1),
        "02": (0, 1),
        "03": (1, 1),
        "04": (0, 1),
        "05": (1, 1),
    }


async def test_32_income_of_groups(store):
    """G1 sold for 40,000 baht in 2560 and 60,000 in 2561; of the other seven nothing is known."""
    found = await income_changes(store, TAMBON, of=Earner.OCCUPATION_GROUP)
    (only,) = found.earners
    assert only.earner.id == "G1"
    assert only.change == pytest.approx(0.5)
    assert (counted(found.all.rising), found.none) == ((1, 1), 7)


async def test_33_who_practises_what_was_taught_by_occupation(store):
    """A household practises what its trainer teaches (T01, T02, T11 mats: H001-010, H051-055).

    In mats were also trained H021-H024, who plait: 15 of 19. In vegetables 28 of their own, and
    H081, H086 (S4) and H021 (T07), who plait: 28 of 31. In plaiting 20 and H043, H044: 20 of 22.
    In mushrooms 14 (H061-070 and H097-100) and H071, H072: 14 of 16.
    """
    found = await practice(store, TAMBON)
    assert {each.occupation.id: counted(each.practising) for each in found.occupations} == {
        "OC03": (15, 19),
        "OC04": (20, 22),
        "OC05": (10, 10),
        "OC06": (28, 31),
        "OC07": (14, 16),
        "OC08": (9, 9),
    }
    assert counted(found.any_taught) == (96, 96)
    assert (found.untrained, found.no_occupation, found.target) == (4, 0, 0.85)
    # Stated as trained and no more: every third household that is in no group, 12 of them.
    assert counted(found.by_status) == (84, 96)


async def test_34_target_villages_with_a_group(store):
    """All five villages have households chosen to take part, and each has a group."""
    found = await group_coverage(store, TAMBON)
    assert counted(found.villages) == (5, 5)
    assert (list(found.without), found.unplaced_groups, found.target) == ([], 0, 0.10)


async def test_35_time_and_share_at_each_step_and_where_they_stall(store):
    """Eight groups formed, got managed, made a product; G8 stands there.

    G4 and G7 sell inside alone, G3 and G6 outside, G2 and G5 are registered, G1 has stars. Of
    three registered groups one went on: the smallest share. Inside to outside: G1 28 days, G2
    127, G6 144; G3 and G5 never sold inside on a known day.
    """
    found = await stage_progress(store, TAMBON, as_of=date(2018, 12, 31))
    steps = {step.stage: step for step in found.steps}
    assert {stage.value: counted(step.reached) for stage, step in steps.items()} == {
        "TRAINED": (8, 8),
        "FORMED": (8, 8),
        "MANAGED": (8, 8),
        "PRODUCT": (8, 8),
        "SELLING_INSIDE": (7, 8),
        "SELLING_OUTSIDE": (5, 8),
        "OTOP_REGISTERED": (3, 8),
        "OTOP_STARRED": (1, 8),
    }
    outside = steps[DevelopmentStage.SELLING_OUTSIDE]
    assert (outside.days, outside.timed) == (127, 3)
    assert [group.id for group in outside.standing] == ["G3", "G6"]
    # From 8 September 2017 and from 21 March 2018 to the last day of 2018.
    assert list(outside.waiting) == [479, 285]
    # Forming to managing: 14, 14, 21, 21, 14, 21, 14 and 28 days.
    assert steps[DevelopmentStage.MANAGED].days == 17.5
    assert found.stall is DevelopmentStage.OTOP_REGISTERED
    assert found.undated == 2


async def test_36_follow_up_and_carrying_on(store):
    """Visits after the first training: H003, H026, H007, H065 and H001 once, H021 twice.

    (H041 and H049 were visited before they were trained.) All trained households practise, and
    all groups sold or made a step within the last year, so there is no difference to see.
    """
    found = await follow_up_and_practice(store, TAMBON, as_of=date(2018, 12, 31))
    assert [counted(band.carrying_on) for band in found.households] == [(90, 90), (5, 5), (1, 1)]
    # G8 was never visited; G3, G4, G6, G7 once; G1, G2, G5 twice.
    assert [counted(band.carrying_on) for band in found.groups] == [(1, 1), (4, 4), (3, 3)]
    assert found.groups_compared.difference == 0
    assert found.groups_compared.without.is_small


async def test_36_a_group_without_a_sale_for_a_year_does_not_carry_on(store):
    """G7 last sold on 26 May 2018, G8 made its last step on 7 May 2018."""
    found = await follow_up_and_practice(store, TAMBON, as_of=date(2019, 5, 20))
    assert [counted(band.carrying_on) for band in found.groups] == [(0, 1), (4, 4), (3, 3)]
    assert found.groups_compared.difference == 1


async def test_37_new_products_and_markets_after_study_visits(store):
    """G1 and G5 went on 18 May 2017, G3 on 6 July, G6 on 14 September, G2 on 19 July 2018.

    In the year after, all but G2 sold a product for the first time, and all five sold at a new
    market; in the year before, only G2 did either. G4, G7 and G8 never went.
    """
    found = await study_visit_outcomes(store, TAMBON)
    assert [(each.group.id, str(each.visit.since)) for each in found.outcomes] == [
        ("G1", "2017-05-18"),
        ("G2", "2018-07-19"),
        ("G3", "2017-07-06"),
        ("G5", "2017-05-18"),
        ("G6", "2017-09-14"),
    ]
    assert [[new.thing for new in each.products] for each in found.outcomes] == [
        ["PR01", "PR02"],
        [],
        ["PR04", "PR05"],
        ["PR07"],
        ["PR08", "PR09"],
    ]
    assert counted(found.new_products.with_it) == (4, 5)
    assert counted(found.new_products.without) == (1, 5)
    assert counted(found.new_markets.with_it) == (5, 5)
    assert counted(found.new_markets.without) == (1, 5)
    assert found.never_went == 3
