"""The figures of party-building by name: tasks, meetings and how often, attendance, dues, study."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from bureau.ledger.query import Any
from bureau.party.dues import BranchDues
from bureau.party.figures import PartyFigures, Requirement
from bureau.party.figures_life import LifeFigures, Number
from bureau.party.figures_month import frequency_of
from bureau.party.figures_tasks import TaskFigures
from bureau.party.ledgers import DUES, MEETINGS, TASKS
from bureau.party.matrix import lines_of
from bureau.reports.change import ratio
from bureau.reports.naming import Figure, Naming

if TYPE_CHECKING:
    from bureau.ledger.query import Filter
    from bureau.reports.named import Behind, Named

    Requirements = tuple[Requirement, ...]

DEPARTMENT: Final = "党建任务"


def named_figures(of: PartyFigures, others: Mapping[str, LifeFigures]) -> Iterator[Named]:
    """The year's tasks and frequency as they stand; the period's life beside other periods."""
    period = of.life.period
    yield from tasks(Naming("party", DEPARTMENT, period, of.tasks, {}))
    yield from often(Naming("party", DEPARTMENT, period, of.requirements, {}))
    there = {name: base for name, base in others.items() if not base.is_empty}
    yield from life(Naming("party", DEPARTMENT, period, of.life, there))


# -- tasks -----------------------------------------------------------------------------------------


def tasks(name: Naming[TaskFigures]) -> Iterator[Named]:
    """By state and by theme."""
    yield from name.each(TASKS_OF_YEAR, "党建任务")
    for theme in name.of.themes:
        figures: tuple[Figure[TaskFigures], ...] = (
            Figure("count", "任务", here(theme.all.count), "项", behind=there(theme.all.where)),
            Figure("done", "已完成", here(theme.done.count), "项", behind=there(theme.done.where)),
        )
        yield from name.each(figures, "按五型", f"theme.{theme.title}.", theme.title)


def here(count: int) -> Callable[[TaskFigures], int]:
    """A number that was read already."""
    return lambda _: count


def there(where: Filter) -> Callable[[TaskFigures], Behind]:
    """Tasks as the records behind a figure."""
    return lambda _: (TASKS.name, where)


TASKS_OF_YEAR: Final[tuple[Figure[TaskFigures], ...]] = (
    Figure(
        "tasks",
        "党建任务",
        lambda of: of.all.count,
        "项",
        behind=lambda of: (TASKS.name, of.all.where),
    ),
    Figure(
        "tasks_done",
        "已完成任务",
        lambda of: of.done.count,
        "项",
        behind=lambda of: (TASKS.name, of.done.where),
    ),
    Figure(
        "tasks_open",
        "未完成任务",
        lambda of: of.open.count,
        "项",
        behind=lambda of: (TASKS.name, of.open.where),
    ),
    Figure(
        "tasks_late",
        "逾期任务",
        lambda of: of.late.count,
        "项",
        behind=lambda of: (TASKS.name, of.late.where),
    ),
    Figure(
        "tasks_near",
        "临近到期任务",
        lambda of: of.near.count,
        "项",
        behind=lambda of: (TASKS.name, of.near.where),
    ),
    Figure(
        "tasks_rate", "任务完成率", lambda of: ratio(of.done.count, of.all.count), measure="rate"
    ),
    Figure(
        "tasks_points",
        "任务考核分",
        lambda of: Fraction(of.stand.points, 100),
        "分",
        "score",
    ),
)


# -- how often -------------------------------------------------------------------------------------


def often(name: Naming[Requirements]) -> Iterator[Named]:
    """组织生活 of the year so far against the rules: all, then each branch."""
    if not frequency_of(lines_of(name.of)).required:
        return
    yield from name.each(KEPT, "组织生活频次", "frequency.")
    for branch, title in dict.fromkeys((one.branch, one.branch_title) for one in name.of):
        mine = tuple(one for one in name.of if one.branch == branch)
        if frequency_of(lines_of(mine)).required:
            key = f"frequency.{'group' if branch is None else branch}."
            yield from name.within(mine, lambda _: None).each(KEPT, "组织生活频次", key, title)


def held_of(of: Requirements) -> Behind:
    """The meetings that count."""
    return MEETINGS.name, frequency_of(lines_of(of)).where


KEPT: Final[tuple[Figure[Requirements], ...]] = (
    Figure("required", "组织生活到期应开", lambda of: frequency_of(lines_of(of)).required, "次"),
    Figure(
        "held",
        "组织生活已开",
        lambda of: frequency_of(lines_of(of)).held,
        "次",
        behind=held_of,
    ),
    Figure("rate", "组织生活达标率", lambda of: frequency_of(lines_of(of)).rate, measure="rate"),
)


# -- life ------------------------------------------------------------------------------------------


def life(name: Naming[LifeFigures]) -> Iterator[Named]:
    """Meetings held, study, business adopted, dues of the period."""
    yield from name.each(LIFE, "组织生活")
    for one in name.of.kinds:
        figures: tuple[Figure[LifeFigures], ...] = (
            Figure("held", "", held_as(one.kind), "次", behind=recorded(one.held)),
            Figure("attendance", "到会率", attended_as(one.kind), measure="rate"),
        )
        yield from name.each(figures, "组织生活", f"meeting.{one.kind}.", one.title)
    if name.of.dues:
        yield from name.each(DUES_OF_ALL, "党费", "dues.")
    for branch in name.of.dues:
        own = dues_of(branch.branch)
        key = f"dues.{'none' if branch.branch is None else branch.branch}."
        yield from name.within(branch, own).each(DUES_OF_BRANCH, "党费", key, branch.title)


def held_as(kind: int) -> Callable[[LifeFigures], int]:
    """Meetings of a kind."""
    return lambda of: sum(one.held.count for one in of.kinds if one.kind == kind)


def attended_as(kind: int) -> Callable[[LifeFigures], Fraction | None]:
    """到会率 of a kind."""
    return lambda of: next((one.attendance for one in of.kinds if one.kind == kind), None)


def recorded(number: Number) -> Callable[[LifeFigures], Behind]:
    """Its records."""
    return lambda _: (number.ledger, number.where)


def dues_of(branch: int | None) -> Callable[[LifeFigures], BranchDues | None]:
    """The dues of one branch."""
    return lambda of: next((one for one in of.dues if one.branch == branch), None)


def meetings(of: LifeFigures) -> Behind:
    """All meetings of the period."""
    return MEETINGS.name, Any(tuple(one.held.where for one in of.kinds))


LIFE: Final[tuple[Figure[LifeFigures], ...]] = (
    Figure("meetings", "开展组织生活", lambda of: of.held, "次", behind=meetings),
    Figure("attendance", "到会率", lambda of: of.attendance, measure="rate", behind=meetings),
    Figure(
        "studies",
        "组织学习",
        lambda of: of.studies.count,
        "次",
        behind=lambda of: (of.studies.ledger, of.studies.where),
    ),
    Figure("study_hours", "学习学时", lambda of: Fraction(of.study_hours, 10), "学时", places=1),
    Figure(
        "honours",
        "荣誉典型",
        lambda of: of.honours.count,
        "项",
        behind=lambda of: (of.honours.ledger, of.honours.where),
    ),
    Figure(
        "links",
        "认领业务",
        lambda of: of.links.count,
        "件",
        behind=lambda of: (of.links.ledger, of.links.where),
    ),
    Figure(
        "cases_adopted",
        "认领案件",
        lambda of: of.cases.count,
        "件",
        behind=lambda of: (of.cases.ledger, of.cases.where),
    ),
    Figure(
        "cases_adopted_closed",
        "认领案件已结案",
        lambda of: of.closed.count,
        "件",
        behind=lambda of: (of.closed.ledger, of.closed.where),
    ),
)
DUES_OF_ALL: Final[tuple[Figure[LifeFigures], ...]] = (
    Figure("members", "应缴党费人数", lambda of: sum(len(one.members) for one in of.dues), "人"),
    Figure("due", "应缴党费", lambda of: sum(one.due for one in of.dues), "元", "money"),
    Figure("paid", "实缴党费", lambda of: sum(one.paid for one in of.dues), "元", "money"),
    Figure("missing", "党费未缴齐", lambda of: sum(len(one.missing) for one in of.dues), "人"),
)
DUES_OF_BRANCH: Final[tuple[Figure[BranchDues], ...]] = (
    Figure("members", "应缴党费人数", lambda of: len(of.members), "人"),
    Figure("due", "应缴党费", lambda of: of.due, "元", "money"),
    Figure(
        "paid",
        "实缴党费",
        lambda of: of.paid,
        "元",
        "money",
        behind=lambda of: (DUES.name, of.paid_where),
    ),
    Figure("missing", "党费未缴齐", lambda of: len(of.missing), "人"),
)
