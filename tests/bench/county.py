"""A county for measuring: registers, and any number of cases in clerks' words, staged and taken in bulk."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

from bureau.catalogue import shipped
from bureau.desk import Desk
from bureau.ledger.chinese import sort_key
from bureau.market.ledgers import CASES
from bureau.storage.bulk import STAGING, insert_staged

CHUNK = 100_000
INDEX_CHUNK = 20_000
FIRST_DAY = date(2019, 1, 1)
CASES_A_DAY = 350
Rows = Iterator[tuple[object, ...]]


def named(text: str) -> list[str]:
    """Names written with blanks between."""
    return text.split()


TOWNS = named("城东街道 城南街道 城西街道 城北街道 青石镇 白云镇 双溪镇 石桥乡")
ROADS = named(
    "人民路 解放街 建设大道 滨河路 文化路 胜利街 和平路 青年路 工业大道 环城北路 环城南路 朝阳街"
    " 迎宾大道 学府路 站前路 商贸街 西湖路 东升巷 南门街 北新路 中山路 幸福里 团结巷 振兴路 银杏大道"
    " 桃源路 龙潭街 翠屏路 凤凰山路 金水桥街"
)
SPOTS = named(
    "农贸市场门口 第一小学对面 公交站旁 县医院西侧 步行街入口 客运站广场 夜市口 水果店前 早餐店门前"
    " 超市门口 小区北门 十字路口东南角 桥头 河堤绿道 工地围挡外 中学后门 停车场入口 银行门前 药店前"
    " 五金店门口 菜鸟驿站旁 加油站东侧 公园南门 廉租房楼下"
)
UNITS = named("直属中队 执法一中队 执法二中队 执法三中队 夜间中队 市容股")
SURNAMES = "王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹"
GIVEN = named(
    "建国 秀英 志强 桂兰 小红 永福 春梅 国庆 丽华 文斌 海燕 德胜 玉珍 立新 晓东 凤霞 长青 金花"
    " 振华 美玲"
)
TRADES = named(
    "水果店 小吃店 烧烤店 早餐铺 五金店 服装店 理发店 便利店 洗车行 废品站 家电维修 奶茶店 面馆"
    " 海鲜排档 卤味店"
)
BRANDS = named(
    "老张 顺发 好又多 家家乐 川味 鑫源 百味 福临门 四季鲜 阿里郎 金太阳 同心 鸿运 惠民 好运来"
)
WHAT = (
    "在人行道上摆摊设点，影响行人通行",
    "超出门窗外墙经营，货架占用盲道",
    "流动三轮车占道售卖水果，经劝导后离开",
    "门前堆放杂物和泡沫箱，未落实门前三包",
    "露天烧烤油烟直排，周边居民反映强烈",
    "油烟净化设施未开启，排烟口有明显油污",
    "墙面张贴小广告十余处，已通知保洁清理",
    "户外广告牌破损，存在坠落隐患",
    "渣土车未密闭运输，沿途抛洒约三十米",
    "工地出入口带泥上路，扬尘明显",
    "焚烧垃圾和落叶，产生浓烟",
    "共享单车乱停乱放，占用消防通道",
    "高音喇叭招揽顾客，噪声扰民",
    "暴露垃圾未及时清运，气味难闻",
    "擅自搭建雨棚，伸出墙面一米二",
    "违规停放机动车，压占绿化带",
    "沿街晾晒衣物被褥，影响市容",
    "宠物粪便未清理，群众通过热线反映",
)
HOW = (
    "现场劝导后自行收摊",
    "下达责令整改通知书，限期整改",
    "已整改到位，复查合格",
    "移交属地社区跟进处理",
    "暂扣经营工具，批评教育",
    "联合市场监管所现场处置",
    "商户签订门前三包责任书",
)
LINE_COLUMNS = (
    "found_on", "found_time", "source", "town", "community", "road", "address", "place_kind",
    "category", "description", "party_name", "phone", "handling", "unit", "person", "due_on",
    "state", "closed_on", "result", "note", "identity",
)  # fmt: skip
"""Twenty columns as an office keeps them, and the import's own mark of each row."""
SORT_KEY = "_sort_address"


def fill_county(desk: Desk, cases: int, staging: Path) -> None:
    """Registers and so many cases in an empty data folder, the search index complete."""
    names = fill_register(desk)
    for start in range(0, cases, CHUNK):
        path = staging / "cases.sqlite"
        stage_cases(path, case_rows(names, start, min(CHUNK, cases - start)))
        take_staged(desk, path)
        path.unlink()
        while desk.store.index_waiting(INDEX_CHUNK):
            pass


