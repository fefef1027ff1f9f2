"""The shipped catalogues: fixed ids, no word twice, and the words of real ledgers in the right class."""

from collections import defaultdict
from pathlib import Path

import pytest

from bureau.calendar.working import LIMIT_UNITS
from bureau.catalogue import ShippedItem, catalogues, read_catalogue, shipped
from bureau.errors import BugError, EnvironmentFault
from bureau.ledger.lenient.texts import fold

BY_ID = {item.id: item for item in shipped()}
BY_WORD: dict[str, dict[str, list[ShippedItem]]] = defaultdict(lambda: defaultdict(list))
for _item in shipped():
    for _word in (_item.title, *_item.synonyms, _item.code):
        if _word:
            BY_WORD[_item.catalogue][fold(_word)].append(_item)

CATEGORIES = {
    "占道经营": "流动摊贩 固定占道摊点 占道废品收购 夜市摊点 市场外经营",
    "店外经营": "出店摆放 店外作业(洗车/维修/加工) 占道广告牌",
    "餐饮油烟": "未安装净化设施 未使用/未清洗 超标排放 露天烧烤 直排下水",
    "户外广告": "违规户外广告 违规牌匾标识 破损/安全隐患 违规标语条幅 非法小广告 散发广告",
    "烟花禁燃": "违规燃放烟花爆竹 违规销售(移送)",
    "露天焚烧": "焚烧垃圾树叶 秸秆 沥青等",
    "扬尘渣土": "工地扬尘 车轮带泥 道路遗撒 渣土车未密闭 违规倾倒 裸土未覆盖",
    "乱停乱放": "机动车(人行道) 非机动车 共享单车 废弃车辆",
    "乱搭乱建": "私搭乱建 违章接坡 违规撑伞 气模拱门",
    "乱堆乱挂": "乱堆物堆料 沿街晾挂 乱拉线缆",
    "环境卫生": "暴露垃圾 积存垃圾渣土 道路不洁 垃圾箱满溢 绿地脏乱 水域不洁 卫生死角",
    "噪声/其他": "商业噪音 施工扰民 违规养殖 其他",
}

WORDS_OF_CLERKS = {
    "占道经营": "占道经营 流动摊贩占道 占道摆摊 摆摊设点 乱设夜市摊点 市场外经营 流动商贩 夜市排档"
    " 摊群乱点 无照经营游商 占道废品收购 经营摊位乱摆乱放",
    "店外经营": "店外经营 出店经营 跨店经营 越门经营 占道广告牌 落地灯箱 占道洗车 店外堆放 商铺外溢"
    " 临街屠宰/洗车/修车",
    "餐饮油烟": "油烟扰民 露天烧烤 油烟直排 油烟污染 烧烤 占道烧烤 餐饮油烟扰民 泔水乱倒 净化器未开启",
    "户外广告": "破损广告牌 小广告 非法小广告 牛皮癣 野广告 乱贴乱画 门头牌匾破损 违规户外广告 横幅"
    " 散发传单 橱窗张贴 街头散发广告 违章张贴悬挂广告牌匾 广告招牌破损 违规标语宣传品",
    "烟花禁燃": "违规燃放 燃放鞭炮 违法燃放烟花爆竹 禁放 放鞭炮 燃放烟花爆竹 烟花爆竹",
    "露天焚烧": "焚烧垃圾 烧秸秆 焚烧垃圾树叶 焚烧落叶 秸秆焚烧 禁烧 焚烧沥青",
    "扬尘渣土": "工地扬尘 渣土抛洒 渣土车抛洒 带泥上路 道路遗撒 渣土车未密闭运输 裸露黄土 偷倒渣土"
    " 施工工地未围挡 车轮带泥 无证消纳渣土 抛洒滴漏",
    "乱停乱放": "机动车乱停 非机动车乱停放 车辆乱停 车辆乱停乱放 共享单车乱停放 僵尸车 电动车乱停放"
    " 占压盲道 机动车乱停放 违停 废弃车辆 非机动车乱摆乱放",
    "乱搭乱建": "私搭乱建 违建 搭建雨棚 违章建筑 违章接坡 违规撑伞 擅自搭建气模拱门 开墙打洞",
    "乱堆乱挂": "乱堆乱放 乱堆杂物 占道堆物 沿街晾晒 沿街晾挂 乱堆物堆料 乱拉电线 非装饰性树挂"
    " 空调室外机低挂 擅自架设管线杆线",
    "环境卫生": "暴露垃圾 垃圾满溢 积存垃圾渣土 道路不洁 绿地脏乱 水域不洁 卫生死角 果皮纸屑 白色垃圾"
    " 垃圾站(箱)满溢 乱扔垃圾 动物尸体清理 绿化弃料 打包垃圾 清扫作业二次污染 垃圾随意倾倒",
    "噪声/其他": "噪音扰民 商业噪音 商业噪声 施工扰民 夜间施工 违规养殖 其他 其它 擅自饲养家禽家畜"
    " 流浪乞讨 黑车拉客 道路积水 公共设施损坏",
}


