"""A month's sheet typed in: what is refused, totals and ranks before saving, what is saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bureau.errors import UserError
from bureau.towns.entering import ScoreSheet, SheetRow, read_sheet, save_sheet
from tests.towns.town_books import OCTOBER, STREETS, Towns


def sheet(towns: Towns) -> ScoreSheet:
    """October as it is now."""
    with towns.desk.store.snapshot() as conn:
        names = towns.desk.store.names(conn)
        return read_sheet(conn, names, OCTOBER, towns.desk.today())


def key(towns: Towns, title: str) -> str:
    """The key of a column of marks."""
    return f"marks.{towns.item('town-score-item', title)}"


def filled(of: ScoreSheet, at: int, *marks: str) -> SheetRow:
    """A row with its five marks."""
    row = of.rows[at]
    for column, mark in zip(of.items, marks, strict=True):
        row = of.typed(row, f"marks.{column.item.id}", mark)
    return row


def saved(towns: Towns, of: ScoreSheet, after: Sequence[SheetRow]) -> tuple[int, int]:
    """What a save did."""
    done = save_sheet(towns.desk, OCTOBER, of.rows, after)
    return done.added, done.changed


def test_columns_are_the_items_that_the_rubric_takes_marks_for(towns: Towns) -> None:
    found = [(column.item.title, str(column.full)) for column in sheet(towns).items]
    assert found == [
        ("案件办理", "30"),
        ("现场检查", "40"),
        ("专项工作", "15"),
        ("群众满意度", "10"),
        ("履职与资料", "5"),
    ]


def test_towns_stand_by_group_and_register(towns: Towns) -> None:
    towns.town("石桥镇", position=1)
    towns.town("北苑街道", STREETS, position=2)
    towns.town("柳塘镇", position=3)
    rows = sheet(towns).rows
    assert [row.title for row in rows] == ["北苑街道", "石桥镇", "柳塘镇"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("40.01", "石桥镇的“现场检查”满分 40，不能填 40.01"),
        ("-1", "石桥镇"),
        ("三十几", "石桥镇"),
    ],
)
def test_a_mark_that_cannot_be_is_refused_in_one_sentence(
    towns: Towns, text: str, said: str
) -> None:
    towns.town("石桥镇")
    of = sheet(towns)
    with pytest.raises(UserError) as refused:
        of.typed(of.rows[0], key(towns, "现场检查"), text)
    assert said in refused.value.sentence


def test_full_marks_are_taken_and_a_blank_takes_a_mark_back(towns: Towns) -> None:
    towns.town("石桥镇")
    of = sheet(towns)
    row = of.typed(of.rows[0], key(towns, "现场检查"), "40")
    assert row.text(key(towns, "现场检查")) == "40"
    assert of.typed(row, key(towns, "现场检查"), " ") == of.rows[0]


def test_totals_and_ranks_are_known_before_saving(towns: Towns) -> None:
    towns.score("石桥镇", "88")
    towns.town("柳塘镇")
    of = sheet(towns)
    typed = of.typed(filled(of, 1, "28", "37.5", "14", "9", "4.5"), "adjust", "扣5分")
    judged = [of.judged(of.rows[0]), of.judged(typed)]
    assert judged[1].score is not None
    # 28 + 37.5 + 14 + 9 + 4.5 − 5
    assert judged[1].score.total == 88
    assert of.ranks(judged) == {towns.ids["石桥镇"]: 1, towns.ids["柳塘镇"]: 1}


def test_only_rows_that_differ_are_saved(towns: Towns) -> None:
    towns.score("石桥镇", "88", note="复印件在档案")
    towns.score("柳塘镇", "87")
    towns.town("青山乡")
    of = sheet(towns)
    changed = of.typed(of.rows[0], "adjust", "1")
    new = filled(of, 2, "30", "40", "15", "10", "5")
    assert saved(towns, of, [changed, of.rows[1], new]) == (1, 1)
    after = sheet(towns)
    assert [row.text("adjust") for row in after.rows] == ["1", "", ""]
    assert after.judged(after.rows[2]).score.total == 100  # type: ignore[union-attr]  # it is scored
    # What isn't typed here stays.
    assert after.rows[0].known["note"] == "复印件在档案"
    assert saved(towns, after, after.rows) == (0, 0)


def test_a_row_that_is_gone_is_told_and_nothing_is_saved(towns: Towns) -> None:
    record = towns.score("石桥镇", "88")
    towns.town("青山乡")
    of = sheet(towns)
    rows = [of.typed(row, "adjust", "1") for row in of.rows]
    with towns.desk.store.operation(towns.desk, "删除") as op:
        op.remove("town-scores", record)
    with pytest.raises(UserError, match="石桥镇的成绩已经被删除"):
        save_sheet(towns.desk, OCTOBER, of.rows, rows)
    assert towns.count("town-scores") == 0


def test_an_issued_month_is_not_written_to(towns: Towns) -> None:
    towns.score("石桥镇", "88")
    towns.issue(towns.insert("town-months", {"label": "2026年10月", "month": "2026-10-01"}))
    of = sheet(towns)
    assert of.is_issued
    with pytest.raises(UserError, match="已经签发"):
        save_sheet(towns.desk, OCTOBER, of.rows, [replace(of.rows[0], adjust=100)])
    assert sheet(towns).rows[0].text("adjust") == ""
