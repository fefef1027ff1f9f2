"""考核情况通报: scores and ranks by group, rewards and penalties, problems, praise and pledges, demands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from bureau.assessment.exact import score_text, short, total
from bureau.errors import UserError
from bureau.reports.amounts import day_text
from bureau.reports.change import percent
from bureau.reports.chapters import numbered_chapters
from bureau.reports.citing import cite
from bureau.reports.paper import Block, Chart, Gap, Heading, Paper, Paragraph, SealPlace
from bureau.towns.charts import blocks_of, loss_chart, lost_points, rank_charts
from bureau.towns.paper_source import (
    Source,
    draft_of,
    groups_of,
    issue_day,
    paper_number,
    praised_and_pledging,
    told,
)
from bureau.towns.papers_problems import attachment, found_words
from bureau.towns.papers_scores import money_words, remarks, reward_table, score_table

if TYPE_CHECKING:
    from bureau.assessment.ranking import Place
    from bureau.assessment.snapshot import Restated
    from bureau.storage.connection import Reader
    from bureau.towns.judging import TownMonth

BLANK_DAY: Final = "　　　　年　　月　　日"
SUB_ORDINALS: Final = "一二三四五六七八九十"
MOST_ITEMS, MOST_TOWNS = 3, 3
"""Items with the largest losses that are spoken of, and towns named with each."""
LINE_MM: Final = 10
"""A line of an official paper."""
DEMANDS: Final = (
    "各镇街要对照本次通报的问题逐项整改，明确责任人和完成时限，按期报送整改情况；对反复出现的问题要查明原因，健全长效机制。",
    "名次靠后和退步较大的镇街要认真分析短板，制定提升措施；名次靠前的镇街要巩固成绩，带动城乡环境整体提升。",
)


def town_bulletin(source: Source, conn: Reader) -> Paper:
    """The bulletin of one month as an official paper; a draft says what it is.

    Raises UserError for several months, or one without a ranking.
    """
    if len(source.months) != 1:
        raise UserError("镇街考核通报按月印发，请只选一个月。")
    (month,) = source.needed()
    draft = draft_of(month)
    scope = f"关于{month.period.title}城市管理综合考核"
    title = f"{scope}情况的通报"
    listing = attachment(source, conn, month)
    named: list[Block] = (
        [Gap(LINE_MM), Paragraph("附件：现场检查问题清单", "enclosure")] if listing else []
    )
    return Paper(
        title=f"{scope}\n情况的通报{f'（{draft}）' if draft else ''}",
        blocks=(
            Paragraph(address(month.places), "address"),
            *paragraphs(told(month, "overview") or summary(month)),
            *numbered_chapters(chapters(source, conn, month)),
            *named,
            SealPlace(source.issuer(month), day_text(issue_day(month)) or BLANK_DAY),
            *listing,
        ),
        form="official",
        page_numbers="dash",
        issuer=source.red_head(month),
        number=paper_number(month),
        colophon=source.head.colophon(source.organ(month), issue_day(month)),
        watermark=draft,
        author=source.issuer(month),
        subject=title,
        keywords=("镇街考核", month.period.title),
        made_at=source.head.made_at,
    )


def chapters(source: Source, conn: Reader, month: TownMonth) -> list[tuple[str, list[Block]]]:
    """The parts of the bulletin by their titles."""
    return [
        ("考核成绩和名次", score_blocks(month)),
        ("奖惩情况", reward_blocks(source, month)),
        ("存在的主要问题", problem_blocks(source, conn, month)),
        ("名次变化", [*rank_charts(source, conn, month)]),
        ("以前月份的更正", restated_blocks(month.restated)),
        ("工作要求", paragraphs(told(month, "demands") or "\n".join(DEMANDS))),
    ]


def paragraphs(text: str) -> list[Block]:
    """Body text; nothing for nothing."""
    return [Paragraph(text)] if text else []


def address(places: Iterable[Place]) -> str:
    """各乡镇人民政府、各街道办事处：, as there are such."""
    titles = [place.title for place in places]
    streets = any("街道" in title for title in titles)
    rest = [title for title in titles if "街道" not in title]
    country = any(title.endswith("乡") for title in rest)
    said = []
    if rest:
        said.append("各乡镇人民政府" if country else "各镇人民政府")
    if streets:
        said.append("各街道办事处")
    return f"{'、'.join(said) or '各镇人民政府、街道办事处'}，各有关单位："


# -- words -----------------------------------------------------------------------------------------


def summary(month: TownMonth) -> str:
    """How many towns, the mean, the first and the last of each group."""
    scored = [place.score for place in month.places if place.score is not None]
    unscored = len(month.places) - len(scored)
    number = cite("towns.scored", str(len(scored)))
    said = f"{month.period.title}，对{number}个镇街进行了城市管理综合考核"
    said += f"（另有{unscored}个不参评）" if unscored else ""
    if not scored:
        return f"{said}。"
    said += f"，平均得分{cite('towns.mean', score_text(total(scored) / len(scored)))}分。"
    for group, places in groups_of(month).items():
        said += group_words(group, [one for one in places if one.score is not None])
    return said


def group_words(group: str, places: Sequence[Place]) -> str:
    """城区街道得分最高的是南关街道（92.68分），最低的是城东街道（89.29分）。"""
    if not places:
        return ""
    first, last = places[0].rank, places[-1].rank
    key = f"towns.group.{group or '全部'}."
    best = titles_scored([one for one in places if one.rank == first], f"{key}best")
    said = f"{group}得分最高的是{best}"
    if first != last:
        worst = titles_scored([one for one in places if one.rank == last], f"{key}worst")
        said += f"，最低的是{worst}"
    return f"{said}。"


def titles_scored(places: Sequence[Place], key: str) -> str:
    """河口镇、石桥镇（92.15分）: towns of one rank; their one score is a figure."""
    scores = sorted({score_text(one.score) for one in places if one.score is not None})
    said = cite(key, scores[0]) if len(scores) == 1 else "、".join(scores)
    return f"{'、'.join(one.title for one in places)}（{said}分）"


# -- scores and money ------------------------------------------------------------------------------


def score_blocks(month: TownMonth) -> list[Block]:
    """A table for each group, then what of the scores isn't plain."""
    blocks: list[Block] = []
    groups = groups_of(month)
    for number, (group, places) in enumerate(groups.items()):
        if group and len(groups) > 1:
            blocks.append(Heading(f"（{SUB_ORDINALS[number % 10]}）{group}", 2))
        blocks.append(score_table(month, places, tied=True))
    return [*blocks, *(Paragraph(f"{one}。") for one in remarks(month))]


