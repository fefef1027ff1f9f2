"""Where the table of a sheet begins, what its columns are called, and which rows are no data."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from bureau.exchange.workbook import Cell, NumberedRow, Span
from bureau.ledger.lenient.texts import fold, tidy

SEARCHED_ROWS = 40
"""The header is looked for in so many rows that aren't blank."""
DEEPEST = 3
"""Levels that a header may have."""
LONGEST_HEADING = 40
LEADING = 4
"""In so many columns at the left stand the words 合计, 填报人 and the like."""

ORDINAL_WORDS = frozenset({"序号", "序", "行号", "次序", "顺序", "顺序号", "项次", "no", "编序"})
"""Columns that only count the rows."""

_TOTAL = re.compile(
    r"(?:[^：:，。]{0,10}(?:合计|小计|总计|累计)|共计|总数|汇总)(?:数|起数|件数)?[：:]?"
    r"(?:共?\d[\d.,]*[^\d：:，。]{0,3})?"
)
_PLAIN_TOTAL = re.compile(
    r"(?:本[页月周日年季]|全[月年周县]|当[月日])?(?:合计|小计|总计|累计|共计)"
)
_COUNTED = re.compile(r"(?:合计|总计|共计?|累计)[：:]?\d+[^\d]{1,3}")
_SIGNED = re.compile(
    r"(?:填报|填表|制表|审核|审批|复核|统计|经办|登记|记录|联系|报送|报告|打印)"
    r"(?:人|单位|日期|时间|部门|领导|电话)?员?(?:[（(]?(?:签字|签名|盖章|公章)[)）]?)?[：:].*"
    r"|[^：:，。]{0,6}(?:负责人|领导|签字|签名|盖章|公章)[^：:，。]{0,6}[：:].*|(?:日期|时间)[：:].*"
    r"|单位[（(]?(?:盖章|公章)[)）]?.*|[（(]?(?:盖章|公章)[)）]?[：:]?.*"
    r"|(?:备注|说明|注|附注|附|填表说明|填报说明|注意)\d?[：:].*"
    r"|[（(]?以下(?:空白|无内容|无正文)[)）]?|第\d+页[,，/／]?(?:共\d+页)?|-?\d+-?/\d+页?"
    r"|[^：:]{0,4}(?:红|黄|绿|蓝|橙|灰|紫)色?(?:底|背景|标注|填充|行|的)*(?:为|表示|是|代表).*"
)
_FULL_MARKS = re.compile(
    r"(?:满分|分值|标准分|基准分|权重)(?:分值|标准|值|数)?(?:[（(]分[)）])?[：:]?"
)
_MARKS = re.compile(r"-?\d+(?:\.\d+)?分?")
_HINT = re.compile(
    "[：:]|页|色|合计|小计|总计|累计|共计|总数|汇总|共\\d|盖章|公章|以下|满分|分值|准分|权重"
)
"""What every one of the four has; most cells have none of it."""
_FIELD_LINE = re.compile(r".{1,12}[：:].*\S")


class Passed(Enum):
    """Why a row is no data, in the words of the report."""

    TOTAL = "合计行"
    SIGNATURE = "签字或说明行"
    HEADER = "重复的表头"
    CAPTION = "分段标题"
    FULL_MARKS = "满分行"
    EMPTY = "没有填写内容"
    HIDDEN = "看不见的行"
    STRUCK = "划掉的行"


@dataclass(frozen=True, slots=True)
class Heading:
    """One column: its place from 0, its own text, the texts above it, and what it is called.

    `around` is the one value of a column that the file doesn't have: it stands around the table.
    `captions` are those that rows between the data tell, each from its row on.
    """

    at: int
    leaf: str
    parents: tuple[str, ...] = ()
    shown: str = ""
    around: str | None = None
    captions: tuple[tuple[int, str], ...] = ()

    def cell(self, cells: Sequence[Cell]) -> Cell:
        """What a row has in this column."""
        return cells[self.at] if self.around is None else self.around or None


