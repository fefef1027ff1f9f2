"""A synthetic year of cases with planted returns, written down as many clerks would, and what misleads."""

from __future__ import annotations

import random  # noqa: TID251 - seeded by the test
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

TOWNS = ("城东街道", "城西街道", "河滨街道", "青石镇", "白沙镇", "枫岭乡")
COMMUNITIES = ("东门社区", "文昌社区", "朝阳社区", "桂花社区", "学苑社区")
ROADS = (
    "人民路", "人民北路", "解放路", "建设大道", "文化街", "学府路", "商贸街", "迎宾大道", "滨河路",
    "老车站路", "南环路", "北环路", "中山路", "工业一路", "工业二路", "文庙巷", "府前街", "五一路",
    "东风路", "和平街", "新华路", "胜利路", "光明路", "桥东路", "桥西路", "西门街", "钟楼巷",
)  # fmt: skip
ALIASES = {"人民路": "人民大街", "文化街": "文化路", "滨河路": "河滨大街", "府前街": "县前街"}
SURNAMES = "张李王刘陈杨赵黄周吴徐孙马朱胡郭何高林罗"
TRADES = (
    "烧烤",
    "水果店",
    "早餐店",
    "五金店",
    "便利店",
    "面馆",
    "火锅店",
    "汽修厂",
    "服装店",
    "奶茶店",
)
FIRMS = ("云岭单车运维站", "宏远建筑工程有限公司", "安居物业服务有限公司", "县通信线路维护公司")
"""Whose work lies all over town, so that their name is no place."""
LANDMARKS = ("农贸市场", "县医院", "第一小学", "汽车站", "中心公园", "丽景小区", "影剧院", "体育馆")
SPOTS = ("东门", "西门", "对面", "北侧", "停车场入口", "后门")
CATEGORIES = (1050, 1100, 1150, 1200, 1400, 1500, 1550)
WINDOW = 30
DIGITS = "零一二三四五六七八九"
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


@dataclass(frozen=True)
class Spot:
    """A true place: a door of a road (perhaps with a shop), a crossing, a landmark or a stretch."""

    kind: str
    town: str
    road: str = ""
    number: str = ""
    shop: str = ""
    other: str = ""
    landmark: str = ""


@dataclass
class Year:
    """Cases in the order in which they are found; `returns` names the case that each planted one returns."""

    cases: list[dict[str, object]] = field(default_factory=list)
    returns: dict[int, int] = field(default_factory=dict)


def spelled(number: int) -> str:
    """58 as 五十八."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += f"{'' if tens == 1 and not hundreds else DIGITS[tens]}十"
    elif hundreds and ones:
        text += "零"
    return text + (DIGITS[ones] if ones else "")


class Writer:
    """Writes one place down, each time as somebody else would."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance

    def write(self, spot: Spot) -> dict[str, object]:
        """Town, road, address, party and point as far as this clerk fills them in."""
        chance = self.chance
        lines: dict[str, Callable[[Spot], str]] = {
            "door": self.door, "crossing": self.crossing, "landmark": self.landmark,
            "stretch": self.stretch,
        }  # fmt: skip
        address = lines[spot.kind](spot)
        told = chance.random()
        town: str | None = spot.town
        if told < 0.2:
            address, town = spot.town + address, None if chance.random() < 0.5 else town
        elif told < 0.3 and spot.kind == "door":
            town = None
        elif told < 0.4:
            address = chance.choice(COMMUNITIES) + address
        party = None
        if spot.shop and chance.random() < 0.7:
            party = self.shop(spot.shop)
        elif (named := chance.random()) < 0.2:
            party = chance.choice(FIRMS)
        elif named < 0.4:
            party = chance.choice(SURNAMES) + chance.choice(("建国", "丽华", "志强", "海燕"))
        return {"town": town, "address": address, "party_name": party}

    def road(self, name: str) -> str:
        """A road by its name, now and then by its other one."""
        return ALIASES.get(name, name) if self.chance.random() < 0.2 else name

    def shop(self, name: str) -> str:
        """A shop with or without the words that everybody adds."""
        more = self.chance.choice(("", "", "店", "（个体）", "门店"))
        return name if name.endswith("店") and more == "店" else name + more

    def number(self, number: str) -> str:
        """A house number in digits, wide digits or words."""
        chance = self.chance
        if "-" in number:
            main, sub = number.split("-")
            return chance.choice(
                (f"{number}号", f"{main}－{sub}号", f"{main}号-{sub}", f"{main}号附{sub}")
            )
        plain = f"{number}号"
        return chance.choice(
            (plain, plain, plain, f" {number} 号", plain.translate(WIDE), f"{number}#",
             f"{spelled(int(number))}号", f"{number}號")
        )  # fmt: skip

    def door(self, spot: Spot) -> str:
        """人民路58号, with what may stand behind it."""
        chance = self.chance
        base = self.road(spot.road) + self.number(spot.number)
        ends = [
            "",
            "",
            "门口",
            "门前",
            "旁",
            "附近",
            "前人行道",
            f"（{chance.choice(LANDMARKS)}对面）",
        ]
        if spot.shop:
            ends += [f"（{self.shop(spot.shop)}）", f"({spot.shop}门口)", f"{spot.shop}门前"]
        return base + chance.choice(ends)

    def crossing(self, spot: Spot) -> str:
        """Two roads in either order."""
        one, other = self.road(spot.road), self.road(spot.other)
        if self.chance.random() < 0.5:
            one, other = other, one
        joint = self.chance.choice(("与", "和", "、", "/", ""))
        meeting = self.chance.choice(("交叉口", "路口", "交汇处", "十字路口", "交叉路口"))
        return f"{one}{joint}{other}{meeting}{self.chance.choice(('', '', '附近', '旁'))}"

    def landmark(self, spot: Spot) -> str:
        """A landmark with its side, sometimes behind its road."""
        base = spot.landmark + spot.number
        if self.chance.random() < 0.4:
            return self.chance.choice((f"{self.road(spot.road)}{base}", f"{spot.road}（{base}）"))
        return base + (
            "" if spot.number in ("对面", "后门") else self.chance.choice(("", "", "附近"))
        )

    def stretch(self, spot: Spot) -> str:
        """A stretch of a road."""
        return (
            f"{self.road(spot.road)}{spot.number}{self.chance.choice(('', '', '人行道', '路边'))}"
        )


