"""The charts of street lighting: a line for each grade, for all roads and by nights; the darkest roads."""

from __future__ import annotations

from fractions import Fraction

from bureau.facilities.lighting.charts import dark_chart, trend_chart
from bureau.facilities.lighting.figures_trend import trend
from tests.facilities.lamp_books import OCTOBER, Lights


def test_three_patrolled_months_make_a_line(lights: Lights) -> None:
    lights.lamp("A-1")
    lights.lamp("B-1", road="解放路", grade="支路")
    for month in ("09", "10"):
        lights.patrol(f"2026-{month}-09", "10", "1")
    desk = lights.desk

    def months() -> object:
        with desk.store.snapshot() as conn:
            return trend_chart(trend(conn, desk.store.names(conn), OCTOBER, desk.today()))

    assert months() is None
    lights.patrol("2026-08-09", "10", "0", road="解放路")
    with desk.store.snapshot() as conn:
        chart = trend_chart(trend(conn, desk.store.names(conn), OCTOBER, desk.today()))
    assert chart is not None
    assert chart.categories[0] == "11月"
    assert chart.categories[-1] == "10月"
    of = {one.name: one.values[-3:] for one in chart.series}
    assert of == {
        "主干道": (None, Fraction(90), Fraction(90)),
        "支路": (Fraction(100), None, None),
        "全部道路": (Fraction(100), Fraction(90), Fraction(90)),
        "台账亮灯率": (Fraction(100), Fraction(100), Fraction(100)),
    }


def test_the_darkest_roads_come_first(lights: Lights) -> None:
    lights.patrol("2026-10-09", "100", "3")
    assert dark_chart(lights.figures().lighting.roads) is None
    lights.patrol("2026-10-09", "10", "1", road="解放路")
    lights.patrol("2026-10-09", "10", "0", road="后巷")
    chart = dark_chart(lights.figures().lighting.roads)
    assert chart is not None
    assert chart.categories == ("解放路", "人民路")
    assert chart.series[0].values == (Fraction(10), Fraction(3))
