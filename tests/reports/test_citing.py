"""Numbers in texts that stay tied to their figures."""

from __future__ import annotations

from bureau.reports.citing import Cited, changed, cite, cited, pieces, plain, recited, rewritten

TEXT = f"共发现案件{cite('market.cases', '183')}件，{cite('market.cases@mom', '环比上升5.2%')}。"


def test_a_text_reads_without_its_keys() -> None:
    assert plain(TEXT) == "共发现案件183件，环比上升5.2%。"
    assert plain("没有数字") == "没有数字"


def test_pieces_are_words_and_numbers_in_order() -> None:
    assert list(pieces(TEXT)) == [
        "共发现案件",
        Cited("market.cases", "183"),
        "件，",
        Cited("market.cases@mom", "环比上升5.2%"),
        "。",
    ]
    assert "".join(map(str, pieces(TEXT))) == TEXT


def test_what_has_no_words_is_not_cited() -> None:
    assert cite("market.cases@yoy", "") == ""


def test_a_key_with_the_signs_of_citations_stays_words() -> None:
    """A unit may be named so."""
    assert cite("market.by_unit.一|二中队", "3") == "3"


def test_a_figure_that_reads_otherwise_now_is_told() -> None:
    now = {"market.cases": "185", "market.cases@mom": "环比上升5.2%"}
    assert changed(TEXT, now) == ((Cited("market.cases", "183"), "185"),)
    assert plain(recited(TEXT, now)) == "共发现案件185件，环比上升5.2%。"


def test_a_figure_that_is_gone_keeps_its_words() -> None:
    assert recited(TEXT, {}) == TEXT
    assert changed(TEXT, {}) == ()


def test_citations_can_be_written_otherwise() -> None:
    marked = rewritten(TEXT, lambda one: f"{one.words}※")
    assert marked == "共发现案件183※件，环比上升5.2%※。"
    assert cited(marked) == ()


def test_brackets_of_other_texts_are_left_alone() -> None:
    assert plain("⟦甲⟧ 和 ⟦|乙⟧") == "⟦甲⟧ 和 ⟦|乙⟧"
