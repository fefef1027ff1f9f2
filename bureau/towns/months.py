"""What is done with a month of the towns: opened, decided on, its steps taken, issued and unlocked."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from fractions import Fraction
from typing import TYPE_CHECKING

from bureau.assessment import being_judged
from bureau.assessment.deductions import Absence
from bureau.assessment.exact import yuan
from bureau.assessment.issued import drop_issued, issued, keep_issued, record_of
from bureau.assessment.month_flow import DECIDED, ISSUED, month_workflow
from bureau.assessment.ranking import Place
from bureau.assessment.snapshot import RankedMonth
from bureau.assessment.stored import Row, whole_of
from bureau.calendar.periods import Period
from bureau.documents.registering import Bulletin
from bureau.documents.states import BULLETIN
from bureau.editing.inputs import Stored
from bureau.errors import UserError
from bureau.ledger.query import Blank, Not, Sort
from bureau.ledger.words import id_list
from bureau.storage import rows
from bureau.towns.decisions import with_absences, with_adjustment
from bureau.towns.inputs import CaseSource
from bureau.towns.judging import RANKING, TownMonth, judge_month
from bureau.towns.ledgers import CHECKS, MONTHS, REWARDS, SCORES, STEPS
from bureau.towns.records import checked_in, found, month_record, of_month
from bureau.towns.scores import FAMILY
from bureau.workflow import Follow, Question, Workflow

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.ledger.declaration import Ledger
    from bureau.storage.connection import Reader
    from bureau.storage.operation import Operation
    from bureau.workflow.taking import Taking

BUREAU = 6504
"""Catalogue id of the issuer 城市管理局: a bureau doesn't 通报 towns in its own name."""
UNSETTLED, SETTLED, DEFERRED = 6301, 6302, 6303
"""Catalogue ids of what became of a reward or penalty."""
ISSUED_AGAIN = "重新签发后应为"


# -- opening and deciding --------------------------------------------------------------------------


def open_month(desk: Desk, period: Period) -> int:
    """The record of a month, made where there is none yet."""
    with desk.store.snapshot() as conn:
        present = month_record(conn, period.first, desk.today())
    if present is not None:
        return int(str(present["id"]))
    with desk.store.operation(desk, f"开始{period.title}镇街考核") as op:
        return op.insert(MONTHS.name, {"label": period.title, "month": period.first.isoformat()})


def month_to_judge(conn: Reader, today: date) -> Period:
    """The month with which 月度排名 opens."""
    days = [
        str(row[key])
        for ledger, key in ((SCORES, "month"), (CHECKS, "checked_on"), (MONTHS, "month"))
        for row in rows.page(conn, ledger, earliest(conn, ledger, key, today), today=today)
    ]
    begins = date.fromisoformat(min(days)[:10]) if days else None
    return being_judged.month_to_judge(today, begins, lambda month: is_open(conn, month, today))


def earliest(conn: Reader, ledger: Ledger, key: str, today: date) -> Collection[int]:
    """The record of the earliest day, none in an empty ledger."""
    return rows.ids(conn, ledger, Not(Blank(key)), [Sort(key)], today=today, limit=1)


def is_open(conn: Reader, period: Period, today: date) -> bool:
    """Whether a calendar month has scores or checks or was begun, and isn't issued."""
    entered = (
        (SCORES, of_month(period.first)),
        (CHECKS, checked_in(period)),
        (MONTHS, of_month(period.first)),
    )
    return record_of(conn, FAMILY, RANKING, period.first, today) is None and any(
        rows.ids(conn, ledger, where, today=today, limit=1) for ledger, where in entered
    )


def set_absences(desk: Desk, record: int, town: int, absences: Collection[Absence]) -> None:
    """Says what counts for a town's blocks that weren't inspected. Raises UserError."""
    with desk.store.operation(desk, "镇街考核：未检查项的处理") as op:
        row = open_row(op, record, desk.today())
        op.label = f"“{row['label']}”镇街考核：{town_name(desk, op, town)}未检查项的处理"
        op.update(MONTHS.name, record, {"absences": with_absences(row, town, absences)})


