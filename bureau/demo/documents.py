"""A year of the sample county's official papers: letterheads, papers out and in, instructions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from bureau.demo.entered import MOMENT, Row
from bureau.demo.entering import Entering
from bureau.demo.scenery import read
from bureau.documents.heads import ADDED, code_of, values_of
from bureau.documents.ledgers import (
    DOCUMENT_STEPS,
    INSTRUCTION_STEPS,
    INSTRUCTIONS,
    LETTERHEADS,
    RECEIPT_STEPS,
    RECEIVED,
    SENT,
)
from bureau.documents.states import BULLETIN, DONE, FILED, PRINTED, RUNNING, STORED, TO_PROPOSE
from bureau.ledger.number_types import number_in
from bureau.sanitation.ledgers import MONTHS as CONTRACT_MONTHS
from bureau.settings.reading import read_settings
from bureau.storage import rows
from bureau.towns.ledgers import MONTHS as TOWN_MONTHS

if TYPE_CHECKING:
    from bureau.calendar.periods import Period

LIMIT_DAYS: Final = 10
SENT_EVERY: Final = 3
"""Every so many months fewer papers go out."""
ORDERED_EVERY: Final = 4
"""Every so many papers received bear an instruction of their own."""
MORNING, NOON, EVENING = time(9, 10), time(11, 20), time(16, 40)
CHECKED, SIGNED_STEP, PRINTED_STEP, PROPOSED, ASSIGNED, ANSWERED, FINISHED = (
    *(9967, 9969, 9970, 9974, 9976),
    *(9977, 9978),
)
BULLETINS: Final = (
    (TOWN_MONTHS, "镇街考核通报", "关于{}城市管理综合考核情况的通报"),
    (CONTRACT_MONTHS, "环卫考核通报", "关于{}环卫服务考核情况的通报"),
)


class Documents(Entering):
    """Enters all of it."""

    def enter(self) -> None:
        """Letterheads first: papers bear their numbers."""
        self.scenery = read("documents")
        self.words = self.scenery["words"]
        self.leaders = [person.name for person in self.county.people["局领导"]]
        settings = read_settings(self.op.conn, self.desk.today())
        heads = [values_of(one, settings) for one in ADDED]
        ids = self.save(LETTERHEADS, heads)
        self.heads = {str(head["code"]): one for head, one in zip(heads, ids, strict=True)}
        self.codes = {one.tail: code_of(one, settings) for one in ADDED}
        self.serials: dict[tuple[str, int], int] = {}
        sent = sorted([*self.bulletins(), *self.drafted()], key=lambda row: str(row["signed_on"]))
        for row in sent:
            self.number(row)
        self.trail_sent(sent, self.save(SENT, sent))
        received = sorted(self.received(), key=lambda row: str(row["received_on"]))
        self.count_receipts(received)
        receipts = self.save(RECEIVED, received)
        self.trail_received(received, receipts)
        orders = list(self.ordered(received, receipts))
        self.trail_orders(orders, self.save(INSTRUCTIONS, orders))

    # -- papers of the bureau ------------------------------------------------------------------

    def bulletins(self) -> Iterator[Row]:
        """The bulletins of the months that were issued, one a number."""
        today = self.desk.today()
        for ledger, paper, title in BULLETINS:
            seen: set[str] = set()
            for row in rows.page(
                self.op.conn, ledger, rows.ids(self.op.conn, ledger, today=today), today=today
            ):
                number = row["paper_number"]
                if not isinstance(number, str) or number in seen:
                    continue
                seen.add(number)
                month = date.fromisoformat(str(row["month"]))
                signed = date.fromisoformat(str(row["issued_on"])[:10])
                yield {
                    "number": number,
                    "title": title.format(f"{month.year}年{month.month}月"),
                    "kind": BULLETIN,
                    "signer": row["signed_by"],
                    "month": month.isoformat(),
                    "paper": paper,
                    **self.days(signed),
                }

    def drafted(self) -> Iterator[Row]:
        """A few papers a month; of the last ones some aren't filed yet."""
        for place, period in enumerate(self.periods):
            listed = self.scenery["sent"][: 4 if place % SENT_EVERY else 3]
            for step, one in enumerate(listed):
                signed = self.working(period, 3 + 6 * step)
                yield {
                    "code": self.codes[one["head"]],
                    "title": one["title"].format(month=period.first.month),
                    "kind": one["kind"],
                    "main_to": self.words["sent_to"][step % len(self.words["sent_to"])],
                    "drafter": self.chance.choice(self.county.people["办公室"]).name,
                    "signer": self.leaders[0],
                    "copies": 10 + 5 * step,
                    "body": "\n".join(self.words["body"]),
                    "enclosures": self.words["enclosure"] if step == 0 else None,
                    **self.days(signed),
                }

    def days(self, signed: date) -> Row:
        """When a paper was drafted, signed, printed; what is older than a month is filed."""
        return {
            "drafted_on": (signed - timedelta(days=2)).isoformat(),
            "checker": self.words["checker"],
            "signed_on": signed.isoformat(),
            "printed_on": signed.isoformat(),
            "state": FILED if (self.last - signed).days > 31 else PRINTED,
        }

    def number(self, row: Row) -> None:
        """The number of a paper, and its parts; the next of its letterhead where it has none."""
        if row.get("number") is None:
            year = int(str(row["signed_on"])[:4])
            key = (str(row["code"]), year)
            self.serials[key] = self.serials.get(key, 0) + 1
            row["number"] = f"{row['code']}〔{year}〕{self.serials[key]}号"
        parts = number_in(str(row["number"]))
        if parts is not None:
            row |= {"code": parts.code, "year": parts.year, "serial": parts.serial}
            row["letterhead"] = self.heads.get(parts.code)

    def trail_sent(self, sent: list[Row], ids: range) -> None:
        """核稿, 签发, 印发 of each."""
        steps: list[Row] = []
        for row, record in zip(sent, ids, strict=True):
            signed = date.fromisoformat(str(row["signed_on"]))
            drafted = date.fromisoformat(str(row["drafted_on"]))
            course = (
                (CHECKED, drafted, EVENING, row["checker"], 9960, 9961),
                (SIGNED_STEP, signed, NOON, row["signer"], 9961, 9963),
                (PRINTED_STEP, signed, EVENING, None, 9963, 9964),
            )
            steps += [
                step_row("document", record, item, datetime.combine(day, at), who, before, after)
                for item, day, at, who, before, after in course
            ]
        self.save(DOCUMENT_STEPS, steps)

    # -- papers received -----------------------------------------------------------------------

    def received(self) -> Iterator[Row]:
        """Five a month; what came last is still being worked on."""
        units = list(self.county.units)
        for place, period in enumerate(self.periods):
            for step, one in enumerate(self.scenery["received"]):
                came = self.working(period, 2 + 5 * step)
                unit = one["unit"] if one["unit"] in self.county.units else units[0]
                due = came + timedelta(days=LIMIT_DAYS)
                open_still = place == len(self.periods) - 1 and step > 1
                new = place == len(self.periods) - 1 and step == len(self.scenery["received"]) - 1
                yield {
                    "received_on": came.isoformat(),
                    "from_unit": one["from"],
                    "their_number": one["number"].format(
                        year=came.year, serial=period.first.month * 7 + step
                    ),
                    "title": one["title"].format(month=period.first.month),
                    "kind": one["kind"],
                    "copies": 1,
                    "due_on": None if new else due.isoformat(),
                    "proposer": None if new else self.words["checker"],
                    "proposal": None if new else self.words["proposal"].format(unit=unit),
                    "unit": None if new else self.county.units[unit],
                    "done_on": None if open_still else (due - timedelta(days=2)).isoformat(),
                    "result": None if open_still else self.words["finished"],
                    "state": TO_PROPOSE if new else RUNNING if open_still else STORED,
                }

    def count_receipts(self, received: list[Row]) -> None:
        """Their own numbers, as the program gives them."""
        assert RECEIVED.numbering is not None
        years = [int(str(row["received_on"])[:4]) for row in received]
        for row, number in zip(
            received, self.op.give_numbers(RECEIVED.numbering, years), strict=True
        ):
            row["number"] = number

    def trail_received(self, received: list[Row], ids: range) -> None:
        """拟办, 交办, 办结 of each, as far as it has come."""
        steps: list[Row] = []
        for row, record in zip(received, ids, strict=True):
            came = date.fromisoformat(str(row["received_on"]))
            if row["proposal"] is None:
                continue
            who = row["proposer"]
            moments = [
                (PROPOSED, datetime.combine(came, NOON), who, 9980, 9981),
                (ASSIGNED, datetime.combine(came, EVENING), who, 9981, 9983),
            ]
            if row["done_on"] is not None:
                done = date.fromisoformat(str(row["done_on"]))
                moments.append((FINISHED, datetime.combine(done, EVENING), None, 9983, 9985))
            steps += [step_row("receipt", record, *one) for one in moments]
        self.save(RECEIPT_STEPS, steps)

    # -- instructions --------------------------------------------------------------------------

    def ordered(self, received: list[Row], receipts: range) -> Iterator[Row]:
        """Some on papers received, some by word; the last ones are open, one of them late."""
        said = self.words["ordered"]
        ends = [row for row in zip(received, receipts, strict=True) if row[0]["proposal"]]
        matters: list[tuple[date, Row]] = []
        for row, record in ends[:: ORDERED_EVERY * 2]:
            day = date.fromisoformat(str(row["received_on"]))
            matters.append((day, {"receipt": record, "subject": row["title"]}))
        spoken = self.scenery["instructed"]
        for place, period in enumerate(self.periods[-2 * len(spoken) :: 2]):
            day = self.working(period, 12)
            matters.append((day, dict(spoken[place % len(spoken)])))
        for one in spoken[-2:]:
            matters.append((self.working(self.periods[-1], 14), {**one, "source": "领导口头交办"}))
        units = list(self.county.units.values())[1:]
        for place, (day, values) in enumerate(sorted(matters, key=lambda one: one[0])):
            due = day + timedelta(days=LIMIT_DAYS)
            done = (self.last - day).days > 2 * LIMIT_DAYS
            yield {
                "instructed_on": day.isoformat(),
                "leader": self.leaders[place % len(self.leaders)],
                "text": said[place % len(said)],
                "unit": units[place % len(units)],
                "assigned_on": day.isoformat(),
                "due_on": due.isoformat(),
                "progress": self.words["progress"],
                "feedback": self.words["answer"] if done else None,
                "feedback_on": (due - timedelta(days=1)).isoformat() if done else None,
                "done_on": due.isoformat() if done else None,
                "state": DONE if done else RUNNING,
                **values,
            }

    def trail_orders(self, orders: list[Row], ids: range) -> None:
        """交办, 反馈, 办结 of each, as far as it has come."""
        steps: list[Row] = []
        for row, record in zip(orders, ids, strict=True):
            begun = datetime.combine(date.fromisoformat(str(row["assigned_on"])), NOON)
            moments = [(ASSIGNED, begun, None, 9982, 9983)]
            if row["done_on"] is not None:
                done = date.fromisoformat(str(row["done_on"]))
                moments.append((ANSWERED, datetime.combine(done, MORNING), None, 9983, 9984))
                moments.append((FINISHED, datetime.combine(done, EVENING), None, 9984, 9985))
            steps += [step_row("instruction", record, *one) for one in moments]
        self.save(INSTRUCTION_STEPS, steps)

    def working(self, period: Period, day: int) -> date:
        """A day of a month on which the office works, none after its end."""
        wanted = min(period.first + timedelta(days=day - 1), period.last)
        while not self.calendar.is_working_day(wanted) and wanted < period.last:
            wanted += timedelta(days=1)
        return wanted


def step_row(
    owner: str, record: int, item: int, at: datetime, who: object, before: int, after: int
) -> Row:
    """One row of a trail."""
    return {
        owner: record,
        "step": item,
        "at": f"{at:{MOMENT}}",
        "by": "办公室",
        "person": who,
        "state_before": before,
        "state_after": after,
    }
