"""Days as people write them, and what spreadsheets do to what people typed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from tests.exchange.difficulties.difficulty import Difficulty, Make

HEADER = ["日期", "镇街", "地点", "问题类别", "联系电话", "备注"]
YELLOW = PatternFill("solid", fgColor="FFFF00")
GREEN = PatternFill("solid", fgColor="92D050")


def sheet_of(
    *days: object, title: str = "2026年10月市容整治台账"
) -> tuple[openpyxl.Workbook, Worksheet]:
    """A case ledger with a row for each of these days: title, header, rows from 3."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "台账"
    sheet.append([title])
    sheet.append(HEADER)
    for number, day in enumerate(days, start=1):
        sheet.append([day, "城关镇", f"人民路{number}号", "占道经营"])
    return book, sheet


def days_file(*days: object, title: str = "2026年10月市容整治台账") -> Make:
    """What writes a ledger with these days."""

    def make(folder: Path) -> Path:
        book, _ = sheet_of(*days, title=title)
        book.save(folder / "台账.xlsx")
        return folder / "台账.xlsx"

    return make


def decimals_shown(folder: Path) -> Path:
    book, sheet = sheet_of(10.1, 10.1)
    sheet["A3"].number_format = "0.0"
    sheet["A4"].number_format = "0.00"
    book.save(folder / "台账.xlsx")
    return folder / "台账.xlsx"


def from_1904(folder: Path) -> Path:
    book, _ = sheet_of(datetime(2026, 10, 8))
    book.epoch = CALENDAR_MAC_1904
    book.save(folder / "台账.xlsx")
    return folder / "台账.xlsx"


def hidden_rows(folder: Path) -> Path:
    book, sheet = sheet_of("10月1日", "10月2日", "10月3日")
    sheet.row_dimensions[4].hidden = True
    book.save(folder / "台账.xlsx")
    return folder / "台账.xlsx"


def filtered_rows(folder: Path) -> Path:
    book, sheet = sheet_of("10月1日", "10月2日", "10月3日")
    sheet.auto_filter.ref = "A2:F5"
    sheet.row_dimensions[4].hidden = True
    book.save(folder / "台账.xlsx")
    return folder / "台账.xlsx"


def struck_row(folder: Path) -> Path:
    book, sheet = sheet_of("10月1日", "10月2日", "10月3日")
    for cell in sheet[4]:
        cell.font = Font(strike=True)
    book.save(folder / "台账.xlsx")
    return folder / "台账.xlsx"


def commented(folder: Path) -> Path:
    book, sheet = sheet_of("10月1日", "10月2日")
    sheet["C4"].comment = Comment("已和店主谈过", "王芳")
    book.save(folder / "台账.xlsx")
    return folder / "台账.xlsx"


def coloured(folder: Path) -> Path:
    book, sheet = sheet_of("10月1日", "10月2日", "10月3日", "10月4日")
    for row, fill in ((3, GREEN), (5, YELLOW), (6, YELLOW)):
        for cell in sheet[row][:4]:
            cell.fill = fill
    sheet["A8"] = "注：绿色为已整改，黄色为整改中。"
    book.save(folder / "台账.xlsx")
    return folder / "台账.xlsx"


def mangled_text(folder: Path) -> Path:
    book, sheet = sheet_of("10月1日", "10月2日")
    sheet["C3"] = datetime(2026, 1, 2)
    sheet["C3"].number_format = 'm"月"d"日"'
    book.save(folder / "台账.xlsx")
    return folder / "台账.xlsx"


def mangled_phones(folder: Path) -> Path:
    book, sheet = sheet_of("10月1日", "10月2日", "10月3日")
    sheet["E3"] = "1.88E+10"
    sheet["E4"] = 13800000001.0
    sheet["E5"] = "138-0000-0002"
    book.save(folder / "台账.xlsx")
    return folder / "台账.xlsx"


def errors(folder: Path) -> Path:
    book, sheet = sheet_of("10月1日", "10月2日", "10月3日")
    sheet["C3"] = "#REF!"
    sheet["C4"] = "=A3&B3"
    book.save(folder / "台账.xlsx")
    return folder / "台账.xlsx"


def number_as_day(folder: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["2026年10月执法日志"])
    sheet.append(["日期", "中队", "出动人员(人次)"])
    sheet.append(["10月1日", "一中队", 8])
    sheet.append(["10月2日", "一中队", datetime(1900, 1, 9)])
    book.save(folder / "日志.xlsx")
    return folder / "日志.xlsx"


def answers(*days: int) -> list[list[object]]:
    """The records of a ledger with one case for each of these days of October."""
    return [[f"2026-10-{day:02}", f"人民路{n}号"] for n, day in enumerate(days, start=1)]


