"""What a table says outside its columns: the month it is of, the record its sheet is named after."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from unicodedata import normalize

from bureau.errors import UserError
from bureau.exchange.captions import Caption, caption_texts, exactly_named, plainly
from bureau.exchange.context import FILLED_ON, Context
from bureau.exchange.layout import Heading, RowSorter
from bureau.exchange.matching import Column, Level, Matching, Target, full_marks_in
from bureau.exchange.workbook import NumberedRow, Sheet
from bureau.ledger.declaration import Field, Ledger
from bureau.ledger.lenient.texts import fold, tidy
from bureau.ledger.types import Choice, Reference
from bureau.storage.names import StoredNames

BESIDE = 100_000
"""Columns that the file doesn't have stand right of all that it could have."""
SHORTEST = 2
"""Letters that a name must have to be looked for inside a longer text."""
MOST_GROUPS = 2_000
"""So many rows that may name a group are looked at."""
_NUMERALS = "0123456789〇零一二三四五六七八九十百"
_WHEN = re.compile(
    r"(?:(?:19|20)?\d\d年度?)?(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月份?|(?:19|20)\d\d(?:[-._/]?\d{1,2}|年度?)?"
)
_PARTING = re.compile(r"[\s()（）\[\]【】:：,，、—－\-_/]+")
_MARKS = " 　-—_－·.、:：()（）[]【】"
_GENERAL = (
    "sheet", "工作表", "明细表", "明细", "汇总", "清单", "台账", "登记", "记录", "数据", "名册", "表格",
    "副本", "考核", "检查", "扣分", "评分", "得分", "成绩", "表", "册", "本月", "当月",
)  # fmt: skip
"""Words of sheet names that name nothing."""


class MonthLacking(UserError):
    """A file that must be of a month and says nowhere of which: to be asked for."""


@dataclass(frozen=True, slots=True)
class Around:
    """One value from around the table: its field, the heading it is shown under, its text, and where
    it stands in Chinese (`source` and `text` are "" where it stands nowhere)."""

    key: str
    heading: str
    text: str
    source: str
    captions: tuple[Caption, ...] = ()
    """What rows between the data tell instead, each from its row on."""


def around_table(
    matching: Matching, context: Context, of: Sheet, file: Path, names: StoredNames
) -> list[Around]:
    """The fields that are told and have no column. Raises MonthLacking."""
    ledger, sheet, found = matching.ledger, of.name, []
    taken = {heading.shown for heading in matching.header.headings}
    for declared in ledger.fields:
        captions: tuple[Caption, ...] = ()
        if not declared.told or declared.key in matching.fields:
            continue
        if declared.told == "month":
            text, source = month_text(declared, context, sheet, file)
        elif declared.told == "full-marks":
            text, source = marks_text(matching, of)
            if not text:
                continue
        else:
            captions = tuple(captions_of(declared, matching, of, names))
            text, source = "", ""
            if declared.told == "sheet":
                text, source = name_text(declared, matching, sheet, file, names)
            elif not captions:
                continue
            if captions:
                source = "、".join(filter(None, (source, "分段标题")))
        word = declared.title if declared.title not in taken else f"{declared.title}（表外）"
        found.append(Around(declared.key, word, text, source, captions))
    return found + grouped(matching, of, names, {value.key for value in found})


def grouped(
    matching: Matching, sheet: Sheet, names: StoredNames, told: Collection[str]
) -> list[Around]:
    """Fields that no heading names and that rows between the data do: 一、城关镇 over its cases.

    Only rows that are nothing but the name of a record or item count, the first field that has one.
    """
    lines = list(islice(caption_texts(sheet, matching.header), MOST_GROUPS))
    for declared in matching.ledger.fields if lines else ():
        kind = declared.type
        if declared.told or declared.key in (*matching.fields, *told):
            continue
        if not isinstance(kind, Reference | Choice):
            continue
        words = known_words(declared, names)
        captions = tuple(
            (number, spelled(declared, known, names))
            for number, text in lines
            if (known := exactly_named(text, words)) is not None
        )
        if captions and 2 * len(captions) >= len(lines):
            taken = {heading.shown for heading in matching.header.headings}
            word = declared.title if declared.title not in taken else f"{declared.title}（表外）"
            return [Around(declared.key, word, "", "分组行", captions)]
    return []


