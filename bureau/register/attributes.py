"""What a class has beside its names: limit, codes, unit …, which catalogue has which, read leniently."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bureau.calendar.working import LIMIT_UNITS
from bureau.catalogue import HANDLINGS
from bureau.errors import UserError
from bureau.ledger.entry import Item
from bureau.ledger.lenient.texts import tidy
from bureau.ledger.query import Is
from bureau.register.actions import LEDGER, known_item, listed_uses, uses
from bureau.register.ledgers import CATALOGUE_ITEMS
from bureau.storage import rows

if TYPE_CHECKING:
    from bureau.desk import Desk

Texts = Mapping[str, object]
"""A class as it is stored, by column."""
Read = Callable[["Desk", Item, str], dict[str, object]]
"""Makes columns of a text that isn't blank. Raises UserError."""

MOST_DAYS = 3660
MOST_UNITS = 999
UNITS_CATALOGUE, HANDLING_CATALOGUE = "limit-unit", "handling"
_NUMBER_FIRST = re.compile(r"(\d+)\s*个?\s*(.*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """One column: `keys` are the stored columns it fills, `width` counts characters.

    A blank one of `inherits` means that of the upper class, `blank` is what any other blank stands
    for. `codes` are shown on demand only.
    """

    key: str
    title: str
    keys: tuple[str, ...]
    read: Read
    hint: str
    width: int = 5
    inherits: bool = False
    codes: bool = False
    blank: str = ""

    def text(self, stored: Texts) -> str:
        """The stored columns as a person reads them."""
        return " ".join(str(stored[key]) for key in self.keys if stored.get(key) is not None)


@dataclass(frozen=True, slots=True)
class Shown:
    """An attribute of one class: its own text, and what it takes from its upper class."""

    own: str
    inherited: str = ""


# -- reading -----------------------------------------------------------------------------------------


def plain(text: str) -> str:
    """`text` with half-width digits and signs."""
    return unicodedata.normalize("NFKC", tidy(text)).strip()


def read_limit(desk: Desk, _item: Item, text: str) -> dict[str, object]:
    """2工作时, 24 小时, 3 个工作日."""
    found = _NUMBER_FIRST.fullmatch(plain(text))
    unit = desk.store.names().item(UNITS_CATALOGUE, found[2]) if found and found[2] else None
    if found is None or unit is None:
        raise UserError(f"时限要写数字和单位，如 2 {LIMIT_UNITS[1]}、3 {LIMIT_UNITS[2]}。")
    number = whole(found[1], 1, MOST_UNITS)
    # Offices rename the units at will; the calendar knows them by their place in the list.
    first = min(one.id for one in desk.store.names().items(UNITS_CATALOGUE))
    return {"limit_value": number, "limit_unit": LIMIT_UNITS[unit.id - first]}


def read_days(_desk: Desk, _item: Item, text: str) -> dict[str, object]:
    """90 or 90天."""
    word = re.sub(r"\s*(天|日)$", "", plain(text))
    return {"window_days": whole(word, 1, MOST_DAYS)}


def read_scale(desk: Desk, item: Item, text: str) -> dict[str, object]:
    """0 to 2; never fewer than what is counted already may have."""
    scale = whole(plain(text), 0, 2)
    if scale < item.scale and (used := uses(desk, item)):
        raise UserError(f"“{item.title}”已经用了（{listed_uses(used)}），小数位只能加，不能减。")
    return {"scale": scale}


def read_handling(desk: Desk, _item: Item, text: str) -> dict[str, object]:
    """One of 服务, 管理, 执法, by any of their names."""
    names = desk.store.names()
    found = names.item(HANDLING_CATALOGUE, text)
    if found is None:
        raise UserError(f"处置方式要写{'、'.join(HANDLINGS)}中的一个，或者空着。")
    first = min(one.id for one in names.items(HANDLING_CATALOGUE))
    return {"handling": HANDLINGS[found.id - first]}


def read_own_code(desk: Desk, item: Item, text: str) -> dict[str, object]:
    """A code by which imports know the class: no other may have it."""
    code = plain(text)
    other = desk.store.names().item(item.catalogue, code)
    if other is not None and other.id != item.id:
        raise UserError(f"“{code}”已经是“{other.title}”的代码或名称，请换一个。")
    return {"code": short(code, 32)}


def line_into(column: str, limit: int) -> Read:
    """One line of text for a column."""
    return lambda _desk, _item, text: {column: short(" ".join(tidy(text).split()), limit)}


def whole(word: str, least: int, most: int) -> int:
    """A whole number within bounds. Raises UserError."""
    if not (word.isascii() and word.isdigit()) or not least <= int(word) <= most:
        raise UserError(f"要填 {least} 到 {most} 之间的数字，请核对。")
    return int(word)


def short(text: str, limit: int) -> str:
    """`text` when it is no longer than that. Raises UserError."""
    if len(text) > limit:
        raise UserError(f"超过 {limit} 个字，请写短一些。")
    return text


# -- which catalogue has which -----------------------------------------------------------------------


LIMIT = Attribute(
    key="limit",
    title="处置时限",
    keys=("limit_value", "limit_unit"),
    read=read_limit,
    hint="数字和单位，如 2 工作时；小类空着就随大类",
    width=6,
    inherits=True,
)
GROUP = Attribute(
    key="group",
    title="归类",
    keys=("group_name",),
    read=line_into("group_name", 32),
    hint="如 脏、乱、差；小类空着就随大类",
    width=3,
    inherits=True,
)
WINDOW = Attribute(
    key="window",
    title="反弹窗口",
    keys=("window_days",),
    read=read_days,
    hint="多少天内再发生算反弹；小类空着就随大类",
    width=4,
    inherits=True,
)
CODES = (
    Attribute(
        key="code",
        title="本地代码",
        keys=("code",),
        read=read_own_code,
        hint="本局自己的代码，导入时认得",
        codes=True,
    ),
    Attribute(
        key="code_new",
        title="新标准代码",
        keys=("code_new",),
        read=line_into("code_new", 32),
        hint="2026 年标准的五位代码",
        codes=True,
    ),
    Attribute(
        key="code_old",
        title="旧标准代码",
        keys=("code_old",),
        read=line_into("code_old", 32),
        hint="原标准的四位代码",
        codes=True,
    ),
)
UNIT = Attribute(
    key="unit", title="单位", keys=("unit",), read=line_into("unit", 16), hint="如 人次、台次、㎡"
)
SCALE = Attribute(
    key="scale",
    title="小数位",
    keys=("scale",),
    read=read_scale,
    hint="0、1 或 2",
    width=3,
    blank="0",
)
HANDLING = Attribute(
    key="handling",
    title="处置方式",
    keys=("handling",),
    read=read_handling,
    hint=f"{'、'.join(HANDLINGS)}，不属于的空着",
    width=4,
)

MENDING = replace(
    LIMIT, title="修复时限", hint="数字和单位，如 24 紧急工作时、3 工作日", inherits=False
)

BY_CATALOGUE: dict[str, tuple[Attribute, ...]] = {
    "market-category": (LIMIT, GROUP, WINDOW, *CODES),
    "fault-grade": (MENDING,),
    "fault-kind": (MENDING,),
    "work-item": (UNIT,),
    "daily-count": (UNIT, SCALE, HANDLING),
}


def attributes_of(catalogue: str) -> tuple[Attribute, ...]:
    """What the classes of a catalogue have beside their names."""
    return BY_CATALOGUE.get(catalogue, ())


def shown_attributes(desk: Desk, catalogue: str) -> dict[int, dict[str, Shown]]:
    """The attributes of all classes of a catalogue, by record and key."""
    attributes, today = attributes_of(catalogue), desk.today()
    if not attributes:
        return {}
    with desk.store.snapshot() as conn:
        found = rows.ids(conn, CATALOGUE_ITEMS, Is("catalogue", catalogue), today=today)
        stored = {
            int(str(row["id"])): dict(row)
            for row in rows.page(conn, CATALOGUE_ITEMS, found, today=today)
        }
    return {
        record: {
            attribute.key: shown(attribute, texts, stored.get(int(str(texts["parent"] or 0))))
            for attribute in attributes
        }
        for record, texts in stored.items()
    }


def shown(attribute: Attribute, texts: Texts, upper: Texts | None) -> Shown:
    """One attribute of a class whose upper class is `upper`."""
    own = attribute.text(texts)
    takes = attribute.inherits and not own and upper is not None
    return Shown(own, attribute.text(upper) if takes and upper is not None else "")


def set_attribute(desk: Desk, record: int, attribute: Attribute, text: str) -> None:
    """Writes what a person typed; blank takes it away. Raises UserError, and then writes nothing."""
    item = known_item(desk, record)
    typed = tidy(text) or attribute.blank
    values = attribute.read(desk, item, typed) if typed else dict.fromkeys(attribute.keys)
    with desk.store.snapshot() as conn:
        (row,) = rows.page(conn, CATALOGUE_ITEMS, [record], today=desk.today())
    if all(row[key] == value for key, value in values.items()):
        return
    said = attribute.text(values)
    did = f"改为“{said}”" if said else "清空"
    with desk.store.operation(desk, f"分类目录：“{item.title}”的{attribute.title}{did}") as op:
        op.update(LEDGER, record, values)
