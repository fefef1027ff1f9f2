"""What hands can do in the table: name, words in menus, keys. Menus, keys and help read this."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence


@dataclass(frozen=True, slots=True)
class Act:
    """One act. `writes`: needs a folder open for writing; `many`: pointless without rows; `cells`: about
    the selected cells, so that its keys hold only where the table has the focus.
    """

    name: str
    title: str
    keys: tuple[str, ...] = ()
    writes: bool = False
    many: bool = True
    cells: bool = False


ACTS: tuple[Act, ...] = (
    Act("edit", "编辑单元格", ("F2",), writes=True, cells=True),
    Act("copy", "复制", ("Ctrl+C", "Ctrl+Ins"), cells=True),
    Act("copy_with_titles", "复制（含表头）", ("Ctrl+Shift+C",), cells=True),
    Act("cut", "剪切", ("Ctrl+X", "Shift+Del"), writes=True, cells=True),
    Act("paste", "粘贴", ("Ctrl+V", "Shift+Ins"), writes=True, many=False, cells=True),
    Act("fill_down", "向下填充", ("Ctrl+D",), writes=True, cells=True),
    Act("put_today", "填今天的日期", ("Ctrl+;",), writes=True, cells=True),
    Act("clear", "清空单元格", ("Del",), writes=True, cells=True),
    Act("batch", "批量修改…", ("Ctrl+H",), writes=True, cells=True),
    Act("remove", "删除所选的行…", ("Ctrl+-", "Ctrl+Del"), writes=True, cells=True),
    Act("new", "新增一条", ("Ctrl+N", "Ctrl++", "Ctrl+="), writes=True, many=False),
    Act("copy_record", "照这一条新增", ("Ctrl+Shift+N",), writes=True),
    Act("filter_by_value", "只看与此格相同的", ("Ctrl+Alt+F",), cells=True),
    Act("value_list", "筛选这一列…", ("Alt+Down",), many=False, cells=True),
    Act("column_menu", "这一列的菜单（排序、冻结、隐藏）…", ("Alt+Up",), many=False, cells=True),
    Act("filter_box", "在筛选框里输入", ("Ctrl+Shift+F",), many=False),
    Act("clear_column", "清除本列筛选", ("Ctrl+Alt+L",), many=False, cells=True),
    Act("handle", "办理（本台账自己的业务）…", ("F8",), writes=True, many=False),
    Act("clear_filters", "清除全部筛选", ("Ctrl+Shift+L",), many=False),
    Act("import", "导入台账…", ("Ctrl+I",), writes=True, many=False),
    Act("export", "导出…", ("Ctrl+E",), many=False),
    Act("find", "在本表查找", ("Ctrl+F",), many=False),
    Act("go_to", "转到第几条、哪个编号…", ("Ctrl+G",), many=False),
    Act("recent", "最近的记录…", ("Ctrl+Shift+G",), many=False),
    Act("select_column", "选中整列", ("Ctrl+Space",), cells=True),
    Act("select_row", "选中整行", ("Shift+Space",), cells=True),
    Act("select_all", "全选", ("Ctrl+A",), cells=True),
    Act("undo", "撤销", ("Ctrl+Z",), writes=True, many=False),
    Act("redo", "重做", ("Ctrl+Y", "Ctrl+Shift+Z"), writes=True, many=False),
    Act("next_area", "到下一个区域（查找、筛选条件、表格、详情）", ("F6",), many=False),
    Act("refresh", "刷新", ("F5",), many=False),
    Act("print_page", "打印…", ("Ctrl+P",), many=False),
)
KEY_WORDS = {"Del": "Delete", "Ins": "Insert", "Space": "空格", "Down": "↓", "Up": "↑"}
BY_NAME = {act.name: act for act in ACTS}
BY_KEY = {key: act for act in ACTS for key in act.keys}

CELL_MENU: tuple[str, ...] = (
    "edit",
    "",
    "copy",
    "copy_with_titles",
    "cut",
    "paste",
    "",
    "fill_down",
    "put_today",
    "clear",
    "batch",
    "",
    "filter_by_value",
    "value_list",
    "clear_column",
    "clear_filters",
    "",
    "go_to",
    "",
    "new",
    "copy_record",
    "remove",
    "",
    "print_page",
    "refresh",
)
"""The right-click menu of cells; '' is a line between groups."""


def key_words(key: str) -> str:
    """A key as it is printed on keyboards."""
    *modifiers, last = key.replace("++", "+＋").split("+")
    return "+".join([*modifiers, KEY_WORDS.get(last, last.replace("＋", "+"))])


def key_name(event: QKeyEvent) -> str:
    """The pressed keys as menus name them: Ctrl+Shift+C."""
    if event.key() in (
        Qt.Key.Key_Control,
        Qt.Key.Key_Shift,
        Qt.Key.Key_Alt,
        Qt.Key.Key_Meta,
        Qt.Key.Key_unknown,
    ):
        return ""
    return QKeySequence(event.keyCombination()).toString(QKeySequence.SequenceFormat.PortableText)


def act_away_from_cells(event: QKeyEvent) -> Act | None:
    """The act of a key that was pressed beside the table: among the buttons, in the details."""
    act = BY_KEY.get(key_name(event))
    return None if act is None or act.cells else act
