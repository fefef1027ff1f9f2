"""Pairs of writings as clerks make them: the same place, or another one."""

from __future__ import annotations

import pytest

from bureau.places import (
    NO_STREETS,
    Place,
    Street,
    Streets,
    keys_around,
    keys_of,
    place_keys,
    read_place,
    same_place,
)
from bureau.places.comparing import distance
from bureau.places.shops import shop_name

KNOWN = Streets.of(
    [
        Street("人民路", ("人民大街", "胜利老街")),
        Street("人民北路"),
        Street("解放路"),
        Street("建设大道"),
        Street("文庙巷", (), "城东街道"),
        Street("老街"),
        Street("和平街"),
    ]
)
RADIUS = 30

SAME = [
    ("人民路58号", "人民路 58 号"),
    ("人民路58号", "城东街道人民路58号"),
    ("人民路58号", "人民路五十八号"),
    ("人民路58号", "人民路５８号"),
    ("人民路58号", "人民路58號"),
    ("人民路58号", "人民路58＃"),
    ("人民路58号", "人民路58"),
    ("人民路58号", "人民路58号门口"),
    ("人民路58号", "人民路58号门前"),
    ("人民路58号", "人民路58号旁"),
    ("人民路58号", "人民路58号附近"),
    ("人民路58号", "人民路58号北侧"),
    ("人民路58号", "人民路58号前人行道"),
    ("人民路58号", "人民路58号（张记烧烤）"),
    ("人民路58号", "人民路58号(张记烧烤店)"),
    ("人民路58号", "人民路58号张记烧烤店门口"),
    ("人民路58号", "张记烧烤（人民路58号）"),
    ("人民路58号", "人民路58号（县医院对面）"),
    ("人民路58号", "人民路（58号）"),
    ("人民路58号", "云岭县人民路58号"),
    ("人民路58号", "云岭县城东街道东门社区人民路58号"),
    ("人民路58号", "县城人民路58号"),
    ("人民路58号", "东门社区人民路58号"),
    ("人民路58号", "人民路58号一楼"),
    ("人民路58号", "人民路58号2楼"),
    ("人民路58号", "人民路58号商铺"),
    ("人民路58号", "人民路58、60号"),
    ("人民路58号", "人民路58号、60号"),
    ("人民路60号", "人民路58-60号"),
    ("人民路58号", "人民路门牌58号"),
    ("人民路58-1号", "人民路58号-1"),
    ("人民路58-1号", "人民路58之1号"),
    ("人民路58-1号", "人民路58号附1号"),
    ("人民路58-1号", "人民路58—1号门口"),
    ("人民路58-1号", "人民路58号-1旁"),
    ("人民路58-1号", "人民路58号附1张记面馆门前"),
    ("石桥镇县前街3号", "县前街3号"),
    ("学苑社区文化街东段", "文化街东段"),
    ("桂花社区中心公园北侧", "中心公园北侧"),
    ("人民路58号甲", "人民路甲58号"),
    ("人民路105号", "人民路一〇五号"),
    ("人民路105号", "人民路一百零五号"),
    ("人民路58号对面", "人民路58号正对面"),
    ("人民路58号对面", "人民路58号斜对面"),
    ("工业园区一路8号", "工业园区一路八号"),
    ("人民路与解放路交叉口", "人民路与解放路交叉口西北角"),
    ("人民路与解放路交叉口西北角", "解放路人民路路口"),
    ("人民路与解放路交叉口", "解放路和人民路交汇处"),
    ("人民路与解放路交叉口", "人民路、解放路十字路口"),
    ("人民路与解放路交叉口", "人民路/解放路路口"),
    ("人民路与解放路交叉口", "人民路（与解放路交叉口）"),
    ("人民路北段", "人民路北段人行道"),
    ("人民路北段", "城东街道人民路北端"),
    ("人民路中段公交站旁", "人民路中段公交站台"),
    ("农贸市场东门", "农贸市场东门门口"),
    ("农贸市场东门", "菜市场东门"),
    ("农贸市场东门", "农贸市场"),
    ("第一小学门口", "一小门前"),
    ("第一小学门口", "县第一小学附近"),
    ("县人民医院对面", "县医院正对面"),
    ("汽车站出口", "客运站出口"),
    ("建设大道县医院对面", "建设大道（县医院对面）"),
    ("文庙巷口", "文庙巷路口"),
    ("石桥村文化广场", "石桥村文化广场旁"),
]
OTHER = [
    ("人民路58号", "人民路60号"),
    ("人民路58号", "人民路158号"),
    ("人民路58号", "人民路5号"),
    ("人民路58号", "解放路58号"),
    ("人民路58号", "人民北路58号"),
    ("人民路58号", "人民路58-1号"),
    ("人民路58-1号", "人民路58-2号"),
    ("人民路58号", "人民路58号甲"),
    ("人民路58号", "人民路58号对面"),
    ("人民路58号", "人民路58号后面"),
    ("人民路58号", "人民路一巷58号"),
    ("人民路58号", "城西街道人民路"),
    ("人民路58号", "人民路"),
    ("人民路", "人民路"),
    ("人民路58号", "人民路与解放路交叉口"),
    ("人民路58号", "人民路北段"),
    ("人民路58号（县医院对面）", "人民路60号（县医院对面）"),
    ("城东街道人民路58号", "城西街道人民路58号"),
    ("人民路与解放路交叉口西北角", "人民路与解放路交叉口东南角"),
    ("人民路与解放路交叉口", "人民路与建设大道交叉口"),
    ("人民路北段", "人民路南段"),
    ("人民路北段", "解放路北段"),
    ("人民路路口", "解放路路口"),
    ("人民路公交站", "解放路公交站"),
    ("农贸市场东门", "农贸市场西门"),
    ("农贸市场门口", "农贸市场对面"),
    ("县医院门口", "县医院后面"),
    ("第一小学门口", "第二小学门口"),
    ("第一小学门口", "第一中学门口"),
    ("汽车站出口", "汽车站入口"),
    ("石桥村文化广场", "上坪村文化广场"),
    ("石桥镇农贸市场", "柳塘镇农贸市场"),
    ("公厕旁", "公厕旁"),
    ("路口", "路口"),
    ("58号", "58号"),
    ("", ""),
]


