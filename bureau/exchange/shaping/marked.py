"""Rows that are hidden, struck through or coloured, and notes in comments: what is to be made of them."""

from __future__ import annotations

import colorsys
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice, pairwise
from typing import Final

from bureau.exchange.asking import Asked
from bureau.exchange.layout import Heading, Made, Passed, is_blank
from bureau.exchange.matching import Column, Level, Matching, Target
from bureau.exchange.shaping.deriving import rewritten
from bureau.exchange.workbook import Cell, NumberedRow, Sheet
from bureau.exchange.workbook.marks import Marks
from bureau.ledger.declaration import Field
from bureau.ledger.entry import Names
from bureau.ledger.lenient.texts import tidy
from bureau.ledger.types import Choice

READ, LEAVE, REMARK, NOTHING = "read", "leave", "remark", "nothing"
LOOKED: Final = 5_000
"""So many rows are looked at for colours."""
MOST_COLOURS: Final = 6
_STATE: Final = re.compile(r"(?:状态|进度|结果|情况|进展)$")
_LEGEND: Final = re.compile(
    r"(?P<colour>[红黄绿蓝橙灰紫粉])色?(?:底色|底|背景|标注|标记|填充|行|的)*(?:为|表示|是|代表|[:：])(?P<word>[\u4e00-\u9fff]{2,8})"
)


def rows_left(sheet: Sheet, after: int, asked: Asked) -> dict[int, Passed]:
    """Rows under the header that are left out because of how they look, as it was answered."""
    marks = sheet.marks
    left: dict[int, Passed] = {}
    for numbers, key, what, why in (
        (marks.hidden, "hidden", "隐藏了", Passed.HIDDEN),
        (marks.filtered, "filtered", "被筛选掉、看不见的有", Passed.HIDDEN),
    ):
        below = sorted(number for number in numbers if number > after)
        if below and asks_rows(
            asked, f"{key}:{sheet.name}", f"工作表“{sheet.name}”{what} {len(below)} 行，要读吗？",
            below, READ, sheet.name,
        ) == LEAVE:  # fmt: skip
            left |= dict.fromkeys(below, why)
    struck = struck_rows(sheet, after, marks)
    if struck and asks_rows(
        asked, f"struck:{sheet.name}", f"工作表“{sheet.name}”有 {len(struck)} 行划了删除线，要读吗？",
        struck, LEAVE, sheet.name,
    ) == LEAVE:  # fmt: skip
        left |= dict.fromkeys(struck, Passed.STRUCK)
    return left


def asks_rows(
    asked: Asked, key: str, sentence: str, rows: Sequence[int], otherwise: str, sheet: str
) -> str:
    """The answer to whether some rows are read."""
    answer = asked.ask(
        key, sentence, ((READ, "读，和其他行一样"), (LEAVE, "不读这些行")), otherwise, sheet=sheet
    )
    for row in rows:
        asked.met(key, row)
    return answer


def struck_rows(sheet: Sheet, after: int, marks: Marks) -> list[int]:
    """Rows of which every text and number has a line through it."""
    if not marks.struck:
        return []
    wanted = {row for row, _ in marks.struck if row > after}
    found = []
    for row in sheet.rows():
        if row.number not in wanted:
            continue
        filled = [at for at, cell in enumerate(row.cells) if not is_blank(cell)]
        struck = sum(1 for at in filled if (row.number, at + 1) in marks.struck)
        # A running number at the left is often left as it was.
        if filled and struck >= max(1, len(filled) - 1):
            found.append(row.number)
    return found


def notes_wanted(sheet: Sheet, after: int, asked: Asked, *, kept: bool) -> Mapping[int, str]:
    """What comments say of rows, where it goes to the remarks (`kept`: there are remarks)."""
    notes = {
        row: "；".join(texts.values()) for row, texts in sheet.marks.notes.items() if row > after
    }
    if not notes:
        return {}
    key = f"notes:{sheet.name}"
    answer = asked.ask(
        key,
        f"工作表“{sheet.name}”有 {len(notes)} 行带批注，要记下来吗？",
        ((REMARK, "写进备注"), (LEAVE, "不要批注"))
        if kept
        else ((LEAVE, "不要批注，这个台账没有备注"),),
        REMARK if kept else LEAVE,
        sheet=sheet.name,
    )
    for row in sorted(notes):
        asked.met(key, row)
    return notes if answer == REMARK else {}


# -- colours ------------------------------------------------------------------------------------------


