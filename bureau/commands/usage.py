"""How the commands are called: one parser, its words in Chinese, nothing heavy imported."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NoReturn

from bureau.commands.kinds import listed

Run = Callable[[argparse.Namespace], int]

ENGLISH: tuple[tuple[str, str], ...] = (
    (r"the following arguments are required: ", "缺少 "),
    (r"unrecognized arguments: ", "多出 "),
    (
        r"argument 命令: invalid choice: '?(.*?)'? \(choose from (.*)\)",
        r"没有“\1”这个命令，可用的有 \2",
    ),
    (r"invalid choice: '?(.*?)'? \(choose from (.*)\)", r"不能是“\1”，可用的有 \2"),
    (r"invalid int value: '(.*)'", r"“\1”不是整数"),
    (r"expected (?:one|at least one) argument", "后面要有一个值"),
    (r"expected \d+ arguments?", "后面的值个数不对"),
    (r"ignored explicit argument '?(.*?)'?$", r"后面不要带值（\1）"),
    (r"not allowed with argument ", "不能同时用 "),
    (r"one of the arguments (.*) is required", r"要给出其中一个：\1"),
    (r"^argument ", ""),
)
"""argparse's own messages and the same in Chinese; patterns, because they quote what was typed."""


class Chapters(argparse.HelpFormatter):
    """Help under Chinese headings."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class ListedChapters(Chapters, argparse.RawDescriptionHelpFormatter):
    """The same with a list below, whose lines stay as they are."""


class Parser(argparse.ArgumentParser):
    """argparse that says in Chinese what is wrong with a call and ends with status 2."""

    def error(self, message: str) -> NoReturn:
        call = " ".join(("main.py", *self.prog.split()[1:], "--help"))
        self.exit(2, f"用法不对：{chinese(message)}。请运行 {call} 查看用法。\n")


def chinese(message: str) -> str:
    """argparse's own messages in Chinese."""
    for english, words in ENGLISH:
        message = re.sub(english, words, message)
    return message


def screen(text: str) -> tuple[int, int]:
    """A screen's size as people write it: 1920x1080."""
    found = re.fullmatch(r"(\d{3,5})[xX×](\d{3,5})", text)
    if found is None:
        raise argparse.ArgumentTypeError(f"屏幕大小写成 1920x1080（现在是“{text}”）")
    return int(found[1]), int(found[2])


def scale(text: str) -> float:
    """How much is enlarged: 1.5, or as Windows says it, 150%."""
    found = re.fullmatch(r"(\d+(?:\.\d+)?)(%?)", text)
    times = float(found[1]) / (100 if found[2] else 1) if found else 0
    if not 1 <= times <= 4:
        raise argparse.ArgumentTypeError(f"放大倍数是 1 到 4，如 1.5（现在是“{text}”）")
    return times


def path(text: str) -> Path:
    """A path that was really written: an empty one would mean the present folder."""
    if not text.strip():
        raise argparse.ArgumentTypeError("没有写路径")
    return Path(text)


def positive(text: str) -> int:
    """A whole number from 1 on."""
    if not text.strip().isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"“{text}”不是大于 0 的整数")
    return int(text)


def reason(text: str) -> str:
    """The reason for showing personal values, which history keeps."""
    if not text.strip():
        raise argparse.ArgumentTypeError("没有写事由")
    return text.strip()