def judged(one: Place, other: Place) -> bool:
    """Whether the two would be found and taken for one place, whichever comes first."""
    ways = {
        bool(set(keys_around(a, RADIUS)) & set(keys_of(b))) and same_place(a, b, RADIUS)
        for a, b in ((one, other), (other, one))
    }
    assert len(ways) == 1, "it depends on which comes first"
    return ways.pop()


@pytest.mark.parametrize("streets", [KNOWN, NO_STREETS], ids=["registered", "unknown"])
@pytest.mark.parametrize(("one", "other"), SAME)
def test_writings_of_one_place(one: str, other: str, streets: Streets) -> None:
    places = [read_place(address=address, streets=streets) for address in (one, other)]
    assert judged(*places), places


@pytest.mark.parametrize("streets", [KNOWN, NO_STREETS], ids=["registered", "unknown"])
@pytest.mark.parametrize(("one", "other"), OTHER)
def test_writings_of_two_places(one: str, other: str, streets: Streets) -> None:
    places = [read_place(address=address, streets=streets) for address in (one, other)]
    assert not judged(*places), places


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("人民大街58号", "人民路58号"),
        ("胜利老街58号", "人民路58号（张记烧烤）"),
        ("人民大街与解放路交叉口", "解放路人民路路口"),
        ("云岭县城人民路58号", "人民路58号"),
        ("汽车站旁人民路58号", "人民路58号"),
        ("文庙巷和平街路口", "和平街与文庙巷交叉口"),
        ("文庙巷和和平街路口", "和平街与文庙巷交叉口"),
        ("沿人民路58号", "人民路58号"),
        ("老街12号", "城东街道老街十二号"),
    ],
)
def test_the_register_joins_what_only_it_can_know(one: str, other: str) -> None:
    known = [read_place(address=address, streets=KNOWN) for address in (one, other)]
    assert judged(*known), known


def place(**texts: str) -> Place:
    return read_place(**texts, streets=KNOWN)


def test_the_road_of_the_record_stands_in_for_one_left_out() -> None:
    assert judged(place(road="人民路", address="58号门口"), place(address="人民路58号"))
    assert judged(place(road="人民大街", address="58号"), place(address="人民路58号"))
    assert not judged(place(road="解放路", address="58号"), place(address="人民路58号"))


def test_the_town_of_the_record_counts_as_one_in_the_address() -> None:
    one = place(town="城东街道", address="人民路58号")
    assert judged(one, place(address="人民路58号"))
    assert judged(one, place(town="城东", address="人民路58号"))
    assert not judged(one, place(town="城西街道", address="人民路58号"))
    assert place(address="文庙巷3号").town == "城东"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("张记烧烤", "张记烧烤店", True),
        ("张记烧烤店", "张记烧烤（个体工商户）", True),
        ("好又多超市", "好又多超市门口", True),
        ("云岭县宏远建筑工程有限公司", "云岭县宏远建筑工程", True),
        ("张记烧烤", "李记烧烤", False),
        ("张建国", "张建国", False),
        ("水果店", "水果店", False),
        ("某早餐店", "某早餐店", False),
        ("流动摊贩", "流动摊贩", False),
        ("王先生", "王先生", False),
        ("业主", "业主", False),
    ],
)
def test_names_of_shops(one: str, other: str, same: bool) -> None:
    assert (bool(shop_name(one)) and shop_name(one) == shop_name(other)) is same


