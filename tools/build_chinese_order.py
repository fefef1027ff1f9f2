"""Build resources/chinese from pypinyin: the order of characters and their other readings.

Run once per release of pypinyin: `python tools/build_chinese_order.py`. Writes order.txt
(a line per syllable and tone: `zhan1 占沾…`) and readings.txt (phrases whose characters are read
otherwise than alone, surnames first, and the other syllables of common characters).
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

from pypinyin import Style, pinyin
from pypinyin.constants import PINYIN_DICT
from pypinyin.contrib.tone_convert import to_tone3

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "chinese"
ROOM = 0xD800 - 0x3000
"""How many characters the keys of bureau/ledger/chinese.py have room for."""
NO_READING = "0"
"""In place of a syllable for Japanese signs of measure and the like, which stand at the end."""
FIRST_PRIVATE = 0xE000
"""A second reading of a character sorts as a character of its own, from the private use area."""

# How a character is read alone, where pypinyin's first reading isn't what a county office means.
ALONE = {"长": "chang2", "行": "xing2", "乐": "le4", "查": "cha2", "都": "du1", "地": "di4",
         "的": "de5", "了": "le5", "着": "zhe5", "得": "de2", "车": "che1", "石": "shi2",
         "场": "chang3", "度": "du4", "率": "lv4", "角": "jiao3", "广": "guang3", "厂": "chang3",
         "一": "yi1", "不": "bu4", "〇": "ling2", "种": "zhong3", "华": "hua2", "期": "qi1",
         "系": "xi4", "卡": "ka3", "没": "mei2", "大": "da4", "什": "shen2", "和": "he2",
         "还": "hai2", "单": "dan1", "区": "qu1", "仇": "chou2", "任": "ren4", "重": "zhong4",
         "朝": "chao2", "调": "tiao2", "转": "zhuan3", "处": "chu4", "属": "shu3", "会": "hui4"}  # fmt: skip

# Words of the field and place names in which a character has its other reading.
PHRASES = """
重庆 chong2 qing4|重复 chong2 fu4|重新 chong2 xin1|重建 chong2 jian4|重阳 chong2 yang2|重叠 chong2 die2
重发 chong2 fa1|重修 chong2 xiu1|重做 chong2 zuo4|重铺 chong2 pu1
银行 yin2 hang2|行业 hang2 ye4|商行 shang1 hang2|行列 hang2 lie4|五金行 wu3 jin1 hang2|车行 che1 hang2
行距 hang2 ju4|行情 hang2 qing2|同行业 tong2 hang2 ye4|太行 tai4 hang2|闵行 min3 hang2
总行 zong3 hang2|农行 nong2 hang2
局长 ju2 zhang3|队长 dui4 zhang3|组长 zu3 zhang3|科长 ke1 zhang3|股长 gu3 zhang3|所长 suo3 zhang3
站长 zhan4 zhang3|镇长 zhen4 zhang3|乡长 xiang1 zhang3|村长 cun1 zhang3|县长 xian4 zhang3|市长 shi4 zhang3
会长 hui4 zhang3|路长 lu4 zhang3|街长 jie1 zhang3|班长 ban1 zhang3|处长 chu4 zhang3
部长 bu4 zhang3|校长 xiao4 zhang3|院长 yuan4 zhang3|家长 jia1 zhang3|增长 zeng1 zhang3|生长 sheng1 zhang3
成长 cheng2 zhang3|长大 zhang3 da4|点长 dian3 zhang3|段长 duan4 zhang3|长子县 zhang3 zi3 xian4
长孙 zhang3 sun1|店长 dian4 zhang3|厂长 chang3 zhang3|长势 zhang3 shi4
音乐 yin1 yue4|乐器 yue4 qi4|乐清 yue4 qing1|乐队 yue4 dui4|乐毅 yue4 yi4|声乐 sheng1 yue4
调度 diao4 du4|调查 diao4 cha2|调动 diao4 dong4|强调 qiang2 diao4|调研 diao4 yan2
调取 diao4 qu3|空调 kong1 tiao2|抽调 chou1 diao4|上调 shang4 diao4|下调 xia4 diao4|音调 yin1 diao4
处理 chu3 li3|处罚 chu3 fa2|处置 chu3 zhi4|查处 cha2 chu3|处分 chu3 fen4|处警 chu3 jing3|处决 chu3 jue2
转盘 zhuan4 pan2|绕转 rao4 zhuan4|旋转 xuan2 zhuan4|自转 zi4 zhuan4
朝阳 zhao1 yang2|朝霞 zhao1 xia2|六安 lu4 an1|六合 lu4 he2|台州 tai1 zhou1|天台 tian1 tai1
洪洞 hong2 tong2|番禺 pan1 yu2|蚌埠 beng4 bu4|铅山 yan2 shan1|丽水 li2 shui3|浚县 xun4 xian4
尉犁 yu4 li2|单县 shan4 xian4|解州 hai4 zhou1|厦门 xia4 men2|大厦 da4 sha4|莘县 shen1 xian4
东阿 dong1 e1|涡阳 guo1 yang2|歙县 she4 xian4|黟县 yi1 xian4|枞阳 zong1 yang2|亳州 bo2 zhou1
会计 kuai4 ji4|会稽 kuai4 ji1|投降 tou2 xiang2|提供 ti2 gong1|供应 gong1 ying4|供电 gong1 dian4
种植 zhong4 zhi2|种树 zhong4 shu4|补种 bu3 zhong4|栽种 zai1 zhong4|抢种 qiang3 zhong4|乱种 luan4 zhong4
效率 xiao4 lv4|率领 shuai4 ling3|率先 shuai4 xian1|表率 biao3 shuai4|草率 cao3 shuai4
参差 cen1 ci1|差事 chai1 shi4|出差 chu1 chai1|人参 ren2 shen1|海参 hai3 shen1
降尘 jiang4 chen2|藏族 zang4 zu2|西藏 xi1 zang4|宝藏 bao3 zang4|便宜 pian2 yi2|晕车 yun4 che1
数落 shu3 luo5|曝光 bao4 guang1|剥离 bo1 li2|露天 lu4 tian1|暴露 bao4 lu4|露面 lou4 mian4
卡口 qia3 kou3|关卡 guan1 qia3|给水 ji3 shui3|供给 gong1 ji3|自给 zi4 ji3|还款 huan2 kuan3
还原 huan2 yuan2|归还 gui1 huan2|退还 tui4 huan2|返还 fan3 huan2|偿还 chang2 huan2|交还 jiao1 huan2
兴趣 xing4 qu4|模板 mu2 ban3|模样 mu2 yang4|埋怨 man2 yuan4|屏蔽 ping2 bi4|屏息 bing3 xi1
干部 gan4 bu4|干事 gan4 shi4|干线 gan4 xian4|主干 zhu3 gan4|骨干 gu3 gan4|树干 shu4 gan4|次干 ci4 gan4
横幅 heng2 fu2|应急 ying4 ji2|反应 fan3 ying4|响应 xiang3 ying4|对应 dui4 ying4|适应 shi4 ying4
应对 ying4 dui4|应用 ying4 yong4|应诉 ying4 su4|当铺 dang4 pu4|店铺 dian4 pu4|商铺 shang1 pu4
铺面 pu4 mian4|床铺 chuang2 pu4|十里铺 shi2 li3 pu4|五里铺 wu3 li3 pu4|三里铺 san1 li3 pu4
相片 xiang4 pian4|照相 zhao4 xiang4|宿舍 su4 she4|校对 jiao4 dui4|校准 jiao4 zhun3
弹药 dan4 yao4|扇动 shan1 dong4|间隔 jian4 ge2|间断 jian4 duan4|间接 jian4 jie1|中间 zhong1 jian1
正月 zheng1 yue4|号召 hao4 zhao4|称职 chen4 zhi2|对称 dui4 chen4|盛饭 cheng2 fan4|省亲 xing3 qin1
万俟 mo4 qi2|尉迟 yu4 chi2|澹台 tan2 tai2|单于 chan2 yu2
令狐 ling2 hu2|宁波 ning2 bo1|宁愿 ning4 yuan4|折本 she2 ben3|折断 zhe2 duan4|地方 di4 fang1
都是 dou1 shi4|觉得 jue2 de5|睡觉 shui4 jiao4|得分 de2 fen1|着火 zhao2 huo3|着装 zhuo2 zhuang1
着力 zhuo2 li4|沿着 yan2 zhe5|着手 zhuo2 shou3|执着 zhi2 zhuo2|附着 fu4 zhuo2
"""

# Characters read otherwise as a surname, that is at the head of a name of two or three.
SURNAMES = (
    "单 shan4|解 xie4|查 zha1|仇 qiu2|朴 piao2|区 ou1|曾 zeng1|任 ren2|华 hua4|盖 ge3|乐 yue4|"
    "重 chong2|召 shao4|种 chong2|翟 zhai2|覃 qin2|缪 miao4|宁 ning4|纪 ji3|员 yun4"
)
# Two or three characters that begin like a name but are none.
NO_NAMES = (
    "单位 单行 单独 单元 单车 单价 单项 单边 单号 解放 解决 解除 解释 查处 查封 查扣 查看 查验 查询 查办 区域 区级 "
    "区政 区管 区委 曾经 任务 任命 任职 任意 华夏 华联 华润 华侨 华丽 华府 华庭 华山 华中 华东 华北 华南 华西 "
    "华为 盖板 盖章 盖土 乐园 乐购 乐安 乐山 乐平 乐业 重点 重大 重型 重要 重阳 重新 重复 重建 重庆 召开 召集 "
    "种植 种树 种菜 种类 种子 宁静 宁波 宁都 宁夏 纪念 纪律 纪委 纪检 员工 员额"
)


def main() -> None:
    """Write both files."""
    readings = {
        chr(code): [
            to_tone3(each, neutral_tone_with_five=True, v_to_u=False) for each in text.split(",")
        ]
        for code, text in PINYIN_DICT.items()
        if code >= 0x3007 and not 0xE000 <= code < 0xF900
    }
    for code in range(0x4E00, 0xA000):
        readings.setdefault(chr(code), [NO_READING])
    for letter, reading in ALONE.items():
        others = [each for each in readings[letter] if each != reading]
        readings[letter] = [reading, *others]
    second = SecondReadings(readings)
    surnames = []
    for entry in SURNAMES.split("|"):
        letter, reading = entry.split()
        surnames.append(letter + second.key(letter, reading))
    surnames = [pair for pair in surnames if pair[0] != pair[1]]
    phrases = []
    for entry in PHRASES.replace("\n", "|").split("|"):
        if entry:
            phrase, *syllables = entry.split()
            pairs = zip(phrase, syllables, strict=True)
            phrases.append((phrase, "".join(second.key(letter, each) for letter, each in pairs)))
    FOLDER.mkdir(parents=True, exist_ok=True)
    write_order(readings, second)
    lines = [f"surname {' '.join(sorted(surnames))}", f"noname {' '.join(NO_NAMES.split())}"]
    lines += [f"phrase {phrase} {key}" for phrase, key in sorted(phrases) if phrase != key]
    lines += other_syllables(readings)
    (FOLDER / "readings.txt").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


class SecondReadings:
    """Private characters that stand for (character, other reading), numbered as they are asked for."""

    def __init__(self, readings: dict[str, list[str]]) -> None:
        self.readings = readings
        self.private: dict[tuple[str, str], str] = {}

    def key(self, letter: str, reading: str) -> str:
        """The character itself when it is read so alone, else the private one for that reading."""
        if self.readings[letter][0] == reading:
            return letter
        return self.private.setdefault((letter, reading), chr(FIRST_PRIVATE + len(self.private)))


def write_order(readings: dict[str, list[str]], second: SecondReadings) -> None:
    """order.txt: characters by syllable, tone, how common they are, strokes."""
    lines: defaultdict[str, list[tuple[tuple[int, bytes], str, str]]] = defaultdict(list)
    for letter, syllables in readings.items():
        lines[syllables[0]].append((commonness(letter), letter, letter))
    for (letter, reading), private in second.private.items():
        lines[reading].append((commonness(letter), letter, private))
    text = "".join(
        f"{syllable} {''.join(each[2] for each in sorted(lines[syllable]))}\n"
        for syllable in sorted(lines, key=syllable_order)
    )
    assert sum(map(len, lines.values())) <= ROOM, "more characters than sort keys: widen the range"
    (FOLDER / "order.txt").write_text(text, encoding="utf-8", newline="\n")


def syllable_order(syllable: str) -> tuple[str, str]:
    """zhan1 → (zhan, 1); ü sorts behind u."""
    match = re.fullmatch(r"([a-zê]*)(\d)", syllable.replace("ü", "v"))
    assert match, syllable
    return match[1] or "~", match[2]


def commonness(letter: str) -> tuple[int, bytes]:
    """Common characters first: GB 2312, the rest of 4E00-9FFF, beyond.

    Within one syllable GB 2312 runs by strokes and Unicode by radical and strokes.
    """
    try:
        return 0, letter.encode("gb2312")
    except UnicodeEncodeError:
        return (1 if "\u4e00" <= letter <= "\u9fff" else 2), b""


def other_syllables(readings: dict[str, list[str]]) -> list[str]:
    """`also 长 zhang` for the common characters that have another syllable than their first."""
    common = [letter for letter in readings if commonness(letter)[0] == 0]
    lines = []
    for letter in sorted(common):
        first = readings[letter][0][:-1]
        # What pypinyin offers when asked for all readings leaves out those of ancient books.
        heard = {each.rstrip("12345") for each in pinyin(letter, Style.TONE3, heteronym=True)[0]}
        others = sorted(each for each in heard if each.isalpha() and each != first)
        if others:
            lines.append(f"also {letter} {' '.join(others)}")
    return lines


if __name__ == "__main__":
    main()
