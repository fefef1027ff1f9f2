"""What holds for every rubric, contract and group: searched for counter-examples."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from bureau.assessment.appeals import Appeal, Ruling
from bureau.assessment.charges import judged_by
from bureau.assessment.deductions import Deduction, Inputs
from bureau.assessment.exact import HUNDRED, half_up, total
from bureau.assessment.explaining import explained, leaves
from bureau.assessment.fees import Correction, Event, Fee, FeeInputs, Stage, Terms, fee
from bureau.assessment.ranking import Contender, place_amounts, rank
from bureau.assessment.rubric import Item, walk
from bureau.assessment.rules import Rule
from bureau.assessment.scoring import score
from bureau.assessment.shipped import shipped_awards, shipped_rules
from bureau.assessment.snapshot import RankedMonth, UnitMonth, freeze, holds, thaw
from tests.assessment.made import f, rubric, scored

OWN = rubric()
ITEMS: dict[str, Item] = {item.key: item for block in walk(OWN.blocks) for item in block.items}
PENALTIES = [item.key for extra in OWN.extras if not extra.adds for item in extra.items]
BONUS = [item.key for extra in OWN.extras if extra.adds for item in extra.items]
AWARDS = shipped_awards()[0]
FIRST = date(2026, 10, 1)
RULINGS: tuple[Ruling, ...] = ("upheld", "quashed", "dropped", "late")


@st.composite
def deductions(draw: st.DrawFn, among: tuple[str, ...] = (*ITEMS, *PENALTIES)) -> Deduction:
    appeal = None
    if draw(st.booleans()):
        ruling = draw(st.sampled_from(RULINGS))
        appeal = Appeal(filed_on=FIRST, ruling=ruling, ruled_on=FIRST)
    return Deduction(
        ref="",
        item=draw(st.sampled_from(among)),
        count=Fraction(draw(st.integers(1, 40)), draw(st.integers(1, 3))),
        factor=draw(st.sampled_from([Fraction(1), Fraction(2), Fraction(4, 5)])),
        appeal=appeal,
    )


@st.composite
def months(draw: st.DrawFn) -> Inputs:
    drawn = draw(st.lists(deductions(), max_size=12))
    merits = draw(st.lists(deductions(tuple(BONUS)), max_size=3))
    numbered = (replace(one, ref=str(n)) for n, one in enumerate([*drawn, *merits]))
    return Inputs(inspections=1, deductions=tuple(numbered))


@st.composite
def contracts(draw: st.DrawFn) -> FeeInputs:
    """A contract in force in October 2026 by a shipped rule, with events the rule knows."""
    own: Rule = draw(st.sampled_from(shipped_rules()))
    own = replace(own, cap=Fraction(draw(st.integers(0, 400)), 4))
    begins = FIRST + timedelta(days=draw(st.integers(-40, 30)))
    later = draw(st.lists(st.integers(1, 45), max_size=3, unique=True))
    money = st.integers(0, 90_000_000)
    stages = [Stage(begins=begins, fee_fen=draw(money))]
    stages += [
        Stage(begins=begins + timedelta(days=after), fee_fen=draw(money), reason=f"补充{after}")
        for after in later
    ]
    kinds = [kind.key for kind in own.events]
    count = draw(st.integers(0, 4)) if kinds else 0
    events = tuple(
        Event(
            ref=str(n),
            kind=draw(st.sampled_from(kinds)),
            on=FIRST + timedelta(days=draw(st.integers(0, 30))),
            count=draw(st.integers(1, 3)),
        )
        for n in range(count)
    )
    return FeeInputs(
        month="2026-10",
        first=FIRST,
        last=date(2026, 10, 31),
        terms=Terms(begins=begins, stages=tuple(stages), rule=own),
        events=events,
    )


def added(made: Fee) -> int:
    return sum(line.fen or 0 for line in made.lines if line.adds)


@given(months(), deductions())
def test_one_more_deduction_never_raises_a_score(inputs: Inputs, more: Deduction) -> None:
    worse = replace(inputs, deductions=(*inputs.deductions, replace(more, ref="more")))
    assert score(OWN, worse).total <= score(OWN, inputs).total


@given(months(), st.data())
def test_the_order_of_entry_changes_nothing(inputs: Inputs, draw: st.DataObject) -> None:
    shuffled = draw.draw(st.permutations(inputs.deductions))
    assert score(OWN, replace(inputs, deductions=tuple(shuffled))) == score(OWN, inputs)


@given(months())
def test_a_score_is_what_its_deductions_leave(inputs: Inputs) -> None:
    judged = score(OWN, inputs)
    for block in judged.blocks:
        assert 0 <= block.score <= block.block.full
        assert block.score == block.block.full - block.lost + block.spared
        assert block.lost == total(one.kept for item in block.items for one in item.kept)
    extras = total(extra.signed for extra in judged.extras)
    free = judged.full - total(block.lost - block.spared for block in judged.blocks) + extras
    assert judged.total == max(free, 0)
    assert judged.extras[0].amount <= 3


@given(months())
def test_every_deduction_stands_once_in_the_explanation(inputs: Inputs) -> None:
    refs = [node.ref for node in leaves(explained(score(OWN, inputs))) if node.ref]
    assert sorted(refs) == sorted(one.ref for one in inputs.deductions)


@given(contracts(), months())
def test_a_fee_lies_between_nothing_and_its_base(inputs: FeeInputs, month: Inputs) -> None:
    made = fee(inputs, judged_by(score(OWN, month)))
    assert 0 <= made.payable_fen <= made.base_fen
    assert made.cut <= made.base * inputs.terms.rule.cap / HUNDRED
    assert made.payable_fen == half_up(made.base - made.cut, 0)
    assert made.deducted_fen == made.base_fen - made.payable_fen


@given(contracts(), months(), st.lists(st.integers(-9_000_000, 9_000_000), max_size=3))
def test_the_lines_of_a_fee_sheet_sum_to_what_is_payable(
    inputs: FeeInputs, month: Inputs, corrections: list[int]
) -> None:
    amended = tuple(
        Correction(ref=str(n), month="2026-09", fen=fen, reason="更正")
        for n, fen in enumerate(corrections)
    )
    made = fee(replace(inputs, corrections=amended), judged_by(score(OWN, month)))
    assert added(made) == made.payable_fen >= 0
    assert made.payable_fen + made.carried_fen == made.settled_fen + sum(corrections)
    assert sum(one.fen or 0 for one in made.lines if one.kind == "base") == made.base_fen


@given(contracts(), st.integers(0, 10_000), st.integers(0, 10_000))
def test_a_better_score_never_pays_less(inputs: FeeInputs, one: int, other: int) -> None:
    low, high = sorted((one, other))
    low_fee, high_fee = (
        fee(inputs, scored(f"{hundredths}/100")).payable_fen for hundredths in (low, high)
    )
    # Clauses of a band (80 to 90) may cost money that a worse month is not charged.
    if not any(clause.fen for clause in inputs.terms.rule.clauses):
        assert low_fee <= high_fee


@given(contracts(), months(), st.data())
def test_the_order_of_events_and_stages_changes_nothing(
    inputs: FeeInputs, month: Inputs, draw: st.DataObject
) -> None:
    events = draw.draw(st.permutations(inputs.events))
    stages = draw.draw(st.permutations(inputs.terms.stages))
    shuffled = replace(
        inputs, events=tuple(events), terms=replace(inputs.terms, stages=tuple(stages))
    )
    judged = judged_by(score(OWN, month))
    assert fee(shuffled, judged) == fee(inputs, judged)


@given(contracts(), months())
def test_a_frozen_month_is_made_again_to_the_byte(contract: FeeInputs, inputs: Inputs) -> None:
    month = UnitMonth(rubric=OWN, inputs=inputs, contract=contract)
    kept = freeze(month)
    assert holds(kept)
    assert thaw(kept) == month


@st.composite
def fields(draw: st.DrawFn) -> tuple[Contender, ...]:
    scores = draw(st.lists(st.integers(8_500, 8_510), min_size=1, max_size=9))
    return tuple(
        Contender(key=str(n), title=str(n), group="乡镇", score=Fraction(one, 100))
        for n, one in enumerate(scores)
    )


@given(fields(), st.data())
def test_a_ranking_hands_out_what_its_places_get(
    contenders: tuple[Contender, ...], draw: st.DataObject
) -> None:
    places = rank(contenders, AWARDS)
    # Shares of 1/3 分 are rounded: at most half a 分 a unit.
    wanted = sum(place_amounts(len(places), AWARDS))
    assert abs(sum(place.fen for place in places) - wanted) <= Fraction(len(places), 2)
    for place in places:
        assert place.score is not None
        better = [one for one in places if one.score is not None and one.score > place.score]
        assert place.rank == 1 + len(better)
        assert all(one.fen >= place.fen for one in better)
    shuffled = draw.draw(st.permutations(contenders))
    again = {place.key: place for place in rank(shuffled, AWARDS)}
    assert again == {place.key: place for place in places}
    assert holds(freeze(RankedMonth(awards=AWARDS, contenders=contenders)))


def test_what_is_drawn_covers_every_shape_of_rule() -> None:
    shapes = {charge.shape for own in shipped_rules() for charge in own.charges}
    assert shapes == {
        "tiers",
        "percent-per-point",
        "yuan-per-point",
        "yuan-per-problem",
        "ring-fenced",
    }
    assert f("0.1") + f("0.2") == f("0.3")
