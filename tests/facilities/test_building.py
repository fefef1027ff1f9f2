"""Cards in bulk by road or cabinet, with a preview; numbering anew and linking, with a trace."""

from __future__ import annotations

import pytest

from bureau.editing.faults import EditFault
from bureau.editing.inputs import Stored
from bureau.editing.removing import remove
from bureau.editing.writing import change
from bureau.errors import UserError
from bureau.facilities.ledgers import FACILITIES, LIGHT_PATROLS, REPAIRS
from bureau.facilities.register.building import (
    Along,
    Hung,
    build,
    like,
    numbered,
    places_between,
    preview,
    renumber,
)
from bureau.facilities.register.linking import link, link_known
from bureau.facilities.register.stretches import circuits, stretch
from tests.facilities.lamp_books import Lights
from tests.storage.offices import add_road


def test_1600_m_at_30_m_on_both_sides_are_108_cards(lights: Lights) -> None:
    road = add_road(lights.desk, "人民路")
    sides = (lights.item("lamp-side", "左侧"), lights.item("lamp-side", "右侧"))
    plan = Along(
        road=road,
        sides=sides,
        places=places_between(1600, 30),
        pattern="RM-{serial:03}",
        more={"watts": Stored(150)},
    )
    seen = preview(lights.desk, plan)
    assert (seen.count, seen.clashes) == (108, ())
    assert seen.sentence == "将建 108 盏：RM-001 至 RM-108。"
    made = build(lights.desk, plan)
    first, second, last = (lights.row("facilities", made[at]) for at in (0, 1, -1))
    assert (first["code"], first["side"], first["position"]) == ("RM-001", sides[0], 1)
    assert (second["code"], second["side"], second["position"]) == ("RM-002", sides[1], 1)
    assert (last["code"], last["position"], last["road"]) == ("RM-108", 54, road)
    assert (last["watts"], last["heads"]) == (150, 1)
    assert preview(lights.desk, plan).sentence == (
        "将建 108 盏：RM-001 至 RM-108；其中 108 个编号重复：RM-001、RM-002、RM-003、RM-004、RM-005等，"
        "请改编号样式或起始号，109 起没有用过。"
    )
    with pytest.raises(UserError, match="108 个编号重复"):
        build(lights.desk, plan)


def test_cabinet_and_circuits_get_cards_that_lamps_hang_on(lights: Lights) -> None:
    plan = Hung(
        cabinet="XB-07", circuits=(("1", 2), ("2", 1)), pattern="XB-07-{circuit}-{serial:02}"
    )
    seen = preview(lights.desk, plan)
    assert seen.codes == ("XB-07-1-01", "XB-07-1-02", "XB-07-2-01")
    assert seen.besides == ("XB-07", "XB-07-1", "XB-07-2")
    made = build(lights.desk, plan)
    by_code = {str(row["code"]): row for row in lights.all("facilities")}
    assert len(by_code) == 6
    lamp = lights.row("facilities", made[2])
    assert lamp["parent"] == by_code["XB-07-2"]["id"]
    assert by_code["XB-07-2"]["parent"] == by_code["XB-07"]["id"]
    assert (lamp["cabinet"], lamp["circuit"]) == ("XB-07", "2")
    more = Hung(cabinet="XB-07", circuits=(("2", 1),), pattern="XB-07-2-{serial:02}", first=2)
    assert preview(lights.desk, more).besides == ()


def test_lamps_like_one_that_stands_there(lights: Lights) -> None:
    sample = lights.lamp("A-1", watts="150", height_m="10.5", cabinet="XB-1", state="停用")
    plan = like(lights.desk, sample, pattern="A-{serial}", first=2, places=2, sides=())
    made = build(lights.desk, plan)
    row = lights.row("facilities", made[1])
    assert (row["code"], row["watts"], row["height_m"]) == ("A-3", 150, 1050)
    assert (row["cabinet"], row["state"], row["side"]) == ("XB-1", None, None)
    bare = lights.add("facilities", code="B-1")
    with pytest.raises(UserError, match="没有填所在道路"):
        like(lights.desk, bare, pattern="B-{serial}", first=2, places=1, sides=())


