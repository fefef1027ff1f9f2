"""年终汇总: the issued months of a year side by side, with what the year comes to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from bureau.calendar.periods import Kind
from bureau.calendar.words import said_with_end
from bureau.errors import UserError
from bureau.market.figures_rebounds import read_rebounds
from bureau.month.books import Books, open_books
from bureau.month.year_months import (
    YearLine,
    YearMonth,
    exact,
    mean_of,
    months_of,
    ranks,
    scores,
    subjects,
    year_text,
)
from bureau.reports.change import NONE, fixed
from bureau.reports.chapters import numbered_chapters
from bureau.reports.paper import Block, Chart, Column, Heading, Paper, Paragraph, Series, Table
from bureau.reports.sentences import title_of

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.month.papers import Asked
    from bureau.reports.named import Named

NAME: Final = "城市管理工作年终汇总"
WORST: Final = 10
"""Places of rebounds that are named."""
ORDER: Final = (
    YearLine("发现案件", "market.cases", "sum", "件"),
    YearLine("已整改", "market.closed", "sum", "件"),
    YearLine("整改率", "market.rectified_rate", "ratio", parts=("market.closed", "market.cases")),
    YearLine(
        "按期整改率",
        "market.on_time_rate",
        "ratio",
        parts=("market.on_time", "market.due_in_period"),
    ),
    YearLine("期末未整改", "market.open_at_end", "last", "件"),
    YearLine("其中超期", "market.overdue", "last", "件"),
    YearLine("反弹案件", "market.rebounds", "sum", "件"),
    YearLine(
        "反弹率",
        "market.rebound_rate",
        "ratio",
        parts=("market.rebounds", "market.closed_in_period"),
    ),
    YearLine("执法日志", "market.logs", "sum", "篇"),
)
WORKS: Final = (
    YearLine("收运垃圾", "sanitation.waste", "sum", "吨"),
    YearLine("进场填埋", "sanitation.landfilled", "sum", "吨"),
    YearLine(
        "道路作业完成率",
        "sanitation.share",
        "",
    ),
)
FACILITIES: Final = (
    YearLine("在用设施", "facilities.register", "last", "处"),
    YearLine(
        "抽查亮灯率",
        "facilities.sampled_rate",
        "ratio",
        parts=("facilities.sampled_due", "facilities.sampled_due", "facilities.sampled_dark"),
    ),
    YearLine("设施完好率", "facilities.intact_rate", "last"),
    YearLine("受理报修", "facilities.repairs", "sum", "件"),
    YearLine("修复（含往期）", "facilities.repairs_done", "sum", "件"),
    YearLine(
        "修复及时率",
        "facilities.repairs_in_time_rate",
        "ratio",
        parts=("facilities.repairs_in_time", "facilities.repairs_due"),
    ),
    YearLine("维修费用", "facilities.repairs_cost", "sum", "元"),
    YearLine("排查隐患", "facilities.hazards_found", "sum", "处"),
    YearLine("隐患销号", "facilities.hazards_closed", "sum", "处"),
)
PARTY: Final = (
    YearLine("开展组织生活", "party.meetings", "sum", "次"),
    YearLine("组织生活达标率（全年累计）", "party.frequency.rate", "last"),
    YearLine("到会率", "party.attendance", ""),
    YearLine("任务完成率（全年累计）", "party.tasks_rate", "last"),
    YearLine("逾期任务", "party.tasks_late", "last", "项"),
    YearLine("应缴党费", "party.dues.due", "sum", "元"),
    YearLine("实缴党费", "party.dues.paid", "sum", "元"),
)
MADE_OF: Final = (
    "全年一栏：件数、金额为各月之和；整改率、亮灯率等比率按全年合计重新计算；得分为各月得分的平均；"
    "期末数和全年累计的比率取最后一个月；“—”表示没有或不能合计。"
)
Row = tuple[str, ...]


def year_pack(desk: Desk, asked: Asked) -> Paper:
    """The year up to now. Raises UserError for another period, or a year that hasn't begun."""
    period = asked.named_period
    if period.kind is not Kind.YEAR:
        raise UserError("年终汇总按年做，请选一年，命令里写成 --from 2026-01 --to 2026-12 这样。")
    with open_books(desk, period) as books:
        months = months_of(desk, books.conn, period, books.today)
        if not months:
            raise UserError(f"{period.title}还没有开始，请换一年。")
        chapters = [
            ("市容秩序", of_order(books, months)),
            ("环卫考核", of_sanitation(months)),
            ("镇街考核", of_towns(books, months)),
            ("路灯和市政设施", of_facilities(months)),
            ("党建任务", there(table(months, PARTY))),
        ]
        head = books.head
    return Paper(
        title=title_of(head, f"{period.title}{NAME}"),
        blocks=(
            Paragraph(made_of(months), "lead"),
            Paragraph(MADE_OF, "note"),
            *numbered_chapters(chapters),
            head.signatures,
        ),
        orientation="landscape",
        organisation=head.bureau,
        period=said_with_end(period, desk.today()),
        author=head.bureau,
        subject=f"{period.title}{NAME}",
        keywords=(NAME, period.title),
        made_at=head.made_at,
    )


