"""The last month of the sample county as a clerk wrote it: the draft of 总体情况 with words of the office."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bureau.bulletin.passages import Passage, markup_of, passages, written
from bureau.bulletin.texts import put_texts
from bureau.month.books import Books
from bureau.month.drafting import monthly_chapters
from bureau.month.telling import MONTHLY

if TYPE_CHECKING:
    from bureau.calendar.periods import Period
    from bureau.desk import Desk
    from bureau.storage.operation import Operation

CHAPTER: Final = "overview"
OPENING: Final = (
    "本月，全局围绕市容秩序、环境卫生、路灯市政三项重点工作，日常巡查与专项整治并举，"
    "城区面貌总体平稳。"
)
CLOSING: Final = "市民反映较集中的夜市油烟和占道问题，已列入下月重点。"


def write_month(desk: Desk, op: Operation, period: Period) -> None:
    """Keeps the chapter with its numbers linked, a sentence of the office before and after."""
    books = Books(desk, op.conn, period)
    (drafted,) = (one for one in monthly_chapters(books) if one.key == CHAPTER)
    lines = passages(written(drafted.blocks))
    body = markup_of((Passage(OPENING), *lines, Passage(CLOSING)))
    put_texts(desk, op, MONTHLY, period, {CHAPTER: body}, {CHAPTER: drafted.title})
