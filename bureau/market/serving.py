"""送达: how, when and to whom papers were handed over; their cases show the day."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bureau.editing.inputs import Input, InputReader, Inputs, Stored, is_blank_input, reader_of
from bureau.editing.naming import record_name
from bureau.editing.writing import taken_photos
from bureau.errors import BugError
from bureau.ledger.checks import Fault
from bureau.market.ledgers import CASES, NOTICES
from bureau.market.notice_kinds import RECEIPT
from bureau.market.notices import NoticeRefused, named, told
from bureau.storage.new_names import insert_names, with_ids
from bureau.storage.rows import Row, page
from bureau.workflow.planning import Left, listed_reasons

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.storage.operation import Operation
    from bureau.workflow.taking import Pictures

DIRECT, LEFT_BEHIND, BY_POST, BY_OTHERS, ELECTRONIC, PUBLISHED = range(4301, 4307)
"""送达方式: 直接, 留置, 邮寄, 委托, 电子, 公告 (resources/catalogues/delivery-way.toml)."""
IN_PERSON = (DIRECT, BY_OTHERS)
ASKED = (
    *("delivery", "delivered_at", "delivered_to", "receiver", "relation"),
    *("witness", "server", "note"),
)
"""Fields of the notices that a delivery answers."""
MOMENT = "%Y-%m-%d %H:%M"
CONFIRMED = "电子送达要有当事人签订的送达地址确认书，请一并归档。"
POSTED = "邮寄送达请把回执拍照附上。"


@dataclass(frozen=True, slots=True)
class Served:
    """Papers whose delivery is noted, those left out and why, and what to mind."""

    ids: tuple[int, ...]
    left: tuple[Left, ...] = ()
    said: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """已登记送达 3 份；另外 1 份没有办：1 份已经作废。"""
        left = f"；另外 {len(self.left)} 份没有办：{listed_reasons(self.left)}" if self.left else ""
        return "".join((f"已登记送达 {len(self.ids)} 份{left}。", *self.said))


def serve(
    desk: Desk,
    notices: Collection[int],
    answers: Inputs,
    *,
    photos: Pictures = (),
    again: bool = False,
) -> Served:
    """Notes one delivery of all these papers, in one operation; their cases take the day over.

    `answers` by field of the notices (ASKED); without a time it is now. Whoever signs for another
    must say how they stand to them; 留置 needs a witness or a photo. Papers that don't fit are
    left out and told; those served already too, unless `again`. Raises NoticeRefused, UserError.
    """
    unknown = set(answers) - set(ASKED)
    if unknown:
        raise BugError(f"a delivery asks nothing called {sorted(unknown)}")
    inputs: dict[str, Input] = {k: raw for k, raw in answers.items() if not is_blank_input(raw)}
    inputs.setdefault("delivered_at", Stored(f"{desk.now():{MOMENT}}"))
    with desk.store.operation(desk, "") as op:
        reader = reader_of(desk, op.conn, NOTICES)
        left: list[Left] = []
        written: dict[int, tuple[Row, dict[str, object]]] = {}
        for row in page(op.conn, NOTICES, dict.fromkeys(notices), today=desk.today()):
            reason = barred(row, again=again)
            values: dict[str, object] = {}
            if not reason:
                values, faults = read(reader, row, inputs, f"{desk.now():{MOMENT}}", photos)
                reason = told(faults[0]) if faults else ""
            if reason:
                name = record_name(NOTICES, row, reader.names)
                left.append(Left(int(str(row["id"])), name, reason))
            else:
                written[int(str(row["id"]))] = (row, values)
        if not written:
            raise NoticeRefused("登记送达", left)
        pictures = taken_photos(op, desk, {"photos": photos}) if photos else {}
        new = insert_names(op, reader.new_names.names.values())
        for record, (row, values) in written.items():
            op.update(NOTICES.name, record, with_ids(NOTICES, values, new) | pictures)
            tell_case(op, desk, row, values)
        op.label = named("登记送达", [row for row, _ in written.values()], reader.names)
    way = next(iter(written.values()))[1].get("delivery")
    said = {ELECTRONIC: (CONFIRMED,), BY_POST: () if photos else (POSTED,)}
    return Served(tuple(written), tuple(left), said.get(way, ()) if isinstance(way, int) else ())


def barred(row: Row, *, again: bool) -> str:
    """Why a paper isn't served, "" if it may."""
    if row["void"] == 1:
        return "已经作废"
    if row["kind"] == RECEIPT:
        return "送达回证本身不用送达"
    if row["delivered_at"] is not None and not again:
        return "已经登记过送达"
    return ""


def read(
    reader: InputReader, row: Row, inputs: Mapping[str, Input], now: str, photos: Sequence[object]
) -> tuple[dict[str, object], list[Fault]]:
    """What is written of one paper, and what is wrong with it."""
    record = int(str(row["id"]))
    draft = reader.read(inputs, row, record)
    if draft.faults:
        return draft.values, draft.faults
    values = {**row, **draft.values}
    return draft.values, delivery_faults(values, now, witnessed=bool(photos))


def delivery_faults(values: Mapping[str, object], now: str, *, witnessed: bool) -> list[Fault]:
    """What a receipt can't do without."""
    way, receiver = values.get("delivery"), values.get("receiver")
    if way is None:
        return [Fault("delivery", "“送达方式”没有填", "请选择")]
    if str(values.get("delivered_at")) > now:
        return [Fault("delivered_at", "送达时间在以后", "请核对")]
    if way in IN_PERSON and not receiver:
        return [Fault("receiver", "“收件人”没有填", "请写签收人的姓名")]
    own = (values.get("party_name"), values.get("party_head"))
    if receiver and receiver not in own and not values.get("relation"):
        return [Fault("relation", "不是当事人本人签收，没有写与受送达人的关系", "如 配偶、店员")]
    if way == LEFT_BEHIND and not values.get("witness") and not witnessed:
        return [Fault("witness", "留置送达没有见证人，也没有照片", "请填写见证人或添加照片")]
    if not values.get("server"):
        return [Fault("server", "“送达人”没有填", "请写送达的执法人员")]
    return []


def tell_case(op: Operation, desk: Desk, row: Row, values: Mapping[str, object]) -> None:
    """The case shows when the paper that it names was handed over."""
    case, at = row["case"], values.get("delivered_at", row["delivered_at"])
    if not isinstance(case, int) or not isinstance(at, str):
        return
    (found,) = page(op.conn, CASES, [case], today=desk.today())
    if found["notice_number"] == row["number"]:
        op.update(CASES.name, case, {"delivered_on": at[:10]})