def made_of(months: Sequence[YearMonth]) -> str:
    """Which months are as they were issued, and which as the books are now."""
    issued = [month.period.last.month for month in months if month.edition]
    open_ = [month.period.last.month for month in months if not month.edition]
    said = []
    if issued:
        said.append(f"{runs(issued)}按签发的数字统计")
    if open_:
        said.append(f"{runs(open_)}没有签发（带*），按现在的台账统计，签发后以签发的为准")
    return f"{'；'.join(said)}。"


def runs(numbers: Sequence[int]) -> str:
    """1—9月、11月."""
    found: list[list[int]] = []
    for number in numbers:
        if found and found[-1][-1] == number - 1:
            found[-1].append(number)
        else:
            found.append([number])
    return "、".join(f"{run[0]}—{run[-1]}月" if run[1:] else f"{run[0]}月" for run in found)


# -- departments -----------------------------------------------------------------------------------


def of_order(books: Books, months: Sequence[YearMonth]) -> list[Block]:
    """Cases and rebounds, month by month; the places where most came back."""
    found = there(table(months, ORDER))
    if not found:
        return []
    return [
        *found,
        *there(chart("各月案件", months, ("market.cases", "market.closed", "market.rebounds"))),
        *worst_places(books),
    ]


def worst_places(books: Books) -> list[Block]:
    """Where the same problem came back most often within the year, as the books are now."""
    places = read_rebounds(books.conn, books.period, books.today, limit=WORST).places
    if not places:
        return []
    columns = (
        Column("镇街", weight=14),
        Column("地点", weight=36),
        Column("问题类别", weight=18),
        Column("责任单位", weight=18),
        Column("全年反弹（次）", numeric=True, weight=14),
    )
    lines = [
        (one.town or NONE, one.address or NONE, one.category, one.unit or NONE, str(one.times))
        for one in places
    ]
    return [
        Heading("反弹最多的点位", 2),
        Table(columns, lines, note="按现在的台账统计。", size="compact"),
    ]


def of_sanitation(months: Sequence[YearMonth]) -> list[Block]:
    """The scores of the sections with their mean; the fees of each and of all; the works."""
    sections = subjects(months, "sanitation.section.{}.score")
    scored = [
        YearLine(title, f"sanitation.section.{key}.score", "mean")
        for key, title in sections.items()
    ]
    titled = (
        ("各标段得分", table(months, scored, unit="分", whole="平均")),
        ("服务费", fee_table(months, sections)),
        ("作业量", table(months, WORKS)),
    )
    return [
        block for title, made in titled if made is not None for block in (Heading(title, 2), made)
    ]


def fee_table(months: Sequence[YearMonth], sections: dict[str, str]) -> Table | None:
    """A row for each month, so that amounts have room: what each section lost and is due, and all."""
    parts = [
        YearLine(words, f"sanitation.{prefix}{name}", "sum", title)
        for title, prefix in (
            *((title, f"section.{key}.") for key, title in sections.items()),
            ("合计", ""),
        )
        for name, words in (("deducted", "扣减"), ("payable", "应付"))
    ]
    if not any(has_value(month.numbers.get(line.key)) for month in months for line in parts):
        return None
    columns = (
        Column("月份", align="center"),
        *(Column(line.title, group=line.unit, numeric=True) for line in parts),
    )
    rows = [(month.head, *(month.text(line.key) for line in parts)) for month in months]
    totals = ("全年", *(year_text(line, months) for line in parts))
    return Table(columns, rows, (totals,), unit="元", note=starred(months), size="compact")


