"""取号 when a month of the towns is issued: the number, its record in the register, issued once more."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bureau.documents.ledgers import DOCUMENT_STEPS, SENT
from bureau.documents.states import DRAFTED, SIGNED
from bureau.editing import add
from bureau.editing.inputs import Input
from bureau.errors import UserError
from bureau.ledger.query import Sort
from bureau.storage import rows
from bureau.towns.ledgers import MONTHS
from bureau.towns.months import open_month
from tests.storage.offices import hurry
from tests.towns.town_books import OCTOBER, Towns, open_towns


@pytest.fixture
def month(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Towns, int]]:
    """Four towns with a score each, and their month."""
    hurry(monkeypatch)
    with open_towns(tmp_path / "office") as towns:
        for name, total in (("甲镇", "92"), ("乙镇", "90"), ("丙镇", "88"), ("丁镇", "86")):
            towns.score(name, total)
        yield towns, open_month(towns.desk, OCTOBER)


def papers_of(towns: Towns) -> list[rows.Row]:
    """The register of papers."""
    today = towns.desk.today()
    with towns.desk.store.snapshot() as conn:
        return rows.page(conn, SENT, rows.ids(conn, SENT, today=today), today=today)


def number_of(towns: Towns, record: int) -> object:
    """The number that the month bears."""
    with towns.desk.store.snapshot() as conn:
        return rows.page(conn, MONTHS, [record], today=towns.desk.today())[0]["paper_number"]


def test_a_month_takes_its_number_from_the_register(month: tuple[Towns, int]) -> None:
    towns, record = month
    towns.issue(record, issuer="城管委办", paper_number="", take_number="是")
    (paper,) = papers_of(towns)
    assert number_of(towns, record) == paper["number"]
    assert (paper["code"], paper["serial"]) == ("县城管委办", 1)
    assert (paper["title"], paper["paper"], paper["month"]) == (
        "关于2026年10月城市管理综合考核情况的通报",
        "镇街考核通报",
        "2026-10-01",
    )


def test_a_typed_number_is_registered_and_stays_when_issued_again(
    month: tuple[Towns, int],
) -> None:
    towns, record = month
    towns.issue(record)
    towns.take("unlock", record, remark="更正", approver="李局长")
    towns.take("issue", record, signed_by="王主任")
    (paper,) = papers_of(towns)
    assert (paper["number"], paper["signer"]) == ("云城管委通〔2026〕10号", "王主任")


def test_an_unlocked_month_takes_its_paper_back(month: tuple[Towns, int]) -> None:
    towns, record = month
    towns.issue(record)
    towns.take("unlock", record, remark="甲镇得分有误", approver="李局长")
    (paper,) = papers_of(towns)
    assert (paper["number"], paper["state"]) == ("云城管委通〔2026〕10号", DRAFTED)
    towns.take("issue", record, signed_by="王主任")
    (paper,) = papers_of(towns)
    assert paper["state"] == SIGNED
    today = towns.desk.today()
    with towns.desk.store.snapshot() as conn:
        found = rows.ids(conn, DOCUMENT_STEPS, None, [Sort("id")], today=today)
        trail = [
            (row["state_before"], row["state_after"], row["remark"])
            for row in rows.page(conn, DOCUMENT_STEPS, found, today=today)
        ]
    assert trail == [
        (SIGNED, DRAFTED, "考核月解锁，收回：甲镇得分有误"),
        (DRAFTED, SIGNED, "重新签发，签发人 王主任"),
    ]


def test_unlocking_leaves_a_paper_of_another_month_alone(month: tuple[Towns, int]) -> None:
    towns, record = month
    towns.issue(record)
    (paper,) = papers_of(towns)
    with towns.desk.store.operation(towns.desk, "改月份") as op:
        op.update(SENT.name, int(str(paper["id"])), {"month": "2026-09-01"})
    towns.take("unlock", record, remark="更正", approver="李局长")
    assert papers_of(towns)[0]["state"] == SIGNED


def test_without_a_number_nothing_is_registered(month: tuple[Towns, int]) -> None:
    towns, record = month
    towns.issue(record, paper_number="")
    assert papers_of(towns) == []


def test_a_number_of_another_paper_is_refused(month: tuple[Towns, int]) -> None:
    towns, record = month
    typed: dict[str, Input] = {
        "title": "关于洗城行动的通知",
        "kind": "通知",
        "number": "云城管委通〔2026〕10号",
        "signed_on": "2026-03-01",
        "signer": "王县长",
    }
    add(towns.desk, SENT, typed)
    towns.take("decide", record, approver="李局长")
    with pytest.raises(UserError, match="已经用于《关于洗城行动的通知》"):
        towns.take(
            "issue",
            record,
            issuer="城管委",
            paper_number="云城管委通〔2026〕10号",
            signed_by="张主任",
        )
    (paper,) = papers_of(towns)
    assert (paper["signer"], paper["month"]) == ("王县长", None)