def set_adjustment(desk: Desk, record: int, town: int, points: Fraction, reason: str) -> None:
    """审定调整 of a town with its reason; 0 takes it back. Raises UserError."""
    said = reason.strip()
    if points and not said:
        raise UserError("有审定调整，请填写调整理由。")
    with desk.store.operation(desk, "镇街考核：审定调整") as op:
        row = open_row(op, record, desk.today())
        op.label = f"“{row['label']}”镇街考核：{town_name(desk, op, town)}审定调整"
        op.update(MONTHS.name, record, {"adjustments": with_adjustment(row, town, points, said)})


def town_name(desk: Desk, op: Operation, town: int) -> str:
    """What a town is called."""
    return desk.store.names(op.conn).label("towns", town)


def open_row(op: Operation, record: int, today: date) -> Row:
    """The record of a month that isn't decided on yet. Raises UserError."""
    row = next(iter(rows.page(op.conn, MONTHS, [record], today=today)), None)
    if row is None:
        raise UserError("这个月的考核记录已经不在了，请刷新后再试。")
    if row["state"] == ISSUED:
        raise UserError(f"{row['label']}已经签发，结果已锁定；有错请登记更正，或先解锁。")
    if row["state"] == DECIDED:
        raise UserError(f"{row['label']}已经审定，要改请先退回上一环节，改后重新审定。")
    return row


# -- steps -----------------------------------------------------------------------------------------


def month_flow(cases: CaseSource) -> Workflow:
    """The steps of a month, judged with the cases that `cases` counts."""

    def judged(taking: Taking, row: Row) -> TownMonth:
        return judge_month(
            taking.op.conn, taking.reader.names, period_of(row), taking.desk.today(), cases
        )

    def is_decided(taking: Taking, row: Row, _values: Row) -> tuple[str, str] | None:
        return not_ready(judged(taking, row))

    def is_ready(taking: Taking, row: Row, values: Row) -> tuple[str, str] | None:
        if values["issuer"] == BUREAU:
            return "issuer", "通报镇街不以本局名义，请选城管委、城管委办或政府办"
        return not_ready(judged(taking, row))

    def lists(taking: Taking, row: Row) -> Follow:
        return proposed(judged(taking, row).places, row)

    def keep_month(taking: Taking, row: Row, values: Row) -> None:
        month = judged(taking, row)
        keep(taking.op, month)
        write_rewards(taking, month, str(values.get("paper_number") or ""))

    def drop_month(taking: Taking, row: Row, _values: Row) -> None:
        take_back_lists(taking.op, row, taking.desk.today())
        forget(taking.op, period_of(row), taking.desk.today())

    return month_workflow(
        MONTHS,
        STEPS,
        deciding=(),
        decides=is_decided,
        issuer=Question(key="issuer", when_blank=True, hint="通报镇街，不以本局名义"),
        is_ready=is_ready,
        figures=lists,
        issues=keep_month,
        unlocks=drop_month,
        bulletin=bulletin_of,
    )


def bulletin_of(row: Row) -> Bulletin:
    """镇街考核通报 of a month."""
    period = period_of(row)
    return Bulletin(
        title=f"关于{period.title}城市管理综合考核情况的通报",
        paper="镇街考核通报",
        month=period.first,
        kind=BULLETIN,
    )


def period_of(row: Row) -> Period:
    """The calendar month of a record."""
    first = date.fromisoformat(str(row["month"]))
    return Period.month(first.year, first.month)