class Planner:
    """Plans a year: chains that come back, and everything around them that doesn't."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.writer = Writer(self.chance)
        self.home = {road: self.chance.choice(TOWNS) for road in ROADS}
        self.taken: dict[tuple[Spot, int], list[tuple[date, date]]] = {}
        self.found: list[tuple[date, dict[str, object], int | None, int]] = []

    def spot(self) -> Spot:
        """Some place."""
        chance = self.chance
        road = chance.choice(ROADS)
        town, dice = self.home[road], chance.random()
        if dice < 0.7:
            number = str(chance.randint(1, 260)) + (
                chance.choice(("-1", "-2")) if dice < 0.05 else ""
            )
            shop = chance.choice(SURNAMES) + "记" + chance.choice(TRADES) if dice < 0.4 else ""
            return Spot("door", town, road, number, shop)
        if dice < 0.8:
            other = chance.choice([one for one in ROADS if one != road])
            return Spot("crossing", town, min(road, other), other=max(road, other))
        if dice < 0.9:
            landmark = LANDMARKS[ROADS.index(road) % len(LANDMARKS)]
            return Spot("landmark", town, road, chance.choice(SPOTS), landmark=landmark)
        return Spot("stretch", town, road, chance.choice(("东段", "西段", "南段", "北段", "中段")))

    def free(self, spot: Spot, category: int, begin: date, end: date) -> bool:
        """Whether a case there touches no other within the window."""
        margin = timedelta(days=WINDOW + 1)
        known = [
            span
            for (other, kind), spans in self.taken.items()
            if kind == category and self.alike(spot, other)
            for span in spans
        ]
        return all(begin > stop + margin or end + margin < start for start, stop in known)

    @staticmethod
    def alike(one: Spot, other: Spot) -> bool:
        """Whether even a person would say that the two are one place."""
        if one.kind != other.kind:
            return False
        if one.kind == "landmark":
            return (one.town, one.landmark) == (other.town, other.landmark)
        return (one.road, one.number, one.other) == (other.road, other.number, other.other)

    def add(self, spot: Spot, category: int, begin: date, last: int, after: int | None) -> int:
        """One case; gives its place in the list of all."""
        end = begin + timedelta(days=last)
        self.taken.setdefault((spot, category), []).append((begin, end))
        case = {
            "found_on": begin.isoformat(),
            "closed_on": end.isoformat(),
            "category": category,
            "state": 2206,
            **self.writer.write(spot),
        }
        self.found.append((begin, case, after, len(self.found)))
        return len(self.found) - 1

    def day(self) -> date:
        """A day of the year."""
        return date(2026, 1, 1) + timedelta(days=self.chance.randint(0, 364))

    def plant(self) -> None:
        """One chain of two to five cases, and what misleads beside it."""
        chance = self.chance
        spot, category, begin = self.spot(), chance.choice(CATEGORIES), self.day()
        if not self.free(spot, category, begin, begin + timedelta(days=200)):
            return
        before: int | None = None
        for _ in range(chance.randint(2, 5)):
            last = chance.randint(0, 8)
            before = self.add(spot, category, begin, last, before)
            begin += timedelta(days=last + chance.randint(1, WINDOW))
        if spot.kind == "door":
            self.mislead(spot, category, begin)

    def mislead(self, spot: Spot, category: int, begin: date) -> None:
        """Other doors of the road, the shop's name in another town, another class, after the window."""
        chance = self.chance
        main = int(spot.number.partition("-")[0])
        town = chance.choice([one for one in TOWNS if one != spot.town])
        elsewhere = chance.choice([road for road in ROADS if self.home[road] == town] or ROADS)
        late = begin + timedelta(days=2 * WINDOW)
        for other, kind, day in (
            (Spot("door", spot.town, spot.road, str(main + 2)), category, begin),
            (Spot("door", spot.town, spot.road, f"{main}-{chance.randint(3, 9)}"), category, begin),
            (Spot("door", self.home[elsewhere], elsewhere, str(main), spot.shop), category, begin),
            (spot, chance.choice([one for one in CATEGORIES if one != category]), begin),
            (spot, category, late),
        ):
            if self.free(other, kind, day, day + timedelta(days=5)):
                self.add(other, kind, day, chance.randint(0, 5), None)

    def year(self, chains: int, single: int) -> Year:
        """A year with so many chains and single cases, in the order in which they were found."""
        for _ in range(chains):
            self.plant()
        for _ in range(single):
            spot, category, day = self.spot(), self.chance.choice(CATEGORIES), self.day()
            if self.free(spot, category, day, day + timedelta(days=9)):
                self.add(spot, category, day, self.chance.randint(0, 9), None)
        ordered = sorted(self.found, key=lambda one: (one[0], one[3]))
        place = {serial: index for index, (_, _, _, serial) in enumerate(ordered)}
        return Year(
            [case for _, case, _, _ in ordered],
            {place[s]: place[after] for _, _, after, s in ordered if after is not None},
        )
