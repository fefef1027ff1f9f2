"""A year's tasks by theme, section and person: how many, what they weigh, what points they got."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from bureau.party.figures_task_facts import TaskFact, Tasks, by_words, task_facts
from bureau.reports.change import MINUS, NONE, fixed, percent
from bureau.settings.declared import PARTY_FULL
from bureau.settings.reading import read_settings

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.ledger.entry import Names
    from bureau.party.figures_tasks import TaskFigures

NO_THEME, NO_UNIT, NO_PERSON = "未填五型", "未填责任股室", "未填责任人"
SCORE_HEADS: Final = (
    *("任务", "已完成", "未完成", "逾期"),
    *("权重", "自评分", "考核分", "得分率"),
)


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """The tasks of one theme, section or person."""

    title: str
    tasks: Tasks

    @property
    def share(self) -> Fraction | None:
        """Points of the weight of the tasks that were judged; what wasn't yet isn't 0."""
        judged = self.tasks.judged
        return Fraction(judged.points, judged.weight) if judged.weight else None

    @property
    def texts(self) -> tuple[str, ...]:
        """The line in the words of pages and papers, under SCORE_HEADS."""
        of = self.tasks
        return (
            *(str(len(part)) for part in (of, of.done, of.open, of.late)),
            points_words(of.weight),
            points_words(of.self_points) if of.self_judged.of else NONE,
            points_words(of.points) if of.judged.of else NONE,
            percent(self.share),
        )


@dataclass(frozen=True, slots=True)
class YearScores:
    """A year in lines; a task with several persons in charge counts for each of them."""

    year: int
    full: int
    total: ScoreLine
    themes: tuple[ScoreLine, ...]
    units: tuple[ScoreLine, ...]
    persons: tuple[ScoreLine, ...]

    @property
    def lacking(self) -> int:
        """What the weights lack of full marks, in hundredths; negative for too much."""
        return self.full - self.total.tasks.weight


def year_scores(of: TaskFigures, names: Names) -> YearScores:
    """The lines of a year's tasks."""
    tasks = of.stand
    by_theme = grouped(tasks.of, lambda one: one.theme)
    themes = [
        ScoreLine(item.title, Tasks(by_theme.pop(item.id, ())))
        for item in names.items("party-theme")
    ]
    rest = tuple(one for left in by_theme.values() for one in left)
    if rest:
        themes.append(ScoreLine(NO_THEME, Tasks(rest)))
    by_unit = {
        names.label("units", unit) if unit is not None else NO_UNIT: Tasks(ones)
        for unit, ones in grouped(tasks.of, lambda one: one.unit).items()
    }
    by_person = by_words((one, one.persons or (NO_PERSON,)) for one in tasks.of)
    return YearScores(
        of.year,
        of.full,
        ScoreLine("合计", tasks),
        tuple(themes),
        in_order(by_unit, NO_UNIT),
        in_order(by_person, NO_PERSON),
    )


def grouped(
    tasks: Iterable[TaskFact], key: Callable[[TaskFact], int | None]
) -> dict[int | None, tuple[TaskFact, ...]]:
    """Tasks by a class or record, in order of first mention."""
    found: dict[int | None, list[TaskFact]] = {}
    for one in tasks:
        found.setdefault(key(one), []).append(one)
    return {of: tuple(ones) for of, ones in found.items()}


def in_order(lines: dict[str, Tasks], last: str) -> tuple[ScoreLine, ...]:
    """Those with most tasks first, what isn't filled in at the end."""
    found = [ScoreLine(title, tasks) for title, tasks in lines.items()]
    return tuple(sorted(found, key=lambda line: (line.title == last, -len(line.tasks))))


def points_words(hundredths: int) -> str:
    """7.5 of 750, without noughts at the end."""
    sign = MINUS if hundredths < 0 else ""
    text = fixed(Fraction(abs(hundredths), 100), 2)
    return sign + text.rstrip("0").rstrip(".")


def weight_said(weight: int, full: int) -> str:
    """权重合计 90 分，满分 100 分，还差 10 分."""
    said = f"权重合计 {points_words(weight)} 分，满分 {points_words(full)} 分"
    if weight < full:
        return f"{said}，还差 {points_words(full - weight)} 分"
    return f"{said}，多出 {points_words(weight - full)} 分" if weight > full else f"{said}，正好"


def weights_said(of: YearScores) -> str:
    """What the weights come to and where they lack, in a sentence."""
    total = of.total.tasks
    if not total.of:
        return f"{of.year}年还没有党建任务。"
    said = weight_said(total.weight, of.full)
    gaps = []
    if total.unweighted.of:
        parts = [
            f"{line.title} {len(line.tasks.unweighted)} 项"
            for line in of.themes
            if line.tasks.unweighted.of
        ]
        gaps.append(f"没有权重的 {len(total.unweighted)} 项（{'、'.join(parts)}）")
    empty = [line.title for line in of.themes if not line.tasks.of]
    if empty:
        gaps.append(f"没有任务的五型：{'、'.join(empty)}")
    return "；".join((said, *gaps)) + "。"


def weight_advice(desk: Desk, year: int, weight: int, record: int | None) -> str:
    """What a year's weights come to with a task that is being typed."""
    today = desk.today()
    with desk.store.snapshot() as conn:
        others = [one for one in task_facts(conn, year, today).of if one.id != record]
        full = 100 * read_settings(conn, today).value(PARTY_FULL)
    return f"{year}年{weight_said(weight + Tasks(tuple(others)).weight, full)}"
