"""Acts of the ledgers beside the cases: orders that become cases, checks in one step, papers, actions."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from bureau.layouts import Layouts
from bureau.ledger.declaration import Ledger
from bureau.market.ledgers import (
    CAMPAIGNS,
    CASES,
    CHECKS,
    COMPLAINTS,
    NOTICES,
    ORDERS,
    REGISTERS,
    SEIZURES,
)
from bureau.office import LEDGERS
from bureau.storage import rows
from tests.storage.offices import item
from tests.ui.conftest import ScriptedAsker
from ui.context import Context
from ui.handlings import handling_of
from ui.ledger.act_dialog import ActDialog
from ui.ledger.page import LedgerPage
from ui.market.campaigns import ProgressPanel
from ui.market.handlings import HANDLINGS
from ui.paper.dialog import PaperDialog

RESTAURANTS, RESTAURANT_CHECKS = REGISTERS[0], CHECKS[0]


def page_of(qtbot: QtBot, context: Context, ledger: Ledger, tmp_path: Path) -> LedgerPage:
    """The page of a ledger with its acts."""
    layouts = Layouts("王芳", tmp_path / "layouts")
    made = LedgerPage(context, ledger, layouts, handling=handling_of(ledger))
    qtbot.addWidget(made)
    made.resize(1366, 700)
    made.show()
    qtbot.waitExposed(made)
    return made


def add(context: Context, ledger: Ledger, **values: object) -> int:
    """A record."""
    with context.desk.store.operation(context.desk, "摆好") as op:
        return op.insert(ledger.name, values)


def read(context: Context, ledger: Ledger, record: int) -> rows.Row:
    """A record as it is now."""
    today = context.desk.today()
    return rows.page(context.desk.store.reader(), ledger, [record], today=today)[0]


def choose(page: LedgerPage, key: str, records: list[int]) -> ActDialog:
    """Picks a line of the menu; gives the dialog that opens."""
    assert page.handling is not None
    offers = {offer.key: offer for offer in page.handling.offers(page.context.desk, records)}
    offers[key].open(page, records)
    (dialog,) = [one for one in page.findChildren(ActDialog) if one.isVisible()]
    return dialog


def test_every_ledger_with_acts_exists_and_offers_something(context: Context) -> None:
    named = {ledger.name: ledger for ledger in LEDGERS}
    for name in HANDLINGS:
        handling = handling_of(named[name])
        assert handling is not None
        keys = [offer.key for offer in handling.offers(context.desk, [])]
        assert len(keys) == len(set(keys))


def test_an_order_becomes_a_case_once(qtbot: QtBot, context: Context, tmp_path: Path) -> None:
    order = add(
        context,
        ORDERS,
        number="GD20261008001",
        received_at="2026-10-08 08:30",
        platform=3401,
        content="门前占道摆摊",
        address="人民路12号",
        category=item(context.desk, "market-category", "占道经营"),
    )
    page = page_of(qtbot, context, ORDERS, tmp_path)
    choose(page, "case", [order]).take()
    case = read(context, ORDERS, order)["case"]
    assert isinstance(case, int)
    assert read(context, CASES, case)["description"] == "门前占道摆摊"
    dialog = choose(page, "case", [order])
    dialog.take()
    assert "已经转为案件" in dialog.fault.text()
    dialog.reject()


def test_the_answer_of_a_closed_case_is_proposed(
    qtbot: QtBot, context: Context, tmp_path: Path
) -> None:
    case = rows.ids(context.desk.store.reader(), CASES, today=context.desk.today())[2]
    with context.desk.store.operation(context.desk, "结案") as op:
        op.update(
            CASES.name, case, {"state": 2206, "closed_on": "2026-10-28", "result": "摊主已离开"}
        )
    order = add(
        context,
        ORDERS,
        number="GD2",
        received_at="2026-10-08 08:30",
        platform=3401,
        content="摆摊",
        case=case,
    )
    page = page_of(qtbot, context, ORDERS, tmp_path)
    dialog = choose(page, "answer", [order])
    assert "处置情况：摊主已离开。" in str(dialog.rows["answer"].input.raw())
    dialog.take()
    assert "摊主已离开" in str(read(context, ORDERS, order)["answer"])


def test_handing_back_needs_a_reason(qtbot: QtBot, context: Context, tmp_path: Path) -> None:
    order = add(context, ORDERS, number="GD3", received_at="2026-10-08 08:30", platform=3401)
    page = page_of(qtbot, context, ORDERS, tmp_path)
    dialog = choose(page, "hand-back", [order])
    dialog.take()
    assert "请填写" in dialog.fault.text()
    dialog.rows["return_reason"].input.set_raw("不在本辖区")
    dialog.take()
    assert read(context, ORDERS, order)["return_reason"] == "不在本辖区"


def test_following_up_adds_a_line_with_day_and_name(
    qtbot: QtBot, context: Context, tmp_path: Path
) -> None:
    complaint = add(context, COMPLAINTS, received_on="2026-10-07", subject="油烟扰民", kind=4501)
    page = page_of(qtbot, context, COMPLAINTS, tmp_path)
    dialog = choose(page, "follow", [complaint])
    dialog.rows["follow"].input.set_raw("已约店主")
    dialog.take()
    assert read(context, COMPLAINTS, complaint)["follow_up"] == "2026-10-08 王芳：已约店主"


# -- registers -------------------------------------------------------------------------------------


def test_two_places_are_checked_in_one_step_and_leave_the_list_of_those_waiting(
    qtbot: QtBot, context: Context, tmp_path: Path
) -> None:
    places = [
        add(context, RESTAURANTS, name=name, address=f"{name}路", every_days=30)
        for name in ("甲店", "乙店", "丙店")
    ]
    page = page_of(qtbot, context, RESTAURANTS, tmp_path)
    assert page.handling is not None
    titles = {o.key: o.title for o in page.handling.offers(context.desk, places)}
    assert titles["to-check"] == "看该查未查的（3 家）"
    dialog = choose(page, "check", places[:2])
    assert dialog.take_button.text() == "登记检查 2 家"
    dialog.rows["result"].input.set_raw("合格")
    dialog.take()
    found = rows.ids(context.desk.store.reader(), RESTAURANT_CHECKS, today=context.desk.today())
    assert len(found) == 2
    assert {read(context, RESTAURANT_CHECKS, one)["place"] for one in found} == set(places[:2])
    titles = {o.key: o.title for o in page.handling.offers(context.desk, places)}
    assert titles["to-check"] == "看该查未查的（1 家）"


def test_a_check_without_a_result_is_refused_beside_its_field(
    qtbot: QtBot, context: Context, tmp_path: Path
) -> None:
    place = add(context, RESTAURANTS, name="甲店", address="甲路")
    page = page_of(qtbot, context, RESTAURANTS, tmp_path)
    dialog = choose(page, "check", [place])
    dialog.take()
    assert dialog.rows["result"].fault is not None
    assert not rows.ids(context.desk.store.reader(), RESTAURANT_CHECKS, today=context.desk.today())


def test_a_failed_check_becomes_a_case(qtbot: QtBot, context: Context, tmp_path: Path) -> None:
    place = add(context, RESTAURANTS, name="甲店", address="人民路12号")
    check = add(
        context,
        RESTAURANT_CHECKS,
        place=place,
        checked_on="2026-10-08",
        result=4402,
        found="净化器没有开",
    )
    page = page_of(qtbot, context, RESTAURANT_CHECKS, tmp_path)
    choose(page, "case", [check]).take()
    case = read(context, RESTAURANT_CHECKS, check)["case"]
    assert isinstance(case, int)
    assert read(context, CASES, case)["party_name"] == "甲店"


def test_returned_goods_name_who_took_them(qtbot: QtBot, context: Context, tmp_path: Path) -> None:
    goods = add(context, SEIZURES, measure=3901, taken_on="2026-10-01", items="三轮车一辆")
    page = page_of(qtbot, context, SEIZURES, tmp_path)
    dialog = choose(page, "dispose", [goods])
    dialog.rows["disposal"].input.set_raw("返还当事人")
    dialog.take()
    assert "领取人" in dialog.fault.text()
    dialog.rows["receiver"].input.set_raw("张三")
    dialog.take()
    assert read(context, SEIZURES, goods)["disposed_on"] == "2026-10-08"


# -- papers ----------------------------------------------------------------------------------------


def test_a_paper_that_lacks_something_says_so_until_it_is_filled_in(
    qtbot: QtBot, context: Context, tmp_path: Path
) -> None:
    with context.desk.store.operation(context.desk, "执法证") as op:
        names = context.desk.store.names()
        for number, name in enumerate(("李建国", "王海燕")):
            record = names.record("people", name)
            assert record is not None
            op.update(
                "people",
                record,
                {"certificate": f"ZF{number}", "certificate_until": "2027-12-31"},
            )
    case = add(
        context,
        CASES,
        number="ZZ-1",
        found_on="2026-10-08",
        address="人民路12号",
        category=item(context.desk, "market-category", "占道经营"),
        party_name="张三",
        party_kind=2401,
        description="占道摆摊",
        state=2204,
    )
    page = page_of(qtbot, context, CASES, tmp_path)
    dialog = choose(page, "issue-4201", [case])
    assert not dialog.take_button.isEnabled()
    answers = {
        "broken_rule": "《城市市容和环境卫生管理条例》第十四条",
        "demand": "立即清理",
        "at_once": "是",
        "officers": "李建国、王海燕",
    }
    for key, text in answers.items():
        dialog.rows[key].input.set_raw(text)
        dialog.rows[key].input.committed.emit()
    assert dialog.take_button.isEnabled(), dialog.sentence.text()
    dialog.take()
    (notice,) = rows.ids(context.desk.store.reader(), NOTICES, today=context.desk.today())
    assert read(context, CASES, case)["notice_number"] == read(context, NOTICES, notice)["number"]
    (preview,) = page.findChildren(PaperDialog)
    preview.close()


# -- special actions -------------------------------------------------------------------------------


@pytest.fixture
def action(context: Context) -> int:
    """An action over October."""
    return add(context, CAMPAIGNS, name="秋季行动", begins_on="2026-10-01", ends_on="2026-10-31")


def test_cases_of_its_days_are_put_into_an_action_after_asking(
    qtbot: QtBot, context: Context, tmp_path: Path, action: int, asker: ScriptedAsker
) -> None:
    page = page_of(qtbot, context, CAMPAIGNS, tmp_path)
    assert page.handling is not None
    offers = {offer.key: offer for offer in page.handling.offers(context.desk, [action])}
    assert offers["attach"].title == "归入期间同类的案件（36 条）…"
    asker.confirmed = [True]
    offers["attach"].open(page, [action])
    qtbot.waitUntil(lambda: page.details is not None)
    assert page.details is not None
    assert isinstance(page.details.panel, ProgressPanel)
    page.details.show_record(action)
    shown = [label.text() for label in page.details.panel.head.findChildren(type(page._tools.new))]
    assert "发现案件 36 件" in shown


def test_the_last_day_of_goods_taken_is_proposed_by_law(
    qtbot: QtBot, context: Context, tmp_path: Path
) -> None:
    page = page_of(qtbot, context, SEIZURES, tmp_path)
    qtbot.waitUntil(lambda: page.details is not None)
    page.new()
    assert page.details is not None
    form = page.details.form
    for key, text in (("taken_on", "2026-10-08"), ("measure", "暂扣")):
        form.rows[key].input.set_raw(text)
        form.rows[key].input.committed.emit()
    # Thirty days after the 8th of October, the day itself not counted.
    assert form.rows["due_on"].input.current() == "2026-11-07"
