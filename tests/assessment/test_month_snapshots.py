"""Issued months: the same bytes come out of what was frozen, now and in later versions."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bureau.assessment.clauses import PastMonth
from bureau.assessment.deductions import Absence, Adjustment, Deduction, Inputs, Mark
from bureau.assessment.fees import Correction, Event, FeeInputs, Stage, Terms
from bureau.assessment.ranking import Contender
from bureau.assessment.shipped import shipped_awards
from bureau.assessment.snapshot import Rank, RankedMonth, UnitMonth, freeze, holds, thaw
from bureau.errors import EnvironmentFault
from tests.assessment.made import appealed, f, found, rubric, rule

FROZEN = Path(__file__).parent / "frozen"
"""Months as format 1 froze them. Never made anew: a later version must still read them."""

SANITATION = UnitMonth(
    rubric=rubric(),
    inputs=Inputs(
        inspections=9,
        deductions=(
            appealed("reduced", "2"),
            Deduction(
                ref="13",
                item="roads.litter",
                count=f("7/3"),
                on=date(2026, 10, 9),
                place="文化街",
                inspector="秦垚",
            ),
            found("bonus.county", ref="14"),
            found("staff.absent", 11, ref="15"),
        ),
        absences=(Absence(block="toilets", choice="carry", value=f("8.5"), reason="改造停用"),),
        adjustments=(Adjustment(ref="16", points=f("-0.25"), reason="审定"),),
    ),
    contract=FeeInputs(
        month="2026-10",
        first=date(2026, 10, 1),
        last=date(2026, 10, 31),
        terms=Terms(
            begins=date(2026, 10, 16),
            ends=date(2027, 12, 31),
            stages=(
                Stage(begins=date(2026, 10, 16), fee_fen=43_176_100),
                Stage(
                    begins=date(2026, 10, 25),
                    area=f(375_000),
                    price_fen=f("115.5"),
                    reason="补充协议一",
                ),
            ),
            rule=rule("percent-per-point-events"),
        ),
        events=(Event(ref="21", kind="complaint", on=date(2026, 10, 20), count=2),),
        history=(PastMonth(month="2026-09", score=f("88.125")),),
        corrections=(Correction(ref="31", month="2026-09", fen=-12_345, reason="重复计费"),),
    ),
)
TOWNS = RankedMonth(
    awards=shipped_awards()[0],
    contenders=(
        Contender(key="1", title="河口镇", group="乡镇", score=f("92.15")),
        Contender(key="2", title="石桥镇", group="乡镇", score=f("92.15")),
        Contender(key="3", title="柳塘镇", group="乡镇", score=f("88.29")),
        Contender(key="4", title="青山乡", group="乡镇", score=None, reason="洪灾不参评"),
    ),
    before=(Rank(key="1", rank=2), Rank(key="3", rank=1)),
)
MONTHS: dict[str, UnitMonth | RankedMonth] = {
    "sanitation-2026-10": SANITATION,
    "towns-2026-10": TOWNS,
}


@pytest.mark.parametrize("name", sorted(MONTHS))
def test_a_month_frozen_by_an_earlier_version_gives_the_same_bytes(name: str) -> None:
    kept = (FROZEN / f"{name}.json").read_bytes()
    assert holds(kept)
    assert freeze(MONTHS[name]) == kept


def test_the_frozen_month_has_the_figures_worked_by_hand() -> None:
    # blocks 40 − 2 − 7/6 = 36.83…, 15, 15, 8.5, 5, 5, 5 − 5.5 → 0, 5; + 1 − 0.25 = 91.0833…
    made = SANITATION.score()
    assert made is not None
    assert made.total == f("40") - 2 - f("7/6") + 15 + 15 + f("8.5") + 5 + 5 + 0 + 5 + f("0.75")
    kept = json.loads((FROZEN / "sanitation-2026-10.json").read_bytes())["figures"]
    assert kept["score"]["score"] == "91.08"
    # base 431761 × 9/31 + 433125 × 7/31 元; two complaints 4 %; correction −123.45 元
    base = (f(43_176_100) * 9 + f(43_312_500) * 7) / 31
    assert kept["fee"]["base_fen"] == round(base) == 22_315_239
    assert kept["fee"]["settled_fen"] == round(base * f("0.96")) == 21_422_629
    assert kept["fee"]["payable_fen"] == 21_422_629 - 12_345


def test_a_month_comes_back_as_it_was() -> None:
    for month in MONTHS.values():
        assert thaw(freeze(month)) == month


def test_a_rubric_edited_later_does_not_touch_an_issued_month() -> None:
    kept = freeze(SANITATION)
    edited = replace(SANITATION, rubric=replace(rubric(), blocks=rubric().blocks[:2]))
    assert edited != SANITATION
    assert holds(kept)
    assert thaw(kept) == SANITATION


def test_a_changed_input_is_noticed() -> None:
    plain = json.loads(freeze(SANITATION))
    plain["made_from"]["inputs"]["deductions"][3]["count"] = "10"
    changed = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert not holds(changed.encode())


def test_a_month_without_score_or_contract_is_frozen_too() -> None:
    unscored = replace(SANITATION, inputs=None, unscored="停工，不参评")
    assert holds(freeze(unscored))
    assert json.loads(freeze(unscored))["figures"]["score"] is None
    no_contract = replace(SANITATION, contract=None)
    assert json.loads(freeze(no_contract))["figures"]["fee"] is None


def test_a_month_of_marks_is_frozen_with_them() -> None:
    keys = ("cases", "field", "special", "satisfaction", "duties")
    month = UnitMonth(
        rubric=rubric("towns-default"),
        inputs=Inputs(inspections=0, marks=tuple(Mark(block=key, value=f("4.55")) for key in keys)),
    )
    assert json.loads(freeze(month))["figures"]["score"]["score"] == "22.75"
    assert thaw(freeze(month)) == month


@pytest.mark.parametrize(
    "damaged",
    [
        b"",
        b"{",
        b"[]",
        b'{"format":1}',
        b'{"format":1,"kind":"unit","made_from":{"rubric":3}}',
        b'{"format":1,"kind":"other","made_from":{}}',
    ],
)
def test_a_damaged_month_is_said_to_be_so(damaged: bytes) -> None:
    with pytest.raises(EnvironmentFault, match="存档损坏"):
        thaw(damaged)


def test_a_month_of_a_newer_program_is_refused_politely() -> None:
    with pytest.raises(EnvironmentFault, match="升级程序"):
        thaw(b'{"format":2,"kind":"unit"}')
