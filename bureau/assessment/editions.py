"""Editions of a rubric or of amounts by place: which one is in force on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeVar

from bureau.errors import UserError

T = TypeVar("T", bound="Edition")


def edition_on(editions: Iterable[T], family: str, day: date, *, called: str = "考核细则") -> T:
    """The edition of a family in force on a day. Raises UserError when there is none, or two.

    A month is judged by the one in force on its first day, so that a change never touches a month
    that has begun. Of several, the one that began last holds.
    """
    holding = [one for one in editions if one.family == family and is_in_force(one, day)]
    if not holding:
        raise UserError(f"{day.isoformat()} 没有生效的{called}，请先启用一套。")
    newest = max(one.valid_from for one in holding)
    found = [one for one in holding if one.valid_from == newest]
    if len(found) > 1:
        titles = "、".join(f"“{one.title}”" for one in found)
        raise UserError(f"{called}{titles}同一天生效，不知道用哪一套，请改其中一套的生效日期。")
    return found[0]


def is_in_force(edition: Edition, day: date) -> bool:
    """Whether a day lies between its first and last, both included."""
    ends = edition.valid_to
    return edition.valid_from <= day and (ends is None or day <= ends)


class Edition(Protocol):
    """What has a family and days of validity."""

    @property
    def family(self) -> str:
        """What it judges, in the department's own word."""

    @property
    def title(self) -> str:
        """What clerks call it."""

    @property
    def valid_from(self) -> date:
        """Its first day."""

    @property
    def valid_to(self) -> date | None:
        """Its last day, None while no end is set."""
