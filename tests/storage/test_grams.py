"""Numbers are found by fours: pairs of digits meet in many records that hold another number."""

from __future__ import annotations

from bureau.storage.grams import gram_query, grams, grams_all


def test_stretches_of_digits_and_letters_are_kept_by_pairs_and_fours() -> None:
    assert grams("k7 2026 路12号").split() == [
        "k7", "7", "20", "02", "26", "6", "路1", "12", "2号", "号", "2026",
    ]  # fmt: skip


def test_a_number_is_sought_by_fours_and_what_is_about_it_by_pairs() -> None:
    assert gram_query("路1391号") == '"1391" AND "路1" AND "1号"'
    assert gram_query("139") == '"13" AND "39"'
    assert gram_query("20260") == '"2026" AND "0260"'


def test_every_part_of_a_number_is_sought_by_what_is_kept() -> None:
    kept = set(grams("zz 2026 000123 13912345678").split())
    for number in ("2026", "000123", "13912345678"):
        for start in range(len(number) - 1):
            for end in range(start + 2, len(number) + 1):
                query = gram_query(number[start:end]) or ""
                assert {term.strip('"') for term in query.split(" AND ")} <= kept


def test_many_texts_at_once_give_what_one_by_one_gives() -> None:
    texts = ["人民路12号 油烟", "a", "zz 2026 000123", "占道 经营"]
    assert [found.split() for found in grams_all(texts)] == [grams(text).split() for text in texts]
