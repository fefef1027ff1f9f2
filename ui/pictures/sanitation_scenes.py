"""What a clerk opens on the pages of sanitation: a round being typed, what wasn't inspected, a payment."""

from __future__ import annotations

from functools import partial

from bureau.calendar.periods import Period
from ui.ledger.page import LedgerPage
from ui.pictures.stage import Scene, Stage
from ui.pictures.table_scenes import cases
from ui.sanitation.entry_page import EntryPage
from ui.sanitation.from_case import open_entry
from ui.sanitation.money_page import SanitationMoneyPage
from ui.sanitation.month_page import SanitationMonthPage

FOUND = (("人民路", "漏扫、果皮纸屑烟蒂超标", "3"), ("人民路", "脏臭、设施损坏未报修、缺保洁", "1"))


def sanitation_scenes() -> list[Scene]:
    """All of them."""
    return [
        ("环卫-录入检查", entry),
        ("环卫-录入检查-选问题", partial(entry, listing=True)),
        ("环卫-录入检查-没填全", partial(entry, too_early=True)),
        ("环卫-未检查项", absences),
        ("环卫-月度-没有合同", partial(month, period=Period.month(2001, 1))),
        ("环卫-扣分-申诉", contest),
        ("案件-转环卫扣分", from_case),
        ("环卫-登记付款", payment),
    ]


def month(stage: Stage, period: Period | None = None) -> SanitationMonthPage:
    """The month, the usual one unless named."""
    page = stage.window.show_page("sanitation-month")
    assert isinstance(page, SanitationMonthPage)
    if period is not None:
        page.bar.choose(period)
    stage.settle()
    return page


def entry(stage: Stage, *, listing: bool = False, too_early: bool = False) -> None:
    """A round with two problems; the list of the rubric, or what is said when it lacks something."""
    page = stage.window.show_page("sanitation-entry")
    assert isinstance(page, EntryPage)
    page.entry.clear()
    for road, problem, count in FOUND:
        line = page.entry.lines[-1]
        line.inputs["road"].set_raw(road)
        line.problem.set_raw(problem)
        line.problem.committed.emit()
        line.inputs["count"].set_raw(count)
        line.inputs["count"].committed.emit()
        page.entry.add_line()
    stage.settle()
    if listing:
        box = page.entry.lines[-1].problem
        box.setFocus()
        box.open_list()
    if too_early:
        page.entry.lines[0].inputs["each"].set_raw("9")
        page.entry.lines[1].problem.set_raw("没有这个问题")
        page.entry.lines[1].block.set_raw("")
        page.entry.save()


def absences(stage: Stage) -> None:
    """What counts where nobody inspected: shown where a contract lacks it."""
    page = month(stage)
    for place, line in enumerate(page.shown.lines if page.shown is not None else ()):
        if line.lacking:
            page.grid.setCurrentIndex(page.grid.model_of_grid.index(place, 0))
            page.choose_absences()
            return


def contest(stage: Stage) -> None:
    """An appeal against what is listed first."""
    page = stage.window.show_page("sanitation-deductions")
    assert isinstance(page, LedgerPage)
    stage.settle()
    records = [*page.model.ids[:2]]
    if records and page.handling is not None:
        offers = {one.key: one for one in page.handling.offers(page.context.desk, records)}
        offers["contest"].open(page, records)


def payment(stage: Stage) -> None:
    """A payment of what is open of the contract that is chosen first."""
    page = stage.window.show_page("sanitation-money")
    assert isinstance(page, SanitationMoneyPage)
    stage.settle()
    page.enter_payment()


def from_case(stage: Stage) -> None:
    """A case that becomes a deduction."""
    page = cases(stage)
    if page.model.ids:
        open_entry(page, [page.model.ids[0]])
