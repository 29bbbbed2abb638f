"""Bytes are read as UTF-8, UTF-16 or cp874, and as nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.reading.decoding import decode
from loaders.reading.errors import BytesNotDecoded

WORDS = "ตำบลตัวอย่าง อำเภอ ผู้สาธิต 12 หมู่ที่ ๓"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp874"])
def test_thai_text_comes_back_from_each_encoding(encoding):
    assert decode(WORDS.encode(encoding)) == (WORDS, encoding)


def test_tis_620_is_read_as_the_code_page_that_contains_it():
    assert decode(WORDS.encode("tis-620")) == (WORDS, "cp874")


@pytest.mark.parametrize(
    "data",
    [
        "naïve café été".encode("latin-1"),
        "日本語の文".encode("shift_jis"),
        b"PK\x03\x04\x00\x00",
        b"\xff\xfe\x00",
        b"\xef\xbb\xbf\xff",
        b"\xfc\xfd",
    ],
)
def test_what_is_no_known_text_is_refused_with_the_mend(data):
    with pytest.raises(BytesNotDecoded) as refused:
        decode(data)
    assert "UTF-8" in refused.value.mend


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(data):
    try:
        text, encoding = decode(data)
    except BytesNotDecoded:
        return
    assert text.encode(encoding) == data or encoding.startswith("utf-16")
