"""What reports say of party life, in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from bureau.calendar.words import names_of
from bureau.party.dues import BranchDues, yuan
from bureau.party.figures_life import LifeFigures
from bureau.party.matrix import Line, span_title
from bureau.reports.change import percent, ratio
from bureau.reports.citing import cite
from bureau.reports.sentences import sentence

MOST_NAMED = 6


def tied(key: str, words: object) -> str:
    """Words that are tied to a figure of the department."""
    return cite(f"party.{key}", str(words))


def held_words(of: LifeFigures) -> str:
    """共开展组织生活 12 次（支部党员大会 3 次、主题党日 3 次），到会率 95.00%。"""
    if not of.held:
        return ""
    kinds = "、".join(
        f"{one.title} {tied(f'meeting.{one.kind}.held', one.held.count)} 次" for one in of.kinds
    )
    rate = (
        f"到会率 {tied('attendance', percent(of.attendance))}" if of.attendance is not None else ""
    )
    return sentence(
        [f"{names_of(of.period)[0]}开展组织生活 {tied('meetings', of.held)} 次，其中{kinds}", rate]
    )


def kept_words(lines: Sequence[Line], until: date) -> str:
    """截至10月底，到期应开 90 次，已开 82 次，达标率 91.11%；欠开：…"""
    required, held = (sum(getattr(line, key) for line in lines) for key in ("required", "held"))
    if not required:
        return ""
    said = (
        f"今年截至{until.month}月{until.day}日，“三会一课”等组织生活到期应开 "
        f"{tied('frequency.required', required)} 次，"
        f"已开 {tied('frequency.held', held)} 次，"
        f"达标率 {tied('frequency.rate', percent(ratio(held, required)))}"
    )
    late = lacking(lines)
    if not late:
        return f"{said}，都已开够。"
    more = f"等 {len(late)} 项" if len(late) > MOST_NAMED else ""
    return f"{said}；欠开的有{'、'.join(late[:MOST_NAMED])}{more}。"


def lacking(lines: Iterable[Line]) -> list[str]:
    """机关党支部主题党日（10月）, each kind that lacks a meeting."""
    return [
        f"{line.branch_title}{line.title.replace('（', '').replace('）', '')}"
        f"（{'、'.join(span_title(cell) for cell in late)}）"
        for line in lines
        if (late := [cell for cell in line.judged if cell.lacking])
    ]


def study_words(of: LifeFigures) -> str:
    """Study and honours."""
    hours = f"、{of.study_hours // 10}.{of.study_hours % 10} 学时" if of.study_hours else ""
    return sentence(
        [
            f"组织学习 {tied('studies', of.studies.count)} 次{hours}" if of.studies.count else "",
            f"获得荣誉、推出典型 {tied('honours', of.honours.count)} 项"
            if of.honours.count
            else "",
        ]
    )


def link_words(of: LifeFigures) -> str:
    """党建认领业务 5 件（主题党日 4 件、党建任务 1 件），其中案件 3 件，已结案 2 件。"""
    if not of.links.count:
        return ""
    kinds = "、".join(f"{title} {number} 件" for title, number in of.by_kind)
    cases = f"其中案件 {of.cases.count} 件，已结案 {of.closed.count} 件" if of.cases.count else ""
    return sentence([f"认领城市管理业务 {tied('links', of.links.count)} 件（{kinds}）", cases])


def dues_words(dues: Iterable[BranchDues]) -> str:
    """应缴党费 36 人、3,157.00 元，实缴 3,000.00 元，2 人未缴齐。"""
    all_dues = tuple(dues)
    # Until a bureau notes its dues here, that nothing was paid says nothing.
    if not any(one.paid for one in all_dues):
        return ""
    members, missing = (
        sum(len(getattr(one, key)) for one in all_dues) for key in ("members", "missing")
    )
    due, paid = (sum(getattr(one, key) for one in all_dues) for key in ("due", "paid"))
    return sentence(
        [
            f"应缴党费 {tied('dues.members', members)} 人、{tied('dues.due', yuan(due))} 元",
            f"实缴 {tied('dues.paid', yuan(paid))} 元",
            f"{tied('dues.missing', missing)} 人未缴齐" if missing else "已全部缴齐",
        ]
    )
