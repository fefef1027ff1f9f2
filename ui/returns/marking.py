"""From what a clerk pointed at to a marked place: the cell of a sheet, a placeholder of a document."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bureau.returns import word
from bureau.returns.forms import LEDGER, mark, package_of, unmark
from ui.returns.mark_dialog import Asked

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.month.returning import Trial
    from bureau.returns.filling import FilledPlace
    from bureau.returns.forms import Form, Place
    from bureau.returns.picture import Patch, Spot

BLANKS: Final = re.compile(r"[×xX＿_]{2,}|[0-9]+(?:\.[0-9]+)?")
"""What in a sentence most likely stands for a number: ××, ____, or last month's."""
NOT_IN_NAMES: Final = re.compile(r"\W+")


def asked_at(trial: Trial, spot: Spot, patch: Patch | None, name: str = "") -> Asked:
    """What the dialog is told; `name` is the placeholder that was meant."""
    words = patch.words if patch is not None else ""
    kept = {one.place.spot: one.place for one in trial.places}
    if trial.form.kind == "xlsx":
        return Asked(sheet=spot[0], cell=spot[1], words=words, now=kept.get(spot))
    if name:
        now = kept.get(("", name))
        return Asked(sheet="", cell=name, words=f"占位 {name}", now=now, is_cell=False)
    found = None if spot[1].startswith("t") else BLANKS.search(words)
    part = found[0] if found is not None else ""
    return Asked(sheet="", cell=spot[1], words=words, is_cell=False, text=words, part=part)


def keep_mark(desk: Desk, form: Form, place: Place, part: str, names: Collection[str]) -> None:
    """Marks the place; in a document a spot becomes a placeholder of the bureau's own copy first.

    `names` are the placeholders that it has already. Raises UserError.
    """
    if form.kind == "xlsx" or not word.SPOT.fullmatch(place.cell) or place.cell in names:
        mark(desk, form, [place])
        return
    name = free_name(place.title, names)
    with desk.store.snapshot() as conn:
        package = package_of(conn, form)
    if place.source == LEDGER:
        content = word.mark_lines(package, place.cell, name, len(place.columns))
    else:
        content = word.mark_spot(package, place.cell, name, part)
    mark(desk, form, [replace(place, cell=name)], content)


def take_away(desk: Desk, form: Form, found: Collection[FilledPlace]) -> None:
    """Takes marks away, the placeholders of a document with them."""
    spots = [one.place.spot for one in found]
    if form.kind == "xlsx":
        unmark(desk, form, spots)
        return
    with desk.store.snapshot() as conn:
        package = package_of(conn, form)
    content = b""
    for _, name in spots:
        content = word.without_mark(package, name)
    unmark(desk, form, spots, content or None)


def free_name(title: str, taken: Collection[str]) -> str:
    """A name for a placeholder: 发现案件, 发现案件2."""
    name = NOT_IN_NAMES.sub("", title) or "数"
    name = name if name.isidentifier() else f"数{name}"
    number, made = 1, name
    while made in taken:
        number += 1
        made = f"{name}{number}"
    return made
