"""Bulletin, reward sheet, check sheets, meeting record and monthly section of towns, worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from io import BytesIO

import pytest
from PIL import Image

from bureau.assessment.books import save_awards
from bureau.assessment.deductions import Absence
from bureau.assessment.shipped import shipped_awards
from bureau.calendar.periods import Period
from bureau.errors import UserError
from bureau.ledger.query import Everything, Is
from bureau.month.papers import KINDS, Asked
from bureau.month.record_papers import record_paper
from bureau.reports.letterhead import Letterhead
from bureau.reports.paper import Colophon, FormTable, Heading, Photos, SealPlace
from bureau.storage.photo_lists import listed
from bureau.storage.photos import add_photo
from bureau.towns.acts import settle
from bureau.towns.months import open_month, set_absences
from tests.towns.bulletin_month import (
    NUMBER,
    SEPTEMBER,
    TOTALS,
    Month,
    charts,
    october,
    printed,
    tables,
    texts,
)
from tests.towns.town_books import NOVEMBER, OCTOBER, Towns


@pytest.fixture
def month(towns: Towns) -> Month:
    return october(towns)


# -- 通报 ------------------------------------------------------------------------------------------


def test_a_bulletin_ranks_each_group_by_its_own(month: Month) -> None:
    city, country, *_ = tables(month.paper("town-bulletin"))
    assert [column.title.replace("\n", "") for column in city.columns] == [
        *("名次", "镇街", "案件办理30分", "现场检查40分", "专项工作15分", "群众满意度10分"),
        *("日常履职与资料5分", "审定调整", "总分", "较上月"),
    ]
    assert [(row[0], row[1], row[-2], row[-1]) for row in city.rows] == [
        ("1", "南街道", "92.50", "升3"),
        ("2", "西街道", "90.25", "持平"),
        ("3", "北街道", "89.75", "持平"),
        ("4", "东街道", "89.00", "降3"),
    ]
    assert city.rows[0][2:7] == ("30.00", "40.00", "15.00", "7.50", "0.00")
    assert [(row[0], row[1], *row[-3:]) for row in country.rows] == [
        ("1", "河口镇", "—", "92.00", "持平"),
        ("1", "石桥镇", "—", "92.00", "升1"),
        ("3", "柳塘镇", "+0.5", "88.50", "持平"),
        ("4", "青山乡", "—", "87.50", "持平"),
    ]


def test_a_bulletin_says_who_was_best_and_last(month: Month) -> None:
    said = texts(month.paper("town-bulletin"))
    assert said[0] == "各乡镇人民政府、各街道办事处，各有关单位："
    # (89 + 90.25 + 92.5 + 89.75 + 92 + 92 + 88.5 + 87.5) ÷ 8 = 721.5 ÷ 8 = 90.1875
    assert said[1] == (
        "2026年10月，对8个镇街进行了城市管理综合考核，平均得分90.19分。"
        "城区街道得分最高的是南街道（92.50分），最低的是东街道（89.00分）。"
        "乡镇得分最高的是河口镇、石桥镇（92.00分），最低的是青山乡（87.50分）。"
    )
    assert "柳塘镇：审定调整＋0.5 分（漏计满意度加分）：88.00 分调整为 88.50 分。" in said
    assert "得分相同的名次并列，所占名次的奖罚金额平分。" in said


def test_a_bulletin_tells_money_praise_and_pledges(month: Month) -> None:
    paper = month.paper("town-bulletin")
    money = tables(paper)[2]
    shared = "2 个单位并列，平分 30000.00 元、20000.00 元"
    assert [tuple(row) for row in money.rows] == [
        ("城区街道", "1", "南街道", "92.50", "30,000.00", "奖励"),
        ("城区街道", "2", "西街道", "90.25", "20,000.00", "奖励"),
        ("城区街道", "4", "东街道", "89.00", "−10,000.00", "扣罚"),
        ("乡镇", "1", "河口镇", "92.00", "25,000.00", shared),
        ("乡镇", "1", "石桥镇", "92.00", "25,000.00", shared),
        ("乡镇", "4", "青山乡", "87.50", "−10,000.00", "扣罚"),
    ]
    said = texts(paper)
    assert "共奖励4个镇街100,000.00元，扣罚2个镇街20,000.00元。" in said
    assert "对南街道、西街道、河口镇、石桥镇予以通报表彰。" in said
    assert "请东街道、青山乡在考核点评会上作表态发言。" in said


def test_a_bulletin_drafts_what_was_lost_and_found(month: Month) -> None:
    paper = month.paper("town-bulletin")
    said = texts(paper)
    # Marks fill up from the front: 85 are full, so satisfaction keeps total − 85 and duties nothing.
    # Of 10: 6, 4.75, 2.5, 5.25, 3, 3, 7, 7.5 are lost: 39 ÷ 8 = 4.875; duties lose all 5.
    assert "日常履职与资料（5分）平均失5.00分，得分率0.00%。" in said
    assert "群众满意度（10分）平均失4.88分，得分率51.25%，失分最多的是青山乡（失7.50分）。" in said
    # 3 处 and one line without a count, and one of 40 ㎡: 5; 环境卫生 3 + 1.
    assert (
        "现场检查共发现问题5处。按检查项分：环境卫生4处、市容秩序1处；"
        "按镇街分：东街道4处、河口镇1处；其中重复出现的1处。"
    ) in said
    listing = tables(paper)[3]
    assert [tuple(row) for row in listing.rows] == [
        ("1", "10月8日", "东街道", "人民路", "环境卫生", "垃圾桶满溢（3 处）", "1.5"),
        ("2", "10月8日", "东街道", "学府路", "市容秩序", "占道经营（重复问题，扣分加倍）", "4"),
        ("3", "10月15日", "河口镇", "", "环境卫生", "积存垃圾（40 ㎡）", "0.5"),
    ]


def test_what_somebody_wrote_stands_instead_of_drafts(month: Month) -> None:
    desk = month.towns.desk
    with desk.store.operation(desk, "填写") as op:
        written = {"overview": "总体平稳。", "problems": "市场周边脏乱。", "demands": "限期整改。"}
        op.update("town-months", month.record, written)
    said = texts(month.paper("town-bulletin"))
    assert {"总体平稳。", "市场周边脏乱。", "限期整改。"} <= set(said)
    assert not any("平均得分" in one or "平均失" in one or "举一反三" in one for one in said)


def test_a_correction_of_an_issued_month_is_told_in_the_next(month: Month) -> None:
    paper = month.paper("town-bulletin")
    assert "2026年9月青山乡得分更正为87.50分，名次更正为第4名，事由：漏计 0.5 分。" in texts(paper)
    headings = [block.text for block in paper.blocks if isinstance(block, Heading)]
    assert headings == [
        "一、考核成绩和名次",
        "（一）城区街道",
        "（二）乡镇",
        "二、奖惩情况",
        "三、存在的主要问题",
        "四、名次变化",
        "五、以前月份的更正",
        "六、工作要求",
    ]


def test_charts_show_what_each_town_lost_and_its_ranks(month: Month) -> None:
    lost, _, ranks, _ = charts(month.paper("town-bulletin"))
    assert lost.categories == ("南街道", "西街道", "北街道", "东街道")
    by_item = {one.name: [str(value) for value in one.values] for one in lost.series}
    assert by_item["群众满意度"] == ["5/2", "19/4", "21/4", "6"]
    assert by_item["案件办理"] == ["0", "0", "0", "0"]
    assert ranks.categories == ("9月", "10月")
    assert {one.name: one.values for one in ranks.series}["东街道"] == (1, 4)


@pytest.mark.parametrize(
    ("steps", "word"),
    [
        ((), "初评稿"),
        (("consult",), "征求意见稿"),
        (("consult", "review"), "复核稿"),
        (("consult", "review", "decide"), "送签稿"),
    ],
)
def test_an_unissued_bulletin_says_how_far_it_is(
    month: Month, steps: tuple[str, ...], word: str
) -> None:
    for step in steps:
        month.towns.take(step, month.record, **({"approver": "李局"} if step == "decide" else {}))
    paper = month.paper("town-bulletin")
    assert paper.watermark == word
    assert paper.title.endswith(f"（{word}）")
    assert (paper.number, paper.colophon) == ("", None)


@pytest.mark.parametrize(
    ("issuer", "name"),
    [
        ("城管委", "县城市管理委员会"),
        ("城管委办", "县城市管理委员会办公室"),
        ("政府办", "县人民政府办公室"),
    ],
)
def test_an_issued_bulletin_bears_the_chosen_letterhead(
    month: Month, issuer: str, name: str
) -> None:
    month.towns.issue(month.record, issuer=issuer, paper_number=NUMBER, issued_on="2026-11-05")
    paper = month.paper("town-bulletin")
    assert (paper.form, paper.issuer, paper.number, paper.watermark) == (
        "official", f"{name}文件", NUMBER, "",
    )  # fmt: skip
    seal = next(block for block in paper.blocks if isinstance(block, SealPlace))
    assert (seal.name, seal.day) == (name, "2026年11月5日")
    assert paper.colophon == Colophon(name, "2026年11月5日")
    text = printed(paper)
    assert f"{name}文件" in text
    assert f"{name}2026年11月5日印发" in text
    assert "稿" not in paper.title


def test_an_issued_month_prints_the_same_for_ever(month: Month) -> None:
    month.issue()
    kinds = ("town-bulletin", "town-rewards")
    before = [month.paper(kind) for kind in kinds]
    towns = month.towns
    (awards,) = (one for one in shipped_awards() if one.family == "towns")
    save_awards(towns.desk, replace(awards, rewards=(1,), penalties=()))
    with towns.desk.store.operation(towns.desk, "改名") as op:
        op.update("towns", towns.ids["南街道"], {"name": "新南街道"})
    towns.score("东街道", "95", month=NOVEMBER)
    assert [month.paper(kind) for kind in kinds] == before


def test_a_month_issued_later_does_not_change_an_earlier_bulletin(month: Month) -> None:
    """August comes in after October was issued: its ranks aren't in October's chart."""
    month.issue()
    before = month.paper("town-bulletin")
    august, towns = Period.month(2026, 8), month.towns
    for name, _group, score, _before in TOTALS:
        towns.score(name, score, month=august)
    assert month.paper("town-bulletin") == before
    towns.issue(open_month(towns.desk, august), issued_on="2026-11-09")
    assert month.paper("town-bulletin") == before


def test_a_bulletin_is_of_one_month_that_has_scores(month: Month) -> None:
    with pytest.raises(UserError, match="按月印发"):
        month.paper("town-bulletin", Period.run((2026, 9), (2026, 10)))
    with pytest.raises(UserError, match="2026年8月还没有任何镇街的成绩"):
        month.paper("town-bulletin", Period.month(2026, 8))


def test_a_town_that_is_not_scored_says_why(month: Month) -> None:
    month.towns.town("新区街道", "城区街道")
    month.towns.score("新区街道", marks={}, unscored="本月行政区划调整")
    paper = month.paper("town-bulletin")
    assert tables(paper)[0].rows[-1][:3] == ("—", "新区街道", "—")
    assert tables(paper)[0].rows[-1][-2] == "不参评"
    assert "新区街道：本月不参评，本月行政区划调整。" in texts(paper)
    assert "对8个镇街进行了城市管理综合考核（另有1个不参评）" in texts(paper)[1]


def test_what_was_chosen_and_given_is_told_below_the_scores(towns: Towns) -> None:
    """甲 85 of 90 without satisfaction: 94.444…, and 3 of 5 points of bonus. 乙 carries 8 over."""
    marks = {"案件办理": "28", "现场检查": "38", "专项工作": "14", "履职与资料": "5"}
    towns.score("甲镇", marks=marks, adjust=500, adjust_reason="省级表彰。")
    towns.score("乙镇", marks=marks)
    record = open_month(towns.desk, OCTOBER)
    left = Absence(block="satisfaction", choice="leave-out", reason="未调查")
    carried = Absence(block="satisfaction", choice="carry", value=Fraction(8))
    set_absences(towns.desk, record, towns.ids["甲镇"], [left])
    set_absences(towns.desk, record, towns.ids["乙镇"], [carried])
    paper = KINDS["town-bulletin"](towns.desk, Asked(period=OCTOBER))
    table, _money = tables(paper)
    assert [row[1:] for row in table.rows] == [
        ("甲镇", "28.00", "38.00", "14.00", "—", "5.00", "+3", "97.44", "—"),
        ("乙镇", "28.00", "38.00", "14.00", "8.00", "5.00", "—", "93.00", "—"),
    ]
    said = texts(paper)
    assert (
        "甲镇：群众满意度：本月未检查，不计入总分（未调查）；其余各项按 100÷90 折算；"
        "加 3 分（省级表彰），超出上限的 2 分不计。"
    ) in said
    assert "乙镇：群众满意度：本月未检查，沿用上期得分 8.00 分。" in said


@pytest.mark.parametrize(
    ("bureau", "issuer"),
    [
        ("云岭县城市管理局", "云岭县城市管理委员会"),
        ("济南市槐荫区城市管理局", "济南市槐荫区城市管理委员会"),
        ("滕州市城市管理局", "滕州市城市管理委员会"),
        ("云岭县综合行政执法局", "云岭县城市管理委员会"),
    ],
)
def test_the_commission_is_that_of_the_bureaus_place(bureau: str, issuer: str) -> None:
    assert Letterhead(bureau=bureau).issuer("城市管理委员会") == issuer


# -- 奖罚明细表 ------------------------------------------------------------------------------------


def test_a_reward_sheet_adds_up_and_says_why(month: Month) -> None:
    month.issue()
    paper = month.paper("town-rewards")
    (table,) = tables(paper)
    shared = "2 个单位并列，平分 30000.00 元、20000.00 元"
    assert [(row[3], row[5], row[6], row[7]) for row in table.rows] == [
        ("南街道", "30,000.00", "—", "第1名"),
        ("西街道", "20,000.00", "—", "第2名"),
        ("东街道", "—", "−10,000.00", "倒数第1名"),
        ("河口镇", "25,000.00", "—", shared),
        ("石桥镇", "25,000.00", "—", shared),
        ("青山乡", "—", "−10,000.00", "倒数第1名"),
    ]
    assert [tuple(row) for row in table.totals] == [
        ("", "合计", "", "", "", "100,000.00", "−20,000.00", "")
    ]
    text = printed(paper)
    assert "人民币壹拾万元整（100,000.00元）" in text
    assert "人民币贰万元整（20,000.00元）" in text
    assert "净支出80,000.00元" in text
    assert NUMBER in text
    signers = ("制表", "分管领导", "主要领导", "财政部门", "兑现经办")
    places = [text.index(one) for one in signers]
    assert places == sorted(places)


def test_a_reward_sheet_says_what_is_settled_and_what_is_a_draft(month: Month) -> None:
    draft = month.paper("town-rewards")
    assert draft.watermark == "初评稿"
    assert "初评稿，未签发，金额仅供核对" in printed(draft)
    month.issue()
    line = month.towns.rewards()["西街道"]["id"]
    settle(month.towns.desk, [int(str(line))], {"handled_by": "王芳", "settled_on": "2026-11-04"})
    (table,) = tables(month.paper("town-rewards"))
    assert table.rows[1][7] == "第2名；已兑现（11月4日）"


# -- 现场检查表 ------------------------------------------------------------------------------------


def test_check_sheets_are_filled_by_day_and_town(month: Month) -> None:
    paper = month.paper("town-check-sheet")
    text = printed(paper)
    assert text.count("镇街现场检查表") == 2
    assert "2条，共扣5.5分" in text
    assert "2×2" in text
    assert "赵六" not in text


def test_chosen_checks_print_their_whole_sheet_with_the_name(month: Month) -> None:
    desk = month.towns.desk
    paper = record_paper(desk, "check-sheet", Is("town", month.towns.ids["东街道"]))
    text = printed(paper)
    assert "镇街确认人（签字）：赵六" in text
    assert "河口镇" not in text


def test_blank_sheets_to_take_along(month: Month) -> None:
    paper = month.paper("town-check-blank")
    text = printed(paper)
    assert text.count("镇街现场检查表") == 8
    (standards,) = tables(paper)
    assert [(row[1], row[2]) for row in standards.rows] == [
        *(("环境卫生", "12"), ("市容秩序", "12"), ("农贸市场", "4")),
        *(("河道与背街小巷", "4"), ("扬尘渣土", "4"), ("户外广告", "4")),
    ]


def test_blank_sheets_for_an_empty_office(towns: Towns) -> None:
    paper = KINDS["town-check-blank"](towns.desk, Asked(period=OCTOBER))
    assert len([block for block in paper.blocks if isinstance(block, FormTable)]) == 3
    with pytest.raises(UserError, match="没有镇街现场检查记录"):
        KINDS["town-check-sheet"](towns.desk, Asked(period=OCTOBER))


# -- 点评会 ----------------------------------------------------------------------------------------


def meet(of: Month, **values: object) -> None:
    """The review meeting of October."""
    of.towns.insert(
        "review-meetings",
        {
            "held_on": "2026-11-10",
            "title": "10月份考核点评会",
            "chair": "陈副县长",
            "praised": f"[{of.towns.ids['南街道']}]",
            "pledging": f"[{of.towns.ids['东街道']}]",
            "pledges": "一周内完成整治。",
            **values,
        },
    )


def test_a_meeting_is_recorded_with_the_ranking_of_its_month(month: Month) -> None:
    month.issue()
    meet(month, month="2026-10-01")
    text = printed(month.paper("review-meeting"))
    assert "10月份考核点评会记录" in text
    assert "城区街道得分最高的是南街道（92.50分），最低的是东街道（89.00分）。" in text
    assert "一周内完成整治。" in text
    assert printed(record_paper(month.towns.desk, "meeting-record", Everything())) == text


def test_a_meeting_shows_its_photos(month: Month) -> None:
    desk, stream = month.towns.desk, BytesIO()
    Image.new("RGB", (60, 40), "green").save(stream, "JPEG")
    meeting = {"held_on": "2026-11-10", "month": "2026-10-01"}
    with desk.store.operation(desk, "点评会") as op:
        digest = add_photo(op, desk.store.folder, stream.getvalue())
        op.insert("review-meetings", {**meeting, "photos": listed([digest])})
    paper = month.paper("review-meeting")
    (photos,) = (block for block in paper.blocks if isinstance(block, Photos))
    (photo,) = photos.photos
    assert photo.path is not None
    assert photo.path.read_bytes() == stream.getvalue()
    assert printed(paper)


def test_a_meeting_that_names_no_month_belongs_to_its_day(month: Month) -> None:
    meet(month)
    assert "陈副县长" in printed(month.paper("review-meeting", NOVEMBER))
    assert "陈副县长" not in printed(month.paper("review-meeting"))


def test_before_the_meeting_its_record_knows_the_lists(month: Month) -> None:
    text = printed(month.paper("review-meeting"))
    assert "表彰单位南街道、西街道、河口镇、石桥镇" in text
    assert "表态单位东街道、青山乡" in text
    with pytest.raises(UserError, match="还没有任何镇街的成绩"):
        month.paper("review-meeting", Period.month(2026, 8))


# -- 月报 ------------------------------------------------------------------------------------------


def test_the_monthly_report_has_a_section_of_towns(month: Month) -> None:
    paper = month.paper("monthly")
    assert "一、镇街考核" in [one.text for one in paper.blocks if isinstance(one, Heading)]
    captions = [table.caption for table in tables(paper)]
    assert captions[:2] == ["城区街道考核成绩", "乡镇考核成绩"]
    assert "注：2026年10月的考核结果还没有签发，以签发的通报为准。" in texts(paper)
    month.issue()
    assert "还没有签发" not in "".join(texts(month.paper("monthly")))


def test_a_report_of_several_months_has_means_and_sums(month: Month) -> None:
    month.issue()
    (table,) = tables(month.paper("monthly", Period.run((2026, 9), (2026, 10))))
    # 南 (92.5 + 88) ÷ 2 = 90.25; September: 东 30,000, 西 20,000, 南 −10,000.
    rows = {row[1]: tuple(row[2:]) for row in table.rows}
    assert rows["南街道"] == ("2", "90.25", "1", "30,000.00", "−10,000.00")
    assert rows["西街道"] == ("2", "90.13", "0", "40,000.00", "—")
    assert next(iter(rows)) == "东街道"
    assert month.paper("monthly", SEPTEMBER).blocks
