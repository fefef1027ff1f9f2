"""Papers of a case as PDF: what stands on each sheet, how many there are, embedded fonts, photos."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from bureau.errors import UserError
from bureau.ledger.query import Everything, Is
from bureau.market import actions
from bureau.market.notice_kinds import MEND, RECTIFY, SUPERVISION
from bureau.market.notices import issue, void
from bureau.market.papers_case import case_file_paper
from bureau.market.papers_evidence import evidence_paper
from bureau.market.papers_notices import notices_paper, receipts_paper
from bureau.market.serving import serve
from bureau.market.wordings import load_wordings
from bureau.month.record_papers import RECORD_KINDS, record_paper
from bureau.reports.paper import Paper
from bureau.reports.render.pdf import render_pdf
from bureau.settings.saving import save
from bureau.storage.photos import add_photo
from tests.market.street import Street, open_street
from tests.market.test_notices import ANSWERS, piled

SERVED = {
    "delivery": "直接送达",
    "receiver": "王小二",
    "relation": "店员",
    "server": "李强、王芳",
    "delivered_to": "人民路1号店内",
}


@pytest.fixture
def street(tmp_path: Path) -> Iterator[Street]:
    """A squad with two certified officers in a bureau that has said how its papers read."""
    with open_street(tmp_path) as made:
        with made.desk.store.operation(made.desk, "登记人员") as op:
            for name, number in (("李强", "YL001"), ("王芳", "YL002")):
                op.insert("people", {"name": name, "certificate": number, "unit": made.squad})
        load_wordings(made.desk)
        save(
            made.desk,
            {
                "bureau-name": "云岭县城市管理局",
                "notice-agency-word": "云城管",
                "notice-overdue": "逾期不改，依法查处。",
                "bureau-address": "云岭县人民路18号",
            },
        )
        yield made


def printed(paper: Paper) -> PdfReader:
    """The paper read back."""
    stream = BytesIO()
    render_pdf(paper, stream)
    return PdfReader(stream)


def pages(paper: Paper) -> list[str]:
    """The text of each page without the line ends and blanks of its layout."""
    texts = [page.extract_text() for page in printed(paper).pages]
    return ["".join(text.split()) for text in texts]


def pictured(street: Street, case: int, before: int, after: int) -> None:
    """Gives a case so many photos."""
    with street.desk.store.operation(street.desk, "照片") as op:
        hashes = []
        for n in range(before + after):
            stream = BytesIO()
            Image.new("RGB", (40 + n, 30), (n * 9, 0, 0)).save(stream, "PNG")
            hashes.append(add_photo(op, street.desk.store.folder, stream.getvalue()))
        values = {"photos_before": hashes[:before], "photos_after": hashes[before:]}
        op.update(
            "market-cases", case, {key: json.dumps(value) for key, value in values.items() if value}
        )


def test_an_order_is_two_sheets_rule_broken_first_then_the_basis(street: Street) -> None:
    made = issue(street.desk, [piled(street)], RECTIFY, ANSWERS)
    file_copy, party_copy = pages(notices_paper(street.desk, made.ids))
    for wanted in (
        "云岭县城市管理局",
        "责令限期改正通知书",
        "云城管责改字〔2026〕第001号",
        "老王建材店",
        "违反了《城市市容和环境卫生管理条例》第十四条的规定。",
        "依据《中华人民共和国行政处罚法》第二十八条第一款、《城市市容和环境卫生管理条例》第三十六条第（二）项",
        "现责令你（单位）于2026年10月12日前改正上述违法行为。",
        "自行清理堆放的物料，恢复原状。",
        "逾期不改，依法查处。",
        "李强（执法证号YL001）、王芳（执法证号YL002）",
        "云岭县人民路18号",
        "2026年10月8日",
    ):
        assert wanted in file_copy, wanted
        assert wanted in party_copy, wanted
    assert file_copy.index("第十四条") < file_copy.index("第二十八条")
    assert "存根" in file_copy
    assert "当事人签收" in file_copy
    assert "交当事人" in party_copy
    assert "当事人签收" not in party_copy
    assert "第二十三条" not in file_copy


@pytest.mark.parametrize(("kind", "you"), [(2401, "你"), (2403, "你单位"), (2402, "你（单位）")])
def test_a_person_and_an_organisation_are_addressed_as_such(
    street: Street, kind: int, you: str
) -> None:
    made = issue(
        street.desk, [piled(street, party_kind=kind)], RECTIFY, {**ANSWERS, "at_once": "是"}
    )
    text = pages(notices_paper(street.desk, made.ids, copies=1))[0]
    assert f"现责令{you}立即改正上述违法行为。" in text
    assert f"{you}对本通知有异议的" in text
    assert "责令改正通知书" in text
    assert ("身份证件号" in text) == (kind == 2401)


def test_a_street_is_printed_at_once_with_one_receipt_a_recipient(street: Street) -> None:
    cases = [piled(street), piled(street), piled(street, party_name="张三")]
    made = issue(street.desk, cases, RECTIFY, ANSWERS)
    paper = notices_paper(street.desk, made.ids, receipts=True)
    texts = pages(paper)
    assert len(texts) == 3 * 2 + 2
    assert paper.title == "责令改正通知书（3 份）"
    both = texts[6]
    assert "送达回证" in both
    assert "第001号" in both
    assert "第002号" in both
    assert "第003号" not in both
    assert "张三" in texts[7]


def test_a_receipt_says_who_signed_for_whom(street: Street) -> None:
    made = issue(street.desk, [piled(street)], RECTIFY, ANSWERS)
    serve(street.desk, made.ids, SERVED)
    (text,) = pages(receipts_paper(street.desk, made.ids))
    for wanted in (
        "责令限期改正通知书云城管责改字〔2026〕第001号",
        "2026年10月8日9时00分",
        "直接送达",
        "人民路1号店内",
        "王小二（与受送达人的关系：店员）",
        "李强、王芳",
    ):
        assert wanted in text, wanted


def test_a_void_paper_says_so_and_has_no_receipt(street: Street) -> None:
    made = issue(street.desk, [piled(street)], RECTIFY, ANSWERS)
    void(street.desk, made.ids, "写错了")
    assert "已作废" in pages(notices_paper(street.desk, made.ids))[0]
    with pytest.raises(UserError, match="没有可以打印的回证"):
        receipts_paper(street.desk, made.ids)


def test_mending_and_supervision_on_one_sheet_each(street: Street) -> None:
    case = piled(street, description="占道堆物", due_on="2026-10-05", found_on="2026-10-01")
    actions.supervise(
        street.desk, [case], {"remark": "三日内清理", "approver": "陈局", "until": "2026-10-11"}
    )
    answers = {"demand": "清理", "due_on": "2026-10-10"}
    made = (
        issue(street.desk, [case], MEND, answers).ids + issue(street.desk, [case], SUPERVISION).ids
    )
    mending, supervision = pages(notices_paper(street.desk, made))
    for wanted in (
        "整改通知书",
        "云城管整改字〔2026〕第001号",
        "占道堆物",
        "2026年10月10日前",
        "复查意见",
    ):
        assert wanted in mending, wanted
    for wanted in (
        "督办单",
        "二中队",
        "三日内清理",
        "第1次",
        "已超期3天",
        "2026年10月11日",
        "陈局",
    ):
        assert wanted in supervision, wanted


def test_a_long_order_keeps_seal_and_receipt_with_its_text(street: Street) -> None:
    long = "；".join(f"第{n}项，清理门前堆放的物料并恢复人行道原状" for n in range(1, 30))
    made = issue(street.desk, [piled(street)], RECTIFY, {**ANSWERS, "demand": long})
    texts = pages(notices_paper(street.desk, made.ids, copies=1))
    assert len(texts) == 2
    assert "执法人员" in texts[1]
    assert "当事人签收" in texts[1]


def test_photo_cards_pair_before_and_after_six_to_a_page(street: Street) -> None:
    case = piled(street)
    pictured(street, case, 4, 3)
    reader = printed(evidence_paper(street.desk, [case]))
    assert [len(page.images) for page in reader.pages] == [6, 1]
    texts = ["".join(page.extract_text().split()) for page in reader.pages]
    for wanted in (
        "照片证据卡",
        "ZZ-2026-0001",
        "整改前1",
        "整改后3",
        "人民路1号",
        "拍摄人：",
        "执法人员",
    ):
        assert wanted in texts[0], wanted
    assert "（续）" in texts[1]
    assert "没有对应的整改后照片" in texts[1]


@pytest.mark.parametrize(
    "address", ["人民路1号", "城关镇人民路与解放路交叉口东北角农贸市场西门外三十米处"]
)
def test_a_card_with_six_photos_is_one_page(street: Street, address: str) -> None:
    case = piled(street, address=address)
    pictured(street, case, 3, 3)
    assert len(printed(evidence_paper(street.desk, [case])).pages) == 1


def test_without_a_photo_there_is_no_card(street: Street) -> None:
    with pytest.raises(UserError, match="都没有照片"):
        evidence_paper(street.desk, [piled(street)])


def test_who_added_a_photo_in_a_step_took_it(street: Street) -> None:
    case = piled(street)
    stream = BytesIO()
    Image.new("RGB", (40, 30)).save(stream, "PNG")
    actions.feed_back(street.desk, [case], {"result": "已清理"}, photos=[stream.getvalue()])
    (text,) = pages(evidence_paper(street.desk, [case]))
    assert "整改后照片未记录拍摄时间" in text
    assert "拍摄人：王芳" in text


def test_a_case_file_lists_its_parts_with_their_pages(street: Street) -> None:
    case = piled(street)
    pictured(street, case, 1, 0)
    made = issue(street.desk, [case], RECTIFY, ANSWERS)
    serve(street.desk, made.ids, SERVED)
    actions.feed_back(street.desk, [case], {"result": "物料已清理"})
    reader = printed(case_file_paper(street.desk, [case]))
    raw = [page.extract_text() for page in reader.pages]
    texts = ["".join(text.split()) for text in raw]
    assert len(texts) == 6
    for wanted in ("案件卷宗", "ZZ-2026-0001", "老王建材店", "乱堆乱挂/乱堆物堆料", "物料已清理"):
        assert wanted in texts[0], wanted
    listed = texts[1].split("第2页共6页")[0]
    assert listed.endswith(
        "1办理过程32责令限期改正通知书云城管责改字〔2026〕第001号2026-10-0843送达回证54照片证据卡6"
    )
    assert "处置反馈" in texts[2]
    assert "存根" in texts[3]
    assert "送达回证" in texts[4]
    assert "照片证据卡" in texts[5]
    assert len(reader.pages[5].images) == 1


def test_all_fonts_of_a_case_file_are_embedded(street: Street) -> None:
    case = piled(street)
    issue(street.desk, [case], RECTIFY, ANSWERS)
    reader = printed(case_file_paper(street.desk, [case]))
    found = 0
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            descriptor = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
            assert len(descriptor["/FontFile2"].get_data()) > 500
            found += 1
    assert found > 5


def test_handing_papers_out_is_noted_as_a_personal_export(street: Street) -> None:
    issue(street.desk, [piled(street)], RECTIFY, ANSWERS)
    paper = record_paper(street.desk, "notices", Is("kind", RECTIFY))
    assert "老王建材店" in pages(paper)[0]
    row = (
        street.desk.store.reader()
        .execute("SELECT kind, label FROM op ORDER BY seq DESC LIMIT 1")
        .fetchone()
    )
    assert tuple(row) == ("export-personal", "导出“文书”未遮盖的个人信息：打印文书 1 份")


def test_a_condition_that_nothing_fits_is_said(street: Street) -> None:
    for kind, known in RECORD_KINDS.items():
        with pytest.raises(UserError, match=f"没有符合条件的{known.ledger.title}"):
            record_paper(street.desk, kind, Everything())
