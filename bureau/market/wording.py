"""The sentences of the market-order report, drafted from its figures and from nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from bureau.calendar.words import last_day_seen, names_of, said_with_end
from bureau.market.figures import MarketFigures, Part, Totals
from bureau.market.figures_classes import UNFILLED
from bureau.market.figures_daily import DailyCount
from bureau.reports.change import Change, fixed, percent, ratio
from bureau.reports.citing import cite
from bureau.reports.sentences import sentence

PEOPLE, VEHICLES = 3201, 3202
"""出动人员, 出动车辆: what the sentence of daily work begins with."""
HIGHLIGHTS: tuple[tuple[str, tuple[int, ...]], ...] = (
    ("占道经营", (3203, 3225)),
    ("店外经营", (3204, 3222)),
    ("餐饮油烟", (3209, 3208)),
    ("户外广告", (3206, 3207, 3205, 3214)),
    ("烟花禁燃", (3219,)),
    ("露天焚烧", (3218,)),
    ("扬尘渣土", (3226, 3227, 3210, 3228)),
)
"""Classes that a monthly report speaks of, each with the daily counts that belong to it."""
HANDLING_WORDS = {"服务": "服务劝导", "管理": "管理规范", "执法": "执法处罚"}
UNITS_IN_TEXT = {"㎡": "平方米", "m²": "平方米"}
VARIANTS = {"环比": "mom", "同比": "yoy"}
MOST_NAMED = 3
MOST_WORKS = 12
"""Kinds of daily work in one sentence; the table has them all."""


def bases(figures: MarketFigures) -> list[tuple[str, Totals]]:
    """The periods that there is something to compare with: one without any case is no base.

    A year's period before is the year before, which is 同比.
    """
    before, ago = figures.previous, figures.a_year_before
    beside = [("同比", ago)]
    if before is not None and before.period != ago.period:
        beside.insert(0, ("环比", before))
    return [(word, base) for word, base in beside if base["cases"]]


def compared(figures: MarketFigures, category: str = "") -> list[str]:
    """环比… and 同比… of all cases or of one class, as far as they can be said."""

    def cases(of: Totals) -> int:
        return of.of("by_category", category) if category else of["cases"]

    key = f"by_category.{category}" if category else "cases"
    return [
        tied(f"{key}@{VARIANTS[word]}", Change(cases(figures.now), cases(base)).in_text(word))
        for word, base in bases(figures)
    ]


def tied(key: str, words: object) -> str:
    """Words that are tied to a figure of the department."""
    return cite(f"market.{key}", str(words))


def summary(figures: MarketFigures) -> str:
    """总体情况: found, put right, due, open, the year so far; one paragraph."""
    told = (found, put_right, due, still_open, year_so_far)
    return "".join(tell(figures) for tell in told)


def found(figures: MarketFigures) -> str:
    """发现: how many, and against the periods before."""
    when = said_with_end(figures.period, figures.today)
    if not figures.now["cases"]:
        return f"{when}没有登记市容秩序案件。"
    return sentence(
        [f"{when}共发现市容秩序案件{tied('cases', figures.now['cases'])}件", *compared(figures)]
    )


def put_right(figures: MarketFigures) -> str:
    """整改: of those found, and of earlier ones."""
    now, seen = figures.now, last_day_seen(figures.period, figures.today)
    if not now["cases"]:
        return (
            f"整改往期案件{tied('closed_in_period', now['closed_in_period'])}件。"
            if now["closed_in_period"]
            else ""
        )
    earlier = now["closed_in_period"] > now["closed"]
    return sentence(
        [
            f"至{seen}{done(now['closed'], now['cases'], tied('closed', now['closed']))}",
            f"整改率{tied('rectified_rate', percent(now.rectified_rate))}",
            f"连同往期案件共整改{tied('closed_in_period', now['closed_in_period'])}件"
            if earlier
            else "",
        ]
    )


def done(closed: int, cases: int, words: str = "") -> str:
    """已整改63件, 已全部整改 or 尚未整改; `words` stand for the number put right."""
    if not closed:
        return "尚未整改"
    return "已全部整改" if closed == cases else f"已整改{words or closed}件"


def due(figures: MarketFigures) -> str:
    """到期: limits that ran out in the period, and how many were kept."""
    now = figures.now
    if not now["due_in_period"]:
        return ""
    return sentence(
        [
            f"期限在{names_of(figures.period)[0]}内届满的案件{tied('due_in_period', now['due_in_period'])}件",
            f"按期整改{tied('on_time', now['on_time'])}件",
            f"按期整改率{tied('on_time_rate', percent(now.on_time_rate))}",
        ]
    )


def still_open(figures: MarketFigures) -> str:
    """未整改: all that are open at the end, whenever found."""
    now = figures.now
    if not now["open_at_end"]:
        return ""
    overdue = f"其中超期{tied('overdue', now['overdue'])}件" if now["overdue"] else "没有超期案件"
    return sentence(
        [
            f"至{last_day_seen(figures.period, figures.today)}共有{tied('open_at_end', now['open_at_end'])}件未整改",
            overdue,
        ]
    )


def year_so_far(figures: MarketFigures) -> str:
    """本年累计, where the period isn't the year so far itself."""
    total = figures.to_date
    if total is figures.now or not total["cases"]:
        return ""
    return sentence(
        [
            f"本年累计发现案件{tied('cases@to_date', total['cases'])}件",
            f"已整改{tied('closed@to_date', total['closed'])}件",
            f"整改率{tied('rectified_rate@to_date', percent(total.rectified_rate))}",
        ]
    )


