"""Where the title of an official paper may break: between words, in lines of like length (GB/T 9704)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from bureau.reports.render.breaking import NEVER_FIRST, NEVER_LAST, measure

WORDS: Final = (
    *("城市管理综合行政执法局", "城市管理委员会办公室", "城市管理委员会", "城市管理局"),
    *("城市管理", "综合行政执法", "综合行政", "综合考核", "综合分析", "综合整治", "市容秩序"),
    *("市容市貌", "环境卫生", "环卫服务", "环卫考核", "户外广告", "占道经营", "店外经营"),
    *("路灯亮灯", "市政设施", "基础设施", "生活垃圾", "建筑垃圾", "文明城市", "卫生城市"),
    *("专项行动", "专项整治", "集中整治", "突出问题", "存在问题", "问题分析", "征求意见稿"),
    *("组织生活", "党建工作", "机关党委", "党组织", "党支部", "党组", "委员会", "办公室"),
    *("责任清单", "任务清单", "实施方案", "工作方案", "实施细则", "管理办法", "考核办法"),
    *("街道办事处", "各镇街", "镇街", "乡镇", "街道", "社区", "小区", "城区", "示例县"),
    *("市容", "环卫", "路灯", "市政", "设施", "垃圾", "分类", "城管", "执法", "行政", "处罚"),
    *("案件", "投诉", "热线", "清单", "台账", "档案", "数据", "服务", "费用", "资金", "合同"),
    *("考核", "检查", "巡查", "督查", "督办", "整改", "整治", "治理", "维护", "维修", "管理"),
    *("情况", "结果", "成绩", "通报", "通知", "报告", "请示", "批复", "意见", "函", "决定"),
    *("工作", "任务", "要求", "安排", "落实", "开展", "加强", "推进", "做好", "进一步", "印发"),
    *("年度", "季度", "上半年", "下半年", "本月", "月份", "关于", "有关", "全县", "全市", "初评稿"),
    *("协助", "商请", "调整", "成立", "领导", "小组", "人员", "名单", "会议", "纪要", "点评会"),
    *("综合", "专项", "重点", "道路", "清扫", "保洁", "公厕", "绿化", "停车", "车辆", "市场"),
)
"""Words that a title isn't broken in, beside dates, numbers and what stands in brackets."""
PIECES: Final = re.compile(
    r"[“《（〔][^”》）〕]{1,12}[”》）〕]"
    r"|\d+年(?:第?[一二三四\d]+季度|[上下]半年|\d+月(?:份|\d+日)?|度)?"
    r"|[0-9A-Za-z.%/-]+"
    f"|{'|'.join(sorted(WORDS, key=lambda word: (-len(word), word)))}"
    r"|.",
    re.DOTALL,
)
AFTER: Final = frozenset("的了等" + NEVER_FIRST)
"""What stays with the word before it."""
BEFORE: Final = frozenset("和与及暨对向在为" + NEVER_LAST)
"""What stays with the word after it."""


def words_of(text: str) -> list[str]:
    """The pieces between which a title may break."""
    found: list[str] = []
    for piece in PIECES.findall(text):
        if found and (piece[0] in AFTER or all(one in BEFORE for one in found[-1])):
            found[-1] += piece
        else:
            found.append(piece)
    return found


def title_lines(
    text: str, count: int, advances: Mapping[str, int], room: float
) -> list[str] | None:
    """The title on `count` lines no wider than `room` (1/1000 em), as even as whole words allow.

    None where words don't fit so.
    """
    words = words_of(text)
    widths = [measure(word, advances) for word in words]
    even = sum(widths) / count

    @cache
    def best(start: int, lines: int) -> tuple[float, tuple[int, ...]]:
        if lines == 1:
            width = sum(widths[start:])
            return ((width - even) ** 2 if width <= room else float("inf")), ()
        found: tuple[float, tuple[int, ...]] = (float("inf"), ())
        width = 0
        for stop in range(start + 1, len(words) - lines + 2):
            width += widths[stop - 1]
            if width > room:
                break
            cost, stops = best(stop, lines - 1)
            cost += (width - even) ** 2
            if cost < found[0]:
                found = cost, (stop, *stops)
        return found

    cost, stops = best(0, count)
    if cost == float("inf"):
        return None
    return joined(words, stops)


def joined(words: Sequence[str], stops: Sequence[int]) -> list[str]:
    """Lines of the words between the stops."""
    starts = (0, *stops)
    return ["".join(words[start:stop]) for start, stop in zip(starts, (*stops, None), strict=True)]