KEYS = ("found_on", "address")
DAYS_AND_DAMAGE = (
    Difficulty(
        name="10.1 among other days", ledger="market-cases", keys=KEYS,
        make=days_file(10.1, 10.3, 10.9, 10.1, 10.11), rows=answers(1, 3, 9, 10, 11),
        says=["小数按日期"],
    ),
    Difficulty(
        name="10.1 alone, answered", ledger="market-cases", keys=KEYS, make=days_file(10.1, 10.2),
        rows=answers(10, 20), asks=["day:日期"], answers={"day:日期": "tens"},
    ),
    Difficulty(
        name="10.1 alone, not answered", ledger="market-cases", keys=KEYS, make=days_file(10.1),
        rows=[], refused=[3], asks=["day:日期"],
    ),
    Difficulty(
        name="10.10 as it is shown", ledger="market-cases", keys=KEYS, make=decimals_shown,
        rows=answers(1, 10),
    ),
    Difficulty(
        name="days as eight and six digits", ledger="market-cases", keys=KEYS,
        make=days_file(20261008, "20261009", 261010, "261011"), rows=answers(8, 9, 10, 11),
    ),
    Difficulty(
        name="days alone", ledger="market-cases", keys=KEYS, make=days_file("8日", 9, "10号"),
        rows=answers(8, 9, 10),
    ),
    Difficulty(
        name="spans of days", ledger="market-cases", keys=(*KEYS, "note"),
        make=days_file("10.8-10.10", "10月8日-10日", "10月9日"), asks=["span:日期"],
        rows=[
            ["2026-10-08", "人民路1号", "日期：10.8-10.10"],
            ["2026-10-08", "人民路2号", "日期：10月8日-10日"],
            ["2026-10-09", "人民路3号", None],
        ],
    ),
    Difficulty(
        name="a third of a month, not answered", ledger="market-cases", keys=KEYS,
        make=days_file("10月上旬", "10月9日"), asks=["span:日期:旬"], refused=[3],
        rows=[["2026-10-09", "人民路2号"]],
    ),
    Difficulty(
        name="a third of a month, answered", ledger="market-cases", keys=(*KEYS, "note"),
        make=days_file("10月上旬"), asks=["span:日期:旬"], answers={"span:日期:旬": "last"},
        rows=[["2026-10-10", "人民路1号", "日期：10月上旬"]],
    ),
    Difficulty(
        name="a day with its hour", ledger="market-cases", keys=("found_on", "found_time"),
        make=days_file("10月8日上午9时", "10月8日下午3点半"),
        rows=[["2026-10-08", "09:00"], ["2026-10-08", "15:30"]],
    ),
    Difficulty(
        name="the calendar of 1904", ledger="market-cases", keys=KEYS, make=from_1904,
        rows=answers(8),
    ),
    Difficulty(
        name="a title that still says last month", ledger="market-cases", keys=KEYS,
        make=days_file("10月8日", "10月9日", "10月10日", title="2026年9月市容整治台账"),
        rows=answers(8, 9, 10), asks=["month:台账"],
    ),
    Difficulty(
        name="days alone under a title of last month", ledger="market-cases", keys=KEYS,
        make=days_file("10月8日", "10月9日", "10月10日", "11日", title="2026年9月市容整治台账"),
        rows=answers(8, 9, 10, 11), asks=["month:台账"],
    ),
    Difficulty(
        name="hidden rows", ledger="market-cases", keys=KEYS, make=hidden_rows,
        rows=answers(1, 2, 3), asks=["hidden:台账"],
    ),
    Difficulty(
        name="filtered rows, left out", ledger="market-cases", keys=KEYS, make=filtered_rows,
        rows=[["2026-10-01", "人民路1号"], ["2026-10-03", "人民路3号"]],
        asks=["filtered:台账"], answers={"filtered:台账": "leave"},
    ),
    Difficulty(
        name="a struck row", ledger="market-cases", keys=KEYS, make=struck_row,
        rows=[["2026-10-01", "人民路1号"], ["2026-10-03", "人民路3号"]], asks=["struck:台账"],
    ),
    Difficulty(
        name="a comment", ledger="market-cases", keys=("address", "note"), make=commented,
        rows=[["人民路1号", None], ["人民路2号", "批注：已和店主谈过"]], asks=["notes:台账"],
    ),
    Difficulty(
        name="colours with a legend", ledger="market-cases", keys=("address", "state"),
        make=coloured,
        rows=[
            ["人民路1号", "结案"], ["人民路2号", None], ["人民路3号", "处置中"], ["人民路4号", "处置中"],
        ],
        asks=["colour:台账:92D050", "colour:台账:FFFF00"],
    ),
    Difficulty(
        name="1-2 read as a day", ledger="market-cases", keys=("found_on", "address"),
        make=mangled_text, rows=[["2026-10-01", "1-2"], ["2026-10-02", "人民路2号"]],
        asks=["mangled:地点"],
    ),
    Difficulty(
        name="phones as numbers", ledger="market-cases", keys=("address", "phone"),
        make=mangled_phones, refused=[3],
        rows=[["人民路2号", "138****0001"], ["人民路3号", "138****0002"]],
    ),
    Difficulty(
        name="errors and formulas never calculated", ledger="market-cases", keys=KEYS, make=errors,
        refused=[3, 4], rows=[["2026-10-03", "人民路3号"]],
    ),
    Difficulty(
        name="a number in a cell of days", ledger="market-daily", keys=("date", "counts"),
        make=number_as_day, rows=[["2026-10-01", {"出动人员": 8}], ["2026-10-02", {"出动人员": 9}]],
        says=["按数字读入"],
    ),
)  # fmt: skip
