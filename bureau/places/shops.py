"""Names of shops without what everybody adds to them, and what isn't the name of a shop at all."""

from __future__ import annotations

import re
from functools import lru_cache

from bureau.places.writing import one_spelling

NOISE = re.compile(
    r"(?:\(?个体(?:工商户)?\)?|有限(?:责任)?公司|股份公司|公司|分公司|总店|分店|门店|旗舰店|连锁店|专卖店"
    r"|门市部?|经营部|服务部|店铺|店面|店内|店外|店门口|店门前|门口|门前|门外|旁边?|附近|前|摊位?|铺|店)+$"
)
TRADES = re.compile(
    "烧烤|餐饮|餐馆|餐厅|小吃|火锅|饭店|饭馆|酒楼|酒店|宾馆|旅馆|旅社|网吧|药房|药店|诊所|便利|超市|百货|五金"
    "|建材|汽修|维修|修理|洗车|水果|鲜果|果园|果蔬|蔬菜|早餐|早点|面馆|米粉|粉店|肠粉|拌面|扁肉|包子|馒头|熟食"
    "|卤味|奶茶|饮品|咖啡|烘焙|蛋糕|面包|服装|童装|内衣|鞋店|理发|美容|美发|发艺|家具|家电|手机|通讯|电脑|电动车"
    "|摩托车?|轮胎|门窗|不锈钢|加工|批发|商行|商店|商场|商贸|食杂|排档|夜宵|炭烤|土菜|小炒|海鲜|水产|鲜肉|猪肉|广告"
    "|装饰|装修|建筑|工程|建设|运输|物流|物业|园林|市政|房地产|快递|驿站|茶叶|茶行|烟酒|粮油|副食|文具|书店|打印"
    "|图文|照相|眼镜|珠宝|银行|幼儿园|培训|健身|影城|棋牌|麻将|足浴|养生|花店|鲜花|宠物|农资|种子|饲料|直销|生活"
)
ENDS = re.compile(r"(?:[店馆铺行坊厅吧屋庄厂社堂阁轩记摊]|公司|中心)$")
NOBODY = re.compile(
    r"[某×xX]|无名|流动|路边|沿街|临时|不详|不明|未知|个人|居民|住户|业主|群众|商户|店主|当事人|车主|摊贩|商贩|摊主|游商"
)
ALL_OVER_TOWN = re.compile(
    "公司|集团|物业|运维|服务[点站]|管理[处所站]|项目部|(?:[办处局队所站部校院会]|中心|银行|学校|幼儿园|村|社区)$"
)
"""A firm, an office or an operator works at many places: its name is none of them."""
LEFT_OUT = re.compile(r"[(\[【].*?[)\]】]|[^\w]")
PEOPLE = re.compile(r"(?:先生|女士|小姐|师傅|老板|同志)$")


@lru_cache(maxsize=8_192)
def sounds_like_shop(text: str) -> bool:
    """Whether a trade is named, or it ends as shops do."""
    return TRADES.search(text) is not None or ENDS.search(text) is not None


@lru_cache(maxsize=16_384)
def shop_of_party(text: str) -> str:
    """The name of a party where it is that of a shop, "" for a person, a firm or an office."""
    return "" if ALL_OVER_TOWN.search(LEFT_OUT.sub("", one_spelling(text))) else shop_name(text)


@lru_cache(maxsize=16_384)
def shop_name(text: str) -> str:
    """The name by which two writings of one shop agree, "" when it names no certain shop.

    A name without a trade (张建国) may be a person, who has no fixed place; a trade without a name
    (水果店) may be any shop.
    """
    plain = LEFT_OUT.sub("", one_spelling(text))
    if not plain or NOBODY.search(plain) or PEOPLE.search(plain):
        return ""
    core = NOISE.sub("", plain)
    if core == plain and len(plain) < 5 and "记" not in plain and not sounds_like_shop(plain):
        return ""
    own = TRADES.sub("", core)
    return core if len(own) > 1 or (own and len(core) > 2) else ""
