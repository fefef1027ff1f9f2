"""签发: all papers of a period made, frozen, put into the archive, and kept as one edition."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from bureau.bulletin import archive
from bureau.bulletin.archive import ArchiveFile
from bureau.bulletin.comparing import Difference, differences, keep_numbers
from bureau.bulletin.contents import Cover, index_page, index_paper
from bureau.bulletin.correcting import with_corrections
from bureau.bulletin.editions import (
    Edition,
    edition_words,
    editions_of,
    every_edition,
    keep,
)
from bureau.bulletin.frozen import freeze, pack
from bureau.errors import BureauError, UserError
from bureau.month.books import open_books
from bureau.month.figures import document
from bureau.month.numbers import numbers_of, read_numbers
from bureau.month.offered import BULLETIN, LISTS, OFFERED, SUMMARY, Offer
from bureau.settings.reading import letterhead
from bureau.storage import kinds as operations

if TYPE_CHECKING:
    from pathlib import Path

    from bureau.calendar.periods import Period
    from bureau.desk import Desk
    from bureau.reports.paper import Paper
    from bureau.reports.render.faces import Faces
    from bureau.storage.head import Head

Step = Callable[[int, int], None]
"""Told how many papers of how many are made; raises to end the work."""
REASON = "请写明重新签发的理由，它会印在月报的“更正”里。"


MORE: Final = (
    Offer("analysis", SUMMARY, "案件综合分析", "分类、时段、点位"),
    Offer("rebounds", SUMMARY, "反弹分析", "反弹点位和间隔"),
    Offer("contractor-notice", BULLETIN, "环卫考核结果和整改通知书", "每个标段一份"),
    Offer("facilities-analysis", SUMMARY, "设施维修分析", "重复故障、及时率、费用"),
    Offer("lighting", BULLETIN, "路灯亮灯情况通报", "各路段亮灯率"),
    Offer("stock-sheet", LISTS, "材料收发存表", "收入、领用、结存"),
    Offer("hazard-list", LISTS, "安全隐患排查治理清单", "隐患和整改"),
    Offer("party-matrix", LISTS, "组织生活频次落实情况", "各支部三会一课"),
    Offer("party-tasks", LISTS, "党建工作任务清单", "进度和完成"),
)
"""What goes into the archive besides the papers that the page of the month offers."""
EDITABLE: Final = frozenset(
    {"monthly", "market", "sanitation", "towns", "facilities", "party", "lighting"}
    | {"contractor-bulletin", "town-bulletin", "town-slides"}
)
"""Kept as Word or slides too."""
CHECKLIST: Final = "month-warnings"
"""Is about the work before issuing, and never issued."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What 签发 asks."""

    signed_by: str
    issued_on: date
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """An edition that lies beside its place and isn't in the books yet.

    `left_out` are the papers that have nothing to say, with the reason. `head` is what the journal
    stood at when the first was made.
    """

    period: Period
    number: int
    title: str
    part: Path
    place: str
    files: tuple[ArchiveFile, ...]
    checksums: str
    values: dict[str, object]
    left_out: tuple[tuple[str, str], ...]
    head: Head | None


def archive_root(desk: Desk) -> Path:
    """Where issued papers lie."""
    return desk.store.folder.archive


def papers_for(period: Period) -> tuple[Offer, ...]:
    """What can be issued with a period."""
    from bureau.month.papers import FRESH

    all_of_them = [one for one in (*OFFERED, *MORE) if one.kind != CHECKLIST]
    return tuple(one for one in all_of_them if one.kind in FRESH and period.kind in one.periods)


# -- whether it may be -------------------------------------------------------------------------------


def refuse_period(period: Period, today: date) -> None:
    """Raises UserError for a period that can't be issued, or not yet."""
    if period.begins is None:
        raise UserError("只有整月、整季、半年、全年或连续几个月才能签发，请换一个统计期。")
    if today <= period.last:
        last = period.last
        raise UserError(
            f"{period.title}到{last.month}月{last.day}日才结束，还不能签发；请结束后再签发。"
        )


def refuse_answers(answers: Answers, period: Period, before: Edition | None, today: date) -> None:
    """Raises UserError for what 签发 lacks."""
    if not answers.signed_by.strip():
        raise UserError("请填写签发人。")
    if answers.issued_on <= period.last:
        raise UserError("签发日期要在统计期结束以后，请核对。")
    if answers.issued_on > today:
        raise UserError("签发日期晚于今天，请核对。")
    if before is not None and not answers.reason.strip():
        raise UserError(REASON)


