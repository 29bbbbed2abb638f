"""Points are read from one cell or two, and what cannot be a place in Thailand is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.reading.coordinates import EAST, NORTH, SOUTH, WEST, ReadPoint, read_point
from loaders.reading.errors import CoordinatesNotRead


@pytest.mark.parametrize(
    "lat,lon", [(15.1, 104.2), ("15.10", "104.20"), ("๑๕.๑", " ๑๐๔.๒ "), ("15.1°", "104.2°")]
)
def test_a_point_in_thailand(lat, lon):
    assert read_point(lat, lon) == ReadPoint(15.1, 104.2)


@pytest.mark.parametrize(
    "lat,lon",
    [
        ("15.1, 104.2", ""),
        ("", "(104.2 15.1)"),
        ("15.1,104.2", "15.1,104.2"),
        ("๑๕.๑ , ๑๐๔.๒", None),
        ("15.1/104.2", "104.2"),
    ],
)
def test_a_point_in_one_cell_is_read_whichever_value_comes_first(lat, lon):
    assert read_point(lat, lon) == ReadPoint(15.1, 104.2, joined=True)


@pytest.mark.parametrize(
    "lat,lon,reason,mend",
    [
        ("104.2", "15.1", "สลับกัน", "ละติจูด 15.1 ลองจิจูด 104.2"),
        ("15.1, 104.2", "104.3", "สองค่าอยู่ในช่องเดียว", "องศาทศนิยม"),
        ("15.1, 104.2", "15.1, 104.3", "สองค่าอยู่ในช่องเดียว", "องศาทศนิยม"),
        ("15.1, 104.2", "บ้าน", "สองค่าอยู่ในช่องเดียว", "องศาทศนิยม"),
        ("15.1, 15.2", "", "นอกประเทศไทย", "องศาทศนิยม"),
        ("15.1 15.1", "104.2", "พิมพ์ซ้ำ", "15.1"),
        ("15.115.1", "104.2", "พิมพ์ซ้ำ", "เหลือไว้ค่าเดียว"),
        ("15.1", "15.1", "ค่าเดียวกัน", "องศาทศนิยม"),
        (35.6, 139.7, "นอกประเทศไทย", "องศาทศนิยม"),
        ("1670000", "480000", "UTM", "แปลงเป็นองศา"),
        ("None", "None", "ไม่ใช่ตัวเลข", "องศาทศนิยม"),
        ("nan", "104.2", "ไม่ใช่ตัวเลข", "องศาทศนิยม"),
        (None, 104.2, "ไม่มีค่าละติจูด", "องศาทศนิยม"),
        (15.1, "", "ไม่มีค่าลองจิจูด", "องศาทศนิยม"),
    ],
)
def test_what_is_no_place_in_thailand_is_refused_with_the_mend(lat, lon, reason, mend):
    with pytest.raises(CoordinatesNotRead) as refused:
        read_point(lat, lon)
    assert reason in refused.value.reason
    assert mend in refused.value.mend


@given(st.floats(SOUTH, NORTH), st.floats(WEST, EAST))
def test_every_point_of_the_box_is_read_exactly(lat, lon):
    assert read_point(str(lat), lon) == ReadPoint(lat, lon)


@given(
    st.text(max_size=20) | st.floats() | st.none(), st.text(max_size=20) | st.floats() | st.none()
)
def test_any_pair_is_a_point_of_the_box_or_refused(lat, lon):
    try:
        found = read_point(lat, lon)
    except CoordinatesNotRead:
        return
    assert SOUTH <= found.lat <= NORTH
    assert WEST <= found.lon <= EAST
