"""A paper kept as JSON is the same paper again."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import get_args

import pytest

from bureau.bulletin.frozen import freeze, pack, thaw, unpack
from bureau.errors import EnvironmentFault
from bureau.reports import paper as papers
from bureau.reports.paper import (
    Anchor,
    Block,
    Chart,
    ChartRow,
    Colophon,
    Column,
    Contents,
    FormCell,
    FormTable,
    Gap,
    Heading,
    KeyFigure,
    KeyFigures,
    Listing,
    Masthead,
    PageBreak,
    Paper,
    Paragraph,
    Photo,
    Photos,
    SealPlace,
    Series,
    Signatures,
    Table,
)

CHART = Chart(
    "line", ("一月", "二月", "三月", "四月"),
    (Series("率", (Fraction(1, 3), Decimal("1.20"), None, 4)),),
)  # fmt: skip
EVERY_BLOCK: tuple[Block, ...] = (
    Heading("一、总体", 1),
    Paragraph("正文", "lead"),
    Table((Column("名称"), Column("数", numeric=True)), (("甲", "1"),), (("合计", "1"),)),
    CHART,
    ChartRow((CHART,)),
    Photos((Photo(Path("photos/ab/abc.jpg"), "整改前", 90), Photo(None, "无照片"))),
    Signatures(("填表人",), ("王芳",)),
    KeyFigures((KeyFigure("案件", "2", "件", "+1", "worse"),)),
    Masthead("通知书", number="〔2026〕1号"),
    FormTable((1, 2), ((FormCell("地点", label=True), FormCell("解放路", foot="年月日")),)),
    SealPlace("城管局", "2026年11月5日"),
    Anchor("a"),
    Contents((Listing("卷内", "a"),)),
    Gap(8),
    PageBreak(),
)


def test_every_kind_of_block_comes_back(tmp_path: Path) -> None:
    assert {type(one) for one in EVERY_BLOCK} == set(get_args(Block))
    blocks = tuple(
        Photos((Photo(tmp_path / "photos/ab/abc.jpg", "整改前", 90), Photo(None, "无照片")))
        if isinstance(one, Photos)
        else one
        for one in EVERY_BLOCK
    )
    whole = Paper(
        title="月报",
        blocks=blocks,
        colophon=Colophon("局", "2026年11月5日"),
        form="official",
        keywords=("城管", "月报"),
        made_at=datetime(2026, 11, 5, 9, 30),
    )
    packed = freeze(whole, tmp_path)
    assert thaw(packed, tmp_path) == whole
    assert str(tmp_path) not in str(unpack(packed))


def test_a_folder_that_moved_still_shows_its_photos(tmp_path: Path) -> None:
    whole = Paper(title="月报", blocks=(Photos((Photo(tmp_path / "old/photos/a.jpg"),)),))
    there = thaw(freeze(whole, tmp_path / "old"), tmp_path / "new").blocks[0]
    assert isinstance(there, Photos)
    assert there.photos[0].path == tmp_path / "new/photos/a.jpg"


def test_a_decimal_keeps_its_digits(tmp_path: Path) -> None:
    chart = thaw(freeze(Paper(title="", blocks=(CHART,)), tmp_path), tmp_path).blocks[0]
    assert isinstance(chart, papers.Chart)
    assert list(map(str, chart.series[0].values)) == ["1/3", "1.20", "None", "4"]


@pytest.mark.parametrize("damaged", ["", "no base64!", pack({"title": 3}), "AAAA"])
def test_what_is_damaged_is_named(damaged: str, tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match="存档损坏"):
        thaw(damaged, tmp_path)
