"""Kinds of operation: which can be undone, and what is said of those that can't."""

from __future__ import annotations

SIGN_IN = "sign-in"
CANNOT_UNDO = {
    "reserve": "编号一经取用不再收回",
    "setup": "建立数据文件夹不能撤销",
    "lock": "月份锁定不能撤销，请用“更正”",
    SIGN_IN: "登录记录不能撤销",
    "export-personal": "个人信息导出记录不能撤销",
    "anonymise": "匿名化不能撤销",
    "demo": "示例县是一次生成的，要重来请删掉整个示例文件夹",
}
UNDO = "undo"
REDO = "redo"
EDIT = "edit"
IMPORT = "import"


def can_undo(kind: str) -> bool:
    """Whether an operation of this kind can be undone at all."""
    return kind not in CANNOT_UNDO
