"""The tables of a workbook that belong to a ledger: which sheets, which header, which columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from bureau.errors import UserError
from bureau.exchange.asking import Asked
from bureau.exchange.heading import Table, Told, best_matching, first_rows
from bureau.exchange.layout import (
    Heading,
    is_blank,
)
from bureau.exchange.matching import (
    Column,
    Level,
    Matching,
    Target,
    Vocabulary,
    clash_sentence,
    column_fields,
    full_marks_in,
    header_words,
    unit_in,
)
from bureau.exchange.noting import NameBook
from bureau.exchange.several import table_turned, tables_on
from bureau.exchange.workbook import NumberedRow, Sheet, Workbook
from bureau.ledger.declaration import Ledger
from bureau.ledger.entry import EntryFault, Item, Names, Provisional
from bureau.ledger.lenient.numbers import parse_quantity
from bureau.ledger.lenient.texts import is_blank_word, tidy
from bureau.ledger.types import CATALOGUE, Lines, Month

_MONTH_ALONE = re.compile(
    r"(?:(?:19|20)\d\d年)?(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月份?"
)
READ, LEAVE = "read", "leave"
_SUM_SHEET = re.compile(r"汇总|合计|总表|总计|统计表|累计")
BETTER: float = 1.5
"""Another ledger is named when its words fit a header so many times better."""


class UnfitHeader(UserError):
    """A header that can't be read as it stands; saying by hand what its columns are may help.

    `columns` has all its headings and what each was taken for, "" where nothing.
    """

    def __init__(self, sentence: str, columns: Mapping[str, str] | None = None) -> None:
        super().__init__(sentence)
        self.columns = dict(columns or {})


def columns_of(matching: Matching) -> dict[str, str]:
    """What each heading of a header was taken for."""
    found = {column.heading.at: column.target.key for column in matching.columns}
    return {heading.shown: found.get(heading.at, "") for heading in matching.header.headings}


def wanted_sheets(workbook: Workbook, wanted: str | None) -> tuple[list[Sheet], list[Sheet]]:
    """Sheets to look at and hidden ones that are left. Raises UserError for an unknown name."""
    if wanted is None:
        shown = [sheet for sheet in workbook.sheets if sheet.visible]
        return shown, [sheet for sheet in workbook.sheets if not sheet.visible]
    found = [sheet for sheet in workbook.sheets if tidy(sheet.name) == tidy(wanted)]
    if not found:
        names = "、".join(f"“{sheet.name}”" for sheet in workbook.sheets)
        raise UserError(f"文件里没有“{wanted}”这个工作表；有的是{names}。")
    return found, []


def find_tables(
    sheets: Sequence[Sheet],
    ledger: Ledger,
    ledgers: Iterable[Ledger],
    names: Names,
    told: Told,
    file: str,
    book: NameBook,
) -> tuple[list[Table], dict[str, str]]:
    """Tables that fit, and why the other sheets don't. Raises UserError when none does."""
    vocabulary = Vocabulary(ledger, names)
    others = [Vocabulary(o, names) for o in ledgers if o.name != ledger.name and not o.internal]
    tables: list[Table] = []
    passed: dict[str, str] = {}
    reasons: list[tuple[float, UserError]] = []
    for sheet in sheets:
        rows = first_rows(sheet)
        if not rows:
            passed[sheet.name] = "空白工作表"
            continue
        found = best_matching(vocabulary, rows, sheet, told)
        turned_table = table_turned(sheet, found, vocabulary, told)
        if turned_table is not None:
            tables.append(turned_table)
            book.notes.say(f"工作表“{sheet.name}”按一列一条记录读（行和列对调了）")
            continue
        rival = None if told.corrections else best_rival(others, rows, sheet, found)
        if rival is not None:
            other = rival.ledger
            passed[sheet.name] = (
                f"表头更像“{other.title}”（{other.name}），可以改选那个台账另外导入"
            )
            reasons.append((100.0, UserError(rival_sentence(file, ledger, rival))))
        elif found is not None and (across := months_across(found)):
            reasons.append((90.0, UserError(across_sentence(file, ledger, across))))
            passed[sheet.name] = "各月并排成列"
        elif found is not None and found.fits:
            words = words_of(vocabulary, others)
            tables += tables_on(sheet, found, vocabulary, words, told, book.notes)
        else:
            passed[sheet.name] = "没有这个台账的表头"
            reasons.append(misfit(file, ledger, sheet, found))
    if not tables:
        raise max(reasons, key=lambda r: r[0])[1] if reasons else UserError(nothing(file))
    return without_sums(tables, passed, book.asked), passed