def coloured(
    sheet: Sheet, matching: Matching, names: Names, asked: Asked
) -> tuple[Sheet, Matching]:
    """Both with a column made of the rows' colours, where they are said to mean something."""
    colours = row_colours(sheet, matching.header.last)
    declared = state_field(matching)
    if not colours or declared is None:
        return sheet, matching
    words = dict(meanings(sheet, colours, declared, names, asked))
    if not any(words.values()):
        return sheet, matching
    width = sheet.width
    heading = Heading(width, declared.title, (), f"{declared.title}（按颜色）")
    of = by_colour({row: words[colour] for row, colour in colours.items() if words[colour]})
    made = Made(heading, (), of)
    wider = rewritten(sheet, replace(matching.header, made=(made,)))
    header = replace(
        matching.header,
        headings=(*matching.header.headings, heading),
        made=(*matching.header.made, made),
    )
    column = Column(heading, Target(declared.key), Level.TOLD)
    return wider, replace(matching, header=header, columns=[*matching.columns, column])


def by_colour(words: Mapping[int, str]) -> Callable[[NumberedRow], Cell]:
    """What a row's colour says."""
    return lambda row: words.get(row.number)


def state_field(matching: Matching) -> Field | None:
    """The field without a column that says how far a record is."""
    for declared in matching.ledger.fields:
        kind = declared.type
        says_state = isinstance(kind, Choice) and (kind.day or _STATE.search(declared.title))
        if says_state and declared.key not in matching.fields:
            return declared
    return None


def row_colours(sheet: Sheet, after: int) -> dict[int, str]:
    """Rows most of whose cells have one colour; {} where all have or every other one has."""
    fills = sheet.marks.fills
    if not fills:
        return {}
    found: dict[int, str] = {}
    numbers: list[int] = []
    for row in islice((row for row in sheet.rows() if row.number > after), LOOKED):
        filled = [at + 1 for at, cell in enumerate(row.cells) if not is_blank(cell)]
        if len(filled) < 2:
            continue
        numbers.append(row.number)
        colours = Counter(c for at in filled if (c := fills.get(row.number, {}).get(at)))
        if colours:
            colour, count = colours.most_common(1)[0]
            if 2 * count >= len(filled):
                found[row.number] = colour
    stripes = [number in found for number in numbers]
    alternating = len(numbers) > 3 and all(one != other for one, other in pairwise(stripes))
    if alternating or (len(found) == len(numbers) and len(set(found.values())) == 1):
        return {}
    return found if len(set(found.values())) <= MOST_COLOURS else {}


def meanings(
    sheet: Sheet, colours: Mapping[int, str], declared: Field, names: Names, asked: Asked
) -> Iterator[tuple[str, str]]:
    """Colour → the word of the field that it means, "" for nothing; a legend on the sheet is believed."""
    kind = declared.type
    assert isinstance(kind, Choice)
    items = [item for item in names.items(kind.catalogue) if item.active]
    told = legend(sheet, kind.catalogue, names)
    for colour in dict.fromkeys(colours.values()):
        rows = [row for row, one in colours.items() if one == colour]
        word = colour_word(colour)
        key = f"colour:{sheet.name}:{colour}"
        answer = asked.ask(
            key,
            f"工作表“{sheet.name}”有 {len(rows)} 行是{word}底，表示“{declared.title}”吗？",
            ((NOTHING, "颜色不表示什么"), *((item.title, f"表示“{item.title}”") for item in items)),
            told.get(word[:1], NOTHING),
            sheet=sheet.name,
        )
        for row in rows:
            asked.met(key, row)
        yield colour, "" if answer == NOTHING else answer


def legend(sheet: Sheet, catalogue: str, names: Names) -> dict[str, str]:
    """What a line such as 注：黄色为未整改，绿色为已整改 says: first letter of the colour → item."""
    found: dict[str, str] = {}
    for row in islice(sheet.rows(), LOOKED):
        for cell in row.cells:
            if isinstance(cell, str) and "色" in cell:
                for match in _LEGEND.finditer(tidy(cell)):
                    item = names.item(catalogue, match["word"])
                    if item is not None:
                        found[match["colour"]] = item.title
    return found


def colour_word(rgb: str) -> str:
    """What people call a colour."""
    red, green, blue = (int(rgb[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    if saturation < 0.12 or light < 0.08:
        return "灰色"
    degrees = hue * 360
    for limit, word in (
        (15, "红色"),
        (45, "橙色"),
        (70, "黄色"),
        (170, "绿色"),
        (265, "蓝色"),
        (300, "紫色"),
    ):
        if degrees < limit:
            return word
    return "粉色" if degrees < 340 and light > 0.6 else "红色"