def reward_blocks(source: Source, month: TownMonth) -> list[Block]:
    """The table of money, who is praised and who makes a pledge."""
    table = reward_table(month)
    praised, pledging = praised_and_pledging(month, source.names)
    said = []
    if praised:
        said.append(f"对{'、'.join(praised)}予以通报表彰。")
    if pledging:
        said.append(f"请{'、'.join(pledging)}在考核点评会上作表态发言。")
    return [*paragraphs(money_words(month)), *([table] if table else []), *map(Paragraph, said)]


# -- problems --------------------------------------------------------------------------------------


def problem_blocks(source: Source, conn: Reader, month: TownMonth) -> list[Block]:
    """What somebody wrote, else which items lost most and what was found on the spot; the charts."""
    written = told(month, "problems")
    said = [written] if written else [*loss_words(month), found_words(source, conn, month)]
    charts: list[Chart | None] = [loss_chart(month, group) for group in groups_of(month)]
    return [
        *(Paragraph(one) for one in said if one),
        *(chart for chart in charts if chart is not None),
    ]


def loss_words(month: TownMonth) -> list[str]:
    """A sentence for each of the items that lost most: the mean, the rate, who lost most."""
    blocks = blocks_of(month)
    losses: dict[str, dict[str, Fraction]] = {}
    for place in month.places:
        for key, lost in lost_points(month, place).items():
            losses.setdefault(key, {})[place.title] = lost
    means = {key: total(by.values()) / len(by) for key, by in losses.items()}
    worst = sorted((key for key in means if means[key]), key=lambda key: -means[key])
    said = []
    for key in worst[:MOST_ITEMS]:
        block, by = blocks[key], losses[key]
        rate = percent((block.share - means[key]) / block.share)
        words = f"{block.title}（{short(block.share)}分）平均失{score_text(means[key])}分"
        said.append(f"{words}，得分率{rate}{worst_words(by)}。")
    return said


def worst_words(lost: Mapping[str, Fraction]) -> str:
    """，失分最多的是青山乡（失7.50分）; nothing where all lost alike."""
    most = max(lost.values())
    towns = [title for title, points in lost.items() if points == most]
    if len(towns) == len(lost):
        return ""
    more = f"等{len(towns)}个镇街" if len(towns) > MOST_TOWNS else ""
    return f"，失分最多的是{'、'.join(towns[:MOST_TOWNS])}{more}（失{score_text(most)}分）"


def restated_blocks(restated: Iterable[Restated]) -> list[Block]:
    """更正 of months issued before, told with this one."""
    said = []
    for one in restated:
        year, _, number = one.month.partition("-")
        words = [f"得分更正为{score_text(one.points)}分"] if one.points is not None else []
        words += [f"名次更正为第{one.rank}名"] if one.rank.isdecimal() else []
        words += [f"名次更正为{one.rank}"] if one.rank and not one.rank.isdecimal() else []
        changed = "，".join([*words, f"事由：{one.reason.rstrip('。')}"])
        said.append(f"{year}年{int(number)}月{one.title}{changed}。")
    return [Paragraph(one) for one in said]
