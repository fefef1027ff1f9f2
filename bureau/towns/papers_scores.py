"""Tables that papers of towns share: scores by item with rank and movement, rewards and penalties."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from bureau.assessment.exact import ZERO, score_text, short, total
from bureau.assessment.remarks import absence_remarks, adjustment_remarks
from bureau.reports.amounts import amount_text
from bureau.reports.change import MINUS, NONE
from bureau.reports.citing import cite
from bureau.reports.paper import Column, Table
from bureau.towns.charts import blocks_of, points_of

if TYPE_CHECKING:
    from fractions import Fraction

    from bureau.assessment.ranking import Place
    from bureau.assessment.scored import Score
    from bureau.towns.judging import TownMonth
    from bureau.towns.scores import Judgement

TIES: Final = {
    "shared": "得分相同的名次并列，所占名次的奖罚金额平分",
    "second": "得分相同的按现场检查得分排名",
}
LONG: Final = 6
"""Characters of an item's title that two narrow lines hold."""
RANK = Column("名次", align="center", weight=8)
TOWN = Column("镇街", align="center", weight=16)


def score_table(
    month: TownMonth, places: Sequence[Place], caption: str = "", *, tied: bool = False
) -> Table:
    """Rank, items with their full marks, what was added or taken, total, movement.

    `tied`: the totals are the figures of the paper's period, which is this month alone.
    """
    blocks = blocks_of(month)
    judged = [month.town(int(place.key)) for place in places]
    # As the whole month has them, so that the tables of its groups are alike.
    has_extras = any(extra_points(one) for one in month.judged)
    is_adjusted = any(one.adjusted for one in month.judged)
    columns = (
        RANK,
        TOWN,
        *(
            Column(
                f"{halved(block.title)}\n{short(block.share)}分",
                numeric=True,
                weight=16 if len(block.title) > LONG else 13,
            )
            for block in blocks.values()
        ),
        *([Column("加减\n分", numeric=True, weight=10)] if has_extras else []),
        *([Column("审定\n调整", numeric=True, weight=10)] if is_adjusted else []),
        Column("总分", numeric=True, weight=12),
        Column("较\n上月", align="center", weight=11),
    )
    body = []
    for place, one in zip(places, judged, strict=True):
        points = points_of(month, place)
        body.append(
            (
                cited_rank(place) if tied else rank_text(place),
                place.title,
                *(points_text(points.get(key)) for key in blocks),
                *([signed(extra_points(one))] if has_extras else []),
                *([signed(one.adjusted)] if is_adjusted else []),
                cited_total(place) if tied else total_text(place),
                moved_text(place),
            )
        )
    return Table(columns, body, caption=caption, size="compact")


def halved(title: str) -> str:
    """群众满意度 on two lines, as narrow columns need it."""
    middle = (len(title) + (len(title) > LONG)) // 2
    return title if len(title) < 4 else f"{title[:middle]}\n{title[middle:]}"


def extra_points(judged: Judgement) -> Fraction:
    """What bonus and penalty come to."""
    if judged.score is None:
        return ZERO
    return total(one.signed for one in judged.score.extras)


def points_text(points: Fraction | None) -> str:
    """27.43, a dash for what was left out or never scored."""
    return NONE if points is None else score_text(points)


def signed(points: Fraction) -> str:
    """＋1, −2, a dash for nothing."""
    if not points:
        return NONE
    return f"{'+' if points > 0 else MINUS}{short(abs(points))}"


def rank_text(place: Place) -> str:
    """2, a dash for a town that isn't ranked."""
    return NONE if place.rank is None else str(place.rank)


def total_text(place: Place) -> str:
    """92.68, or 不参评."""
    return "不参评" if place.score is None else score_text(place.score)


def cited_total(place: Place) -> str:
    """The same, tied to the town's figure."""
    if place.score is None:
        return total_text(place)
    return cite(f"towns.{place.key}.total", total_text(place))