def fill_register(desk: Desk) -> dict[str, list[int]]:
    """Towns, communities, roads, units and people; gives their ids by ledger."""
    made: dict[str, list[int]] = {}
    with desk.store.operation(desk, "测速用名册") as op:
        made["towns"] = [op.insert("towns", {"name": name}) for name in TOWNS]
        made["communities"] = [
            op.insert("communities", {"name": f"{road[:2]}社区", "town": made["towns"][n % 8]})
            for n, road in enumerate(ROADS)
        ]
        made["roads"] = [op.insert("roads", {"name": name}) for name in ROADS]
        made["units"] = [op.insert("units", {"name": name}) for name in UNITS]
        made["people"] = [
            op.insert("people", {"name": SURNAMES[n % 30] + GIVEN[n % 20]}) for n in range(60)
        ]
    return made


def stage_cases(path: Path, rows: Rows) -> None:
    """A staging file as an import leaves it: the rows, numbered from 1."""
    columns = ", ".join(f'"{name}"' for name in (*CASES.columns, SORT_KEY))
    named = ", ".join(f'"{name}"' for name in (*LINE_COLUMNS, SORT_KEY))
    marks = ", ".join("?" for _ in (*LINE_COLUMNS, SORT_KEY))
    place = LINE_COLUMNS.index("address")
    keyed = ((*row, sort_key(str(row[place]))) for row in rows)
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute("PRAGMA journal_mode = OFF")
        conn.execute(f"CREATE TABLE row (n INTEGER PRIMARY KEY, {columns})")
        conn.executemany(f"INSERT INTO row ({named}) VALUES ({marks})", keyed)


def take_staged(desk: Desk, path: Path) -> int:
    """The staged rows into the case ledger, one operation; gives how many."""
    with desk.store.attached(path, STAGING):
        with desk.store.operation(desk, "测速用案件", "import") as op:
            _, count = insert_staged(op, CASES, {})
    return count


def case_rows(names: dict[str, list[int]], start: int, count: int) -> Rows:
    """Cases number `start` to `start + count`, nearly in order of time, the same for the same number."""
    items: dict[str, list[int]] = {}
    parents: dict[int, int] = {}
    for item in shipped():
        if item.parent is None:
            items.setdefault(item.catalogue, []).append(item.id)
        else:
            parents[item.id] = item.parent
    for n in range(start, start + count):
        mixed = (n * 2_654_435_761 + 1_013_904_223) % 2**32
        a, b, c = mixed >> 3, mixed >> 9, mixed >> 17
        found = FIRST_DAY + timedelta(days=n // CASES_A_DAY + a % 3)
        due = found + timedelta(days=1 + a % 7)
        closed = None if b % 11 == 0 else found + timedelta(days=c % 9)
        road = road_of(mixed)
        yield (
            found.isoformat(),
            f"{7 + a % 12:02}:{b % 60:02}",
            items["case-source"][b % len(items["case-source"])],
            names["towns"][road % 8],
            names["communities"][road],
            names["roads"][road],
            place_of(mixed),
            items["place-kind"][c % len(items["place-kind"])],
            items["market-category"][mixed % len(items["market-category"])],
            WHAT[(b ^ n) % len(WHAT)],
            party(n, a, b, c),
            f"1{3 + a % 7}{mixed % 10**9:09}",
            items["handling"][a % len(items["handling"])],
            names["units"][b % len(UNITS)],
            names["people"][c % 60],
            due.isoformat(),
            2206 if closed else 2204,
            closed.isoformat() if closed else None,
            HOW[(a ^ c) % len(HOW)],
            None if c % 5 else f"第{1 + c % 4}次巡查发现",
            f"{mixed:08x}{n:012x}",
        )


def road_of(mixed: int) -> int:
    """Which road."""
    return (mixed >> 3) % len(ROADS)


def place_of(mixed: int) -> str:
    """A place as it is written down."""
    number, spot = 1 + (mixed >> 9) % 399, SPOTS[(mixed >> 17) % len(SPOTS)]
    return f"{ROADS[road_of(mixed)]}{number}号{spot}"


def party(n: int, a: int, b: int, c: int) -> str:
    """A shop's name or a person's."""
    if n % 3:
        return BRANDS[a % len(BRANDS)] + TRADES[b % len(TRADES)]
    return SURNAMES[a % len(SURNAMES)] + GIVEN[c % len(GIVEN)]