def test_a_shop_is_bound_to_its_town() -> None:
    here = place(town="城东街道", address="路口", party="张记烧烤")
    assert judged(here, place(town="城东街道", address="夜市内", party="张记烧烤店"))
    assert not judged(here, place(town="石桥镇", address="路口", party="张记烧烤"))
    assert not judged(here, place(address="夜市内", party="张记烧烤"))


@pytest.mark.parametrize(
    "party",
    [
        "示例单车运维站",
        "宏远建筑工程有限公司",
        "安居物业",
        "第一中学食堂管理处",
        "东门社区",
        "县公路局",
    ],
)
def test_a_firm_or_an_operator_is_at_many_places(party: str) -> None:
    one = place(town="城东街道", address="人民路中段", party=party)
    assert one.shop == ""
    assert not judged(one, place(town="城东街道", address="农贸市场东门", party=party))
    assert judged(one, place(town="城东街道", address="人民路中段", party="张记烧烤"))


def test_a_shop_at_a_corner_is_on_both_roads_and_on_no_third() -> None:
    corner = place(town="城东街道", address="人民路与解放路交叉口", party="张记烧烤")
    assert judged(corner, place(town="城东街道", address="解放路58号", party="张记烧烤店"))
    assert not judged(corner, place(town="城东街道", address="文庙巷口", party="张记烧烤店"))


def test_gate_and_fence_of_a_building_site_are_the_site() -> None:
    site = place(town="城东街道", address="阳光城二期工地大门口")
    assert judged(site, place(town="城东街道", address="阳光城二期工地东侧围挡"))
    assert judged(site, place(town="城东街道", address="阳光城二期工地出入口附近"))
    assert not judged(site, place(town="城东街道", address="阳光城二期工地大门对面"))
    assert not judged(site, place(town="城东街道", address="阳光城一期工地大门口"))


def test_a_house_number_beats_the_name_of_a_shop() -> None:
    one = place(town="城东街道", address="人民路58号", party="沙县小吃店")
    assert not judged(one, place(town="城东街道", address="解放路3号", party="沙县小吃店"))
    assert not judged(one, place(town="城东街道", address="人民路80号", party="沙县小吃店"))
    assert judged(one, place(town="城东街道", address="人民路58-1号", party="沙县小吃店"))
    assert judged(one, place(town="城东街道", address="人民路58号", party="兰州拉面馆"))


def test_points_within_the_radius_are_one_place() -> None:
    one = place(address="河边", point="119.120000,26.120000")
    assert judged(one, place(address="堤下", point="119.120000,26.120269"))  # 29.9 m
    assert not judged(one, place(address="堤下", point="119.120000,26.120290"))  # 32 m
    assert judged(one, place(address="堤下", point="119.120290,26.120000"))  # 29 m
    assert not judged(one, place(address="堤下", point="119.120310,26.120000"))  # 31 m
    assert not judged(
        place(address="人民路58号", point="119.120000,26.120000"),
        place(address="人民路60号", point="119.120050,26.120000"),
    )


def test_metres_between_points() -> None:
    assert distance((119_000_000, 26_000_000), (119_000_000, 26_001_000)) == 111
    assert distance((119_000_000, 26_500_000), (119_001_000, 26_500_000)) == 100
    assert distance((119_000_000, 26_000_000), (119_000_000, 26_000_000)) == 0


def test_every_point_within_any_radius_lies_in_a_cell_that_is_looked_up() -> None:
    for radius in (1, 30, 200):
        for east, north in ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1)):
            one = place(point="119.120999,52.999999")
            millionths = radius * 8
            other = place(
                point=f"119.{120_999 + east * millionths:06},52.{999_999 - abs(north) * millionths:06}"
            )
            assert set(keys_around(one, radius)) & set(keys_of(other))


def test_keys_are_for_reading_too() -> None:
    assert place_keys(address="人民路五十八号门口") == ("人民路#58",)
    assert place_keys(town="城东街道", address="人民路58号", party="张记烧烤店") == (
        "人民路#58",
        "城东/$张记烧烤",
        "人民路$张记烧烤",
    )
    assert place_keys(address="人民路") == ()
