"""The cards of party-building on the month's page."""

from __future__ import annotations

from bureau.ledger.query import Titled
from bureau.party.figures_month import MonthNumbers
from bureau.party.ledgers import MEETINGS, TASKS
from bureau.reports.change import percent, ratio
from ui.month.facility_cards import changes
from ui.month.numbers import Card, figure_title, rate


def party_cards(of: MonthNumbers) -> tuple[Card, ...]:
    """组织生活, 频次达标率, 任务完成率, 逾期任务, 认领业务; nothing for an office without any of it."""
    if not of.any:
        return ()
    life, tasks, kept = of.life, of.tasks, of.frequency
    period = life.period
    so_far = f"今年截至{of.of.as_of.month}月{of.of.as_of.day}日"
    came = f"到会率 {percent(life.attendance)}" if life.attendance is not None else ""
    missing = kept.required - kept.held
    late = tasks.late.count
    lacking = f"到期应开 {kept.required} 次，欠 {missing} 次"
    return (
        Card(
            "held",
            "组织生活",
            str(life.held),
            "次",
            came if life.held else "没有登记组织生活",
            changes(life, of.before, lambda one: one.held, "count"),
            (MEETINGS.name, Titled(figure_title("组织生活", period), of.held)),
        ),
        Card(
            "kept",
            "频次达标率",
            *rate(kept.rate),
            lacking if kept.required else "还没有到期的",
            (so_far,),
            (MEETINGS.name, Titled(f"到期的组织生活：{of.of.year}年", kept.where)),
            "warning" if missing else "neutral",
        ),
        Card(
            "tasks_done",
            "任务完成率",
            *rate(ratio(tasks.done.count, tasks.all.count)),
            f"{tasks.year}年 {tasks.all.count} 项，完成 {tasks.done.count} 项",
            (so_far,),
            (TASKS.name, tasks.done.where),
        ),
        Card(
            "tasks_late",
            "逾期任务",
            str(late),
            "项",
            f"未完成共 {tasks.open.count} 项，{tasks.near.count} 项临近到期",
            (so_far,),
            (TASKS.name, tasks.late.where),
            "danger" if late else "neutral",
        ),
        Card(
            "adopted",
            "认领业务",
            str(life.links.count),
            "件",
            f"其中案件 {life.cases.count} 件，已结案 {life.closed.count} 件",
            changes(life, of.before, lambda one: one.links.count, "count"),
            (life.links.ledger, life.links.where),
        ),
    )