def build(runs: dict[str, Run]) -> Parser:
    """The parser of all commands; `runs` maps their names to what they do."""
    parser = Parser(
        prog="main.py",
        description="城管台账：不带参数打开窗口，带命令则不用屏幕。",
        formatter_class=Chapters,
        add_help=False,
        allow_abbrev=False,
    )
    chapters(parser)
    data_option(parser, None)
    commands = parser.add_subparsers(dest="command", metavar="命令", parser_class=Parser)

    def command(name: str, help_text: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(
            name,
            help=help_text,
            description=help_text,
            formatter_class=Chapters,
            add_help=False,
            allow_abbrev=False,
        )
        chapters(sub)
        data_option(sub, argparse.SUPPRESS)
        sub.set_defaults(run=runs[name])
        return sub

    sub = command("demo", "在空文件夹里生成一个示例县一年的台账")
    sub.add_argument("--seed", type=int, default=2026, help="同一个数生成同样的县")
    sub.add_argument("--until", metavar="YYYY-MM", help="最后一个月（默认上个月）")

    sub = command("ledgers", "列出台账：名称、标题、字段")
    sub.add_argument("--json", action="store_true")

    sub = command("import", "导入表格")
    sub.add_argument("ledger", metavar="台账")
    sub.add_argument("file", type=path, metavar="文件")
    sub.add_argument("--sheet", help="只读这一张工作表")
    sub.add_argument("--month", metavar="YYYY[-MM]", help="文件里没写的年份或月份")
    sub.add_argument("--dry-run", action="store_true", help="只预览，不写入")
    sub.add_argument("--skip-rejected", action="store_true", help="导入正确行，其余放入待补")
    sub.add_argument("--update", action="store_true", help="更新已有而有变化的行")
    sub.add_argument(
        "--answer",
        action="append",
        default=[],
        metavar="问题=回答",
        help="回答导入时提出的一个问题",
    )
    sub.add_argument("--rejects", type=path, metavar="OUT.xlsx", help="把退回的行另存为表格")
    sub.add_argument("--json", action="store_true")

    sub = command("list", "列出一个台账的记录")
    sub.add_argument("ledger", metavar="台账")
    narrowing(sub)
    sub.add_argument("--limit", type=positive, metavar="N", help="最多列出多少条")
    sub.add_argument("--personal", type=reason, metavar="事由", help="不遮盖个人信息，事由记入历史")
    shape = sub.add_mutually_exclusive_group()
    shape.add_argument("--json", action="store_true")
    shape.add_argument("--xlsx", type=path, metavar="文件")
    shape.add_argument("--csv", type=path, metavar="文件")

    sub = command("figures", "报表用到的每一个数")
    span(sub)
    sub.add_argument("--json", action="store_true")

    sub = command("report", "出一份材料")
    sub.formatter_class, sub.epilog = ListedChapters, listed()
    sub.add_argument(
        "kind",
        metavar="种类",
        help="哪一种材料，全部列在下面",
    )
    sub.add_argument("--output", "-o", type=path, required=True, metavar="文件.pdf")
    sub.add_argument("--ledger", metavar="台账", help="种类是 ledger 时印哪个台账")
    narrowing(sub)
    sub.add_argument(
        "--draft", action="store_true", help="已签发的月份也按现在的台账出，不用存档的"
    )
    sub.add_argument("--personal", type=reason, metavar="事由", help="不遮盖个人信息，事由记入历史")

    sub = command("fill", "填报一份套表；不写套表就列出全部")
    sub.add_argument("form", metavar="套表", nargs="?", help="名称，或其中几个字")
    span(sub)
    sub.add_argument("--output", "-o", type=path, metavar="文件.xlsx", help="也可以是 .docx")
    sub.add_argument("--keep", action="store_true", help="记入报送记录")
    sub.add_argument("--json", action="store_true")

    sub = command("check", "检查数据文件夹是否完好")
    sub.add_argument("--json", action="store_true")
    sub.add_argument("--rebuild", action="store_true", help="重建搜索索引和排序键")

    sub = command("backup", "备份到一个文件，或一个文件夹（连同照片和归档）")
    sub.add_argument("file", type=path, metavar="文件或文件夹")
    sub.add_argument("--encrypt", action="store_true", help="用口令加密成一个文件")
    sub = command("restore", "从备份文件恢复")
    sub.add_argument("file", type=path, metavar="文件")
    command("rehearse", "恢复演练：把最新备份恢复到旁边核对，再删掉")
    sub = command("send", "把这台电脑上的内容导出成数据包，给另一台电脑")
    sub.add_argument("file", type=path, metavar="文件.cgb")
    sub.add_argument(
        "--answer", type=path, metavar="对方的包.cgb", help="只导出对方还没有的；不写就导出全部"
    )
    sub.add_argument(
        "--encrypt",
        action="store_true",
        help="用口令加密（输入，或用环境变量 CHENGGUAN_PASSPHRASE）",
    )
    sub = command("receive", "读入另一台电脑导出的数据包")
    sub.add_argument("file", type=path, metavar="文件.cgb")
    sub.add_argument("--dry-run", action="store_true", help="只看会有什么变化，不写入")
    sub.add_argument("--reason", type=reason, metavar="理由", help="改动已签发月份时写明更正的理由")
    sub.add_argument("--json", action="store_true")

    sub = command("undo", "撤销最近一步")
    sub.add_argument("--rest", action="store_true", help="之后又改动过的留下，只撤销其余部分")
    sub = command("redo", "重做刚撤销的一步")
    sub.add_argument("--rest", action="store_true", help="之后又改动过的留下，只重做其余部分")
    sub = command("search", "在所有台账里查找")
    sub.add_argument("words", metavar="文字")
    sub.add_argument("--json", action="store_true")
    sub = command("screenshots", "把每个标签页、菜单和对话框画成图片")
    sub.add_argument("folder", type=path, metavar="文件夹")
    sub.add_argument("--size", type=screen, default=(1366, 768), metavar="宽x高", help="屏幕大小")
    sub.add_argument("--scale", type=scale, default=1.0, metavar="倍数", help="放大，如 1.5")
    return parser


def chapters(parser: argparse.ArgumentParser) -> None:
    """Chinese headings, and -h explained in Chinese."""
    parser._positionals.title, parser._optionals.title = "参数", "选项"
    parser.add_argument("-h", "--help", action="help", help="显示用法")


def data_option(parser: argparse.ArgumentParser, default: object) -> None:
    """--data, before or after the command's name."""
    parser.add_argument(
        "--data", type=path, metavar="DIR", default=default, help="数据文件夹（默认本人的）"
    )


def span(parser: argparse.ArgumentParser) -> None:
    """The period: a month, or from one to another."""
    parser.add_argument("--month", metavar="YYYY-MM", help="哪个月")
    parser.add_argument("--from", dest="first", metavar="YYYY-MM", help="从哪个月")
    parser.add_argument("--to", dest="last", metavar="YYYY-MM", help="到哪个月")


def narrowing(parser: argparse.ArgumentParser) -> None:
    """Which records: conditions and period."""
    parser.add_argument(
        "--where", action="append", default=[], metavar="字段=值", help="条件，可写多个"
    )
    span(parser)
