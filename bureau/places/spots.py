"""Landmarks, stretches of a road, and the words around them: which change the place and which don't."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

SIDES = "东南|东北|西南|西北|东|南|西|北"
OPPOSITE = re.compile(r"(?:的?(?:正|斜)?对(?:面|过|门)|马路对面|路对面|对街)$")
BEHIND = re.compile(r"(?:的?(?:后面|背后|后门|后侧|后方|后巷|屋后|楼后)|(?<=.{2})后)$")
SIDE = re.compile(
    rf"(?:的?({SIDES})(?:侧|面|边|角|门|大门|口|门口|入口|出口|头|端|向|路口)?|的?(出|入)口|(?<=门)({SIDES}))$"
)
STRETCH = re.compile(
    rf"^(?:({SIDES})(?:侧|面|边|角|口|路口|半段|路段|段|端|头)|([中前后上下])(?:段|半段|路段))$"
)
STRETCH_WORD = "段"
NOISE = re.compile(
    r"(?:的?(?:大?门口|门前|门外|正门|大门|前门|前面|前方|旁边?|附近|周边|周围|边上|一带|一侧|两侧|路边|街边|沿线"
    r"|沿街|路段|地段|段内|道路|路面|人行道上?|人行便道|便道|非机动车道|机动车道|绿化带|地块|位置|区域|范围|入口处"
    r"|路口处|处|外|内|里|前|边|旁|上))$"
)
FRONT = re.compile(r"^(?:的|靠近?|近|位于|在|至|到|与|和|、|/|-)+")
GENERIC = re.compile(
    r"^(?:(?:东|西|南|北|中|前|后)段)?(?:中间|公交车?站[台牌亭]?|站台|路口|口|巷口|街口|道口|红绿灯|桥头|桥上|桥下|拐角|转角|拐弯处?|十字路?口?"
    r"|丁字路?口?|三岔路?口?|人行道|全[线段]|沿线|全路段?|路段|路|街|巷|隧道口?|涵洞|天桥|转盘|环岛|停车场|空地|垃圾桶|垃圾箱"
    r"|小区|村口|工地|路边|市场|广场|公园|学校|医院|超市|公厕|公共厕所|垃圾中转站|围墙|绿地|河边|桥|[\da-z-]*号?)$"
)
SITE = re.compile(
    r"^(.{2,}(?:工地|施工现场))(?:的?(?:东南|东北|西南|西北|[东南西北])?[侧面边]?)(?:[大正侧]?门|[出入]+口?|围[挡墙])(?:(?!对).)*$"
)
"""Gate and fence of a building site: what comes from it comes from all of it."""
WHOLE = re.compile(r"^(?:全[线段]|全路段?|沿线|路段|路|街|巷|路面|两侧|一带|人行道)?$")
SAME_WORDS = (
    (re.compile(r"第([一二三四五六七八九十])(?=[小中]学|幼儿园|医院)"), r"\1"),
    (re.compile(r"(?<=[一二三四五六七八九十])([小中])学"), r"\1"),
    (re.compile("实验([小中])学"), r"实\1"),
    (re.compile("县人民医院|人民医院"), "县医院"),
    (re.compile("汽车客运站|(?:长途)?客运(?:总|汽车)?站|汽车总站|长途汽车站|^车站$"), "汽车站"),
    (re.compile("菜市场|农贸集市|农贸综合市场"), "农贸市场"),
    (re.compile("公交车?站[台牌亭]?"), "公交站"),
    (re.compile("^县(?!医院|政府|委|城|域)"), ""),
    (re.compile("^口$"), "路口"),
)


@dataclass(frozen=True, slots=True)
class Spot:
    """A landmark or a stretch of road; `relation` is another place, `side` only says which part."""

    name: str = ""
    generic: bool = False
    relation: str = ""
    side: str = ""


NO_SPOT = Spot()


@lru_cache(maxsize=8_192)
def read_spot(text: str) -> Spot:
    """What a stretch of writing without road and number names; a blank name for nothing certain."""
    if not text:
        return NO_SPOT
    name, relation, side = SITE.sub(r"\1", FRONT.sub("", text)), "", ""
    known = ""
    while known != name:
        known = name
        if STRETCH.match(name):
            break
        if not relation and (found := OPPOSITE.search(name)):
            relation, name = "对", name[: found.start()]
        elif not relation and (found := BEHIND.search(name)):
            relation, name = "后", name[: found.start()]
        elif not side and (found := SIDE.search(name)):
            side, name = found[1] or found[2] or found[3], name[: found.start()]
        else:
            name = NOISE.sub("", name)
    if stretch := STRETCH.match(name):
        return Spot((stretch[1] or stretch[2]) + STRETCH_WORD, True, relation)
    for pattern, word in SAME_WORDS:
        name = pattern.sub(word, name)
    if WHOLE.match(name):
        return Spot("", relation=relation, side=side)
    return Spot(name, GENERIC.match(name) is not None, relation, side)