def cited_rank(place: Place) -> str:
    """The rank, tied to the town's figure."""
    return cite(f"towns.{place.key}.rank", rank_text(place))


def moved_text(place: Place) -> str:
    """升2, 降1, 持平; a dash without a rank in both months."""
    if place.movement is None:
        return NONE
    if not place.movement:
        return "持平"
    return f"{'升' if place.movement > 0 else '降'}{abs(place.movement)}"


def remarks(month: TownMonth) -> list[str]:
    """What of the scores isn't plain: choices for what wasn't inspected, adjustments, 不参评, ties."""
    said = []
    for place in month.places:
        one = month.town(int(place.key))
        lines = []
        if one.score is not None:
            lines = [
                *absence_remarks(one.score),
                *scaling_of(one.score),
                *extras_of(one.score),
                *adjustment_remarks(one.score),
            ]
        elif one.unscored:
            lines = [f"本月不参评，{one.unscored.rstrip('。')}"]
        elif place.reason:
            lines = [f"还没有得分，{place.reason.rstrip('。')}"]
        if lines:
            said.append(f"{place.title}：{'；'.join(lines)}")
    if any(place.tied for place in month.places) and month.awards is not None:
        said.append(TIES[month.awards.ties])
    return said


def scaling_of(score: Score) -> list[str]:
    """What was left out makes the rest count for more: 其余各项按 100÷90 折算."""
    if score.counted == score.full:
        return []
    return [f"其余各项按 {short(score.full)}÷{short(score.counted)} 折算"]


def extras_of(score: Score) -> list[str]:
    """加 2 分（省级表彰）, with what its cap cut off."""
    said = []
    for extra in score.extras:
        notes = [kept.deduction.note for item in extra.items for kept in item.kept]
        named = "、".join(dict.fromkeys(note.rstrip("。") for note in notes if note))
        word = "加" if extra.extra.adds else "扣"
        if extra.amount and named:
            cut = f"，超出上限的 {short(extra.spared)} 分不计" if extra.spared else ""
            said.append(f"{word} {short(extra.amount)} 分（{named}）{cut}")
    return said


# -- money -----------------------------------------------------------------------------------------


def paying(month: TownMonth) -> list[Place]:
    """The towns that get or pay, and those that a limit kept from it."""
    return [one for one in month.places if one.fen or (one.rank is not None and one.reason)]


def reward_table(month: TownMonth) -> Table | None:
    """Money by rank and group with its reason, of a paper about this month alone; None without any."""
    places = paying(month)
    if not places:
        return None
    has_groups = any(place.group for place in month.places)
    columns = (
        *([Column("组别", align="center", weight=16)] if has_groups else []),
        RANK,
        TOWN,
        Column("得分", numeric=True, weight=12),
        Column("奖罚（元）", numeric=True, weight=20),
        Column("说明", weight=36),
    )
    body = [
        (
            *([place.group] if has_groups else []),
            cited_rank(place),
            place.title,
            cited_total(place),
            cite(f"towns.{place.key}.reward", amount_text(place.fen)),
            place.reason or ("奖励" if place.fen > 0 else "扣罚"),
        )
        for place in places
    ]
    return Table(columns, body, size="compact")


def rewarded_fen(month: TownMonth) -> int:
    """Σ of rewards."""
    return sum(place.fen for place in month.places if place.fen > 0)


def penalised_fen(month: TownMonth) -> int:
    """Σ of penalties, negative."""
    return sum(place.fen for place in month.places if place.fen < 0)


def money_words(month: TownMonth) -> str:
    """共奖励4个镇街100,000.00元，扣罚2个镇街20,000.00元。"""
    said = []
    for word, fen, sign in (("奖励", rewarded_fen(month), 1), ("扣罚", penalised_fen(month), -1)):
        count = sum(1 for place in month.places if place.fen * sign > 0)
        if count:
            said.append(f"{word}{count}个镇街{amount_text(abs(fen))}元")
    return f"共{'，'.join(said)}。" if said else ""
