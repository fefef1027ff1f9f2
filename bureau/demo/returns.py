"""Two forms of other offices in the sample county: the city bureau's table, a sheet in Word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bureau.demo.scenery import FOLDER
from bureau.errors import EnvironmentFault
from bureau.ledger.plain import plain_filter
from bureau.ledger.query import Blank
from bureau.returns.forms import FIGURE, LEDGER, MONTHLY, WORD, Place
from bureau.returns.ledgers import FORMS, PLACES
from bureau.returns.period_words import TITLES
from bureau.storage.kept_files import keep_file

if TYPE_CHECKING:
    from bureau.storage.operation import Operation

TABLE, LIST = "月报表", "突出问题"
LINES: Final = (
    (5, "market.cases", "发现案件"),
    (6, "market.closed", "已整改"),
    (7, "market.rectified_rate", "整改率"),
    (8, "market.rebounds", "反弹案件"),
    (9, "sanitation.mean", "各标段平均得分"),
    (10, "sanitation.payable", "应付服务费"),
    (11, "sanitation.waste", "收运垃圾"),
    (12, "facilities.repairs_done", "修复"),
    (13, "facilities.repairs_in_time", "及时修复"),
    (14, "towns.mean", "镇街平均得分"),
)
ALONE: Final = frozenset({10, 12, 13, 14})
"""Rows that have their own period only."""
WORDS: Final = (
    ("B2", "bureau"),
    ("E2", "period"),
    ("B17", "head"),
    ("D17", "maker"),
    ("F17", "made_on"),
)
IN_WORD: Final = (
    ("期间", WORD, "period"),
    ("单位", WORD, "bureau"),
    ("填表人", WORD, "maker"),
    ("制表日期", WORD, "made_on"),
    ("发现问题", FIGURE, "market.cases"),
    ("发现问题环比", FIGURE, "market.cases@mom"),
    ("发现问题去年同期", FIGURE, "market.cases@ago"),
    ("发现问题累计", FIGURE, "market.cases@to_date"),
    ("已整改", FIGURE, "market.closed"),
    ("已整改去年同期", FIGURE, "market.closed@ago"),
    ("已整改累计", FIGURE, "market.closed@to_date"),
    ("整改率", FIGURE, "market.rectified_rate"),
    ("标段数", FIGURE, "sanitation.sections"),
    ("环卫得分", FIGURE, "sanitation.mean"),
    ("收运垃圾", FIGURE, "sanitation.waste"),
    ("维修完成", FIGURE, "facilities.repairs_done"),
)


def enter_forms(op: Operation) -> None:
    """Both forms with their places."""
    enter(op, "城市管理工作月报表", "市局", "city-month.xlsx", city_places())
    places = [
        Place(cell=name, source=source, what=what, title=name) for name, source, what in IN_WORD
    ]
    enter(op, "文明城市创建工作情况报告单", "文明办", "civic.docx", places)


def city_places() -> list[Place]:
    """The table of figures, and the list of what isn't put right."""
    found = [
        Place(sheet=TABLE, cell=cell, source=WORD, what=word, title=TITLES[word])
        for cell, word in WORDS
    ]
    for row, key, title in LINES:
        found.append(Place(sheet=TABLE, cell=f"D{row}", source=FIGURE, what=key, title=title))
        for column, variant in (("E", "mom"), ("F", "to_date")) if row not in ALONE else ():
            what = f"{key}@{variant}"
            found.append(
                Place(sheet=TABLE, cell=f"{column}{row}", source=FIGURE, what=what, title=title)
            )
    found.append(
        Place(
            sheet=LIST,
            cell="A4",
            source=LEDGER,
            what="market-cases",
            title="案件台账",
            columns=("#", "found_on", "address", "description", "due_on"),
            only=plain_filter(Blank("closed_on")),
            rows=20,
        )
    )
    return found


def enter(op: Operation, name: str, office: str, file: str, places: list[Place]) -> None:
    """One form, due on the 5th. Raises EnvironmentFault when its file is missing."""
    path = FOLDER / "forms" / file
    try:
        content = path.read_bytes()
    except OSError:
        raise EnvironmentFault(
            f"程序自带的示例县资料读不出来（{path}），请重新安装程序，数据不受影响。"
        ) from None
    file_name = f"{name}{path.suffix}"
    values = {
        "name": name,
        "office": office,
        "kind": path.suffix[1:],
        "file": keep_file(op, content, file_name),
        "file_name": file_name,
        "period": MONTHLY,
        "due_day": 5,
    }
    form = op.insert(FORMS.name, values)
    for place in places:
        op.insert(PLACES.name, place.values(form))