def of_towns(books: Books, months: Sequence[YearMonth]) -> list[Block]:
    """Scores, mean, the year's place within the group, and the money; a table for each group."""
    groups: dict[str, dict[str, str]] = {}
    in_group = {place.key: place.group for month in books.ranked.months for place in month.places}
    for key, title in subjects(months, "towns.{}.total").items():
        groups.setdefault(in_group.get(key, ""), {})[key] = title
    blocks: list[Block] = []
    for group, towns in groups.items():
        blocks += [Heading(group or "各镇街", 2), town_table(months, towns)]
    return blocks


def town_table(months: Sequence[YearMonth], towns: dict[str, str]) -> Table:
    """One group, the best mean first."""
    means = {key: mean_of(scores(f"towns.{key}.total", months)) for key in towns}
    places = ranks(means)
    columns = (
        Column("镇街", weight=12),
        *(Column(month.head, numeric=True, weight=7) for month in months),
        Column("平均", numeric=True, weight=8),
        Column("年度名次", align="center", weight=8),
        Column("奖罚（元）", numeric=True, weight=13),
    )
    rows = []
    for key in sorted(towns, key=lambda one: places.get(one, len(towns) + 1)):
        total, money = f"towns.{key}.total", YearLine("奖罚", f"towns.{key}.reward", "sum")
        value = means[key]
        rows.append(
            (
                towns[key],
                *(month.text(total) for month in months),
                NONE if value is None else fixed(value, 2),
                str(places.get(key, NONE)),
                year_text(money, months),
            )
        )
    return Table(columns, rows, unit="分", note=starred(months), size="compact")


def of_facilities(months: Sequence[YearMonth]) -> list[Block]:
    """Lighting, repairs, money, month by month."""
    found = there(table(months, FACILITIES))
    return (
        [
            *found,
            *there(chart("各月报修", months, ("facilities.repairs", "facilities.repairs_done"))),
        ]
        if found
        else []
    )


# -- tables and charts -------------------------------------------------------------------------------


def table(
    months: Sequence[YearMonth],
    lines: Iterable[YearLine],
    *,
    unit: str = "",
    whole: str = "全年",
) -> Table | None:
    """A row for each figure that any month has; None where there is none."""
    rows: list[Row] = []
    for line in lines:
        if any(has_value(month.numbers.get(line.key)) for month in months):
            named = f"{line.title}（{line.unit}）" if line.unit else line.title
            texts = (month.text(line.key) for month in months)
            rows.append((named, *texts, year_text(line, months)))
    if not rows:
        return None
    columns = (
        Column("项目"),
        *(Column(month.head, numeric=True) for month in months),
        Column(whole, numeric=True),
    )
    return Table(columns, rows, unit=unit, note=starred(months), size="compact")


def has_value(one: Named | None) -> bool:
    """Whether there is anything other than zero to tell."""
    value = exact(one)
    return value is not None and value != 0


def starred(months: Iterable[YearMonth]) -> str:
    """What the stars and marks in the heads mean."""
    marks = ["*没有签发"] if any(not month.edition for month in months) else []
    marks += ["※审定数"] if any(month.approved for month in months) else []
    return f"{'；'.join(marks)}。" if marks else ""


def chart(title: str, months: Sequence[YearMonth], keys: Sequence[str]) -> Chart | None:
    """Lines through the months that are over; None for a year of nothing."""
    series = []
    for key in keys:
        found = [month.numbers.get(key) for month in months]
        named = next((one for one in found if one is not None), None)
        if named is not None:
            values = (
                exact(one) if month.over else None for month, one in zip(months, found, strict=True)
            )
            series.append(Series(named.title, tuple(values)))
    made = Chart(
        "line", tuple(month.head for month in months), tuple(series), title=title, height_mm=50
    )
    return None if made.is_empty else made


def there(block: Block | None) -> list[Block]:
    """The block, nothing for none."""
    return [] if block is None else [block]
