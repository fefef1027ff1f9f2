"""Special actions: how far each has come, with the records behind every number, and the cases in it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from bureau.desk import Desk
from bureau.ledger.declaration import Ledger
from bureau.ledger.query import Filter, Titled
from bureau.market import campaigns
from bureau.market.figures_campaigns import Count, Progress, cases_of, progress
from bureau.market.ledgers import CAMPAIGN_DAYS, CAMPAIGNS, CASES
from bureau.reports.change import percent
from bureau.storage.rows import ids
from bureau.storage.rows import page as rows_of
from ui import tokens
from ui.context import Context
from ui.ledger.handling import Handling, Offer, RecordPanel
from ui.ledger.page import LedgerPage
from ui.market.numbers import number_button

BAR = 6


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
        if isinstance(found, Progress):
            for line in progress_lines(self.page.context, found, self.head):
                self.column.addWidget(line)


def count_words(count: Count) -> str:
    """检查油烟商户 42/120 家."""
    target = f"/{count.target}" if count.target is not None else ""
    return f"{count.title} {count.done}{target} {count.unit}"


def progress_lines(context: Context, found: Progress, parent: QWidget) -> list[QWidget]:
    """An action in lines: time, each count against its target, cases, reports."""

    def number(words: str, ledger: Ledger, where: Filter) -> QPushButton:
        made = number_button(words, parent)
        listed = Titled(f"{found.name}：{words}", where)
        made.clicked.connect(lambda: context.news.wanted_list.emit(ledger.name, listed))
        return made

    lines: list[QWidget] = []
    if found.elapsed is not None:
        lines.append(line_of(QLabel("时间进度", parent), found.elapsed, parent))
    for count in found.counts:
        what = number(count_words(count), CAMPAIGN_DAYS, count.where)
        behind = found.is_behind(count.share)
        lines.append(line_of(what, count.share, parent, behind=behind))
    for key, (title, where) in cases_of(found.campaign).items():
        what = number(f"{title}案件 {found.cases.count(key):,} 件", CASES, where)
        rate = found.closing_rate if key == "closed" else None
        lines.append(line_of(what, rate, parent))
    what = number(f"专项日报 {found.reports:,} 篇", CAMPAIGN_DAYS, found.where_reports)
    lines.append(line_of(what, None, parent))
    return lines


def line_of(
    what: QWidget, share: Fraction | None, parent: QWidget, *, behind: bool = False
) -> QWidget:
    """A number, its share of the whole beside it, and a bar below."""
    line = QWidget(parent)
    grid = QGridLayout(line)
    grid.setContentsMargins(0, 0, 0, 2)
    grid.setVerticalSpacing(2)
    grid.addWidget(what, 0, 0, Qt.AlignmentFlag.AlignLeft)
    grid.setColumnStretch(0, 1)
    if share is not None:
        label = QLabel(f"△ 慢于时间进度　{percent(share)}" if behind else percent(share), line)
        label.setProperty("role", "soft")
        grid.addWidget(label, 0, 1)
        bar = QProgressBar(line)
        bar.setRange(0, 1000)
        bar.setValue(min(1000, int(share * 1000)))
        bar.setTextVisible(False)
        bar.setFixedHeight(BAR)
        bar.setAccessibleName(f"完成 {percent(share)}")
        grid.addWidget(bar, 1, 0, 1, 2)
    return line