def named(catalogue: str, word: str) -> ShippedItem | None:
    """The item that a word names, as entry looks it up."""
    items = BY_WORD[catalogue].get(fold(word), [])
    return items[0] if items else None


def upper_of(word: str) -> str:
    """The title of the upper class of market order that a word belongs to."""
    item = named("market-category", word)
    assert item is not None, word
    return item.title if item.parent is None else BY_ID[item.parent].title


def test_categories_are_the_two_levels_of_the_field() -> None:
    items = [item for item in shipped() if item.catalogue == "market-category"]
    uppers = [item for item in items if item.parent is None]
    found = {
        upper.title: " ".join(item.title for item in items if item.parent == upper.id)
        for upper in uppers
    }
    assert list(found.items()) == list(CATEGORIES.items())
    assert all(item.limit_value for item in uppers)
    assert {item.group for item in uppers} == {"脏", "乱", "其他"}


@pytest.mark.parametrize("upper", WORDS_OF_CLERKS)
def test_words_of_clerks_fall_into_their_class(upper: str) -> None:
    for word in WORDS_OF_CLERKS[upper].split():
        assert upper_of(word) == upper, word


@pytest.mark.parametrize("upper", CATEGORIES)
def test_every_upper_class_has_many_words_of_its_own(upper: str) -> None:
    item = named("market-category", upper)
    assert item is not None
    assert len(item.synonyms) >= 8


@pytest.mark.parametrize("word", ["其它情况待定", "禁燃", "待定", "占", "2"])
def test_words_that_say_nothing_match_nothing(word: str) -> None:
    assert named("market-category", word) is None


def test_bare_other_is_the_sub_class_other() -> None:
    other = named("market-category", "其他")
    assert other is not None
    assert (other.title, other.id, other.parent) == ("其他", 1604, 1600)


def test_no_word_stands_twice_in_a_catalogue() -> None:
    twice = {
        f"{catalogue}/{word}": [item.title for item in items]
        for catalogue, words in BY_WORD.items()
        for word, items in words.items()
        if len(items) > 1
    }
    assert twice == {}


def test_words_survive_being_joined_for_storage() -> None:
    for item in shipped():
        for word in item.synonyms:
            assert "、" not in word
            assert word == word.strip()
            assert fold(word)