def amount(count: DailyCount) -> str:
    """劝导占道经营484起."""
    unit = UNITS_IN_TEXT.get(count.unit, count.unit)
    places = 0 if count.total == int(count.total) else 2
    number = fixed(count.total, places)
    return f"{count.title}{number.rstrip('0') if places else number}{unit}"


def daily_work(figures: MarketFigures) -> str:
    """日常执法: who went out and what was done, from the daily logs."""
    counts = [one for one in figures.now.daily if one.total]
    if not counts:
        return ""
    sent = {one.kind: one for one in counts if one.kind in (PEOPLE, VEHICLES)}
    out = []
    if PEOPLE in sent:
        out.append(f"出动执法人员{fixed(sent[PEOPLE].total, 0)}{sent[PEOPLE].unit}")
    if VEHICLES in sent:
        vehicles = f"车辆{fixed(sent[VEHICLES].total, 0)}{sent[VEHICLES].unit}"
        out.append(vehicles if out else f"出动{vehicles}")
    works = [amount(one) for one in counts if one.kind not in sent]
    if len(works) > MOST_WORKS:
        works = [*works[:MOST_WORKS], "其余见执法日志统计表"]
    this = names_of(figures.period)[0]
    return sentence([f"{this}共{'、'.join(out)}", *works] if out else [this + "，".join(works)])


def shares(parts: Sequence[Part], whole: int, most: int = MOST_NAMED) -> list[str]:
    """The largest lines with their share: 户外广告15件，占19.74%."""
    largest = sorted(parts, key=lambda part: -part.cases)[:most]
    return [
        f"{part.label}{tied(f'by_category.{part.label}', part.cases)}件，"
        f"占{percent(ratio(part.cases, whole))}"
        for part in largest
    ]


def classes(figures: MarketFigures) -> str:
    """Which classes make up most of the cases."""
    now = figures.now
    parts = now.parts["by_category"]
    if not parts:
        return ""
    if len(parts) == 1:
        return f"{names_of(figures.period)[0]}案件均为{parts[0].label}问题。"
    named = shares(parts, now["cases"])
    top = sum(sorted((part.cases for part in parts), reverse=True)[:MOST_NAMED])
    total = (
        f"三类合计占案件总数的{percent(ratio(top, now['cases']))}"
        if len(parts) > MOST_NAMED
        else ""
    )
    return sentence([f"从问题类别看，{'；'.join(named)}", total])


def highlights(figures: MarketFigures) -> list[str]:
    """重点工作: one sentence for each class that a report speaks of and that had work."""
    counts = {one.kind: one for one in figures.now.daily if one.total}
    parts = {part.label: part for part in figures.now.parts["by_category"]}
    told = []
    for label, kinds in HIGHLIGHTS:
        work = [amount(counts[kind]) for kind in kinds if kind in counts]
        said: list[str] = []
        if part := parts.get(label):
            said = [f"发现{tied(f'by_category.{label}', part.cases)}件", *compared(figures, label)]
            said.append(done(part.closed, part.cases))
        elif work:
            said = ["没有登记案件"]
        if work:
            said.append("日常执法中" + "、".join(work))
        if said:
            told.append(f"{label}方面，{sentence(said)}")
    return told


def handling(figures: MarketFigures) -> str:
    """处置方式: the shares of 服务, 管理, 执法 against what the bureau aims at."""
    now = figures.now
    if not now.handled:
        return "登记的案件都没有填写处置方式，无法统计占比。" if now["cases"] else ""
    said = []
    for name, wanted in figures.expected_shares.items():
        cases = now.of("by_handling", name)
        share = ratio(cases, now.handled)
        gap = "" if share is None else against(Change(share * 100, wanted, "score"), wanted)
        said.append(
            f"{HANDLING_WORDS.get(name, name)}{tied(f'by_handling.{name}', cases)}件，占{percent(share)}{gap}"
        )
    text = f"按处置方式分，{'；'.join(said)}。"
    if unfilled := now["cases"] - now.handled:
        text += f"另有{unfilled}件未填写处置方式，不计入占比。"
    return text


