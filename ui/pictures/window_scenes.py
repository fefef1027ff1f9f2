"""What opens over any page: search, undo, questions, the manual, papers, a crash report, welcome."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QWidget

from ui.asker import Question
from ui.crash import CrashDialog
from ui.help.viewer import show_manual
from ui.month.page import MonthPage
from ui.paper.dialog import PaperDialog
from ui.paper.print_choices import PrintChoice
from ui.paper.print_dialog import PrintDialog
from ui.pictures.stage import Scene, Stage
from ui.pictures.table_scenes import cases

DELETE = "删除选中的 23 条记录？删除后可以撤销，也能在回收站里找回。"


def window_scenes() -> list[Scene]:
    """All of them; the last leave the data behind."""
    return [
        ("查找", partial(search, words="人民路")),
        ("查找-没有", partial(search, words="没有这样的字")),
        ("撤销菜单", history_menu),
        ("备份菜单", backup_menu),
        ("提示条", notice),
        ("问-确认", partial(ask, answers=["导入正确行"], text="把 31 行导入案件台账？")),
        ("问-危险", partial(ask, answers=["删除 23 条"], text=DELETE, dangerous=True)),
        ("问-选择", partial(ask, answers=["只贴选中的", "全部贴上"], text="贴多少？")),
        ("问-填写", ask_words),
        ("说明书", partial(manual, anchor="")),
        ("说明书-键盘", partial(manual, anchor="keys")),
        ("说明书-搜索", search_manual),
        ("导入记录", partial(room, key="batches")),
        ("待补", partial(room, key="waiting")),
        ("回收站", partial(room, key="bin")),
        ("统计月报-没有数据", empty_month),
        ("统计月报-时段", choose_period),
        ("月报预览", paper),
        ("月报预览-查找", search_paper),
        ("打印", partial(print_dialog, printers=["办公室 HP LaserJet", "一楼复印机"])),
        ("打印-没有打印机", partial(print_dialog, printers=[])),
        ("出错报告", crash),
        ("正在打开", opening),
        ("欢迎", welcome),
    ]


def search(stage: Stage, words: str) -> None:
    """The search over all ledgers."""
    cases(stage)
    stage.window.search()
    stage.window.top.search.setText(words)


def history_menu(stage: Stage) -> None:
    """The steps that can be taken back."""
    stage.window.top.search.clear()
    stage.window.top.history.menu().popup(below(stage.window.top.history))


def backup_menu(stage: Stage) -> None:
    """What the state of the backup leads to."""
    stage.window.top.backup.menu().popup(below(stage.window.top.backup))


def below(button: QWidget) -> QPoint:
    """Where a button's menu opens."""
    return button.mapToGlobal(button.rect().bottomLeft())


def notice(stage: Stage) -> None:
    """The strip across the window."""
    stage.window.notice.show_notice(
        "已经 9 天没有备份；请插上 U 盘备份一次。", "warning", (("立即备份", lambda: None),)
    )


def ask(stage: Stage, answers: list[str], text: str, *, dangerous: bool = False) -> None:
    """A question."""
    stage.window.notice.hide()
    Question(stage.window, "请确认", text, answers, dangerous=dangerous).open()


def ask_words(stage: Stage) -> None:
    """A question with a line to fill in."""
    line = QLineEdit("占道")
    line.setAccessibleName("筛选的名字")
    Question(stage.window, "请填写", "这组筛选叫什么名字？", ["确定"], inner=line).open()


def manual(stage: Stage, anchor: str) -> None:
    """A page of the manual."""
    shown = show_manual(stage.window, anchor)
    shown.show_anchor(anchor)


def search_manual(stage: Stage) -> None:
    """What the manual has on a word."""
    show_manual(stage.window).words.setText("备份")


def room(stage: Stage, key: str) -> None:
    """A room of 系统 with what the import before has left there."""
    stage.window.show_room(key)


def month(stage: Stage) -> MonthPage:
    """The month."""
    page = stage.window.show_page("month")
    assert isinstance(page, MonthPage)
    stage.settle()
    return page


def empty_month(stage: Stage) -> None:
    """A month without records."""
    from bureau.calendar.periods import Period

    month(stage).choose(Period.month(2001, 1))


def choose_period(stage: Stage) -> None:
    """The list of kinds of period."""
    page = month(stage)
    page.bar._stepper(1)()
    page.findChildren(QComboBox)[0].showPopup()


def paper(stage: Stage) -> PaperDialog:
    """The monthly report as it will be printed."""
    from bureau.calendar.periods import Month, Period

    page = month(stage)
    day = stage.today()
    before = Month(day.year, day.month).plus(-1)
    page.choose(Period.month(before.year, before.number))
    page.print_page()
    stage.settle()
    for top in stage.opened():
        if isinstance(top, PrintDialog):
            top.reject()
    stage.settle()
    return next(top for top in stage.opened() if isinstance(top, PaperDialog))


def search_paper(stage: Stage) -> None:
    """Words found in the paper."""
    shown = paper(stage)
    shown.view.begin_search()
    stage.settle()
    shown.view.finder.box.setText("占道")


def print_dialog(stage: Stage, printers: list[str]) -> None:
    """How to print."""
    choice = PrintChoice(printer="", paper="A4", sides="one")
    shown: QDialog = PrintDialog(
        stage.window, title="月报", printers=printers, count=7, current=2, choice=choice
    )
    shown.open()


def crash(stage: Stage) -> None:
    """What is said when the program itself fails."""
    report = Path("crash-20261102-120000-window-1.txt")
    CrashDialog(stage.window, Path.home() / "城管台账" / "logs" / report).open()


def opening(stage: Stage) -> None:
    """While the data folder is opened."""
    stage.window._show_frame(open_=False)
    stage.window.show_opening("正在打开数据…", "D:/城管台账")


def welcome(stage: Stage) -> None:
    """The first start."""
    stage.window.show_welcome("D:/城管台账", "E:/城管台账")