@pytest.mark.parametrize("pattern", ["LD01", "{serial", "{serial:x9y}", "{serial}{road}"])
def test_a_pattern_that_cant_be_read_is_explained(lights: Lights, pattern: str) -> None:
    plan = Along(road=add_road(lights.desk, "人民路"), sides=(), places=1, pattern=pattern)
    with pytest.raises(UserError, match="编号样式"):
        preview(lights.desk, plan)


def test_too_many_cards_at_once_are_refused(lights: Lights) -> None:
    plan = Along(road=1, sides=(), places=5001, pattern="A-{serial}")
    with pytest.raises(UserError, match="一次最多建 5000 盏"):
        preview(lights.desk, plan)


def test_numbered_anew_a_card_keeps_its_old_code_as_a_name(lights: Lights) -> None:
    one, two = lights.lamp("A-1"), lights.lamp("A-2")
    fault = lights.repair("2026-10-05", "A-1", repaired_on="2026-10-06")
    wanted = numbered(lights.desk, [two, one], "RM-{serial:02}", 5)
    assert wanted == {two: ("A-2", "RM-05"), one: ("A-1", "RM-06")}
    assert renumber(lights.desk, {record: new for record, (_, new) in wanted.items()}) == 2
    row = lights.row("facilities", one)
    assert (row["code"], row["aliases"]) == ("RM-06", "A-1")
    assert lights.row("repairs", fault)["asset"] == one
    again = lights.repair("2026-10-20", "A-1")  # an old paper says the old code
    assert lights.row("repairs", again)["asset"] == one


def test_two_cards_may_exchange_their_codes(lights: Lights) -> None:
    one, two = lights.lamp("A-1"), lights.lamp("A-2")
    assert renumber(lights.desk, {one: "A-2", two: "A-1"}) == 2
    assert lights.row("facilities", one)["code"] == "A-2"


def test_a_code_that_is_taken_or_given_twice_is_refused(lights: Lights) -> None:
    one, two = lights.lamp("A-1"), lights.lamp("A-2")
    lights.lamp("A-3")
    with pytest.raises(UserError, match="已经有别的设施在用"):
        renumber(lights.desk, {one: "a-3"})
    with pytest.raises(UserError, match="给了两次"):
        renumber(lights.desk, {one: "B", two: "B"})
    with pytest.raises(UserError, match="没有要改的"):
        renumber(lights.desk, {one: "A-1"})
    assert lights.row("facilities", one)["code"] == "A-1"


def test_a_place_known_by_words_is_linked_later_and_remembered(lights: Lights) -> None:
    fault = lights.repair("2026-10-05", "邮政局门口第三盏", repaired_on="2026-10-06")
    assert lights.row("repairs", fault)["asset"] is None
    lamp = lights.lamp("A-1")
    assert link(lights.desk, REPAIRS, [fault], lamp) == 1
    row = lights.row("repairs", fault)
    assert (row["facility"], row["asset"], row["unregistered"]) == (
        "邮政局门口第三盏",
        lamp,
        None,
    )
    assert lights.row("facilities", lamp)["repairs"] == 1
    again = lights.repair("2026-10-20", "邮政局门口第三盏")
    assert lights.row("repairs", again)["asset"] == lamp
    with pytest.raises(UserError, match="已经关联"):
        link(lights.desk, REPAIRS, [fault], lamp)


