"""Saving settings: all of them checked first, then one operation that history names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from bureau.errors import UserError
from bureau.register.ledgers import SETTINGS
from bureau.settings.declared import BY_KEY, DAYS_FREE, DAYS_WORKED, ENTERED_YEARS
from bureau.settings.reading import read_settings
from bureau.settings.types import days_text, years_text
from bureau.storage import rows

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.storage.connection import Reader


def fault_of(key: str, text: str) -> str:
    """What is wrong with a text for a setting, "" when it can be taken."""
    try:
        BY_KEY[key].type.tidy(text)
    except UserError as fault:
        return fault.sentence
    return ""


def save(desk: Desk, given: Mapping[str, str], label: str = "") -> list[str]:
    """Saves texts by key in one operation, all or none; a blank one goes back to its default.

    Gives the titles of what changed, none when nothing did. Raises SettingsFault.
    """
    faults = {key: fault for key, text in given.items() if (fault := fault_of(key, text))}
    if faults:
        raise SettingsFault(faults)
    wanted = {key: BY_KEY[key].type.tidy(text) for key, text in given.items()}
    with desk.store.snapshot() as conn:
        present = read_settings(conn, desk.today())
        records = records_by_name(conn, desk.today())
    changed = {
        key: text
        for key, text in wanted.items()
        if (text or BY_KEY[key].default) != present.text(key)
    }
    if not changed:
        return []
    titles = [BY_KEY[key].title for key in changed]
    with desk.store.operation(desk, label or f"修改单位设置：{listed(titles)}") as op:
        for key, text in changed.items():
            known = records.get(key, [])
            if text == BY_KEY[key].default:
                text = ""
            for record in known[1 if text else 0 :]:
                op.remove(SETTINGS.name, record)
            if text and known:
                op.update(SETTINGS.name, known[0], {"value": text})
            elif text:
                op.insert(SETTINGS.name, {"name": key, "value": text})
    return titles


def records_by_name(conn: Reader, today: date) -> dict[str, list[int]]:
    """The records of each setting; more than one only where two PCs set it apart."""
    found: dict[str, list[int]] = {}
    for row in rows.page(conn, SETTINGS, rows.ids(conn, SETTINGS, today=today), today=today):
        found.setdefault(str(row["name"]), []).append(int(str(row["id"])))
    return found


def listed(titles: Iterable[str], most: int = 3) -> str:
    """A few titles by name, the rest as a number."""
    named = list(titles)
    shown = "、".join(named[:most])
    return shown if len(named) <= most else f"{shown}等 {len(named)} 项"


def set_day(desk: Desk, day: date, worked: bool | None) -> None:
    """Says that a day is worked, free, or (None) as the State Council arranged it."""
    with desk.store.snapshot() as conn:
        present = read_settings(conn, desk.today())
    on, off = present.value(DAYS_WORKED) - {day}, present.value(DAYS_FREE) - {day}
    if worked is not None:
        on, off = (on | {day}, off) if worked else (on, off | {day})
    said = {None: "按国家安排", True: "改为上班", False: "改为放假"}[worked]
    given = {DAYS_WORKED.key: days_text(on), DAYS_FREE.key: days_text(off)}
    save(desk, given, f"工作日历：{day.year}年{day.month}月{day.day}日{said}")


def set_year_entered(desk: Desk, year: int, entered: bool) -> None:
    """Says that a year's holidays and make-up days have all been entered here, or not."""
    with desk.store.snapshot() as conn:
        years = read_settings(conn, desk.today()).value(ENTERED_YEARS) - {year}
    if entered:
        years |= {year}
    said = "已录完" if entered else "改回按国家安排"
    save(
        desk,
        {ENTERED_YEARS.key: years_text(years)},
        f"工作日历：{year}年放假安排{said}",
    )


class SettingsFault(UserError):
    """Settings that can't be taken: a sentence for each, by key. Nothing was saved."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        listed = "；".join(f"{BY_KEY[key].title}：{text}" for key, text in faults.items())
        super().__init__(f"{listed}。")
        self.faults = dict(faults)