def test_ids_are_those_of_the_first_release() -> None:
    """The first item of each catalogue and those that code names; ids never change."""
    assert {catalogue.name: catalogue.items[0].id for catalogue in catalogues()} == {
        "market-category": 1050,
        "case-source": 2001,
        "handling": 2101,
        "case-state": 2201,
        "place-kind": 2301,
        "party-kind": 2401,
        "satisfaction": 2501,
        "review": 2601,
        "town-group": 2701,
        "cleaning-grade": 2801,
        "traffic-grade": 2901,
        "unit-kind": 3001,
        "limit-unit": 3101,
        "daily-count": 3201,
        "case-step": 3301,
        "hotline-platform": 3401,
        "hotline-state": 3501,
        "hotline-kind": 3601,
        "penalty-procedure": 3701,
        "penalty-exemption": 3801,
        "seizure-measure": 3901,
        "seizure-disposal": 4001,
        "campaign-kind": 4101,
        "notice-kind": 4201,
        "delivery-way": 4301,
        "check-result": 4401,
        "complaint-kind": 4501,
        "complaint-state": 4601,
        "campaign-state": 4701,
        "site-state": 4801,
        "pay-rule": 4901,
        "assessed-event": 5001,
        "appeal-ruling": 5101,
        "month-state": 5201,
        "month-step": 5301,
        "road-work": 5401,
        "cleaning-post": 5501,
        "cleaning-vehicle": 5601,
        "waste-kind": 5701,
        "weighing-way": 5801,
        "cleaning-site-kind": 5901,
        "round-kind": 6001,
        "payment-kind": 6101,
        "town-score-item": 6201,
        "reward-state": 6301,
        "monitoring-kind": 6401,
        "issuer": 6501,
        "town-check-item": 6601,
        "facility-kind": 6701,
        "lamp-source": 6901,
        "lamp-arm": 7001,
        "lamp-side": 7101,
        "facility-state": 7201,
        "repair-source": 7301,
        "fault-kind": 7401,
        "fault-grade": 7501,
        "work-item": 7601,
        "stock-way": 7701,
        "hazard-kind": 7801,
        "hazard-grade": 7901,
        "permit-kind": 8001,
        "lighting-target": 8101,
        "sighting": 8151,
        "repair-void": 8201,
        "plan-period": 8251,
        "permit-precaution": 8271,
        "maintenance-result": 8301,
        "frequency": 8501,
        "party-theme": 8601,
        "party-task-state": 8701,
        "party-task-kind": 8801,
        "party-meeting-kind": 8901,
        "party-period": 9001,
        "party-scope": 9101,
        "party-stage": 9201,
        "party-member-kind": 9301,
        "party-inspection": 9401,
        "party-task-step": 9501,
        "party-dues-kind": 9601,
        "party-study-form": 9651,
        "honour-kind": 9701,
        "honour-level": 9751,
        "risk-grade": 9801,
        "return-period": 9941,
        "return-source": 9948,
        "return-format": 9952,
        "document-state": 9960,
        "document-step": 9967,
        "receipt-state": 9980,
        "document-kind": 9987,
    }
    assert BY_ID[2206].title == "结案"
    assert [BY_ID[item_id].title for item_id in (2101, 2102, 2103)] == ["服务", "管理", "执法"]
    assert len(BY_ID) == len(shipped())


def test_limit_units_are_those_the_calendar_reckons_with() -> None:
    titles = tuple(item.title for item in shipped() if item.catalogue == "limit-unit")
    assert titles == LIMIT_UNITS


@pytest.mark.parametrize(
    ("word", "title"),
    [
        ("已整改", "结案"),
        ("已办结", "结案"),
        ("销号", "结案"),
        ("整改中", "处置中"),
        ("正在整改", "处置中"),
        ("未整改", "立案"),
        ("待处置", "立案"),
        ("待核查", "待复查"),
        ("立案处罚", "转行政处罚"),
    ],
)
def test_states_in_the_words_of_ledgers(word: str, title: str) -> None:
    item = named("case-state", word)
    assert item is not None
    assert item.title == title


@pytest.mark.parametrize(
    ("word", "title"),
    [
        ("12345", "12345热线"),
        ("热线", "12345热线"),
        ("日常巡查", "巡查"),
        ("领导交办", "上级交办"),
        ("市民投诉", "群众投诉"),
        ("考核检查", "考核检查"),
    ],
)
def test_sources_in_the_words_of_ledgers(word: str, title: str) -> None:
    item = named("case-source", word)
    assert item is not None
    assert item.title == title