def means(figures: MarketFigures) -> str:
    """服务、管理、执法 of daily logs and cases together, with the change from the period before."""
    now, before = figures.now.means, figures.previous.means if figures.previous else None
    that = names_of(figures.period)[1]
    said = []
    for name in figures.expected_shares:
        share = now.share(name)
        change = Change(share, before.share(name) if before else None, "rate").in_text(f"比{that}")
        said.append(f"{HANDLING_WORDS.get(name, name)}占{percent(share)}{change and f'，{change}'}")
    return f"连同执法日志中的日常处置综合计算，{'；'.join(said)}。"


def against(gap: Change, wanted: int) -> str:
    """（比70%的目标低13.42个百分点）."""
    difference = gap.amount
    if not difference:
        return f"（符合{wanted}%的目标）"
    size = fixed(abs(difference), 2)
    return f"（比{wanted}%的目标{'高' if difference > 0 else '低'}{size}个百分点）"


def places(figures: MarketFigures) -> str:
    """Which towns and squads had most."""
    now = figures.now
    towns = [part for part in now.parts["by_town"] if part.label != UNFILLED]
    squads = [part for part in now.parts["by_unit"] if part.label != UNFILLED]
    said = []
    if len(towns) > 1:
        said.append(f"从区域看，案件较多的是{listed('by_town', towns)}")
    if len(squads) > 1:
        said.append(f"从责任单位看，承办较多的是{listed('by_unit', squads)}")
    return "".join(f"{text}。" for text in said)


def listed(breakdown: str, parts: Sequence[Part]) -> str:
    """北苑街道29件、石桥镇14件、城东街道10件."""
    largest = sorted(parts, key=lambda part: -part.cases)[:MOST_NAMED]
    return "、".join(
        f"{part.label}{tied(f'{breakdown}.{part.label}', part.cases)}件" for part in largest
    )


def rising(figures: MarketFigures) -> str:
    """Classes of which more were found than in the period before, the largest rise first."""
    before = figures.previous
    if before is None or not before["cases"]:
        return ""
    risen = [
        (part.cases - before.of("by_category", part.label), part.label)
        for part in figures.now.parts["by_category"]
    ]
    most = sorted((pair for pair in risen if pair[0] > 0), key=lambda pair: -pair[0])[:MOST_NAMED]
    if not most:
        return ""
    named = "、".join(f"{label}（增加{more}件）" for more, label in most)
    return f"部分问题有所增多。与{names_of(figures.period)[1]}相比，增加较多的类别为{named}。"


def late(figures: MarketFigures) -> str:
    """Cases past their limit: still open, and put right late."""
    now = figures.now
    said = []
    if now["overdue"]:
        said.append(
            f"至{last_day_seen(figures.period, figures.today)}"
            f"有{tied('overdue', now['overdue'])}件超过期限仍未整改"
        )
        said.append(f"其中最长已超期{figures.overdue[0].days}天")
    if now["closed_late"]:
        late = tied("closed_late", now["closed_late"])
        said.append(f"{names_of(figures.period)[0]}整改的案件中有{late}件超期完成")
    return f"整改不够及时。{sentence(said)}" if said else ""


def rebounds(figures: MarketFigures) -> str:
    """Cases found where the same trouble had been closed not long before."""
    now, before = figures.now, figures.previous
    if not now.work["rebounds"]:
        return ""
    this, times = names_of(figures.period)[0], tied("rebounds", now.work["rebounds"])
    base = before.rate("rebound_rate") if before else None
    change = Change(now.rate("rebound_rate"), base, "rate").in_text(
        f"比{names_of(figures.period)[1]}"
    )
    return "整改成果不够巩固。" + sentence(
        [
            f"{this}有{times}件是同一地点同类问题结案后不久再次出现",
            f"反弹率{tied('rebound_rate', percent(now.rate('rebound_rate')))}"
            if now["closed_in_period"]
            else "",
            change,
        ]
    )


def again(figures: MarketFigures) -> str:
    """Places where the same kind of problem was found more than once without being a rebound."""
    if not figures.repeated:
        return ""
    worst = figures.repeated[:MOST_NAMED]
    named = "、".join(f"{one.address}{one.category}（{one.times}次）" for one in worst)
    several = "等" if len(figures.repeated) > MOST_NAMED else ""
    return (
        f"个别点位多次发现。反弹之外，{names_of(figures.period)[0]}"
        f"同一地点同类问题发现两次及以上的有{named}{several}。"
    )


def problems(figures: MarketFigures) -> list[str]:
    """存在问题, one paragraph each; one sentence that says so where there is none."""
    told = (late, rebounds, again, rising)
    seen = [text for tell in told if (text := tell(figures))]
    if seen:
        return [f"{number}．{text}" for number, text in enumerate(seen, 1)]
    if not figures.now["cases"]:
        return [f"{names_of(figures.period)[0]}没有登记案件，也没有超期未整改的案件。"]
    return ["没有超期未整改的案件，也没有同一地点反复出现的问题。"]