def not_ready(month: TownMonth) -> tuple[str, str] | None:
    """Why a month can't be decided on or issued."""
    if month.faults:
        more = f"（另有 {len(month.faults) - 1} 处）" if len(month.faults) > 1 else ""
        return "state", f"还不能办理：{month.faults[0]}{more}"
    if not month.places:
        return "state", "本月还没有任何镇街的成绩，请先导入或录入"
    return None


def proposed(places: Collection[Place], row: Row) -> Follow:
    """表彰 for those rewarded, 表态 for those penalised, where nobody filled them in."""
    return Follow({key: Stored(text) for key, text in lists_of(places).items() if not row[key]})


def lists_of(places: Collection[Place]) -> dict[str, str | None]:
    """Who is praised and who has to pledge, as the record keeps it; no list without any town."""
    wanted = {
        "praised": [int(one.key) for one in places if one.fen > 0],
        "pledging": [int(one.key) for one in places if one.fen < 0],
    }
    return {key: id_list(towns) for key, towns in wanted.items() if towns}


def take_back_lists(op: Operation, row: Row, today: date) -> None:
    """Empties the lists that followed from the ranking, which may come out otherwise; a person's stay."""
    frozen = issued(op.conn, FAMILY, RANKING, period_of(row).first, today)
    if isinstance(frozen, RankedMonth):
        followed = lists_of(frozen.places()).items()
        if same := {key: None for key, text in followed if row[key] == text}:
            op.update(MONTHS.name, int(str(row["id"])), same)


def keep(op: Operation, month: TownMonth, at: datetime | None = None) -> None:
    """Freezes the ranking and what each town's score was made from; `at` as in `keep_issued`."""
    if month.made is None:
        return
    keep_issued(op, FAMILY, RANKING, month.period.first, month.made, at)
    for one in month.judged:
        if one.made is not None:
            keep_issued(op, FAMILY, str(one.town), month.period.first, one.made, at)


def forget(op: Operation, period: Period, today: date) -> None:
    """Takes the frozen content of a month away, and the rewards that weren't settled."""
    frozen = issued(op.conn, FAMILY, RANKING, period.first, today)
    if isinstance(frozen, RankedMonth):
        for subject in (RANKING, *(one.key for one in frozen.contenders)):
            drop_issued(op, FAMILY, subject, period.first, today)
    for row in found(op.conn, REWARDS, of_month(period.first), today):
        if row["state"] != SETTLED:
            op.remove(REWARDS.name, int(str(row["id"])))


def write_rewards(taking: Taking, month: TownMonth, basis: str) -> None:
    """A line to settle for each town that gets or pays; one settled before stays and says what is due."""
    op, today, first = taking.op, taking.desk.today(), month.period.first
    settled = {row["town"]: row for row in found(op.conn, REWARDS, of_month(first), today)}
    for place in month.places:
        before = settled.pop(int(place.key), None)
        if before is not None:
            restate(op, before, place.fen)
        elif place.fen:
            group = taking.reader.names.item("town-group", place.group)
            op.insert(
                REWARDS.name,
                {
                    "month": first.isoformat(),
                    "group": None if group is None else group.id,
                    "town": int(place.key),
                    "rank": place.rank,
                    "fen": place.fen,
                    "basis": basis or None,
                    "state": UNSETTLED,
                },
            )
    for row in settled.values():
        restate(op, row, 0)


def restate(op: Operation, row: Row, fen: int) -> None:
    """A settled line after its month was issued again: where it differs, the note says by how much.

    What it said of an earlier issue gives way.
    """
    paid, before = whole_of(row, "fen") or 0, str(row["note"] or "")
    said = [part for part in before.split("；") if part and not part.startswith(ISSUED_AGAIN)]
    if paid != fen:
        left = yuan(fen - paid)
        said.append(f"{ISSUED_AGAIN} {yuan(fen)} 元，已兑现 {yuan(paid)} 元，差额 {left} 元")
    note = "；".join(said)
    if note != before:
        op.update(REWARDS.name, int(str(row["id"])), {"note": note or None})
