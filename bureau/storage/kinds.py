"""Kinds of operation: which can be undone, and what is said of those that can't."""

from __future__ import annotations

SIGN_IN = "sign-in"
LOCK = "lock"
"""Issued or unlocked a month; the guard of the operation says so."""
CANNOT_UNDO = {
    "reserve": "编号一经取用不再收回",
    "setup": "建立数据文件夹不能撤销",
    LOCK: "签发和解锁不能撤销；要改请“解锁”，或登记“考核更正”",
    SIGN_IN: "登录记录不能撤销",
    "export-personal": "个人信息导出记录不能撤销",
    "anonymise": "匿名化不能撤销",
    "demo": "示例县是一次生成的，要重来请删掉整个示例文件夹",
}
UNDO = "undo"
REDO = "redo"
EDIT = "edit"
IMPORT = "import"
MERGE = "merge"
"""Put two names together: ids are exchanged everywhere, also in locked months."""


def can_undo(kind: str) -> bool:
    """Whether an operation of this kind can be undone at all."""
    return kind not in CANNOT_UNDO
