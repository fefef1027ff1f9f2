"""The journal shows what was changed behind its back, and allows what the law asks to be erased."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bureau.desk import Desk
from bureau.storage.check import check
from bureau.storage.seal import chain_hash, digest_of, holds, is_redacted, seal
from tests.storage.offices import Clock, item, opened


@pytest.fixture
def books(root: Path) -> Iterator[Desk]:
    """An office with four operations: two roads, a case, a daily log with two lines, an edit."""
    with opened(root) as desk:
        assert isinstance(desk.clock, Clock)
        with desk.store.operation(desk, "登记道路") as op:
            road = op.insert("roads", {"name": "解放路"})
            op.insert("roads", {"name": "人民路"})
        with desk.store.operation(desk, "登记案件") as op:
            op.insert(
                "market-cases",
                {
                    "number": "ZZ-2026-0001",
                    "address": "解放路1号",
                    "road": road,
                    "phone": "1380000",
                },
            )
        with desk.store.operation(desk, "日志") as op:
            counts = {
                item(desk, "daily-count", "出动人员"): 1200,
                item(desk, "daily-count", "出动车辆"): 300,
            }
            op.insert("market-daily", {"date": "2026-10-01", "counts": counts})
        with desk.store.operation(desk, "改道路") as op:
            op.update("roads", road, {"area_m2": 120_000})
        assert check(desk.store) == []
        yield desk


def tamper(desk: Desk, *statements: str) -> list[str]:
    """Runs SQL past the gate, as a database browser would, and checks the folder."""
    with closing(sqlite3.connect(desk.store.folder.database, isolation_level=None)) as conn:
        for sql in statements:
            assert conn.execute(sql).rowcount != 0, sql
    return check(desk.store)


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("UPDATE market_cases SET address = '解放路2号'", "与它的历史不一致"),
        ("UPDATE roads SET length_m = 5 WHERE name = '人民路'", "与它的历史不一致"),
        ("UPDATE roads SET length_m = 5 WHERE name = '解放路'", "与它的历史不一致"),
        ("UPDATE roads SET area_m2 = NULL WHERE name = '解放路'", "与它的历史不一致"),
        ("UPDATE market_daily__counts SET value = value + 100", "与它的历史不一致"),
        ("DELETE FROM market_cases", "不见了"),
        ("DELETE FROM market_daily__counts WHERE value = 300", "不见了"),
        ("UPDATE change SET after = replace(after, '1号', '2号')", "内容被改动过"),
        ("UPDATE change SET seal = randomblob(48) WHERE id = 3", "的记录被改动过"),
        ("UPDATE change SET record = record + 1 WHERE id = 3", "的记录被改动过"),
        ("UPDATE op SET actor = '李四' WHERE seq = 2", "的记录被改动过"),
        ("UPDATE op SET at = '2026-01-01 00:00:00' WHERE seq = 2", "的记录被改动过"),
        ("DELETE FROM op WHERE seq = 2", "接不上"),
        ("DELETE FROM op WHERE seq = 4", "少了最近 1 次操作"),
        ("DELETE FROM change WHERE id = 3", "的记录被改动过"),
        ("UPDATE catalogue_items SET _sort_title = 'x'", "排序依据过时"),
        ("UPDATE catalogue_items SET title = '别的' WHERE title = '占道经营'", "自带分类"),
        ("DELETE FROM catalogue_items WHERE title = '执法'", "自带分类"),
        ("INSERT INTO catalogue_items (id, title) VALUES (9, '私货')", "来历不明"),
        ("UPDATE change SET after = '[' WHERE id = 1", "内容被改动过"),
        ("UPDATE change SET after = CAST(x'5b22e8a722' AS TEXT) WHERE id = 1", "读不出来"),
        ("UPDATE roads SET name = CAST(x'e8a7' AS TEXT)", "读不出来"),
    ],
)
def test_check_finds(books: Desk, sql: str, said: str) -> None:
    assert said in "\n".join(tamper(books, sql))


def test_check_finds_a_row_that_nobody_entered(books: Desk) -> None:
    found = tamper(books, "INSERT INTO shops (id, name) VALUES (5000000000001, '幽灵店')")
    assert "沿街商户" in found[0]
    assert "与它的历史不一致" in found[0]


def test_check_finds_a_cut_tail(books: Desk) -> None:
    """The chain alone can't show that its end is missing; the head file can."""
    found = tamper(
        books,
        "UPDATE roads SET area_m2 = NULL WHERE name = '解放路'",
        "DELETE FROM change WHERE id > (SELECT last_change FROM op WHERE seq = 3)",
        "DELETE FROM op WHERE seq = 4",
    )
    assert len(found) == 1
    assert "少了最近 1 次操作（应到第 4 次，只有第 3 次）" in found[0]


