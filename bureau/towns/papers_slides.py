"""考核问题分析: the slides of the review meeting, from the same month as the bulletin."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from bureau.assessment.exact import ZERO, short
from bureau.assessment.stored import Row, day_of
from bureau.errors import UserError
from bureau.reports.amounts import day_short
from bureau.reports.change import NONE
from bureau.reports.paper import (
    Block,
    Chart,
    Column,
    Heading,
    PageBreak,
    Paper,
    Paragraph,
    Photo,
    Photos,
    Series,
    Table,
)
from bureau.storage.photo_lists import kept_photos, photo_facts
from bureau.towns.charts import blocks_of, loss_chart, lost_points, rank_charts
from bureau.towns.inputs import lost
from bureau.towns.ledgers import CHECKS
from bureau.towns.paper_source import (
    Source,
    draft_of,
    groups_of,
    praised_and_pledging,
    told,
)
from bureau.towns.papers_bulletin import DEMANDS, loss_words, summary
from bureau.towns.papers_problems import (
    count_of,
    place_words,
    problem_table,
    problem_words,
    problems_of,
    tally,
    town_title,
)
from bureau.towns.papers_scores import money_words, reward_table, score_table

if TYPE_CHECKING:
    from bureau.storage.connection import Reader
    from bureau.storage.photo_lists import PhotoFacts
    from bureau.towns.judging import TownMonth

MOST_TYPICAL: Final = 8
"""Problems that get a slide of their own: those with photos that cost most."""
MOST_ROWS: Final = 9
"""Lines of a table that a slide takes."""
MOST_LOSSES: Final = 3
PHOTO_MM: Final = 92
CHART_MM: Final = 130
SCOPE: Final = "城市管理综合考核问题分析"


def review_slides(source: Source, conn: Reader) -> Paper:
    """The slides of one month. Raises UserError for several months, or one without a ranking."""
    if len(source.months) != 1:
        raise UserError("考核问题分析按月做，请只选一个月。")
    (month,) = source.needed()
    problems = problems_of(source, conn, month)
    slides = [
        *overview(month),
        *ranks(source, conn, month),
        *losses(month),
        *found(source, month, problems),
        *typical(source, conn, month, problems),
        *repeated(source, month, problems),
        *worst_of_each(month),
        *money(source, month),
        *demands(month),
    ]
    blocks: list[Block] = []
    for slide in slides:
        blocks += [PageBreak(), *slide]
    return Paper(
        title=f"{month.period.title}\n{SCOPE}",
        blocks=tuple(blocks),
        organisation=source.issuer(month),
        form="slides",
        orientation="landscape",
        watermark=draft_of(month),
        author=source.issuer(month),
        subject=f"{month.period.title}{SCOPE}",
        keywords=("镇街考核", month.period.title),
        made_at=source.head.made_at,
    )


def overview(month: TownMonth) -> Iterable[list[Block]]:
    """The month in words, then a table of scores for each group."""
    yield [Heading("本月总体"), Paragraph(summary(month), "lead"), Paragraph(money_words(month))]
    for group, places in groups_of(month).items():
        yield from parted(
            f"{group}考核成绩" if group else "考核成绩", score_table(month, places, tied=True)
        )


def ranks(source: Source, conn: Reader, month: TownMonth) -> Iterable[list[Block]]:
    """How the ranks moved over the year, a slide for each group."""
    for chart in rank_charts(source, conn, month):
        yield [Heading("名次变化"), grown(chart)]


def losses(month: TownMonth) -> Iterable[list[Block]]:
    """Which items cost most, in words and as a chart of each group."""
    words = loss_words(month)
    if words:
        yield [Heading("失分在哪里"), *map(Paragraph, words)]
    for group in groups_of(month):
        chart = loss_chart(month, group)
        if chart is not None:
            yield [Heading("失分结构"), grown(chart)]


def found(source: Source, month: TownMonth, problems: Sequence[Row]) -> Iterable[list[Block]]:
    """What the field checks found, by item and by town."""
    if problems:
        by_item = tally((source.shown(CHECKS, row, "item") or "其他", row) for row in problems)
        by_town = tally((town_title(source, month, row), row) for row in problems)
        whole = sum(map(count_of, problems), ZERO)
        yield [Heading(f"现场检查发现问题 {short(whole)} 处"), counted("按检查项", by_item)]
        yield [Heading("问题在哪些镇街"), counted("按镇街", by_town)]


def counted(title: str, counts: Mapping[str, Fraction]) -> Chart:
    """Lying bars, the most on top."""
    series = Series("问题", tuple(counts.values()))
    return grown(Chart("hbar", tuple(counts), (series,), title=title, unit="处"))


def grown(chart: Chart) -> Chart:
    """As high as a slide has room for."""
    return replace(chart, height_mm=CHART_MM)


def typical(
    source: Source, conn: Reader, month: TownMonth, problems: Sequence[Row]
) -> Iterable[list[Block]]:
    """The dearest problems that have a photo, one a slide, before and after beside each other."""
    shown = [row for row in problems if row["photos"]]
    shown.sort(key=lambda row: (-lost(row), str(row["checked_on"])))
    chosen = shown[:MOST_TYPICAL]
    hashes = {
        photo.hash
        for row in chosen
        for key in ("photos", "photos_after")
        for photo in kept_photos(row[key])
    }
    facts = photo_facts(conn, source.folder, hashes)
    for number, row in enumerate(chosen, 1):
        pair = [first_photo(row, "photos", "整改前", facts)]
        pair += [first_photo(row, "photos_after", "整改后", facts)]
        yield [
            Heading(f"典型问题 {number}：{problem_words(row)}"),
            Photos(tuple(pair), height_mm=PHOTO_MM),
            facts_of(source, month, row),
        ]


def first_photo(row: Row, key: str, word: str, facts: Mapping[str, PhotoFacts]) -> Photo:
    """The first photo of a field that is there, else a frame that says there is none."""
    for photo in kept_photos(row[key]):
        if photo.hash in facts:
            return Photo(facts[photo.hash].path, word, photo.turn)
    return Photo(None, f"{word}：没有照片")


def facts_of(source: Source, month: TownMonth, row: Row) -> Table:
    """Where, whose, how much and until when."""
    titles = ("镇街", "点位", "检查项", "扣分", "整改期限")
    due = day_of(row, "due_on")
    texts = (
        town_title(source, month, row),
        place_words(source, row) or NONE,
        source.shown(CHECKS, row, "item") or NONE,
        short(lost(row)) if lost(row) else NONE,
        day_short(due) if due is not None else NONE,
    )
    columns = (Column(title, align="center", weight=1) for title in titles)
    return Table(tuple(columns), (texts,))


def repeated(source: Source, month: TownMonth, problems: Sequence[Row]) -> Iterable[list[Block]]:
    """Problems found again, and those past their day and not put right."""
    again = [row for row in problems if row["repeated"]]
    late = [
        row
        for row in problems
        if row["righted_on"] is None
        and (due := day_of(row, "due_on")) is not None
        and due < source.today
    ]
    for title, rows in (("反复出现的问题", again), ("超期未整改的问题", late)):
        if rows:
            yield from parted(f"{title}（{len(rows)} 处）", problem_table(source, month, rows))


def worst_of_each(month: TownMonth) -> Iterable[list[Block]]:
    """The three items that cost each town most."""
    blocks = blocks_of(month)
    columns = (
        Column("镇街", align="center", weight=2),
        *(Column(f"失分第{number}", weight=3) for number in "一二三"),
    )
    body = []
    for place in month.places:
        order = sorted(lost_points(month, place).items(), key=lambda pair: -pair[1])
        worst = [
            f"{blocks[key].title} {short(points)} 分"
            for key, points in order[:MOST_LOSSES]
            if points
        ]
        if place.rank is not None:
            body.append((place.title, *worst, *[NONE] * (MOST_LOSSES - len(worst))))
    if body:
        yield from parted("各镇街失分前三项", Table(columns, body))


def money(source: Source, month: TownMonth) -> Iterable[list[Block]]:
    """Who is praised, who speaks, who gets and who pays."""
    praised, pledging = praised_and_pledging(month, source.names)
    said = []
    if praised:
        said.append(Paragraph(f"通报表彰：{'、'.join(praised)}", "lead"))
    if pledging:
        said.append(Paragraph(f"表态发言：{'、'.join(pledging)}", "lead"))
    if said:
        yield [Heading("表彰和表态"), *said]
    table = reward_table(month)
    if table is not None:
        yield from parted("奖罚兑现", table)


def demands(month: TownMonth) -> Iterable[list[Block]]:
    """What is asked of the towns."""
    said = told(month, "demands") or "\n".join(DEMANDS)
    yield [Heading("整改要求"), *(Paragraph(line) for line in said.split("\n") if line)]


def parted(title: str, table: Table) -> Iterable[list[Block]]:
    """A table on as many slides as it needs."""
    rows = list(table.rows)
    for start in range(0, max(len(rows), 1), MOST_ROWS):
        part = replace(table, rows=rows[start : start + MOST_ROWS])
        yield [Heading(f"{title}（续）" if start else title), part]
