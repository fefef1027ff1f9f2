"""A small bureau for tests of the window: two streets, two squads, 36 cases, 6 daily logs."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from bureau.desk import Desk
from bureau.office import BY_NAME
from bureau.storage import rows
from tests.storage.offices import furnish, item, open_at

CASES = 36


@cache
def small_bureau() -> bytes:
    """The database of a bureau with a few dozen records, made once a process."""
    with tempfile.TemporaryDirectory() as place:
        desk = open_at(furnish(Path(place)))
        settle(desk)
        desk.store.copy_to(Path(place), "copy")
        desk.store.close()
        return (Path(place) / "copy.sqlite").read_bytes()


def settle(desk: Desk) -> None:
    """Two streets with three roads, two squads with two people each, 36 cases, 6 daily logs."""
    first, second = (
        item(desk, "market-category", "占道经营"),
        item(desk, "market-category", "户外广告"),
    )
    states = [item(desk, "case-state", title) for title in ("已派遣", "处置中", "已整改")]
    with desk.store.operation(desk, "建立名册") as op:
        towns = [op.insert("towns", {"name": name}) for name in ("城东街道", "河口镇")]
        roads = [
            op.insert("roads", {"name": name, "town": towns[index % 2]})
            for index, name in enumerate(("人民路", "滨河路", "建设大道"))
        ]
        units = [op.insert("units", {"name": name}) for name in ("执法一中队", "执法二中队")]
        people = [
            op.insert("people", {"name": name, "unit": units[index // 2]})
            for index, name in enumerate(("李建国", "王海燕", "周磊", "赵敏"))
        ]
    with desk.store.operation(desk, "登记案件") as op:
        for index in range(CASES):
            day = f"2026-10-{index % 28 + 1:02}"
            closed = index % 3 == 2
            op.insert(
                "market-cases",
                {
                    "number": f"ZZ-2026-{index + 1:04}",
                    "found_on": day,
                    "town": towns[index % 2],
                    "road": roads[index % 3],
                    "address": f"{('人民路', '滨河路', '建设大道')[index % 3]}{index + 1}号",
                    "category": (first, second)[index % 2],
                    "party_name": f"商户{index + 1}",
                    "phone": f"1380000{index:04}",
                    "unit": units[index % 2],
                    "person": people[index % 4],
                    "due_on": day,
                    "state": states[index % 3],
                    "closed_on": day if closed else None,
                },
            )
    with desk.store.operation(desk, "登记执法日志") as op:
        for index in range(6):
            op.insert(
                "market-daily",
                {"date": f"2026-10-{index + 1:02}", "unit": units[index % 2]},
            )


def cases(desk: Desk) -> int:
    """How many cases there are now."""
    with desk.store.snapshot() as conn:
        return rows.count(conn, BY_NAME["market-cases"], today=desk.today())
