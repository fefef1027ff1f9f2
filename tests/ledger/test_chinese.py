"""Chinese order and pinyin initials."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from itertools import pairwise

import pytest

from bureau.ledger.chinese import initials, matches_initials, sort_key


def in_order(*texts: str) -> bool:
    """Whether the keys of these texts rise, each differing from the next."""
    keys = [sort_key(text) for text in texts]
    return all(before < after for before, after in pairwise(keys))


@pytest.mark.parametrize(
    "texts",
    [
        ("北苑街道", "城东街道", "城西街道", "河口镇", "柳塘镇", "南关街道", "青山乡", "石桥镇"),
        ("妈", "麻", "马", "骂"),  # one syllable, four tones
        ("占道经营", "张三", "招牌"),  # zhan, zhang, zhao
        ("单位", "但是", "当街"),  # dān, dàn, dāng
        ("王明", "王明明", "王晓"),  # a beginning comes before what continues it
        ("虫害", "重庆路", "出店"),  # chóng, chóng, chū: 重 isn't zhòng here
        ("山西路", "单小明", "石桥"),  # the surname 单 is shàn
        ("解放路", "解小明", "新街"),  # jiě, but the surname 解 is xiè
        ("李四", "昇垚", "喆"),  # lǐ, shēng, zhé: two of them beyond GB 2312
    ],
)
def test_texts_sort_by_pinyin_then_tone(texts: tuple[str, ...]) -> None:
    assert in_order(*texts)


def test_digits_sort_by_value_and_latin_stands_before_chinese() -> None:
    texts = [
        "2号",
        "9号",
        "10号",
        "010号楼",
        "B路",
        "c路",
        "解放路2号",
        "解放路10号",
        "解放路１１号",
    ]
    assert in_order(*texts)


def test_capitals_and_full_width_letters_sort_as_small_ones() -> None:
    assert sort_key("ＬＤ-01") == sort_key("ld-1")


def test_a_digit_run_of_any_length_has_a_key() -> None:
    assert sort_key("9" * 5000) < sort_key("路")


def test_every_common_character_has_its_own_key() -> None:
    letters = [chr(code) for code in range(0x4E00, 0x9FA6)]
    assert len({sort_key(letter * 4) for letter in letters}) == len(letters) == 20902


def test_keys_sort_alike_in_the_database() -> None:
    texts = ["占道", "店外", "10", "9", "广告", "a", "𠮷", "龑", "重庆", "", "（", "ㄅ", "🙂"]
    keys = [sort_key(text) for text in texts]
    with sqlite3.connect(":memory:") as database:
        database.execute("CREATE TABLE t (k TEXT)")
        database.executemany("INSERT INTO t VALUES (?)", [(key,) for key in keys])
        stored = [row[0] for row in database.execute("SELECT k FROM t ORDER BY k")]
    database.close()
    assert stored == sorted(keys)


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("占道经营", "zdjy"),
        ("辛集镇", "xjz"),
        ("重庆路", "cql"),
        ("重点路段", "zdld"),
        ("大队长", "ddz"),
        ("长安路", "cal"),
        ("银行街", "yhj"),
        ("行政执法", "xzzf"),
        ("单小明", "sxm"),
        ("单位", "dw"),
        ("12345热线", "12345rx"),
        ("LD01-026", "ld01026"),
        ("建设大道20号（县医院对面）", "jsdd20hxyydm"),
        ("ＡＢ 座", "abz"),
        ("", ""),
    ],
)
def test_initials(text: str, letters: str) -> None:
    assert initials(text) == letters


@pytest.mark.parametrize(
    "query",
    [
        "zdjy",
        "z",
        "zd",
        "djy",
        "jy",
        "ZDJY",
        "ｚｄ",
        "zhandao",
        "zhandjy",
        "zhand",
        "占道",
        "道",
        "zhan dao",
    ],
)
def test_initials_and_pinyin_find_a_choice(query: str) -> None:
    assert matches_initials(query, "占道经营")


@pytest.mark.parametrize("query", ["dz", "zdjyy", "dzjy", "zhanbao", "店", "1", "zhz"])
def test_other_letters_do_not_find_it(query: str) -> None:
    assert not matches_initials(query, "占道经营")


def test_a_character_of_two_readings_is_found_under_both() -> None:
    assert matches_initials("cq", "重庆")
    assert matches_initials("zq", "重庆")


def test_signs_between_characters_need_not_be_typed() -> None:
    assert matches_initials("zdjy", "占道（经营）")
    assert matches_initials("ld01026", "LD01-026")


def test_pinyin_is_not_imported_to_run() -> None:
    code = (
        "import sys, bureau.ledger.chinese as c; c.sort_key('占'); c.matches_initials('z', '占'); "
    )
    code += "assert 'pypinyin' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
