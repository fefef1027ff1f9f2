"""Special actions: how far each has come, with the records behind every number, and the cases in it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QLabel, QProgressBar, QVBoxLayout, QWidget

from bureau.desk import Desk
from bureau.ledger.query import Filter
from bureau.market import campaigns
from bureau.market.figures_campaigns import Count, Progress, cases_of, progress
from bureau.market.ledgers import CAMPAIGN_DAYS, CAMPAIGNS, CASES
from bureau.reports.change import percent
from bureau.storage.rows import ids
from bureau.storage.rows import page as rows_of
from ui import tokens
from ui.ledger.handling import Handling, Offer, RecordPanel
from ui.ledger.page import LedgerPage
from ui.market.numbers import number_button


class CampaignHandling(Handling):
    """Progress, and the cases that belong to an action or could."""

    def offers(self, desk: Desk, records: Sequence[int]) -> list[Offer]:
        """For one action its cases, and those that could be put into it."""
        if len(records) != 1:
            return []
        (campaign,) = records
        with desk.store.snapshot() as conn:
            (row,) = rows_of(conn, CAMPAIGNS, records, today=desk.today())
            could = ids(conn, CASES, campaigns.suggested(row), today=desk.today())
        return [
            Offer(
                key="attach",
                title=f"归入期间同类的案件（{len(could):,} 条）…",
                open=lambda page, _records: attach(page, campaign, str(row["name"]), could),
                enabled=bool(could),
            ),
            Offer(
                key="could",
                title="看看是哪些案件",
                open=lambda page, _records: look(page, campaigns.suggested(row)),
                enabled=bool(could),
                writes=False,
            ),
            Offer(
                key="cases",
                title="已归入的案件",
                open=lambda page, _records: look(page, campaigns.attached(campaign)),
                group="list",
                writes=False,
            ),
        ]

    def panel(self, page: LedgerPage) -> RecordPanel | None:
        """How far it has come."""
        return ProgressPanel(page)


def look(page: LedgerPage, where: Filter) -> None:
    """These cases in their own page."""
    page.context.news.wanted_list.emit(CASES.name, where)


def attach(page: LedgerPage, campaign: int, name: str, cases: Sequence[int]) -> None:
    """Puts cases into an action after asking."""
    context = page.context
    asked = f"把 {len(cases):,} 条期间同类、还没有归入别的行动的案件归入“{name}”？可以一次撤销。"
    if not context.asker.confirm(page, asked, f"归入 {len(cases):,} 条"):
        return
    desk = context.desk
    context.writing.run(
        lambda _ticket: campaigns.attach(desk, campaign, cases),
        lambda done: context.news.said.emit(getattr(done, "sentence", "")),
        page.complain_of,
        title="归入专项行动",
    )


class ProgressPanel(RecordPanel):
    """Days passed, each count against its target, cases found and put right."""

    def __init__(self, page: LedgerPage) -> None:
        self.page = page
        self.head = QWidget()
        self.column = QVBoxLayout(self.head)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(tokens.GRID // 2)
        self.tail = QWidget()

    def read(self, desk: Desk, record: int) -> object:
        """One action as it stands."""
        with desk.store.snapshot() as conn:
            return progress(conn, record, desk.today())

    def show(self, found: object) -> None:
        """Shows it; a click on a number opens its records."""
        while self.column.count():
            old = self.column.takeAt(0).widget()
            old.hide()
            old.deleteLater()
        if not isinstance(found, Progress):
            return
        elapsed = found.elapsed
        if elapsed is not None:
            self._bar("时间进度", percent(elapsed), float(elapsed))
        for count in found.counts:
            share = count.share
            self._number(count_words(count), CAMPAIGN_DAYS.name, count.where)
            if share is not None:
                self._bar("", percent(share), float(share))
        for key in ("cases", "closed", "open"):
            title, where = campaigns_cases(found, key)
            self._number(f"{title}案件 {found.cases[key]} 件", CASES.name, where)
        rate = found.closing_rate
        if rate is not None:
            self._bar("整改率", percent(rate), float(rate))
        self._number(f"专项日报 {found.reports} 篇", CAMPAIGN_DAYS.name, found.where_reports)

    def _number(self, words: str, ledger: str, where: Filter) -> None:
        made = number_button(words, self.head)
        made.clicked.connect(partial(self.page.context.news.wanted_list.emit, ledger, where))
        self.column.addWidget(made)

    def _bar(self, title: str, words: str, share: float) -> None:
        label = QLabel(" ".join(filter(None, (title, words))), self.head)
        label.setProperty("role", "soft")
        self.column.addWidget(label)
        bar = QProgressBar(self.head)
        bar.setRange(0, 100)
        bar.setValue(min(100, round(share * 100)))
        bar.setTextVisible(False)
        bar.setAccessibleName(f"{title or '完成'} {words}")
        self.column.addWidget(bar)


def campaigns_cases(found: Progress, key: str) -> tuple[str, Filter]:
    """The title and the filter of one of its numbers of cases."""
    return cases_of(found.campaign)[key]


def count_words(count: Count) -> str:
    """检查油烟商户 42/120 家."""
    target = f"/{count.target}" if count.target is not None else ""
    return f"{count.title} {count.done}{target} {count.unit}"
