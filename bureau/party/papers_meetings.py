"""会议记录: one meeting on its official sheet, its photos behind it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import TYPE_CHECKING, Final

from bureau.assessment.stored import Row, day_of
from bureau.errors import UserError
from bureau.party.classes import LECTURE, PARTY_DAY, TALK
from bureau.party.ledgers import MEETINGS
from bureau.party.links import adopted_by
from bureau.party.paper_source import Forms
from bureau.reports.amounts import day_text
from bureau.reports.form_rows import QUARTERS, Cells, quarter, signing, wide
from bureau.reports.paper import Block, FormTable, Masthead, Paper, Photo, Photos
from bureau.storage import rows
from bureau.storage.photo_lists import PhotoFacts, kept_photos, photo_facts

if TYPE_CHECKING:
    from bureau.desk import Desk

PARTY_GROUP: Final = "党组"
ROOM: Final = {"minutes": 10, "decisions": 4, "agenda": 2}
"""Lines that are left for writing where nothing is noted yet."""


def meeting_sheets(desk: Desk, records: Collection[int]) -> Paper:
    """The sheets of these meetings. Raises UserError without any."""
    today = desk.today()
    with desk.store.snapshot() as conn:
        chosen = rows.page(conn, MEETINGS, dict.fromkeys(records), today=today)
        if not chosen:
            raise UserError("没有可以打印的组织生活，请先选中要打印的会议。")
        forms = Forms.plain(desk, conn)
        wanted = {photo.hash for row in chosen for photo in kept_photos(row["photos"])}
        facts = photo_facts(conn, forms.folder, wanted)
        adopted = {
            int(str(row["id"])): adopted_by(
                conn, forms.names, "meeting", int(str(row["id"])), today
            )
            for row in chosen
        }
    pages = [sheet(forms, row, facts, adopted[int(str(row["id"]))]) for row in chosen]
    return forms.paper("组织生活记录", "", pages)


def sheet(
    forms: Forms, row: Row, facts: Mapping[str, PhotoFacts], adopted: Collection[str]
) -> list[Block]:
    """One meeting."""
    kind = forms.shown(MEETINGS, row, "kind")
    branch = forms.shown(MEETINGS, row, "branch") or PARTY_GROUP
    pictures = tuple(
        Photo(facts[one.hash].path, turn=one.turn)
        for one in kept_photos(row["photos"])
        if one.hash in facts
    )
    lines = [
        quarter((day_title(row), day_words(row)), ("地点", text(row, "place"))),
        quarter((host_title(row), text(row, "host")), ("记录人", text(row, "recorder"))),
        *people_lines(forms, row),
        wide("主题", text(row, "topic")),
        wide("议程", text(row, "agenda"), room(row, "agenda")),
        wide(minutes_title(row), text(row, "minutes"), room(row, "minutes")),
        wide("决议", text(row, "decisions"), room(row, "decisions")),
        *voting_lines(row),
    ]
    if adopted:
        lines.append(wide("认领业务", "、".join(adopted)))
    lines += [wide(title, text(row, key)) for title, key in TAIL if row[key]]
    return [
        Masthead(f"{kind}记录", organisation(branch, row)),
        FormTable(QUARTERS, tuple(lines)),
        signing(("主持人", "记录人", "支部书记") if row["branch"] else ("主持人", "记录人")),
        *([Photos(pictures)] if pictures else []),
    ]


TAIL: Final = (("材料", "materials"), ("备注", "note"))


def people_lines(forms: Forms, row: Row) -> list[Cells]:
    """Who came and who didn't; a talk has its pair instead."""
    members = forms.shown(MEETINGS, row, "members")
    there = "、".join(filter(None, (members, text(row, "attendees"))))
    if row["kind"] == TALK:
        return [wide("谈话对象", there)]
    due, present = number(row, "due", "人"), number(row, "present", "人")
    rate = row["attendance"]
    if isinstance(rate, int):
        present += f"（到会率 {rate // 10}.{rate % 10}%）"
    return [
        quarter(("应到", due), ("实到", present)),
        wide("参加人员", there, 1 if there else 2),
        wide("缺席及原因", text(row, "absent") or ("无" if row["due"] == row["present"] else "")),
    ]


def voting_lines(row: Row) -> list[Cells]:
    """The vote, where one was taken."""
    if row["voters_due"] is None and row["ayes"] is None:
        return []
    voters = f"应到 {number(row, 'voters_due', '人')}，实到 {number(row, 'voters_present', '人')}"
    votes = "，".join(
        f"{title} {row[key]} 票"
        for title, key in (("赞成", "ayes"), ("反对", "nays"), ("弃权", "abstained"))
        if row[key] is not None
    )
    shown = MEETINGS.by_key["voting"].type.show(row["voting"], None)  # type: ignore[arg-type]
    return [quarter(("有表决权\n的党员", voters), ("表决", f"{votes}；{shown}".strip("；")))]


def organisation(branch: str, row: Row) -> str:
    """机关党支部第一党小组."""
    group = text(row, "group")
    return f"{branch}{group}" if group else branch


def day_words(row: Row) -> str:
    """The day, its hour, and the year it belongs to where that is another."""
    day = day_of(row, "held_on")
    said = f"{day_text(day)}{' ' + text(row, 'held_time') if row['held_time'] else ''}"
    year = row["for_year"]
    return (
        f"{said}（{year}年度）"
        if isinstance(year, int) and year != (day or date.min).year
        else said
    )


def day_title(row: Row) -> str:
    """活动 have a 活动时间."""
    return "活动时间" if row["kind"] == PARTY_DAY else "时间"


def host_title(row: Row) -> str:
    """Who lectures or talks is no chair."""
    return {TALK: "谈话人", LECTURE: "主讲人"}.get(int(str(row["kind"])), "主持人")


def minutes_title(row: Row) -> str:
    """What was said, or done."""
    return {TALK: "谈话内容", PARTY_DAY: "活动情况"}.get(int(str(row["kind"])), "会议记录")


def text(row: Row, key: str) -> str:
    """A field as it is written."""
    return str(row[key] or "")


def number(row: Row, key: str, unit: str) -> str:
    """12 人; room to write where it isn't known."""
    return f"{row[key]} {unit}" if row[key] is not None else f"　　{unit}"


def room(row: Row, key: str) -> int:
    """Lines of a box."""
    return 1 if row[key] else ROOM[key]
