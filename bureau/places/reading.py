"""Taking an address apart: town, road, house numbers, crossing, landmark, what stands beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bureau.places.place import GridPoint, Place
from bureau.places.shops import shop_name, shop_of_party, sounds_like_shop
from bureau.places.spots import NO_SPOT, STRETCH_WORD, Spot, read_spot
from bureau.places.streets import NO_STREETS, Found, Streets
from bureau.places.writing import one_spelling, stretches

HAN = "[一-鿿]"
OWN = "(?:(?![镇乡道村区])[一-鿿])"
COUNTY = re.compile(
    f"(?:{HAN}{{2,4}}省)?(?:{OWN}{{2,3}}(?<!超)市(?!场))?(?:{OWN}{{2,3}}县(?!医院|政府|委))?"
    "(?:县城区?|老?城区(?!域)|主城区|市区)?(?:内|的)?"
)
TOWN = re.compile(f"({HAN}{{2,4}}?)(?:街道办事处|街道办|街道|镇|乡)(?=.)")
COMMUNITY = re.compile(
    f"{HAN}{{2,4}}(?:社区|居委会|居民委员会)"
    "(?!服务|党群|卫生|居委|办公|广场|门|公园|活动|文化(?:广场|活动|中心|礼堂|站)|健身|医院|球场|大院"
    "|中心(?:$|[门旁附内]))(?=..)"
)
VILLAGE = re.compile(f"{HAN}{{2,4}}村(?=.*(?:[路街巷弄]|大道))")
ROAD = re.compile(
    rf"(?:{HAN}|[a-z])(?:{HAN}|[a-z\d]){{0,6}}?"
    r"(?:大道|大街|步行街|路(?!灯|政|基|障|过|边|面|旁)|街(?!道|边|面)|胡同|[巷弄]|道(?=\d+号?))"
)
LANE = re.compile(r"(?:[一二三四五六七八九十]{1,2}|\d{1,2}|[东南西北中前后])?(?:巷|弄|支路)(?!子)")
JOINED = re.compile(r"(?:与|和|及|、|/|-|×|x|跟|交)?")
MEETING = re.compile(
    r"(?:交叉路?口?|交汇处?|交界处?|相交处?|十字路?口?|丁字路?口?|三岔路?口?|路口|红绿灯|转角|拐角|口)"
)
NUMBER = re.compile(
    r"(?:门牌)?([甲乙丙丁])?(\d{1,4}(?:-\d{1,3})*)([甲乙丙丁])?"
    r"(?:号([甲乙丙丁])?(?![楼线桥杆井])|$|(?<=-\d)(?!\d)|(?<=-\d\d)(?!\d))"
)
FURTHER = re.compile(r"[、和及与/至到](\d{1,4}(?:-\d{1,3})?)(?:号|$)")
LISTED = re.compile(r"(?<!\d)(\d{1,4})(?=[、/和及与至到]\d{1,4}号)")
DOOR = re.compile(r"(\d{1,4})号?(?:门口|门前|旁边?|附近|前|处)?$")
"""How most addresses end: nothing more has to be looked for."""
POINT = re.compile(r"\s*(\d+)(?:\.(\d*))?\s*,\s*(\d+)(?:\.(\d*))?\s*", re.ASCII)
INSIDE = re.compile(
    r"^(?:院内?|大院|内|底商|商铺|店面|楼下|门面房?|[一二三四五六\d]+(?:楼|层|栋|幢|单元|室|铺)|[a-z]座)+"
)


@dataclass(frozen=True, slots=True)
class Address:
    """What an address alone says."""

    town: str = ""
    road: str = ""
    numbers: tuple[str, ...] = ()
    crossing: str = ""
    spot: Spot = NO_SPOT
    shop: str = ""


def read_place(
    *,
    town: str = "",
    road: str = "",
    address: str = "",
    party: str = "",
    shop: str = "",
    point: str = "",
    streets: Streets = NO_STREETS,
) -> Place:
    """A place from the texts of a record, names as the register has them; blanks for what is unknown.

    `point` as it is stored (`119.123456,26.123456`). A `party` counts where it is a shop, no firm.
    """
    written = read_address(address, streets, streets.name(one_spelling(road)) if road else "")
    return Place(
        town=town_name(town) or written.town or town_name(streets.towns.get(written.road, "")),
        road=written.road,
        numbers=written.numbers,
        crossing=written.crossing,
        spot=written.spot.name,
        generic=written.spot.generic,
        relation=written.spot.relation,
        side=written.spot.side,
        shop=(shop and shop_name(shop)) or (party and shop_of_party(party)) or written.shop,
        point=grid_point(point) if point else None,
    )


@lru_cache(maxsize=1024)
def town_name(text: str) -> str:
    """城东 for 城东街道 and 城东街道办事处; two towns of one county don't differ in that alone."""
    return re.sub(r"(?:街道办事处|街道办|街道|镇人民政府|镇政府|镇|乡)$", "", one_spelling(text))


def grid_point(text: str) -> GridPoint | None:
    """A stored point in millionths of a degree; None for none."""
    found = POINT.fullmatch(text)
    if found is None:
        return None
    east, north = found[2] or "", found[4] or ""
    return int(found[1] + east[:6].ljust(6, "0")), int(found[3] + north[:6].ljust(6, "0"))