def test_check_finds_changes_that_belong_to_no_operation(books: Desk) -> None:
    found = tamper(
        books,
        "INSERT INTO change (ledger, record, kind, seal) VALUES ('roads', 1, 'export', zeroblob(48))",
    )
    assert any("不属于任何操作" in sentence for sentence in found)


def test_check_finds_a_rewritten_chain_by_its_head(books: Desk) -> None:
    """Whoever rewrites the last operation with a hash that fits still meets the head file."""
    with closing(sqlite3.connect(books.store.folder.database, isolation_level=None)) as conn:
        conn.row_factory = sqlite3.Row
        row = conn.execute("SELECT * FROM op WHERE seq = 4").fetchone()
        change = conn.execute("SELECT * FROM change ORDER BY id DESC").fetchone()
        from bureau.storage.operation import op_header

        header = op_header(
            row["station"], 4, row["lamport"], row["kind"], row["schema"], row["label"], "李四",
            row["at"], None,
        )  # fmt: skip
        line = (change["ledger"], change["record"], change["kind"], change["seal"])
        forged = chain_hash(row["prev"], header, [line])
        conn.execute("UPDATE op SET actor = '李四', hash = ? WHERE seq = 4", (forged,))
    found = check(books.store)
    assert len(found) == 1
    assert "与日志头不一致" in found[0]


def test_check_finds_a_broken_search(books: Desk) -> None:
    text = "UPDATE search_doc SET text = '别处' WHERE ledger = 'roads' AND text LIKE '人民路%'"
    found = tamper(books, text)
    assert "搜索文字过时" in found[0]
    assert "与搜索文字不一致" in found[1]


def test_check_finds_a_record_that_search_forgot(books: Desk) -> None:
    assert (
        "搜索文字过时" in tamper(books, "DELETE FROM search_doc WHERE ledger = 'market-cases'")[0]
    )


def test_check_finds_an_emptied_index(books: Desk) -> None:
    assert "搜索索引" in "\n".join(tamper(books, "DELETE FROM search_gram_data WHERE id > 10"))


def test_an_erased_payload_still_verifies(books: Desk) -> None:
    """What must be forgotten can be: the chain runs over digests."""
    found = tamper(
        books,
        "UPDATE change SET before = NULL, after = NULL, seal = substr(seal, 17)"
        " WHERE ledger = 'market-cases'",
    )
    assert found == []


def test_an_erased_payload_of_a_longer_history_still_verifies(books: Desk) -> None:
    found = tamper(
        books,
        "UPDATE change SET before = NULL, after = NULL, seal = substr(seal, 17)"
        " WHERE ledger = 'roads' AND kind = 'insert'",
    )
    assert found == []


def test_a_seal_holds_only_what_was_sealed() -> None:
    salt = bytes(range(16))
    sealed = seal("[1]", None, salt)
    assert len(sealed) == 48
    assert holds(sealed, "[1]", None)
    assert not holds(sealed, None, "[1]")
    assert not holds(sealed, "[2]", None)
    assert not is_redacted(sealed)
    assert is_redacted(digest_of(sealed))
    assert seal("[1]", None, bytes(16)) != sealed  # the same content can't be recognised


def test_the_chain_depends_on_order_and_predecessor() -> None:
    one, two = ("roads", 1, "insert", bytes(48)), ("roads", 2, "insert", bytes(48))
    first = chain_hash(bytes(32), "h", [one, two])
    assert first != chain_hash(bytes(32), "h", [two, one])
    assert first != chain_hash(b"\1" * 32, "h", [one, two])
    assert first != chain_hash(bytes(32), "g", [one, two])
    # Erasing payload and salt leaves the hash as it was.
    assert first == chain_hash(bytes(32), "h", [(*one[:3], bytes(32)), two])


def test_journal_payloads_are_unreadable_without_the_salt(books: Desk) -> None:
    seals = {bytes(row["seal"]) for row in books.store.reader().execute("SELECT seal FROM change")}
    salts = {sealed[:16] for sealed in seals}
    assert len(salts) == len(seals) == 7
