"""The forms that are kept and their marked places: adding, replacing, marking, each one operation."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bureau.errors import UserError
from bureau.ledger.query import Is, Sort
from bureau.ledger.types import Text
from bureau.returns.ledgers import FILINGS, FORMS, PLACES
from bureau.returns.package import Kind, Package, open_form
from bureau.storage import rows
from bureau.storage.kept_files import keep_file, kept_file

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.storage.connection import Reader
    from bureau.storage.operation import Operation

FIGURE, WORD, LEDGER, FIXED = range(9948, 9952)
"""Ids of the catalogue return-source."""
WEEKLY, MONTHLY, QUARTERLY, HALF_YEARLY, YEARLY, ON_DEMAND = range(9941, 9947)
"""Ids of the catalogue return-period."""
MACROS: Final = ".xlsm"
LOCK_MARKS: Final = ("~$", ".~")


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form of another office as the bureau keeps it; `file` is the hash of its own copy."""

    id: int
    name: str
    kind: Kind
    file: str
    file_name: str = ""
    office: str = ""
    period: int | None = None
    due_day: int | None = None
    contact: str = ""
    note: str = ""

    @property
    def title(self) -> str:
        """What lists call it."""
        return f"{self.office}　{self.name}" if self.office else self.name

    @property
    def ending(self) -> str:
        """What its files end with; a workbook with macros opens only as what it is."""
        macros = self.kind == "xlsx" and self.file_name.lower().endswith(MACROS)
        return MACROS if macros else f".{self.kind}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A marked place: a cell of a sheet, or a placeholder of a document, and what fills it.

    `what` is a reference (market.cases@mom), a word (year), a ledger, or the fixed content itself.
    """

    cell: str
    source: int
    what: str
    title: str = ""
    sheet: str = ""
    format: int | None = None
    decimals: int | None = None
    columns: tuple[str, ...] = ()
    only: object = None
    day: str = ""
    rows: int | None = None
    id: int = 0

    @property
    def spot(self) -> tuple[str, str]:
        """Where it is."""
        return self.sheet, self.cell

    def values(self, form: int) -> dict[str, object]:
        """The record of it."""
        return {
            "form": form,
            "sheet": self.sheet or None,
            "cell": self.cell,
            "source": self.source,
            "what": self.what,
            "title": self.title or None,
            "format": self.format,
            "decimals": self.decimals,
            "columns": json.dumps(self.columns, ensure_ascii=False) if self.columns else None,
            "only": json.dumps(self.only, ensure_ascii=False) if self.only else None,
            "day": self.day or None,
            "rows": self.rows,
        }


# -- reading -----------------------------------------------------------------------------------


def all_forms(desk: Desk, conn: Reader) -> tuple[Form, ...]:
    """The forms by office and name."""
    order = [Sort(key) for key in FORMS.order]
    found = rows.ids(conn, FORMS, sorts=order, today=desk.today())
    return tuple(form_of(row) for row in rows.page(conn, FORMS, found, today=desk.today()))


def form_of(row: Mapping[str, object]) -> Form:
    """A record as a form."""
    return Form(
        id=int(str(row["id"])),
        name=str(row["name"]),
        kind="docx" if row["kind"] == "docx" else "xlsx",
        file=str(row["file"]),
        file_name=str(row["file_name"] or ""),
        office=str(row["office"] or ""),
        period=whole(row["period"]),
        due_day=whole(row["due_day"]),
        contact=str(row["contact"] or ""),
        note=str(row["note"] or ""),
    )


def form_named(desk: Desk, conn: Reader, name: str) -> Form:
    """The form of that name, or the only one whose name or office holds the words. Raises UserError."""
    forms = all_forms(desk, conn)
    exact = [form for form in forms if form.name == name]
    near = exact or [form for form in forms if name and name in f"{form.office}{form.name}"]
    if len(near) == 1:
        return near[0]
    if not forms:
        raise UserError("还没有套表；请先在“统计月报—套表”里添加表样。")
    listed = "、".join(form.name for form in near or forms)
    if near:
        raise UserError(f"有几份套表的名称都有“{name}”：{listed}；请写全名称。")
    raise UserError(f"没有“{name}”这份套表；可用的有：{listed}。")


def places_of(desk: Desk, conn: Reader, form: int) -> tuple[Place, ...]:
    """The marked places of a form."""
    found = rows.ids(conn, PLACES, Is("form", form), today=desk.today())
    listed = rows.page(conn, PLACES, found, today=desk.today())
    return tuple(place_of(row) for row in sorted(listed, key=lambda row: int(str(row["id"]))))


def place_of(row: Mapping[str, object]) -> Place:
    """A record as a place."""
    return Place(
        id=int(str(row["id"])),
        sheet=str(row["sheet"] or ""),
        cell=str(row["cell"]),
        source=int(str(row["source"])),
        what=str(row["what"]),
        title=str(row["title"] or ""),
        format=whole(row["format"]),
        decimals=whole(row["decimals"]),
        columns=tuple(json.loads(str(row["columns"]))) if row["columns"] else (),
        only=json.loads(str(row["only"])) if row["only"] else None,
        day=str(row["day"] or ""),
        rows=whole(row["rows"]),
    )


def whole(value: object) -> int | None:
    """A stored whole number."""
    return value if isinstance(value, int) else None


def package_of(conn: Reader, form: Form) -> Package:
    """The bureau's own copy of a form."""
    return Package(kept_file(conn, form.file), form.file_name or form.name)


