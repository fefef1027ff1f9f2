"""Hotline orders (12345, 12319, 数字城管): from signing to the answer, and an order that becomes a case."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bureau.editing.acts import (
    filled,
    item_title,
    meant,
    now_text,
    present,
    require,
    spoken_day,
    take,
    take_each,
    whole_moment,
)
from bureau.editing.inputs import Input, Inputs, Stored
from bureau.editing.writing import Edited
from bureau.errors import UserError
from bureau.ledger.entry import Names
from bureau.ledger.query import All, Any, Blank, Not, OneOf
from bureau.ledger.referring import Refers
from bureau.market.conversion import Made, Origin, Row, make_cases, moment_parts, stored
from bureau.market.ledgers import CASES, CLOSED_STATES, ORDERS
from bureau.market.ledgers.hotline import ANSWERED_STATES, RETURNED_STATES
from bureau.storage.rows import ids, page

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.storage.connection import Reader

WORKED, RETURNED, ANSWERED, FINISHED, AGAIN = 3502, 3503, 3504, 3505, 3506
"""Catalogue ids of the states 办理中, 已退单, 已答复, 已办结, 重办."""
SOURCES = {3401: 2002, 3402: 2003, 3403: 2004}
"""Which 问题来源 a case has by the platform of its order."""
OTHER_SOURCE = 2007
"""群众投诉, for 网民留言 and platforms that a bureau added."""

OPEN = All(
    (
        Not(OneOf("state", (*ANSWERED_STATES, *RETURNED_STATES))),
        Any((Blank("answered_at"), OneOf("state", (AGAIN,)))),
    )
)
"""在办: neither answered nor handed back; one to be done again (重办) is open in spite of its answer."""
ANSWERABLE = All((OPEN, Refers("case", CASES, OneOf("state", CLOSED_STATES))))
"""待答复: still open though its case has been put right."""

UNCLASSIFIED = All((Blank("category"), Not(Blank("platform_class"))))
"""With the platform's class and none of the bureau's."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer that a closed case proposes for its order."""

    order: int
    text: str


def known_class(row: Row, names: Names) -> dict[str, Stored]:
    """The bureau's class of an order: its own, else what the platform's word means here."""
    if row.get("category") is not None:
        return stored(row, "category", "subcategory")
    word = row.get("platform_class")
    item = names.item("market-category", word) if isinstance(word, str) else None
    return {"category": Stored(item.id)} if item is not None else {}


def case_inputs(_conn: Reader, row: Row, names: Names) -> Inputs:
    """What a case takes over from its order; the caller isn't a party and stays with the order."""
    found_on, found_time = moment_parts(row.get("received_at"))
    limit = row.get("extended_to") or row.get("due_at")
    due_on, due_time = moment_parts(limit)
    platform = row.get("platform")
    source = SOURCES.get(platform, OTHER_SOURCE) if isinstance(platform, int) else OTHER_SOURCE
    return {
        **stored(row, "town", "address", "unit"),
        **known_class(row, names),
        "found_on": Stored(found_on),
        "found_time": Stored(found_time),
        "due_on": Stored(due_on),
        "due_time": Stored(due_time),
        "source": Stored(source),
        "description": Stored(row.get("content")),  # type: ignore[arg-type]
    }


def unfit(row: Row) -> str:
    """Why an order can't become a case."""
    return "已经退单" if row.get("state") in RETURNED_STATES else ""


FROM_ORDER = Origin(
    ledger=ORDERS,
    inputs=case_inputs,
    said=lambda row: f"由热线工单 {row['number']} 转来",
    unfit=unfit,
)


def make_case(desk: Desk, orders: Collection[int], answers: Inputs | None = None) -> Made:
    """A case of each order: place, class, text and limit are taken over; see `make_cases`."""
    return make_cases(desk, FROM_ORDER, orders, answers)


def classify(desk: Desk) -> Edited:
    """归类: gives every order without a class of the bureau's the one that its 平台分类 means here."""
    today = desk.today()
    with desk.store.snapshot() as conn:
        names = desk.store.names(conn)
        found = page(conn, ORDERS, ids(conn, ORDERS, UNCLASSIFIED, today=today), today=today)
        known = {int(str(row["id"])): known_class(row, names) for row in found}
    return take_each(desk, ORDERS, "归类", {order: own for order, own in known.items() if own})