@pytest.mark.parametrize(
    ("word", "title"),
    [("服务劝导", "服务"), ("责令整改", "管理"), ("管理规范", "管理"), ("立案处罚", "执法")],
)
def test_handlings_in_the_words_of_ledgers(word: str, title: str) -> None:
    item = named("handling", word)
    assert item is not None
    assert item.title == title


def test_daily_counts_that_reports_name() -> None:
    counts = [item for item in shipped() if item.catalogue == "daily-count"]
    assert [f"{item.title}({item.unit})" for item in counts[:12]] == [
        "出动人员(人次)",
        "出动车辆(台次)",
        "劝导占道经营(起)",
        "规范店外经营(处)",
        "清理小广告(处)",
        "拆除户外广告(块)",
        "拆除面积(㎡)",
        "制止露天烧烤(起)",
        "检查油烟商户(家)",
        "查处渣土车(辆)",
        "下达整改通知书(份)",
        "立案(起)",
    ]
    assert {item.title for item in counts if item.scale} == {"拆除面积", "拆除违建面积", "巡查里程"}
    assert all(item.unit for item in counts)


@pytest.mark.parametrize(
    ("header", "title"),
    [
        ("出动执法人员", "出动人员"),
        ("出动人次", "出动人员"),
        ("出动车次", "出动车辆"),
        ("劝导流动摊贩", "劝导占道经营"),
        ("纠正店外经营", "规范店外经营"),
        ("清除小广告", "清理小广告"),
        ("拆除广告牌", "拆除户外广告"),
        ("下发整改通知书", "下达整改通知书"),
        ("暂扣物品", "暂扣物品"),
    ],
)
def test_daily_headers_in_the_words_of_logs(header: str, title: str) -> None:
    item = named("daily-count", header)
    assert item is not None
    assert item.title == title


def item_text(**attributes: object) -> dict[str, object]:
    return {"id": 11, "title": "甲"} | attributes


@pytest.mark.parametrize(
    ("items", "fault"),
    [
        ([item_text(), item_text()], "used above"),
        ([item_text(id=21)], "outside the block"),
        ([item_text(parent=12), item_text(id=12)], "parent"),
        ([item_text(limit_value=1, limit_unit="刻")], "unit 刻"),
        ([item_text(limit_value=1)], "half a limit"),
        ([item_text(title="")], "no title"),
        ([item_text(handling="罚款")], "handling 罚款"),
        ([item_text(synonym=["乙"])], "unknown attributes"),
        ([item_text(synonyms="乙")], "list of texts"),
        ([item_text(id="11")], "whole number"),
        ([{"title": "甲"}], "no id"),
        ([], "no items"),
        (
            [item_text(), item_text(id=12, parent=11), item_text(id=13, parent=12)],
            "third level",
        ),
    ],
)
def test_a_faulty_file_is_named(items: list[dict[str, object]], fault: str) -> None:
    toml = {"catalogue": "kinds", "title": "种类", "ids": [11, 20], "items": items}
    with pytest.raises(BugError, match=f"kinds.*{fault}"):
        read_catalogue("kinds", toml)


def test_blocks_of_ids_must_not_overlap(tmp_path: Path) -> None:
    for name, first in (("one", 10), ("two", 20)):
        (tmp_path / f"{name}.toml").write_text(
            f'catalogue = "{name}"\ntitle = "甲"\nids = [{first}, {first + 10}]\n'
            f'[[items]]\nid = {first}\ntitle = "乙"\n',
            "utf-8",
        )
    with pytest.raises(BugError, match="overlap"):
        catalogues(tmp_path)


def test_missing_or_damaged_files_ask_to_install_again(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match="重新安装"):
        catalogues(tmp_path)
    (tmp_path / "one.toml").write_bytes(b"catalogue = \xff")
    with pytest.raises(EnvironmentFault, match="重新安装"):
        catalogues(tmp_path)
