"""A newer edition of a form: what it calls otherwise is followed, what else changed is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bureau.errors import UserError
from bureau.returns.filling import said
from bureau.returns.forms import Form, Place, package_of, places_of
from bureau.returns.ledgers import FORMS, PLACES
from bureau.returns.package import open_form
from bureau.returns.references import cell_of
from bureau.returns.workbook import Workbook
from bureau.storage.kept_files import keep_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bureau.desk import Desk
    from bureau.returns.workbook import Sheet


def replace_file(desk: Desk, form: Form, content: bytes, file_name: str) -> tuple[str, ...]:
    """A newer edition of the form from its office; marked places stay where they are.

    A sheet that got another name is followed. Gives what to look at, place by place. Raises
    UserError, for a file of the other kind too.
    """
    kind, package = open_form(content, file_name)
    if kind != form.kind:
        raise UserError(f"原来的表样是 .{form.kind}，新的也要是 .{form.kind}；否则请另外添加一份。")
    told: tuple[str, ...] = ()
    with desk.store.operation(desk, f"更换表样“{form.name}”") as op:
        if kind == "xlsx":
            old, new = Workbook(package_of(op.conn, form)), Workbook(package)
            places = places_of(desk, op.conn, form.id)
            called = renamed(old, new)
            for place in places:
                if place.sheet in called:
                    op.update(PLACES.name, place.id, {"sheet": called[place.sheet]})
            told = tuple(different(old, new, places, called))
        keep = {"file": keep_file(op, content, file_name), "file_name": file_name}
        op.update(FORMS.name, form.id, keep)
    return told


def renamed(old: Workbook, new: Workbook) -> dict[str, str]:
    """The sheets with other names, each by its place among the tabs: 10月 is 11月 now."""
    if len(old.parts) != len(new.parts):
        return {}
    pairs = zip(old.parts, new.parts, strict=True)
    return {a: b for a, b in pairs if a not in new.parts and b not in old.parts}


def different(
    old: Workbook, new: Workbook, places: Iterable[Place], called: dict[str, str]
) -> Iterator[str]:
    """The places beside which something else stands now."""
    for place in places:
        name = called.get(place.sheet, place.sheet)
        if place.sheet not in old.parts or name not in new.parts:
            continue
        before = beside(old.sheet(place.sheet), place.cell)
        now = beside(new.sheet(name), place.cell)
        for side, was, words in zip(("左边", "上面"), before, now, strict=True):
            if was != words:
                yield f"{said(place)}：{side}原来是“{was}”，现在是“{words}”"
                break


def beside(sheet: Sheet, name: str) -> tuple[str, str]:
    """The nearest words left of a cell, and those above it."""
    at = sheet.head_of(cell_of(name))
    words = {
        cell: shown.text.strip()
        for cell, shown in sheet.texts().items()
        if shown.text.strip() and not shown.number and not shown.formula
    }
    left = max((one for one in words if one.row == at.row and one.column < at.column), default=None)
    above = max(
        (one for one in words if one.column == at.column and one.row < at.row), default=None
    )
    return words[left] if left else "", words[above] if above else ""