def test_codes_that_got_a_card_are_linked_by_themselves(lights: Lights) -> None:
    lamp = lights.lamp("A-1", cabinet="XB-1")
    fault = lights.repair("2026-10-05", "XB-1", fault="控制箱故障")
    strange = lights.repair("2026-10-05", "某处")
    box = lights.add("facilities", code="XB-1", kind="控制箱")
    linked = link_known(lights.desk)
    assert linked.by_ledger == {"repairs": 1, "facilities": 1}
    assert linked.sentence == "已自动关联 2 条：维修台账 1 条、设施档案 1 条。"
    assert lights.row("repairs", fault)["asset"] == box
    assert lights.row("facilities", lamp)["parent"] == box
    assert lights.row("repairs", strange)["asset"] is None
    with pytest.raises(UserError, match="没有可以自动关联的"):
        link_known(lights.desk)


def test_only_ledgers_that_name_facilities_are_linked(lights: Lights) -> None:
    lamp = lights.lamp("A-1")
    assert link(lights.desk, FACILITIES, [lights.lamp("A-2", cabinet="甲箱")], lamp) == 1
    with pytest.raises(UserError, match="没有可以关联的设施"):
        link(lights.desk, LIGHT_PATROLS, [lights.patrol("2026-10-05", "1", "0")], lamp)


def test_k3_200_to_k4_800_at_30_m_on_both_sides_are_108_cards_with_their_chainage(
    lights: Lights,
) -> None:
    road = add_road(lights.desk, "人民路")
    along = stretch("K3+200 至 K4+800")
    plan = Along(
        road=road,
        sides=(lights.item("lamp-side", "左侧"), lights.item("lamp-side", "右侧")),
        places=places_between(along.length_m, 30),
        pattern="RM-{serial:03}",
        along=along,
        spacing_m=30,
    )
    made = build(lights.desk, plan)
    assert len(made) == 108
    first, third, last = (lights.row("facilities", made[at]) for at in (0, 2, -1))
    assert (first["address"], third["address"]) == ("K3+200", "K3+230")
    assert (last["address"], last["position"]) == ("K4+790", 54)  # 3200 + 53 × 30


def test_gullies_along_a_road_are_counted_in_their_own_unit_and_have_no_heads(
    lights: Lights,
) -> None:
    gully = lights.item("facility-kind", "雨水井盖")
    plan = Along(
        road=add_road(lights.desk, "人民路"),
        sides=(),
        places=places_between(200, 40),
        pattern="YS-{serial:02}",
        kind=gully,
    )
    assert preview(lights.desk, plan).sentence == "将建 6 座：YS-01 至 YS-06。"
    row = lights.row("facilities", build(lights.desk, plan)[0])
    assert (row["kind"], row["heads"]) == (gully, None)


def test_codes_of_a_cabinet_may_say_the_cabinet(lights: Lights) -> None:
    plan = Hung(
        cabinet="XB-07",
        circuits=circuits("1：2、2:1"),
        pattern="{cabinet}-{circuit}-{serial:02}",
    )
    assert preview(lights.desk, plan).codes == ("XB-07-1-01", "XB-07-1-02", "XB-07-2-01")


def test_a_facility_cant_hang_below_itself(lights: Lights) -> None:
    box = lights.add("facilities", code="XB-1", kind="控制箱")
    circuit = lights.add("facilities", code="XB-1-1", kind="照明回路", parent="XB-1")
    lamp = lights.lamp("A-1", parent="XB-1-1")
    with pytest.raises(EditFault, match="绕回了这一件自己"):
        change(lights.desk, FACILITIES, [box], {"parent": "A-1"})
    with pytest.raises(UserError, match="不能挂在这个设施下面"):
        link(lights.desk, FACILITIES, [box], lamp)
    assert lights.row("facilities", box)["parent"] is None
    assert lights.row("facilities", lamp)["parent"] == circuit


def test_a_cabinet_that_carries_circuits_isnt_deleted(lights: Lights) -> None:
    box = lights.add("facilities", code="XB-1", kind="控制箱")
    lights.add("facilities", code="XB-1-1", kind="照明回路", parent="XB-1")
    with pytest.raises(UserError, match="“设施档案” 1 条"):
        remove(lights.desk, FACILITIES, [box])
