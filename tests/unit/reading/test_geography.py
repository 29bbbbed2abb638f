"""Names and codes of areas, their successors, and the codes of villages."""

import pytest

from loaders.reading import geography as geo


def test_all_areas_are_there():
    districts = [d for p in geo.provinces() for d in geo.districts(p.code)]
    subdistricts = [s for d in districts for s in geo.subdistricts(d.code)]
    assert (len(geo.provinces()), len(districts), len(subdistricts)) == (77, 928, 7436)


@pytest.mark.parametrize(
    "code,name", [("33", "ศรีสะเกษ"), ("3320", "พยุห์"), ("332001", "พยุห์"), ("99", None), ("", None)]
)
def test_names_of_codes(code, name):
    assert geo.area_name(code) == name


@pytest.mark.parametrize(
    "written", ["ศรีสะเกษ", "จังหวัดศรีสะเกษ", "จ. ศรีสะเกษ", "Si Sa Ket", "จ.ศรีสะเกษ"]
)
def test_a_province_by_the_ways_it_is_written(written):
    found = geo.find_province(written)
    assert found is not None
    assert found.code == "33"


@pytest.mark.parametrize(
    "name,province,code",
    [
        ("อ.พยุห์", "จ.ศรีสะเกษ", "3320"),
        ("อำเภอพยุห์", None, "3320"),
        ("เมือง", "ศรีสะเกษ", "3301"),
        ("เมือง", None, None),
        ("เฉลิมพระเกียรติ", None, None),
        ("เฉลิมพระเกียรติ", "น่าน", "5515"),
        ("เขตบางนา", "กทม.", "1047"),
        ("พยุห์", "เชียงใหม่", None),
        ("พยุห์", "ไม่มีจังหวัดนี้", None),
    ],
)
def test_a_district_is_found_or_not_guessed(name, province, code):
    found = geo.find_district(name, province)
    assert (found.code if found else None) == code


def test_a_subdistrict_name_alone_is_no_key():
    assert geo.find_subdistrict("หนองบัว") is None
    found = geo.find_subdistrict("ต.ในเมือง", "อ.เมือง", "จ.ขอนแก่น")
    assert found is not None
    assert found.code == "400101"


def test_an_abolished_subdistrict_leads_to_its_successor():
    found = geo.find_subdistrict("พยุห์", "เมือง", "ศรีสะเกษ")
    assert found is not None
    assert (found.code, found.is_current) == ("330110", False)
    assert geo.successors("330110") == ("332001",)
    assert geo.successors("332001") == ()


def test_successors_are_in_use():
    for code in ("104701", "330110"):
        for successor in geo.successors(code):
            area = geo.find_area(successor)
            assert area is not None
            assert area.is_current


@pytest.mark.parametrize("moo,code", [(1, "33200101"), ("11", "33200111"), ("๓", "33200103")])
def test_village_codes(moo, code):
    assert geo.village_code("332001", moo) == code


@pytest.mark.parametrize(
    "tambon,moo", [("3320", 1), ("332001", 0), ("332001", 100), ("332001", "ก")]
)
def test_no_village_code_is_made_of_what_is_none(tambon, moo):
    with pytest.raises(ValueError, match="is no"):
        geo.village_code(tambon, moo)
