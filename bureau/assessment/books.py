"""The bureau's own rubrics, rules of payment and awards beside the shipped ones, read and saved."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from bureau.assessment.editions import edition_on
from bureau.assessment.ledgers import AWARDS, PAY_RULE_LINES, PAY_RULES, RUBRICS
from bureau.assessment.misfits import Misfit
from bureau.assessment.plain import PlainFault, as_json, from_plain, to_plain
from bureau.assessment.ranking import Awards, check_awards
from bureau.assessment.rubric import Rubric, check
from bureau.assessment.rule_lines import with_lines
from bureau.assessment.rules import Rule, check_rule
from bureau.assessment.shipped import shipped_awards, shipped_rubrics, shipped_rules
from bureau.catalogue import SHIPPED_IDS
from bureau.errors import EnvironmentFault, UserError
from bureau.ledger.declaration import Ledger
from bureau.ledger.entry import Value
from bureau.ledger.lenient.texts import fold
from bureau.ledger.query import Filter, Is
from bureau.register.actions import checked_title, known_item, listed_uses
from bureau.register.ledgers import CATALOGUE_ITEMS as ITEMS
from bureau.storage import recognition, rows

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.ledger.entry import Names
    from bureau.storage.connection import Reader
    from bureau.storage.operation import Operation

PAY_RULE = "pay-rule"
"""The catalogue whose items are rules of payment."""
TEMPLATE = "-template"
"""End of the family of rubrics that are there to be copied only."""
NAMED = "-contract"
"""End of the family of rubrics that hold for the contracts which name them, and for no other."""
T = TypeVar("T")
E = TypeVar("E", bound=Rubric | Awards)


# -- reading ---------------------------------------------------------------------------------------


def rubrics(conn: Reader, today: date) -> tuple[Rubric, ...]:
    """Every rubric: the shipped ones, and the bureau's own, which replace those of the same key."""
    return with_own(shipped_rubrics(), kept(conn, RUBRICS, Rubric, today))


def rubric_on(conn: Reader, family: str, day: date, today: date) -> Rubric:
    """The rubric of a family in force on a day. Raises UserError."""
    return edition_on(rubrics(conn, today), family, day)


def rubric_of(conn: Reader, record: int, today: date) -> Rubric:
    """The rubric that one record holds. Raises UserError when it is gone."""
    found = kept(conn, RUBRICS, Rubric, today, Is("id", record))
    if not found:
        raise UserError("合同指定的考核细则已经不在了，请在合同里重新选择。")
    return found[0]


def awards(conn: Reader, today: date) -> tuple[Awards, ...]:
    """Every set of amounts by place, as `rubrics`."""
    return with_own(shipped_awards(), kept(conn, AWARDS, Awards, today))


def awards_on(conn: Reader, family: str, day: date, today: date) -> Awards:
    """The amounts by place in force on a day. Raises UserError."""
    return edition_on(awards(conn, today), family, day, called="奖罚标准")


def rule_of(conn: Reader, names: Names, item: int, today: date) -> Rule:
    """The rule of payment that an item of the catalogue names. Raises UserError."""
    own = kept(conn, PAY_RULES, Rule, today, Is("rule", item))
    if own:
        return own[0]
    rule = rule_without_own(conn, names, item, today)
    if rule is None:
        named = names.item_by_id(item)
        title = named.title if named is not None else "?"
        raise UserError(
            f"扣费规则“{title}”还没有内容，请先在“考核办法”里填写，或导入“扣费规则明细”。"
        )
    return rule


def rule_without_own(conn: Reader, names: Names, item: int, today: date) -> Rule | None:
    """What ships under an item, or what lines of 扣费规则明细 say instead. Raises UserError."""
    named = names.item_by_id(item)
    if named is None:
        return None
    shipped = {rule.key: rule for rule in shipped_rules()}
    found = rows.ids(conn, PAY_RULE_LINES, Is("rule", item), today=today)
    lines = rows.page(conn, PAY_RULE_LINES, sorted(found), today=today)
    return with_lines(shipped.get(named.code), f"lines-{item}", named.title, lines)


def with_own(shipped: Iterable[E], own: Iterable[E]) -> tuple[E, ...]:
    """Both, the bureau's own instead of a shipped one of the same key."""
    edited = tuple(own)
    keys = {one.key for one in edited}
    return (*(one for one in shipped if one.key not in keys), *edited)


def kept(
    conn: Reader, ledger: Ledger, kind: type[T], today: date, where: Filter | None = None
) -> tuple[T, ...]:
    """The values that the records of a ledger hold. Raises EnvironmentFault for a damaged one."""
    found = rows.ids(conn, ledger, where, today=today)
    return tuple(
        read_content(kind, ledger, str(row["content"]))
        for row in rows.page(conn, ledger, found, today=today)
    )


def read_content(kind: type[T], ledger: Ledger, text: str) -> T:
    """The value that a text holds. Raises EnvironmentFault when it says nothing of the kind."""
    try:
        return from_plain(kind, json.loads(text))
    except (ValueError, PlainFault):
        raise EnvironmentFault(f"“{ledger.title}”里有一条内容损坏，请从备份恢复。") from None


# -- saving ----------------------------------------------------------------------------------------


