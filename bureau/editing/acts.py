"""What acts with records share: inputs that say something, moments, names of their operations."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from bureau.editing.inputs import Input, Inputs, Stored, is_blank_input, reader_of
from bureau.editing.naming import label_name
from bureau.editing.writing import Edited, Photos, edit
from bureau.errors import UserError
from bureau.ledger.declaration import Ledger
from bureau.ledger.entry import Value
from bureau.storage.rows import page

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.ledger.entry import Names
    from bureau.storage.connection import Reader

Row = Mapping[str, object]
MOMENT = "%Y-%m-%d %H:%M"
DAY_END = "23:59"


def filled(inputs: Inputs | None) -> dict[str, Input]:
    """The inputs that say something."""
    return {key: raw for key, raw in (inputs or {}).items() if not is_blank_input(raw)}


def require(ledger: Ledger, inputs: Mapping[str, Input], *keys: str) -> None:
    """Raises UserError when one of these fields isn't answered."""
    blank = [ledger.by_key[key].title for key in keys if is_blank_input(inputs.get(key))]
    if blank:
        raise UserError(f"请填写{'、'.join(blank)}。")


def now_text(desk: Desk) -> Stored:
    """This moment as it is stored."""
    return Stored(f"{desk.now():{MOMENT}}")


def today_text(desk: Desk) -> Stored:
    """Today as it is stored."""
    return Stored(desk.today().isoformat())


def take(
    desk: Desk, ledger: Ledger, verb: str, records: Collection[int], inputs: Inputs | None
) -> Edited:
    """One act with many records in one operation; a blank input leaves what they have.

    Raises EditFault.
    """
    return take_each(desk, ledger, verb, dict.fromkeys(records, filled(inputs)))


def take_each(
    desk: Desk,
    ledger: Ledger,
    verb: str,
    wanted: Mapping[int, Inputs],
    *,
    photos: Photos | None = None,
) -> Edited:
    """The same with inputs of its own for each record; `photos` are those of all of them."""
    label = named(desk, ledger, verb, list(wanted))
    return edit(desk, ledger, wanted, photos=photos, label=label)


def named(desk: Desk, ledger: Ledger, verb: str, records: Collection[int]) -> str:
    """答复热线工单 GD20261008001, 答复热线工单(3 条)."""
    if len(records) == 1:
        with desk.store.snapshot() as conn:
            found = page(conn, ledger, records, today=desk.today())
            names = desk.store.names(conn)
        return f"{verb}{ledger.title}{label_name(ledger, found[0], names) if found else ''}"
    return f"{verb}{ledger.title}({len(records)} 条)"


def present(desk: Desk, ledger: Ledger, records: Collection[int]) -> list[Row]:
    """The records as they are now. Raises UserError when one is gone."""
    with desk.store.snapshot() as conn:
        found = page(conn, ledger, records, today=desk.today())
    if len(found) < len(set(records)):
        raise UserError("选中的记录里有已经被删除的，请刷新列表。")
    return list(found)


def meant(desk: Desk, conn: Reader, ledger: Ledger, key: str, raw: Input) -> Value:
    """The stored value that an input means, None where it can't be read; saving it says why."""
    draft = reader_of(desk, conn, ledger).read({key: raw}, {})
    value: Value = draft.values.get(key)  # type: ignore[assignment]
    return value


def whole_moment(moment: object) -> str:
    """A stored day or moment as a moment; a day alone lasts to its end."""
    text = str(moment)
    return text if len(text) > 10 else f"{text} {DAY_END}"


def item_title(item: object, names: Names) -> str:
    """The title of a class, "" for none."""
    found = names.item_by_id(item) if isinstance(item, int) else None
    return found.title if found is not None else ""


def spoken_day(day: object) -> str:
    """2026-10-08 as 2026年10月8日."""
    year, month, number = (int(part) for part in str(day)[:10].split("-"))
    return f"{year}年{month}月{number}日"