def with_columns(matching: Matching, around: Sequence[Around]) -> Matching:
    """The matching with a column for each value from around the table."""
    header, columns = matching.header, []
    for at, value in enumerate(around, start=BESIDE):
        heading = Heading(at, value.heading, (), value.heading, value.text, value.captions)
        columns.append(Column(heading, Target(value.key), Level.TOLD))
    headings = (*header.headings, *(column.heading for column in columns))
    return replace(
        matching,
        header=replace(header, headings=headings),
        columns=[*matching.columns, *columns],
    )


def month_text(declared: Field, context: Context, sheet: str, file: Path) -> tuple[str, str]:
    """The month that the file is of, and where it stands. Raises MonthLacking.

    The day on which a table was filled in doesn't say it: that is often of the next month.
    """
    sources = dict.fromkeys((context.source, context.month_source))
    if context.year is not None and context.month is not None and FILLED_ON not in sources:
        return f"{context.year:04}-{context.month:02}", "、".join(sources)
    if not declared.required:
        return "", ""
    raise MonthLacking(
        f"“{file.name}”的工作表“{sheet}”没有写明是哪一年哪一月的，不知道“{declared.title}”；"
        "请选定月份（命令行加 --month 2026-10），或在标题、工作表名、文件名里写上“2026年10月”。"
    )


def marks_text(matching: Matching, sheet: Sheet) -> tuple[str, str]:
    """The full marks that are stated, by what they are of, and where: 案件办理 30、现场检查 40."""
    below = full_marks_row(matching, sheet)
    stated: list[str] = []
    sources: dict[str, None] = {}
    for column in matching.columns:
        if column.target.item is None:
            continue
        marks, source = full_marks_in(column.heading.leaf), "表头"
        if marks is None and below is not None:
            marks, source = (
                full_marks_in(f"({tidy(str(below.cells[column.heading.at]))})"),
                "满分行",
            )
        if marks is not None:
            stated.append(f"{column.target.item.title} {marks.normalize():f}")
            sources[source] = None
    return "、".join(stated), "、".join(sources)


def full_marks_row(matching: Matching, sheet: Sheet) -> NumberedRow | None:
    """The row right under the header that says what the columns count for at most."""
    sorter = RowSorter(matching.header, (), ())
    below = (row for row in sheet.rows() if row.number > matching.header.last)
    row = next(below, None)
    return row if row is not None and sorter.states_full_marks(row) else None


def captions_of(
    declared: Field, matching: Matching, sheet: Sheet, names: StoredNames
) -> Iterator[Caption]:
    """The rows of a sheet that name a record or an item, with its name."""
    words = known_words(declared, names)
    for number, text in caption_texts(sheet, matching.header):
        if isinstance(declared.type, Choice):
            known = exactly_named(text, words)
        else:
            known = captioned(text, declared, matching.ledger, names)
        if known is not None:
            yield number, spelled(declared, known, names)
        elif declared.told == "sheet" and (own := unknown_name(text, kind_of(declared), names)):
            yield number, own


def captioned(text: str, declared: Field, ledger: Ledger, names: StoredNames) -> int | None:
    """The record that a caption is, or begins with; a remark that only mentions one is none."""
    kind = kind_of(declared)
    own = text_of_its_own(text, (ledger.title, *ledger.title_words))
    for word in (*plainly(text), _PARTING.split(text.strip())[0], own):
        known = names.record(kind, word) if word else None
        if known is not None:
            return known
    line = fold(text)
    began = [word for word in names.record_words(kind) if line.startswith(word)]
    # 一标段绿洁公司: the name and whose it is in one word.
    if began and line.endswith("公司"):
        return names.record_words(kind)[max(began, key=len)]
    return None


def unknown_name(text: str, ledger: str, names: StoredNames) -> str:
    """What a caption calls a record that nobody registered: 九标段（某公司） is 九标段; "" for none."""
    return next((word for word in plainly(text) if names.is_name_of(ledger, word)), "")


def kind_of(declared: Field) -> str:
    """The ledger whose records a field names, "" for none."""
    return declared.type.ledger if isinstance(declared.type, Reference) else ""


