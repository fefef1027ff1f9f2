"""What patrols and maintenance find becomes repairs and hazards; maintenance of many noted at once."""

import pytest

from bureau.errors import UserError
from bureau.facilities.ledgers import DAY_PATROLS, FACILITIES, HAZARDS, REPAIRS, WORKS
from bureau.facilities.safety.problems import turn_into
from bureau.facilities.upkeep.upkeeping import EXAMPLES, add_examples, note_work
from bureau.register.ledgers import ROADS
from tests.facilities.lamp_books import Lights


def test_a_problem_of_a_patrol_becomes_a_repair_with_its_photos(lights: Lights) -> None:
    patrol = lights.add(
        "day-patrols",
        patrolled_on="2026-11-06",
        road="人民路",
        objects="车站门口井盖",
        problem="井盖松动",
        inspectors="李工",
    )
    photos = '["' + "a" * 64 + '"]'
    with lights.desk.store.operation(lights.desk, "照片") as op:
        op.update("day-patrols", patrol, {"photos": photos})
    (repair,) = turn_into(lights.desk, DAY_PATROLS, REPAIRS, [patrol])
    row = lights.row("repairs", repair)
    assert (row["reported_on"], row["place"], row["description"], row["reporter"]) == (
        "2026-11-06",
        "车站门口井盖",
        "井盖松动",
        "李工",
    )
    assert row["photos"] == photos
    assert lights.row("day-patrols", patrol)["repair"] == repair
    with pytest.raises(UserError, match="已经转维修"):
        turn_into(lights.desk, DAY_PATROLS, REPAIRS, [patrol])


def test_a_patrol_that_found_nothing_becomes_nothing(lights: Lights) -> None:
    patrol = lights.add("day-patrols", patrolled_on="2026-11-06", road="人民路")
    with pytest.raises(UserError, match="没有写问题"):
        turn_into(lights.desk, DAY_PATROLS, HAZARDS, [patrol])


def test_maintenance_that_found_a_hazard_gives_it_its_limit(lights: Lights) -> None:
    cabinet = lights.add("facilities", code="XB-1", kind="控制箱")
    plan = lights.add(
        "maintenance-plans", name="季检", kind="控制箱", period="每季", begins_on="2026-10-01",
        team="一班",
    )  # fmt: skip
    (work,) = note_work(lights.desk, plan, FACILITIES, [cabinet], {"problem": "箱体漏电"})
    row = lights.row("maintenance-works", work)
    assert (row["done_on"], row["asset"], row["facility"], row["done_by"]) == (
        "2026-11-09",
        cabinet,
        "XB-1",
        "一班",
    )
    (hazard,) = turn_into(lights.desk, WORKS, HAZARDS, [work])
    made = lights.row("hazards", hazard)
    # Nothing said: that of 一般隐患, seven days.
    assert (made["asset"], made["found_on"], made["due_on"]) == (
        cabinet,
        "2026-11-09",
        "2026-11-16",
    )


def test_the_work_of_roads_is_noted_by_road(lights: Lights) -> None:
    lights.lamp("A-1")
    with lights.desk.store.snapshot() as conn:
        road = lights.desk.store.names(conn).record("roads", "人民路")
    assert road is not None
    plan = lights.add(
        "maintenance-plans", name="巡查", road="人民路", period="每周", begins_on="2026-10-01"
    )
    (work,) = note_work(lights.desk, plan, ROADS, [road], {"done_on": "2026-11-03"})
    row = lights.row("maintenance-works", work)
    assert (row["road"], row["asset"], row["done_on"]) == (road, None, "2026-11-03")


def test_examples_are_for_what_is_on_the_register_and_added_once(lights: Lights) -> None:
    with pytest.raises(UserError, match="请先建档"):
        add_examples(lights.desk)
    lights.add("facilities", code="XB-1", kind="控制箱")
    lights.add("facilities", code="Q-1", kind="桥梁")
    made = add_examples(lights.desk)
    rows = [lights.row("maintenance-plans", one) for one in made]
    assert [row["name"] for row in rows] == ["配电箱季检", "桥梁经常性检查", "桥梁年度检测"]
    assert {row["begins_on"] for row in rows} == {"2026-11-01"}
    with pytest.raises(UserError):
        add_examples(lights.desk)
    assert len({one.name for one in EXAMPLES}) == len(EXAMPLES)
