"""Headings to fields: exact words, upper headings, units, likeness, and what is left alone."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bureau.desk import Desk
from bureau.exchange.layout import Header, Heading
from bureau.exchange.matching import (
    Level,
    Matching,
    Vocabulary,
    fingerprint,
    full_marks_in,
    match,
    unit_in,
)
from bureau.ledger.units import compatible, factor
from bureau.office import BY_NAME


def header(*words: str) -> Header:
    """A header; 当事人/姓名 is a lower heading with its upper one."""
    split = [word.split("/") if "//" not in word else [word.replace("//", "/")] for word in words]
    headings = [Heading(at, p[-1], tuple(p[:-1]), p[-1]) for at, p in enumerate(split)]
    return Header(1, 1, tuple(headings))


def read(desk: Desk, ledger: str, *words: str, **told: str) -> Matching:
    """A header read as a ledger."""
    return match(Vocabulary(BY_NAME[ledger], desk.store.names()), header(*words), told)


def keys(matching: Matching) -> dict[str, str]:
    """Field keys by heading."""
    return {column.heading.leaf: column.target.key for column in matching.columns}


def test_titles_and_synonyms(desk: Desk) -> None:
    found = read(
        desk, "market-cases", "发现时间", "镇(街道)", "具体地点", "类别", "姓名//店名", "手机号"
    )
    assert keys(found) == {
        "发现时间": "found_on",
        "镇(街道)": "town",
        "具体地点": "address",
        "类别": "category",
        "姓名/店名": "party_name",
        "手机号": "phone",
    }
    assert found.fits


def test_an_upper_heading_tells_like_names_apart(desk: Desk) -> None:
    found = read(
        desk, "market-cases", "发现情况/时间", "整改情况/时间", "复查/时间", "地点", "类别"
    )
    assert [column.target.key for column in found.columns] == [
        "found_on", "closed_on", "reviewed_on", "address", "category",
    ]  # fmt: skip
    assert found.clashes == []


def test_an_optional_field_gives_its_column_to_a_required_one(desk: Desk) -> None:
    assert keys(read(desk, "market-cases", "登记时间", "地点", "类别"))["登记时间"] == "found_on"
    both = keys(read(desk, "market-cases", "发现时间", "登记时间", "地点", "类别"))
    assert (both["发现时间"], both["登记时间"]) == ("found_on", "registered_at")


def test_a_heading_that_ends_in_a_known_word_is_taken_and_marked(desk: Desk) -> None:
    found = read(desk, "market-cases", "案件发现时间", "地点", "类别")
    (column,) = [c for c in found.columns if c.target.key == "found_on"]
    assert column.level < Level.SYNONYM


@pytest.mark.parametrize("word", ["联系", "单位", "本月累计完成数", "天气", "序号"])
def test_a_heading_that_may_be_several_things_is_left_alone(desk: Desk, word: str) -> None:
    assert word not in keys(read(desk, "market-cases", "发现时间", "地点", "类别", word))


def test_unused_headings_are_listed_but_not_the_numbering(desk: Desk) -> None:
    found = read(desk, "market-cases", "序号", "发现时间", "地点", "类别", "天气")
    assert [heading.leaf for heading in found.unused] == ["天气"]


def test_two_headings_for_one_field_clash(desk: Desk) -> None:
    found = read(desk, "market-cases", "发现时间", "巡查日期", "地点", "类别")
    ((holder, loser),) = found.clashes
    assert (holder.heading.leaf, loser.heading.leaf) == ("发现时间", "巡查日期")


def test_an_exact_word_wins_over_a_like_one_without_a_clash(desk: Desk) -> None:
    found = read(desk, "market-cases", "发现时间", "案件发现时间", "地点", "类别")
    assert found.clashes == []
    assert [heading.leaf for heading in found.unused] == ["案件发现时间"]


def test_kinds_of_work_with_and_without_units(desk: Desk) -> None:
    found = read(
        desk,
        "market-daily",
        "日期",
        "出动人员(人次)",
        "出动车辆（辆）",
        "清理小广告",
        "拆除面积(平方米)",
    )
    assert list(keys(found).values()) == [
        "date",
        "counts.3201",
        "counts.3202",
        "counts.3205",
        "counts.3207",
    ]


def test_a_kind_over_its_unit(desk: Desk) -> None:
    found = read(desk, "market-daily", "日期", "出动人员/人次", "清理/小广告(处)")
    assert [c.target.key for c in found.columns] == ["date", "counts.3201", "counts.3205"]


def test_an_area_is_no_number_of_pieces(desk: Desk) -> None:
    assert "拆除户外广告(㎡)" not in keys(read(desk, "market-daily", "日期", "拆除户外广告(㎡)"))


def test_what_a_person_says_goes_before_everything(desk: Desk) -> None:
    found = read(
        desk, "market-cases", "发现时间", "地点", "类别", "描述", 地点="description", 描述="address"
    )
    assert keys(found)["地点"] == "description"
    assert keys(found)["描述"] == "address"
    ignored = read(desk, "market-cases", "发现时间", "地点", "类别", "描述", 描述="")
    assert "描述" not in keys(ignored)


def test_a_header_is_remembered_by_its_words_not_their_dress() -> None:
    assert fingerprint(header("发现 时间", "地点（m）")) == fingerprint(
        header("发现时间", "地点(m)")
    )
    assert fingerprint(header("地点", "发现时间")) != fingerprint(header("发现时间", "地点"))


@pytest.mark.parametrize(
    ("heading", "parts"),
    [
        ("面积（㎡）", ("面积", "㎡")),
        ("劝导占道经营(起)", ("劝导占道经营", "起")),
        ("长度/单位：米", ("长度", "米")),
        ("地点", ("地点", "")),
        ("案件办理(30分)", ("案件办理", "分")),
        ("案件办理（30）", ("案件办理", "")),
        ("案件办理（满分30分）", ("案件办理", "分")),
        ("案件办理30分", ("案件办理", "分")),
        ("扣2分", ("扣2分", "")),
        ("扣分(每处2分)", ("扣分", "每处2分")),
    ],
)
def test_the_unit_in_a_heading(heading: str, parts: tuple[str, str]) -> None:
    assert unit_in(heading) == parts


@pytest.mark.parametrize(
    ("heading", "marks"),
    [
        ("案件办理(30分)", Decimal(30)),
        ("案件办理（30）", Decimal(30)),
        ("案件办理（标准分：12.5分）", Decimal("12.5")),
        ("群众满意度１０分", Decimal(10)),
        ("案件办理(30%)", None),
        ("面积(㎡)", None),
        ("加减分", None),
        ("3月得分", None),
    ],
)
def test_the_full_marks_in_a_heading(heading: str, marks: Decimal | None) -> None:
    assert full_marks_in(heading) == marks


def test_units_that_can_and_cannot_stand_together() -> None:
    assert compatible("辆", "台次")
    assert compatible("平方米", "㎡")
    assert not compatible("块", "㎡")
    assert not compatible("公里", "m")
    assert factor("公里", "m") == 1000
    assert factor("m", "km") is not None
    assert factor("亩", "㎡") is None