# -- changing ----------------------------------------------------------------------------------


def read_form(path: Path) -> bytes:
    """The content of a file that a person chose. Raises UserError."""
    if path.name.startswith(LOCK_MARKS):
        raise UserError(f"“{path.name}”是表格打开时的临时文件；请选择表样本身。")
    try:
        return path.read_bytes()
    except OSError:
        raise UserError(
            f"读不出“{path.name}”；请核对文件是否还在，或先关闭正在使用它的程序。"
        ) from None


def add_form(
    desk: Desk, content: bytes, file_name: str, said: Mapping[str, object] | None = None
) -> int:
    """Takes a form in, with what is `said` of it by field; gives its id.

    Raises UserError for what is no form, or a name that is taken.
    """
    kind, _ = open_form(content, file_name)
    values = {"period": MONTHLY, **(said or {})}
    named = tidy_name(str(values.get("name") or "") or Path(file_name).stem)
    with desk.store.snapshot() as conn:
        refuse_same_name(desk, conn, named)
    with desk.store.operation(desk, f"添加套表“{named}”") as op:
        kept = {"kind": kind, "file": keep_file(op, content, file_name), "file_name": file_name}
        return op.insert(FORMS.name, {**values, **kept, "name": named})


def tidy_name(name: str) -> str:
    """A name that isn't blank and not too long."""
    kind = FORMS.by_key["name"].type
    limit = kind.limit if isinstance(kind, Text) else 256
    return name.strip()[:limit] or "套表"


def refuse_same_name(desk: Desk, conn: Reader, name: str, but: int = 0) -> None:
    """Raises UserError where another form is called so."""
    if any(form.name == name and form.id != but for form in all_forms(desk, conn)):
        raise UserError(f"已经有一份叫“{name}”的套表；请换一个名称，或用“更换表样”。")


def change_form(desk: Desk, form: Form, values: Mapping[str, object]) -> None:
    """Its name, office, rhythm and contact. Raises UserError."""
    if "name" in values:
        values = {**values, "name": tidy_name(str(values["name"] or ""))}
        with desk.store.snapshot() as conn:
            refuse_same_name(desk, conn, str(values["name"]), form.id)
    with desk.store.operation(desk, f"修改套表“{form.name}”") as op:
        op.update(FORMS.name, form.id, values)


def remove_form(desk: Desk, form: Form) -> None:
    """A form with its places and what was filed of it."""
    with desk.store.operation(desk, f"删除套表“{form.name}”") as op:
        for ledger in (PLACES, FILINGS):
            for record in rows.ids(op.conn, ledger, Is("form", form.id), today=desk.today()):
                op.remove(ledger.name, record)
        op.remove(FORMS.name, form.id)


def mark(
    desk: Desk, form: Form, places: Sequence[Place], content: bytes | None = None, label: str = ""
) -> None:
    """Marks places, replacing what stood there; `content` is the copy with new placeholders."""
    named = places[0].title or places[0].cell if len(places) == 1 else f"{len(places)} 处"
    with desk.store.operation(desk, label or f"套表“{form.name}”取数：{named}") as op:
        present = {place.spot: place.id for place in places_of(desk, op.conn, form.id)}
        for place in places:
            values = place.values(form.id)
            if place.spot in present:
                op.update(PLACES.name, present[place.spot], values)
            else:
                present[place.spot] = op.insert(PLACES.name, values)
        keep_copy(op, form, content)


def unmark(
    desk: Desk, form: Form, spots: Collection[tuple[str, str]], content: bytes | None = None
) -> None:
    """Takes marks away."""
    with desk.store.operation(desk, f"套表“{form.name}”取消取数({len(spots)} 处)") as op:
        for place in places_of(desk, op.conn, form.id):
            if place.spot in spots:
                op.remove(PLACES.name, place.id)
        keep_copy(op, form, content)


def keep_copy(op: Operation, form: Form, content: bytes | None) -> None:
    """The bureau's copy with other placeholders, within an operation that is open."""
    if content is not None:
        op.update(FORMS.name, form.id, {"file": keep_file(op, content, form.file_name)})