@lru_cache(maxsize=4_096)
def read_address(text: str, streets: Streets, road: str = "") -> Address:
    """The parts of an address; `road` is the record's own, for addresses that leave it out."""
    spelled = one_spelling(text)
    known = streets.find(spelled)
    if known is not None and known.start == 0 and (door := DOOR.match(spelled, known.stop)):
        return Address(road=known.name, numbers=(door[1],))
    written = stretches(LISTED.sub(r"\1号", spelled))
    if not written:
        return Address(road=road)
    town, written[0] = without_above(written[0], streets)
    for index, stretch in enumerate(written):
        if found := first_road(stretch, streets):
            others = [*written[:index], stretch[: found.start], *written[index + 1 :]]
            return on_road(town, found, stretch, [s for s in others if s], streets)
    if road:
        found = Found(0, 0, road)
        return on_road(town, found, written[0], written[1:], streets)
    spots = [read_spot(stretch) for stretch in written]
    spot = next((spot for spot in spots if spot.name), NO_SPOT)
    return Address(town=town, spot=spot, shop=named(written))


def without_above(text: str, streets: Streets) -> tuple[str, str]:
    """The town written in front, and the address without county, town and community."""
    known = streets.find(text)
    if known is not None and known.start == 0:
        return "", text
    county = COUNTY.match(text)
    text = text[county.end() :] if county else text
    town = ""
    if found := TOWN.match(text):
        town, text = found[1], text[found.end() :]
    if community := COMMUNITY.match(text) or VILLAGE.match(text):
        text = text[community.end() :]
    return town, text


def first_road(text: str, streets: Streets, start: int = 0) -> Found | None:
    """The first road in a stretch of an address: a known one, else what sounds like one."""
    found = streets.find(text, start)
    if found is None and (match := ROAD.search(text, start)):
        found = Found(match.start(), match.end(), streets.name(match[0]))
    if found is not None and (lane := LANE.match(text, found.stop)):
        found = Found(found.start, lane.end(), streets.name(found.name + lane[0]))
    return found


def on_road(
    town: str, road: Found, stretch: str, others: Sequence[str], streets: Streets
) -> Address:
    """What is said behind a road's name in its own stretch, and in the others (brackets)."""
    after = stretch[road.stop :]
    if number := NUMBER.match(after):
        return at_number(town, road.name, number, after, others)
    for rest in (after, *others):
        if meets := crossing_of(rest, streets):
            other, corner = meets
            if other != road.name:
                return Address(town=town, road=road.name, crossing=other, spot=Spot(side=corner))
    if not after and others and (number := NUMBER.match(others[0])):
        return at_number(town, road.name, number, others[0], others[1:])
    spots = [read_spot(part) for part in (after, *others)]
    spot = next((spot for spot in spots if spot.name and not spot.generic), None)
    spot = spot or next((spot for spot in spots if spot.name), NO_SPOT)
    return Address(town=town, road=road.name, spot=spot, shop=named([after, *others]))


def at_number(
    town: str, road: str, number: re.Match[str], after: str, others: Sequence[str]
) -> Address:
    """A house number, further ones behind it, and what is said of its door."""
    letter = number[1] or number[3] or number[4] or ""
    numbers = ends_of(number[2] + letter)
    position = number.end()
    while further := FURTHER.match(after, position):
        numbers += ends_of(further[1])
        position = further.end()
    rest = INSIDE.sub("", after[position:])
    beside = read_spot(rest)
    # What else is named at a numbered door is a landmark nearby, and everyone names another.
    relation = beside.relation if not beside.name else ""
    place = Spot(relation=relation, side=corner(beside))
    return Address(
        town=town, road=road, numbers=tuple(numbers), spot=place, shop=named([rest, *others])
    )


def ends_of(number: str) -> list[str]:
    """58-60 is a row of doors, named by its two ends; 58-1 is one door of its own."""
    first, _, last = number.partition("-")
    if last.isdigit() and first.isdigit() and int(last) > int(first):
        return [first, last]
    return [number]


@lru_cache(maxsize=8_192)
def crossing_of(text: str, streets: Streets) -> tuple[str, str] | None:
    """The road that is crossed and the corner, where the text begins with that."""
    other = streets.find(text)
    # 文庙巷和平街路口: a known road may begin with what else joins two.
    if other is None or other.start:
        joint = JOINED.match(text)
        start = joint.end() if joint else 0
        other = first_road(text, streets, start)
        if other is None or other.start != start:
            return None
    meeting = MEETING.match(text, other.stop)
    if meeting is None:
        return None
    return other.name, corner(read_spot(text[meeting.end() :]))


def corner(spot: Spot) -> str:
    """The side that is named alone, as behind a number or a crossing."""
    return spot.name.removesuffix(STRETCH_WORD) if spot.generic else spot.side


def named(texts: Sequence[str]) -> str:
    """The first shop among stretches of an address, which need the sound of one."""
    own = (text for text in texts if sounds_like_shop(text) and not read_spot(text).relation)
    return next((name for name in map(shop_name, own) if name), "")