def without_sums(tables: list[Table], passed: dict[str, str], asked: Asked) -> list[Table]:
    """The tables without those of sheets that say again what the others say, unless told otherwise."""
    sums = {t.sheet.origin.name for t in tables if _SUM_SHEET.search(t.sheet.origin.name)}
    if not sums or sums == {t.sheet.origin.name for t in tables}:
        return tables
    for name in sums:
        answer = asked.ask(
            f"sheet:{name}",
            f"“{name}”像是其他工作表的汇总，要读吗？",
            ((LEAVE, "不读，只读其他工作表"), (READ, "读，里面的记录其他工作表没有")),
            LEAVE,
            sheet=name,
        )
        if answer == LEAVE:
            passed[name] = "像是其他工作表的汇总"
    return [table for table in tables if table.sheet.origin.name not in passed]


def words_of(vocabulary: Vocabulary, others: Iterable[Vocabulary]) -> set[str]:
    """All that columns are called, folded."""
    return {word for one in (vocabulary, *others) for word in (*one.titles, *one.synonyms)}


def best_rival(
    others: Iterable[Vocabulary],
    rows: Sequence[NumberedRow],
    sheet: Sheet,
    own: Matching | None,
) -> Matching | None:
    """Another ledger whose words fit much better than this one's."""
    told = Told({}, {})
    own_fit = own.fit if own is not None and own.fits else 0.0
    if own is not None and own.fits and len(own.columns) * 4 >= 3 * len(own.header.headings):
        return None
    found = (best_matching(other, rows, sheet, told) for other in others)
    fitting = [rival for rival in found if rival is not None and rival.fits]
    best = max(fitting, key=lambda rival: rival.fit, default=None)
    if best is None or best.fit < BETTER * own_fit or best.fit < own_fit + 2:
        return None
    return best


def rival_sentence(file: str, ledger: Ledger, rival: Matching) -> str:
    """What is said when the file is another ledger's."""
    return (
        f"“{file}”的表头不像“{ledger.title}”，更像“{rival.ledger.title}”（{rival.ledger.name}）；"
        "请改选台账后再导入。"
    )


def misfit(
    file: str, ledger: Ledger, sheet: Sheet, found: Matching | None
) -> tuple[float, UserError]:
    """Why a sheet doesn't fit, with how near it came."""
    if found is None or found.fit < 1:
        needed = "、".join(f"“{field.title}”" for field in column_fields(ledger))
        sentence = (
            f"“{file}”里没有找到“{ledger.title}”的表头（至少要有{needed or '几个栏目名称'}）；"
            "请核对文件，或先在表格里加上表头。"
        )
        return 0.0, UserError(sentence)
    missing = "、".join(f"“{field.title}”" for field in found.missing) or "足够的栏目"
    words = header_words(found.header)
    sentence = (
        f"“{file}”的工作表“{sheet.name}”第 {found.header.last} 行的表头（{words}）里没有{missing}，"
        f"不能导入“{ledger.title}”；请补上，或把对应的表头改成这个名称。"
    )
    return found.fit, UnfitHeader(sentence, columns_of(found))


def months_across(found: Matching) -> list[str]:
    """The months that a header has beside each other, where the ledger wants a row for each."""
    if not any(isinstance(one.type, Month) and one.told for one in found.ledger.fields):
        return []
    months = [h.shown for h in found.unused if _MONTH_ALONE.fullmatch(tidy(h.leaf))]
    return months if len(months) >= 3 else []


def across_sentence(file: str, ledger: Ledger, months: Sequence[str]) -> str:
    """What is said of a table that has its months in columns."""
    month = next(f.title for f in ledger.fields if isinstance(f.type, Month) and f.told)
    return (
        f"“{file}”把{'、'.join(months[:3])}等各月并排成了列，“{ledger.title}”要一月一行；"
        f"请改成有“{month}”一列、每月一行的表后再导入。"
    )


def nothing(file: str) -> str:
    """What is said of a file with no sheet to read."""
    return f"“{file}”里没有可以导入的工作表（隐藏的工作表要指明名称才读）。"


