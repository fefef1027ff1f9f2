"""What is said to who writes up a meeting: how many are due, whether it may decide, what it made up for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bureau.party.classes import COMMITTEE, GENERAL, GROUP, LIFE, OF_BRANCHES
from bureau.party.figures import VOTING
from bureau.party.frequency import group_key
from bureau.party.ledgers import BRANCHES
from bureau.party.membership import FULL, members_of
from bureau.storage.rows import page

if TYPE_CHECKING:
    from bureau.storage.connection import Reader

WHOLE = tuple(kind for kind in OF_BRANCHES if kind not in (COMMITTEE, GROUP))
"""Kinds to which all members of a branch come."""
REASONS = {"due": "按党员名册", "voters_due": "按党员名册里的正式党员"}


@dataclass(frozen=True, slots=True)
class Expected:
    """Numbers that a form may fill in, each with why, and what stands against the meeting."""

    numbers: Mapping[str, tuple[int, str]]
    remarks: tuple[str, ...]


def expected(conn: Reader, values: Mapping[str, object], today: date) -> Expected:
    """For a meeting with these stored values."""
    return Expected(numbers(conn, values, today), tuple(remarks(values)))


def numbers(conn: Reader, values: Mapping[str, object], today: date) -> dict[str, tuple[int, str]]:
    """Who is due by the register: the branch, its group or its committee."""
    branch, kind, held_on = (values.get(key) for key in ("branch", "kind", "held_on"))
    if not isinstance(branch, int) or branch < 0 or not isinstance(held_on, str):
        return {}
    if kind == COMMITTEE:
        found = page(conn, BRANCHES, [branch], today=today)
        count = found[0]["committee"] if found else None
        return {"due": (count, "按党支部的支委人数")} if isinstance(count, int) else {}
    day = date.fromisoformat(held_on)
    members = [one for one in members_of(conn, day, day, today) if one["branch"] == branch]
    if kind == GROUP:
        group = values.get("group")
        if not isinstance(group, str):
            return {}
        members = [one for one in members if group_key(str(one["group"] or "")) == group_key(group)]
    elif kind not in WHOLE:
        return {}
    said = {"due": (len(members), REASONS["due"])} if members else {}
    full = sum(one["kind"] in (None, FULL) for one in members)
    if kind == GENERAL and full and values.get("voters_present") is not None:
        said["voters_due"] = (full, REASONS["voters_due"])
    return said


def remarks(values: Mapping[str, object]) -> list[str]:
    """What a person should know before it is filed."""
    said = []
    if values.get("kind") in VOTING and is_half(values, "present", "due"):
        said.append("实到没有超过应到的一半，这次会不能作决议。")
    if is_half(values, "voters_present", "voters_due"):
        said.append("有表决权的到会人数没有超过应到的一半，表决无效。")
    held_on = values.get("held_on")
    if (
        values.get("kind") == LIFE
        and values.get("for_year") is None
        and isinstance(held_on, str)
        and held_on[5:7] in ("01", "02", "03")
    ):
        year = int(held_on[:4]) - 1
        said.append(f"如果是补开 {year} 年度的组织生活会，请在“所属年度”填 {year}。")
    return said


def is_half(values: Mapping[str, object], part: str, whole: str) -> bool:
    """Whether both are known and not more than half came."""
    there, due = values.get(part), values.get(whole)
    return isinstance(there, int) and isinstance(due, int) and 2 * there <= due