@dataclass(frozen=True, slots=True)
class Made:
    """A column that the file doesn't have, made of those at `parts`: what a row has in it."""

    heading: Heading
    parts: tuple[int, ...]
    of: Callable[[NumberedRow], Cell]


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a table: rows of the file from `first` to `last`, and the lines above it.

    The columns `made` of others stand right of all that the file has.
    """

    first: int
    last: int
    headings: tuple[Heading, ...]
    above: tuple[str, ...] = ()
    made: tuple[Made, ...] = ()


def possible_headers(rows: Sequence[NumberedRow], merged: Sequence[Span]) -> Iterator[Header]:
    """Every row, pair and triple near the top that might be the header, in the file's order."""
    tops = rows[:SEARCHED_ROWS]
    spans = [span for span in merged if not tops or span.first_row <= tops[-1].number]
    for index, row in enumerate(tops):
        if not looks_like_heading(row.cells):
            continue
        for depth in range(1, DEEPEST + 1):
            levels = tops[index : index + depth]
            if len(levels) < depth or levels[-1].number != row.number + depth - 1:
                break
            if depth > 1 and is_one_text_at_left(levels[-1], row):
                break
            headings = headings_of(levels, spans)
            above = tuple(text for upper in tops[:index] for text in texts_of(upper.cells))
            yield Header(row.number, levels[-1].number, headings, above)


def is_one_text_at_left(row: NumberedRow, top: NumberedRow) -> bool:
    """Whether a row has one text only, under the first heading: the caption of the rows below it."""
    first = next((at for at, cell in enumerate(top.cells) if not is_blank(cell)), 0)
    filled = {tidy(str(cell)) for cell in row.cells if not is_blank(cell)}
    return len(filled) == 1 and not is_blank(row.cells[first])


def looks_like_heading(cells: Sequence[Cell]) -> bool:
    """Whether most cells of a row are short texts."""
    filled = [cell for cell in cells if cell is not None]
    texts = [c for c in filled if isinstance(c, str) and len(c) <= LONGEST_HEADING]
    return bool(texts) and 2 * len(texts) > len(filled)


def headings_of(levels: Sequence[NumberedRow], spans: Sequence[Span]) -> tuple[Heading, ...]:
    """The columns of a header of one or more levels."""
    width = max(len(level.cells) for level in levels)
    grid = [[plain_text(cell) for cell in level.cells] for level in levels]
    covered = [spread(level.number, spans) for level in levels]
    raw: list[tuple[int, str, tuple[str, ...]]] = []
    for at in range(width):
        texts: list[str] = []
        for depth, level in enumerate(grid):
            text = level[at] if at < len(level) else ""
            if not text and depth < len(grid) - 1 and any(below(grid, at, depth)):
                text = parent_text(level, at, covered[depth])
            if text and (not texts or texts[-1] != text):
                texts.append(text)
        if texts:
            raw.append((at, texts[-1], tuple(texts[:-1])))
    counts = Counter(fold(leaf) for _, leaf, _ in raw)
    return tuple(
        Heading(at, leaf, parents, shown_name(leaf, parents, counts[fold(leaf)] > 1))
        for at, leaf, parents in raw
    )


def below(grid: Sequence[Sequence[str]], at: int, depth: int) -> list[str]:
    """The texts of a column under a level."""
    return [level[at] for level in grid[depth + 1 :] if at < len(level)]


def spread(number: int, spans: Sequence[Span]) -> dict[int, int]:
    """Columns of a row that a merged range covers, each with the range's first column (from 0)."""
    return {
        at: span.first_column - 1
        for span in spans
        if span.first_row <= number <= span.last_row
        for at in range(span.first_column - 1, span.last_column)
    }


def parent_text(level: Sequence[str], at: int, covered: dict[int, int]) -> str:
    """The upper text of a column whose own upper cell is blank: of its merged range, else the left's."""
    if at in covered:
        return level[covered[at]]
    if covered:
        return ""
    return next((text for text in reversed(level[:at]) if text), "")