# -- the work ----------------------------------------------------------------------------------------


def issue_month(
    desk: Desk, period: Period, kinds: Collection[str] | None, answers: Answers, step: Step
) -> Edition:
    """Makes the papers of these kinds (None: all) and issues them. Raises UserError, EnvironmentFault."""
    return commit(desk, prepare(desk, period, kinds, answers, step))


def prepare(
    desk: Desk, period: Period, kinds: Collection[str] | None, answers: Answers, step: Step
) -> Prepared:
    """Everything but the last act, which the lane of writing does. Raises UserError, EnvironmentFault."""
    today = desk.today()
    refuse_period(period, today)
    head = desk.store.newest_head()
    with desk.store.snapshot() as conn:
        earlier = editions_of(conn, period)
        places = [one.folder for one in every_edition(conn, today)]
        bureau = letterhead(conn, desk.now()).bureau
    before = earlier[0] if earlier else None
    refuse_answers(answers, period, before, today)
    chosen = [one for one in papers_for(period) if kinds is None or one.kind in kinds]
    if not chosen:
        raise UserError("请至少选一份要签发的材料。")
    of = len(chosen) + 1
    step(0, of)
    root = archive_root(desk)
    archive.sweep(root, places)
    with open_books(desk, period) as books:
        numbers, figures = numbers_of(books), document(books)
    corrections = differences(before.named, numbers) if before is not None else ()
    number = before.number + 1 if before is not None else 1
    title = f"{period.title}材料{edition_words(number)}"
    faces, files, left_out = faces_here(), [], []
    for done, one in enumerate(chosen):
        step(done, of)
        try:
            paper = fresh_paper(desk, one.kind, period)
        except UserError as nothing:
            left_out.append((one.title(period), nothing.sentence))
            continue
        if one.kind == "monthly" and before is not None:
            paper = with_corrections(paper, before, answers.reason.strip(" 。"), corrections)
        files += files_of(one, period, paper, faces, desk.store.folder.root)
    if not files:
        raise UserError(f"{period.title}选中的材料都没有内容，没有签发。")
    step(len(chosen), of)
    files.append(
        ArchiveFile(
            name="figures.json", content=as_text(figures), title="全部统计数字", kind="figures"
        )
    )
    cover = Cover(
        title=title,
        bureau=bureau,
        period=period.title,
        issued_on=answers.issued_on,
        signed_by=answers.signed_by.strip(),
        reason=answers.reason.strip(),
        journal=f"第 {head.seq} 次操作，校验值 {head.hash}" if head is not None else "",
        made_at=desk.now(),
    )
    files += index_files(cover, files, faces)
    place = archive.free_place(archive.place_of(period, number), places)
    part = archive.write_beside(root, place, files)
    return Prepared(
        period=period,
        number=number,
        title=title,
        part=part,
        place=place,
        files=tuple(files),
        checksums=archive.sha256_of(part / archive.CHECKSUMS),
        values={
            "title": title,
            "period_first": period.first.isoformat(),
            "period_last": period.last.isoformat(),
            "edition": number,
            "issued_on": answers.issued_on.isoformat(),
            "signed_by": answers.signed_by.strip(),
            "reason": answers.reason.strip() or None,
            "station": head.station if head is not None else None,
            "seq": head.seq if head is not None else None,
            "hash": head.hash if head is not None else None,
            "folder": place,
            "named": keep_numbers(numbers),
            "figures": pack(as_text(figures).decode()),
        },
        left_out=tuple(left_out),
        head=head,
    )


def commit(desk: Desk, prepared: Prepared) -> Edition:
    """Puts the folder into its place and the edition into the books: both, or neither.

    Raises UserError where the books changed since the first paper was made.
    """
    root = archive_root(desk)
    moved = False
    try:
        label = f"签发{prepared.title}"
        with desk.store.operation(desk, label, kind=operations.ISSUE) as op:
            if desk.store.newest_head() != prepared.head:
                raise UserError("出材料期间台账又有改动，没有签发；请再签发一次。")
            values = {**prepared.values, "index_sha256": prepared.checksums}
            keep(op, values, [kept_file(one) for one in prepared.files])
            archive.put_in_place(prepared.part, root, prepared.place)
            moved = True
    except BaseException:
        # What broke may have come after the books were written: they say what stays.
        if moved:
            sweep(desk)
        else:
            archive.drop(prepared.part)
        raise
    archive.settle(root, [prepared.place])
    with desk.store.snapshot() as conn:
        return editions_of(conn, prepared.period)[0]


