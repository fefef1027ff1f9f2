"""Every role at every act, as a table written by hand; refused acts leave nothing behind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from bureau.access import rights
from bureau.access.rights import ACTS, ROLES, Rights
from bureau.desk import Desk
from bureau.errors import RightsError
from bureau.exchange.export import export_ledger
from bureau.exchange.reveal import record_reveal
from bureau.ledger.query import Everything
from bureau.market.ledgers import CASES
from bureau.month.ledger_list import ledger_list
from bureau.month.papers import KINDS, Asked
from bureau.packages.trading import foresee, hand_over, incoming, take
from bureau.register.ledgers import ROADS
from bureau.storage import kinds
from bureau.storage.copies import copy_elsewhere
from bureau.storage.dump import logical_dump
from bureau.storage.elsewhere import choose_place
from tests.storage.offices import furnish, opened

OFFICE, SECTION, LEADER, VIEWER, ADMIN = "office", "section", "leader", "viewer", "administrator"


def insert(ledger: str, kind: str = kinds.EDIT, **values: object) -> Callable[[Desk, Path], object]:
    """A new record, by an operation of a kind."""

    def act(desk: Desk, _place: Path) -> object:
        with desk.store.operation(desk, "新增", kind) as op:
            return op.insert(ledger, values)

    return act


def change_class(desk: Desk, _place: Path) -> None:
    """Another name for a class that is there."""
    with desk.store.operation(desk, "改名") as op:
        op.update("catalogue-items", 1050, {"title": "流动摊贩经营"})


def unlock(desk: Desk, _place: Path) -> None:
    """What the step 解锁 does to the guard, with something written."""
    with desk.store.operation(desk, "解锁", kinds.LOCK) as op:
        op.guard.unlocking.add(1)
        op.insert("towns", {"name": "城关镇"})


def withhold(desk: Desk, _place: Path) -> None:
    """Taking a merge back."""
    with desk.store.operation(desk, "收回", kinds.WITHHOLD) as op:
        op.insert("towns", {"name": "城关镇"})


def export(desk: Desk, place: Path) -> None:
    """The cases as a spreadsheet."""
    export_ledger(desk, CASES, place / "案件.xlsx", Everything())


def export_unmasked(desk: Desk, place: Path) -> None:
    """The same with personal data."""
    export_ledger(desk, CASES, place / "案件.xlsx", Everything(), personal_reason="复议")


def print_list(desk: Desk, _place: Path) -> None:
    """The cases on paper."""
    ledger_list(desk, CASES, Everything())


def send(desk: Desk, place: Path) -> None:
    """A package for another PC, of something that was done here."""
    hand_over(desk, place / "包.cgb")


def receive(desk: Desk, place: Path) -> None:
    """A package of another PC."""
    with opened(furnish(place / "别处"), "周七", seed=7) as other:
        with other.store.operation(other, "新增镇街") as op:
            op.insert("towns", {"name": "河东乡"})
        hand_over(other, place / "来.cgb")
    with incoming(desk, place / "来.cgb") as package:
        foresee(desk, package)
        take(desk, package)


def copy_away(desk: Desk, place: Path) -> None:
    """The whole database in one file."""
    copy_elsewhere(desk, place / "包.cgb")


def second_place(desk: Desk, place: Path) -> None:
    """Where copies go by themselves from now on."""
    (place / "U 盘").mkdir()
    choose_place(desk, place / "U 盘")


def need(right: str) -> Callable[[Desk, Path], object]:
    """An act that asks for its right before it begins."""
    return lambda desk, _place: desk.require(right)


TABLE: Final[dict[str, tuple[Callable[[Desk, Path], object], frozenset[str]]]] = {
    "案件": (
        insert("market-cases", found_on="2026-10-09", address="滨河路", category=1050),
        frozenset({ADMIN, OFFICE, SECTION}),
    ),
    "导入案件": (
        insert("market-cases", kinds.IMPORT, found_on="2026-10-09", address="滨河路"),
        frozenset({ADMIN, OFFICE, SECTION}),
    ),
    "道路": (insert("roads", name="人民路"), frozenset({ADMIN, OFFICE, SECTION})),
    "新类别": (
        insert("catalogue-items", catalogue="case-category", title="占绿", code="99"),
        frozenset({ADMIN, OFFICE, SECTION}),
    ),
    "别科室的": (insert("sections", name="一标段"), frozenset({ADMIN, OFFICE})),
    "改类别": (change_class, frozenset({ADMIN, OFFICE})),
    "设置": (insert("settings", name="bureau", value="某局"), frozenset({ADMIN, OFFICE})),
    "考核细则": (
        insert("rubrics", family="towns", code="a", title="甲", content="{}"),
        frozenset({ADMIN, OFFICE}),
    ),
    "签发": (insert("towns", kinds.ISSUE, name="城关镇"), frozenset({ADMIN, OFFICE})),
    "锁定": (insert("towns", kinds.LOCK, name="城关镇"), frozenset({ADMIN, OFFICE})),
    "解锁": (unlock, frozenset({ADMIN, OFFICE})),
    "收回": (withhold, frozenset({ADMIN, OFFICE})),
    "导出": (export, frozenset({ADMIN, OFFICE, SECTION, LEADER})),
    "导出未遮盖": (export_unmasked, frozenset({ADMIN, OFFICE, SECTION, LEADER})),
    "看个人信息": (
        lambda desk, _place: record_reveal(desk, CASES, 1, "ZZ-1"),
        frozenset({ADMIN, OFFICE, SECTION, LEADER}),
    ),
    "印台账": (print_list, frozenset(ROLES)),
    "导出数据包": (send, frozenset({ADMIN, OFFICE, SECTION})),
    "读入数据包": (receive, frozenset({ADMIN, OFFICE, SECTION})),
    "备份到别处": (copy_away, frozenset({ADMIN, OFFICE, SECTION})),
    "换第二处": (second_place, frozenset({ADMIN, OFFICE, SECTION})),
    "匿名化": (need(rights.ANONYMISE), frozenset({ADMIN, OFFICE})),
    "恢复": (need(rights.RESTORE), frozenset({ADMIN})),
    "账户": (need(rights.ACCOUNTS), frozenset({ADMIN})),
}
"""Act, and the roles that may; a section is one for 市容秩序."""


def as_role(desk: Desk, role: str) -> None:
    """The desk has the rights of a role, a section those for 市容秩序."""
    desk.rights = Rights(ROLES[role], frozenset({"market"}) if role == SECTION else frozenset())


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("act", TABLE)
def test_a_role_may_what_the_table_says(plain: Desk, tmp_path: Path, role: str, act: str) -> None:
    work, may = TABLE[act]
    with plain.store.operation(plain, "新增镇街") as op:
        op.insert("towns", {"name": "河西镇"})
    as_role(plain, role)
    before = logical_dump(plain.store)
    if role in may:
        try:
            work(plain, tmp_path)
        except RightsError as refused:  # pragma: no cover - says which
            pytest.fail(refused.sentence)
        return
    with pytest.raises(RightsError, match=ROLES[role].title):
        work(plain, tmp_path)
    assert logical_dump(plain.store) == before
    assert not (tmp_path / "案件.xlsx").exists()
    assert not (tmp_path / "包.cgb").exists()


def test_every_right_belongs_to_somebody() -> None:
    assert set().union(*(role.rights for role in ROLES.values())) == set(ACTS)
    assert ROLES[ADMIN].rights == set(ACTS)


def test_a_section_sees_its_own_books(plain: Desk) -> None:
    as_role(plain, SECTION)
    ledger_list(plain, CASES, Everything())
    ledger_list(plain, ROADS, Everything())
    plain.rights = Rights(ROLES[SECTION], frozenset({"party"}))
    with pytest.raises(RightsError, match="不能查看“案件台账”"):
        ledger_list(plain, CASES, Everything())
    with pytest.raises(RightsError, match="查看"):
        KINDS["market"](plain, Asked())
    with pytest.raises(RightsError, match="查看"):
        KINDS["monthly"](plain, Asked())


def test_an_office_may_be_held_to_departments(plain: Desk) -> None:
    plain.rights = Rights(ROLES[OFFICE], frozenset({"sanitation"}))
    with pytest.raises(RightsError, match="不能修改“案件台账”"):
        insert("market-cases", found_on="2026-10-09", address="滨河路")(plain, Path())
    assert plain.may(rights.ISSUE, "sanitation")
    assert not plain.may(rights.ISSUE, "market")
    assert plain.may(rights.EDIT, "register")


def test_what_is_refused_is_refused_before_it_begins(plain: Desk) -> None:
    as_role(plain, VIEWER)
    begun: list[bool] = []
    with pytest.raises(RightsError), plain.store.operation(plain, "导入", kinds.IMPORT):
        begun.append(True)
    assert not begun