def shown_name(leaf: str, parents: tuple[str, ...], ambiguous: bool) -> str:
    """What faults call a column: its own text, the upper one before it where others share it."""
    return f"{parents[-1]}/{leaf}" if ambiguous and parents else leaf


def plain_text(cell: Cell) -> str:
    """A heading's text in one line."""
    return "".join(str(cell).split("\n")).replace("\r", "").strip() if cell is not None else ""


def texts_of(cells: Iterable[Cell]) -> list[str]:
    """The texts of a row."""
    return [tidy(cell) for cell in cells if isinstance(cell, str) and cell.strip()]


def is_caption(text: str) -> bool:
    """Whether a text is a line such as 填报单位：… rather than a heading."""
    return _FIELD_LINE.fullmatch(text) is not None and not text.rstrip().endswith(("：", ":"))


def squeezed(cell: Cell) -> str:
    """A cell's text without spaces: 合　计 is 合计."""
    return "".join(tidy(cell).split()) if isinstance(cell, str) else ""


class RowSorter:
    """Tells the rows of a table that are no data; most rows cost one set lookup."""

    def __init__(self, header: Header, used: Iterable[int], required: Iterable[int]) -> None:
        self.used = tuple(used)
        self.required = tuple(required)
        self.titles = frozenset(squeezed(line) for line in header.above)
        self.words = {fold(heading.leaf) for heading in header.headings}
        self.words |= {fold(word) for heading in header.headings for word in heading.parents}
        self.longest = max((len(h.leaf) for h in header.headings), default=0) + 2
        self.ordinals = {
            heading.at for heading in header.headings if fold(heading.leaf) in ORDINAL_WORDS
        }
        self.caption_rows: set[int] = set()
        self.named_rows: set[int] = set()
        self.left: dict[int, Passed] = {}
        """Rows that a person leaves out."""
        self._known: dict[Cell, bool] = {}

    def suspects(self, rows: Sequence[NumberedRow]) -> list[int]:
        """Positions of rows that need a closer look."""
        known, suspicious = self._known, set()
        width = len(rows[0].cells) if rows else 0
        for at in sorted({*range(min(LEADING, width)), *self.required}):
            for cell in {row.cells[at] for row in rows}:
                if cell.__class__ is str:
                    if cell not in known:
                        text = squeezed(cell)
                        known[cell] = self.is_suspicious(text) or (at == 0 and is_sentence(text))
                    if known[cell]:
                        suspicious.add(cell)
        if len(known) > 100_000:
            known.clear()
        return [
            index
            for index, row in enumerate(rows)
            if self.lacks(row.cells)
            or (suspicious and not suspicious.isdisjoint(row.cells))
            or row.number in self.caption_rows
            or row.number in self.named_rows
            or row.number in self.left
        ]

    def lacks(self, cells: Sequence[Cell]) -> bool:
        """Whether a row has no value where every row must have one."""
        for at in self.required or self.used[:1]:
            cell = cells[at]
            if cell is None or (cell.__class__ is str and is_blank(cell)):
                return True
        return False

    def is_suspicious(self, text: str) -> bool:
        """Whether a row that begins with this text may be no data."""
        if (len(text) <= self.longest and fold(text) in self.words) or text in self.titles:
            return True
        return _HINT.search(text) is not None and (
            _TOTAL.fullmatch(text) is not None
            or _COUNTED.fullmatch(text) is not None
            or _SIGNED.fullmatch(text) is not None
            or _FULL_MARKS.fullmatch(text) is not None
        )

    def passed(self, row: NumberedRow) -> Passed | None:
        """Why a row is no data, None when it is."""
        if row.number in self.left:
            return self.left[row.number]
        if row.number in self.named_rows:
            return Passed.CAPTION
        if self.states_full_marks(row):
            return Passed.FULL_MARKS
        filled = [at for at, cell in enumerate(row.cells) if not is_blank(cell)]
        if all(at in self.ordinals and is_number(row.cells[at]) for at in filled):
            return Passed.EMPTY
        texts = [squeezed(row.cells[at]) for at in filled]
        if self.repeats_header(texts):
            return Passed.HEADER
        named = [at for at in filled[:3] if _TOTAL.fullmatch(squeezed(row.cells[at]))]
        named += [at for at in self.required if _PLAIN_TOTAL.fullmatch(squeezed(row.cells[at]))]
        # A row that has all it needs beside the word is data, whatever the word.
        whole = bool(self.required) and all(
            at in filled and at not in named for at in self.required
        )
        if named and (not whole or _PLAIN_TOTAL.fullmatch(texts[0])):
            return Passed.TOTAL
        if whole and len(self.required) > 1:
            return None
        if any(_COUNTED.fullmatch(text) for text in texts) and len(filled) <= 2:
            return Passed.TOTAL
        # 备注：雨 at the end of a day that is filled in is a remark of that day.
        signed = [_SIGNED.fullmatch(text) is not None for text in (texts[:1] if whole else texts)]
        if any(signed[:3]) and (
            2 * len(filled) <= len(row.cells) or 2 * sum(signed) >= len(filled)
        ):
            return Passed.SIGNATURE
        if len(filled) == 1 and is_sentence(texts[0]):
            return Passed.SIGNATURE
        if row.number in self.caption_rows and len(filled) == 1:
            return Passed.CAPTION
        if len(filled) == 1 and texts[0] and texts[0] in self.titles:
            return Passed.HEADER
        if not any(at in filled for at in self.used):
            return Passed.EMPTY
        return None

    def states_full_marks(self, row: NumberedRow) -> bool:
        """Whether a row under the header says what the columns count for at most."""
        texts = [squeezed(cell) for cell in row.cells[:LEADING] if isinstance(cell, str)]
        if not any(_FULL_MARKS.fullmatch(text) for text in texts):
            return False
        rest = [cell for cell in row.cells if not is_blank(cell)]
        numbers = sum(1 for cell in rest if is_number(cell) or _MARKS.fullmatch(squeezed(cell)))
        return numbers >= 1 and numbers >= len(rest) - 3

    def repeats_header(self, texts: Sequence[str]) -> bool:
        """Whether a row says again what the columns are called."""
        same = sum(1 for text in texts if text and fold(text) in self.words)
        return same >= 2 and 10 * same >= 6 * len(texts)