def sweep(desk: Desk) -> None:
    """Clears what never got into the books; where those can't be read now, the next issue does."""
    with suppress(BureauError), desk.store.snapshot() as conn:
        places = [one.folder for one in every_edition(conn, desk.today())]
        archive.sweep(archive_root(desk), places)


def discard(prepared: Prepared) -> None:
    """Takes away what was prepared and isn't wanted any more."""
    archive.drop(prepared.part)


def fresh_paper(desk: Desk, kind: str, period: Period) -> Paper:
    """The paper as the books are now, without 草稿: it is being issued."""
    from bureau.month.papers import FRESH, Asked

    return FRESH[kind](desk, Asked(period=period, live=True))


def files_of(
    one: Offer, period: Period, paper: Paper, faces: Faces, folder: Path
) -> list[ArchiveFile]:
    """The paper as PDF, and what an office can go on editing where that is kept too."""
    from bureau.reports.render.pdf import pdf_bytes

    content, notes = pdf_bytes(paper, faces)
    name, title = one.file_name(period), one.title(period)
    made = [
        ArchiveFile(
            name=f"{name}.pdf",
            content=content,
            title=title,
            kind=one.kind,
            pages=notes.pages,
            frozen=freeze(paper, folder),
        )
    ]
    if one.kind in EDITABLE:
        ending, bytes_of = editable(paper)
        made.append(
            ArchiveFile(name=f"{name}{ending}", content=bytes_of, title=f"{title}（可编辑）")
        )
    return made


def editable(paper: Paper) -> tuple[str, bytes]:
    """Slides as a presentation, all else for Word."""
    if paper.form == "slides":
        from bureau.reports.render.slides.deck import deck_bytes

        return ".pptx", deck_bytes(paper)
    from bureau.reports.render.word.document import word_bytes

    return ".docx", word_bytes(paper)


def index_files(cover: Cover, files: list[ArchiveFile], faces: Faces) -> list[ArchiveFile]:
    """目录.pdf and 目录.html."""
    from bureau.reports.render.pdf import pdf_bytes

    content, notes = pdf_bytes(index_paper(cover, files), faces)
    return [
        ArchiveFile(name="目录.pdf", content=content, title="归档目录", pages=notes.pages),
        ArchiveFile(name="目录.html", content=index_page(cover, files), title="归档目录（网页）"),
    ]


def kept_file(one: ArchiveFile) -> dict[str, object]:
    """A file as its record says it."""
    return {
        "kind": one.kind if one.frozen else "",
        "title": one.title,
        "file_name": one.name,
        "sha256": one.sha256,
        "pages": one.pages or None,
        "size": len(one.content),
        "content": one.frozen or None,
    }


def faces_here() -> Faces:
    """The faces of this PC; fonts are read when the first paper is set."""
    from bureau.reports.render.faces import faces_of_this_pc

    return faces_of_this_pc()


def as_text(plain: object) -> bytes:
    """JSON as `figures --json` prints it, exact decimals as numbers."""

    def number(value: object) -> int | float:
        if isinstance(value, Decimal):
            return int(value) if value == value.to_integral_value() else float(str(value))
        raise TypeError(f"{type(value).__name__} has no JSON form")

    return (json.dumps(plain, ensure_ascii=False, indent=1, default=number) + "\n").encode()


# -- afterwards --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Standing:
    """How a period stands: its editions, the newest first, and what has changed since the one in force."""

    editions: tuple[Edition, ...]
    changed: tuple[Difference, ...]

    @property
    def in_force(self) -> Edition | None:
        """The edition that holds."""
        newest = self.editions[0] if self.editions else None
        return newest if newest is not None and newest.in_force else None


def standing(desk: Desk, period: Period) -> Standing:
    """The editions of a period, with the figures that read otherwise now."""
    with desk.store.snapshot() as conn:
        found = editions_of(conn, period)
    newest = found[0] if found and found[0].in_force else None
    if newest is None:
        return Standing(found, ())
    return Standing(found, differences(newest.named, read_numbers(desk, period)))
