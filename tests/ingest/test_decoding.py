"""Bytes of every encoding that such files come in."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError
from kg.ingest import decode

SIMPLIFIED = (
    "市第五届人民代表大会第三次会议上，市长作政府工作报告。全市地区生产总值增长5.6%，完成投资420亿元。\r\n"
)
TRADITIONAL = "東關市開會討論種樹，號召機關幹部參與綠化。全市地區生產總值增長5.6%，完成投資300億元。\r\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk"]
)
def test_simplified(encoding: str) -> None:
    assert decode(SIMPLIFIED.encode(encoding))[0] == SIMPLIFIED


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "big5", "gb18030"])
def test_traditional(encoding: str) -> None:
    assert decode((TRADITIONAL * 3).encode(encoding))[0] == TRADITIONAL * 3


def test_marks_are_no_text() -> None:
    for mark, encoding in [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (b"\x84\x31\x95\x33", "gb18030"),
    ]:
        assert decode(mark + SIMPLIFIED.encode(encoding))[0] == SIMPLIFIED


def test_utf16_without_mark() -> None:
    assert decode(SIMPLIFIED.encode("utf-16-le")) == (SIMPLIFIED, "utf-16-le")


def test_few_damaged_bytes_are_replaced() -> None:
    data = bytearray((SIMPLIFIED * 30).encode())
    data[100] = 0xFF
    text, encoding = decode(bytes(data))
    assert encoding == "utf-8"
    assert 1 <= text.count("\ufffd") <= 3


def test_html_may_name_its_charset() -> None:
    page = f'<meta http-equiv="Content-Type" content="text/html; charset=gb2312"><p>{SIMPLIFIED}'
    assert decode(page.encode("gbk"), html=True) == (page, "gb18030")
    lying = page.replace("gb2312", "big5")
    assert SIMPLIFIED in decode(lying.encode("gbk"), html=True)[0].replace("\r\n", "\r\n")


@pytest.mark.parametrize(
    "data",
    [b"", b" \n\t ", b"%PDF-1.7\n\x00\x01\x02\x03\x04\x05\x06" * 9, bytes(range(256)) * 20, b"\x00" * 1000],
)
def test_what_is_no_text_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(InputError) as error:
        decode(data, where="a.txt")
    assert error.value.where == "a.txt"
    assert error.value.hint


def test_one_byte_is_a_text() -> None:
    assert decode(b"a") == ("a", "utf-8")


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        text, _ = decode(data)
    except InputError:
        return
    text.encode("utf-8")  # whatever was read can be written


def test_lone_surrogates_are_replaced() -> None:
    text, _ = decode(
        codecs.BOM_UTF16_LE + SIMPLIFIED.encode("utf-16-le") + b"\x00\xd8" + "好".encode("utf-16-le")
    )
    assert text.startswith(SIMPLIFIED)
    text.encode("utf-8")