def settle_clashes(table: Table) -> None:
    """Leaves blank columns out where two name one field. Raises UserError where both are filled."""
    matching = table.matching
    for holder, loser in matching.clashes:
        filled = filled_columns(table.sheet, matching.header.last, [holder.heading, loser.heading])
        if loser.heading.at in filled and holder.heading.at in filled:
            columns = {**columns_of(matching), loser.heading.shown: loser.target.key}
            raise UnfitHeader(clash_sentence(matching.ledger, holder, loser), columns)
        if loser.heading.at in filled:
            matching.columns = [loser if c is holder else c for c in matching.columns]
            matching.unused.append(holder.heading)
        else:
            matching.unused.append(loser.heading)
    matching.clashes.clear()


def filled_columns(sheet: Sheet, after: int, headings: Sequence[Heading]) -> set[int]:
    """Which of these columns hold anything under the header."""
    wanted = {heading.at for heading in headings}
    filled: set[int] = set()
    for row in sheet.rows():
        if row.number > after:
            filled |= {at for at in wanted - filled if not is_blank(row.cells[at])}
            if filled == wanted:
                break
    return filled


def leave_running_numbers(table: Table, book: NameBook) -> None:
    """Takes 1, 2, 3 … under 编号 for what it is: next month's row 1 is another case.

    Only where the ledger can do without the number: it knows rows by their identity too.
    """
    matching = table.matching
    ledger = matching.ledger
    if len(ledger.key) != 1 or not ledger.identity:
        return
    for column in matching.columns:
        if column.target.field == ledger.key[0] and column.level is not Level.TOLD:
            if runs_from_one(table.sheet, matching.header.last, column.heading.at):
                matching.columns.remove(column)
                matching.unused.append(column.heading)
                title = ledger.by_key[ledger.key[0]].title
                book.notes.say(
                    f"“{column.heading.shown}”一列只是 1、2、3 这样的顺序号，没有当作“{title}”"
                )
            return


def runs_from_one(sheet: Sheet, after: int, at: int) -> bool:
    """Whether a column counts its rows: each number is one more than the last, or 1 again."""
    last = 0
    for row in sheet.rows():
        cell = row.cells[at]
        if row.number <= after or is_blank(cell):
            continue
        text = tidy(str(cell)).rstrip(".、")
        if not text.isdecimal():
            # A total row or a remark ends the count; anything else is a number of its own.
            if last and not any(letter.isdigit() for letter in text):
                continue
            return False
        if int(text) not in (last + 1, 1):
            return False
        last = int(text)
    return last > 0


def adopt_new_kinds(table: Table, book: NameBook) -> None:
    """Takes unknown columns of numbers with a unit as new kinds of an open lines field."""
    matching = table.matching
    opened = [f for f in matching.ledger.lines if isinstance(f.type, Lines) and f.type.open]
    if not opened:
        return
    declared = opened[0]
    assert isinstance(declared.type, Lines)
    for heading in list(matching.unused):
        name, unit = unit_in(heading.leaf)
        if full_marks_in(heading.leaf) is not None:
            unit = "分"
        if not unit or heading.leaf == name:
            continue
        scale = decimals_of(table.sheet, matching.header.last, heading.at, declared.type.scale)
        if scale is None:
            continue
        title = tidy("".join((*heading.parents[-1:], name))) if len(name) < 3 else tidy(name)
        wanted = Provisional(CATALOGUE + declared.type.catalogue, title)
        number = book.number(wanted, tidy(unit), scale)
        item = Item(number, declared.type.catalogue, title, unit=tidy(unit), scale=scale)
        column = Column(heading, Target(declared.key, item), Level.SYNONYM, unit)
        matching.columns.append(column)
        matching.unused.remove(heading)
        book.notes.say(f"新的统计项目“{title}（{tidy(unit)}）”，来自“{heading.shown}”一列")


def decimals_of(sheet: Sheet, after: int, at: int, most: int) -> int | None:
    """Decimals that a column of numbers needs, None when it isn't one."""
    numbers = words = scale = 0
    for row in sheet.rows():
        cell = row.cells[at]
        if row.number <= after or is_blank(cell):
            continue
        if isinstance(cell, str) and is_blank_word(cell):
            continue
        try:
            number, _ = parse_quantity(cell if isinstance(cell, str | int | float) else None)
        except EntryFault:
            words += 1
            continue
        numbers += 1
        exponent = number.normalize().as_tuple().exponent
        scale = max(scale, -exponent if isinstance(exponent, int) else 0)
    if not numbers or 4 * words > numbers:
        return None
    return min(scale, most)