def save_rubric(desk: Desk, rubric: Rubric) -> int:
    """Keeps a rubric of the bureau's own, instead of the one it has of that key. Raises UserError."""
    with desk.store.snapshot() as conn:
        refuse_namesake(rubric, rubrics(conn, desk.today()))
    return save_edition(desk, RUBRICS, rubric, check)


def save_awards(desk: Desk, of: Awards) -> int:
    """Keeps amounts by place of the bureau's own, as `save_rubric`."""
    with desk.store.snapshot() as conn:
        refuse_namesake(of, awards(conn, desk.today()))
    return save_edition(desk, AWARDS, of, check_awards)


def refuse_namesake(edition: E, others: Iterable[E]) -> None:
    """Raises Misfit for a title that another has, or a first day on which another begins too."""
    for other in others:
        if other.family != edition.family or other.key == edition.key:
            continue
        if fold(other.title) == fold(edition.title):
            raise Misfit(f"已经有“{other.title}”，请换一个名称。", "", "title")
        if other.valid_from == edition.valid_from and not edition.family.endswith(NAMED):
            raise Misfit(
                f"“{other.title}”也从 {edition.valid_from.isoformat()} 起生效，"
                "同一天只能有一套，请换一个生效日期。",
                "",
                "valid_from",
            )


def save_edition(desk: Desk, ledger: Ledger, edition: E, check_one: Callable[[E], None]) -> int:
    """Keeps one edition by its key; gives its record. Raises UserError."""
    check_one(edition)
    ends = edition.valid_to
    values: dict[str, Value] = {
        "family": edition.family,
        "code": edition.key,
        "title": edition.title,
        "valid_from": edition.valid_from.isoformat(),
        "valid_to": None if ends is None else ends.isoformat(),
        "content": as_json(to_plain(edition)),
    }
    with desk.store.operation(desk, f"保存{ledger.title}“{edition.title}”") as op:
        return keep(op, ledger, Is("code", edition.key), values, desk.today())


def save_rule(desk: Desk, item: int | None, rule: Rule) -> int:
    """Keeps a rule of payment for an item of the catalogue; gives the item. Raises UserError.

    None is a rule of the bureau's own: its item comes into the catalogue in the same operation. One
    that has another title now gets it there too; the old one stays as a synonym.
    """
    check_rule(rule)
    title = item_title(desk, rule.title, item)
    with desk.store.operation(desk, f"保存{PAY_RULES.title}“{title}”") as op:
        if item is None:
            positions = [one.position for one in desk.store.names(op.conn).items(PAY_RULE)]
            item = op.insert(ITEMS.name, new_item(title, max(positions, default=0) + 1))
        else:
            rename(desk, op, item, title)
        values: dict[str, Value] = {
            "rule": item,
            "title": title,
            "content": as_json(to_plain(rule)),
        }
        keep(op, PAY_RULES, Is("rule", item), values, desk.today())
    return item


def item_title(desk: Desk, title: str, item: int | None) -> str:
    """A rule's title fit for the catalogue. Raises Misfit."""
    try:
        return checked_title(desk, PAY_RULE, title, but=item)
    except UserError as error:
        raise Misfit(error.sentence, "", "title") from None


def new_item(title: str, position: int) -> dict[str, Value]:
    """The catalogue's item of a rule of the bureau's own."""
    return {
        "catalogue": PAY_RULE,
        "title": title,
        "position": position,
        "scale": 0,
        "active": 1,
        "provisional": 0,
    }


def rename(desk: Desk, op: Operation, item: int, title: str) -> None:
    """Gives an item of the bureau's own its rule's title; what a file brought is known from now on."""
    named = desk.store.names(op.conn).item_by_id(item)
    if named is None:
        raise UserError("这条扣费规则已经不在分类目录里了，请刷新后再试。")
    words = [word for word in (*named.synonyms, named.title) if fold(word) != fold(title)]
    changed: dict[str, Value] = {"provisional": 0}
    if named.title != title:
        changed |= {"title": title, "synonyms": "、".join(dict.fromkeys(words)) or None}
    op.update(ITEMS.name, item, changed)


def keep(
    op: Operation, ledger: Ledger, where: Filter, values: dict[str, Value], today: date
) -> int:
    """Writes over the record that `where` finds, or a new one; gives its id."""
    found = rows.ids(op.conn, ledger, where, today=today)
    if found:
        op.update(ledger.name, found[0], values)
        return found[0]
    return op.insert(ledger.name, values)


def remove_rule(desk: Desk, item: int) -> None:
    """Deletes a rule of the bureau's own with its item. Raises UserError while a contract names it."""
    named = known_item(desk, item)
    with desk.store.operation(desk, f"删除{PAY_RULES.title}“{named.title}”") as op:
        own = rows.ids(op.conn, PAY_RULES, Is("rule", item), today=desk.today())
        for record in own:
            op.remove(PAY_RULES.name, record)
        used = recognition.referring(op.conn, op.shapes, ITEMS.name, [item])
        if used:
            raise UserError(
                f"“{named.title}”还在用（{listed_uses(used)}），不能删除；请先在那里换一种规则。"
            )
        if item not in SHIPPED_IDS:
            op.remove(ITEMS.name, item)