# -- the answer ------------------------------------------------------------------------------------


def proposed_answers(desk: Desk, orders: Collection[int]) -> list[Answer]:
    """What the closed cases of these orders let the bureau answer; others have no proposal."""
    with desk.store.snapshot() as conn:
        names = desk.store.names(conn)
        found = page(conn, ORDERS, orders, today=desk.today())
        cases = {
            row["id"]: row
            for row in page(conn, CASES, linked_cases(found), today=desk.today())
            if row["state"] in CLOSED_STATES
        }
    return [
        Answer(int(str(row["id"])), answer_text(row, cases[row["case"]], names))
        for row in found
        if row["case"] in cases
    ]


def linked_cases(orders: Collection[Row]) -> list[int]:
    """Ids of the cases of orders."""
    return [case for row in orders if isinstance(case := row.get("case"), int)]


def answer_text(order: Row, case: Row, names: Names) -> str:
    """The answer in words: what was found where, who put it right, when, and how."""
    place = order.get("address") or case.get("address") or ""
    kind = item_title(case.get("subcategory") or case.get("category"), names)
    unit = CASES.by_key["unit"].type.show(case.get("unit"), names)  # type: ignore[arg-type]
    day = spoken_day(case["closed_on"])
    said = f"您反映的{place}{kind}问题，{unit or '我局'}已于{day}处置完毕。"
    result = str(case.get("result") or "").strip().rstrip("。")
    return f"{said}处置情况：{result}。" if result else said


def answer(desk: Desk, orders: Collection[int], inputs: Inputs | None = None) -> Edited:
    """答复: text, moment (now) and state 已答复; without a text, what the closed cases propose.

    Raises UserError when orders have neither; EditFault when what is typed can't be read.
    """
    given = filled(inputs)
    proposed = {one.order: one.text for one in proposed_answers(desk, orders)}
    lacking = [order for order in orders if "answer" not in given and order not in proposed]
    if lacking:
        raise UserError(f"没有答复：{len(lacking)} 件工单没有已结案的关联案件，请填写答复内容。")
    wanted: dict[int, Inputs] = {
        order: {
            "answer": proposed.get(order),
            "answered_at": now_text(desk),
            "state": Stored(ANSWERED),
            **given,
        }
        for order in orders
    }
    return take_each(desk, ORDERS, "答复", wanted)


# -- the way of an order ---------------------------------------------------------------------------


def sign(desk: Desk, orders: Collection[int]) -> Edited:
    """签收: the moment, and 办理中."""
    return take(
        desk, ORDERS, "签收", orders, {"signed_at": now_text(desk), "state": Stored(WORKED)}
    )


def hand_back(desk: Desk, orders: Collection[int], reason: Input) -> Edited:
    """退单. Raises UserError without a reason."""
    handed = {"returned_at": now_text(desk), "return_reason": reason, "state": Stored(RETURNED)}
    require(ORDERS, handed, "return_reason")
    return take(desk, ORDERS, "退单", orders, handed)


def extend(desk: Desk, orders: Collection[int], to: Input, reason: Input) -> Edited:
    """延期 to a moment later than the limit now. Raises UserError, EditFault."""
    inputs = {"extended_to": to, "extension_reason": reason}
    require(ORDERS, inputs, "extended_to", "extension_reason")
    found = present(desk, ORDERS, orders)
    with desk.store.snapshot() as conn:
        later = meant(desk, conn, ORDERS, "extended_to", to)
    for row in found:
        limit = row.get("extended_to") or row.get("due_at")
        if limit and later and whole_moment(later) <= whole_moment(limit):
            raise UserError(
                f"没有延期：工单 {row['number']} 的时限已经是 {limit}，请填比它晚的时间。"
            )
    return take(desk, ORDERS, "延期", orders, inputs)


def call_back(
    desk: Desk, orders: Collection[int], satisfaction: Input, resolved: Input = None
) -> Edited:
    """回访: how satisfied the caller is, and whether the matter is settled. Raises EditFault."""
    heard = {
        "satisfaction": satisfaction,
        "resolved": resolved,
        "called_back_at": now_text(desk),
    }
    require(ORDERS, heard, "satisfaction")
    return take(desk, ORDERS, "回访", orders, heard)
