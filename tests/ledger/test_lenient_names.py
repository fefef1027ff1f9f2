"""Names that differ in words that come and go."""

from __future__ import annotations

import pytest

from bureau.ledger.lenient.names import bare_name, bare_names
from bureau.sanitation.ledgers import CONTRACTORS, SECTIONS


@pytest.mark.parametrize(
    "name", ["一标段", "一标", "第一标段", "1标段", "标段一", "第１标包", "01标", "一 标 段"]
)
def test_spellings_of_the_first_section(name: str) -> None:
    assert bare_name(name, SECTIONS.name_words) == "1"


def test_other_names_stay_apart() -> None:
    words = SECTIONS.name_words
    assert bare_name("十一标段", words) == "11"
    assert bare_name("A标段", words) == bare_name("a标", words) == "a"
    assert bare_name("城东片区", words) == "城东片区"
    assert bare_name("标段", words) == ""


def test_a_company_with_and_without_its_form() -> None:
    words = CONTRACTORS.name_words
    spellings = (
        "绿洁环境服务有限公司",
        "绿洁环境服务 公司",
        "绿洁环境服务",
        "绿洁环境服务有限责任公司",
    )
    assert {bare_name(name, words) for name in spellings} == {"绿洁环境服务"}
    assert bare_name("绿洁（云岭）环境服务有限公司", words) == "绿洁云岭环境服务"


def test_two_records_of_one_bare_name_are_neither() -> None:
    assert bare_names((("一标段", 1), ("一包", 2), ("二标段", 3)), SECTIONS.name_words) == {
        "1": None,
        "2": 3,
    }
