"""How edits and records are called: names of undo steps without personal values, records in sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bureau.ledger.declaration import Field, Ledger
from bureau.ledger.entry import Names, Value
from bureau.ledger.types import Lines

NAMED_BY = 3
"""So many fields tell a clerk which record is meant."""


def record_name(ledger: Ledger, row: Mapping[str, object], names: Names) -> str:
    """A record in a sentence: its label, day and first required fields; personal values masked."""
    keys = [ledger.label, ledger.date, *ledger.key]
    keys += [field.key for field in ledger.fields if field.required]
    words: list[str] = []
    for key in dict.fromkeys(keys):
        field = ledger.by_key.get(key)
        if field is None or not field.type.stored:
            continue
        value: Value = row.get(key)  # type: ignore[assignment]
        shown = (field.type.mask if field.personal else field.type.show)(value, names)
        if shown:
            words.append(shown)
    return " ".join(words[:NAMED_BY]) or "一条记录"


def label_name(ledger: Ledger, row: Mapping[str, object], names: Names) -> str:
    """` ZZ-2026-0012` for the name of a step, "" where the label is blank or personal.

    Names of steps are sealed into the journal and can't be erased later. No quotation marks: the
    name of an undo puts its own around it.
    """
    field = ledger.by_key[ledger.label]
    value: Value = row.get(ledger.label)  # type: ignore[assignment]
    shown = "" if field.personal else field.type.show(value, names)
    return f" {shown}" if shown else ""


def added_label(ledger: Ledger, row: Mapping[str, object], names: Names) -> str:
    """新增案件台账 ZZ-2026-0012."""
    return f"新增{ledger.title}{label_name(ledger, row, names) or ' 1 条'}"


def removed_label(ledger: Ledger, rows: Sequence[Mapping[str, object]], names: Names) -> str:
    """删除案件台账 ZZ-2026-0012, 删除案件台账(3 条)."""
    if len(rows) > 1:
        return f"删除{ledger.title}({len(rows)} 条)"
    return f"删除{ledger.title}{label_name(ledger, rows[0], names) or ' 1 条'}"


def changed_label(
    ledger: Ledger,
    keys: Sequence[str],
    rows: tuple[int, Mapping[str, object]],
    names: Names,
    *,
    clears: bool = False,
) -> str:
    """修改 ZZ-2026-0012 的责任单位, 批量修改责任单位(23 条), 清空备注(3 条).

    `rows` are how many and the first of them.
    """
    count, first = rows
    titles = list(dict.fromkeys(field_title(ledger, key, names) for key in keys))
    what = titles[0] if len(titles) == 1 else f"{titles[0]}等 {len(titles)} 项"
    if count > 1:
        return f"{'清空' if clears else '批量修改'}{what}({count} 条)"
    verb = "清空" if clears else "修改"
    name = label_name(ledger, first, names)
    return f"{verb}{name} 的{what}" if name else f"{verb}{ledger.title}的{what}"


def field_title(ledger: Ledger, key: str, names: Names) -> str:
    """The title of a field, or of one kind of its lines."""
    base, _, kind = key.partition(".")
    field: Field = ledger.by_key[base]
    if kind and isinstance(field.type, Lines):
        item = names.item_by_id(int(kind))
        return item.title if item is not None else field.title
    return field.title