def is_blank(cell: object) -> bool:
    """Whether a cell holds nothing to see."""
    return cell is None or (
        cell.__class__ is str and not str(cell).strip("\u200b\ufeff \t\n\r\u3000")
    )


def is_sentence(text: str) -> bool:
    """Whether a text is a sentence under a table (本月共整治80起，其中…) rather than a value."""
    return len(text) >= 10 and any(mark in text for mark in "，。；：")


def is_total(text: str) -> bool:
    """Whether a text without spaces begins a row of totals."""
    return _TOTAL.fullmatch(text) is not None


def is_number(cell: Cell) -> bool:
    """Whether a cell is a number, typed as one or as text."""
    return isinstance(cell, int | float) or squeezed(cell).rstrip(".、").isdecimal()


def caption_rows(merged: Sequence[Span], header: Header) -> set[int]:
    """Rows under the header in which a merged range runs across more than half the columns."""
    width = max((heading.at for heading in header.headings), default=0) + 1
    return {
        number
        for span in merged
        if span.first_row > header.last and 2 * (span.last_column - span.first_column + 1) > width
        for number in range(span.first_row, span.last_row + 1)
    }


def downward(merged: Sequence[Span], header: Header) -> dict[int, list[Span]]:
    """Merged ranges of several rows under the header, by column from 0: their value fills all rows."""
    found: dict[int, list[Span]] = {}
    for span in merged:
        if span.last_row > span.first_row and span.first_row > header.last:
            found.setdefault(span.first_column - 1, []).append(span)
    for spans in found.values():
        spans.sort()
    return found
