"""Kinds of papers made for cases: how each is numbered, what it is called, what must stand in it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bureau.ledger.checks import Fault
from bureau.market.workflow import CLOSED, OPEN, REFUSED, VOID
from bureau.settings.declared import MEND_NUMBER, RECTIFY_NUMBER, SUPERVISE_NUMBER
from bureau.settings.setting import Setting

RECTIFY, MEND, RECEIPT, SUPERVISION = 4201, 4202, 4203, 4204
"""Catalogue ids of the kinds (resources/catalogues/notice-kind.toml)."""
PERSON, ORGANISATION, NOBODY = 2401, 2403, 2404
"""当事人类型: 个人, 单位, 无主."""
BASIS: Final = "《中华人民共和国行政处罚法》第二十八条第一款"
FEWEST_OFFICERS: Final = 2
# 责令改正 stood in article 23 before the law was revised in 2021; forms with it are still about.
_OLD_BASIS = re.compile(r"行政处罚法》?[^《，。；、]*第二十三条")
Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """One kind of paper: its number's pattern and 文种, and the states of cases it isn't made for.

    `once`: a case that has one in force gets no second one unasked; its number stands in the case.
    """

    item: int
    title: str
    word: str
    pattern: Setting[str]
    barred: tuple[int, ...]
    once: bool

    @property
    def counter(self) -> str:
        """The counter of its numbers: a bureau that changes its pattern goes on counting."""
        return f"notices:{self.item}"


KINDS: Final = {
    kind.item: kind
    for kind in (
        NoticeKind(
            RECTIFY, "责令改正通知书", "责改", RECTIFY_NUMBER, (CLOSED, REFUSED, VOID), True
        ),
        NoticeKind(MEND, "整改通知书", "整改", MEND_NUMBER, (CLOSED, REFUSED, VOID), True),
        NoticeKind(SUPERVISION, "督办单", "督办", SUPERVISE_NUMBER, (), False),
    )
}


def bars(kind: NoticeKind, state: int) -> bool:
    """Whether a case in this state gets no paper of the kind; only open cases are supervised."""
    return state not in OPEN if kind.item == SUPERVISION else state in kind.barred


# -- what must stand in a paper --------------------------------------------------------------------


def notice_faults(kind: int, values: Row, officers: Sequence[Row], day: date) -> list[Fault]:
    """What keeps a paper of this kind from being issued on that day, in the order of the form."""
    found = [*needed(kind, values), *limit_faults(values)]
    if kind == RECTIFY:
        found += party_faults(values)
        found += rule_faults(values)
        found += officer_faults(officers, day)
    return found


def needed(kind: int, values: Row) -> list[Fault]:
    """Blank fields that the form can't do without."""
    party = {RECTIFY: "当事人", MEND: "被通知单位", SUPERVISION: "被督办单位"}[kind]
    wanted = {
        "party_name": (party, "请在案件里补上，或在这里填写"),
        "violation": ("违法行为" if kind == RECTIFY else "存在问题", "请填写"),
        "demand": ("督办要求" if kind == SUPERVISION else "改正内容及要求", "请填写"),
    }
    if kind == RECTIFY:
        wanted["address"] = ("地点", "请填写")
        wanted["broken_rule"] = (
            "违反的规定",
            "请写到条、款、项；常用的写进“文书用语”，以后自动带出",
        )
    return [
        Fault(key, f"“{title}”没有填", advice)
        for key, (title, advice) in wanted.items()
        if not values.get(key)
    ]


def party_faults(values: Row) -> list[Fault]:
    """无主 problems have nobody to order."""
    if values.get("party_kind") == NOBODY:
        return [Fault("party_kind", "当事人是“无主”，不能责令改正", "请改用整改通知书交责任单位")]
    return []


def limit_faults(values: Row) -> list[Fault]:
    """Either at once or by a day."""
    if values.get("at_once") == 1 and values.get("due_on") is not None:
        return [Fault("due_on", "写了立即改正，就不写改正期限", "请只填一个")]
    if values.get("at_once") != 1 and values.get("due_on") is None:
        return [Fault("due_on", "改正期限没有填", "请填日期，或选“立即改正”")]
    return []


def rule_faults(values: Row) -> list[Fault]:
    """The order rests on article 28 since 2021, no longer on 23."""
    return [
        Fault(
            key,
            "引用了行政处罚法第二十三条，2021 年修订后责令改正的依据是第二十八条",
            "请删去，第二十八条第一款由程序自动印上",
        )
        for key in ("broken_rule", "special_rule")
        if _OLD_BASIS.search(str(values.get(key) or ""))
    ]


def officer_faults(officers: Sequence[Row], day: date) -> list[Fault]:
    """Two officers at least, each with a certificate that is valid on the day (行政处罚法 art. 42)."""
    if len(officers) < FEWEST_OFFICERS:
        return [Fault("officers", "执法人员不足两人", "请选两名有执法证的人员")]
    for one in officers:
        name, until = one["name"], one["certificate_until"]
        if not one["certificate"]:
            return [Fault("officers", f"{name}没有登记执法证号", "请换人，或在人员名册里补上")]
        if isinstance(until, str) and until < day.isoformat():
            return [Fault("officers", f"{name}的执法证 {until} 已经到期", "请换人，或更新名册")]
    return []
