"""Reward and penalty by place as a clerk edits them: amounts by rank, limits and ties, all texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import get_args

from bureau.assessment.exact import HUNDRED, yuan
from bureau.assessment.ranking import Awards, Penalty, Ties, check_awards, place_amounts
from bureau.assessment.sheet_texts import (
    Line,
    day_of,
    fen_of,
    needed,
    needed_day,
    number_of,
    shown,
    shown_day,
    shown_yuan,
    text_of,
    whole_number_of,
)

TIES: Mapping[str, str] = {
    "shared": "名次相同，平分所占名次的金额",
    "second": "先比现场检查得分，仍相同的平分",
}


def sheet_of(awards: Awards) -> AwardsSheet:
    """Awards laid out for editing."""
    return AwardsSheet(
        fields={
            "title": awards.title,
            "valid_from": shown_day(awards.valid_from),
            "valid_to": shown_day(awards.valid_to),
            "rewarded_share": shown(awards.rewarded_share * HUNDRED),
            "reward_from": shown(awards.reward_from),
            "no_penalty_from": shown(awards.no_penalty_from),
            "ties": awards.ties,
            "note": awards.note,
        },
        rewards=[
            {"key": f"reward-{at}", "fen": shown_yuan(fen)} for at, fen in enumerate(awards.rewards)
        ],
        penalties=[
            {
                "key": f"penalty-{at}",
                "from_last": str(one.from_last),
                "units_from": str(one.units_from),
                "fen": shown_yuan(one.fen),
            }
            for at, one in enumerate(awards.penalties)
        ],
    )


def read_sheet(sheet: AwardsSheet, *, key: str, family: str) -> Awards:
    """The awards that a sheet says, checked. Raises Misfit."""
    fields = sheet.fields
    awards = Awards(
        key=key,
        title=text_of(fields, "title", "名称"),
        family=family,
        valid_from=needed_day(fields, "valid_from", "生效日期"),
        valid_to=day_of(fields, "valid_to", "失效日期"),
        rewards=tuple(
            fen_of(line, "fen", f"第 {at} 名的奖励") for at, line in enumerate(sheet.rewards, 1)
        ),
        penalties=tuple(penalty_of(line) for line in sheet.penalties),
        rewarded_share=needed(fields, "rewarded_share", "奖励面") / HUNDRED,
        reward_from=number_of(fields, "reward_from", "奖励的最低得分"),
        no_penalty_from=number_of(fields, "no_penalty_from", "免罚得分"),
        ties=next((one for one in get_args(Ties) if one == fields.get("ties")), "shared"),
        note=fields.get("note", "").strip(),
    )
    check_awards(awards)
    return awards


def penalty_of(line: Line) -> Penalty:
    """The penalty of a row. Raises Misfit."""
    return Penalty(
        from_last=whole_number_of(line, "from_last", "倒数第几名"),
        units_from=whole_number_of(line, "units_from", "单位数"),
        fen=fen_of(line, "fen", "扣罚金额"),
    )


def tried(awards: Awards, units: int) -> str:
    """What each place of a group of so many units gets: 1 ＋30000.00、2 0、3 －10000.00."""
    said = []
    for place, fen in enumerate(place_amounts(units, awards), 1):
        amount = f"{'＋' if fen > 0 else '－'}{yuan(abs(fen))} 元" if fen else "0"
        said.append(f"第 {place} 名 {amount}")
    return "，".join(said)


@dataclass
class AwardsSheet:
    """The texts of awards."""

    fields: dict[str, str] = field(default_factory=dict)
    rewards: list[Line] = field(default_factory=list)
    penalties: list[Line] = field(default_factory=list)