def loosely_named(text: str, declared: Field, names: StoredNames) -> int | None:
    """The record that a part of a text names by another spelling: 一标 is 一标段."""
    ledger = kind_of(declared)
    if not ledger or not names.has_name_words(ledger):
        return None
    parts = (text_of_its_own(part, ()) for part in _PARTING.split(text))
    found = (names.record(ledger, part) for part in parts if names.ends_as_name_of(ledger, part))
    known = {one for one in found if one is not None}
    return known.pop() if len(known) == 1 else None


def name_text(
    declared: Field, matching: Matching, sheet: str, file: Path, names: StoredNames
) -> tuple[str, str]:
    """The record or item that the sheet, a line above the header or the file names; and which of them."""
    words = known_words(declared, names)
    # The sheet of a CSV is called as its file is, and that says what the list is, not of whom.
    of_file = fold(sheet) == fold(file.stem)
    places: tuple[tuple[str, Sequence[str]], ...] = (
        ("工作表名", () if of_file else (sheet,)),
        ("标题", matching.header.above),
        ("文件名", (file.stem,)),
    )
    for source, lines in places:
        for line in lines:
            known = named_in(line, words)
            if known is None:
                known = loosely_named(line, declared, names)
            if known is not None:
                return spelled(declared, known, names), source
    own = "" if of_file else name_of_its_own(sheet, matching.ledger)
    if isinstance(declared.type, Reference) and own:
        return own, "工作表名"
    return "", ""


def known_words(declared: Field, names: StoredNames) -> Mapping[str, int]:
    """What can be named, folded, with its id."""
    kind = declared.type
    if isinstance(kind, Reference):
        return names.record_words(kind.ledger)
    if isinstance(kind, Choice):
        found: dict[str, int] = {}
        items = names.items(kind.catalogue)
        for spelling in ([(i.title,) for i in items], [i.synonyms for i in items]):
            for item, words in zip(items, spelling, strict=True):
                for word in words:
                    found.setdefault(fold(word), item.id)
        return found
    return {}


def spelled(declared: Field, known: int, names: StoredNames) -> str:
    """The name under which a record or an item is found again."""
    if isinstance(declared.type, Reference):
        return names.label(declared.type.ledger, known)
    item = names.item_by_id(known)
    return item.title if item is not None else ""


def named_in(text: str, words: Mapping[str, int]) -> int | None:
    """What a text is, or else names inside it; None where it names several that are different."""
    line = fold(text)
    if line in words:
        return words[line]
    found = [word for word in words if len(word) >= SHORTEST and stands_in(word, line)]
    longest = [word for word in found if not any(word != o and word in o for o in found)]
    known = {words[word] for word in longest}
    return known.pop() if len(known) == 1 else None


def stands_in(word: str, line: str) -> bool:
    """Whether a word is part of a line and not of a longer number: 一标段 isn't in 十一标段."""
    at = line.find(word)
    while at >= 0:
        before, after = line[at - 1 : at] if at else "", line[at + len(word) :][:1]
        cut = (word[0] in _NUMERALS and before and before in _NUMERALS) or (
            word[-1] in _NUMERALS and after and after in _NUMERALS
        )
        if not cut:
            return True
        at = line.find(word, at + 1)
    return False


def name_of_its_own(sheet: str, ledger: Ledger) -> str:
    """A sheet's name without month and general words; "" where nothing is left: Sheet1, 10月明细."""
    return text_of_its_own(sheet, (ledger.title, *ledger.title_words))


def text_of_its_own(text: str, words: Iterable[str]) -> str:
    """A text without month, general words and these; "" where nothing is left."""
    general = {fold(word) for word in (*_GENERAL, *words)}
    name = _WHEN.sub(" ", normalize("NFKC", tidy(text))).strip(_MARKS)
    before = ""
    while name != before:
        before = name
        for word in sorted(general, key=len, reverse=True):
            if name.casefold().startswith(word):
                name = name[len(word) :].strip(_MARKS)
            if name.casefold().endswith(word):
                name = name[: -len(word)].strip(_MARKS)
    return "" if len(name) < SHORTEST or fold(name).isdecimal() else name
