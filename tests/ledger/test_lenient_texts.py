"""Text as stored and text as compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bureau.ledger.entry import EntryFault
from bureau.ledger.lenient.texts import fold, is_blank_word, refuse_error_value, tidy


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        (" 工地扬尘\u3000", "工地扬尘"),
        ("建设大道20号（县医院对面）", "建设大道20号（县医院对面）"),
        ("「通告」，第１条。", "「通告」，第1条。"),
        ("ＬＤ０１－０２６", "LD01-026"),
        ("拆除１２．５㎡", "拆除12.5㎡"),
        ("完成１００％", "完成100%"),
        ("\ufeff138\u200b0013\u200e8000", "13800138000"),
        ("张\u00a0三\u3000丰", "张 三 丰"),
        ("一行\r\n二行\r三行", "一行\n二行\n三行"),
        ("a\x00b\x07", "ab"),
        ("⼈民路", "人民路"),  # a Kangxi radical out of a PDF file
        ("\uf9e7子", "裏子"),  # a compatibility ideograph
        ("𠮷野家", "𠮷野家"),
        ("坏\ud842字", "坏\ufffd字"),
        ("\t\n ", ""),
    ],
)
def test_tidy(typed: str, stored: str) -> None:
    assert tidy(typed) == stored


@given(st.text())
def test_tidy_text_stays_as_it_is_and_can_be_written_to_a_file(text: str) -> None:
    once = tidy(text)
    assert tidy(once) == once
    once.encode()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("拆除面积(㎡)", "拆除面积（m2）"),
        ("拆除面积(㎡)", " 拆 除\n面积：M² "),
        ("ＬＤ-01", "ld01"),
        ("镇(街道)", "镇街道"),
        ("镇（街道）", "镇、街道"),
        ("“12345”热线", "１２３４５热线"),
        ("发现时间*", "发现时间"),
    ],
)
def test_names_and_headers_written_differently_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other) != ""


def test_different_names_fold_differently() -> None:
    assert len({fold(name) for name in ("一中队", "二中队", "1中队", "中队", "中队1队")}) == 5


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    "word",
    [
        "",
        "无",
        "没有",
        "—",
        "——",
        "-",
        "－－",
        "/",
        "／",
        "\\",
        "（无）",
        "(没有)",
        "无。",
        "暂无",
        "N/A",
        " 无\u3000",
        "…",
    ],
)
def test_words_that_say_there_is_nothing(word: str) -> None:
    assert is_blank_word(word)


@pytest.mark.parametrize(
    "word", ["0", "０", "无名氏", "吴无", "不详", "有", "无证", "拒绝提供", "是"]
)
def test_words_that_say_something(word: str) -> None:
    assert not is_blank_word(word)


@pytest.mark.parametrize("text", ["#REF!", " #DIV/0! ", "#N/A", "#VALUE!", "######"])
def test_a_broken_formula_is_named(text: str) -> None:
    with pytest.raises(EntryFault, match="公式错误"):
        refuse_error_value(text)


def test_a_hash_in_a_text_is_no_formula() -> None:
    refuse_error_value("#3楼")
