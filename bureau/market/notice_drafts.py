"""What a paper for a case says before anybody has typed a word: taken from case, wording, register and steps."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from bureau.ledger.entry import Names, Value
from bureau.ledger.query import OneOf, Sort
from bureau.market.ledgers import CASES, STEPS
from bureau.market.ledgers.cases import SUPERVISION as SUPERVISED
from bureau.market.notice_kinds import MEND, NOBODY, ORGANISATION, RECTIFY, SUPERVISION
from bureau.market.wordings import all_wordings, filled_in, wording_for
from bureau.register.ledgers import PEOPLE, SHOPS
from bureau.storage.rows import Row, ids, page

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.storage.connection import Reader

Values = dict[str, Value]
COPIED = (
    *("party_kind", "party_name", "party_licence", "phone"),
    *("address", "town", "road", "unit"),
)
"""Fields that a paper takes from its case as they are."""


def draft_notice(desk: Desk, case: int, kind: int) -> Values:
    """The prefilled fields of one paper, for a form; nothing is saved. Raises KeyError."""
    with desk.store.snapshot() as conn:
        rows = page(conn, CASES, [case], today=desk.today())
        if not rows:
            raise KeyError(case)
        return Drafting.of(desk, conn, rows).draft(rows[0], kind)


def day_words(day: str) -> str:
    """2026年11月3日 for an ISO date."""
    year, month, number = (int(part) for part in day[:10].split("-"))
    return f"{year}年{month}月{number}日"


def moment_words(moment: str) -> str:
    """2026年11月3日9时20分, the day alone where no time is known."""
    clock = moment[11:16]
    if not clock:
        return day_words(moment)
    return f"{day_words(moment)}{int(clock[:2])}时{clock[3:]}分"


@dataclass
class Drafting:
    """What is read once for the papers of many cases."""

    today: date
    names: Names
    wordings: list[Row]
    shops: Mapping[object, Row]
    people: Mapping[object, Row]
    supervised: Mapping[object, Row] = field(default_factory=dict)

    @classmethod
    def of(cls, desk: Desk, conn: Reader, cases: Sequence[Row]) -> Drafting:
        """For these cases as they are."""
        today = desk.today()
        steps = OneOf("case", tuple(int(str(row["id"])) for row in cases))
        listed = ids(conn, STEPS, steps, (Sort("at"), Sort("id")), today=today)
        return cls(
            today,
            desk.store.names(conn),
            all_wordings(conn, today),
            by_id(page(conn, SHOPS, numbers(row["shop"] for row in cases), today=today)),
            by_id(page(conn, PEOPLE, numbers(row["person"] for row in cases), today=today)),
            {
                step["case"]: step
                for step in page(conn, STEPS, listed, today=today)
                if step["step"] == SUPERVISED
            },
        )

    def draft(self, case: Row, kind: int) -> Values:
        """The prefilled values of a paper of this kind, blank ones left out."""
        values: Values = {key: case[key] for key in COPIED}  # type: ignore[misc]
        values["case"] = int(str(case["id"]))
        values["kind"] = kind
        values["issued_on"] = self.today.isoformat()
        values["found_at"] = found_at(case)
        due = case["due_on"]
        values["due_on"] = due if isinstance(due, str) and due >= self.today.isoformat() else None
        if kind == SUPERVISION:
            self.supervise(values, case)
        else:
            self.word(values, case, kind)
        self.complete_party(values, case, kind)
        self.name_officer(values, case, kind)
        return {key: value for key, value in values.items() if value not in (None, "")}

    def word(self, values: Values, case: Row, kind: int) -> None:
        """Violation, rules and demand as the bureau words them for this class."""
        places = {
            "发现时间": moment_words(str(values["found_at"])),
            "地点": str(case["address"] or ""),
            "当事人": str(case["party_name"] or ""),
            "问题描述": str(case["description"] or ""),
        }
        wording = wording_for(case, self.wordings)
        if wording is None or kind == MEND:
            said = case["description"] or self.class_title(case)
            before = "" if kind == MEND else f"于{places['发现时间']}在{places['地点']}，"
            values["violation"] = f"{before}{said}".rstrip("。")
            if wording is None:
                return
        else:
            values["violation"] = filled_in(str(wording["violation"]), places)
        values["broken_rule"] = text_of(wording["broken_rule"])
        if kind == RECTIFY:
            values["special_rule"] = text_of(wording["special_rule"])
        values["demand"] = text_of(wording["demand"])
        if wording["at_once"] == 1:
            values["at_once"] = 1
            values["due_on"] = None

    def supervise(self, values: Values, case: Row) -> None:
        """督办单: what the last step of 督办 demands, to the unit that is responsible."""
        values["violation"] = str(case["description"] or self.class_title(case))
        step = self.supervised.get(case["id"])
        if step is not None:
            values["demand"] = text_of(step["remark"])
            values["signer"] = text_of(step["approver"])
            values["due_on"] = text_of(step["until"])

    def complete_party(self, values: Values, case: Row, kind: int) -> None:
        """The shop's owner and address; the responsible unit where the paper goes to it."""
        unit = case["unit"]
        ownerless = not case["party_name"] or case["party_kind"] == NOBODY
        if kind == SUPERVISION or (kind == MEND and ownerless):
            for key in ("party_licence", "phone"):
                values[key] = None
            values["party_kind"] = ORGANISATION
            named = self.names.label("units", unit) if isinstance(unit, int) else None
            values["party_name"] = named
            return
        shop = self.shops.get(case["shop"])
        if shop is not None:
            values["party_head"] = text_of(shop["owner"])
            values["party_address"] = text_of(shop["address"])
            values["party_name"] = values["party_name"] or text_of(shop["name"])
            values["phone"] = values["phone"] or text_of(shop["phone"])

    def name_officer(self, values: Values, case: Row, kind: int) -> None:
        """责令改正: the person who works the case, if certified; the second one is asked for."""
        person = self.people.get(case["person"])
        if kind == RECTIFY and person is not None and person["certificate"]:
            values["officers"] = json.dumps([person["id"]], separators=(",", ":"))

    def class_title(self, case: Row) -> str:
        """The name of the sub-class, else of the class."""
        for key in ("subcategory", "category"):
            number = case[key]
            item = self.names.item_by_id(number) if isinstance(number, int) else None
            if item is not None:
                return item.title
        return ""


def found_at(case: Row) -> str:
    """When it was found, with the time where it is known."""
    clock = case["found_time"]
    return f"{case['found_on']} {clock}" if clock else str(case["found_on"])


def text_of(value: object) -> Value:
    """A stored text, None for anything else."""
    return value if isinstance(value, str) else None


def numbers(values: Iterable[object]) -> list[int]:
    """The ids among these, each once."""
    return list(dict.fromkeys(value for value in values if isinstance(value, int)))


def by_id(rows: Iterable[Row]) -> dict[object, Row]:
    """Rows by id."""
    return {row["id"]: row for row in rows}
