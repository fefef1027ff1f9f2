"""Telephone and identity numbers, and masks."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bureau.ledger.entry import EntryFault, Raw
from bureau.ledger.lenient.phones import (
    check_digit,
    mask_address,
    mask_id,
    mask_name,
    mask_phone,
    parse_id,
    parse_phone,
)


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("15254920699", "15254920699"),
        (18843238559.0, "18843238559"),
        (18843238559, "18843238559"),
        ("134 4288 7861", "13442887861"),
        ("134-4288-7861", "13442887861"),
        ("１３８１２３４５６７８", "13812345678"),
        ("+86 138-1234-5678", "13812345678"),
        ("008613812345678", "13812345678"),
        ("013812345678", "13812345678"),
        ("电话：13812345678", "13812345678"),
        ("13812345678（微信同号）", "13812345678"),
        ("0797-1234567", "0797-1234567"),
        ("07971234567", "0797-1234567"),
        ("（0797）1234567", "0797-1234567"),
        ("0797 1234567", "0797-1234567"),
        ("0797—1234567", "0797-1234567"),
        ("+86-797-1234567", "0797-1234567"),
        ("01012345678", "010-12345678"),
        ("0797-1234567转801", "0797-1234567转801"),
        ("0797-1234567-801", "0797-1234567转801"),
        ("1234567", "1234567"),
        ("400-123-4567", "400-123-4567"),
        ("4001234567", "400-123-4567"),
        (12345.0, "12345"),
        ("110", "110"),
        ("1381234567", "1381234567"),  # a digit short: kept as it is
        ("13812345678/13912345678", "13812345678、13912345678"),
        ("13812345678；0797-1234567", "13812345678、0797-1234567"),
        ("13812345678 13912345678", "13812345678、13912345678"),
        ("13812345678\n13912345678", "13812345678、13912345678"),
        ("13812345678、13812345678", "13812345678"),
    ],
)
def test_phones(raw: Raw, kept: str) -> None:
    assert parse_phone(raw) == kept
    assert parse_phone(kept) == kept


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("1.88E+10", "改坏"),
        ("1.884324e+10", "改坏"),
        (18843238559.5, "不是电话"),
        ("138****5678", "遮住"),
        ("张三13812345678", "号码以外的字"),
        ("无", "号码以外的字"),
        ("LD01-026", "号码以外的字"),
        ("1381234567813912345678", "22 位"),
        ("12", "2 位"),
        ("", "没有电话"),
        (None, "不是电话"),
        (True, "不是电话"),
        (date(2026, 10, 8), "不是电话"),
        (float("nan"), "不是电话"),
        (-5, "不是电话"),
        ("#N/A", "公式错误"),
    ],
)
def test_what_is_no_phone_is_refused(raw: Raw, words: str) -> None:
    with pytest.raises(EntryFault, match=words) as caught:
        parse_phone(raw)
    assert caught.value.suggestion


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        # The number printed as the example in the standard GB 11643.
        ("11010519491231002X", "11010519491231002X"),
        ("11010519491231002x", "11010519491231002X"),
        ("１１０１０５１９４９１２３１００２Ｘ", "11010519491231002X"),
        ("110105 19491231 002X", "11010519491231002X"),
        ("'11010519491231002X", "11010519491231002X"),
        ("440524188001010014", "440524188001010014"),
        ("110105491231002", "110105491231002"),
        (110105491231002, "110105491231002"),
    ],
)
def test_identity_numbers(raw: Raw, kept: str) -> None:
    assert parse_id(raw) == kept


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("110105194912310021", "校验位"),
        ("110105194912310000", "000"),
        (110105194912310020, "后三位已经丢失"),
        (1.1010519491231002e17, "后三位已经丢失"),
        ("1.10105E+17", "改坏"),
        ("1101**********002X", "遮住"),
        ("1101051949123", "13 位"),
        ("110105491331002", "出生日期"),
        ("", "0 位"),
        (None, "不是身份证号"),
        (True, "不是身份证号"),
    ],
)
def test_what_is_no_identity_number_is_refused(raw: Raw, words: str) -> None:
    with pytest.raises(EntryFault, match=words) as caught:
        parse_id(raw)
    assert caught.value.suggestion


@given(
    st.from_regex(r"[1-8]\d{5}(19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|1\d|2[0-8])\d{3}", fullmatch=True)
)
def test_a_wrong_digit_is_noticed(body: str) -> None:
    body = "".join(str(int(digit)) for digit in body)
    number = body + check_digit(body)
    assert parse_id(number) == number
    for place in range(17):
        wrong = number[:place] + str((int(number[place]) + 1) % 10) + number[place + 1 :]
        with pytest.raises(EntryFault):
            parse_id(wrong)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("13812341234", "138****1234"),
        ("138****1234", "138****1234"),
        ("0797-1234567", "0797-***4567"),
        ("010-12345678", "010-****5678"),
        ("0797-1234567转801", "0797-***4567转***"),
        ("1234567", "***4567"),
        ("12345", "12345"),
        ("13812341234、0797-1234567", "138****1234、0797-***4567"),
        ("", ""),
    ],
)
def test_masked_phones(text: str, masked: str) -> None:
    assert mask_phone(text) == masked


def test_masked_identity_numbers() -> None:
    assert mask_id("360731199001011234") == "3607**********1234"
    assert mask_id("360731900101123") == "3607*******1123"
    assert mask_id("123456") == "******"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("王小明", "王**"),
        ("王明", "王*"),
        ("王", "*"),
        ("欧阳修", "欧阳*"),
        ("司马相如", "司马**"),
        ("王明、李小红", "王*、李**"),
        ("蒋国栋早餐店", "蒋**早餐店"),
        ("欧阳建国早餐店", "欧阳**早餐店"),
        ("绿洁环境服务有限公司", "绿洁环境服务有限公司"),
        ("云岭县城市管理局", "云岭县城市管理局"),
        ("", ""),
    ],
)
def test_masked_names(text: str, masked: str) -> None:
    assert mask_name(text) == masked


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("建设大道20号（县医院对面）", "建设大道***"),
        ("云岭县北苑街道建设大道20号3栋2单元501室", "云岭县北苑街道建设大道***"),
        ("人民路县医院对面", "人民路***"),
        ("幸福村张三家", "幸福村***"),
        ("十里铺村二组15号", "十里铺村***"),
        ("东门菜场", "东门***"),
        ("３号楼", "***"),
        ("", ""),
    ],
)
def test_masked_addresses(text: str, masked: str) -> None:
    assert mask_address(text) == masked
